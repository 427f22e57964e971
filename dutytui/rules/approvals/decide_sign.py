"""What those whom a request waits for may do: sign, reject, send back, take back, hand on, add somebody."""

from __future__ import annotations

from dataclasses import replace

from dutytui.rules.approvals.at_hand import AtHand, Chair, at_hand, delegation_of
from dutytui.rules.approvals.commands import (
    AddSigner,
    RejectRequest,
    SendBack,
    SignRequest,
    TransferSeat,
    UnsignRequest,
)
from dutytui.rules.approvals.conditions import holds
from dutytui.rules.approvals.course import Course
from dutytui.rules.approvals.flow import START, StepKind
from dutytui.rules.approvals.form import changed, filled
from dutytui.rules.approvals.seats import decides, signers
from dutytui.rules.changes.adoption import adoption
from dutytui.rules.context import Context
from dutytui.rules.events import (
    REQUEST_REJECTED,
    REQUEST_SENT_BACK,
    REQUEST_SIGNED,
    REQUEST_TRANSFERRED,
    REQUEST_UNSIGNED,
    SIGNER_ADDED,
    Fact,
)
from dutytui.rules.lookup import POST_PREFIX
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State


def sign(state: State, command: SignRequest, context: Context) -> tuple[Fact, ...] | Refusal:
    """One signature for every seat that is the same person's in a row: nobody is asked twice for one decision."""
    hand = at_hand(state, command, context)
    chair = hand if isinstance(hand, Refusal) else hand.chair(command.seat)
    if isinstance(hand, Refusal) or isinstance(chair, Refusal):
        return chair if isinstance(chair, Refusal) else Refusal("request_unknown", {"given": command.request})
    step = chair.stage.step
    asked = [one for name in step.fields if (one := hand.it.flow.field(name)) is not None]
    values = filled(asked, hand.it.fields, command.fields)
    if isinstance(values, Refusal):
        return values
    if step.opinion and not command.opinion.strip():
        return hand.refuse("opinion_missing", title=step.title)
    data = {
        "seat": chair.seat.key,
        "opinion": command.opinion.strip(),
        "fields": changed(hand.it.fields, values),
        "delegation": delegation_of(chair),
    }
    fact, then = hand.fact(REQUEST_SIGNED, data)
    seats: list[str] = []
    while chair.behalf is None and (more := _next_of_the_same(hand, then)) not in ("", *seats):
        seats.append(more)
        fact, then = hand.fact(REQUEST_SIGNED, {**data, "seats": seats})
    return (fact, *adoption(then, context))


def _next_of_the_same(hand: AtHand, then: Course) -> str:
    """The seat that it would wait at next and that this signature covers, "" when somebody else decides there.

    A step that asks for something of its own is not covered: it was not answered.
    """
    stage = then.stage
    if stage is None or stage.step.kind is not StepKind.APPROVE:
        return ""
    asks = [then.flow.field(name) for name in stage.step.fields]
    if stage.step.opinion or any(one is not None and holds(one.when, then.fields) for one in asks):
        return ""
    for seat in then.open_seats:
        if hand.person in signers(hand.context.law, stage, seat, then.submitter):
            return seat.key
    return ""


def reject(state: State, command: RejectRequest, context: Context) -> tuple[Fact, ...] | Refusal:
    found = _seated(state, command, context)
    if isinstance(found, Refusal):
        return found
    hand, chair = found
    if not chair.stage.step.rejects:
        return hand.refuse("reject_not_here", title=chair.stage.step.title)
    if not command.opinion.strip():
        return hand.refuse("opinion_missing", title=chair.stage.step.title)
    data = {"seat": chair.seat.key, "opinion": command.opinion.strip(), "delegation": delegation_of(chair)}
    return (hand.record(REQUEST_REJECTED, **data),)


