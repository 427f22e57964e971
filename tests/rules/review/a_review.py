"""A small mall in which the duty manager reviews days, and what is said of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from dutytui.rules.looking import Looking
from dutytui.rules.procedure import REVIEW
from dutytui.rules.review.commands import SetFollowUp
from dutytui.rules.review.views import FollowUpView, ReviewView, review
from tests.rules.a_mall import DAY, POSTS, TOMORROW, Desk, at, mall, plan_under

REVIEWED = mall(
    posts=tuple(replace(post, may=post.may | {REVIEW}) if post.id == "duty_manager" else post for post in POSTS)
)
MORNING = at("09:00", TOMORROW)
FRIDAY = date(2026, 11, 27)
SEALS = SetFollowUp(DAY, "Order new seals", "security_chief", FRIDAY)


def desk(writer: str = "desk") -> Desk:
    return Desk(writer, REVIEWED)


def looking(
    one: Desk, now: datetime = MORNING, day: date = DAY, who: str = "zhao", post: str = "duty_manager"
) -> Looking:
    return Looking(one.state, plan_under(REVIEWED, day), REVIEWED, now, who, post)


def seen(one: Desk, now: datetime = MORNING, day: date = DAY) -> ReviewView:
    return review(looking(one, now, day))


def followed(one: Desk, now: datetime = MORNING, day: date = DAY) -> FollowUpView:
    (only,) = seen(one, now, day).follow_ups
    return only


def sets(one: Desk, now: datetime = MORNING) -> str:
    """Its subject."""
    return one.does("zhao", SEALS, now)[0].on


def meet(*desks: Desk) -> None:
    for one in desks:
        one.hears(*(other for other in desks if other is not one))
    assert all(one.state == desks[0].state for one in desks)
