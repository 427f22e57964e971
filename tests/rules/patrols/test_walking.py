"""Rounds begun, walked, ended, explained; domain §3 Patrol, field.md "Patrols"."""

from __future__ import annotations

import pytest

from dutytui.rules.commands import Command, Undo
from dutytui.rules.events import POINT_REACHED, ROUND_ENDED, ROUND_STARTED, Fact
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Level
from dutytui.rules.patrols.alarms import alarms
from dutytui.rules.patrols.commands import EndRound, ExplainRounds, ReachPoint, StartRound
from dutytui.rules.patrols.standing import Finding, RoundStatus
from dutytui.rules.patrols.unsettled import unsettled
from dutytui.rules.patrols.views import next_round
from tests.rules.a_mall import DAY, TOMORROW, at
from tests.rules.patrols.a_patrol import Terminal

KEY = "floors@1000"
MANAGER = "zhao"
START = StartRound(DAY, "floors", KEY)


def terminal() -> Terminal:
    desk = Terminal()
    desk.opens("08:00")
    return desk


def walks(desk: Terminal, *visits: tuple[str, str], key: str = KEY, who: str = MANAGER) -> None:
    for point, clock in visits:
        desk.does(who, ReachPoint(DAY, key, point), at(clock))


WHOLE = (("floor_3f", "10:04"), ("floor_b1", "10:08"), ("tills_1f", "10:12"))


@pytest.mark.parametrize(
    ("clock", "status"),
    [
        ("09:59", RoundStatus.AHEAD),
        ("10:00", RoundStatus.DUE),
        ("10:10", RoundStatus.DUE),
        ("10:11", RoundStatus.LATE),
        ("10:30", RoundStatus.LATE),
        ("10:31", RoundStatus.MISSED),
        ("23:00", RoundStatus.MISSED),
    ],
)
def test_what_the_clock_says_of_a_round_nobody_begins(clock: str, status: RoundStatus) -> None:
    """field.md: start grace; missed = start + length + grace. Complaint 3: expired rounds are not "upcoming"."""
    assert terminal().round(KEY, clock).status is status


def test_a_round_is_walked_point_by_point_and_ends_with_the_last() -> None:
    desk = terminal()
    desk.does(MANAGER, START, at("10:02"))
    view = desk.round(KEY, "10:03")
    assert (view.status, view.next, view.reached) == (RoundStatus.RUNNING, "floor_3f", 0)
    walks(desk, *WHOLE[:2])
    assert desk.round(KEY, "10:09").next == "tills_1f"
    made = desk.does(MANAGER, ReachPoint(DAY, KEY, "tills_1f"), at("10:12"))
    assert [event.kind for event in made] == [POINT_REACHED, ROUND_ENDED]
    view = desk.round(KEY, "10:13")
    assert view.status is RoundStatus.DONE and view.found == () and view.ended == at("10:12")
    assert view.walker is not None and view.walker.id == MANAGER


def test_a_round_begun_after_the_grace_is_done_late() -> None:
    desk = terminal()
    desk.does(MANAGER, START, at("10:15"))
    walks(desk, ("floor_3f", "10:18"), ("floor_b1", "10:21"), ("tills_1f", "10:25"))
    assert desk.round(KEY, "10:30").status is RoundStatus.DONE_LATE


def test_a_missed_round_can_be_recorded_afterwards_with_its_real_times() -> None:
    desk = terminal()
    assert desk.round(KEY, "13:00").status is RoundStatus.MISSED
    desk.does(MANAGER, StartRound(DAY, "floors", KEY, at("10:02")), at("13:00"))
    for point, clock in WHOLE:
        desk.does(MANAGER, ReachPoint(DAY, KEY, point, "radio", at(clock)), at("13:01"))
    view = desk.round(KEY, "13:02")
    assert view.status is RoundStatus.DONE and view.ended == at("10:12")
    assert all(act.late_entry for act in view.history)


