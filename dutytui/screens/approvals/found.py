"""One request as this terminal has it: its view and its course."""

from __future__ import annotations

from datetime import date

from dutytui.rules.approvals.course import Course
from dutytui.rules.approvals.outline import course_of as played
from dutytui.rules.approvals.request_view import request as whole
from dutytui.rules.approvals.views import RequestView
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.session import Session


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request is found. day: the one it was submitted on; request: its subject."""

    day: date
    request: str


def view_of(session: Session, place: Place) -> RequestView | None:
    """None for a request that is not known here (yet)."""
    return whole(session.look(), place.day, place.request)


def course_of(session: Session, place: Place) -> Course | None:
    subject = session.state.subject(place.day, place.request)
    return None if subject is None else played(session.look(), subject)
