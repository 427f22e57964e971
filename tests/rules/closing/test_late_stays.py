"""People who stay after closing: registered, watched, and gone before the day is closed (a mall's own practice)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from dutytui.rules.closing import views
from dutytui.rules.closing.alarms import alarms
from dutytui.rules.closing.commands import EndStay, RegisterStay
from dutytui.rules.closing.unsettled import unsettled
from dutytui.rules.commands import TickItem, Undo
from dutytui.rules.events import STAY_ENDED, STAY_REGISTERED, Fact
from dutytui.rules.matters import Level
from tests.rules.a_mall import DAY, Desk, at
from tests.rules.closing.a_night import FLOORS, START, WHO, a_desk, gathered, look, sweep_of, swept

STAY = RegisterStay(DAY, "Wang", "2F", at("23:30"), "stock-taking")


def registered() -> tuple[Desk, str]:
    desk = a_desk()
    return desk, desk.does("sun", STAY, START, post="guard")[0].on


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (RegisterStay(DAY, " ", "2F", at("23:30"), "x"), "name_missing"),
        (RegisterStay(DAY, "Wang", "9F", at("23:30"), "x"), "place_unknown"),
        (RegisterStay(DAY, "Wang", "2F", at("21:00"), "x"), "stay_until_past"),
        (RegisterStay(DAY, "Wang", "2F", at("23:30"), " "), "reason_missing"),
        (RegisterStay(DAY, "Wang", "2F", at("23:30"), "x", at("23:00")), "time_in_future"),
        (EndStay(DAY, "stay:nobody"), "stay_unknown"),
    ],
)
def test_what_a_register_needs(command: RegisterStay | EndStay, code: str) -> None:
    assert a_desk().refuses("sun", command, START, post="guard").code == code


def test_a_stay_is_shown_on_its_floor_until_it_ends() -> None:
    desk, stay = registered()
    assert [one.name for one in sweep_of(desk.state).floors[1].stays] == ["Wang"]
    assert [one.code for one in unsettled(look(desk.state))] == ["late_stay"]
    desk.does("sun", EndStay(DAY, stay, "left by the passage"), at("23:10"), post="guard")
    assert sweep_of(desk.state).floors[1].stays == ()
    assert unsettled(look(desk.state)) == ()
    assert [one.ended for one in views.stays(look(desk.state))] == [at("23:10")]
    assert desk.refuses("sun", EndStay(DAY, stay), at("23:11"), post="guard").code == "stay_ended_already"


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (at("23:19"), set()),
        (at("23:20"), {("stay_ends_soon", Level.SOON)}),
        (at("23:30"), {("stay_ends_soon", Level.SOON)}),
        (at("23:31"), {("stay_over", Level.LATE)}),
    ],
)
def test_who_stays_longer_than_said_is_told(now: datetime, told: set[tuple[str, Level]]) -> None:
    desk, stay = registered()
    found = {(one.code, one.level) for one in alarms(look(desk.state, now)) if one.subject == stay}
    assert found == told


def test_a_sweep_past_its_end_is_told() -> None:
    assert "sweep_late" not in {one.code for one in alarms(look(a_desk().state, at("22:30")))}
    assert "sweep_late" in {one.code for one in alarms(look(a_desk().state, at("22:31")))}


def test_a_sweep_that_was_looked_at_before_is_told_a_second_late_and_forgotten_when_it_is_finished() -> None:
    desk = gathered(a_desk())

    def told(now: datetime) -> set[str]:
        return {one.code for one in alarms(look(desk.state, now))} & {"sweep_late"}

    assert told(at("22:30")) == set()
    assert told(at("22:30") + timedelta(seconds=1)) == {"sweep_late"}
    assert told(at("22:40")) == {"sweep_late"}
    swept(desk, floors=len(FLOORS))
    assert told(at("22:41")) == {"sweep_late"}, "it is not signed yet"
    for who in ("zhao", "qian", "sun"):
        desk.does(who, TickItem(DAY, "clearance_sweep/signed"), at("22:42"), post=WHO[who])
    assert told(at("22:42")) == set()


def test_registering_and_ending_can_be_taken_back() -> None:
    desk, stay = registered()
    ended = desk.does("sun", EndStay(DAY, stay), START, post="guard")[0]
    desk.does("sun", Undo(DAY, stay, ended.id), START, post="guard")
    assert len(unsettled(look(desk.state))) == 1
    desk.does("sun", Undo(DAY, stay, desk.journal[0].id), START, post="guard")
    assert views.stays(look(desk.state)) == ()


def test_stays_of_any_shape_are_read_without_an_error() -> None:
    desk = a_desk()
    for number, data in enumerate(({}, {"name": 3, "until": "soon"}, {"until": "2026-11-23T23:00"})):
        for kind in (STAY_ENDED, STAY_REGISTERED):
            desk.records(Fact(kind, f"stay:{number}", DAY, START, "sun", "guard", data=data), START)
    assert len(views.stays(look(desk.state))) == 3
    assert alarms(look(desk.state)) is not None
