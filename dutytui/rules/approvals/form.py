"""What a form asks for, and whether what was given answers it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from math import isnan

from dutytui.rules.approvals.conditions import Given, holds
from dutytui.rules.approvals.flow import Field, FieldKind
from dutytui.rules.refusal import Refusal

LONGEST = 20_000
"""Characters of one field: far more than anybody types, far less than a journal's line may have."""


def filled(
    asked: Iterable[Field], before: Mapping[str, Given], given: Mapping[str, Given]
) -> dict[str, Given] | Refusal:
    """The values after `given` is filled in, of all fields; or what is wrong with it.

    asked: the fields that may be given; those that are required and apply, with the values as they then are, must be
    there. What an answer has made inapplicable is emptied.
    """
    allowed = {one.id: one for one in asked}
    unknown = next((name for name in given if name not in allowed), None)
    if unknown is not None:
        return Refusal("request_field_unknown", {"given": unknown, "fields": _titles(allowed.values())})
    after = dict(before)
    for name, value in given.items():
        said = value.strip() if isinstance(value, str) else value
        wrong = None if said in (None, "") else _wrong(allowed[name], said)
        if wrong is not None:
            return wrong
        after[name] = None if said == "" else said
    for one in allowed.values():
        if not holds(one.when, after):
            after[one.id] = None
    lacking = [one for one in allowed.values() if one.required and after.get(one.id) is None and holds(one.when, after)]
    if lacking:
        return Refusal("request_field_missing", {"fields": _titles(lacking)})
    return {name: value for name, value in after.items() if value is not None}


def changed(before: Mapping[str, Given], after: Mapping[str, Given]) -> dict[str, dict[str, Given]]:
    """{field: {old, new}} of what differs, as an act records it."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {name: {"old": before.get(name), "new": after.get(name)} for name in names}


def _wrong(field: Field, value: Given) -> Refusal | None:
    match field.kind:
        case FieldKind.YES_NO:
            return None if isinstance(value, bool) else Refusal("request_yes_or_no", {"title": field.title})
        case FieldKind.CHOICE:
            known = value in {one.id for one in field.choices}
            titles = tuple(one.title for one in field.choices)
            return None if known else Refusal("request_choice_unknown", {"title": field.title, "choices": titles})
        case FieldKind.DATE:
            return None if _is_date(value) else Refusal("request_date_wrong", {"title": field.title})
        case FieldKind.NUMBER | FieldKind.MONEY:
            return _wrong_number(field, value)
    right = isinstance(value, str) and len(value) <= LONGEST and (field.kind is FieldKind.TEXT or "\n" not in value)
    return None if right else Refusal("request_words_wrong", {"title": field.title, "longest": LONGEST})


def _wrong_number(field: Field, value: Given) -> Refusal | None:
    money = field.kind is FieldKind.MONEY
    if isinstance(value, bool) or not isinstance(value, int if money else int | float) or isnan(value):
        return Refusal("request_number_wrong", {"title": field.title})
    for limit, code in ((field.minimum, "request_too_small"), (field.maximum, "request_too_large")):
        if limit is not None and (value < limit if code == "request_too_small" else value > limit):
            shown = limit / 100 if money else limit
            return Refusal(code, {"title": field.title, "limit": float(shown), "unit": field.unit})
    return None


def _is_date(value: Given) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _titles(fields: Iterable[Field]) -> tuple[Mapping[str, str], ...]:
    return tuple(one.title for one in fields)