def send_back(state: State, command: SendBack, context: Context) -> tuple[Fact, ...] | Refusal:
    found = _seated(state, command, context)
    if isinstance(found, Refusal):
        return found
    hand, chair = found
    it = hand.it
    here = it.stages.index(chair.stage)
    steps = {stage.step.id: stage.step.title for stage in it.stages[:here] if stage.step.id != chair.stage.step.id}
    if command.to != START and command.to not in steps:
        return hand.refuse("send_back_unknown", given=command.to, steps=tuple(steps.values()))
    if not command.opinion.strip():
        return hand.refuse("opinion_missing", title=chair.stage.step.title)
    asked = {one.id: one.title for one in it.flow.asked_at_start()}
    strange = next((name for name in command.ask if command.to != START or name not in asked), None)
    if strange is not None:
        return hand.refuse("ask_unknown", given=strange, fields=tuple(asked.values()))
    data = {
        "seat": chair.seat.key,
        "to": command.to,
        "opinion": command.opinion.strip(),
        "ask": list(command.ask),
        "delegation": delegation_of(chair),
    }
    return (hand.record(REQUEST_SENT_BACK, **data),)


def unsign(state: State, command: UnsignRequest, context: Context) -> tuple[Fact, ...] | Refusal:
    """While the step is open. What has moved on is sent back or rejected by whoever has it now."""
    hand = at_hand(state, command, context)
    if isinstance(hand, Refusal):
        return hand
    refused = hand.not_waiting()
    if refused:
        return refused
    stage = hand.it.stage
    own = [
        event
        for seat in (stage.seats if stage else ())
        if (event := hand.it.signed.get(seat.key)) is not None and event.by == hand.person
    ]
    wanted = [event for event in own if command.signature in ("", event.id)]
    if not wanted:
        return hand.refuse("unsign_nothing", waits_for=hand.posts(hand.it.owners(context.law)))
    return (hand.record(REQUEST_UNSIGNED, signature=wanted[-1].id),)


def transfer(state: State, command: TransferSeat, context: Context) -> tuple[Fact, ...] | Refusal:
    found = _seated(state, command, context)
    if isinstance(found, Refusal):
        return found
    hand, chair = found
    refused = _check_whom(hand, chair, command.to)
    data = {
        "seat": chair.seat.key,
        "to": command.to,
        "note": command.note.strip(),
        "delegation": delegation_of(chair),
    }
    return refused or (hand.record(REQUEST_TRANSFERRED, **data),)


def add_signer(state: State, command: AddSigner, context: Context) -> tuple[Fact, ...] | Refusal:
    found = _seated(state, command, context)
    if isinstance(found, Refusal):
        return found
    hand, chair = found
    refused = _check_whom(hand, replace(chair, stage=replace(chair.stage, added=True)), command.to)
    data = {
        "seat": chair.seat.key,
        "to": command.to,
        "place": "before" if command.before else "after",
        "note": command.note.strip(),
        "delegation": delegation_of(chair),
    }
    return refused or (hand.record(SIGNER_ADDED, **data),)


def _seated(
    state: State, command: RejectRequest | SendBack | TransferSeat | AddSigner, context: Context
) -> tuple[AtHand, Chair] | Refusal:
    hand = at_hand(state, command, context)
    if isinstance(hand, Refusal):
        return hand
    chair = hand.chair(command.seat)
    return chair if isinstance(chair, Refusal) else (hand, chair)


def _check_whom(hand: AtHand, chair: Chair, to: str) -> Refusal | None:
    """A listed person, or a post with people; never only whoever hands it on, nor the submitter where it is decided."""
    law = hand.context.law
    post = to.removeprefix(POST_PREFIX)
    people = law.holders.get(post, frozenset()) if to.startswith(POST_PREFIX) else frozenset({to} & law.people.keys())
    if not people:
        return hand.refuse("signer_unknown", given=post)
    if decides(chair.stage) and people == {hand.it.submitter}:
        return hand.refuse("signer_is_submitter", person=hand.named(hand.it.submitter))
    return hand.refuse("signer_is_oneself") if people == {hand.person} else None