def test_a_forgotten_point_can_be_put_in_after_the_end_at_its_time_only() -> None:
    desk = terminal()
    desk.does(MANAGER, START, at("10:00"))
    walks(desk, ("floor_3f", "10:04"), ("tills_1f", "10:12"))
    desk.does(MANAGER, EndRound(DAY, KEY, "B1 was locked"), at("10:14"))
    assert [found.finding for found in desk.round(KEY, "10:20").found] == [Finding.LEFT_OUT]
    late = ReachPoint(DAY, KEY, "floor_b1", "radio", at("10:20"))
    assert desk.refuses(MANAGER, late, at("10:30")).code == "time_after_round"
    assert desk.refuses(MANAGER, ReachPoint(DAY, KEY, "floor_b1"), at("10:30")).code == "round_already_done"
    desk.does(MANAGER, ReachPoint(DAY, KEY, "floor_b1", "radio", at("10:08")), at("10:30"))
    assert desk.round(KEY, "10:31").found == ()


def test_a_guards_round_is_recorded_on_the_guards_behalf() -> None:
    desk = terminal()
    (event,) = desk.does(MANAGER, StartRound(DAY, "fire", "fire@1100"), at("11:00"))
    assert event.behalf == "post:guard"
    (named,) = Terminal().does(MANAGER, StartRound(DAY, "fire", "fire@1100", behalf="sun"), at("11:00"))
    assert named.behalf == "sun"


def test_a_free_round_is_walked_any_time_and_stands_in_the_list() -> None:
    """field.md: free rounds too."""
    desk = terminal()
    (event,) = desk.does("zhou", StartRound(DAY, "floors"), at("14:07"))
    key = event.on.removeprefix("round:")
    view = desk.round(key, "14:08")
    assert view.status is RoundStatus.RUNNING and not view.planned
    walks(desk, ("floor_3f", "14:10"), ("floor_b1", "14:14"), ("tills_1f", "14:18"), key=key, who="zhou")
    assert desk.round(key, "23:00").status is RoundStatus.DONE
    assert desk.refuses(MANAGER, StartRound(DAY, "fire"), at("15:00")).code == "route_not_free"


def test_a_free_round_that_was_taken_back_is_no_round() -> None:
    desk = terminal()
    (event,) = desk.does(MANAGER, StartRound(DAY, "floors"), at("14:07"))
    before = len(desk.sees("14:08").rounds)
    desk.does(MANAGER, Undo(DAY, event.on, event.id), at("14:09"))
    assert len(desk.sees("14:10").rounds) == before - 1


BEGUN = (START, "10:00")
REACHED = (ReachPoint(DAY, KEY, "floor_3f"), "10:05")
ENDED = (EndRound(DAY, KEY, "rest closed"), "10:20")
REFUSED: list[tuple[list[tuple[Command, str]], str, Command, str, str]] = [
    ([], MANAGER, StartRound(DAY, "floors", KEY), "09:54", "round_not_open_yet"),
    ([], MANAGER, StartRound(DAY, "floors", KEY, at("09:50")), "10:05", "round_not_open_yet"),
    ([], MANAGER, StartRound(DAY, "floors", KEY, at("10:10")), "10:05", "time_in_future"),
    ([], MANAGER, StartRound(TOMORROW, "floors", KEY), "10:05", "day_not_begun"),
    ([], MANAGER, StartRound(DAY, "floors", KEY), "30:00", "time_not_of_day"),
    ([], MANAGER, StartRound(DAY, "nowhere", KEY), "10:00", "route_unknown"),
    ([], MANAGER, StartRound(DAY, "floors", "floors@1001"), "10:05", "round_unknown"),
    ([], MANAGER, StartRound(DAY, "floors", "fire@1100"), "11:00", "round_unknown"),
    ([], MANAGER, StartRound(DAY, "floors", KEY, behalf="nobody"), "10:00", "behalf_unknown"),
    ([], "wu", START, "10:00", "walk_not_allowed"),
    ([], "", START, "10:00", "not_signed_in"),
    ([BEGUN], MANAGER, START, "10:01", "round_already_started"),
    ([BEGUN, REACHED, ENDED], MANAGER, START, "10:30", "round_already_done"),
    ([], MANAGER, ReachPoint(DAY, KEY, "floor_3f"), "10:05", "round_not_started"),
    ([], MANAGER, ReachPoint(DAY, "floors@1001", "floor_3f"), "10:05", "round_unknown"),
    ([BEGUN], MANAGER, ReachPoint(DAY, KEY, "store_3f"), "10:05", "point_not_on_route"),
    ([BEGUN], MANAGER, ReachPoint(DAY, KEY, "floor_3f", "reader"), "10:05", "evidence_unknown"),
    ([BEGUN], MANAGER, ReachPoint(DAY, KEY, "floor_3f", "desk", at("09:58")), "10:05", "time_before_round"),
    ([BEGUN, REACHED], MANAGER, ReachPoint(DAY, KEY, "floor_3f"), "10:09", "point_reached_already"),
    ([BEGUN, REACHED], MANAGER, EndRound(DAY, KEY), "10:09", "points_left_out"),
    ([BEGUN, REACHED], MANAGER, EndRound(DAY, KEY, "x", at("10:03")), "10:09", "time_before_round"),
    ([BEGUN, REACHED, ENDED], MANAGER, EndRound(DAY, KEY, "x"), "10:30", "round_already_done"),
    ([], MANAGER, ExplainRounds(DAY, (), "x"), "10:30", "rounds_missing"),
    ([], MANAGER, ExplainRounds(DAY, (KEY,), "x"), "10:05", "round_needs_no_word"),
    ([], MANAGER, ExplainRounds(DAY, (KEY, "floors@1200"), "x"), "11:00", "round_needs_no_word"),
    ([], MANAGER, ExplainRounds(DAY, (KEY,), "  "), "11:00", "reason_missing"),
    ([], MANAGER, ExplainRounds(DAY, ("floors@1001",), "x"), "11:00", "round_unknown"),
    ([], "wu", ExplainRounds(DAY, (KEY,), "x"), "11:00", "explain_not_allowed"),
    ([BEGUN], MANAGER, ExplainRounds(DAY, (KEY,), "x"), "11:00", "round_needs_no_word"),
]


