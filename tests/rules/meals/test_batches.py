"""Meals in batches: domain §3 (DS) and §4."""

from __future__ import annotations

import pytest

from dutytui.rules.commands import Undo
from dutytui.rules.events import MEAL_LEFT, MEAL_RETURNED
from dutytui.rules.meals.alarms import alarms
from dutytui.rules.meals.commands import LeaveForMeal, ReturnFromMeal
from dutytui.rules.meals.people import typed, unlisted
from dutytui.rules.meals.procedure import Meals
from dutytui.rules.meals.unsettled import unsettled
from dutytui.rules.meals.views import EaterStatus, history, meals
from tests.rules.a_mall import DAY, Desk, at, mall
from tests.rules.meals.a_lunch import WITH_LUNCH, desk, eater, leaves, looking, lunch, of_counter, returns

MANAGER = "zhao"


def test_the_batches_hold_those_whose_post_is_named_and_nobody_stands_in_two() -> None:
    """DS §3: the duty manager eats in the first batch, other supervisors in the second."""
    first, second = lunch(desk(), at("11:00")).batches
    assert [one.name for one in first.eaters] == ["Zhao", "Sun"]
    assert [one.name for one in second.eaters] == ["Qian", "Zhou", "Wu"]
    assert (first.starts, first.ends, second.ends) == (at("11:30"), at("12:00"), at("12:30"))


def test_a_mall_without_meals_has_none() -> None:
    empty = Desk(procedures=mall(meals=Meals()))
    assert meals(looking(empty, at("12:00"))) == ()
    assert empty.refuses(MANAGER, leaves("zhao", 1), at("11:30")).code == "meal_unknown"


def test_somebody_leaves_and_comes_back_in_time() -> None:
    one = desk()
    one.does(MANAGER, leaves("sun", 1), at("11:32"))
    out = eater(one, "sun", at("11:40"))
    assert (out.status, out.left_at, out.due) == (EaterStatus.OUT, at("11:32"), at("12:00"))
    one.does(MANAGER, returns("sun"), at("12:00"))
    assert eater(one, "sun", at("13:00")).status is EaterStatus.BACK


@pytest.mark.parametrize(
    ("grace", "back", "late"), [(0, "12:00", 0), (0, "12:01", 1), (0, "12:17", 17), (5, "12:05", 0), (5, "12:06", 1)]
)
def test_over_time_counts_as_late(grace: int, back: str, late: int) -> None:
    """DS §3: over time counts as late."""
    lunch_hours = WITH_LUNCH.meals
    one = desk(procedures=mall(meals=Meals(lunch_hours.meals, lunch_hours.recorders, grace=grace)))
    one.does(MANAGER, leaves("sun", 1), at("11:32"))
    assert eater(one, "sun", at(back)).late_by == late
    one.does(MANAGER, returns("sun"), at(back))
    found = eater(one, "sun", at("15:00"))
    assert found.late_by == late
    assert found.status is (EaterStatus.BACK_LATE if late else EaterStatus.BACK)


def test_the_second_batch_may_not_leave_until_the_first_is_back_person_by_person() -> None:
    """DS §3, domain §4."""
    one = desk()
    one.does(MANAGER, leaves("zhao", 1), at("11:30"))
    one.does(MANAGER, leaves("sun", 1), at("11:31"))
    one.does(MANAGER, returns("zhao"), at("12:00"))
    refused = one.refuses(MANAGER, leaves("zhou", 2), at("12:05"))
    assert (refused.code, refused.values["others"]) == ("meal_others_out", ("Sun",))
    one.does(MANAGER, returns("sun"), at("12:07"))
    one.does(MANAGER, leaves("zhou", 2), at("12:07"))


def test_the_second_batch_goes_early_only_when_all_of_the_first_have_eaten() -> None:
    one = desk()
    assert one.refuses(MANAGER, leaves("zhou", 2), at("11:45")).values["others"] == ("Zhao", "Sun")
    one.does(MANAGER, leaves("zhao", 1), at("11:30"))
    one.does(MANAGER, returns("zhao"), at("11:45"))
    assert one.refuses(MANAGER, leaves("zhou", 2), at("11:45")).values["others"] == ("Sun",)
    one.does(MANAGER, leaves("sun", 1), at("11:46"))
    one.does(MANAGER, returns("sun"), at("11:55"))
    one.does(MANAGER, leaves("zhou", 2), at("11:56"))
    assert eater(one, "zhou", at("11:57")).due == at("12:26")


