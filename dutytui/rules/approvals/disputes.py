"""Requests that were decided apart, and delegations that lead in a ring."""

from __future__ import annotations

from collections.abc import Iterator

from dutytui.rules.acts import acts
from dutytui.rules.approvals.commands import SettleRequest
from dutytui.rules.approvals.course import Standing
from dutytui.rules.approvals.outline import Outline, outlines
from dutytui.rules.approvals.seats import settlers
from dutytui.rules.dispute import Dispute, Said, Settlement, Side, since
from dutytui.rules.looking import Looking


def disputes(at: Looking) -> Iterator[Dispute]:
    for one in outlines(at):
        if one.standing is Standing.DISPUTED:
            yield _request(at, one)


def _request(at: Looking, one: Outline) -> Dispute:
    subject = at.state.subject(one.day, one.request)
    lines = {act.event: act for act in acts(at.state, at.law, subject)} if subject is not None else {}
    sides = tuple(
        Side(
            (Said(lines[event.id], event.writer, event.data),),
            Settlement((SettleRequest(one.day, one.request, event.id, ""),), asks="opinion"),
        )
        for event in one.course.contending
    )
    people = tuple(at.law.person(who) for who in sorted(settlers(at.law, one.submitter.id)))
    return Dispute(
        "request",
        f"{one.day}/{one.request}",
        one.request,
        one.day,
        sides,
        since(sides),
        {"number": one.number, "flow": one.flow.name, "summary": one.summary},
        people=people,
        go="approvals",
    )
