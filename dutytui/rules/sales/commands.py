"""The commands of the sales review. `day` is the day of review, which is the one after the sales."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime

from dutytui.rules.commands import Command
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.sales.figures import SoldRow


@dataclass(frozen=True, slots=True)
class ImportSales(Command):
    """All counters' sales of the day before, from a file; from then on they count, and not what was brought in before.

    file: its name alone; hash: SHA-256 of its bytes in hex; bad: lines left out because they could not be read;
    columns: which column was taken for what, by number from 0; header: the names of the columns.
    """

    day: date
    rows: tuple[SoldRow, ...]
    file: str
    hash: str
    bad: int = 0
    columns: Mapping[str, int] = field(default_factory=dict)
    header: tuple[str, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TypeSales(Command):
    """One counter's sales of the day before, by hand: added to what is known, or instead of what is known of it."""

    day: date
    row: SoldRow
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ExplainCounter(Command):
    """What is said of a counter (its name or id); "" leaves a part as it is."""

    day: date
    counter: str
    cause: str = ""
    measure: str = ""
    proposal: str = ""
    at: datetime | None = None