def test_when_the_first_batch_s_time_is_over_only_those_who_are_out_count() -> None:
    one = desk()
    assert one.refuses(MANAGER, leaves("zhou", 2), at("11:59")).code == "meal_others_not_back"
    one.does(MANAGER, leaves("zhou", 2), at("12:00"))


def test_nobody_of_the_first_batch_leaves_while_the_second_is_out() -> None:
    one = desk()
    one.does(MANAGER, leaves("zhou", 2), at("12:00"))
    assert one.refuses(MANAGER, leaves("sun", 1), at("12:05")).values["others"] == ("Zhou",)
    one.does(MANAGER, returns("zhou"), at("12:20"))
    one.does(MANAGER, leaves("sun", 1), at("12:20"))
    assert eater(one, "sun", at("12:21")).due == at("12:50"), "who could only leave afterwards has their whole time"


def test_a_batch_that_had_to_wait_has_its_whole_time() -> None:
    one = desk()
    one.does(MANAGER, leaves("sun", 1), at("11:30"))
    one.does(MANAGER, returns("sun"), at("12:10"))
    one.does(MANAGER, leaves("zhou", 2), at("12:15"))
    assert eater(one, "zhou", at("12:20")).due == at("12:40")


def test_nobody_leaves_twice_and_nobody_returns_who_is_not_out() -> None:
    one = desk()
    assert one.refuses(MANAGER, returns("sun"), at("11:40")).code == "meal_not_left"
    one.does(MANAGER, leaves("sun", 1), at("11:40"))
    assert one.refuses(MANAGER, leaves("sun", 1), at("11:41")).code == "meal_already_out"
    one.does(MANAGER, returns("sun"), at("11:50"))
    assert one.refuses(MANAGER, returns("sun"), at("11:51")).code == "meal_already_back"
    assert one.refuses(MANAGER, leaves("sun", 1), at("11:52")).code == "meal_already_eaten"


@pytest.mark.parametrize(
    ("command", "now", "code"),
    [
        (leaves("sun", 1), "11:29", "meal_too_early"),
        (leaves("sun", 1, "11:45"), "11:40", "time_in_future"),
        (leaves("sun", 1, "11:40", "11:35"), "12:00", "meal_back_before_left"),
        (leaves("sun", 1, "11:40", "12:05"), "12:00", "time_in_future"),
        (leaves("sun", 3), "11:40", "meal_batch_unknown"),
        (leaves("sun", 0), "11:40", "meal_batch_unknown"),
        (LeaveForMeal(DAY, "lunch", "x", " ", 1), "11:40", "meal_name_missing"),
        (LeaveForMeal(DAY, "supper", "sun", "Sun", 1), "11:40", "meal_unknown"),
        (ReturnFromMeal(DAY, "supper", "sun"), "11:40", "meal_unknown"),
        (leaves("sun", 1), "29:30", "time_not_of_day"),
    ],
)
def test_what_can_not_be_is_refused(command: LeaveForMeal | ReturnFromMeal, now: str, code: str) -> None:
    assert desk().refuses(MANAGER, command, at(now)).code == code


def test_a_return_before_the_leaving_is_refused() -> None:
    one = desk()
    one.does(MANAGER, leaves("sun", 1), at("11:40"))
    assert one.refuses(MANAGER, returns("sun", "11:35"), at("11:50")).code == "meal_back_before_left"


def test_everybody_records_themselves_and_only_recorders_others() -> None:
    one = desk()
    assert one.refuses("li", leaves("sun", 1), at("11:40")).code == "meal_not_recorder"
    one.does("sun", leaves("sun", 1), at("11:40"))
    assert one.refuses("li", returns("sun"), at("11:50")).code == "meal_not_recorder"
    one.does("sun", returns("sun"), at("11:50"))


