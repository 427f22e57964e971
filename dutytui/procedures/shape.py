"""Pydantic's errors as problems with places, and the walk over a model and its tree side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from dutytui.procedures.fields import Defines, IsText, Ref
from dutytui.procedures.model import Model
from dutytui.procedures.problem import Code, Problem, nearest
from dutytui.procedures.syntax import full_width
from dutytui.procedures.tree import Node

Mark = Defines | Ref | IsText
_TYPES = {
    "string_type": Code.NOT_TEXT,
    "bool_type": Code.NOT_TRUE_OR_FALSE,
    "list_type": Code.NOT_A_LIST,
    "dict_type": Code.NOT_A_MAPPING,
    "model_type": Code.NOT_A_MAPPING,
    "model_attributes_type": Code.NOT_A_MAPPING,
    "float_type": Code.NOT_A_NUMBER,
    "int_type": Code.NOT_A_NUMBER,
    "too_short": Code.EMPTY_LIST,
    "string_too_short": Code.EMPTY_VALUE,
}
_FREE_TEXT = (Code.NOT_ONE_LINE, Code.MISSING_KEY)


def validated(name: str, root: Node) -> tuple[Model | None, list[Problem]]:
    """The file's model, and everything that is wrong with its shape; None as soon as anything is."""
    model = _model_of(name)
    problems: list[Problem] = []
    found: Model | None = None
    try:
        found = model.model_validate(root.plain())
    except ValidationError as error:
        for details in sorted(error.errors(include_url=False), key=lambda one: one["type"] != "extra_forbidden"):
            problems += _problem(name, model, root, details, problems)
    told = {(one.line, one.column) for one in problems}
    problems += [one for one in _empty_values(name, root) if (one.line, one.column) not in told]
    return (None if problems else found), problems


def marked(name: str, root: Node) -> Iterator[tuple[Mark, Node]]:
    """Every value that the models mark, with its mark, as far as the tree has the shape of the model."""
    yield from _marked(_model_of(name), root)


def _model_of(name: str) -> type[Model]:
    # Late: an area's file may ask `references` for names, and it is one of the models.
    from dutytui.procedures.models import model_of

    return model_of(name)


def _marked(hint: Any, node: Node) -> Iterator[tuple[Mark, Node]]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        yield from ((mark, node) for mark in arguments[1:] if isinstance(mark, Defines | Ref | IsText))
        yield from _marked(arguments[0], node)
    elif isinstance(hint, type) and issubclass(hint, BaseModel):
        for key, field in hint.model_fields.items():
            below = node.get(key)
            if below is not None:
                yield from ((mark, below) for mark in field.metadata if isinstance(mark, Defines | Ref | IsText))
                yield from _marked(field.annotation, below)
    elif origin is list:
        for child in node.children():
            yield from _marked(arguments[0], child)
    elif origin is dict:
        for child in node.value.values() if isinstance(node.value, dict) else ():
            yield from _marked(arguments[1], child)
    else:
        for one in arguments:
            yield from _marked(one, node)


def _problem(
    name: str, model: type[Model], root: Node, details: ErrorDetails, before: Sequence[Problem]
) -> list[Problem]:
    loc = details["loc"]
    kind = details["type"]
    node, line, column = _reached(root, loc[:-1] if kind == "missing" else loc)
    if kind == "extra_forbidden":
        return [_unknown_key(name, model, root, loc)]
    if kind == "missing":
        key = str(loc[-1])
        # A misspelt key is one mistake, not two.
        lines = {place[0] for place in node.keys.values()}
        misspelt = any(one.values.get("suggestion") == key and one.line in lines for one in before)
        return [] if misspelt else [Problem(name, node.line, node.column, Code.MISSING_KEY, {"key": key})]
    if node.value is None and not node.quoted:
        return [_empty(name, _last_key(loc), line, column)]
    values = dict(details.get("ctx", {}))
    code = Code(kind) if kind in list(Code) else _TYPES.get(kind, Code.WRONG_VALUE)
    source = _key_of(loc) or node.text()
    slip = full_width(source) if source is not None and code not in _FREE_TEXT else None
    if slip and source is not None:
        offset = slip[0] + (1 if node.quoted else 0)
        return [Problem(name, line, column + offset, Code.FULL_WIDTH, slip[1])]
    return [Problem(name, line, column, code, {"value": _shown(node), "key": _last_key(loc), **values})]


def _unknown_key(name: str, model: type[Model], root: Node, loc: Sequence[int | str]) -> Problem:
    parent, _, _ = _reached(root, loc[:-1])
    key = str(loc[-1])
    line, column = parent.keys[key]
    slip = full_width(key)
    if slip:
        values = {**slip[1], "suggestion": key[: slip[0]].strip()}
        return Problem(name, line, column + slip[0], Code.FULL_WIDTH, values)
    allowed = list(_model_at(model, loc[:-1]).model_fields)
    missing = [one for one in allowed if one not in parent.keys]
    suggestion = nearest(key, missing) or nearest(key, allowed)
    return Problem(name, line, column, Code.UNKNOWN_KEY, {"key": key, "allowed": allowed, **suggestion})


def _reached(root: Node, loc: Sequence[int | str]) -> tuple[Node, int, int]:
    """The node that pydantic speaks of, and where to point.

    Steps that are no step in the tree (tags of unions, the ``""`` of a plain text) are left out; for an error in a key,
    or an empty value, the place is the key's.
    """
    node, place = root, (root.line, root.column)
    for step in loc:
        if isinstance(node.value, dict) and step in node.value:
            key_place = node.keys[str(step)]
            node = node.value[str(step)]
            place = key_place if node.value is None and not node.quoted else (node.line, node.column)
            if loc[-1] == "[key]" and step == loc[-2]:
                place = key_place
        elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            place = node.line, node.column
    return node, *place


def _model_at(model: type[BaseModel], loc: Sequence[int | str]) -> type[BaseModel]:
    """The model of a mapping inside a file; `loc` may hold the tags of unions."""
    for step in loc:
        field: FieldInfo | None = model.model_fields.get(str(step))
        if field is not None:
            model = next(_models(field.annotation), model)
    return model


def _models(hint: Any) -> Iterator[type[BaseModel]]:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
    for one in get_args(hint):
        yield from _models(one)


def _empty_values(name: str, root: Node) -> Iterator[Problem]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        waiting += node.children()
        for key, child in node.value.items() if isinstance(node.value, dict) else ():
            waiting.append(child)
            if child.value is None and not child.quoted:
                yield _empty(name, key, *node.keys[key])


def _empty(name: str, key: str, line: int, column: int) -> Problem:
    """A full-width colon makes the whole of ``{id：doors}`` a key."""
    slip = full_width(key)
    if slip:
        return Problem(name, line, column + slip[0], Code.FULL_WIDTH, slip[1])
    return Problem(name, line, column, Code.EMPTY_VALUE, {"key": key})


def _key_of(loc: Sequence[int | str]) -> str | None:
    return str(loc[-2]) if len(loc) > 1 and loc[-1] == "[key]" else None


def _last_key(loc: Sequence[int | str]) -> str:
    return next((step for step in reversed(loc) if isinstance(step, str) and step not in ("", "[key]")), "")


def _shown(node: Node) -> str:
    if isinstance(node.value, dict):
        return "{…}"
    if isinstance(node.value, list):
        return "[…]"
    return str(node.value).lower() if isinstance(node.value, bool) else str(node.value)
