"""What can be chosen for each part of a capture line, and the line that says what was chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from dutytui.rules import capture_times
from dutytui.rules.capture import Capture, Part, Role, parse
from dutytui.rules.capture_compose import compose
from dutytui.screens.choices import choices_for
from dutytui.session import Session
from dutytui.texts.catalogue import _
from dutytui.texts.entries import value_words
from dutytui.texts.labels import duration, short_time
from dutytui.widgets.picker import Option

KEEP_AS_TEXT = "\\"
"""The option that leaves a part as it was typed; it is also what the line writes in front of it."""

_DUE_LENGTHS = ("15m", "30m", "1h", "2h", "4h", "24h")
_AGO = (5, 10, 15, 30, 60)
_SIGIL = {Role.KIND: "", Role.PLACE: "", Role.SEVERITY: "!", Role.OWNER: "@"}


def problem_of(capture: Capture, role: Role) -> Part | None:
    """The first part of that role that was not understood."""
    return next((part for part in capture.problems if part.role is role), None)


def options_for(role: Role, capture: Capture, session: Session) -> list[Option]:
    """What the part may be; candidates of one that was not understood come first, and it may be kept as text."""
    problem = problem_of(capture, role)
    if role is Role.DUE:
        options = _due_options(session)
    elif role is Role.TIME:
        options = [Option(str(minutes), _("{length} ago", length=duration(minutes))) for minutes in _AGO]
    else:
        options = choices_for(role, session.procedures, may_be_empty=False)
    if problem is not None:
        near = problem.candidates
        options.sort(key=lambda option: near.index(option.value) if option.value in near else len(near))
        options = [replace(option, digit="") for option in options]
        options.insert(min(len(near), 8), Option(KEEP_AS_TEXT, _('keep "{typed}" as text', typed=problem.typed)))
    return [*options, Option("", _("now") if role is Role.TIME else _("none"))]


def _due_options(session: Session) -> list[Option]:
    now = session.now()
    found = []
    for length in _DUE_LENGTHS:
        due = capture_times.deadline(length, now)
        if due is not None:
            minutes = int(length[:-1]) * (60 if length.endswith("h") else 1)
            found.append(Option(length, f"{duration(minutes)}  {short_time(due, now.date())}"))
    closing = session.plan(session.day).closing
    if closing is not None and closing > now:
        found.append(Option(closing.isoformat(), f"{_('closing time')}  {short_time(closing, now.date())}"))
    return found


def chosen_line(capture: Capture, role: Role, value: str, session: Session) -> str:
    """The line with another value for one part: by its name where the line understands that, else by its id."""
    now, vocabulary = session.now(), session.vocabulary
    chosen = _with(capture, role, value, now)
    name = value_words(role, value, session.procedures, now.date()) if role in _SIGIL else ""
    if name:
        named = Part(0, 0, role, _SIGIL[role] + name, value)
        line = compose(replace(chosen, parts=(*chosen.parts, named)), vocabulary, now)
        again = parse(line, vocabulary, now)
        if getattr(again, role) == value and again.text == chosen.text:
            return line
    return compose(chosen, vocabulary, now)


def _with(capture: Capture, role: Role, value: str, now: datetime) -> Capture:
    """`capture` with another value for one part; what was not understood there is gone."""
    others = tuple(part for part in capture.parts if part.role is not role or part.role is Role.TEXT)
    if role is Role.TIME:
        at = now.replace(second=0, microsecond=0) - timedelta(minutes=int(value)) if value else None
        return replace(capture, at=at, parts=others)
    if role is Role.DUE:
        due = datetime.fromisoformat(value) if "T" in value else capture_times.deadline(value, now)
        return replace(capture, due=due, parts=others)
    return replace(capture, parts=others, **{role.value: value})  # type: ignore[arg-type]