def test_what_a_foreign_desk_recorded_without_right_is_void() -> None:
    one, other = desk(), desk("desk-2")
    (event,) = one.does(MANAGER, leaves("sun", 1), at("11:40"))
    forged = event._replace(by="li", post="electrician", id="forged", writer="desk-9", seq=9)
    other.state.add(forged)
    subject = other.state.subject(DAY, "meal:lunch")
    assert subject is not None and subject.fold.void == {"forged"}
    assert eater(other, "sun", at("11:45")).status is EaterStatus.EXPECTED


@pytest.mark.parametrize(
    "data", [{}, {"who": 7, "batch": 1}, {"who": "sun", "batch": "1"}, {"who": "sun", "batch": -1}]
)
def test_what_a_foreign_program_wrote_is_kept_and_says_nothing(data: dict[str, object]) -> None:
    one = desk()
    (event,) = one.does(MANAGER, leaves("zhao", 1), at("11:40"))
    one.state.add(event._replace(data=data, id="odd", seq=99))
    one.state.add(event._replace(kind=MEAL_RETURNED, data=data, id="odd-2", seq=100))
    assert [found.name for found in lunch(one, at("11:50")).out] == ["Zhao"]


def test_a_batch_that_the_plan_does_not_have_is_shown_in_the_last() -> None:
    one = desk()
    (event,) = one.does(MANAGER, leaves("zhao", 1), at("11:40"))
    one.state.add(event._replace(data={**event.data, "who": "sun", "name": "Sun", "batch": 7}, id="odd", seq=99))
    found = eater(one, "sun", at("12:00"))
    assert (found.batch, found.due, found.status) == (2, None, EaterStatus.OUT)


def test_a_counter_s_person_is_entered_by_name_in_either_batch() -> None:
    """DS §3: person by person, counter by counter."""
    one = desk()
    one.does(MANAGER, of_counter("Rouge · Ann", 1), at("11:35"))
    (ann,) = lunch(one, at("11:40")).out
    assert (ann.place, ann.name, ann.listed, ann.batch) == ("Rouge", "Ann", False, 1)
    assert one.refuses(MANAGER, of_counter("rouge/ann", 2), at("12:05")).code == "meal_already_out"
    assert one.refuses(MANAGER, leaves("zhou", 2), at("12:05")).values["others"] == ("Ann",)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Rouge · Ann", ("Rouge", "Ann")),
        ("欧莱雅，李娜", ("欧莱雅", "李娜")),
        ("欧莱雅、李娜", ("欧莱雅", "李娜")),
        ("  李娜 ", ("", "李娜")),
        ("Ann Lee", ("", "Ann Lee")),
        ("· Ann", ("", "Ann")),
        ("", ("", "")),
        ("·", ("", "")),
    ],
)
def test_what_is_typed_is_read_as_counter_and_name(words: str, found: tuple[str, str]) -> None:
    assert typed(words) == found


def test_one_name_typed_in_two_ways_is_one_person() -> None:
    assert unlisted(*typed("ＲＯＵＧＥ ·  ann")) == unlisted(*typed("rouge/Ann"))


def test_a_late_entry_keeps_the_real_times() -> None:
    one = desk()
    one.does(MANAGER, leaves("zhou", 2), at("12:00"))
    made = one.does(MANAGER, leaves("sun", 1, "11:35", "11:58"), at("12:10"))
    assert [event.kind for event in made] == [MEAL_LEFT, MEAL_RETURNED]
    found = eater(one, "sun", at("12:11"))
    assert (found.left_at, found.back_at, found.status) == (at("11:35"), at("11:58"), EaterStatus.BACK)
    told = history(looking(one, at("12:11")), "lunch", "sun")
    assert [act.late_entry for act in told] == [True, True]


def test_a_late_entry_can_not_put_two_batches_out_at_once() -> None:
    one = desk()
    one.does(MANAGER, leaves("zhou", 2), at("12:00"))
    refused = one.refuses(MANAGER, leaves("sun", 1, "11:35", "12:05"), at("12:10"))
    assert (refused.code, refused.values["others"]) == ("meal_others_out", ("Zhou",))
    one.does(MANAGER, returns("zhou"), at("12:11"))
    assert one.refuses(MANAGER, leaves("sun", 1, "11:35", "12:05"), at("12:12")).code == "meal_others_were_out"


