"""Every way that a flow's conditions leave open: what is filled in, and the steps that a request then comes by.

Only fields that a condition looks at matter, and of their values one for each answer that conditions can tell apart:
the nearest on either side of a limit, a choice of each kind, empty where that may be. So few values stand for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise, product

from dutytui.rules.approvals.conditions import Condition, Given, fields_of, holds
from dutytui.rules.approvals.flow import Field, FieldKind, Flow, Step
from dutytui.rules.approvals.path import Stage, path
from dutytui.rules.lazy_dataclass import dataclass

MOST = 4096
"""Combinations of values that are tried. A flow that people can follow has a few dozen."""
_SAMPLES: Mapping[FieldKind, tuple[Given, ...]] = {
    FieldKind.LINE: ("x",),
    FieldKind.TEXT: ("x",),
    FieldKind.FILE: ("x",),
    FieldKind.DATE: ("2026-01-05",),
    FieldKind.YES_NO: (True, False),
}


class TooManyBranchesError(Exception):
    """The flow has more combinations than were asked for."""


@dataclass(frozen=True, slots=True)
class Branch:
    """values: of every field that some condition looks at, by id, None where it is empty or not asked; stages: as a
    request with them comes by them; asked: ids of all fields that are asked on this way."""

    values: Mapping[str, Given]
    stages: tuple[Stage, ...]
    asked: frozenset[str]


def branches(flow: Flow, most: int = MOST) -> tuple[Branch, ...]:
    """One branch for each way in which the comparisons of the flow's conditions can come out together.

    A flow without conditions has one. Raises TooManyBranchesError with more than `most`.
    """
    made = ((values, path(flow, values)) for values in _combinations(flow, most))
    return tuple(Branch(values, stages, _asked(flow, stages, values)) for values, stages in made)


def can_hold(flow: Flow, condition: Condition) -> bool:
    """Whether any values of its fields fulfil it, wherever they are asked. True when there are too many to try."""
    told_apart = tuple(_conditions(flow))
    fields = [one for one in flow.fields if one.id in fields_of(condition)]
    choices = [_values(one, told_apart, may_be_empty=_may_be_empty(flow, one)) for one in fields]
    ids = [one.id for one in fields]
    for number, values in enumerate(product(*choices)):
        if number == MOST or holds(condition, dict(zip(ids, values, strict=True))):
            return True
    return False


def values_of(flow: Flow, field: Field) -> tuple[Given, ...]:
    """A value of the field for each answer that the flow's conditions can tell apart; None stands for empty."""
    return _values(field, tuple(_conditions(flow)), may_be_empty=not field.required)


def _combinations(flow: Flow, most: int) -> Iterable[Mapping[str, Given]]:
    conditions = tuple(_conditions(flow))
    looked_at = frozenset().union(*(fields_of(one) for one in conditions))
    ways: list[dict[str, Given]] = [{one.id: None for one in flow.fields if one.id in looked_at}]
    for step, field in _questions(flow):
        if field.id not in looked_at:
            continue
        choices = _values(field, conditions, may_be_empty=not field.required)
        after: dict[tuple[Given, ...], dict[str, Given]] = {}
        for way in ways:
            asked = holds(step.when if step else None, way) and holds(field.when, way)
            for value in choices if asked else (way[field.id],):
                values = {**way, field.id: value}
                # True and 1 are one key to Python, and never values of one field.
                after.setdefault(tuple(values.values()), values)
            if len(after) > most:
                raise TooManyBranchesError
        ways = list(after.values())
    return ways


def _questions(flow: Flow) -> Iterator[tuple[Step | None, Field]]:
    """Every field in the order in which it is asked, with the step whose signers fill it in; None at the start."""
    yield from ((None, one) for one in flow.asked_at_start())
    for step in flow.steps:
        yield from ((step, one) for one in flow.fields if one.id in step.fields)


def _asked(flow: Flow, stages: Iterable[Stage], values: Mapping[str, Given]) -> frozenset[str]:
    there = {stage.step.id for stage in stages}
    return frozenset(
        field.id for step, field in _questions(flow) if (step is None or step.id in there) and holds(field.when, values)
    )


def _may_be_empty(flow: Flow, field: Field) -> bool:
    steps = [step for step in flow.steps if field.id in step.fields]
    always = not steps or any(step.when is None for step in steps)
    return not (field.required and field.when is None and always)


def _conditions(flow: Flow) -> Iterator[Condition]:
    for when in (
        *(one.when for one in flow.fields),
        *(one.when for one in flow.steps),
        *(one.when for one in flow.informed),
        *(one.when for one in flow.follows),
    ):
        if when is not None:
            yield when


def _values(field: Field, conditions: Iterable[Condition], *, may_be_empty: bool) -> tuple[Given, ...]:
    comparisons = [one for condition in conditions for one in _comparisons(condition) if one.field == field.id]
    told_apart: dict[tuple[bool, ...], Given] = {}
    for value in (*_candidates(field, comparisons), *((None,) if may_be_empty else ())):
        outcome = tuple(holds(one, {field.id: value}) for one in comparisons)
        told_apart.setdefault(outcome, value)
    return tuple(told_apart.values())


def _comparisons(condition: Condition) -> Iterator[Condition]:
    if condition.of:
        for part in condition.of:
            yield from _comparisons(part)
    elif condition.field:
        yield condition


def _candidates(field: Field, comparisons: Iterable[Condition]) -> Iterator[Given]:
    if field.kind is FieldKind.CHOICE:
        yield from (one.id for one in field.choices)
    elif field.kind in _SAMPLES:
        yield from _SAMPLES[field.kind]
    else:
        yield from (value for value in _numbers(field, comparisons) if _within(field, value))


def _numbers(field: Field, comparisons: Iterable[Condition]) -> Iterator[float]:
    limits = sorted(
        {
            value
            for one in comparisons
            for value in (one.value, *one.values)
            if isinstance(value, int | float) and not isinstance(value, bool)
        }
    )
    yield from limits
    for limit in limits:
        yield from (limit + 1, limit - 1)
    if field.kind is FieldKind.NUMBER:
        yield from ((low + high) / 2 for low, high in pairwise(limits))
    yield from (bound for bound in (field.minimum, field.maximum) if bound is not None)
    yield 0


def _within(field: Field, value: float) -> bool:
    return (field.minimum is None or field.minimum <= value) and (field.maximum is None or value <= field.maximum)
