"""Beginning a request."""

from __future__ import annotations

from dataclasses import replace

from dutytui.rules.approvals.at_hand import AtHand, at_hand, kept_until, not_recorded_yet
from dutytui.rules.approvals.commands import RequestCommand, SubmitRequest
from dutytui.rules.approvals.conditions import Given
from dutytui.rules.approvals.flow import Flow, FollowUp
from dutytui.rules.approvals.form import filled
from dutytui.rules.approvals.numbers import PREFIX, next_number
from dutytui.rules.approvals.play import course
from dutytui.rules.approvals.recorded import as_data
from dutytui.rules.approvals.seats import followers
from dutytui.rules.context import Context, check_day
from dutytui.rules.events import REQUEST_FOLLOWED, REQUEST_SUBMITTED, Fact
from dutytui.rules.obligations.started import done_by_request
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State


def submit(state: State, command: SubmitRequest, context: Context) -> tuple[Fact, ...] | Refusal:
    """Of any flow but one that adopts: without its files such a request would be signed for nothing."""
    flow = context.procedures.approvals.flow(command.flow)
    if flow is not None and flow.adopts:
        return Refusal("submit_with_files", {"flow": flow.title})
    return begun(state, command, context)


def begun(state: State, command: SubmitRequest, context: Context) -> tuple[Fact, ...] | Refusal:
    """With it, the follow-up of another request that it is, or the obligation that is done by it."""
    flow = context.procedures.approvals.flow(command.flow)
    refused = check_day(context, command.day, None) or _check_flow(flow, command, context)
    if refused or flow is None:
        return refused or Refusal("flow_unknown", {"given": command.flow, "flows": ()})
    values = filled(flow.asked_at_start(), {}, command.fields)
    if isinstance(values, Refusal):
        return values
    submitted = _submitted(state, command, context, flow, values)
    followed = _followed(state, command, context, submitted) if command.parent else ()
    if isinstance(followed, Refusal):
        return followed
    if not command.obligation:
        return (submitted, *followed)
    done = done_by_request(state, command.obligation, command.flow, submitted.on, context)
    return done if isinstance(done, Refusal) else (submitted, *followed, *done)


def _check_flow(flow: Flow | None, command: SubmitRequest, context: Context) -> Refusal | None:
    if flow is None:
        return Refusal("flow_unknown", {"given": command.flow, "flows": _ids(context)})
    if context.person not in context.law.people:
        return Refusal("request_by_listed_only")
    if not context.law.begins(context.person, flow):
        posts = context.law.post_names(flow.submitters)
        return Refusal("submit_not_allowed", {"flow": flow.title, "posts": posts})
    return None


def _ids(context: Context) -> tuple[str, ...]:
    return tuple(flow.id for flow in context.procedures.approvals.flows)


def _submitted(state: State, command: SubmitRequest, context: Context, flow: Flow, values: dict[str, Given]) -> Fact:
    data = {
        "flow": as_data(flow),
        "no": next_number(state, command.day, flow.id),
        "fields": values,
        "parent": command.parent,
        "follow": command.follow,
        "obligation": command.obligation,
    }
    fact = context.fact(REQUEST_SUBMITTED, PREFIX + context.command, command.day, None, data=data)
    # A flow whose conditions leave no step asks nobody.
    if not course(flow, values, [not_recorded_yet(fact)], context.law, {}).finished:
        return fact
    return replace(fact, data={**fact.data, "closes": kept_until(context)})


def _followed(state: State, command: SubmitRequest, context: Context, submitted: Fact) -> tuple[Fact, ...] | Refusal:
    parent = at_hand(state, RequestCommand(command.parent_day or command.day, command.parent), context)
    if isinstance(parent, Refusal):
        return parent
    follow = owed(parent, command.follow)
    if isinstance(follow, Refusal):
        return follow
    if follow.flow != command.flow:
        return parent.refuse("follow_is_a_flow", title=follow.title, flow=follow.flow)
    return (parent.record(REQUEST_FOLLOWED, follow=follow.id, started=submitted.on),)


def owed(hand: AtHand, name: str) -> FollowUp | Refusal:
    """A follow-up that is still to come and this person's to see to, or why not."""
    follow = next((one for one in hand.it.flow.follows if one.id == name), None)
    if follow is None:
        titles = tuple(one.title for one in hand.it.owed)
        return hand.refuse("follow_unknown", given=name, follows=titles)
    done = hand.it.followed.get(name)
    if done is not None:
        return hand.refuse("follow_done", title=follow.title, by=hand.by(done), day=done.at.date(), at=done.at)
    if follow not in hand.it.owed:
        return hand.refuse("follow_not_yet", title=follow.title)
    if hand.person not in followers(hand.context.law, follow, hand.it.submitter):
        posts = hand.context.law.post_names(follow.posts)
        return hand.refuse("follow_not_yours", title=follow.title, posts=posts)
    return follow
