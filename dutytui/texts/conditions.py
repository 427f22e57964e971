"""Conditions of a flow and values of its fields in words: ``amount over 100,000 yuan``, ``in the plan: no``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dutytui.rules.approvals.conditions import Condition, Given, Op
from dutytui.rules.approvals.flow import Field, FieldKind, Flow
from dutytui.texts.catalogue import N_, _, pick
from dutytui.texts.labels import day_name

_COMPARED = {
    Op.OVER: N_("{field} over {value}"),
    Op.AT_LEAST: N_("{field} at least {value}"),
    Op.UNDER: N_("{field} under {value}"),
    Op.AT_MOST: N_("{field} at most {value}"),
    Op.IS: N_("{field}: {value}"),
    Op.ONE_OF: N_("{field}: {value}"),
    Op.GIVEN: N_("{field} is filled in"),
}
_OPPOSITE = {
    Op.OVER: N_("{field} not over {value}"),
    Op.AT_LEAST: N_("{field} not at least {value}"),
    Op.UNDER: N_("{field} not under {value}"),
    Op.AT_MOST: N_("{field} not at most {value}"),
    Op.IS: N_("{field}: not {value}"),
    Op.ONE_OF: N_("{field}: not {value}"),
    Op.GIVEN: N_("{field} is empty"),
}
"""Not simply the comparison the other way round: these hold for an empty field, too."""


def condition_words(condition: Condition, fields: Mapping[str, Field]) -> str:
    """fields: by id, of the flow that the condition belongs to."""
    match condition.op:
        case Op.ALL:
            return _(" and ").join(_part(part, fields) for part in condition.of)
        case Op.ANY:
            return _(" or ").join(_part(part, fields) for part in condition.of)
        case Op.NOT:
            inner = condition.of[0]
            if inner.op in _OPPOSITE:
                return _compared(inner, fields, _OPPOSITE[inner.op])
            return _("not ({condition})", condition=condition_words(inner, fields))
    return _compared(condition, fields, _COMPARED[condition.op])


def fields_by_id(flow: Flow) -> dict[str, Field]:
    return {field.id: field for field in flow.fields}


def _part(part: Condition, fields: Mapping[str, Field]) -> str:
    words = condition_words(part, fields)
    return _("({condition})", condition=words) if part.op in (Op.ALL, Op.ANY) else words


def _compared(condition: Condition, fields: Mapping[str, Field], message: str) -> str:
    field = fields.get(condition.field)
    title = pick(field.title) if field else condition.field
    if condition.op is Op.GIVEN:
        return _(message, field=title)
    values = condition.values if condition.op is Op.ONE_OF else (condition.value,)
    return _(message, field=title, value=_(" or ").join(value_words(field, value) for value in values))


def value_words(field: Field | None, value: Given) -> str:
    """A field's value as people read it, "" for an empty one; field None: of a flow that does not have it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return _number_words(field, value)
    if field is not None and field.kind is FieldKind.DATE:
        return date_words(value)
    choices = field.choices if field else ()
    return next((pick(one.title) for one in choices if one.id == value), value)


def _number_words(field: Field | None, value: float) -> str:
    if field is not None and field.kind is FieldKind.MONEY:
        return _("{amount} yuan", amount=amount(value))
    unit = pick(field.unit) if field else ""
    return _("{number} {unit}", number=f"{value:,}", unit=unit) if unit else f"{value:,}"


def amount(hundredths: float) -> str:
    """``100,000``, ``100,000.50``: money without its currency."""
    return f"{hundredths / 100:,.2f}".removesuffix(".00")


def date_words(value: str) -> str:
    """``2026-11-28 Sat``; what is no date stays as it is."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{day.year}-{day_name(day)}"
