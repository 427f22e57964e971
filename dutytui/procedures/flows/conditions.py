"""Conditions as the YAML writes them: ``{amount: {over: 100000}}``, ``{kind: annual}``, ``{all: [… , …]}``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from dutytui.procedures.flows.values import hundredths
from dutytui.procedures.problem import Code, nearest
from dutytui.rules.approvals.conditions import Condition, Given, Op
from dutytui.rules.approvals.flow import FieldKind
from dutytui.rules.lazy_dataclass import dataclass

GIVEN = Op.GIVEN.value
COMBINATIONS = (Op.ALL.value, Op.ANY.value, Op.NOT.value)
RESERVED_FIELDS = frozenset(COMBINATIONS)
"""Words that no field can be called: a condition on it would read as something else."""

_ORDER = (Op.OVER, Op.AT_LEAST, Op.UNDER, Op.AT_MOST)
_EQUAL = (Op.IS, Op.ONE_OF)
_FITTING: Mapping[FieldKind, tuple[Op, ...]] = {
    FieldKind.NUMBER: (*_ORDER, *_EQUAL),
    FieldKind.MONEY: (*_ORDER, *_EQUAL),
    FieldKind.CHOICE: _EQUAL,
    FieldKind.YES_NO: (Op.IS,),
}
"""What else a field may be asked than whether it is given."""
_COMPARISONS = tuple(op.value for op in (*_ORDER, *_EQUAL))

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a condition must know of a field. kind: None when the file has none that can be read, and nothing is
    compared with it; choices: ids of a field of kind choice."""

    kind: FieldKind | None
    choices: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Slip:
    """A word of a condition that is wrong. path: keys and numbers from the condition down; on_key: at the last key, not
    at its value."""

    path: Path
    on_key: bool
    code: Code
    values: Mapping[str, Any] = field(default_factory=dict)


class _Wrong(Exception):  # noqa: N818 - it says where, and never leaves this module
    def __init__(
        self, path: Path, code: Code, values: Mapping[str, Any] | None = None, *, on_key: bool = False
    ) -> None:
        super().__init__(path)
        self.slip = Slip(path, on_key, code, values or {})


def read(value: object, fields: Mapping[str, Asked]) -> tuple[Condition | None, list[Slip]]:
    """The condition, or None and everything that is wrong with it. fields: of the flow, by id."""
    slips: list[Slip] = []
    made = _condition(value, fields, (), slips)
    return (None if slips else made), slips


def named(value: object, path: Path = ()) -> Iterator[tuple[str, Path]]:
    """The fields that a condition names, each with the path to its name, right or not."""
    for key, below in value.items() if isinstance(value, dict) else ():
        if key in (Op.ALL, Op.ANY):
            for number, part in enumerate(below if isinstance(below, list) else ()):
                yield from named(part, (*path, key, number))
        elif key == Op.NOT:
            yield from named(below, (*path, key))
        else:
            yield key, (*path, key)


def _condition(value: object, fields: Mapping[str, Asked], path: Path, slips: list[Slip]) -> Condition | None:
    try:
        return _made(value, fields, path, slips)
    except _Wrong as wrong:
        slips.append(wrong.slip)
        return None


def _made(value: object, fields: Mapping[str, Asked], path: Path, slips: list[Slip]) -> Condition | None:
    _not_empty(value, path)
    if not isinstance(value, dict):
        raise _Wrong(path, Code.NOT_A_CONDITION)
    if len(value) != 1:
        raise _Wrong(path, Code.SEVERAL_CONDITIONS)
    ((key, below),) = value.items()
    here = (*path, key)
    if key in (Op.ALL, Op.ANY):
        if not isinstance(below, list):
            raise _Wrong(here, Code.NOT_A_LIST, {"key": key})
        if not below:
            raise _Wrong(here, Code.EMPTY_LIST, {"key": key, "min_length": 1})
        parts = [_condition(part, fields, (*here, number), slips) for number, part in enumerate(below)]
        return Condition(Op(key), of=tuple(part for part in parts if part is not None))
    if key == Op.NOT:
        part = _condition(below, fields, here, slips)
        return Condition(Op.NOT, of=() if part is None else (part,))
    asked = fields.get(key)
    if asked is None:
        values = {"value": key, "allowed": sorted(fields), **nearest(str(key), fields)}
        raise _Wrong(here, Code.UNKNOWN_FIELD, values, on_key=True)
    return _comparison(key, asked, below, here)


