"""A morning of patrols at the desk: begun, ticked, called in by radio, missed, unknown, read from a reader's file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from dutytui.rules.patrols import views
from dutytui.rules.patrols.standing import RoundStatus
from dutytui.rules.patrols.views import RoundView
from dutytui.rules.presence.fold import is_open
from dutytui.screens.patrol.list import RoundList
from dutytui.widgets.bars import BottomBar
from tests.desk import Robot, StandingClock, at_desk, make_mall


@pytest.fixture
def mall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("DUTYTUI_HOME", str(tmp_path / "home"))
    yield make_mall(tmp_path / "mall")


def round_of(robot: Robot, key: str) -> RoundView:
    return next(one for one in views.rounds(robot.session.look()).rounds if one.key == key)


def chosen(robot: Robot) -> RoundView:
    screen = robot.app.screen
    assert isinstance(screen, RoundList)
    view = screen.selected()
    assert view is not None
    return view


def message(robot: Robot) -> str:
    return robot.app.screen.query_one(BottomBar).message


async def goes_to(robot: Robot, key: str) -> None:
    screen = robot.app.screen
    assert isinstance(screen, RoundList)
    assert screen.rows.go_to(f"round:{key}")
    await robot.settle()


def recorded(mall: Path) -> list[tuple[str, str]]:
    events = []
    for file in sorted((mall / "logs").glob("*/*.json")):
        events += json.loads(file.read_text("utf-8"))["events"].values()
    return [(event["kind"], event["on"]) for event in events]


async def test_a_round_is_begun_and_ticked_with_one_key(mall: Path) -> None:
    async with at_desk(mall, clock=StandingClock(time="09:31")) as robot:
        await robot.press("4")
        robot.sees("营业巡场", "防火巡查")
        await goes_to(robot, "floors@0930")
        await robot.press("enter")
        assert round_of(robot, "floors@0930").status is RoundStatus.RUNNING
        robot.sees("0/10")
        for minute in range(10):
            await robot.at(f"09:{33 + minute}")
            await robot.press("enter")
        view = round_of(robot, "floors@0930")
        assert view.status is RoundStatus.DONE and view.found == ()
        assert view.reached == 10


async def test_how_long_a_round_has_run_does_not_read_as_a_time_of_the_day(mall: Path) -> None:
    async with at_desk(mall, clock=StandingClock(time="09:31")) as robot:
        await robot.press("4")
        await goes_to(robot, "floors@0930")
        await robot.press("enter")
        await robot.at("09:50")
        robot.sees("下一点：6F 卖场  已 19:00", "在巡  已 19:00")


async def test_the_countdown_runs_each_second(mall: Path) -> None:
    async with at_desk(mall, clock=StandingClock(time="09:20")) as robot:
        await robot.press("4")
        robot.clock.at("09:25:48")
        robot.app._tick()
        await robot.settle()
        robot.sees("04:12")
        robot.clock.at("09:43:00")
        robot.app._tick()
        await robot.settle()
        robot.sees("03:00")


async def test_radio_calls_are_typed_one_after_the_other(mall: Path) -> None:
    async with at_desk(mall, clock=StandingClock(time="09:31")) as robot:
        await robot.press("4")
        await goes_to(robot, "fire@0900")
        assert chosen(robot).status is RoundStatus.DUE  # it was late to begin when the mall was first opened
        await robot.press("enter", "ctrl+r")
        await robot.at("09:40")
        await robot.types("B1 好了")
        robot.sees("B1 卖场")
        await robot.press("enter")
        await robot.types("3F 仓库 完毕 0935")
        await robot.press("enter")
        await robot.types("卖场 完毕")
        before = round_of(robot, "fire@0900").reached
        await robot.press("enter")
        assert round_of(robot, "fire@0900").reached == before == 2
        points = {point.point.id: point for point in round_of(robot, "fire@0900").points}
        assert {points[one].evidence for one in ("floor_b1", "store_3f")} == {"radio"}
        store = points["store_3f"].reached
        assert store is not None and f"{store:%H%M}" == "0935"
        await robot.press("escape", "down")


async def test_missed_rounds_with_one_cause_are_explained_together(mall: Path) -> None:
    async with at_desk(mall, clock=StandingClock(time="08:20")) as robot:
        await robot.at("11:05")
        await robot.press("4")
        missed = [one.key for one in views.rounds(robot.session.look()).rounds if one.needs_word]
        assert missed == ["fire@0900", "floors@0930", "floors@1000", "floors@1030"]
        await goes_to(robot, "floors@1000")
        await robot.press("f4")
        robot.sees("x 漏巡" if "漏巡" in robot.screen else "x missed")
        await robot.press("tab", "home", "space", "tab")
        await robot.types("三楼水浸，全员在场处置")
        await robot.press("enter")
        after = {one.key: one.status for one in views.rounds(robot.session.look()).rounds}
        assert after["fire@0900"] is RoundStatus.MISSED
        assert {after[key] for key in missed[1:]} == {RoundStatus.EXPLAINED}
        robot.sees("三楼水浸")
        await robot.at("21:00")
        assert round_of(robot, "floors@1000").status is RoundStatus.EXPLAINED


async def test_while_the_terminal_was_off_nobody_can_say(mall: Path) -> None:
    """Unknown is not missed: closed at 09:25, opened again at 11:05."""
    async with at_desk(mall, clock=StandingClock(time="08:20")) as robot:
        await robot.at("09:25")
    async with at_desk(mall, clock=StandingClock(time="11:05")) as robot:
        await robot.press("4")
        status = {one.key: one.status for one in views.rounds(robot.session.look()).rounds}
        assert {status[key] for key in ("floors@0930", "floors@1000", "floors@1030")} == {RoundStatus.UNKNOWN}
        assert round_of(robot, "fire@1100").status is RoundStatus.DUE
        await robot.at("12:05")
        assert round_of(robot, "fire@1100").status is RoundStatus.UNKNOWN  # nobody knows of its first five minutes
        assert round_of(robot, "floors@1130").status is RoundStatus.MISSED
    desk = [kind for kind, on in recorded(mall) if on == "desk:desk"]
    assert desk == ["desk_opened", "desk_closed", "desk_opened", "desk_closed"]


async def test_after_a_crash_it_was_on_until_it_was_last_alive(mall: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_desk(mall, clock=StandingClock(time="08:20")) as robot:
        await robot.at("09:27")
        monkeypatch.setattr(type(robot.desk), "sleep", lambda _desk: None)  # killed: it says nothing any more
    monkeypatch.undo()
    monkeypatch.setenv("DUTYTUI_HOME", str(mall.parent / "home"))
    async with at_desk(mall, clock=StandingClock(time="11:05")) as robot:
        closed = [
            event
            for subject in robot.session.state.subjects(robot.session.day, "desk:")
            for event in subject.events
            if event.kind == "desk_closed"
        ]
        assert [(f"{event.at:%H:%M}", dict(event.data)) for event in closed] == [("09:27", {"crashed": True})]
        assert round_of(robot, "floors@0930").status is RoundStatus.UNKNOWN


async def test_a_desk_that_stands_over_night_opens_the_new_day(mall: Path) -> None:
    clock = StandingClock(time="23:00")
    async with at_desk(mall, clock=clock) as robot:
        clock.later(hours=7)
        robot.app._tick()
        await robot.settle()
        opened = [subject.on for subject in robot.session.state.subjects(robot.session.day, "desk:")]
        assert opened == ["desk:desk"]


async def test_random_rounds_are_drawn_when_somebody_is_there_who_walks_them(mall: Path) -> None:
    async with at_desk(mall, clock=StandingClock(time="08:20")) as robot:
        await robot.at("08:21")
        await robot.at("08:22")
        assert [kind for kind, _on in recorded(mall)].count("rounds_drawn") == 1
        await robot.press("4")
        await robot.press("end")
        robot.sees("--:--", "安全巡逻")


async def test_undo_takes_back_step_by_step(mall: Path) -> None:
    async with at_desk(mall, clock=StandingClock(time="09:31")) as robot:
        await robot.press("4")
        await goes_to(robot, "floors@0930")
        await robot.press("enter", "enter")
        assert round_of(robot, "floors@0930").reached == 1
        await robot.press("f6")
        assert round_of(robot, "floors@0930").reached == 0
        await robot.press("f6")
        assert round_of(robot, "floors@0930").status is RoundStatus.DUE


async def test_ending_early_asks_why_points_were_left_out(mall: Path) -> None:
    async with at_desk(mall, clock=StandingClock(time="09:31")) as robot:
        await robot.press("4")
        await goes_to(robot, "floors@0930")
        await robot.press("enter", "enter", "ctrl+e")
        await robot.types("B1 临时封闭")
        await robot.press("enter")
        view = round_of(robot, "floors@0930")
        assert view.status is RoundStatus.DONE and len(view.found[-1].points) == 9


async def test_something_wrong_on_the_way_goes_into_the_logbook_with_its_place(mall: Path) -> None:
    async with at_desk(mall, clock=StandingClock(time="09:31")) as robot:
        await robot.press("4")
        await goes_to(robot, "floors@0930")
        await robot.press("enter", "enter", "f5")
        await robot.types("消防栓被挡")
        await robot.press("enter")
        (entry,) = robot.session.logbook().entries
        assert entry.place is not None and entry.place.id == "6F" and "消防栓被挡" in entry.text


async def test_a_missed_round_is_recorded_afterwards_with_its_real_time(mall: Path) -> None:
    async with at_desk(mall, clock=StandingClock(time="08:20")) as robot:
        await robot.at("11:05")
        await robot.press("4")
        await goes_to(robot, "floors@1000")
        await robot.press("enter")
        await robot.types("1003")
        await robot.press("enter")
        view = round_of(robot, "floors@1000")
        assert view.began is not None and f"{view.began:%H%M}" == "1003"
        assert view.history[-1].late_entry


async def test_a_readers_file_is_brought_in_once(mall: Path, tmp_path: Path) -> None:
    file = tmp_path / "wand.csv"
    file.write_bytes("巡点,时间,设备\n6F,10:01,棒7\n火星,10:02,棒7\nB1,10:03,棒7\n".encode("gb18030"))
    async with at_desk(mall, clock=StandingClock(time="08:20")) as robot:
        await robot.at("11:05")
        await robot.press("4", "ctrl+o")
        await robot.pastes(str(file))
        await robot.press("enter")
        robot.sees("火星")
        await robot.press("escape")
        view = round_of(robot, "floors@1000")
        assert view.status is RoundStatus.RUNNING and view.read and view.reached == 2
        events = len(recorded(mall))
        await robot.press("ctrl+o", "enter", "escape")
        assert len(recorded(mall)) == events


async def test_a_folder_is_no_readers_file_and_tab_goes_on_to_the_one_in_it(mall: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reader"
    folder.mkdir()
    (folder / "wand.csv").write_bytes("巡点,时间\n6F,10:01\n".encode())
    async with at_desk(mall, clock=StandingClock(time="08:20"), size=(120, 40), language="en") as robot:
        await robot.at("11:05")
        await robot.press("4", "ctrl+o")
        await robot.pastes(f"{folder}/")
        await robot.press("enter")
        robot.sees("This is a folder", "wand.csv")
        await robot.press("tab", "enter")
        assert round_of(robot, "floors@1000").reached == 1


async def test_a_free_round_and_other_days(mall: Path) -> None:
    async with at_desk(mall, clock=StandingClock(time="14:07"), size=(120, 40), language="en") as robot:
        await robot.press("4", "ctrl+n", "1")
        view = chosen(robot)
        assert not view.planned and view.status is RoundStatus.RUNNING
        robot.sees("Points", "6F sales floor")
        await robot.press("ctrl+right")
        robot.sees("11-24")
        await robot.press("enter")
        assert "has not begun" in message(robot)
        await robot.press("ctrl+left")
        await robot.press("f3")
        await robot.types("fire")
        await robot.press("enter")
        robot.misses("Sales floor patrol")


async def test_a_mall_without_patrols_says_what_to_write(mall: Path) -> None:
    (mall / "checklists" / "patrols.yaml").unlink()
    async with at_desk(mall) as robot:
        await robot.press("4")
        robot.sees("checklists/patrols.yaml")
        await robot.press("enter", "f4", "f5", "escape", "f6", "f7", "ctrl+t", "ctrl+r", "ctrl+n", "ctrl+e")
        assert not [kind for kind, on in recorded(mall) if on.startswith("round:")]


async def test_a_new_day_whose_beginning_the_disk_refused_is_opened_a_minute_later(
    mall: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = StandingClock(time="23:00")
    async with at_desk(mall, clock=clock) as robot:
        clock.later(hours=7)

        def full(*_arguments: object, **_options: object) -> None:
            raise OSError(28, "full")

        monkeypatch.setattr(type(robot.session._journal), "append", full)
        robot.app._tick()
        await robot.settle()
        state, day = robot.session.state, robot.session.day
        assert robot.session.awake and not is_open(state, day, "desk")
        monkeypatch.undo()
        clock.later(minutes=1)
        robot.app._tick()
        assert is_open(state, day, "desk")
