"""A day by its own clock: what was not done by its end is late up to then, and no later while the years pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from dutytui.rules.closing.day_matters import closed
from dutytui.rules.looking import Looking


def at_its_end(at: Looking) -> Looking:
    """As nobody in particular saw the day when its clock stood at the closing, or else at the beginning of the next
    day; now, while it is not over."""
    closing = closed(at.state, at.plan, at.law)
    then = closing.at.astimezone(at.now.tzinfo) if closing is not None else ends(at)
    return replace(at, person="", post="", now=min(then, at.now))


def ends(at: Looking) -> datetime:
    """When the next business day begins."""
    midnight = datetime.combine(at.day + timedelta(days=1), datetime.min.time(), at.now.tzinfo)
    return midnight + timedelta(minutes=at.procedures.mall.day_starts)


def is_over(at: Looking) -> bool:
    """Whether the day was closed, or another one has begun."""
    return closed(at.state, at.plan, at.law) is not None or at.now >= ends(at)
