"""What was typed for one step of a row, read; or what would be right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from dutytui.rules.capture import Vocabulary, parse
from dutytui.rules.capture_entry import log_entry
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.paper.keying import Asks, Keying, Step
from dutytui.rules.paper.rows import RowKind
from dutytui.rules.paper.times import read_time
from dutytui.screens.choices import choices_for
from dutytui.screens.item_fields import found_who, plain, read_number
from dutytui.texts.catalogue import _, pick

Read = tuple[Any, str]
"""(value, "") or (None, what would be right); (None, "") where nothing was typed and nothing is needed."""


@dataclass(frozen=True, slots=True)
class Reader:
    """at: the day of the sheets as it stands; before: the time typed last, from which two digits go on."""

    at: Looking
    vocabulary: Vocabulary
    before: datetime | None

    def read(self, step: Step, typed: str, keying: Keying) -> Read:
        if not typed.strip():
            return (None, "") if step.may_lack else (None, _NEEDED[step.asks]())
        return _READERS[step.asks](self, typed, keying)


def _time(reader: Reader, typed: str, _keying: Keying) -> Read:
    at = reader.at
    found = read_time(typed, at.day, at.procedures.mall.day_starts, at.now, reader.before)
    return found, "" if found is not None else _NEEDED[Asks.TIME]()


def _number(reader: Reader, typed: str, keying: Keying) -> Read:
    item = reader.at.law.item(keying.row.key) if keying.row.kind is RowKind.ITEM else None
    return read_number(typed, item)


def _choice(reader: Reader, typed: str, keying: Keying) -> Read:
    item, words = reader.at.law.item(keying.row.key), plain(typed)
    choices = item.choices if item is not None else ()
    if words.isdecimal() and 0 < int(words) <= len(choices):
        return choices[int(words) - 1].id, ""
    named = next((one.id for one in choices if words in (one.id, *one.title.values())), None)
    return named, "" if named is not None else _(
        "The number of a choice: {choices}", choices=choice_words(reader.at, keying)
    )


def choice_words(at: Looking, keying: Keying) -> str:
    """``1 正常  2 故障``, as on the paper; "" for a row without choices."""
    item = at.law.item(keying.row.key) if keying.row.kind is RowKind.ITEM else None
    choices = item.choices if item is not None else ()
    return "  ".join(f"{number} {pick(one.title)}" for number, one in enumerate(choices, 1))


def _place(reader: Reader, typed: str, _keying: Keying) -> Read:
    found = found_who(typed, choices_for("place", reader.at.procedures, may_be_empty=False))
    return (found[0].value, "") if found else (None, _NEEDED[Asks.PLACE]())


def _entry(reader: Reader, typed: str, keying: Keying) -> Read:
    """The line of a log entry. Times in it count from when it happened, and that was typed before."""
    at = reader.at
    capture = parse(typed, reader.vocabulary, keying.get("at") or at.now)
    if capture.at is not None:
        return None, _("The time was typed already: leave it out here")
    wrong = next(iter(capture.problems), None)
    if wrong is not None:
        return None, _("{typed} is not known here: mend it, or put \\ before it", typed=wrong.typed)
    return log_entry(capture, at.procedures, at.day).fields, ""


_READERS: Mapping[Asks, Callable[[Reader, str, Keying], Read]] = {
    Asks.TIME: _time,
    Asks.NUMBER: _number,
    Asks.CHOICE: _choice,
    Asks.PLACE: _place,
    Asks.ENTRY: _entry,
    Asks.TEXT: lambda _reader, typed, _keying: (typed.strip(), ""),
    Asks.NAME: lambda _reader, typed, _keying: (plain(typed), ""),
}
_NEEDED: Mapping[Asks, Callable[[], str]] = {
    Asks.TIME: lambda: _("A time is needed, like 21:30 or 2130"),
    Asks.NUMBER: lambda: _("A number is needed, like 126"),
    Asks.CHOICE: lambda: _("The number of a choice is needed"),
    Asks.PLACE: lambda: _("A place of the mall is needed, like 3F"),
    Asks.ENTRY: lambda: _("A few words are needed"),
    Asks.TEXT: lambda: _("A few words are needed"),
    Asks.NAME: lambda: _("A name is needed: type it"),
}