def _not_empty(value: object, path: Path) -> None:
    """An empty value is told at its key, as everywhere."""
    if value is None and path:
        raise _Wrong(path, Code.EMPTY_VALUE, {"key": str(path[-1])}, on_key=True)


def _comparison(name: str, asked: Asked, below: object, here: Path) -> Condition:
    _not_empty(below, here)
    if below == GIVEN and isinstance(below, str):
        return Condition(Op.GIVEN, name)
    if isinstance(below, list):
        raise _Wrong(here, Code.NOT_A_CONDITION)
    if not isinstance(below, dict):
        return _equal(name, asked, Op.IS, below, here, ())
    if len(below) != 1:
        raise _Wrong(here, Code.SEVERAL_CONDITIONS)
    ((word, limit),) = below.items()
    path = (*here, word)
    if word not in _COMPARISONS:
        values = {"value": word, "allowed": list(_COMPARISONS), **nearest(str(word), _COMPARISONS)}
        raise _Wrong(path, Code.UNKNOWN_COMPARISON, values, on_key=True)
    _not_empty(limit, path)
    if word == Op.ONE_OF:
        if not isinstance(limit, list):
            raise _Wrong(path, Code.NOT_A_LIST, {"key": word})
        if not limit:
            raise _Wrong(path, Code.EMPTY_LIST, {"key": word, "min_length": 1})
        each = [_compared(name, asked, Op.ONE_OF, one, (*path, number), path) for number, one in enumerate(limit)]
        return Condition(Op.ONE_OF, name, values=tuple(each))
    return _equal(name, asked, Op(word), limit, path, path)


def _equal(name: str, asked: Asked, op: Op, limit: object, path: Path, word: Path) -> Condition:
    return Condition(op, name, _compared(name, asked, op, limit, path, word))


def _compared(name: str, asked: Asked, op: Op, limit: object, path: Path, word: Path) -> Given:
    """The value that a field is compared with, as requests hold it. word: path of the comparison, () for the short
    form."""
    if asked.kind is None:
        return None
    fitting = _FITTING.get(asked.kind, ())
    if op not in fitting:
        allowed = [*(one.value for one in fitting), GIVEN]
        misfit = {"comparison": op.value, "field": name, "kind": asked.kind.value, "allowed": allowed}
        raise _Wrong(word or path, Code.COMPARISON_DOES_NOT_FIT, misfit, on_key=bool(word))
    values: dict[str, Any] = {"value": _shown(limit), "field": name, "kind": asked.kind.value}
    if asked.kind is FieldKind.CHOICE:
        if not isinstance(limit, str):
            raise _Wrong(path, Code.CANNOT_COMPARE, values)
        if limit not in asked.choices:
            near = {"allowed": sorted(asked.choices), **nearest(limit, asked.choices)}
            raise _Wrong(path, Code.UNKNOWN_CHOICE, {**values, **near})
        return limit
    if asked.kind is FieldKind.YES_NO:
        if not isinstance(limit, bool):
            raise _Wrong(path, Code.CANNOT_COMPARE, values)
        return limit
    if isinstance(limit, bool) or not isinstance(limit, int | float):
        raise _Wrong(path, Code.CANNOT_COMPARE, values)
    if asked.kind is FieldKind.NUMBER:
        return limit
    exact = hundredths(limit)
    if exact is None:
        raise _Wrong(path, Code.MONEY_TOO_FINE, {"value": _shown(limit)})
    return exact


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    return str(value).lower() if isinstance(value, bool) else str(value)
