"""What is typed into a field of a request, read: an amount, a number, a date, a document; or what would be right."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from dutytui.imports import picked
from dutytui.rules.approvals.conditions import Given
from dutytui.rules.approvals.flow import Field, FieldKind
from dutytui.texts.catalogue import _, pick
from dutytui.texts.conditions import amount
from dutytui.texts.os_words import os_words
from dutytui.texts.typed import CURRENCY, read_date, read_number

YES, NO = "yes", "no"
"""How a yes or no stands among the answers of a form."""

Read = tuple[Given, str]
"""(value, "") or (None, what would be right)."""

_HASH_LENGTH = 12


def read_value(field: Field, typed: str, today: date) -> Read:
    """The value of a field from what was typed or chosen; "" is an empty one."""
    text = unicodedata.normalize("NFKC", typed).strip()
    if not text:
        return None, ""
    readers: Mapping[FieldKind, Callable[[], Read]] = {
        FieldKind.YES_NO: lambda: (text == YES, ""),
        FieldKind.NUMBER: lambda: _read_number(field, text),
        FieldKind.MONEY: lambda: _read_money(field, text),
        FieldKind.DATE: lambda: _read_day(text, today),
        FieldKind.FILE: lambda: read_file(typed.strip()),
        FieldKind.LINE: lambda: (" ".join(typed.split()), ""),
    }
    return readers.get(field.kind, lambda: (typed.strip(), ""))()


def typed_of(field: Field, value: Given) -> str:
    """The value as it stands in a form; `read_value` of it is the value again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if field.kind is FieldKind.MONEY and isinstance(value, int | float):
        return amount(value).replace(",", "")
    return str(value)


def _read_day(text: str, today: date) -> Read:
    day = read_date(text, today)
    return (day.isoformat(), "") if day else (None, _("A date is needed, like 11-28, +3 or today"))


def limits(field: Field) -> str:
    """``0 to 500 people``, in the field's own unit; "" where it has no limits."""
    low, high = (_limit(field, one) for one in (field.minimum, field.maximum))
    if low and high:
        return _("{low} to {high}", low=low, high=high)
    if low:
        return _("at least {low}", low=low)
    return _("at most {high}", high=high) if high else ""


def _limit(field: Field, limit: float | None) -> str:
    if limit is None:
        return ""
    return amount(limit) if field.kind is FieldKind.MONEY else f"{limit:,g}"


def _read_number(field: Field, text: str) -> Read:
    number = read_number(text)
    if number is None:
        return None, _("A number is needed, like 126")
    return _within(field, number)


def _read_money(field: Field, text: str) -> Read:
    number = read_number(text.strip(CURRENCY).removesuffix("yuan"))
    if number is None:
        return None, _("An amount is needed, like 8500, 100,000 or 10万")
    hundredths = round(number * 100)
    if abs(hundredths - number * 100) > 1e-6:
        return None, _("An amount has at most two decimals")
    return _within(field, hundredths)


def _within(field: Field, number: float) -> Read:
    below = field.minimum is not None and number < field.minimum
    above = field.maximum is not None and number > field.maximum
    if below or above:
        return None, _("{field}: it must be {limits}", field=pick(field.title), limits=limits(field))
    return number, ""


# -- documents ----------------------------------------------------------------------------------------------------


def read_file(typed: str) -> Read:
    """``plan.pdf 3f2a…``: the name of a file here with the beginning of its SHA-256, so that it is known again.

    A name alone that is no file here is taken as it is: the document may be on paper.
    """
    path = picked.path_of(typed)
    try:
        if path.is_dir():
            return None, _("This is a folder: type on, Tab completes the name of a file")
        if path.is_file():
            told = path.stat()
            return f"{path.name} {_hash(path, told.st_size, told.st_mtime_ns)}", ""
    except OSError as reason:
        why = os_words(reason)
        return None, _("{file} can't be opened: {reason}", file=path.name, reason=why)
    if "/" in typed or "\\" in typed:
        return None, _("There is no such file. Tab completes a name; for a document on paper type its name alone")
    return typed, ""


@lru_cache(maxsize=16)
def _hash(path: Path, _size: int, _changed: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:_HASH_LENGTH]
