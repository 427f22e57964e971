"""A capture back into a line: what the form changed shows in the line, and a draft goes on where it was left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from dutytui.rules import capture_times as times
from dutytui.rules.capture import ESCAPE, SIGILS, Capture, Part, Role, Vocabulary, parse
from dutytui.rules.capture_words import fold


def compose(capture: Capture, vocabulary: Vocabulary, now: datetime) -> str:
    """A line that `parse` reads as this capture (one it made at this `now`, whose parts may have been replaced since).

    Words that were typed are kept where they still say the same; the text is escaped only where it would be misread.
    """
    left = [part for part in capture.problems if not _settled(capture, part.role)]
    head, tail = _around(capture, left, vocabulary, now)
    words = capture.text.split()
    plain = " ".join([*head, *words, *tail])
    again = parse(plain, vocabulary, now)
    if _says(again, again.problems) == _says(capture, left):
        return plain
    return " ".join([*head, *(ESCAPE + word for word in words), *tail])


def _says(capture: Capture, problems: Iterable[Part]) -> tuple[object, ...]:
    known = (capture.at, capture.kind, capture.place, capture.severity, capture.owner, capture.due, capture.text)
    return (*known, sorted((part.role, part.problem, part.typed) for part in problems))


def _around(capture: Capture, left: list[Part], vocabulary: Vocabulary, now: datetime) -> tuple[list[str], list[str]]:
    """What stands before and behind the text; left: the parts that are still a problem."""
    head = [_happened(capture, vocabulary, now), _word(capture, Role.KIND, "#"), _word(capture, Role.PLACE, "")]
    tail = [_word(capture, Role.SEVERITY, "!"), _word(capture, Role.OWNER, "@"), _due(capture, now)]
    for part in left:
        if fold(part.typed[0]) in SIGILS:
            tail.append(part.typed)
        else:
            head.insert({Role.TIME: 0, Role.KIND: 1}.get(part.role, len(head)), part.typed)
    return [word for word in head if word], [word for word in tail if word]


def _value(capture: Capture, role: Role) -> object:
    return {Role.TIME: capture.at, Role.DUE: capture.due}.get(role) or (
        role not in (Role.TIME, Role.DUE) and getattr(capture, role.value)
    )


def _settled(capture: Capture, role: Role) -> bool:
    """Whether the form has said since what the line did not: a value that no typed part gave."""
    value = _value(capture, role)
    typed = (part for part in capture.parts if part.role is role and part.ok)
    return bool(value) and not any(part.value == value or role in (Role.TIME, Role.DUE) for part in typed)


def _word(capture: Capture, role: Role, sigil: str) -> str:
    value = _value(capture, role)
    if not value:
        return ""
    typed = next((part.typed for part in capture.parts if part.role is role and part.value == value), "")
    return typed or f"{sigil}{value}"


def _happened(capture: Capture, vocabulary: Vocabulary, now: datetime) -> str:
    at = capture.at
    if at is None:
        return ""
    if times.past(at.hour, at.minute, now, vocabulary.day_starts) == at:
        return f"{at:%H:%M}"
    return f"-{_minutes(now, at)}"


def _due(capture: Capture, now: datetime) -> str:
    due = capture.due
    if due is None:
        return ""
    if times.upcoming(due.hour, due.minute, now) == due:
        return f">{due:%H:%M}"
    return f">{_minutes(due, now)}m"


def _minutes(later: datetime, earlier: datetime) -> int:
    return int((times.minute(later) - times.minute(earlier)).total_seconds() // 60)
