"""Rows of checklist items and open entries for a `RowList`, laid out in columns by cell width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.views import EntryView, ItemStatus, ItemView, PhaseView
from dutytui.screens.entry_text import due_briefly, name
from dutytui.screens.entry_text import status_word as entry_status_word
from dutytui.screens.item_text import ITEM_TONE, PHASE_TONE, names, outcome, status_word, title, waits, when
from dutytui.texts.catalogue import _, language, pick
from dutytui.texts.labels import PHASE_STATUS
from dutytui.widgets.cells import cut, pad, width_of
from dutytui.widgets.glyphs import glyphs
from dutytui.widgets.rows import Line, ListedRows, Rows, ShowingRows

_WAITING = frozenset({ItemStatus.WAITING, ItemStatus.LATE})


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with how many rows stand under it, or a note in their place. tone: of `RowList`; right: a hint."""

    key: str
    words: str
    tone: str = "heading"
    right: str = ""


@dataclass(frozen=True, slots=True)
class Running:
    """A timer: words, its clock in words, and the page that Enter opens. tone: of `RowList`."""

    key: str
    words: str
    clock: str
    tone: str
    go: str


Content = Heading | Running | ItemView | EntryView


class _Laid:
    """An item's row as it was laid out: its words' cells, and its lines by the columns they were made for."""

    __slots__ = ("item", "lines", "status", "time")

    def __init__(self, item: ItemView, day: date) -> None:
        self.item = item
        self.status = width_of(status_word(item))
        self.time = width_of(when(item, day))
        self.lines: dict[tuple[int, int, int], Line] = {}


class DutyRows(ShowingRows[Content]):
    """Headings, timers, items and entries in the order given. A row's key is the item's or the entry's subject."""

    _laid: Mapping[int, _Laid]

    def __init__(self, contents: Sequence[Content], day: date, now: datetime, before: Rows | None = None) -> None:
        """before: what was shown until now. An item that has not changed since keeps its row as it was laid out."""
        headings = frozenset(index for index, row in enumerate(contents) if isinstance(row, Heading))
        super().__init__(contents, [_key(row) for row in contents], headings)
        self._day = day
        self._now = now
        self._made_for = (day, language(), glyphs())
        kept = before._laid if isinstance(before, DutyRows) and before._made_for == self._made_for else {}
        self._laid = {id(row): _laid(row, day, kept) for row in contents if isinstance(row, ItemView)}
        entries = [row for row in contents if isinstance(row, EntryView)]
        words = [laid.status for laid in self._laid.values()] + [width_of(entry_status_word(one)) for one in entries]
        self._status = max(words, default=0)
        times = [laid.time for laid in self._laid.values()] + [width_of(_number(one)) for one in entries]
        self._time = max(times, default=5)

    @property
    def items(self) -> list[ItemView]:
        return [row for row in self._contents if isinstance(row, ItemView)]

    def line(self, index: int, width: int) -> Line:
        row = self._contents[index]
        if isinstance(row, Heading):
            room = max(width - width_of(row.right), 0)
            return ((pad(row.words, room) if row.right else cut(row.words, width), row.tone), (row.right, "soft"))
        if isinstance(row, Running):
            left = max(width - width_of(row.clock) - 4, 0)
            return (("  " + pad(row.words, left) + "  ", row.tone), (row.clock, row.tone or "soft"))
        if isinstance(row, EntryView):
            return self._entry(row, width)
        lines, columns = self._laid[id(row)].lines, (self._status, self._time, width)
        if columns not in lines:
            lines[columns] = self._item(row, width)
        return lines[columns]

    def _item(self, item: ItemView, width: int) -> Line:
        tone = ITEM_TONE[item.status]
        left: Line = (
            (f"{glyphs().mine if item.mine else ' '} ", "mine"),
            (pad(status_word(item), self._status) + " ", tone),
            (pad(when(item, self._day), self._time, "right") + "  ", tone if item.late_by else "soft"),
        )
        room = width - self._status - self._time - 5
        words = pick(item.title)
        return (*left, *_main(words, "mine" if item.mine else "", _remark(item), room, title(item).removeprefix(words)))

    def _entry(self, entry: EntryView, width: int) -> Line:
        tone = "late" if entry.overdue else ("due" if entry.rank else "")
        number = _number(entry)
        left: Line = (
            ("  ", ""),
            (pad(entry_status_word(entry), self._status) + " ", tone),
            (pad(number, self._time, "right") + "  ", "soft"),
        )
        words = " ".join(part for part in (name(entry.place), name(entry.kind), entry.text) if part)
        due = due_briefly(entry, self._now)
        owner = name(entry.owner)
        room = width - self._status - self._time - 5
        right = " ".join(part for part in (due, owner) if part)
        return (*left, *_main(words, "", Remark(right, "late" if entry.overdue else "soft", 33), room))