@pytest.mark.parametrize(("before", "who", "command", "clock", "code"), REFUSED)
def test_what_is_refused(before: list[tuple[Command, str]], who: str, command: Command, clock: str, code: str) -> None:
    desk = terminal()
    for earlier, when in before:
        desk.does(MANAGER, earlier, at(when))
    assert desk.refuses(who, command, at(clock)).code == code


def test_one_reason_for_several_missed_rounds_with_the_same_cause() -> None:
    """Complaint 2: missed rounds must not be cleared one by one; complaint 1: explained does not look like done."""
    desk = terminal()
    keys = ("floors@1000", "floors@1030", "floors@1100")
    made = desk.does(MANAGER, ExplainRounds(DAY, keys, "All at the flooded store"), at("12:00"))
    assert [event.on for event in made] == [f"round:{key}" for key in keys]
    assert len({event.cause for event in made}) == 1
    for key in keys:
        view = desk.round(key, "23:00")
        assert (view.status, view.was) == (RoundStatus.EXPLAINED, RoundStatus.MISSED)
        assert view.reason == "All at the flooded store"
    assert desk.refuses(MANAGER, ExplainRounds(DAY, keys[:1], "again"), at("12:01")).code == "round_explained_already"
    desk.does(MANAGER, Undo(DAY, made[0].on, made[0].id), at("12:02"))
    assert desk.round(keys[0], "12:03").status is RoundStatus.MISSED


@pytest.mark.parametrize(
    ("key", "who", "began", "visits", "now", "found"),
    [
        ("floors@1000", "zhao", "10:00", WHOLE, "10:13", []),
        (
            "floors@1000",
            "zhao",
            "10:00",
            (("floor_3f", "10:01"), ("floor_b1", "10:02"), ("tills_1f", "10:03")),
            "10:13",
            [(Finding.TOO_FAST, ())],
        ),
        (
            "floors@1000",
            "zhao",
            "10:00",
            (("floor_3f", "10:05"), ("floor_b1", "10:05"), ("tills_1f", "10:12")),
            "10:13",
            [(Finding.TOO_FAST, ("floor_3f", "floor_b1"))],
        ),
        ("floors@1000", "zhao", "10:00", WHOLE[:1], "10:41", [(Finding.TOO_SLOW, ())]),
        (
            "fire@1100",
            "sun",
            "11:00",
            (("store_3f", "11:05"), ("floor_3f", "11:10"), ("floor_b1", "11:15")),
            "11:20",
            [(Finding.WRONG_ORDER, ("floor_3f",))],
        ),
    ],
)
def test_what_the_times_tell(
    key: str, who: str, began: str, visits: tuple[tuple[str, str], ...], now: str, found: list[object]
) -> None:
    """field.md: too early, too late, wrong order; shortest and longest gap expose fakery."""
    desk = terminal()
    desk.does(who, StartRound(DAY, key.partition("@")[0], key), at(began))
    walks(desk, *visits, key=key, who=who)
    view = desk.round(key, now)
    assert [(one.finding, tuple(point.id for point in one.points)) for one in view.found] == found