def test_undo_takes_back_a_return_and_a_leaving() -> None:
    one = desk()
    (left,) = one.does(MANAGER, leaves("sun", 1), at("11:40"))
    (back,) = one.does(MANAGER, returns("sun"), at("11:50"))
    one.does(MANAGER, Undo(DAY, "meal:lunch", back.id), at("11:51"))
    assert eater(one, "sun", at("11:52")).status is EaterStatus.OUT
    one.does(MANAGER, Undo(DAY, "meal:lunch", left.id), at("11:52"))
    assert eater(one, "sun", at("11:53")).status is EaterStatus.EXPECTED
    one.does(MANAGER, leaves("sun", 1), at("11:53"))
    assert eater(one, "sun", at("11:54")).left_at == at("11:53")


def test_a_return_is_not_taken_back_when_the_next_batch_has_left() -> None:
    one = desk()
    one.does(MANAGER, leaves("sun", 1), at("11:40"))
    (back,) = one.does(MANAGER, returns("sun"), at("12:00"))
    one.does(MANAGER, leaves("zhou", 2), at("12:01"))
    refused = one.refuses(MANAGER, Undo(DAY, "meal:lunch", back.id), at("12:02"))
    assert (refused.code, refused.values["others"]) == ("meal_undo_clashes", ("Zhou",))


def test_desks_apart_that_put_two_batches_out_at_once_show_it_with_the_names() -> None:
    """Domain §4: never silently."""
    one, other = desk(), desk("desk-2")
    one.does(MANAGER, leaves("sun", 1), at("11:55"))
    other.does(MANAGER, leaves("zhou", 2), at("12:03"))
    for here, there in ((one, other), (other, one)):
        here.hears(there)
        assert lunch(here, at("12:05")).clashes == (("Sun", "Zhou"),)
        assert eater(here, "sun", at("12:05")).clashes == ("Zhou",)
        assert eater(here, "zhou", at("12:05")).clashes == ("Sun",)
    told = {(alarm.code, alarm.level) for alarm in alarms(looking(one, at("12:05")))}
    assert ("meal_two_batches_out", "late") in told
    assert "meal_clash" in {matter.code for matter in unsettled(looking(one, at("12:05")))}


def test_desks_apart_that_agree_are_no_dispute() -> None:
    one, other = desk(), desk("desk-2")
    one.does(MANAGER, leaves("sun", 1), at("11:40"))
    other.does(MANAGER, leaves("sun", 1), at("11:42"))
    one.hears(other)
    found = eater(one, "sun", at("11:50"))
    assert (found.status, found.left_at) == (EaterStatus.OUT, at("11:40"))


def test_desks_apart_that_name_different_batches_are_a_dispute_until_one_is_taken_back() -> None:
    one, other = desk(), desk("desk-2")
    one.does(MANAGER, leaves("sun", 1), at("12:03"))
    (second,) = other.does(MANAGER, leaves("sun", 2), at("12:04"))
    one.hears(other)
    assert eater(one, "sun", at("12:05")).status is EaterStatus.DISPUTED
    one.does(MANAGER, Undo(DAY, "meal:lunch", second.id), at("12:06"))
    assert eater(one, "sun", at("12:07")).status is EaterStatus.OUT


def test_alarms_come_soon_before_and_late_after_the_time() -> None:
    one = desk()
    one.does(MANAGER, leaves("sun", 1), at("11:40"))
    told = {
        clock: [(alarm.code, alarm.level.value, alarm.at) for alarm in alarms(looking(one, at(clock)))]
        for clock in ("11:54", "11:55", "12:00", "12:01")
    }
    soon, late = ("meal_due_back", "soon", at("12:00")), ("meal_over_time", "late", at("12:00"))
    assert told == {"11:54": [], "11:55": [soon], "12:00": [soon], "12:01": [late]}
    assert [matter.code for matter in unsettled(looking(one, at("12:01")))] == ["meal_still_out"]
    one.does(MANAGER, returns("sun"), at("12:02"))
    assert alarms(looking(one, at("12:03"))) == () and unsettled(looking(one, at("12:03"))) == ()
