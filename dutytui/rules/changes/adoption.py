"""From an approved request to the version in force: when it begins, and whether the request really says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dutytui.rules.approvals.course import Course, Standing, Weight
from dutytui.rules.approvals.delegations import proof
from dutytui.rules.approvals.fold import RequestFold
from dutytui.rules.approvals.recorded import as_data, flow_of
from dutytui.rules.changes.draft import known_drafts
from dutytui.rules.changes.fold import MALL
from dutytui.rules.changes.in_force import Adoption
from dutytui.rules.context import Context
from dutytui.rules.events import (
    PROCEDURES_ADOPTED,
    REQUEST_REJECTED,
    REQUEST_SENT_BACK,
    REQUEST_SETTLED,
    REQUEST_SIGNED,
    Fact,
)
from dutytui.rules.lookup import lookup
from dutytui.rules.plan import business_day
from dutytui.rules.procedure import Procedures
from dutytui.rules.state import State

VERSION, TAKES_EFFECT = "version", "takes_effect"
"""The fields that a flow which adopts must have: which version, and from which day on."""
_DECIDING = frozenset({REQUEST_SIGNED, REQUEST_REJECTED, REQUEST_SENT_BACK, REQUEST_SETTLED})
_DECIDED = frozenset({Weight.COUNTS, Weight.AGREES, Weight.CROSSED})
"""Acts that somebody with the right to it did, and that no dispute has left aside."""

VersionsAtHand = Callable[[str], "Procedures | None"]


def adoption(course: Course, context: Context) -> tuple[Fact, ...]:
    """What to record together with the act that has just approved a request; nothing where that adopts no version.

    course: how the request stands with that act.
    """
    version = course.fields.get(VERSION)
    controlled = course.flow.adopts and context.procedures.approvals.change_control
    if not controlled or course.standing is not Standing.APPROVED or not isinstance(version, str) or not version:
        return ()
    today = business_day(context.now, context.procedures.mall.day_starts)
    data = {"version": version, "request": course.origin.on, "submitted": course.origin.day.isoformat()}
    return (context.fact(PROCEDURES_ADOPTED, MALL, first_day(course, today), None, data=data),)


def first_day(course: Course, approved: date) -> date:
    """The day that the request asks for; when that had begun on the business day of the approval, the one after it."""
    wanted = takes_effect(course)
    return max(wanted, approved + timedelta(days=1)) if wanted else approved + timedelta(days=1)


def takes_effect(course: Course) -> date | None:
    try:
        return date.fromisoformat(str(course.fields.get(TAKES_EFFECT)))
    except ValueError:
        return None


def proved(state: State, one: Adoption, before: tuple[Adoption, ...], versions: VersionsAtHand) -> bool | None:
    """Whether an approved request stands behind an adoption (`in_force.Proved`).

    The request must have been submitted under a version that counted, by that version's own flow for changes, and all
    who decided must have done so under versions that counted, and with a right to it by these: otherwise nobody could
    say by whose rules. And its files must have been submitted with it: nobody can sign what nobody can see.
    """
    subject = state.subject(one.submitted, one.request) if one.submitted else None
    fold = subject.fold if subject is not None else None
    if not isinstance(fold, RequestFold) or fold.flow is None or not fold.acts:
        return None
    known = {earlier.version for earlier in before}
    origin = fold.acts[0]
    if origin.procedure not in known:
        return False
    law = versions(origin.procedure)
    if law is None:
        return None
    rightful = law.approvals.flow(law.approvals.change_control)
    if rightful is None or not rightful.adopts or flow_of(as_data(rightful)) != fold.flow:
        return False
    # Each act is judged by the version that it names, and stands in the courses by the others.
    named = {act.procedure for act in fold.acts if act.procedure in known}
    laws = [versions(version) for version in sorted(named)]
    courses = [fold.course(lookup(by), proof(state, fold.acts)) for by in laws if by is not None]
    if not all(course is not None and _says_so(course, one, known) for course in courses):
        return False
    has_files = any(draft.request == one.request for draft in known_drafts(state, one.version))
    return True if has_files and len(courses) == len(laws) else None


def _says_so(course: Course, one: Adoption, known: set[str]) -> bool:
    if course.standing is not Standing.APPROVED or course.fields.get(VERSION) != one.version or course.ended is None:
        return False
    decided = [event for event in course.acts.events if course.weights.get(event.id) in _DECIDED]
    if any(event.kind in _DECIDING and event.procedure not in known for event in decided):
        return False
    # By the calendar, since the business day depends on a version that may have changed meanwhile.
    approved = course.ended.at.date()
    earliest = max(takes_effect(course) or approved, approved)
    return earliest <= one.day <= max(earliest, approved + timedelta(days=1))
