"""What is measured and assessed, as figures.yaml says (LO: quarterly assessments and their consequences)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.words import Text


class Assessor(StrEnum):
    """Who gives marks (LO: self, superior, and customer or data)."""

    SELF = "self"
    SUPERIOR = "superior"
    CUSTOMER = "customer"
    DATA = "data"  # the value that the journals say, or an imported one, entered by a superior


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is assessed.

    weight: against the other measures of its sheet; by: whose marks it takes; target: what the number given is measured
    against (met or exceeded is 100 percent), None for plain marks; full: the best plain mark; unit: of the number;
    figure: id of `figures.known` that the value is proposed from where `by` has data, "" for none.
    """

    id: str
    title: Text
    weight: int
    by: tuple[Assessor, ...]
    target: float | None = None
    full: float = 100
    unit: Text | None = None
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Assessed:
    """Who is assessed: a post or a department, by the posts whose holders assess themselves."""

    id: str
    title: Text
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of assessment. superiors: posts that assess and enter data; customers: posts that enter what customers
    said; shares: how much each assessor's mark weighs in a measure that takes several; passes: percent from which a
    quarter is passed."""

    id: str
    title: Text
    subjects: tuple[Assessed, ...]
    measures: tuple[Measure, ...]
    superiors: tuple[str, ...]
    customers: tuple[str, ...] = ()
    shares: Mapping[Assessor, int] = field(default_factory=dict)
    passes: float = 60

    @property
    def assessors(self) -> tuple[Assessor, ...]:
        """Those whose marks some measure takes, in their usual order."""
        asked = {kind for measure in self.measures for kind in measure.by}
        return tuple(kind for kind in Assessor if kind in asked)

    def measures_by(self, kind: Assessor) -> tuple[Measure, ...]:
        return tuple(measure for measure in self.measures if kind in measure.by)

    def posts_of(self, kind: Assessor, subject: Assessed) -> tuple[str, ...]:
        """Who may give marks of that kind."""
        return {Assessor.SELF: subject.posts, Assessor.CUSTOMER: self.customers}.get(kind, self.superiors)


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows from quarters (LO: two failed in a row → warning, three → dismissal proposed, excellent → reward).

    failed_quarters: in a row, 0 where it follows from a mark; mark_from: percent of the last quarter, None where it
    follows from failed ones; flow: id of the flow that it may start, "" for none.
    """

    id: str
    title: Text
    failed_quarters: int = 0
    mark_from: float | None = None
    flow: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """figures.yaml. opening: key of the item that opens the mall, "" for none; opens: days before the end of a quarter
    from which it may be assessed; within: days after it until which that should be done; drawn_by: posts that draw
    consequences."""

    opening: str = ""
    sheets: tuple[Sheet, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    drawn_by: tuple[str, ...] = ()
    opens: int = 7
    within: int = 15

    def assessed(self, subject: str) -> tuple[Sheet, Assessed] | None:
        """The sheet and the subject by its id."""
        return next(
            ((sheet, one) for sheet in self.sheets for one in sheet.subjects if one.id == subject),
            None,
        )
