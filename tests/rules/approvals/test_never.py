"""Whatever is tried, at desks that hear little of each other: a request has an owner, its submitter never decides it,
and no signature is lost (issue of approvals; domain §4)."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.rules import events as kinds
from dutytui.rules.approvals.acts import changes, seats_of
from dutytui.rules.approvals.commands import ReviseRequest, SettleRequest, SignRequest, SubmitRequest
from dutytui.rules.approvals.conditions import Given
from dutytui.rules.approvals.course import ENDED, Course, Standing, Weight
from dutytui.rules.approvals.flow import START, Flow
from dutytui.rules.approvals.path import base_step, stage_of
from dutytui.rules.approvals.seats import decides, settlers
from dutytui.rules.approvals.verbs import DECIDING
from dutytui.rules.events import Event
from dutytui.rules.lookup import lookup
from dutytui.rules.refusal import Refusal
from dutytui.rules.stamps import next_stamp
from dutytui.rules.state import State
from tests.rules.a_mall import DAY, Desk, at
from tests.rules.approvals.a_flow import OFFICE, PEOPLE, POST_OF, RULES, Paper, course_of, now, office
from tests.rules.approvals.random_acts import Try, forged, tries
from tests.rules.approvals.random_flow import FORMS, flows
from tests.thorough import examples

FLOWS = st.sampled_from(RULES.flows) | flows()


class Round:
    """A request that goes round at some desks."""

    def __init__(self, flow: Flow, form: int, submitter: int, desks: int) -> None:
        self.law = replace(OFFICE, approvals=replace(RULES, flows=(flow,)))
        self.desks = [office(f"desk{number}", self.law) for number in range(desks)]
        able = [one for one in PEOPLE if set(one.posts) & set(flow.submitters)]
        asked = {one.id for one in flow.asked_at_start()}
        fields: dict[str, Given] = {"topic": "show", **FORMS[form]}
        who = able[submitter % len(able)].id
        begin = SubmitRequest(DAY, flow.id, {name: value for name, value in fields.items() if name in asked})
        self.on = self.desks[0].does(who, begin, at("9:00"), POST_OF[who])[0].on
        self.hear()

    def goes_on(self, tried: Sequence[Try]) -> None:
        for one in tried:
            desk = self.desks[one.desk % len(self.desks)]
            if one.hears is not None:
                desk.hears(self.desks[one.hears % len(self.desks)])
            who, command = tries(Paper(desk, self.on), one)
            if command is None:
                desk.records(forged(Paper(desk, self.on), one), now(desk))
            else:
                answer = desk.tries(who, command, now(desk), POST_OF[who])
                for fact in () if isinstance(answer, Refusal) else answer:
                    desk.records(fact, now(desk))
            nothing_wrong(desk, self.on)

    def hear(self) -> None:
        for desk in self.desks:
            desk.hears(*self.desks)

    @property
    def events(self) -> list[Event]:
        return [event for desk in self.desks for event in desk.journal]


def nothing_wrong(desk: Desk, on: str) -> None:
    it, law = course_of(desk, on), lookup(desk.procedures)
    assert set(it.weights) == {event.id for event in it.acts.events}, "every act is kept and weighed"
    if it.standing not in ENDED:
        assert it.owners(law), f"nobody's: {it.standing}"
        assert it.submitter not in settlers(law, it.submitter)
        if it.stage is not None and decides(it.stage):
            assert it.submitter not in it.owners(law)
    elif it.ended is not None and it.ended.kind == kinds.REQUEST_WITHDRAWN:
        assert it.ended.by == it.submitter
    for key, event in it.signed.items():
        step = it.flow.step(base_step(stage_of(key)))
        if step is not None and (step.kind == "approve" or "+" in stage_of(key)):
            assert event.by != it.submitter, "nobody decides their own request"
            assert event.data.get("delegation", {}).get("giver") != it.submitter
    if it.standing is not Standing.DISPUTED:
        lost = [event for event in it.acts.events for key in seats_of(event) if is_lost(it, event, key)]
        assert not lost, told(it)


def is_lost(it: Course, event: Event, key: str) -> bool:
    """A signature that counted at a seat and holds no more, though nothing has taken it away."""
    if event.kind != kinds.REQUEST_SIGNED or it.weights[event.id] is not Weight.COUNTS or key in it.signed:
        return False
    if key != seats_of(event)[0] and not event.cause:
        return False  # a forged act may say that it covers what it does not
    return not any(takes_away(it, other, event, key) for other in it.acts.events)


def takes_away(it: Course, other: Event, event: Event, key: str) -> bool:
    if it.weights[other.id] is not Weight.COUNTS:
        return False
    step = it.flow.step(base_step(stage_of(key)))
    assert step is not None
    match other.kind:
        case kinds.REQUEST_UNSIGNED:
            return other.data["signature"] == event.id and other.by == event.by
        case kinds.REQUEST_SENT_BACK:
            return other.data.get("to", START) == step.id
        case kinds.REQUEST_REJECTED:
            back = it.flow.step(base_step(stage_of(other.data["seat"])))
            return back is not None and back.rejected == step.id
    return bool(set(changes(other)) & it.flow.seen_by(step))


def told(it: Course) -> list[object]:
    """The acts and what they count for, for whoever reads a failure."""
    return [(event.id, event.kind, event.by, event.data, it.weights[event.id]) for event in it.acts.events[1:]]


def outcome(it: Course) -> object:
    return it.standing, it.stage and it.stage.id, it.fields, set(it.signed), it.weights


def comes_to_an_end(desk: Desk, on: str) -> None:
    """Whoever has it moves it on, and it ends."""
    paper, law = Paper(desk, on), lookup(desk.procedures)
    for _ in range(60):
        it = paper.course
        if it.standing in ENDED:
            return
        owner = min(it.owners(law))
        if it.standing is Standing.DISPUTED:
            paper.does(owner, SettleRequest, it.contending[0].id, "so be it")
        elif it.standing is Standing.SENT_BACK:
            paper.does(owner, ReviseRequest)
        else:
            budget = it.stage is not None and "budget" in it.stage.step.fields
            paper.does(owner, SignRequest, fields={"budget": 7} if budget else {})
    raise AssertionError(f"it never ends: {paper.stands}")


@st.composite
def rounds(draw: st.DrawFn, forging: bool) -> tuple[Round, list[Try]]:
    made = Round(draw(FLOWS), draw(st.integers(0, 3)), draw(st.integers(0, 9)), draw(st.integers(1, 3)))
    return made, draw(st.lists(tries_of(forging), min_size=1, max_size=22))


def tries_of(forging: bool) -> st.SearchStrategy[Try]:
    verbs = st.integers(0, 20 if forging else 17)
    hears = st.none() | st.none() | st.none() | st.integers(0, 2)
    return st.builds(Try, st.integers(0, 2), hears, st.integers(0, len(PEOPLE) - 1), verbs, st.integers(0, 999))


@settings(max_examples=examples(100), deadline=None)
@given(rounds(forging=False), st.randoms(use_true_random=False))
def test_whatever_is_tried_with_a_request(played: tuple[Round, list[Try]], shuffle: random.Random) -> None:
    one, tried = played
    one.goes_on(tried)
    one.hear()
    (here, *others) = one.desks
    nothing_wrong(here, one.on)
    agrees_in_any_order(one, shuffle)
    what_was_decided_was_right(here, one.on)
    assert all(other.state == here.state for other in others)
    comes_to_an_end(here, one.on)


@settings(max_examples=examples(60), deadline=None)
@given(rounds(forging=True), st.randoms(use_true_random=False))
def test_whatever_somebodys_own_program_records(played: tuple[Round, list[Try]], shuffle: random.Random) -> None:
    one, tried = played
    one.goes_on(tried)
    one.hear()
    nothing_wrong(one.desks[0], one.on)
    agrees_in_any_order(one, shuffle)
    comes_to_an_end(one.desks[0], one.on)


def agrees_in_any_order(one: Round, shuffle: random.Random) -> None:
    known = one.events
    shuffle.shuffle(known)
    pieces = Desk("pieces", procedures=one.law)
    for number, event in enumerate((*known, *known[:5])):
        pieces.state.add(event)
        if number % 4 == 0:
            pieces.state.unfinished("request")
    assert pieces.state == one.desks[0].state
    assert outcome(course_of(pieces, one.on)) == outcome(course_of(one.desks[0], one.on))


def what_was_decided_was_right(desk: Desk, on: str) -> None:
    """Nobody is told afterwards that they had no right to what their terminal let them do."""
    it = course_of(desk, on)
    for event in it.acts.events:
        if event.kind in DECIDING and "delegation" not in event.data:
            assert it.weights[event.id] not in (Weight.VOID, Weight.PAST), told(it)


@settings(max_examples=examples(60), deadline=None)
@given(rounds(forging=False), st.randoms(use_true_random=False))
def test_which_of_two_acts_apart_was_first_by_the_clock_means_nothing(
    played: tuple[Round, list[Try]], shuffle: random.Random
) -> None:
    """A dispute is one, and a request stands where it stands, whichever terminal's clock is ahead."""
    one, tried = played
    one.goes_on(tried)
    one.hear()
    mine = course_of(one.desks[0], one.on)
    other = Desk("other", procedures=one.law)
    other.state = State(one.law, in_another_order(one.events, shuffle))
    theirs = course_of(other, one.on)
    assert stands(mine) == stands(theirs), (told(mine), told(theirs))


def stands(it: Course) -> object:
    if it.standing is Standing.DISPUTED or it.standing in ENDED:
        return it.standing
    return it.standing, it.stage and it.stage.step.id, set(it.signed), it.fields


def in_another_order(events: Iterable[Event], shuffle: random.Random) -> list[Event]:
    """The same acts, each still after all that its author knew, with other clocks."""
    waiting = sorted(events, key=lambda event: (event.writer, event.seq))
    placed: dict[str, Event] = {}
    last = ""
    while waiting:
        heads = {event.writer: event for event in reversed(waiting)}
        able = [event for event in heads.values() if set(event.data.get("after", ())) <= placed.keys()]
        chosen = shuffle.choice(sorted(able, key=lambda event: event.id))
        last = next_stamp(last, at("9:00"))
        placed[chosen.id] = chosen._replace(stamp=last)
        waiting.remove(chosen)
    return list(placed.values())
