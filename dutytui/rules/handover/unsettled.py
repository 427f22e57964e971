"""What is still unsettled, for the closing of the day: a handover that nobody has ended, a duty that two hold."""

from __future__ import annotations

from dutytui.rules.acts import person
from dutytui.rules.handover.duty import duty_at
from dutytui.rules.handover.fold import DUTY, ENDED, HandoverFold
from dutytui.rules.handover.said import handovers
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Unsettled


def unsettled(at: Looking) -> tuple[Unsettled, ...]:
    return (*_disputed(at), *_running(at))


def _disputed(at: Looking) -> tuple[Unsettled, ...]:
    duty = duty_at(at.state, at.day)
    if not duty.disputed:
        return ()
    people = tuple(person(at.state, at.law, who) for who in duty.people)
    return (Unsettled("duty_disputed", DUTY, {"people": people}, travels=False, since=duty.since, go="handover"),)


def _running(at: Looking) -> tuple[Unsettled, ...]:
    found = []
    for subject in handovers(at.state, at.day):
        fold = subject.fold
        if isinstance(fold, HandoverFold) and fold.begun is not None and fold.status not in ENDED:
            values = {"by": person(at.state, at.law, fold.giver), "at": fold.begun.at}
            found.append(
                Unsettled("handover_running", subject.on, values, travels=False, since=fold.begun.at, go="handover")
            )
    return tuple(found)