class PhaseRows(ListedRows):
    """The phases of a day with status and progress; a row's key is the phase's id."""

    def __init__(self, phases: Sequence[PhaseView]) -> None:
        super().__init__([phase.id for phase in phases])
        self._phases = phases
        self._status = max((width_of(_(PHASE_STATUS[phase.status])) for phase in phases), default=0)

    def line(self, index: int, width: int) -> Line:
        phase = self._phases[index]
        tone = PHASE_TONE[phase.status]
        progress = f"{phase.done}/{phase.total}" if phase.total else ""
        return (
            (pad(_(PHASE_STATUS[phase.status]), self._status) + " ", tone),
            # Without its date after midnight: the phases stand in order, and there is no room for it.
            (f"{phase.starts:%H:%M} ", "soft"),
            (pad(pick(phase.title), max(width - self._status - 13, 4)), "strong" if phase.running else ""),
            (progress.rjust(5) + " ", tone),
        )


class Remark(NamedTuple):
    """What stands at the right of a row. share: percent of the room that it keeps when the main words are long."""

    words: str
    tone: str
    share: int


def _remark(item: ItemView) -> Remark:
    """What the item waits for, else what became of it, else whose it is."""
    if item.waits_for and item.status in _WAITING:
        return Remark(waits(item), "waiting", 33)
    became = outcome(item)
    return Remark(became, "soft", 45) if became else Remark(names(item.posts), "soft", 25)


def _main(words: str, tone: str, remark: Remark, room: int, tail: str = "") -> Line:
    """The main words, and at the right the remark, which gives way first.

    tail: the end of the words, which stays when they are cut: the place, without which rows look alike.
    """
    if not remark.words:
        return ((_cut(words, tail, room), tone),)
    beside = min(width_of(remark.words), max(room * remark.share // 100, room - 2 - width_of(words + tail)))
    left = room - beside - 2
    return ((pad(_cut(words, tail, left), left) + "  ", tone), (pad(remark.words, beside, "right"), remark.tone))


def _cut(words: str, tail: str, room: int) -> str:
    kept = min(width_of(tail), room // 2)
    return cut(cut(words, room - kept) + tail, room)


def _number(entry: EntryView) -> str:
    return _("No. {number}", number=entry.number)


def _laid(item: ItemView, day: date, kept: Mapping[int, _Laid]) -> _Laid:
    found = kept.get(id(item))
    # Its id may be another's that was there before: nothing but the very item has its row.
    return found if found is not None and found.item is item else _Laid(item, day)


def _key(row: Content) -> str:
    return row.subject if isinstance(row, EntryView) else row.key


Found = TypeVar("Found", ItemView, EntryView)


def found_in(words: str, rows: Sequence[Found]) -> list[Found]:
    """The rows that fit `words` by text or pinyin initials of what they show; all of them for ""."""
    if not words:
        return list(rows)
    from dutytui.texts.pinyin import matches  # its table is read only when somebody looks for something

    return [row for row in rows if matches(words, _searched(row)) is not None]


def _searched(row: ItemView | EntryView) -> str:
    if isinstance(row, EntryView):
        return " ".join((row.number, name(row.place), name(row.kind), row.text, name(row.owner)))
    return f"{title(row)} {names(row.posts)}"
