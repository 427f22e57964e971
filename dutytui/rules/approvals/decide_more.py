"""What its submitter, those who are told, and those who see to what follows may do with a request."""

from __future__ import annotations

from datetime import timedelta

from dutytui.rules.approvals.acts import texts
from dutytui.rules.approvals.at_hand import at_hand
from dutytui.rules.approvals.commands import (
    CheckIn,
    CopyRequest,
    FollowRequest,
    NoteRequest,
    RemindSigners,
    ReviseRequest,
    SettleRequest,
    WithdrawRequest,
)
from dutytui.rules.approvals.course import ENDED, Standing
from dutytui.rules.approvals.decide_submit import owed
from dutytui.rules.approvals.form import changed, filled
from dutytui.rules.approvals.seats import revisers, settlers
from dutytui.rules.approvals.told import people_of
from dutytui.rules.context import Context
from dutytui.rules.events import (
    REQUEST_CHECKED_IN,
    REQUEST_COPIED,
    REQUEST_FOLLOWED,
    REQUEST_NOTED,
    REQUEST_REMINDED,
    REQUEST_REVISED,
    REQUEST_SETTLED,
    REQUEST_WITHDRAWN,
    Fact,
)
from dutytui.rules.lookup import POST_PREFIX
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State


def revise(state: State, command: ReviseRequest, context: Context) -> tuple[Fact, ...] | Refusal:
    """What was sent back goes on to whoever sent it back; who saw what has changed is asked again."""
    hand = at_hand(state, command, context)
    if isinstance(hand, Refusal):
        return hand
    it = hand.it
    if it.standing is not Standing.SENT_BACK or it.sent_back is None:
        return hand.not_waiting() or hand.refuse("request_not_sent_back")
    rightful = revisers(context.law, it.submitter, it.flow.submitters)
    if hand.person not in rightful:
        return hand.refuse("revise_not_yours", people=hand.posts(rightful))
    asked = it.flow.asked_again(texts(it.sent_back.data, "ask"))
    values = filled(asked, it.fields, command.fields)
    if isinstance(values, Refusal):
        return values
    return (hand.record(REQUEST_REVISED, fields=changed(it.fields, values), note=command.note.strip()),)


def withdraw(state: State, command: WithdrawRequest, context: Context) -> tuple[Fact, ...] | Refusal:
    hand = at_hand(state, command, context)
    if isinstance(hand, Refusal):
        return hand
    if hand.it.standing in ENDED or hand.it.standing is Standing.DISPUTED:
        return hand.not_waiting() or hand.refuse("request_not_sent_back")
    if hand.person != hand.it.submitter:
        return hand.refuse("withdraw_not_yours", by=hand.named(hand.it.submitter))
    return (hand.record(REQUEST_WITHDRAWN, reason=command.reason.strip()),)


def remind(state: State, command: RemindSigners, context: Context) -> tuple[Fact, ...] | Refusal:
    """By its submitter, so often and no more: approvals.yaml says how often."""
    hand = at_hand(state, command, context)
    refused = hand if isinstance(hand, Refusal) else hand.not_waiting()
    if refused or isinstance(hand, Refusal):
        return refused or Refusal("request_unknown", {"given": command.request})
    it, rules = hand.it, context.procedures.approvals
    if hand.person != it.submitter:
        return hand.refuse("remind_not_yours", by=hand.named(it.submitter))
    keys = [seat.key for seat in it.open_seats]
    here = [one for one in it.reminders if set(texts(one.data, "seats")) & set(keys)]
    if len(here) >= rules.remind_at_most:
        return hand.refuse("remind_enough", count=len(here), waits_for=hand.posts(it.owners(context.law)))
    earliest = here[-1].at + timedelta(minutes=rules.remind_every) if here else None
    if earliest is not None and context.now < earliest:
        return hand.refuse("remind_too_soon", day=earliest.date(), at=earliest)
    return (hand.record(REQUEST_REMINDED, seats=keys),)