def test_what_two_terminals_recorded_apart_is_all_shown() -> None:
    """Neither beginning wins: both stand, and somebody takes one back."""
    desk, other = terminal(), Terminal("desk-2")
    desk.does(MANAGER, START, at("10:01"))
    other.does("zhou", START, at("10:03"))
    other.does("zhou", ReachPoint(DAY, KEY, "floor_3f"), at("10:05"))
    desk.does(MANAGER, ReachPoint(DAY, KEY, "floor_3f"), at("10:06"))
    desk.hears(other)
    view = desk.round(KEY, "10:10")
    assert {one.finding for one in view.found} == {Finding.STARTED_TWICE, Finding.AGAIN_TOO_SOON}
    codes = [matter.code for matter in unsettled(desk.looks("10:10")) if matter.subject.startswith(f"round:{KEY}")]
    assert codes == ["round_running", "round_started_twice"]
    theirs = next(event for event in other.journal if event.kind == ROUND_STARTED)
    desk.does(MANAGER, Undo(DAY, theirs.on, theirs.id), at("10:11"))
    assert Finding.STARTED_TWICE not in {one.finding for one in desk.round(KEY, "10:12").found}


def test_a_round_by_somebody_without_the_right_is_void_and_the_round_stays_missed() -> None:
    desk = terminal()
    fact = Fact(ROUND_STARTED, f"round:{KEY}", DAY, at("10:00"), "wu", "service_desk", data={"route": "floors"})
    desk.records(fact, at("10:00"))
    view = desk.round(KEY, "11:00")
    assert view.status is RoundStatus.MISSED
    assert [act.void for act in view.history] == [True]


@pytest.mark.parametrize("data", [{}, {"point": 7}, {"point": ["x"]}, {"point": "gone", "evidence": 3}])
def test_whatever_another_program_wrote_is_survived(data: dict[str, object]) -> None:
    desk = terminal()
    for kind in (ROUND_STARTED, POINT_REACHED, ROUND_ENDED):
        desk.records(Fact(kind, "round:gone@x", DAY, at("10:00"), MANAGER, "duty_manager", data=data), at("10:00"))
    assert desk.round("gone@x", "11:00").status is RoundStatus.DONE


def of_fire(looking: Looking) -> list[tuple[str, Level]]:
    return [(alarm.subject, alarm.level) for alarm in alarms(looking) if "fire" in alarm.subject]


def test_a_round_is_called_to_mind_before_it_begins_and_rings_when_late() -> None:
    desk = terminal()
    assert of_fire(desk.looks("10:54")) == []
    assert of_fire(desk.looks("10:55")) == [("round:fire@1100", Level.SOON)]
    assert of_fire(desk.looks("11:15")) == [("round:fire@1100", Level.SOON)]
    assert of_fire(desk.looks("11:16")) == [("round:fire@1100", Level.LATE)]
    assert of_fire(desk.looks("11:46")) == []
    desk.does("sun", StartRound(DAY, "fire", "fire@1100"), at("11:20"))
    assert of_fire(desk.looks("11:21")) == []


def test_missed_and_running_rounds_travel_until_somebody_has_a_word() -> None:
    """DS §3: late patrols travel to the next shift."""
    desk = terminal()
    before = unsettled(desk.looks("09:50"))
    assert [(matter.code, matter.subject) for matter in before] == [
        ("round_missed", "round:fire@0900"),
        ("round_late", "round:floors@0930"),
    ]
    assert all(matter.travels and not matter.blocks and matter.go == "patrol" for matter in before)
    desk.does(MANAGER, ExplainRounds(DAY, ("fire@0900",), "no guard yet"), at("09:51"))
    desk.does(MANAGER, StartRound(DAY, "floors", "floors@0930"), at("09:51"))
    assert [matter.code for matter in unsettled(desk.looks("09:57"))] == ["round_running"]


def test_the_timer_of_other_screens_shows_what_presses_most() -> None:
    desk = terminal()
    assert getattr(next_round(desk.looks("08:30")), "key", "") == "fire@0900"
    desk.does("sun", StartRound(DAY, "fire", "fire@0900"), at("09:00"))
    assert getattr(next_round(desk.looks("09:20")), "status", None) is RoundStatus.RUNNING
