"""A terminal's alerts over a night: a folder of its own, a clock that is moved, and a network that comes and goes."""

from __future__ import annotations

import stat
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dutytui.bootstrap import Desk, open_desk
from dutytui.rules.commands import SignIn
from dutytui.rules.matters import Level
from dutytui.rules.sharing import NOT_SHARED, Peer, Sharing
from dutytui.rules.telling import Pace, Wants
from dutytui.store.alert_file import AlertFile
from dutytui.telling.alerts import Alerts
from dutytui.telling.channels import AlertSettings, Channel, kept_of, read_quiet, settings_of
from dutytui.telling.sending import FAILED, MISSING, SENT
from dutytui.texts import catalogue
from dutytui.texts.areas import alarm_messages
from dutytui.texts.telling import outgoing
from tests.desk import StandingClock, make_mall

URL = "wecombot://geheim-schluessel"
ALL = Wants(frozenset(Level))


class Network:
    """answer: what sending comes to. What is sent is waited for by `Terminal.goes_on`."""

    def __init__(self) -> None:
        self.answer = SENT
        self.tried: list[tuple[str, str, str]] = []

    def __call__(self, url: str, title: str, body: str) -> str:
        self.tried.append((url, title, body))
        return self.answer


class Terminal:
    def __init__(self, desk: Desk, clock: StandingClock, settings: AlertSettings) -> None:
        self.desk, self.clock, self.network = desk, clock, Network()
        self.sharing = NOT_SHARED
        self.alerts = Alerts(AlertFile(desk.local), send=self.network)
        assert self.alerts.choose(settings) is None

    def goes_on(self, minutes: int) -> list[str]:
        """So many minutes pass, half a minute at a time; the bodies that were tried."""
        before = len(self.network.tried)
        for _half in range(2 * minutes):
            self.alerts.look(self.desk.session.look(), self.sharing)
            for thread in threading.enumerate():
                if thread.name == "alerts":
                    thread.join()
            self.clock.later(seconds=30)
        return [body for _url, _title, body in self.network.tried[before:]]


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(time="09:20")


@pytest.fixture
def desk(tmp_path: Path, clock: StandingClock) -> Iterator[Desk]:
    """A morning on which nobody has given the order to open, nor walked a round."""
    before = catalogue.language()
    catalogue.use("en")
    desk = open_desk(make_mall(tmp_path / "mall"), clock=clock)
    desk.session.submit(SignIn("zhang-san", "张三", "duty_manager"))
    yield desk
    desk.close()
    catalogue.use(before)


def settings(*channels: Channel, **pace: Any) -> AlertSettings:
    return AlertSettings(channels or (Channel("group", URL, ALL),), Pace(**pace))


def test_what_is_late_goes_out_once_in_one_message(desk: Desk, clock: StandingClock) -> None:
    terminal = Terminal(desk, clock, settings(Channel("group", URL)))
    (body,) = terminal.goes_on(5)
    assert "Order to open" in body
    assert terminal.network.tried[0][0] == URL
    assert terminal.goes_on(5) == []


def test_a_window_opened_again_does_not_tell_it_once_more(desk: Desk, clock: StandingClock) -> None:
    first = Terminal(desk, clock, settings(Channel("group", URL)))
    assert len(first.goes_on(5)) == 1
    first.alerts.close()
    assert Terminal(desk, clock, settings(Channel("group", URL))).goes_on(5) == []


def test_of_two_windows_one_tells_and_the_other_when_that_is_closed(desk: Desk, clock: StandingClock) -> None:
    first, second = (Terminal(desk, clock, settings()) for _window in range(2))
    assert len(first.goes_on(3)) == 1
    assert second.goes_on(3) == []
    first.alerts.close()
    clock.later(minutes=125)  # what was told before comes again only then
    assert len(second.goes_on(5)) >= 1


def test_without_a_network_it_is_tried_a_few_times_and_noticed_once(desk: Desk, clock: StandingClock) -> None:
    terminal = Terminal(desk, clock, settings(Channel("group", URL, Wants(areas=frozenset({"roll_call"})))))
    terminal.network.answer = FAILED
    assert len(terminal.goes_on(240)) == 6  # and no second message while the first is on its way
    (notice,) = terminal.alerts.notices
    assert (notice.code, notice.values["channel"]) == ("alerts_failing", "group")
    assert URL not in repr(notice)


def test_when_the_network_is_back_the_notice_goes(desk: Desk, clock: StandingClock) -> None:
    terminal = Terminal(desk, clock, settings())
    terminal.network.answer = FAILED
    terminal.goes_on(3)
    assert terminal.alerts.notices
    terminal.network.answer = SENT
    terminal.goes_on(10)
    assert terminal.alerts.notices == []


