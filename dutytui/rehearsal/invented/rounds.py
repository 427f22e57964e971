"""The rounds: walked in their time, a few forgotten, point after point called in by radio."""

from __future__ import annotations

from datetime import timedelta

from dutytui.rehearsal.troupe import Troupe
from dutytui.rules.patrols.commands import DrawRounds, EndRound, ExplainRounds, ReachPoint, StartRound
from dutytui.rules.patrols.draw import to_draw
from dutytui.rules.patrols.standing import RoundStatus
from dutytui.rules.patrols.views import RoundView, rounds
from dutytui.session import Actor
from dutytui.texts.catalogue import _

_FORGOTTEN = 0.04
_A_POINT = timedelta(minutes=2)


def walk_rounds(troupe: Troupe) -> None:
    _draw(troupe)
    view = rounds(troupe.session.look())
    for one in view.rounds:
        if one.status in {RoundStatus.DUE, RoundStatus.LATE}:
            _begin(troupe, one)
        elif one.status is RoundStatus.RUNNING:
            _go_on(troupe, one)
    gone = tuple(one.key for one in view.rounds if one.needs_word)
    # Nobody lets that stand for hours; and one word is enough for several.
    if gone and troupe.now.minute >= 50:
        duty = troupe.session.procedures.handover.holders
        troupe.one_does(duty, ExplainRounds(troupe.day, gone, _("All hands were needed at the service desk")))


def _draw(troupe: Troupe) -> None:
    """The random rounds of an invented day are the same each time."""
    for person, post in troupe.holders(post.id for post in troupe.session.posts()):
        troupe.session.actor = Actor(person.id, person.name, post)
        for route in to_draw(troupe.session.look()):
            troupe.does(person.id, post, DrawRounds(troupe.day, route, f"{troupe.day:%Y%m%d}"))


def _begin(troupe: Troupe, one: RoundView) -> None:
    chance = troupe.chance(one.key)
    if chance.random() < _FORGOTTEN:
        return
    latest = one.late or one.begins + 2 * _A_POINT
    begins = one.begins + (latest - one.begins) * chance.random()
    if begins <= troupe.now:
        command = StartRound(troupe.day, one.route, one.key, at=begins)
        troupe.one_does([post.id for post in one.posts], command)


def _go_on(troupe: Troupe, one: RoundView) -> None:
    """The points in their order, one every two minutes, until now."""
    if one.began is None:
        return
    posts = [post.id for post in one.posts]
    waiting = [point for point in one.points if point.reached is None]
    moments = [one.began + _A_POINT * (one.reached + number + 1) for number in range(len(waiting))]
    for point, moment in zip(waiting, moments, strict=True):
        if moment <= troupe.now:
            troupe.one_does(posts, ReachPoint(troupe.day, one.key, point.point.id, "radio", at=moment))
    if not waiting:
        troupe.one_does(posts, EndRound(troupe.day, one.key))
