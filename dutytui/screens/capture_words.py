"""What a capture line was understood as, in words; and the command it becomes."""

from __future__ import annotations

from datetime import datetime, timedelta

from dutytui.rules.capture import Capture, Part, Role
from dutytui.rules.capture_entry import kind_of
from dutytui.rules.procedure import Procedures
from dutytui.texts.catalogue import N_, _
from dutytui.texts.entries import FIELD_WORDS, value_words
from dutytui.texts.labels import short_time
from dutytui.widgets.capture_line import Said

PICKED_ROLES = (Role.KIND, Role.PLACE, Role.SEVERITY, Role.OWNER, Role.DUE, Role.TIME)
"""The parts that can be picked, in the order Tab goes through them."""

_SHOWN = (Role.TIME, Role.KIND, Role.PLACE, Role.SEVERITY, Role.OWNER, Role.DUE)

_PROBLEMS = {
    "unknown": N_('"{typed}" is not known, perhaps {candidates}'),
    "ambiguous": N_('"{typed}" may mean {candidates}'),
    "repeated": N_('"{typed}" is one too many'),
    "time_in_future": N_('"{typed}" has not come yet'),
    "not_a_time": N_('"{typed}" is no time: 30m, 2h or 18:00'),
}


def said(capture: Capture, procedures: Procedures, now: datetime, chosen: Role | None = None) -> tuple[Said, ...]:
    """The parts in words; what the line doesn't say is shown as the default it will get, or not at all."""
    rows = [_said_part(role, capture, procedures, now, role is chosen) for role in _SHOWN]
    rows.append(Said(_(FIELD_WORDS["text"]), capture.text or _("(nothing yet)"), "" if capture.text else "off"))
    # What is wrong comes first: on a narrow screen it must not be what is cut.
    found = [row for row in rows if row is not None]
    return tuple(sorted(found, key=lambda row: row.tone != "problem"))


def _said_part(role: Role, capture: Capture, procedures: Procedures, now: datetime, chosen: bool) -> Said | None:
    label, action = _(FIELD_WORDS[role]), f"pick('{role}')"
    problem = next((part for part in capture.problems if part.role is role), None)
    if problem is not None:
        return Said(label, problem_words(problem, procedures, now), "problem", action)
    value = said_value(role, capture, procedures, now)
    if value:
        return Said(label, value, "chosen" if chosen else "", action)
    default = default_words(role, capture, procedures, now)
    if default:
        return Said(label, default, "chosen" if chosen else "off", action)
    return Said(label, _("none"), "chosen", action) if chosen else None


def said_value(role: Role, capture: Capture, procedures: Procedures, now: datetime) -> str:
    """What the line says of this part, in words; "" for nothing."""
    match role:
        case Role.TIME:
            return short_time(capture.at, now.date()) if capture.at else ""
        case Role.DUE:
            return short_time(capture.due, now.date()) if capture.due else ""
        case _:
            return value_words(role, str(getattr(capture, role)), procedures, now.date())


def default_words(role: Role, capture: Capture, procedures: Procedures, now: datetime) -> str:
    """What a part gets when the line doesn't say it: most come with the kind."""
    kind = kind_of(capture, procedures)
    match role:
        case Role.TIME:
            return _("now")
        case Role.KIND:
            return value_words("kind", kind.id, procedures, now.date())
        case Role.OWNER:
            return value_words("owner", kind.owner, procedures, now.date())
        case Role.DUE if kind.within is not None:
            return short_time((capture.at or now) + timedelta(minutes=kind.within), now.date())
        case _:
            return ""


def problem_words(part: Part, procedures: Procedures, now: datetime) -> str:
    """Why a part was not understood, with the nearest it may mean."""
    names = [value_words(part.role, one, procedures, now.date()) for one in part.candidates[:4]]
    return _(_PROBLEMS[part.problem], typed=part.typed, candidates=" / ".join(names))
