"""The numbered rows of a day's sheets.

A number follows from the procedures and the day alone, never from what was recorded or when it was printed: so every
terminal that has the same version finds the same row under it, whoever printed the sheet. It is ``3-07``: the sheet,
and the row of two digits, so that typed without the sign (``307``) it can't be misread either.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.plan import DayPlan, PlannedItem
from dutytui.rules.procedure import Procedures

MOST_ROWS = 99
"""Of one sheet: two digits. What has more goes on on the next sheet."""

ENTRY_LINES, MEAL_LINES, STAY_LINES = 24, 12, 10
"""Empty lines: how much is layout of a page, no rule of the mall."""

_KEPT = timedelta(days=180)
"""A day further back is meant by nobody: it is one to come, of which there is nothing to key in yet."""

_NUMBER = re.compile(r"([1-9][0-9]{0,2})[-‐–—]?([0-9]{2})")
_CODE = re.compile(r"([01][0-9])([0-3][0-9])(?:[-‐–—]?([0-9]{4}))?")


class SheetKind(StrEnum):
    LOG = "log"
    CALL = "call"
    PHASE = "phase"
    PATROL = "patrol"
    MEAL = "meal"
    STAYS = "stays"
    HANDOVER = "handover"


class RowKind(StrEnum):
    ENTRY = "entry"
    ANSWER = "answer"
    HOLD = "hold"
    ORDER = "order"
    ITEM = "item"
    ROUND = "round"
    MEAL = "meal"
    STAY = "stay"
    ARTICLE = "article"


EMPTY_LINES = frozenset({RowKind.ENTRY, RowKind.MEAL, RowKind.STAY, RowKind.HOLD})
"""Rows that stand for nothing planned: more may be written on them, or nothing."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """number: ``3-07``; of: the call, meal or route that it belongs to; key: an item's key, a post, a round's key, an
    article's id, "" for an empty line; batch: of a meal, from 1; place: which of the random rounds, from 0."""

    number: str
    kind: RowKind
    of: str = ""
    key: str = ""
    batch: int = 0
    place: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """number: from 1; of: the phase, call, route or meal; part: 1, and more where one sheet was not enough; starts,
    ends: its time of the day, None where it has none."""

    number: int
    kind: SheetKind
    of: str
    rows: tuple[SheetRow, ...]
    part: int = 1
    starts: datetime | None = None
    ends: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Draft:
    kind: SheetKind
    of: str
    rows: tuple[SheetRow, ...]
    starts: datetime | None = None
    ends: datetime | None = None


def sheets(plan: DayPlan, procedures: Procedures) -> tuple[Sheet, ...]:
    """All of a day: the log first, then what the day goes by in its order, then what people do beside it."""
    found: list[Sheet] = []
    for draft in _drafts(plan, procedures):
        for part, begin in enumerate(range(0, max(len(draft.rows), 1), MOST_ROWS), 1):
            number = len(found) + 1
            rows = tuple(
                SheetRow(f"{number}-{index:02}", row.kind, row.of, row.key, row.batch, row.place)
                for index, row in enumerate(draft.rows[begin : begin + MOST_ROWS], 1)
            )
            found.append(Sheet(number, draft.kind, draft.of, rows, part, draft.starts, draft.ends))
    return tuple(found)


def _drafts(plan: DayPlan, procedures: Procedures) -> Iterator[_Draft]:
    yield _Draft(SheetKind.LOG, "", (SheetRow("", RowKind.ENTRY),) * ENTRY_LINES)
    yield from (_call(plan, procedures, call.id) for call in procedures.roll_calls if _planned_call(plan, call.id))
    yield from _phases(plan, beside=False)
    yield from _patrols(plan, procedures)
    yield from _meals(plan)
    if procedures.handover.holders:
        rows = tuple(SheetRow("", RowKind.ARTICLE, key=article.id) for article in procedures.handover.articles)
        yield _Draft(SheetKind.HANDOVER, "", rows)
    if procedures.closing.sweep or procedures.closing.lock_up:
        yield _Draft(SheetKind.STAYS, "", (SheetRow("", RowKind.STAY),) * STAY_LINES)
    yield from _phases(plan, beside=True)


def _planned_call(plan: DayPlan, call: str) -> bool:
    return any(one.call == call for one in plan.roll_calls)