def copy(state: State, command: CopyRequest, context: Context) -> tuple[Fact, ...] | Refusal:
    """By anybody who is listed: it gives nobody a say."""
    hand = at_hand(state, command, context)
    if isinstance(hand, Refusal):
        return hand
    law = context.law
    if hand.person not in law.people:
        return Refusal("request_by_listed_only")
    wanted = tuple(dict.fromkeys(command.to))
    strange = next((to for to in wanted if not people_of(law, [to])), None)
    if not wanted or strange is not None:
        return hand.refuse("signer_unknown", given=(strange or "").removeprefix(POST_PREFIX))
    deciding = people_of(law, wanted) & hand.it.owners(law)
    if people_of(law, wanted) <= deciding:
        return hand.refuse("copy_to_deciding", people=hand.posts(deciding))
    return (hand.record(REQUEST_COPIED, to=list(wanted), note=command.note.strip()),)


def note(state: State, command: NoteRequest, context: Context) -> tuple[Fact, ...] | Refusal:
    hand = at_hand(state, command, context)
    if isinstance(hand, Refusal):
        return hand
    if hand.person in hand.it.told:
        return hand.refuse("note_already")
    return (hand.record(REQUEST_NOTED),)


def check_in(state: State, command: CheckIn, context: Context) -> tuple[Fact, ...] | Refusal:
    """By whoever is out, or by whoever has them on the telephone (MO SY007)."""
    hand = at_hand(state, command, context)
    if isinstance(hand, Refusal):
        return hand
    it = hand.it
    if it.stage is None or not it.stage.step.check_ins:
        return hand.refuse("check_in_not_out", person=hand.named(it.submitter))
    if command.at is not None and command.at > context.now:
        return Refusal("time_in_future", {"at": command.at, "now": context.now})
    if command.at is not None and it.since is not None and command.at < it.since:
        return hand.refuse("check_in_before", at=command.at, since=it.since)
    data = {
        "step": it.stage.step.id,
        "place": command.place.strip(),
        "line": command.line.strip(),
        "note": command.note.strip(),
    }
    behalf = "" if hand.person == it.submitter else it.submitter
    return (hand.fact(REQUEST_CHECKED_IN, data, at=command.at, behalf=behalf)[0],)


def follow(state: State, command: FollowRequest, context: Context) -> tuple[Fact, ...] | Refusal:
    """A task that is done, or anything that won't be; a flow that follows is begun instead (SubmitRequest)."""
    hand = at_hand(state, command, context)
    found = hand if isinstance(hand, Refusal) else owed(hand, command.follow)
    if isinstance(hand, Refusal) or isinstance(found, Refusal):
        return found if isinstance(found, Refusal) else Refusal("request_unknown", {"given": command.request})
    if found.flow and not command.reason.strip():
        return hand.refuse("follow_is_a_flow", title=found.title, flow=found.flow)
    said = {"follow": found.id, "note": command.note.strip(), "reason": command.reason.strip()}
    return (hand.record(REQUEST_FOLLOWED, **said),)


def settle(state: State, command: SettleRequest, context: Context) -> tuple[Fact, ...] | Refusal:
    """Which of the acts that contradict each other stands. The others, and what followed them, are kept and shown."""
    from dutytui.rules.changes.adoption import adoption

    hand = at_hand(state, command, context)
    if isinstance(hand, Refusal):
        return hand
    if hand.it.standing is not Standing.DISPUTED:
        return hand.refuse("settle_nothing")
    rightful = settlers(context.law, hand.it.submitter)
    if hand.person not in rightful:
        return hand.refuse("settle_not_yours", people=hand.posts(rightful))
    if command.keeps not in {event.id for event in hand.it.contending}:
        return hand.refuse("settle_unknown")
    if not command.opinion.strip():
        return hand.refuse("settle_opinion_missing")
    fact, then = hand.fact(REQUEST_SETTLED, {"keeps": command.keeps, "opinion": command.opinion.strip()})
    return (fact, *adoption(then, context))
