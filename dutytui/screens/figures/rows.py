"""Rows of the figures page for a `RowList`: a figure with its chart and what it was before, and the assessments."""

from __future__ import annotations

from collections.abc import Sequence

from dutytui.rules.figures.assessments import AssessmentView, PartView, ProposedView
from dutytui.rules.figures.known import FIGURES, Figure, Kind
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.screens.figures.source import Seen
from dutytui.screens.figures.words import consequence_words, part_words, result_words
from dutytui.texts.catalogue import _, pick
from dutytui.texts.figures import GROUPS, change, charted, name, parts_of, shown
from dutytui.texts.pinyin import matches
from dutytui.widgets.cells import pad, width_of
from dutytui.widgets.rows import Line, ShowingRows
from dutytui.widgets.spark import spark

_VALUE, _CHANGE, _PARTS = 8, 8, 12
_TONES = {1: "good", -1: "bad", 0: "soft"}


@dataclass(frozen=True, slots=True)
class Note:
    """A heading or a note that the cursor steps over."""

    words: str
    tone: str = "heading"


@dataclass(frozen=True, slots=True)
class PartRow:
    """One assessor's part of an assessment."""

    view: AssessmentView
    part: PartView


@dataclass(frozen=True, slots=True)
class DrawRow:
    """A consequence that follows, or was drawn."""

    view: AssessmentView
    proposed: ProposedView


Content = Note | Figure | AssessmentView | PartRow | DrawRow


class FigureRows(ShowingRows[Content]):
    """A row's key says what it shows: ``figure:<id>``, ``result:<who>``, ``part:<who>/<assessor>``, ``draw:…``."""

    def __init__(self, contents: Sequence[Content], seen: Seen) -> None:
        headings = frozenset(at for at, row in enumerate(contents) if isinstance(row, Note))
        super().__init__(contents, [_key(row, at) for at, row in enumerate(contents)], headings)
        self._seen = seen

    def line(self, index: int, width: int) -> Line:
        row = self._contents[index]
        match row:
            case Note():
                return ((pad(row.words, width), row.tone),)
            case Figure():
                return self._figure(row, width)
            case AssessmentView():
                return _words(pick(row.subject.title), result_words(row), width, "strong")
            case PartRow():
                return _words("", part_words(row.view, row.part), width, "")
            case DrawRow():
                return _words("", consequence_words(row.proposed), width, "")

    def _figure(self, figure: Figure, width: int) -> Line:
        now, before = figure.value(self._seen.now.total), figure.value(self._seen.before.total)
        values = [figure.value(part) for part in self._seen.now.parts]
        chart = spark(values, *charted(values, figure))
        changed, better = change(figure, now, before)
        parts = parts_of(figure, self._seen.now.total) if width >= _WIDE else ""
        room = width - 2 - _VALUE - _CHANGE - len(values) - 2 - (_PARTS if width >= _WIDE else 0)
        return (
            ("  ", ""),
            (pad(name(figure), min(max(room, 8), _NAME)), ""),
            (pad(shown(figure, now), _VALUE, "right"), "strong" if now is not None else "soft"),
            (pad(changed, _CHANGE, "right"), _TONES[better]),
            *(((pad(parts, _PARTS, "right"), "soft"),) if width >= _WIDE else ()),
            (f"  {chart}", "mine"),
        )


_NAME = 36
_WIDE = 100
"""From this width on a share says what it was worked out from."""


def contents(seen: Seen, assessments: Sequence[AssessmentView], quarter: str, words: str) -> list[Content]:
    """Figures in their groups, then the quarter's assessments; `words` leaves only the rows that fit them."""
    rows: list[Content] = []
    for group, heading in GROUPS.items():
        found = [one for one in FIGURES if one.group == group and _fits(words, name(one), _(heading))]
        found = [one for one in found if words or _known(one, seen)]
        if found:
            rows += [Note(_(heading)), *found]
    heading = _("Assessments of {quarter}", quarter=quarter)
    listed = [one for one in assessments if _fits(words, pick(one.subject.title), heading)]
    if listed:
        rows.append(Note(heading))
    for view in listed:
        rows.append(view)
        rows += [PartRow(view, part) for part in view.parts]
        rows += [DrawRow(view, one) for one in view.consequences]
    return rows


def _known(figure: Figure, seen: Seen) -> bool:
    """Of what the mall does not record, in neither period, there is no row."""
    if figure.kind is Kind.COUNT and figure.group in {"requests", "handovers"}:
        return any(figure.pair(one.total)[0] for one in (seen.now, seen.before))
    return any(figure.value(one.total) is not None for one in (seen.now, seen.before))


def _fits(words: str, *texts: str) -> bool:
    return not words or any(matches(words, text) is not None for text in texts)


def _key(row: Content, at: int) -> str:
    match row:
        case Figure():
            return f"figure:{row.id}"
        case AssessmentView():
            return f"result:{row.subject.id}"
        case PartRow():
            return f"part:{row.view.subject.id}/{row.part.kind}"
        case DrawRow():
            return f"draw:{row.view.subject.id}/{row.proposed.consequence.id}"
        case _:
            return f"note:{at}"


def _words(title: str, parts: Sequence[tuple[str, str]], width: int, tone: str) -> Line:
    """A title and words with their tones, as far as they fit."""
    line: list[tuple[str, str]] = [(f"  {title}  " if title else "    ", tone)]
    room = width - width_of(line[0][0])
    for text, colour in parts:
        if room <= 0:
            break
        shown_ = pad(text, room) if width_of(text) > room else text
        line.append((shown_, colour))
        room -= width_of(shown_)
    return tuple(line)
