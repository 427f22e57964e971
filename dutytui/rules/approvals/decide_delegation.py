"""Deciding for somebody else for a time."""

from __future__ import annotations

from datetime import date, timedelta

from dutytui.rules.approvals.commands import EndDelegation, GiveDelegation
from dutytui.rules.approvals.delegations import PREFIX, DelegationFold, makes_a_ring
from dutytui.rules.context import Context
from dutytui.rules.events import DELEGATION_ENDED, DELEGATION_GIVEN, Fact
from dutytui.rules.procedure import SETTLE_APPROVALS
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State


def give(state: State, command: GiveDelegation, context: Context) -> tuple[Fact, ...] | Refusal:
    """By oneself, or for somebody who has left without it by a post that may settle disputes."""
    law, giver = context.law, command.giver or context.person
    strange = next((who for who in (giver, command.to) if who not in law.people), None)
    if strange is not None:
        return Refusal("delegate_unknown", {"given": strange})
    if giver != context.person and not law.may(context.post, SETTLE_APPROVALS):
        posts = law.posts_that_may(SETTLE_APPROVALS)
        return Refusal("delegate_not_yours", {"person": law.person(giver), "posts": posts})
    if giver == command.to:
        return Refusal("delegate_oneself")
    refused = _check_days(command, context)
    if refused:
        return refused
    if makes_a_ring(state, giver, command.to, command.day, command.until):
        return Refusal("delegate_ring", {"to": law.person(command.to), "giver": law.person(giver)})
    data = {
        "giver": giver,
        "to": command.to,
        "until": command.until.isoformat(),
        "reason": command.reason.strip(),
    }
    return (context.fact(DELEGATION_GIVEN, PREFIX + context.command, command.day, None, data=data),)


def _check_days(command: GiveDelegation, context: Context) -> Refusal | None:
    today = context.now.date()
    if command.day < today:
        return Refusal("delegate_in_the_past", {"day": command.day, "today": today})
    longest = context.procedures.approvals.longest_delegation
    last = min(command.day + timedelta(days=longest - 1), date.max)
    if not command.day <= command.until <= last:
        return Refusal("delegate_days_wrong", {"day": command.day, "last": last, "count": longest})
    return None


def end(state: State, command: EndDelegation, context: Context) -> tuple[Fact, ...] | Refusal:
    """By whoever gave it, has it, or it was given for."""
    subject = state.subject(command.day, command.delegation)
    fold = subject.fold if subject is not None else None
    if not isinstance(fold, DelegationFold) or fold.given is None:
        return Refusal("delegation_unknown")
    law = context.law
    if fold.ended is not None or fold.until < context.now.date():
        return Refusal("delegation_over", {"giver": law.person(fold.giver), "to": law.person(fold.to)})
    if context.person not in {fold.giver, fold.to, fold.given.by}:
        people = tuple(law.person(one) for one in dict.fromkeys((fold.giver, fold.to, fold.given.by)))
        return Refusal("delegation_not_yours", {"people": people})
    # Signatures given under it are judged by it as long as requests are open that carry them.
    data = {"after": [fold.given.id], "closes": context.now.date().isoformat()}
    return (context.fact(DELEGATION_ENDED, command.delegation, command.day, None, data=data),)
