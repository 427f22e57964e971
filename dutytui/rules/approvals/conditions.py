"""What turns the way of a request: comparisons of its fields, and combinations of them, as data."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from dutytui.rules.lazy_dataclass import dataclass

Given = str | float | int | bool | None
"""A field's value. None, like a field that is missing, is an empty one."""


class Op(StrEnum):
    OVER = "over"
    AT_LEAST = "at_least"
    UNDER = "under"
    AT_MOST = "at_most"
    IS = "is"
    ONE_OF = "one_of"
    GIVEN = "given"  # it is filled in
    ALL = "all"
    ANY = "any"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Condition:
    """field and value: of a comparison (values: of ONE_OF); of: the parts of ALL, ANY (one or more) and NOT (one)."""

    op: Op
    field: str = ""
    value: Given = None
    values: tuple[Given, ...] = ()
    of: tuple[Condition, ...] = ()


def holds(condition: Condition | None, fields: Mapping[str, Given]) -> bool:
    """Whether it holds for these values; None always does. A field that is empty compares with nothing."""
    if condition is None:
        return True
    parts = (holds(part, fields) for part in condition.of)
    if condition.op is Op.ALL:
        return all(parts)
    if condition.op in (Op.ANY, Op.NOT):
        return any(parts) is (condition.op is Op.ANY)
    value = fields.get(condition.field)
    return value not in (None, "") and _compares(condition, value)


def fields_of(condition: Condition | None) -> frozenset[str]:
    """The fields that it looks at."""
    if condition is None:
        return frozenset()
    return frozenset({condition.field} - {""}).union(*(fields_of(part) for part in condition.of))


def _same(value: Given, other: Given) -> bool:
    # True is 1 to Python, and "yes" is not the number one to anybody.
    return value == other and isinstance(value, bool) == isinstance(other, bool)


def _compares(condition: Condition, value: Given) -> bool:
    match condition.op:
        case Op.GIVEN:
            return True
        case Op.IS:
            return _same(value, condition.value)
        case Op.ONE_OF:
            return any(_same(value, one) for one in condition.values)
    return _measures(condition.op, value, condition.value)


def _measures(op: Op, value: Given, limit: Given) -> bool:
    if not _is_number(value) or not _is_number(limit):
        return False
    assert isinstance(value, int | float) and isinstance(limit, int | float)
    match op:
        case Op.OVER:
            return value > limit
        case Op.AT_LEAST:
            return value >= limit
        case Op.UNDER:
            return value < limit
        case _:
            return value <= limit


def _is_number(value: Given) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
