"""Yesterday's sales, and what is said of the counters. What the mall's YAML says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from dutytui.rules.lazy_dataclass import dataclass

COLUMNS = ("counter", "amount", "department", "category", "brand", "quantity")
"""What a column of an exported table may hold, in the order in which people are asked for them."""
REQUIRED = ("counter", "amount")

DAY_BEFORE = "day_before"
WEEK_BEFORE = "week_before"
COMPARED_WITH = {DAY_BEFORE: 1, WEEK_BEFORE: 7}
"""Days between the sales under review and those they are compared with."""

CAUSE, MEASURE, PROPOSAL = "cause", "measure", "proposal"
PARTS = (CAUSE, MEASURE, PROPOSAL)
"""What is said of a counter, in this order."""


@dataclass(frozen=True, slots=True)
class Sales:
    """sales.yaml. A mall without it has no sales review.

    imports: posts that bring the figures in; causes, measures, proposals: posts that write each; top and bottom: how
    many counters from each end want a cause and a measure; fall: percent, from which a counter's sales have fallen;
    falling: how many of those, the largest losses first, want a reason and a proposal; compare: of `COMPARED_WITH`,
    the first that is known counts; within: minutes after opening by which all that is said, remind: minutes before
    that; columns: names that a table gives its columns, by `COLUMNS`; totals: words that mark a line of sums.
    """

    imports: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    top: int = 0
    bottom: int = 0
    fall: float = 100
    falling: int = 0
    compare: tuple[str, ...] = ()
    within: int = 0
    remind: int = 0
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    totals: tuple[str, ...] = ()

    @property
    def in_use(self) -> bool:
        return bool(self.imports)

    def writers(self, part: str) -> tuple[str, ...]:
        """The posts that write a part, of `PARTS`."""
        return {CAUSE: self.causes, MEASURE: self.measures, PROPOSAL: self.proposals}[part]
