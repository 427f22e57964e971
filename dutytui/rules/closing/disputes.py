"""Who goes the sweep, and a day that was closed here and opened again there."""

from __future__ import annotations

from collections.abc import Iterator

from dutytui.rules.closing.commands import JoinSweep
from dutytui.rules.closing.day_fold import DAY_SUBJECT
from dutytui.rules.closing.team_fold import TEAM
from dutytui.rules.contradictions import Sides
from dutytui.rules.dispute import Dispute, Kind, Settlement, Stands, of_subject
from dutytui.rules.entry_fold import words
from dutytui.rules.looking import Looking
from dutytui.rules.state import Subject


def disputes(at: Looking) -> Iterator[Dispute]:
    for subject in at.state.shared(TEAM):
        yield from of_subject(at, subject, lambda post, one=subject: _team(at, one, post))  # type: ignore[misc]
    for subject in at.state.shared(DAY_SUBJECT):
        yield from of_subject(at, subject, lambda _about, one=subject: _day(at, one))  # type: ignore[misc]


def _team(at: Looking, subject: Subject, post: str) -> Kind:
    posts = at.law.post_names(at.law.procedures.closing.team)
    return Kind("sweep_team", {"post": at.law.post(post)}, _named(subject, post), posts, blocks=True, go="closing")


def _named(subject: Subject, post: str) -> Stands:
    """Named once more, by somebody who knows both."""

    def stands(sides: Sides, place: int) -> Settlement | None:
        return Settlement((JoinSweep(subject.day, post, words(sides[place][0].data, "person")),))

    return stands


def _day(at: Looking, subject: Subject) -> Kind:
    """It is open, and is closed anew where all that is still open asks for its reason."""
    rules = at.law.procedures.closing.day
    posts = at.law.post_names(rules.closed_by if rules else ())
    return Kind("day_closed", {"day": subject.day}, lambda _sides, _place: None, posts, go="day_end")