def _call(plan: DayPlan, procedures: Procedures, call: str) -> _Draft:
    planned = next(one for one in plan.roll_calls if one.call == call)
    known = next(one for one in procedures.roll_calls if one.id == call)
    answers = [SheetRow("", RowKind.ANSWER, call, post) for post in known.posts]
    rows = (*answers, SheetRow("", RowKind.HOLD, call), SheetRow("", RowKind.ORDER, call))
    return _Draft(SheetKind.CALL, call, rows, planned.starts, planned.by)


def _phases(plan: DayPlan, *, beside: bool) -> Iterator[_Draft]:
    for phase in plan.phases:
        if phase.beside is beside and phase.items:
            rows = tuple(SheetRow("", RowKind.ITEM, phase.phase, item.key) for item in _place_by_place(phase.items))
            yield _Draft(SheetKind.PHASE, phase.phase, rows, phase.starts, phase.ends)


def _place_by_place(items: tuple[PlannedItem, ...]) -> Iterator[PlannedItem]:
    """As somebody goes with the sheet in hand: all of a floor, then the next one down (DS §2 clearance_sweep). What
    belongs to no place stays before or behind them."""
    placed = [place for place, item in enumerate(items) if item.place is not None]
    first = placed[0] if placed else len(items)
    yield from items[:first]
    places = dict.fromkeys(item.place.id for item in items if item.place is not None)
    for known in places:
        yield from (item for item in items if item.place is not None and item.place.id == known)
    yield from (item for item in items[first:] if item.place is None)


def _patrols(plan: DayPlan, procedures: Procedures) -> Iterator[_Draft]:
    """Random rounds have a row each although nobody knows their times yet: those are drawn when a terminal is on."""
    for route in procedures.patrols.routes:
        fixed = [one for one in plan.rounds if one.route == route.id]
        rows = [SheetRow("", RowKind.ROUND, route.id, one.key) for one in fixed]
        windows = [window for window in plan.draws if window.route == route.id]
        rows += [
            SheetRow("", RowKind.ROUND, route.id, place=place) for window in windows for place in range(window.rounds)
        ]
        if rows:
            starts = [*(one.starts for one in fixed), *(window.starts for window in windows)]
            ends = [*(one.missed for one in fixed), *(window.until for window in windows)]
            yield _Draft(SheetKind.PATROL, route.id, tuple(rows), min(starts), max(ends))


def _meals(plan: DayPlan) -> Iterator[_Draft]:
    for meal in plan.meals:
        rows = tuple(
            SheetRow("", RowKind.MEAL, meal.meal, batch=batch)
            for batch in range(1, len(meal.batches) + 1)
            for _line in range(MEAL_LINES)
        )
        if rows:
            yield _Draft(SheetKind.MEAL, meal.meal, rows, meal.batches[0][0], meal.batches[-1][1])


def is_number(text: str) -> bool:
    """Whether it is written as the number of a row is."""
    match = _NUMBER.fullmatch(text)
    return match is not None and f"{match[1]}-{match[2]}" == text


def read_number(typed: str) -> str:
    """``307``, ``3-07``, ``３－０７`` → ``3-07``; "" for what can be none."""
    match = _NUMBER.fullmatch(unicodedata.normalize("NFKC", typed).strip())
    return f"{match[1]}-{match[2]}" if match else ""


def sheet_code(day: date, version: str) -> str:
    """What stands at the head of every sheet: month and day, and four digits of the version of the procedures. Digits
    alone, since they can be typed whatever input method is on."""
    return f"{day:%m%d}-{_digits(version)}"


def _digits(version: str) -> str:
    try:
        return f"{int(version[:12], 16) % 10_000:04}"
    except ValueError:
        return "0000"


def read_code(typed: str, today: date) -> tuple[date | None, str]:
    """(the day, the digits of the version, "" where only a day was typed); (None, "") for what is no code.

    The year is the one that brings it nearest before `today`, itself included.
    """
    match = _CODE.fullmatch(unicodedata.normalize("NFKC", typed).strip().replace(" ", ""))
    if match is None:
        return None, ""
    for year in (today.year, today.year - 1):
        try:
            day = date(year, int(match[1]), int(match[2]))
        except ValueError:
            continue
        if day <= today <= day + _KEPT:
            return day, match[3] or ""
    return None, ""


def fits_version(digits: str, version: str) -> bool:
    """Whether a sheet with these digits was printed under that version; a day alone says nothing against it."""
    return digits in ("", _digits(version))
