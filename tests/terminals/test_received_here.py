"""An entry that was made while the share was away, as the others see it when it comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dutytui.exports.document import Table
from dutytui.reports.gathered import day_report
from dutytui.rules.commands import EntryFields, LogEntry
from tests.desk import at_desk
from tests.terminals.on_a_share import House, Station

ZHANG, ZHOU = ("zhang-san", "duty_manager"), ("zhou-ba", "security_chief")


@dataclass
class Pair:
    house: House
    here: Station
    there: Station

    def cut(self) -> None:
        self.house.share.rename(self.house.share.with_name("unplugged"))

    def mend(self) -> None:
        self.house.share.with_name("unplugged").rename(self.house.share)

    def writes(self, text: str) -> None:
        self.there.does(LogEntry(self.there.desk.session.day, EntryFields(kind="safety", text=text, place="B1")))

    def meet(self) -> None:
        self.house.meet(self.here, self.there)


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pair]:
    house = House(tmp_path, monkeypatch)
    here, there = house.station("desk"), house.station("till")
    here.start(*ZHANG)
    there.start(*ZHOU)
    found = Pair(house, here, there)
    found.meet()
    yield found
    for one in (there, here):
        one.stop()


def late_day(pair: Pair) -> None:
    """Written at 08:21 while the share was away for two hours; the second one comes at once."""
    pair.house.clock.at("08:21")
    pair.cut()
    pair.meet()
    pair.writes("卸货区漏水")
    pair.house.clock.at("10:21")
    pair.mend()
    pair.meet()
    pair.writes("已关闸")
    pair.meet()


def marks(pair: Pair, at: Station) -> list[tuple[object, object]]:
    """What the remarks of the day's log say of each record."""
    document = day_report(at.desk.session, at.desk.session.day, arrivals=at.desk.exchange.arrivals)
    section = next(one for one in document.sections if one.id == "remarks")
    (table,) = [part for part in section.parts if isinstance(part, Table)]
    return [(row[5], row[6]) for row in table.rows]


def test_the_day_s_log_says_when_it_came_here_and_only_here(pair: Pair) -> None:
    late_day(pair)
    assert marks(pair, pair.here) == [("卸货区漏水", "received here 10:21, 2 h 00 min after it was recorded")]
    assert marks(pair, pair.there) == []


async def test_its_details_and_the_review_say_when_it_came_here(pair: Pair) -> None:
    """Also when nothing is shared any more."""
    late_day(pair)
    pair.here.desk.exchange.disconnect()
    pair.here.stop()
    pair.here.monkeypatch.setenv("DUTYTUI_HOME", str(pair.house.share.parent / "home-desk"))
    async with at_desk(pair.here.mall, clock=pair.house.clock, size=(120, 40)) as desk:
        said = "本终端 10:21 收到，记录后 2 小时 00 分"
        await desk.press("3", "home")
        desk.sees("卸货区漏水", said)
        await desk.press("down")
        desk.misses(said)
        await desk.press("home", "enter")
        desk.sees("卸货区漏水", said)
        await desk.press("escape", "0", "ctrl+right")
        desk.sees("晚收到")
    pair.here.start()


@pytest.mark.parametrize(("minutes", "told"), [(10, 0), (11, 1)])
def test_what_took_no_longer_than_the_mall_s_measure_is_not_late(pair: Pair, minutes: int, told: int) -> None:
    pair.house.clock.at("08:21")
    pair.cut()
    pair.meet()
    pair.writes("卸货区漏水")
    pair.house.clock.later(minutes=minutes)
    pair.mend()
    pair.meet()
    assert len(marks(pair, pair.here)) == told
