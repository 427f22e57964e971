"""What each kind of act does to where a request stands, and what it counts for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dutytui.rules import events as kinds
from dutytui.rules.approvals.acts import seats_of, texts
from dutytui.rules.approvals.course import ENDED, Standing, Weight
from dutytui.rules.approvals.flow import END, START, StepKind
from dutytui.rules.approvals.path import Added, base_step
from dutytui.rules.approvals.position import Position
from dutytui.rules.approvals.seats import followers, revisers
from dutytui.rules.approvals.told import people_of
from dutytui.rules.entry_fold import words
from dutytui.rules.events import Event
from dutytui.rules.rights import judged_here


def _sign(here: Position, event: Event) -> Weight:
    """At the seat that it was asked for, and at those that the same person would have been asked for next."""
    weight = Weight.PAST
    for number, key in enumerate(seats_of(event)):
        found = here.find(key)
        if found is None or (number and not _covered(here, event, key)):
            break
        stage, held = found[0], here.it.signed.get(key)
        if held is not None and not here.known.knew(event, held):
            here.seconds.setdefault(key, []).append(event)
            weight = Weight.AGREES if weight is Weight.PAST else weight
            continue
        if not here.found_open(event, stage, key):
            break
        if here.undermined(event, stage):
            return Weight.CROSSED if weight is Weight.PAST else weight
        if not number:
            here.change(event, stage.step.fields)
        here.answer(event, stage.step.id)
        here.it.signed[key] = event
        here.stand(event)
        weight = Weight.COUNTS
    return weight


def _covered(here: Position, event: Event, key: str) -> bool:
    found = here.find(key)
    return found is not None and found[0].step.kind is StepKind.APPROVE and here.may_sign(event, *found)


def _reject(here: Position, event: Event) -> Weight:
    stage = here.at_seat(event)
    if stage is None:
        return Weight.PAST
    to = stage.step.rejected
    if to == END:
        here.end(Standing.REJECTED, event)
    else:
        # A step that this request never came by can't be gone back to.
        here.go_back(event, to if to in _before(here, event) else START)
    return Weight.COUNTS


def _send_back(here: Position, event: Event) -> Weight:
    to = words(event.data, "to")
    if here.at_seat(event) is None or (to != START and to not in _before(here, event)):
        return Weight.PAST
    here.go_back(event, to)
    return Weight.COUNTS


def _before(here: Position, event: Event) -> set[str]:
    """The steps that it came by before the one whose seat an act names."""
    step = base_step(words(event.data, "seat").partition("/")[0])
    steps = [stage.step.id for stage in here.it.stages]
    return set(steps[: steps.index(step)]) if step in steps else set()


def _revise(here: Position, event: Event) -> Weight:
    it = here.it
    answered = [act for act, to in here.returned if to == START and here.known.knew(event, act)]
    if it.standing is not Standing.SENT_BACK or not answered:
        return Weight.PAST
    here.answer(event, START)
    here.change(event, {one.id for act in answered for one in it.flow.asked_again(texts(act.data, "ask"))})
    here.stand(event)
    return Weight.COUNTS


def _withdraw(here: Position, event: Event) -> Weight:
    if here.it.standing in ENDED:
        return Weight.PAST
    here.end(Standing.WITHDRAWN, event)
    return Weight.COUNTS


def _unsign(here: Position, event: Event) -> Weight:
    """As long as its step is open, or was as far as they knew. What somebody else has signed, too, stays signed."""
    it, named = here.it, words(event.data, "signature")
    held = [key for key, one in it.signed.items() if one.id == named]
    theirs = [*held, *(key for key, others in here.seconds.items() if any(one.id == named for one in others))]
    stages = [found[0] for key in theirs if (found := here.find(key)) is not None]
    apart = bool(here.known.apart(event))
    if it.standing in ENDED or not any(stage is it.stage or (apart and here.lacks(stage)) for stage in stages):
        return Weight.PAST
    for key in theirs:
        others = [one for one in here.seconds.pop(key, ()) if one.id != named]
        if key in held:
            del it.signed[key]
            if others:
                it.signed[key] = others.pop(0)
        if others:
            here.seconds[key] = others
    here.unsigned[event.id] = tuple(theirs)
    here.stand(event)
    return Weight.COUNTS


def _hand_on(here: Position, event: Event) -> Weight:
    """Of a request that somebody has ended apart, too: whoever it was handed to has a right to what they say of it."""
    ended_apart = here.it.standing in ENDED and bool(here.known.apart(event))
    at_seat = here.at_seat(event) is not None
    if at_seat or ended_apart:
        here.hand(event, words(event.data, "seat"), words(event.data, "to"))
    if not at_seat:
        return Weight.PAST
    here.stand(event)
    return Weight.COUNTS


def _add_signer(here: Position, event: Event) -> Weight:
    stage = here.at_seat(event)
    if stage is None:
        return Weight.PAST
    here.it.added.append(Added(event.id, stage.id, words(event.data, "to"), words(event.data, "place") != "after"))
    here.insert()
    here.stand(event)
    return Weight.COUNTS


# -- who may ------------------------------------------------------------------------------------------------------


def _may_at_seat(here: Position, event: Event) -> bool:
    """At a seat that is not in its way there is nothing to be judged: the act comes to nothing."""
    found = here.find(words(event.data, "seat"))
    if found is None:
        return True
    if event.kind == kinds.REQUEST_REJECTED and not found[0].step.rejects:
        return False
    return here.may_sign(event, *found)


def _may_revise(here: Position, event: Event) -> bool:
    it = here.it
    return event.by in revisers(here.law, it.submitter, it.flow.submitters) or not judged_here(here.law, event)


def _may_withdraw(here: Position, event: Event) -> bool:
    return event.by == here.it.submitter  # under any version


def _may_unsign(here: Position, event: Event) -> bool:
    named = words(event.data, "signature")
    return all(one.by == event.by for one in here.it.acts.events if one.id == named)


# -- what moves nothing -------------------------------------------------------------------------------------------


def _remind(here: Position, event: Event) -> Weight:
    if event.by != here.it.submitter:
        return Weight.VOID
    here.it.reminders.append(event)
    return Weight.COUNTS


def _copy(here: Position, event: Event) -> Weight:
    if event.by not in here.law.people and judged_here(here.law, event):
        return Weight.VOID
    here.it.copies.append(event)
    here.it.told -= people_of(here.law, texts(event.data, "to"))
    return Weight.COUNTS


def _note(here: Position, event: Event) -> Weight:
    here.it.told.add(event.by)
    return Weight.COUNTS


def _check_in(here: Position, event: Event) -> Weight:
    step = here.it.flow.step(words(event.data, "step"))
    if step is None or not step.check_ins:
        return Weight.PAST
    here.it.check_ins.append(event)
    return Weight.COUNTS


def _follow(here: Position, event: Event) -> Weight:
    it = here.it
    follow = next((one for one in it.owed if one.id == words(event.data, "follow")), None)
    if follow is None:
        return Weight.PAST
    if event.by not in followers(here.law, follow, it.submitter) and judged_here(here.law, event):
        return Weight.VOID
    it.followed[follow.id] = event
    return Weight.COUNTS


def _settle(here: Position, event: Event) -> Weight:  # noqa: ARG001 - what it settles is settled before acts are played
    return Weight.COUNTS


Verb = Callable[[Position, Event], Weight]
Right = Callable[[Position, Event], bool]

DECIDING: Mapping[str, tuple[Right, Verb]] = {
    kinds.REQUEST_SIGNED: (_may_at_seat, _sign),
    kinds.REQUEST_REJECTED: (_may_at_seat, _reject),
    kinds.REQUEST_SENT_BACK: (_may_at_seat, _send_back),
    kinds.REQUEST_REVISED: (_may_revise, _revise),
    kinds.REQUEST_WITHDRAWN: (_may_withdraw, _withdraw),
    kinds.REQUEST_UNSIGNED: (_may_unsign, _unsign),
    kinds.REQUEST_TRANSFERRED: (_may_at_seat, _hand_on),
    kinds.SIGNER_ADDED: (_may_at_seat, _add_signer),
}
"""What moves a request, and so can contradict something else that does: who may, and what comes of it."""

BESIDE: Mapping[str, Verb] = {
    kinds.REQUEST_REMINDED: _remind,
    kinds.REQUEST_COPIED: _copy,
    kinds.REQUEST_NOTED: _note,
    kinds.REQUEST_CHECKED_IN: _check_in,
    kinds.REQUEST_FOLLOWED: _follow,
    kinds.REQUEST_SETTLED: _settle,
}
"""What moves nothing."""
