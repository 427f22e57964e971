"""The rows of the end of a day: what is still open, group by group, and at the end the row that closes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dutytui.rules.closing.day_matters import Matter, Need
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.texts.areas import unsettled
from dutytui.texts.catalogue import N_, _, n_
from dutytui.widgets.cells import cut, pad, width_of
from dutytui.widgets.glyphs import glyphs
from dutytui.widgets.rows import Line, ShowingRows

CLOSE_ROW = "#close"
REOPEN_ROW = "#reopen"

NEED_WORDS = {
    Need.BLOCKS: N_("Must be done first"),
    Need.REASON: N_("Needs a reason"),
    Need.FINE: N_("Goes on by itself"),
}
_TONE = {Need.BLOCKS: "late", Need.REASON: "due", Need.FINE: "soft"}


@dataclass(frozen=True, slots=True)
class Row:
    """key: a heading's begins with #; tone: of `RowList`; remark: at the right; matters: what Enter and F4 are about;
    act_on: the key of a reason, a matter's subject or a group's name."""

    key: str
    words: str
    tone: str = ""
    remark: str = ""
    heading: bool = False
    matters: tuple[Matter, ...] = ()
    act_on: str = ""
    go: str = ""


class DayRows(ShowingRows[Row]):
    def __init__(self, rows: Sequence[Row]) -> None:
        headings = frozenset(index for index, row in enumerate(rows) if row.heading)
        super().__init__(rows, [row.key for row in rows], headings)

    def line(self, index: int, width: int) -> Line:
        row = self._contents[index]
        if row.heading:
            return ((cut(row.words, width), row.tone or "heading"),)
        if not row.remark:
            return (("  ", ""), (cut(row.words, width - 2), row.tone))
        beside = min(width_of(row.remark), max((width - 4) * 45 // 100, width - 4 - width_of(row.words)))
        return (
            ("  ", ""),
            (pad(row.words, width - beside - 4) + "  ", row.tone),
            (pad(row.remark, beside, "right"), "good" if row.act_on else "soft"),
        )


def open_rows(matters: Sequence[Matter], reasons: Mapping[str, str], unfolded: frozenset[str]) -> list[Row]:
    """What is open, what blocks first; several of a kind are one row until it is unfolded."""
    rows: list[Row] = []
    for need in Need:
        of_need = [matter for matter in matters if matter.need is need]
        if not of_need:
            continue
        words = f"{_(NEED_WORDS[need])} {len(of_need)}"
        if need is Need.REASON:
            words += f"  {_('given: {count}', count=sum(bool(matter.reason(reasons)) for matter in of_need))}"
        rows.append(Row(f"#{need}", words, heading=True))
        groups: dict[str, list[Matter]] = {}
        for matter in of_need:
            groups.setdefault(matter.group, []).append(matter)
        for group, found in groups.items():
            rows += _group(need, group, tuple(found), reasons, group in unfolded)
    return rows


def _group(need: Need, group: str, found: tuple[Matter, ...], reasons: Mapping[str, str], unfolded: bool) -> list[Row]:
    if len(found) == 1:
        return [_single(found[0], reasons)]
    words = _numbered(len(found), unsettled(found[0].what) + glyphs().ellipsis)
    given = sum(bool(matter.reason(reasons)) for matter in found)
    remark = reasons.get(group, "")
    if not remark and given:
        remark = _("reasons: {given} of {count}", given=given, count=len(found))
    head = Row(f"{need}:{group}", words, _TONE[need], remark, matters=found, act_on=group, go=found[0].what.go)
    return [head, *(_single(matter, reasons, unfolded) for matter in found)] if unfolded else [head]


def _single(matter: Matter, reasons: Mapping[str, str], within: bool = False) -> Row:
    """within: it stands under the row of its group."""
    what = matter.what
    words, tone = _numbered(None if within else 1, unsettled(what)), _TONE[matter.need]
    reason = matter.reason(reasons)
    return Row(what.subject, words, tone, reason, matters=(matter,), act_on=what.subject, go=what.go)


def reason_rows(left: Sequence[Matter], reasons: Mapping[str, str]) -> list[Row]:
    """A closed day: what had a reason, with the reason; several that share one are one row."""
    shared: dict[str, list[Matter]] = {}
    for matter in left:
        shared.setdefault(matter.what.subject if matter.what.subject in reasons else matter.group, []).append(matter)
    rows = []
    for key, found in shared.items():
        words = unsettled(found[0].what) + glyphs().ellipsis * (len(found) > 1)
        rows.append(Row(f"reason {key}", _numbered(len(found), words), remark=reasons[key]))
    # What another version of the mall's files knew by another name keeps its reason.
    return rows + [Row(f"reason {key}", reason) for key, reason in reasons.items() if key not in shared]


def _numbered(count: int | None, words: str) -> str:
    """How many a row stands for, before what they are (of several, the first)."""
    return f"{count if count else '':>3}  {words}"


def close_row(matters: Sequence[Matter], reasons: Mapping[str, str]) -> list[Row]:
    """The last row: closes the day, or says what is missing."""
    blocking = sum(matter.need is Need.BLOCKS for matter in matters)
    silent = sum(matter.need is Need.REASON and not matter.reason(reasons) for matter in matters)
    missing = []
    if blocking:
        missing.append(n_("{count} must be done first", "{count} must be done first", blocking))
    if silent:
        missing.append(n_("{count} needs a reason", "{count} need a reason", silent))
    words = _("Close the day")
    return [
        Row("#end", "", heading=True),
        Row(CLOSE_ROW, words, "waiting" if missing else "strong", _(", ").join(missing)),
    ]
