from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from dutytui.rules.events import ROUNDS_DRAWN, Fact
from dutytui.rules.patrols.commands import DrawRounds
from dutytui.rules.patrols.draw import drawn_offsets, drawn_rounds, to_draw
from dutytui.rules.patrols.views import next_round
from dutytui.rules.timetable import plan_day
from tests.rules.a_mall import DAY, at, mall
from tests.rules.patrols.a_patrol import PATROLLED, Terminal, day_plan

HOLIDAY = date(2026, 10, 1)
CLOSED = date(2027, 2, 6)


def starts(route: str, day: date = DAY) -> list[str]:
    return [f"{one.starts:%H:%M}" for one in day_plan(day).rounds if one.route == route]


def test_a_tour_of_the_floors_every_half_hour_and_closer_at_peaks() -> None:
    """DS §3 patrol: 30 minutes, tightened by a factor at peaks."""
    assert starts("floors")[:9] == ["09:30", "10:00", "10:30", "11:00", "11:30", "11:45", "12:00", "12:15", "12:30"]
    assert starts("floors")[9:11] == ["13:00", "13:30"]
    assert starts("floors")[-1] == "20:30"


def test_on_a_holiday_the_interval_is_shorter_all_day_and_no_shorter_still_at_the_peak() -> None:
    found = starts("floors", HOLIDAY)
    assert found[:3] == ["10:00", "10:15", "10:30"]
    assert "11:37" not in found and "11:45" in found


def test_a_fire_patrol_every_two_hours_while_trading_and_one_after_closing() -> None:
    """Order 61, art. 25."""
    assert starts("fire") == ["09:00", "11:00", "13:00", "15:00", "17:00", "19:00", "21:00", "21:45"]


def test_keys_tell_route_and_time_and_are_unique() -> None:
    keys = [one.key for one in day_plan().rounds]
    assert len(set(keys)) == len(keys)
    assert "floors@1130" in keys


def test_a_round_is_missed_after_start_length_and_grace() -> None:
    """field.md: missed = start + length + grace."""
    one = next(one for one in day_plan().rounds if one.key == "floors@1000")
    times = [f"{moment:%H:%M}" for moment in (one.opens, one.starts, one.late, one.ends, one.missed)]
    assert times == ["09:55", "10:00", "10:10", "10:20", "10:30"]


def test_a_closed_day_and_a_mall_without_patrols_have_no_rounds() -> None:
    plan = day_plan(CLOSED)
    assert plan.rounds == () and plan.draws == ()
    assert plan_day(mall(), DAY).rounds == ()


@pytest.mark.parametrize(
    ("seed", "offsets"),
    [("0123456789abcdef", (49, 267, 395, 609)), ("feedfacecafebeef", (58, 289, 562, 629))],
)
def test_the_times_of_a_seed_are_the_same_for_ever(seed: str, offsets: tuple[int, ...]) -> None:
    """Worked out with sha256sum after the description in `draw`: other numbers would rewrite what was drawn before."""
    assert drawn_offsets(DAY, "security", seed, 630, 4, 60) == offsets


@pytest.mark.parametrize("number", range(50))
def test_drawn_rounds_keep_the_window_and_the_gap(number: int) -> None:
    offsets = drawn_offsets(DAY, "security", f"seed{number:04d}", 200, 4, 45)
    assert len(offsets) == 4
    assert min(offsets) >= 0 and max(offsets) < 200
    assert all(after - before >= 45 for before, after in pairwise(offsets))


@pytest.mark.parametrize(("minutes", "rounds"), [(0, 0), (1, 1), (60, 1), (61, 2), (181, 4), (10_000, 4)])
def test_no_more_rounds_than_fit(minutes: int, rounds: int) -> None:
    assert len(drawn_offsets(DAY, "security", "seedseed", minutes, 4, 60)) == rounds


def test_random_rounds_are_drawn_once_and_their_times_are_not_told_before() -> None:
    """field.md, ours 5: the seed is recorded."""
    desk = Terminal()
    desk.opens("08:00")
    assert to_draw(desk.looks("08:00", post="guard")) == ("security",)
    assert to_draw(desk.looks("08:00", post="service_desk")) == ()
    (event,) = desk.does("sun", DrawRounds(DAY, "security", "0123456789abcdef"), at("08:00"))
    assert event.kind == ROUNDS_DRAWN and event.data == {"seed": "0123456789abcdef"}
    assert to_draw(desk.looks("08:00", post="guard")) == ()
    assert desk.refuses("sun", DrawRounds(DAY, "security", "another0"), at("08:01")).code == "rounds_drawn_already"
    view = desk.sees("08:01")
    drawn = [one for one in view.rounds if one.drawn]
    assert len(drawn) == 3 and all(one.hidden for one in drawn)
    assert view.draws[0].seed == "0123456789abcdef"
    first = drawn[0]
    assert not desk.round(first.key, first.begins - timedelta(minutes=5)).hidden
    following = next_round(desk.looks("08:01"))
    assert following is not None and following.key == "fire@0900"


def test_a_seed_drawn_late_has_no_rounds_in_the_past() -> None:
    desk = Terminal()
    desk.does("sun", DrawRounds(DAY, "security", "0123456789abcdef"), at("16:00"))
    times = [one.starts for one in drawn_rounds(desk.state, day_plan(), PATROLLED)]
    assert len(times) == 3 and min(times) >= at("16:00")


def test_seeds_drawn_apart_both_stand() -> None:
    """Nothing vanishes when two terminals find each other again."""
    desk, other = Terminal(), Terminal("desk-2")
    desk.does("sun", DrawRounds(DAY, "security", "0123456789abcdef"), at("08:00"))
    other.does("sun", DrawRounds(DAY, "security", "feedfacecafebeef"), at("08:01"))
    before = {one.key for one in desk.sees("08:05").rounds}
    desk.hears(other)
    after = desk.sees("08:05")
    assert before < {one.key for one in after.rounds}
    assert sum(one.drawn for one in after.rounds) == 6
    assert [draw.seed for draw in after.draws] == ["0123456789abcdef", "feedfacecafebeef"]


@pytest.mark.parametrize("seed", ["", "short", "with blank", "x" * 65, "ünïcödé0"])
def test_a_seed_that_nobody_could_write_down_is_refused(seed: str) -> None:
    assert Terminal().refuses("sun", DrawRounds(DAY, "security", seed), at("08:00")).code == "seed_unusable"


def test_a_seed_by_somebody_without_the_right_draws_nothing() -> None:
    desk = Terminal()
    fact = Fact(ROUNDS_DRAWN, "patrol:security", DAY, at("08:00"), "wu", "service_desk", data={"seed": "0123456789"})
    desk.records(fact, at("08:00"))
    assert drawn_rounds(desk.state, day_plan(), PATROLLED) == ()
