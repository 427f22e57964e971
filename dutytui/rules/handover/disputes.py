"""A duty that two hold, articles counted differently, matters planned differently."""

from __future__ import annotations

from collections.abc import Iterator

from dutytui.rules.acts import person
from dutytui.rules.dispute import Dispute, Kind, Said, Settlement, Side, of_subject, said, since
from dutytui.rules.handover.commands import TakeDuty
from dutytui.rules.handover.duty import Duty, duty_at, settles
from dutytui.rules.handover.fold import DUTY, HANDOVER_PREFIX
from dutytui.rules.looking import Looking


def disputes(at: Looking) -> Iterator[Dispute]:
    yield from _duty(at, duty_at(at.state, at.day))
    for subject in at.state.shared(HANDOVER_PREFIX):
        yield from of_subject(at, subject, lambda about: _kind(at, about))


def _kind(at: Looking, about: str) -> Kind:
    what, _slash, name = about.partition("/")
    if what == "plan":
        return Kind("matter_plans", {"matter": name}, go="handover")
    article = next((one for one in at.procedures.handover.articles if one.id == name), None)
    return Kind("article", {"title": article.title if article else at.law.same(name)}, go="handover")


def _duty(at: Looking, duty: Duty) -> Iterator[Dispute]:
    """Whoever may hold it says which of them does. One of an earlier day ends by somebody taking today's."""
    if not duty.disputed or duty.day is None:
        return
    sides = []
    for who in duty.people:
        acts = tuple(one for claim in duty.claims if who in claim.people for one in _said(at, duty, claim.event.id))
        settled = Settlement((TakeDuty(duty.day, holder=who),)) if duty.day == at.day else None
        sides.append(Side(acts, settled))
    people = tuple(person(at.state, at.law, who) for who in duty.people)
    posts = at.law.post_names(at.procedures.handover.holders)
    when = max(one.act.recorded for side in sides for one in side.acts)
    yield Dispute(
        "duty",
        f"{duty.day}/{DUTY}",
        DUTY,
        duty.day,
        tuple(sides),
        when if len({one.act.event for side in sides for one in side.acts}) == 1 else since(tuple(sides)),
        {"people": people},
        posts,
        blocks=True,
        go="handover",
        twice=all(settles(claim) for claim in duty.claims),
    )


def _said(at: Looking, duty: Duty, event: str) -> tuple[Said, ...]:
    assert duty.day is not None
    subjects = [at.state.subject(duty.day, DUTY), *at.state.subjects(duty.day, HANDOVER_PREFIX)]
    for subject in subjects:
        for one in subject.events if subject is not None else ():
            if one.id == event and subject is not None:
                return said(at, subject, (one,))
    return ()
