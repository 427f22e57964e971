"""What must never happen (domain §4), searched for in all areas at once on the shipped mall's procedures.

Two or three terminals go on somewhere in a played day. Anybody tries anything; the terminals hear of each other now and
then. Whatever comes of it, nothing is lost, nothing forbidden is complete, and all that have heard the same agree.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dutytui.rules import alarms, board, logbook, unsettled
from dutytui.rules.closing import views as closing
from dutytui.rules.closing.day_matters import Need, matters
from dutytui.rules.closing.day_views import DayStatus, day_end_view
from dutytui.rules.events import DAY_CLOSED, ORDER_GIVEN, Event
from dutytui.rules.handover import views as handover
from dutytui.rules.journals.views import books
from dutytui.rules.looking import Looking
from dutytui.rules.meals.views import meals
from dutytui.rules.patrols.commands import DrawRounds
from dutytui.rules.patrols.views import rounds
from dutytui.rules.roll_call.views import calls
from dutytui.rules.sales.views import review
from dutytui.rules.state import State
from tests.rules.a_mall import DAY, Desk, at
from tests.rules.never.a_day import MOMENTS, Refusal, desks, looking, merged, recorded_by, shipped
from tests.rules.never.forged import forged
from tests.rules.never.invariants import nothing_lost, nothing_wrong, rounds_seen
from tests.rules.never.mind import Mind, Try
from tests.rules.never.moves import AREAS
from tests.rules.never.steps import FORGED, Step, steps
from tests.thorough import examples

QUIET = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)
NIGHT = at("23:55")


def goes_on(script: list[Step], begins: str, count: int) -> tuple[tuple[Desk, ...], datetime]:
    """Play a script, looking at each desk whenever it has heard of another. Returns the desks, and when it ended."""
    known = desks(count, at(begins))
    now, seen = at(begins), [frozenset[str]()] * count
    for step in script:
        desk = known[step.desk]
        now += timedelta(minutes=step.minutes)
        if step.hears not in {-1, step.desk}:
            desk.hears(known[step.hears])
            nothing_wrong(looking(desk.state, now, writer=desk.writer))
        tries(desk, step, now)
        listed = rounds_seen(looking(desk.state, now, writer=desk.writer))
        assert seen[step.desk] <= listed, "no round vanishes, whatever is recorded"
        seen[step.desk] = listed
    return known, now


def tries(desk: Desk, step: Step, now: datetime) -> list[Event]:
    """What of it was recorded."""
    mind = Mind(desk, now, step.pick)
    if step.area == FORGED:
        return [desk.records(forged(mind), now)]
    tried = AREAS[step.area](mind)
    return [event for one in ([tried] if isinstance(tried, Try) else tried) for event in does(mind, one)]


def does(mind: Mind, tried: Try) -> list[Event]:
    person, post = mind.who(tried)
    answer = mind.desk.tries(person, tried.command, mind.now, post)
    if isinstance(answer, Refusal):
        return []
    if any(fact.kind == DAY_CLOSED for fact in answer):
        assert not [one for one in matters(mind.at) if one.need is Need.BLOCKS]
    if any(fact.kind == ORDER_GIVEN for fact in answer):
        assert not [call for call in calls(mind.at) if call.held_since and call.subject == answer[0].on]
    return [mind.desk.records(fact, mind.now) for fact in answer]


def views(at_: Looking) -> object:
    """All that anybody is shown."""
    state, plan, law = at_.state, at_.plan, at_.procedures
    return (
        board.board(state, plan, law, at_.now, "duty_manager", "zhang-san"),
        logbook.logbook(state, law, DAY, at_.now),
        [board.checklist(state, plan, law, phase.id, at_.now, "", "") for phase in law.phases],
        calls(at_),
        rounds(at_),
        meals(at_),
        review(at_),
        handover.duty(at_),
        handover.running(at_),
        handover.over(at_),
        books(at_),
        closing.sweep(at_),
        closing.lock_up(at_),
        closing.stays(at_),
        day_end_view(at_),
        unsettled.unsettled(at_),
        alarms.alarms(at_),
    )


@st.composite
def scripts(draw: st.DrawFn) -> tuple[list[Step], str, int]:
    """What is tried, from when on, at how many desks."""
    begins, count = draw(st.sampled_from(MOMENTS)), draw(st.integers(2, 3))
    return draw(steps(at(begins), most=40, desks=count)), begins, count


@settings(max_examples=examples(6), deadline=None, suppress_health_check=QUIET)
@given(scripts(), st.randoms(use_true_random=False))
def test_whatever_is_tried_at_desks_that_hear_little_of_each_other(
    told: tuple[list[Step], str, int], shuffle: random.Random
) -> None:
    script, begins, count = told
    known, now = goes_on(script, begins, count)
    for desk in known:
        here = looking(desk.state, now, writer=desk.writer)
        nothing_wrong(here)
        nothing_lost(here, desk.journal)
    events = merged(known, at(begins))
    straight = State(shipped(), sorted(events, key=lambda event: event.order))
    shuffle.shuffle(events)
    pieces = State(shipped())
    for number, event in enumerate(events):
        pieces.add(event)
        if number and shuffle.random() < 2 / len(events):
            nothing_wrong(looking(pieces, now))  # half-way, in any order
    nothing_lost(looking(pieces, now), (event for desk in known for event in desk.journal))
    assert pieces == straight
    for moment in (now, NIGHT + timedelta(hours=4)):
        nothing_wrong(looking(straight, moment))
        assert views(looking(pieces, moment)) == views(looking(straight, moment))


def test_the_same_seed_drawn_twice_at_desks_apart_takes_no_round_away() -> None:
    here, there = desks(2, at("11:00"))
    here.does("wu-jiu", DrawRounds(DAY, "security", "seed0001"), at("11:00"), "guard")
    there.does("wu-jiu", DrawRounds(DAY, "security", "seed0001"), at("11:47"), "guard")
    before = [rounds_seen(looking(desk.state, at("11:50"))) for desk in (here, there)]
    assert before[0] != before[1], "the later one counts from when it was drawn"
    here.hears(there)
    there.hears(here)
    for desk in (here, there):
        assert rounds_seen(looking(desk.state, at("11:50"))) == before[0] | before[1]
        nothing_wrong(looking(desk.state, at("23:30")))


def test_an_ordinary_day_comes_to_its_end() -> None:
    """So that what is asked of finished sweeps and closed days is asked of some."""
    (desk,) = desks(1, at("23:55"))
    here = looking(desk.state, at("23:55"))
    nothing_wrong(here)
    swept, locked = closing.sweep(here), closing.lock_up(here)
    assert swept is not None and swept.finished and locked is not None and locked.finished
    assert day_end_view(here).status is DayStatus.CLOSED
    assert len({event.kind for event in recorded_by(at("23:55"))}) > 25


def test_a_closed_day_is_open_again_when_a_floor_turns_out_to_have_been_confirmed_last() -> None:
    """All is done and the day closed; then it comes out that the top floor was confirmed after all others."""
    known = recorded_by(at("23:55"))
    (confirmed,) = (event for event in known if event.on == "item:clearance_sweep/floor_confirmed@6F")
    last = confirmed._replace(stamp=known[-1].stamp, seq=known[-1].seq + 1)
    here = looking(State(shipped(), [last if event is confirmed else event for event in known]), at("23:58"))
    swept = closing.sweep(here)
    assert swept is not None and swept.order_broken and not swept.finished
    assert day_end_view(here).status is DayStatus.UNDERMINED
    nothing_wrong(here)


def test_alarms_kept_for_a_minute_are_those_of_a_first_look_at_every_second_of_it() -> None:
    """A third of the day was recorded, so that much of it is late."""
    heard = set()
    for moment in MOMENTS:
        known, forgetful = (State(shipped(), recorded_by(at(moment))[::3]) for _ in range(2))
        for seconds in (0, 0.5, 1, 17, 59.9, 60, 60.5, 119, 120):
            for person, post in (("zhang-san", "duty_manager"), ("wu-jiu", "guard")):
                now = at(moment) + timedelta(seconds=seconds)
                told = alarms.alarms(looking(known, now, person, post))
                forgetful.memo.clear()
                assert told == alarms.alarms(looking(forgetful, now, person, post))
                heard |= {one.code for one in told}
    assert len(heard) > 2, heard
