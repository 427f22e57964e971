"""What is still unsettled: rounds that were missed or are unknown without a word, and rounds that still run.

All of them travel with the handover (DS §3: late patrols travel), and the day can be closed with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from dutytui.rules.looking import Looking
from dutytui.rules.matters import Unsettled
from dutytui.rules.patrols.rounds import ROUND_PREFIX, DayRound, day_rounds
from dutytui.rules.patrols.standing import RoundStatus, status_of
from dutytui.rules.patrols.views import spans

_CODES = {
    RoundStatus.MISSED: "round_missed",
    RoundStatus.UNKNOWN: "round_unknown",
    RoundStatus.RUNNING: "round_running",
    RoundStatus.LATE: "round_late",
}


def unsettled(at: Looking) -> tuple[Unsettled, ...]:
    """By the start of the rounds."""
    return tuple(_unsettled(at))


def _unsettled(at: Looking) -> Iterator[Unsettled]:
    on = spans(at)
    for one in day_rounds(at.state, at.plan, at.procedures):
        code = _CODES.get(status_of(one, at.now, on))
        if code is not None:
            yield _matter(at, one, code, ROUND_PREFIX + one.key)
        if len(one.fold.started) > 1:
            yield _matter(at, one, "round_started_twice", f"{ROUND_PREFIX}{one.key}#twice")


def _matter(at: Looking, one: DayRound, code: str, subject: str) -> Unsettled:
    title = one.route.title if one.route is not None else at.law.same(one.route_id)
    values = {"title": title, "begins": one.begins}
    return Unsettled(code, subject, values, since=one.begins, go="patrol")
