"""The rows of the logbook: one entry a row in columns that fit their widest word, carried-over ones under a heading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from dutytui.rules.views import EntryStatus, EntryView, VoidEntry
from dutytui.screens.entry_text import STATUS_TONE, name, status_word
from dutytui.texts.catalogue import _
from dutytui.texts.labels import short_time
from dutytui.texts.pinyin import matches
from dutytui.texts.void import void_word
from dutytui.widgets.cells import cut, pad, width_of
from dutytui.widgets.rows import Line, ListedRows

_Column = tuple[Callable[[EntryView], tuple[str, str]], int]
"""What a column says of an entry as (text, tone), and its cells."""
_SEARCHED = 400
"""Characters of an entry's text that are searched by pinyin; by letters and characters all of it is."""


def narrowed(entries: Sequence[EntryView], wanted: str, status: EntryStatus | None) -> list[EntryView]:
    """Those of that status that `wanted` fits: number, kind, place, severity, owner, text or who logged it."""
    kept = [entry for entry in entries if status is None or entry.status is status]
    return [entry for entry in kept if _fits(wanted, entry)] if wanted else kept


def _fits(wanted: str, entry: EntryView) -> bool:
    named = (entry.kind, entry.place, entry.severity, entry.owner, entry.by)
    words = " ".join([entry.number, *map(name, named), status_word(entry)])
    if wanted.casefold() in entry.text.casefold():
        return True
    return matches(wanted, f"{words} {entry.text[:_SEARCHED]}") is not None


class EntryRows(ListedRows):
    """narrow: there is no detail pane, so every column must be seen here; void: what does not count, at the end."""

    def __init__(
        self,
        entries: Sequence[EntryView],
        day: date,
        now: datetime,
        *,
        narrow: bool,
        void: Sequence[VoidEntry] = (),
    ) -> None:
        self._now = now
        self._day = day
        self._narrow = narrow
        carried = [entry for entry in entries if entry.carried and entry.day != day]
        others = [entry for entry in entries if not (entry.carried and entry.day != day)]
        self._rows: list[EntryView | VoidEntry | str] = list(entries)
        headings: set[int] = set()
        if carried:
            self._rows = [_("Carried over from earlier days"), *carried]
            headings.add(0)
            if others:
                headings.add(len(self._rows))
                self._rows += [_("Of this day"), *others]
        self._count = len(entries)
        if void:
            headings |= set(range(len(self._rows), len(self._rows) + 1 + len(void)))
            self._rows += [_("These do not count"), *void]
        self._headings_before = sorted(headings)
        keys = [row if isinstance(row, str) else row.subject for row in self._rows]
        super().__init__(keys, frozenset(headings))
        self._widest: list[int] | None = None
        self._fitted: dict[int, tuple[list[_Column], int]] = {}

    def entry(self, index: int) -> EntryView | None:
        row = self._rows[index]
        return row if isinstance(row, EntryView) else None

    def position(self, index: int) -> str:
        """``3/12``: which entry of how many, headings not counted."""
        before = sum(heading < index for heading in self._headings_before)
        return f"{index + 1 - before}/{self._count}"

    def line(self, index: int, width: int) -> Line:
        row = self._rows[index]
        if isinstance(row, str):
            return ((cut(row, width), "heading"),)
        if isinstance(row, VoidEntry):
            said = f"{row.happened:%H:%M}  {void_word(row.why)}  {row.text}  {name(row.by)} ({row.writer})"
            return ((cut(said.replace("\n", " "), width), "soft"),)
        columns, gap = self._columns_for(width)
        room = width - sum(size + gap for _cell, size in columns)
        parts: list[tuple[str, str]] = []
        for cell, size in columns:
            text, tone = cell(row)
            parts += [(pad(text, size, "right" if cell is _number else "left"), tone), (" " * gap, "")]
            if cell is _severity:
                parts += [*self._text(row, room), (" " * gap, "")]
        return tuple(parts[:-1])

    def _text(self, entry: EntryView, room: int) -> list[tuple[str, str]]:
        marks = [_("disputed")] * bool(entry.disputed)
        marks += [_("late entry")] * entry.late_entry + [_("corrected")] * entry.corrected
        mark = " ".join(marks) + " " if marks else ""
        if width_of(mark) > room // 2:
            mark = ""
        return [(mark, "waiting"), (pad(entry.text, room - width_of(mark)), "")]

    def _columns_for(self, width: int) -> tuple[list[_Column], int]:
        """The roomiest columns that leave the text its share of `width`, and the gap between them."""
        if width not in self._fitted:
            steps = _STEPS[:-1] if self._narrow else _STEPS
            for limits, gap in steps:
                columns = self._fit(limits)
                if width - sum(size + gap for _cell, size in columns) > max(_TEXT_AT_LEAST, width // 3):
                    break
            self._fitted[width] = (columns, gap)
        return self._fitted[width]

    def _fit(self, limits: tuple[int, ...]) -> list[_Column]:
        """Columns as wide as their widest word, within `limits`; one that would be empty is left out."""
        cells = (_number, self._time, _kind, _place, _severity, _owner, self._due, _status)
        if self._widest is None:
            entries = [row for row in self._rows if isinstance(row, EntryView)]
            self._widest = [max((width_of(cell(entry)[0]) for entry in entries), default=0) for cell in cells]
        sizes = map(min, self._widest, limits)
        return [(cell, size) for cell, size in zip(cells, sizes, strict=True) if size or cell is _severity]

    def _time(self, entry: EntryView) -> tuple[str, str]:
        if entry.day != self._day:
            return f"{entry.day:%m-%d}", "due"
        return entry.happened.strftime("%H:%M"), "soft"

    def _due(self, entry: EntryView) -> tuple[str, str]:
        if entry.due is None or entry.status is EntryStatus.CLOSED:
            return "", ""
        if not entry.overdue:
            return short_time(entry.due, self._now.date()), "soft"
        same_day = entry.due.date() == self._now.date()
        # Of a due time days ago the hour no longer matters, and the column must stay narrow.
        return _("late {time}", time=entry.due.strftime("%H:%M" if same_day else "%m-%d")), "late"


# Cells at most for number, time, kind, place, severity, owner, due, status, and the gap; from roomy to tight. The last
# has no owner, and is for a list with the detail pane beside it.
_STEPS = (
    ((10, 5, 14, 14, 8, 16, 19, 8), 2),
    ((8, 5, 10, 8, 6, 10, 13, 8), 2),
    ((6, 5, 9, 6, 6, 8, 11, 8), 1),
    ((6, 5, 9, 6, 6, 0, 11, 8), 1),
)
_TEXT_AT_LEAST = 24


def _number(entry: EntryView) -> tuple[str, str]:
    return entry.number, "strong"


def _kind(entry: EntryView) -> tuple[str, str]:
    return name(entry.kind), ""


def _place(entry: EntryView) -> tuple[str, str]:
    return name(entry.place), ""


def _severity(entry: EntryView) -> tuple[str, str]:
    """The mildest is not said: a column that says "normal" forty times hides the one that doesn't."""
    return (name(entry.severity), "due") if entry.rank else ("", "")


def _owner(entry: EntryView) -> tuple[str, str]:
    return name(entry.owner), ""


def _status(entry: EntryView) -> tuple[str, str]:
    return status_word(entry), "soft" if entry.withdrawn else STATUS_TONE[entry.status]
