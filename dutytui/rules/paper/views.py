"""How far the sheets of a day are in the program: keyed in, recorded at a desk, or still open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from dutytui.rules.item_views import SATISFIED, DayItems, Viewer
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.paper.keying import Keying, round_of
from dutytui.rules.paper.rows import EMPTY_LINES, RowKind, Sheet, SheetKind, SheetRow, sheets
from dutytui.rules.paper.said import row_of
from dutytui.rules.roll_call.fold import Answer
from dutytui.rules.roll_call.gate import fold_of
from dutytui.rules.views import ItemStatus


class Entered(StrEnum):
    KEYED = "keyed"  # from paper
    PART = "part"  # from paper, and not all of it: a round with points to come
    DESK = "desk"  # recorded at a desk
    OPEN = "open"  # planned, and nothing is recorded of it
    EMPTY = "empty"  # a line that is there to be written on


@dataclass(frozen=True, slots=True)
class RowView:
    """at: the time that was keyed in last for it, None for none."""

    row: SheetRow
    entered: Entered
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SheetView:
    """needed: whether a blank of it is of use from now on."""

    sheet: Sheet
    rows: tuple[RowView, ...]
    needed: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """Of the rows that stand for something planned, and of the lines that were written on. open: numbers of the rows
    of which nothing is recorded, in the order of the sheets."""

    keyed: int
    desk: int
    open: tuple[str, ...]


def paper(at: Looking) -> tuple[SheetView, ...]:
    """Every sheet of the day."""
    keyed = _keyed(at)
    items = DayItems(at.state, at.plan, at.law, at.now, Viewer("", ""))
    found = []
    for sheet in sheets(at.plan, at.procedures):
        rows = tuple(_row(at, row, keyed.get(row.number), items) for row in sheet.rows)
        found.append(SheetView(sheet, rows, _needed(at, sheet, rows)))
    return tuple(found)


def summary(found: tuple[SheetView, ...]) -> Summary:
    rows = [row for view in found for row in view.rows]
    return Summary(
        keyed=sum(row.entered is Entered.KEYED for row in rows),
        desk=sum(row.entered is Entered.DESK for row in rows),
        open=tuple(row.row.number for row in rows if row.entered in (Entered.OPEN, Entered.PART)),
    )


def _keyed(at: Looking) -> dict[str, datetime]:
    """By the number of a row, the latest time that stands in the records for it."""
    found: dict[str, datetime] = {}
    for subject in at.state.subjects(at.day):
        for event in subject.events:
            number = row_of(event)
            if number and event.id not in subject.undone and event.id not in subject.fold.void:
                found[number] = max(event.at, found.get(number, event.at))
    return found


def _row(at: Looking, row: SheetRow, keyed: datetime | None, items: DayItems) -> RowView:
    if row.kind is RowKind.ROUND:
        return _round(at, row, keyed)
    if keyed is not None:
        signs = row.kind is RowKind.ITEM and items.settled(row.key) is None
        return RowView(row, Entered.PART if signs else Entered.KEYED, keyed)
    if row.kind in EMPTY_LINES:
        return RowView(row, Entered.EMPTY)
    return RowView(row, Entered.DESK if _at_a_desk(at, row, items) else Entered.OPEN)


def _round(at: Looking, row: SheetRow, keyed: datetime | None) -> RowView:
    one = round_of(Keying(row), at)
    if one is not None and one.fold.ended:
        return RowView(row, Entered.KEYED if keyed else Entered.DESK, keyed)
    if keyed is not None:
        return RowView(row, Entered.PART, keyed)
    begun = one is not None and (one.began is not None or bool(one.fold.explained))
    return RowView(row, Entered.DESK if begun else Entered.OPEN)


def _at_a_desk(at: Looking, row: SheetRow, items: DayItems) -> bool:
    match row.kind:
        case RowKind.ITEM:
            return items.settled(row.key) in SATISFIED | {ItemStatus.FAILED, ItemStatus.DISPUTED}
        case RowKind.ANSWER:
            return fold_of(at.state, at.day, row.of).answer(row.key) is not Answer.SILENT
        case RowKind.ORDER:
            return bool(fold_of(at.state, at.day, row.of).orders())
    return row.key in set(_articles(at))


def _articles(at: Looking) -> Iterator[str]:
    from dutytui.rules.handover.said import handovers  # only where a mall counts articles

    for subject in handovers(at.state, at.day):
        yield from getattr(subject.fold, "counts", ())


def _needed(at: Looking, sheet: Sheet, rows: tuple[RowView, ...]) -> bool:
    """Sheets to write on always; those of something planned while it is to come, or required and not done."""
    if sheet.kind in (SheetKind.LOG, SheetKind.STAYS, SheetKind.HANDOVER):
        return True
    ahead = sheet.ends is None or sheet.ends > at.now
    if sheet.kind is SheetKind.MEAL:
        return ahead
    open_ = [row.row for row in rows if row.entered in (Entered.OPEN, Entered.PART)]
    if sheet.kind is not SheetKind.PHASE or ahead:
        return ahead and bool(open_)
    phase = at.plan.by_phase.get(sheet.of)
    required = [row for row in open_ if (item := at.law.item(row.key)) is not None and item.required]
    return bool(required) and phase is not None and not phase.beside
