"""How many customers were told in time (SY006, LO), what rings before it is too late, what stays open overnight."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutytui.rules.commands import EntryFields, HandleEntry, Undo
from dutytui.rules.matters import Level
from dutytui.rules.service.alarms import alarms
from dutytui.rules.service.commands import DetailCase, FeedBackCase, KeepCase, OpenCase
from dutytui.rules.service.fold import TOPIC
from dutytui.rules.service.unsettled import unsettled
from dutytui.rules.service.views import Timeliness, Wait
from dutytui.rules.service.views import desk as service_desk
from tests.rules.a_mall import DAY, TOMORROW, at
from tests.rules.service.a_desk import DESK, ServiceDesk


@pytest.fixture
def desk() -> ServiceDesk:
    return ServiceDesk()


def tells(desk: ServiceDesk, on: str, told: str, now: str = "") -> None:
    desk.does(DESK, FeedBackCase(DAY, on, "told", at=at(told)), at(now or told))


@pytest.mark.parametrize(
    ("told", "now", "counts"),
    [
        ("", "10:59", Timeliness(running=1)),
        ("", "11:00", Timeliness(running=1)),
        ("", "11:01", Timeliness(late=1)),
        ("10:05", "10:06", Timeliness(in_time=1)),
        ("11:00", "12:00", Timeliness(in_time=1)),
        ("11:01", "12:00", Timeliness(late=1)),
    ],
)
def test_a_customer_is_told_within_one_hour(desk: ServiceDesk, told: str, now: str, counts: Timeliness) -> None:
    """SY006: within one hour, the last minute included."""
    on = desk.opens("10:00")
    if told:
        tells(desk, on, told)
    assert service_desk(desk.looks(at(now))).timeliness == counts


def test_a_feedback_typed_in_late_counts_by_when_it_was_given(desk: ServiceDesk) -> None:
    tells(desk, desk.opens("10:00"), "10:20", now="15:00")
    assert service_desk(desk.looks(at("15:00"))).timeliness == Timeliness(in_time=1)


def test_a_case_typed_in_late_runs_from_when_it_happened(desk: ServiceDesk) -> None:
    desk.does(DESK, OpenCase(DAY, EntryFields("complaint", "noise"), {}, at=at("09:00")), at("10:30"))
    assert service_desk(desk.looks(at("10:30"))).timeliness == Timeliness(late=1)


def test_the_day_s_figures_count_only_kinds_that_are_told_and_cases_that_stand(desk: ServiceDesk) -> None:
    desk.opens("10:00", kind="found", storage="drawer")
    desk.logs("a note", kind="note")
    on = desk.opens("10:00")
    logged = next(event for event in desk.journal if event.on == on)
    desk.does(DESK, Undo(DAY, on, logged.id), at("10:05"))
    for clock in ("09:00", "09:10", "11:30"):
        desk.opens(clock)
    view = service_desk(desk.looks(at("11:40")))
    assert view.timeliness == Timeliness(late=2, running=1)
    assert view.timeliness.due == 2


def test_the_most_pressing_case_stands_first(desk: ServiceDesk) -> None:
    late = desk.opens("09:00", topic="other")
    price = desk.opens("10:25", topic="price")
    other = desk.opens("10:00", topic="other")
    told = desk.opens("08:50", topic="other")
    tells(desk, told, "09:00")
    done = desk.opens("08:55", topic="other")
    tells(desk, done, "09:00")
    desk.handles(done, "10:28")
    rows = service_desk(desk.looks(at("10:30"))).open
    assert [(row.entry.subject, row.waits, row.by, row.late) for row in rows] == [
        (late, Wait.FEEDBACK, at("10:00"), True),
        (price, Wait.SETTLING, at("10:40"), False),
        (told, Wait.HANDLING, at("10:50"), False),
        (other, Wait.FEEDBACK, at("11:00"), False),
        (done, Wait.CALL, None, False),
    ]


@pytest.mark.parametrize(
    ("now", "heard"),
    [
        ("10:04", []),
        ("10:05", [("case_settling_soon", Level.SOON, at("10:15"))]),
        ("10:15", [("case_settling_soon", Level.SOON, at("10:15"))]),
        ("10:16", [("case_settling_late", Level.LATE, at("10:15"))]),
        (
            "10:50",
            [("case_feedback_soon", Level.SOON, at("11:00")), ("case_settling_late", Level.LATE, at("10:15"))],
        ),
        (
            "11:01",
            [("case_feedback_late", Level.LATE, at("11:00")), ("case_settling_late", Level.LATE, at("10:15"))],
        ),
    ],
)
def test_the_bell_rings_before_a_customer_has_waited_too_long(desk: ServiceDesk, now: str, heard: object) -> None:
    desk.opens("10:00", topic="price")
    assert [(one.code, one.level, one.at) for one in alarms(desk.looks(at(now)))] == heard


def test_what_was_looked_at_before_is_told_at_its_second_and_forgotten_with_the_act_that_ends_it(
    desk: ServiceDesk,
) -> None:
    """The same desk looks once a second, and what it found before must hide nothing that has become due."""
    on = desk.opens("10:00", topic="price", cause="old label", settlement="lower price")
    second = timedelta(seconds=1)
    remind, by = at("10:05"), at("10:15")
    for now, heard in (
        (remind - second, []),
        (remind, ["case_settling_soon"]),
        (by, ["case_settling_soon"]),
        (by + second, ["case_settling_late"]),
        (at("09:00"), []),  # a clock that was set back
    ):
        assert [one.code for one in alarms(desk.looks(now))] == heard
    tells(desk, on, "10:16")
    desk.does(DESK, HandleEntry(DAY, on, "done"), at("10:17"))
    assert alarms(desk.looks(at("10:17"))) == ()


def test_nothing_rings_for_what_is_told_and_settled(desk: ServiceDesk) -> None:
    on = desk.opens("10:00", topic="price", cause="old label", settlement="lower price")
    tells(desk, on, "10:05")
    desk.does(DESK, HandleEntry(DAY, on, "done"), at("10:06"))
    assert alarms(desk.looks(at("12:00"))) == ()


def test_a_complaint_open_at_the_day_s_end_is_kept_with_a_reason(desk: ServiceDesk) -> None:
    """field.md: a complaint open overnight must be recorded; it travels with the handover and blocks nothing."""
    on = desk.opens("20:00", topic="other")
    desk.opens("20:00", kind="found", storage="drawer")
    (matter,) = unsettled(desk.looks(at("21:30")))
    assert (matter.code, matter.subject, matter.blocks, matter.travels) == ("case_open_overnight", on, False, True)
    desk.does(DESK, KeepCase(DAY, on, "expert comes tomorrow"), at("21:35"))
    assert unsettled(desk.looks(at("21:40"))) == ()


def test_the_next_night_asks_again(desk: ServiceDesk) -> None:
    from dataclasses import replace

    from dutytui.rules.timetable import plan_day

    on = desk.opens("20:00", topic="other")
    desk.does(DESK, KeepCase(DAY, on, "expert comes tomorrow"), at("21:35"))
    tomorrow = replace(desk.looks(at("21:00", TOMORROW)), plan=plan_day(desk.procedures, TOMORROW))
    assert [matter.subject for matter in unsettled(tomorrow)] == [on]
    desk.does(DESK, KeepCase(DAY, on, "expert was ill"), at("21:00", TOMORROW))
    assert unsettled(tomorrow) == ()


def test_the_view_of_a_case_says_what_is_missing_and_what_is_known(desk: ServiceDesk) -> None:
    on = desk.opens(topic="attitude")
    case = service_desk(desk.looks(at("10:05"))).open[0].case
    assert [(one.id, one.given, one.wanted) for one in case.details] == [
        ("responsible", "", True),
        ("phone", "", False),
    ]
    desk.does(DESK, DetailCase(DAY, on, {"responsible": "counter 12"}), at("10:06"))
    desk.does(DESK, DetailCase(DAY, on, {TOPIC: "price"}), at("10:07"))
    case = service_desk(desk.looks(at("10:10"))).open[0].case
    # What was asked for by the topic it had before stays in sight.
    assert [one.id for one in case.details] == ["cause", "settlement", "phone", "responsible"]
