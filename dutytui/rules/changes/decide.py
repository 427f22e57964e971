"""What may be recorded here, by whom and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from dutytui.rules.approvals.commands import ReviseRequest, SubmitRequest
from dutytui.rules.approvals.delegations import proof
from dutytui.rules.approvals.fold import RequestFold
from dutytui.rules.changes.adoption import TAKES_EFFECT, VERSION, adoption
from dutytui.rules.changes.commands import AdoptBaseline, AdoptVersion, SettleVersions, SubmitDraft
from dutytui.rules.changes.draft import drafted
from dutytui.rules.changes.fold import MALL, VersionsFold
from dutytui.rules.changes.in_force import adopted_here
from dutytui.rules.commands import Command
from dutytui.rules.context import Context, Decision
from dutytui.rules.events import PROCEDURES_ADOPTED, PROCEDURES_SETTLED, Fact
from dutytui.rules.plan import business_day
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State


def submit(state: State, command: SubmitDraft, context: Context) -> tuple[Fact, ...] | Refusal:
    """The request, and with it the files, so that whoever signs can see what they sign."""
    from dutytui.rules.approvals.decide import DECISIONS as APPROVALS  # which records adoptions by this area
    from dutytui.rules.approvals.decide_submit import begun

    refused = _check_flow(context) or _check_draft(command, context)
    if refused:
        return refused
    fields = {**command.fields, VERSION: command.version}
    if command.request:
        request = APPROVALS[ReviseRequest](state, ReviseRequest(command.day, command.request, fields), context)
    else:
        flow = context.procedures.approvals.change_control
        request = begun(state, SubmitRequest(command.day, flow, fields), context)
    if isinstance(request, Refusal):
        return request
    on, base, removed = request[0].on, command.base, command.removed
    files = drafted(context, command.day, command.version, command.files, base=base, removed=removed, request=on)
    return (*request, *files)


def adopt_baseline(state: State, command: AdoptBaseline, context: Context) -> tuple[Fact, ...] | Refusal:
    """By the program. Whether it is wanted is asked by whoever knows all versions (`dutytui.change_control`)."""
    if not context.procedures.approvals.change_control:
        return Refusal("change_not_controlled")
    if any(one.version == command.version and one.day == command.day for one in adopted_here(state)):
        return Refusal("change_already_adopted")
    fact = context.fact(PROCEDURES_ADOPTED, MALL, command.day, None, data={"version": command.version})
    facts = (fact, *drafted(context, command.day, command.version, command.files))
    return tuple(replace(one, by="", post="") for one in facts)


def adopt(state: State, command: AdoptVersion, context: Context) -> tuple[Fact, ...] | Refusal:
    """By the program, for a request that came to be approved only as the signatures of several terminals met."""
    if any(one.request == command.request for one in adopted_here(state)):
        return Refusal("change_already_adopted")
    subject = state.subject(command.submitted, command.request)
    fold = subject.fold if subject is not None else None
    course = fold.course(context.law, proof(state, fold.acts)) if isinstance(fold, RequestFold) else None
    facts = adoption(course, context) if course is not None else ()
    if not facts:
        return Refusal("change_not_approved")
    return tuple(replace(one, by="", post="") for one in facts)


def settle(state: State, command: SettleVersions, context: Context) -> tuple[Fact, ...] | Refusal:
    """By whoever may settle what was decided apart about a request; each of the versions was countersigned."""
    from dutytui.rules.approvals.seats import settlers  # where two versions were adopted apart
    from dutytui.rules.changes.disputes import contending

    sides = contending(state, command.day)
    kept = next((side for side in sides if any(event.id == command.keeps for event in side)), None)
    subject = state.subject(command.day, MALL)
    if kept is None or subject is None or not isinstance(subject.fold, VersionsFold):
        return Refusal("change_settle_nothing")
    rightful = settlers(context.law, "")
    if context.person not in rightful:
        people = tuple(context.law.person(who) for who in sorted(rightful))
        return Refusal("change_settle_not_yours", {"people": people})
    if not command.reason.strip():
        return Refusal("change_settle_why")
    data = {
        "keeps": command.keeps,
        "against": sorted(event.id for side in sides if side is not kept for event in side),
        "over": sorted(event.id for event in subject.fold.standing) or None,
        "reason": command.reason.strip(),
    }
    return (context.fact(PROCEDURES_SETTLED, MALL, command.day, None, data=data),)


def _check_flow(context: Context) -> Refusal | None:
    approvals = context.procedures.approvals
    flow = approvals.flow(approvals.change_control)
    if flow is None or not flow.adopts:
        return Refusal("change_not_controlled")
    lacking = tuple(name for name in (VERSION, TAKES_EFFECT) if flow.field(name) is None)
    return Refusal("change_flow_lacks", {"flow": flow.id, "fields": lacking}) if lacking else None


def _check_draft(command: SubmitDraft, context: Context) -> Refusal | None:
    law = context.procedures
    if command.base != law.version:
        return Refusal("change_of_another_base")
    if command.version == command.base:
        return Refusal("change_of_nothing")
    earliest = business_day(context.now, law.mall.day_starts) + timedelta(days=1)
    wanted = command.fields.get(TAKES_EFFECT)
    if not isinstance(wanted, str) or wanted < earliest.isoformat():
        return Refusal("change_too_early", {"earliest": earliest})
    return None


DECISIONS: Mapping[type[Command], Decision] = {
    SubmitDraft: submit,
    AdoptBaseline: adopt_baseline,
    AdoptVersion: adopt,
    SettleVersions: settle,
}
