"""A reader's readings put into rounds: stronger evidence than ticks at a desk, and kept apart from them (field.md)."""

from __future__ import annotations

import pytest

from dutytui.rules.commands import Undo
from dutytui.rules.events import POINT_REACHED, ROUND_ENDED, ROUND_STARTED
from dutytui.rules.patrols.commands import ImportReadings, ReachPoint, Reading, StartRound
from dutytui.rules.patrols.standing import RoundStatus
from tests.rules.a_mall import DAY, at
from tests.rules.patrols.a_patrol import Terminal


def read(*readings: tuple[str, str]) -> ImportReadings:
    made = tuple(Reading(point, at(clock), "wand 7", "Sun") for point, clock in readings)
    return ImportReadings(DAY, made, "wand.csv")


ROUND = (("floor_3f", "10:02"), ("floor_b1", "10:07"), ("tills_1f", "10:12"))


def terminal() -> Terminal:
    desk = Terminal()
    desk.opens("08:00")
    return desk


def test_a_round_that_nobody_typed_is_recorded_from_the_reader() -> None:
    desk = terminal()
    assert desk.round("floors@1000", "13:00").status is RoundStatus.MISSED
    made = desk.does("zhao", read(*ROUND), at("13:00"))
    assert [event.kind for event in made] == [ROUND_STARTED, *[POINT_REACHED] * 3, ROUND_ENDED]
    assert made[1].data == {
        "point": "floor_3f",
        "evidence": "reader",
        "source": "wand.csv",
        "reader": "wand 7",
        "person": "Sun",
    }
    view = desk.round("floors@1000", "13:01")
    assert view.status is RoundStatus.DONE and view.read
    assert (view.began, view.ended) == (at("10:02"), at("10:12"))


def test_what_a_reader_read_is_stronger_than_the_tick_at_the_desk() -> None:
    desk = terminal()
    desk.does("zhao", StartRound(DAY, "floors", "floors@1000"), at("10:00"))
    desk.does("zhao", ReachPoint(DAY, "floors@1000", "floor_3f"), at("10:03"))
    desk.does("zhao", read(("floor_3f", "10:02")), at("10:30"))
    point = desk.round("floors@1000", "10:30").points[0]
    assert (point.evidence, point.times, point.reached) == ("reader", 2, at("10:02"))


def test_the_same_file_twice_adds_nothing() -> None:
    desk = terminal()
    desk.does("zhao", read(*ROUND), at("13:00"))
    assert desk.refuses("zhao", read(*ROUND), at("13:05")).code == "readings_nothing_new"
    more = desk.does("zhao", read(*ROUND, ("floor_3f", "10:11")), at("13:06"))
    assert [event.at for event in more] == [at("10:11")]


def test_what_was_taken_back_does_not_come_in_again() -> None:
    desk = terminal()
    event = desk.does("zhao", read(ROUND[0]), at("13:00"))[1]
    desk.does("zhao", Undo(DAY, event.on, event.id), at("13:01"))
    assert desk.refuses("zhao", read(ROUND[0]), at("13:02")).code == "readings_nothing_new"


@pytest.mark.parametrize(
    ("point", "clock", "key"),
    [
        ("floor_3f", "09:56", "floors@1000"),  # from `early` on
        ("floor_3f", "10:14", "floors@1000"),  # nearer to 10:00 than to 10:30
        ("floor_3f", "10:26", "floors@1030"),
        ("store_3f", "11:20", "fire@1100"),
        ("store_3f", "12:00", ""),
        ("floor_3f", "23:00", ""),
        ("nowhere", "10:00", ""),
    ],
)
def test_a_reading_goes_to_the_round_it_falls_into(point: str, clock: str, key: str) -> None:
    desk = terminal()
    if not key:
        assert desk.refuses("zhao", read((point, clock)), at("23:30")).code == "readings_fit_no_round"
    else:
        made = desk.does("zhao", read((point, clock)), at("23:30"))
        assert {event.on for event in made} == {f"round:{key}"}


def test_a_round_under_way_goes_before_one_that_nobody_began() -> None:
    desk = terminal()
    desk.does("zhao", StartRound(DAY, "floors"), at("10:20"))
    made = desk.does("zhao", read(("floor_3f", "10:29")), at("10:40"))
    assert [event.kind for event in made] == [POINT_REACHED]
    assert "@1030" not in made[0].on


def test_a_forgotten_round_does_not_swallow_the_readings_of_the_rest_of_the_day() -> None:
    desk = terminal()
    desk.does("zhao", StartRound(DAY, "floors", "floors@0930"), at("09:30"))
    made = desk.does("zhao", read(("floor_3f", "12:01")), at("13:00"))
    assert made[0].on == "round:floors@1200"


def test_readings_to_come_and_readings_by_the_wrong_post_are_refused() -> None:
    desk = terminal()
    assert desk.refuses("zhao", read(("floor_3f", "10:02")), at("10:00")).code == "reading_in_future"
    assert desk.refuses("wu", read(("floor_3f", "10:02")), at("13:00")).code == "walk_not_allowed"
