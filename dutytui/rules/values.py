"""What may be typed into an item: numbers within their range, choices that exist, proof where it is asked for."""

from __future__ import annotations

from math import isfinite

from dutytui.rules.commands import Value
from dutytui.rules.procedure import Choice, Item, ItemKind
from dutytui.rules.refusal import Refusal


def done_value(item: Item, value: Value, note: str) -> Value | Refusal:
    """The value to record for an item that is done: right and within bounds; for a note item its text."""
    match item.kind:
        case ItemKind.NUMBER:
            number = _number(item, value)
            return number if isinstance(number, Refusal) else _out_of_range(item, number) or number
        case ItemKind.CHOICE:
            choice = _choice(item, value)
            if isinstance(choice, Refusal):
                return choice
            return Refusal("choice_fails", {"title": item.title, "choice": choice.title}) if choice.fails else choice.id
        case ItemKind.NOTE:
            text = (value if isinstance(value, str) and value.strip() else note).strip()
            return text or Refusal("note_missing", {"title": item.title})
        case _:
            return _none(item, value)


def failed_value(item: Item, value: Value) -> Value | Refusal:
    """The value to record with a failure, which may be none; any number, but only a choice that fails."""
    if value is None or value == "":
        return None
    match item.kind:
        case ItemKind.NUMBER:
            return _number(item, value)
        case ItemKind.CHOICE:
            choice = _choice(item, value)
            if isinstance(choice, Refusal) or choice.fails:
                return choice if isinstance(choice, Refusal) else choice.id
            return Refusal("choice_does_not_fail", {"title": item.title, "choice": choice.title})
        case ItemKind.NOTE:
            return str(value).strip()
        case _:
            return _none(item, value)


def is_unusual(item: Item, value: Value) -> bool:
    """A number that does not speak for itself: the remark must say why it is not the usual one."""
    return item.usual is not None and isinstance(value, int | float) and value != item.usual


def _none(item: Item, value: Value) -> Refusal | None:
    return None if value is None or value == "" else Refusal("value_not_asked", {"title": item.title})


def _number(item: Item, value: Value) -> int | float | Refusal:
    """Digits as typed, full-width ones too; "12,5" and "1e3" are not guessed at."""
    missing = Refusal("number_missing", {"title": item.title, "unit": item.unit})
    if isinstance(value, bool) or value is None:
        return missing
    if isinstance(value, str):
        typed = value.strip().replace("．", ".").replace("－", "-")
        if not typed.lstrip("+-").replace(".", "", 1).isdecimal():
            return missing
        value = float(typed)
    if not isfinite(value):
        return missing
    return int(value) if float(value).is_integer() else value


def _out_of_range(item: Item, number: int | float) -> Refusal | None:
    """The limits are inclusive; a missing one is open."""
    values = {"title": item.title, "value": number, "unit": item.unit}
    if item.minimum is not None and number < item.minimum:
        return Refusal("number_too_small", {**values, "minimum": item.minimum})
    if item.maximum is not None and number > item.maximum:
        return Refusal("number_too_large", {**values, "maximum": item.maximum})
    return None


def _choice(item: Item, value: Value) -> Choice | Refusal:
    titles = tuple(choice.title for choice in item.choices)
    found = next((choice for choice in item.choices if choice.id == value), None)
    return found or Refusal("choice_unknown", {"title": item.title, "choices": titles})
