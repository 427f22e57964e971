"""What a quarter came to, and what follows from quarters in a row (LO §figures and consequences)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from dutytui.rules.figures.assessment_fold import AssessmentFold
from dutytui.rules.figures.procedure import Assessor, Consequence, Measure, Sheet
from dutytui.rules.figures.recorded import marks_of, sheet_of
from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Marked:
    """One measure. marks: percent by assessor, of those that have given it; mark: all of them weighed, None while one
    is missing or disputed."""

    measure: Measure
    marks: Mapping[Assessor, Fraction]
    mark: Fraction | None


@dataclass(frozen=True, slots=True)
class Result:
    """sheet: as the quarter was assessed; mark: in percent, None while anything is missing or disputed."""

    sheet: Sheet
    measures: tuple[Marked, ...]
    missing: tuple[Assessor, ...]
    disputed: tuple[Assessor, ...]
    mark: Fraction | None

    @property
    def passed(self) -> bool | None:
        """None for a quarter without a mark: it neither passes nor fails."""
        return None if self.mark is None else self.mark >= exact(self.sheet.passes)


def result(now: Sheet, fold: AssessmentFold) -> Result:
    """now: the sheet as figures.yaml has it. The latest assessment that stands says by which sheet all are judged."""
    last = max((event for kind in Assessor for event in fold.standing(kind)), key=lambda one: one.order, default=None)
    sheet = sheet_of(last.data.get("sheet"), now) if last is not None else now
    disputed = tuple(kind for kind in sheet.assessors if len(fold.standing(kind)) > 1)
    measures = tuple(_marked(sheet, measure, fold) for measure in sheet.measures)
    missing = tuple(
        kind
        for kind in sheet.assessors
        if kind not in disputed and any(kind in one.measure.by and kind not in one.marks for one in measures)
    )
    marks = [(one.mark, one.measure.weight) for one in measures if one.mark is not None]
    whole = sum(weight for _mark, weight in marks)
    complete = len(marks) == len(measures) and whole > 0
    mark = sum((mark * weight for mark, weight in marks), Fraction(0)) / whole if complete else None
    return Result(sheet, measures, missing, disputed, mark)


def _marked(sheet: Sheet, measure: Measure, fold: AssessmentFold) -> Marked:
    marks: dict[Assessor, Fraction] = {}
    for kind in measure.by:
        given = fold.standing(kind)
        said = marks_of(given[0]).get(measure.id) if len(given) == 1 else None
        if said is not None:
            marks[kind] = percent(measure, said)
    shares = {kind: sheet.shares.get(kind, 1) for kind in measure.by}
    whole = sum(shares.values())
    if set(marks) != set(measure.by) or not whole:
        return Marked(measure, marks, None)
    return Marked(measure, marks, sum((marks[kind] * shares[kind] for kind in marks), Fraction(0)) / whole)


def percent(measure: Measure, given: float) -> Fraction:
    """What a number is worth, 0 to 100: a target that is passed is worth no more than one that is met."""
    best = exact(measure.full if measure.target is None else measure.target)
    return min(max(exact(given) / best * 100, Fraction(0)), Fraction(100))


def exact(number: float) -> Fraction:
    """As people wrote it: 0.1 is a tenth, which the float is not."""
    return Fraction(repr(number))


def failed_in_a_row(passed: Sequence[bool | None]) -> int:
    """How many quarters up to the last were failed without a break. Oldest first.

    A quarter without a mark breaks the row: nobody is warned for what was not assessed.
    """
    count = 0
    for one in reversed(passed):
        if one is not False:
            break
        count += 1
    return count


def proposed(
    consequences: Sequence[Consequence], marks: Sequence[tuple[Fraction | None, bool | None]]
) -> tuple[Consequence, ...]:
    """What follows for the last of these quarters (mark, passed), oldest first.

    Of those that follow from failed quarters only the gravest that the row is long enough for (LO: two → warning,
    three → dismissal is proposed); of those that follow from a mark only the highest that was reached.
    """
    if not marks:
        return ()
    row = failed_in_a_row([passed for _mark, passed in marks])
    failed = [one for one in consequences if one.failed_quarters and one.failed_quarters <= row]
    mark = marks[-1][0]
    reached = [
        one for one in consequences if one.mark_from is not None and mark is not None and mark >= exact(one.mark_from)
    ]
    gravest = max(failed, key=lambda one: one.failed_quarters, default=None)
    highest = max(reached, key=lambda one: exact(one.mark_from or 0), default=None)
    return tuple(one for one in (gravest, highest) if one is not None)


def quarters_needed(consequences: Sequence[Consequence]) -> int:
    """How many quarters, the last one included, the consequences look at."""
    return max((one.failed_quarters for one in consequences), default=1) or 1