def test_without_the_package_the_notice_says_what_to_install(desk: Desk, clock: StandingClock) -> None:
    terminal = Terminal(desk, clock, settings())
    terminal.network.answer = MISSING
    terminal.goes_on(3)
    assert [notice.code for notice in terminal.alerts.notices] == ["alerts_missing"]


def test_two_channels_hear_what_each_is_for(desk: Desk, clock: StandingClock) -> None:
    orders = Channel("orders", URL, Wants(areas=frozenset({"roll_call"})))
    rounds = Channel("rounds", "json://127.0.0.1/x", Wants(areas=frozenset({"patrols"})))
    terminal = Terminal(desk, clock, settings(orders, rounds))
    terminal.goes_on(5)
    by_url = {url: body for url, _title, body in terminal.network.tried}
    assert "Order to open" in by_url[URL]
    assert "Order to open" not in by_url["json://127.0.0.1/x"]


def test_a_terminal_that_stands_in_keeps_quiet_while_the_other_is_heard_of(desk: Desk, clock: StandingClock) -> None:
    terminal = Terminal(desk, clock, replace(settings(), after="front"))
    terminal.sharing = Sharing(peers=(Peer("f", "front", heard=clock.now() + timedelta(minutes=20)),))
    assert terminal.goes_on(20) == []
    terminal.sharing = Sharing(peers=(Peer("f", "front", heard=clock.now() - timedelta(minutes=6)),))
    clock.at("11:40")
    assert terminal.goes_on(10) != []


def test_nothing_is_told_where_nothing_is_set_up(desk: Desk, clock: StandingClock) -> None:
    terminal = Terminal(desk, clock, AlertSettings())
    assert terminal.goes_on(5) == []
    assert not (desk.local.data / "alerts-told.json").exists()


def test_what_another_window_chooses_holds_here_too(desk: Desk, clock: StandingClock) -> None:
    terminal = Terminal(desk, clock, AlertSettings())
    terminal.goes_on(1)
    assert Alerts(AlertFile(desk.local)).choose(settings()) is None
    assert len(terminal.goes_on(5)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_the_address_lies_in_a_file_for_its_owner_alone_and_nowhere_else(
    desk: Desk, clock: StandingClock, tmp_path: Path
) -> None:
    Terminal(desk, clock, settings()).goes_on(5)
    file = desk.local.data / "alerts.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    holding = [path for path in tmp_path.rglob("*") if path.is_file() and b"geheim" in path.read_bytes()]
    assert not [path for path in holding if path != file]


def test_the_address_is_in_no_words_about_a_channel() -> None:
    channel = Channel("group", URL)
    assert "geheim" not in repr(channel) + str(channel) + channel.masked + repr(settings(channel))


NAME = "a person's name or what somebody typed"


@pytest.mark.parametrize("code", sorted(alarm_messages()))
def test_no_name_and_nothing_typed_goes_out_whatever_the_alarm(code: str) -> None:
    """Values that say who or hold free text are kept back in every wording there is, and in each language."""
    from string import Formatter

    from dutytui.rules.matters import Alarm

    told = alarm_messages()[code]
    names = {name for _text, name, _spec, _conversion in Formatter().parse(told) if name}
    private = names & {"who", "person", "name", "others", "waits_for", "file", "writer", "terminal", "reason", "words"}
    values = dict.fromkeys(names, "1") | dict.fromkeys(private, NAME)
    for language in ("en", "zh-Hans", "zh-Hant"):
        catalogue.use(language)
        assert NAME not in outgoing(Alarm(code, "x", Level.LATE, StandingClock().now(), values))
    catalogue.use("en")


@pytest.mark.parametrize(
    ("typed", "read"),
    [("22:30-08:00", (1350, 480)), ("2230 - 0800", (1350, 480)), ("9:00–18:00", (540, 1080)), ("25:00-08:00", None)],
)
def test_quiet_hours_as_they_are_typed(typed: str, read: tuple[int, int] | None) -> None:
    assert read_quiet(typed) == read


def test_what_is_kept_is_read_back_and_damaged_lines_are_left_out() -> None:
    whole = AlertSettings(
        (Channel("a", URL, Wants(areas=frozenset({"closing"})), "duty_manager"),),
        Pace((1350, 480), frozenset({"closing"}), 5, StandingClock().now()),
        "front",
    )
    kept = kept_of(whole)
    assert settings_of(kept) == whole
    kept["channels"] += ["x", {"name": "B!", "url": URL}, {"name": "c", "url": "exec://rm"}, {"name": 3}]
    kept["per_hour"] = 10**9
    read = settings_of(kept)
    assert [one.name for one in read.channels] == ["a"]
    assert read.pace.per_hour == Pace().per_hour
