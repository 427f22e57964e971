"""Sales as figures: rows of an export, and the counters they add up to. All amounts are whole hundredths.

Whole numbers add up to the same in any order, and are the same on every machine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.procedure import Place

SALES_PREFIX = "sales:"
LONGEST = 120
"""Characters of a department, category, brand or counter."""
_LARGEST = 10**15


class SoldRow(NamedTuple):
    """One counter's sales of one category and brand. amount and quantity: hundredths, returns negative; quantity None
    when it is not known. department: an id of mall.yaml where it is one of those, else as written."""

    department: str
    category: str
    brand: str
    counter: str
    amount: int
    quantity: int | None = None


@dataclass(frozen=True, slots=True)
class Counter:
    """All that a counter sold on a day. id: what tells it apart; name: as written; amount and quantity: hundredths, as
    those of `SoldRow`, added up."""

    id: str
    name: str
    department: str
    amount: int
    quantity: int | None = None
    brand: str = ""


def subject_of(sold: date) -> str:
    """The subject that the sales of a day are, ``sales:2026-11-22``; its events are about the day after."""
    return f"{SALES_PREFIX}{sold.isoformat()}"


def reviewed_on(sold: date) -> date:
    """The business day on which the sales of `sold` are looked at, whenever that is recorded."""
    return sold + timedelta(days=1)


def sold_before(day: date) -> date:
    """The day whose sales are looked at on `day`."""
    return day - timedelta(days=1)


def counter_id(name: str) -> str:
    """The same for a name written in full width, in capitals, or with other blanks."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def row_of(said: Any) -> SoldRow | None:
    """A row as `as_data` made it; None for anything else."""
    if not isinstance(said, list | tuple) or not 5 <= len(said) <= 6:
        return None
    row = SoldRow(*said)
    if not all(isinstance(text, str) and len(text) <= LONGEST for text in row[:4]) or not counter_id(row.counter):
        return None
    right = is_hundredths(row.amount) and (row.quantity is None or is_hundredths(row.quantity))
    return row if right else None


def as_data(row: SoldRow) -> list[str | int]:
    """A row as an event carries it."""
    said: list[str | int] = [row.department, row.category, row.brand, row.counter, row.amount]
    return said if row.quantity is None else [*said, row.quantity]


def is_hundredths(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST


def summed(rows: Iterable[SoldRow]) -> tuple[SoldRow, ...]:
    """Rows of the same counter, department, category and brand as one, in the order of the first of each."""
    sums: dict[tuple[str, ...], SoldRow] = {}
    for row in rows:
        key = tuple(counter_id(text) for text in row[:4])
        known = sums.get(key)
        sums[key] = row if known is None else _plus(known, row)
    return tuple(sums.values())


def _plus(one: SoldRow, other: SoldRow) -> SoldRow:
    return one._replace(amount=one.amount + other.amount, quantity=_sum(one.quantity, other.quantity))


def _sum(one: int | None, other: int | None) -> int | None:
    return one if other is None else other if one is None else one + other


def counters(rows: Iterable[SoldRow]) -> dict[str, Counter]:
    """By id. A counter's name and department are those of its first row, its brand too when all rows agree."""
    found: dict[str, Counter] = {}
    for row in rows:
        an_id = counter_id(row.counter)
        known = found.get(an_id)
        if known is None:
            found[an_id] = Counter(an_id, row.counter, row.department, row.amount, row.quantity, row.brand)
        else:
            brand = known.brand if known.brand == row.brand else ""
            amount, quantity = known.amount + row.amount, _sum(known.quantity, row.quantity)
            found[an_id] = replace(known, amount=amount, quantity=quantity, brand=brand)
    return found


class Departments:
    """The mall's departments by id, name in any language, and alias."""

    def __init__(self, departments: Iterable[Place]) -> None:
        self._ids: dict[str, str] = {}
        for place in departments:
            for word in (place.id, *place.name.values(), *place.aliases):
                self._ids.setdefault(counter_id(word), place.id)

    def id_of(self, written: str) -> str:
        """The id of a department, or what was written when the mall has none of that name."""
        return self._ids.get(counter_id(written), written)


def texts_of(data: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """A list of texts of an event's data; () when there is none."""
    said = data.get(name)
    return tuple(one for one in said if isinstance(one, str)) if isinstance(said, list | tuple) else ()
