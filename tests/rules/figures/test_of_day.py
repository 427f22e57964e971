"""A day's figures, counted by hand against what people recorded (LO: figures of the journals; DS)."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.rules.closing.procedure import Closing
from dutytui.rules.commands import CloseEntry, FailItem, HandleEntry, ReopenEntry, TickItem, Undo, WaiveItem
from dutytui.rules.figures.counts import NOTHING, DayFigures, FloorVisits, Items, Log, Opening, Rounds
from dutytui.rules.figures.known import BY_ID, FIGURES
from dutytui.rules.figures.of_day import day_figures
from dutytui.rules.figures.of_desk import changes_at
from dutytui.rules.figures.procedure import Figures
from dutytui.rules.handover.commands import CountArticle, RefuseHandover, Side, SignHandover
from dutytui.rules.looking import Looking
from dutytui.rules.patrols.commands import ExplainRounds, ReachPoint, StartRound
from dutytui.rules.procedure import Procedures
from dutytui.rules.service.commands import FeedBackCase
from dutytui.rules.state import State
from tests.rules.a_mall import DAY, LOCK_UP, MEETING, OPENING, STAFF_ENTRY, SWEEP, Desk, at, mall, plan_under
from tests.rules.handover import a_duty
from tests.rules.meals import a_lunch
from tests.rules.patrols.a_patrol import Terminal
from tests.rules.service.a_desk import DESK, ServiceDesk
from tests.rules.test_any_order import play, steps
from tests.thorough import examples

COUNTED = mall(
    phases=(STAFF_ENTRY, MEETING, replace(OPENING, after=(), grace=2), SWEEP, LOCK_UP),
    closing=Closing(sweep="clearance_sweep", lock_up="lock_up"),
    figures=Figures(opening="opening/main_door"),
)
NIGHT = at("28:00")
DOOR = "opening/main_door"


def desk() -> Desk:
    return Desk(procedures=COUNTED)


def figures(here: Desk, now: datetime = NIGHT, state: State | None = None) -> DayFigures:
    at_ = Looking(state or here.state, plan_under(here.procedures, DAY), here.procedures, now)
    return day_figures(at_)


def test_of_a_day_that_nobody_recorded_anything_of_nothing_is_said() -> None:
    assert figures(desk()) == NOTHING
    assert all(figure.value(NOTHING) is None for figure in FIGURES)


@pytest.mark.parametrize(
    ("ticked", "counted"),
    [
        ("08:58", Opening(1, 1, 0, 0, 538)),
        ("09:02", Opening(1, 1, 0, 0, 542)),  # the grace of its phase, inclusive
        ("09:10", Opening(1, 1, 1, 8, 550)),
        ("", Opening(planned=1)),
    ],
)
def test_the_opening_is_late_behind_its_grace_and_no_opening_when_nobody_recorded_it(
    ticked: str, counted: Opening
) -> None:
    """LO opening punctuality; DS §2 opening 09:00."""
    here = desk()
    here.does("li", TickItem(DAY, "staff_entry/lights@6F"), at("08:20"))
    if ticked:
        here.does("qian", TickItem(DAY, DOOR, evidence="calm"), at(ticked))
    assert figures(here).opening == counted


def test_before_its_time_neither_the_opening_nor_an_item_counts() -> None:
    here = desk()
    here.does("li", TickItem(DAY, "staff_entry/lights@6F"), at("08:20"))
    seen = figures(here, at("08:21"))
    assert seen.opening == Opening()
    assert seen.items == Items(done=1)
    assert BY_ID["opened_on_time"].value(seen) is None


def test_items_are_done_late_waived_failed_mended_or_missing_and_each_once() -> None:
    """LO checklist completion and lateness. Staff entry: required are locks, passage and the lights of seven floors."""
    here = desk()
    here.does("qian", TickItem(DAY, "staff_entry/locks_checked"), at("08:25"))
    here.does("sun", TickItem(DAY, "staff_entry/passage_open"), at("08:42"))  # due 08:30, grace 5
    lights = [f"staff_entry/lights@{floor}" for floor in ("6F", "5F", "4F", "3F", "2F")]
    here.does("li", TickItem(DAY, lights[0]), at("08:35"))
    here.does("zhao", WaiveItem(DAY, lights[1], "no power"), at("08:30"))
    here.does("li", FailItem(DAY, lights[2], "broken"), at("08:31"))
    raised = here.does("li", FailItem(DAY, lights[3], "broken"), at("08:32"))[1].on
    here.does("li", HandleEntry(DAY, raised, "mended"), at("09:00"))
    here.does("zhao", CloseEntry(DAY, raised), at("09:05"))
    done = here.does("li", TickItem(DAY, lights[4]), at("08:33"))
    here.does("li", Undo(DAY, done[0].on, done[0].id), at("08:34"))
    here.does("sun", TickItem(DAY, "staff_entry/turned_away", value="two"), at("08:33"))  # not required
    counted = figures(here).phases["staff_entry"]
    assert counted == Items(done=2, late=1, late_minutes=7, mended=1, waived=1, failed=1, missing=3)
    assert (counted.required, counted.completed) == (9, 4)


def test_what_two_terminals_say_differently_is_counted_as_disputed() -> None:
    one, two = desk(), Desk("desk-2", COUNTED)
    one.does("zhou", TickItem(DAY, "morning_meeting/held", value="held"), at("08:35"))
    two.does("zhao", WaiveItem(DAY, "morning_meeting/held", "a drill"), at("08:35"))
    one.hears(two)
    assert figures(one).phases["morning_meeting"] == Items(disputed=1)


def test_the_sweep_lasts_from_its_first_floor_to_its_last_and_the_locks_are_late_behind_the_phase() -> None:
    """LO sweep duration; DS §2: closing 21:30, locks by 23:00."""
    here = desk()
    floors = ("6F", "5F", "4F", "3F", "2F", "1F", "B1")
    for number, floor in enumerate(floors[:-1]):
        here.does("qian", TickItem(DAY, f"clearance_sweep/floor@{floor}"), at(f"22:{number * 5:02d}"))
    assert figures(here).closing.swept == 0
    here.does("qian", TickItem(DAY, "clearance_sweep/floor@B1"), at("22:30"))
    here.does("zhao", TickItem(DAY, "lock_up/locks"), at("22:50"))
    assert figures(here).closing.locked == 0
    here.does("qian", TickItem(DAY, "lock_up/locks"), at("24:05"), "security_chief")
    closing = figures(here).closing
    assert (closing.swept, closing.sweep_minutes) == (1, 30)
    assert (closing.locked, closing.lock_minutes, closing.late, closing.broken) == (1, 24 * 60 + 5, 1, 0)


def test_rounds_are_on_time_late_missed_or_unknown_by_route_and_by_floor() -> None:
    """LO patrols on time / late / missed per floor; DS §3 every 30 minutes from 09:30."""
    here = Terminal()
    here.opens("08:30")
    routes = [one.key for one in plan_under(here.procedures, DAY).rounds if one.route == "floors"]
    first, second, third = routes[:3]
    here.does("zhao", StartRound(DAY, "floors", first), at("09:35"))
    for point in ("floor_3f", "tills_1f"):
        here.does("zhao", ReachPoint(DAY, first, point), at("09:40"))
    here.does("zhao", StartRound(DAY, "floors", second), at("10:12"))  # due 10:00, grace 10
    here.does("zhao", TickItem(DAY, "staff_entry/lights@6F", behalf="post:electrician"), at("11:04"))
    seen = figures(here, at("11:05"))
    assert seen.routes["floors"] == Rounds(on_time=1, late=1, missed=1, points=6, reached=2)
    assert seen.floors["3F"].points >= 2
    assert seen.floors["B1"].left_out == 2
    assert (seen.floors["3F"].on_time, seen.floors["3F"].missed) == (1, 1 + seen.routes.get("fire", Rounds()).missed)
    here.does("zhao", ExplainRounds(DAY, (third,), "a fire drill"), at("11:10"))
    assert figures(here, at("11:12")).routes["floors"].missed == 1, "an explained round stays what it was"


def test_a_round_no_terminal_can_speak_of_is_unknown() -> None:
    here = Terminal()
    here.does("zhao", TickItem(DAY, "staff_entry/lights@6F", behalf="post:electrician"), at("08:25"))
    seen = figures(here, at("10:01"))
    assert seen.routes["floors"].unknown == 1
    assert seen.floors["3F"].unknown >= 1


def test_who_came_back_late_from_a_meal_is_counted_with_the_minutes() -> None:
    """DS §3 meals: 11:30 to 12:00 for the first batch."""
    here = a_lunch.desk()
    here.does("zhao", a_lunch.leaves("zhao", 1), at("11:30"))
    here.does("zhao", a_lunch.leaves("sun", 1), at("11:31"))
    here.does("zhao", a_lunch.returns("zhao"), at("11:58"))
    here.does("zhao", a_lunch.returns("sun"), at("12:07"))
    seen = figures(here).meals
    assert (seen.outings, seen.late, seen.late_minutes, seen.clashes) == (2, 1, 7, 0)


def test_who_never_came_back_is_late_without_minutes() -> None:
    here = a_lunch.desk()
    here.does("zhao", a_lunch.leaves("zhao", 1), at("11:30"))
    seen = figures(here).meals
    assert (seen.outings, seen.late, seen.late_minutes) == (1, 1, 0)


def test_a_case_is_in_time_by_when_it_was_handled_and_told_and_not_by_when_it_was_typed_in() -> None:
    """LO complaint timeliness = handled in time ÷ all; SY006: told within the hour."""
    here = ServiceDesk()
    settled = here.opens("10:00", topic="price", cause="old label", settlement="refund")
    here.does(DESK, FeedBackCase(DAY, settled, "told", at=at("10:10")), at("13:00"))
    here.handles(settled, "10:14")
    late = here.opens("10:00", topic="price", cause="old label", settlement="refund")
    here.handles(late, "10:16")
    here.opens("10:00", topic="other")
    seen = figures(here, at("23:00")).cases
    assert (seen.raised, seen.tellable, seen.told, seen.timed, seen.handled) == (3, 3, 1, 3, 1)
    value = BY_ID["complaint_timeliness"].value(figures(here, at("23:00")))
    assert value is not None
    assert round(value) == 33


def test_a_case_whose_time_is_still_to_come_is_not_counted_and_says_when_it_will_be() -> None:
    here = ServiceDesk()
    here.opens("10:00", topic="other")
    looking = here.looks(at("10:30"))
    assert day_figures(looking).cases.timed == day_figures(looking).cases.tellable == 0
    assert changes_at(looking) == at("11:00"), "the customer is to be told within the hour"
    assert changes_at(here.looks(at("23:00"))) is None


def test_an_entry_is_open_overnight_unless_it_was_closed_before_the_day_ended() -> None:
    here = ServiceDesk()
    kept, closed, again, next_day = (here.logs(f"matter {number}", kind="note") for number in range(4))
    for on in (closed, again, next_day):
        here.handles(on)
    here.closes(closed)
    here.closes(again)
    here.does(DESK, ReopenEntry(DAY, again, "not right"), at("11:00"))
    assert figures(here, at("23:00")).log == Log(4, 0), "the night has not come"
    assert figures(here, at("30:00")).log == Log(4, 3)
    here.does(DESK, CloseEntry(DAY, next_day), at("33:00"))
    assert figures(here, at("34:00")).log == Log(4, 3), "closed the next morning, it was open overnight"
    assert here.entry(kept).needs_work


def test_articles_that_differ_and_refusals_are_counted() -> None:
    """LO handover differences; DS §3: articles are counted, differences with a reason."""
    here = a_duty.taken(a_duty.duty_desk())
    on = a_duty.begun(here)
    here.does("zhao", CountArticle(DAY, on, "radios", 8), at("14:05"), post=a_duty.MANAGER)
    here.does("zhao", CountArticle(DAY, on, "keys", 22, "two are lent"), at("14:06"), post=a_duty.MANAGER)
    here.does("zhao", SignHandover(DAY, on, Side.GIVING), at("14:10"), post=a_duty.MANAGER)
    here.does("wei", RefuseHandover(DAY, on, "one key more"), at("14:12"), post=a_duty.MANAGER)
    seen = figures(here).handovers
    assert (seen.counted, seen.differing, seen.refused, seen.passed) == (2, 1, 1, 0)


counts = st.integers(0, 50)
item_counts = st.builds(Items, *(counts for _ in range(8)))
visits = st.builds(FloorVisits, *(counts for _ in range(7)))
some_day = st.builds(
    DayFigures,
    days=st.integers(0, 1),
    opening=st.builds(Opening, *(counts for _ in range(6))),
    phases=st.dictionaries(st.sampled_from(["a", "b", "c"]), item_counts),
    floors=st.dictionaries(st.sampled_from(["1F", "B1"]), visits),
    log=st.builds(Log, counts, counts),
)


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(some_day, max_size=6), st.integers(0, 6), st.randoms(use_true_random=False))
def test_two_sets_of_days_add_up_to_all_of_them_in_any_order(
    days: list[DayFigures], cut: int, shuffle: random.Random
) -> None:
    def total(of: list[DayFigures]) -> DayFigures:
        found = NOTHING
        for one in of:
            found = found.plus(one)
        return found

    mixed = days.copy()
    shuffle.shuffle(mixed)
    assert total(days[:cut]).plus(total(days[cut:])) == total(days) == total(mixed)
    assert total(days).items.required == sum(day.items.required for day in days)


@settings(max_examples=examples(25), deadline=None)
@given(steps, st.randoms(use_true_random=False))
def test_the_order_in_which_events_arrive_makes_no_figure(script: list, shuffle: random.Random) -> None:  # type: ignore[type-arg]
    events = [event for here in play(script) for event in here.journal]
    mixed = events.copy()
    shuffle.shuffle(mixed)
    procedures: Procedures = Desk().procedures
    plan = plan_under(procedures, DAY)
    now = NIGHT + timedelta(days=1)
    seen = [
        day_figures(Looking(State(procedures, one), plan, procedures, now)) for one in (events, mixed, mixed + events)
    ]
    assert seen[0] == seen[1] == seen[2]
