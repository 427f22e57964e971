"""Somebody sets a channel up at the desk, tries it out, is told when nothing goes out; the address is never seen."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from dutytui.screens.alerts.form import ChannelForm
from dutytui.screens.alerts.outgoing import Outgoing
from dutytui.telling.alerts import Alerts
from dutytui.telling.sending import FAILED, SENT
from tests.desk import Robot, StandingClock, at_desk, in_use_since, make_mall

URL = "wecombot://geheim-schluessel"


class Network:
    def __init__(self) -> None:
        self.answer, self.tried = SENT, []  # type: ignore[var-annotated]

    def __call__(self, url: str, title: str, body: str) -> str:
        self.tried.append((url, title, body))
        return self.answer


@asynccontextmanager
async def at_the_desk(tmp_path: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[Robot, Network]]:
    network = Network()
    mall = in_use_since(make_mall(tmp_path / "mall"), "2026-11-20")
    async with at_desk(mall, clock=StandingClock(time="09:20"), size=size, language="en") as robot:
        robot.app.outgoing.alerts._send = network
        yield robot, network


async def opens(robot: Robot, what: str) -> None:
    await robot.press("f10")
    await robot.types("alarms sent out")
    await robot.press("enter")
    await robot.types(what)
    await robot.press("enter")


async def sets_up(robot: Robot, url: str = URL) -> None:
    await opens(robot, "new channel")
    assert isinstance(robot.app.screen, ChannelForm)
    await robot.types("group")
    await robot.press("tab")
    await robot.types(url)
    robot.misses("geheim")
    await robot.press("enter")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_channel_is_set_up_and_tried_out(tmp_path: Path, size: tuple[int, int]) -> None:
    async with at_the_desk(tmp_path, size) as (robot, network):
        await sets_up(robot)
        robot.sees("group: saved")
        await opens(robot, "group")
        robot.misses("geheim")
        await robot.press("1")
        await robot.settle()
        robot.sees("the test was sent")
        assert [url for url, _title, _body in network.tried] == [URL]
        await opens(robot, "group")
        await robot.press("3")
        assert robot.app.outgoing.alerts.settings.channels == ()


async def test_what_is_no_address_is_said_and_stays_unseen(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path) as (robot, _network):
        await sets_up(robot, "geheim-schluessel")
        assert isinstance(robot.app.screen, ChannelForm)
        robot.sees("An address is needed")
        robot.misses("geheim")
        assert not list(robot.desk.local.data.rglob("alerts.json"))


async def test_alarms_go_out_while_one_works_and_the_desk_goes_on_without_a_network(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path) as (robot, network):
        await sets_up(robot)
        network.answer = FAILED
        for minute in range(21, 26):
            for _second in range(5):
                await robot.at(f"09:{minute}")
            for thread in threading.enumerate():
                if thread.name == "alerts":
                    thread.join()
        assert network.tried
        assert "Order to open" in network.tried[0][2]
        assert [n.code for n in robot.session.notices if n.code.startswith("alerts_")] == ["alerts_failing"]
        await robot.press("f10")
        await robot.types("notices")
        await robot.press("enter")
        robot.sees("Alarms have not gone out to group")
        robot.misses("geheim")


async def test_quiet_hours_and_an_hour_of_silence_are_chosen(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path) as (robot, _network):
        await opens(robot, "quiet hours")
        await robot.types("22:30-08:00")
        await robot.press("tab")
        await robot.types("closing nonsense")
        await robot.press("enter")
        robot.sees("There is no area nonsense")
        await robot.press(*["backspace"] * 9, "enter")
        await opens(robot, "nothing for an hour")
        pace = robot.app.outgoing.alerts.settings.pace
        assert (pace.quiet, pace.urgent) == ((1350, 480), {"closing"})
        assert pace.muted is not None
        await opens(robot, "let alarms out")
        assert robot.app.outgoing.alerts.settings.pace.muted is None


async def test_what_is_set_up_from_outside_is_told_by_a_desk_that_stands_open_already(tmp_path: Path) -> None:
    """Where nobody was set up nothing of it is loaded; `dutytui alerts set` in another window changes that."""
    async with at_the_desk(tmp_path) as (robot, network):
        del robot.app.outgoing.alerts
        made: list[Alerts] = []

        def make() -> Alerts:
            made.append(robot.app._desk.make_alerts())
            made[0]._send = network
            return made[0]

        robot.app.outgoing = Outgoing(make, robot.app._desk.has_alerts)
        for _second in range(10):
            robot.app._tick()
        assert not made
        (robot.app._desk.local.data / "alerts.json").write_text('{"channels": [{"name": "g", "url": "json://x"}]}')
        for _second in range(5):
            robot.app._tick()
        assert [one.name for one in made[0].settings.channels] == ["g"]
