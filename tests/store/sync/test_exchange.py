"""A terminal's exchange as the program drives it: one process carries, a window and the wall board hear of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dutytui import exchange as module
from dutytui.exchange import Exchange
from dutytui.rules.sharing import Reach
from tests.store.mall import DAY, NOW, Mall


class Choices:
    """Settings in memory."""

    def __init__(self, **values: Any) -> None:
        self.values = values

    def get(self, name: str, default: Any = None) -> Any:
        return self.values.get(name, default)

    def set(self, name: str, value: Any) -> OSError | None:
        self.values[name] = value
        return None


class Place:
    """A terminal on a real disk: its mall, its windows."""

    def __init__(self, folder: Path, name: str) -> None:
        (folder / "checklists").mkdir(parents=True)
        self.mall = Mall(folder)
        self.folder = folder
        self.choices = Choices(writer=name)
        self.name = name
        self.held = ""

    def window(self, *, journal: bool = True) -> tuple[Exchange, Any]:
        opened = self.mall.journal(self.name) if journal else None
        return Exchange(self.folder, self.mall.local, self.choices, lambda: NOW, lambda: self.held, opened), opened


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each beat is two seconds after the one before."""
    seconds = iter(range(0, 10_000, 2))
    monkeypatch.setattr(module, "passed", lambda: float(next(seconds)))
    return iter(())


@pytest.fixture
def places(tmp_path: Path, passes: None) -> tuple[Place, Place]:
    desk, till = Place(tmp_path / "a", "desk"), Place(tmp_path / "b", "till")
    for place in (desk, till):
        (place.mall.local).mkdir(parents=True)
        exchange, _journal = place.window(journal=False)
        assert exchange.connect(tmp_path / "share") is None
    return desk, till


def words(beat: Any) -> list[str]:
    return [event.data["text"] for event in beat.events if "text" in event.data]


def test_without_a_share_nothing_is_done(tmp_path: Path) -> None:
    place = Place(tmp_path / "a", "desk")
    exchange, _journal = place.window(journal=False)
    assert exchange.beat().events == ()
    assert exchange.sharing.reach is Reach.OFF
    assert not (place.mall.local / "sync.lock").exists()
    assert exchange.rest is None and not exchange.news.is_set()
    exchange.connect(tmp_path / "share")
    assert exchange.news.is_set(), "a beat that rests for ever has something to do now"


class Steady:
    """Windows that beat when their rest is over, and as soon as something is recorded, by a clock of their own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *windows: Exchange) -> None:
        self.seconds = 0.0
        self.beats = [0 for _ in windows]
        self._next = [0.0 for _ in windows]
        self._windows = windows
        monkeypatch.setattr(module, "passed", lambda: self.seconds)

    def beat(self, place: int) -> list[str]:
        self.beats[place] += 1
        said = self._windows[place].beat()
        rest = self._windows[place].rest
        assert rest is not None and rest > 0
        self._next[place] = self.seconds + rest
        return words(said)

    def until(self, word: str, at_most: float) -> float:
        """Seconds until a window hears of it."""
        began = self.seconds
        while self.seconds < began + at_most:
            place = self._next.index(min(self._next))
            self.seconds = max(self._next[place], self.seconds)
            if word in self.beat(place):
                return self.seconds - began
        return at_most


def test_resting_as_long_as_it_says_nothing_comes_later_than_by_the_intervals(
    places: tuple[Place, Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, till = places
    here, _own = desk.window()
    there, journal = till.window()
    steady = Steady(monkeypatch, here, there)
    steady.until("first", 7.3)
    for number in range(8):
        steady.seconds += number * 0.29
        till.mall.record(journal, f"word {number}")
        steady.beat(1)  # what is recorded here is looked at at once
        assert steady.until(f"word {number}", 5) <= 3.001, "published within a second, looked for within two"
    steady.until("seen", 10)
    before = list(steady.beats)
    steady.until("nothing", 60)
    idle = [after - was for after, was in zip(steady.beats, before, strict=True)]
    assert max(idle) <= 62, "one a second: where nothing happens, nothing more is looked at"
    here.close()
    there.close()


def test_a_second_window_hears_what_the_first_has_taken_also_of_earlier_days(places: tuple[Place, Place]) -> None:
    desk, till = places
    first, _one = desk.window()
    second, _two = desk.window()
    other, journal = till.window()
    first.beat()
    second.beat()
    till.mall.record(journal, "heute")
    till.mall.record(journal, "gestern", day=DAY - timedelta(days=1))
    for _ in range(3):
        other.beat()
        taken = first.beat()
        if taken.events:
            break
    assert words(taken) == ["heute", "gestern"]
    heard = second.beat()
    assert words(heard) == ["heute", "gestern"]
    assert second.sharing.reach is Reach.HERE
    assert second.beat().events == (), "and each only once"


def test_what_came_between_a_windows_opening_and_its_first_beat_is_heard(places: tuple[Place, Place]) -> None:
    desk, till = places
    first, _one = desk.window()
    other, journal = till.window()
    first.beat()
    second, _two = desk.window()  # its session reads what is there now
    till.mall.record(journal, "gestern", day=DAY - timedelta(days=1))
    for _ in range(3):
        other.beat()
        first.beat()
    assert words(second.beat()) == ["gestern"]


def test_who_carries_next_hears_what_the_one_before_took_last(places: tuple[Place, Place]) -> None:
    desk, till = places
    first, _one = desk.window()
    second, _two = desk.window()
    other, journal = till.window()
    first.beat()
    second.beat()
    till.mall.record(journal, "gestern", day=DAY - timedelta(days=1))
    for _ in range(3):
        other.beat()
        first.beat()
    first.close()
    assert words(second.beat()) == ["gestern"]
    assert words(second.beat()) == []


def test_a_wall_board_alone_carries_until_a_desk_is_there_and_after_it(places: tuple[Place, Place]) -> None:
    desk, till = places
    wall, _none = desk.window(journal=False)
    other, journal = till.window()
    till.mall.record(journal, "a")
    for _ in range(3):
        other.beat()
    assert words(wall.beat()) == ["a"]
    first, _one = desk.window()
    assert first.beat().events == ()
    wall.close()
    till.mall.record(journal, "b")
    other.beat()
    assert "b" in words(first.beat())


def test_what_a_second_window_records_is_carried_by_the_first(places: tuple[Place, Place]) -> None:
    desk, till = places
    first, _one = desk.window()
    second, journal = desk.window()
    first.beat()
    second.beat()
    desk.mall.record(journal, "from the second")
    other, _theirs = till.window()
    found: list[str] = []
    for _ in range(4):
        first.beat()
        found += words(other.beat())
    assert found == ["from the second"]


def test_the_share_may_be_taken_away_while_it_runs(places: tuple[Place, Place]) -> None:
    exchange, _journal = places[0].window()
    exchange.beat()
    assert exchange.disconnect() is None
    exchange.beat()
    assert exchange.sharing.reach is Reach.OFF


def test_a_share_that_names_no_roster_is_told_of_the_one_that_holds_here(places: tuple[Place, Place]) -> None:
    desk, till = places
    first, _journal = desk.window(journal=False)
    other, _journal = till.window(journal=False)
    assert first.beat().mall == ""
    desk.held = "f" * 64
    assert first.beat().mall == "f" * 64
    assert other.beat().mall == "f" * 64
    till.held = "e" * 64
    assert other.beat().mall == "f" * 64, "nobody puts another roster's name in its place by himself"


def test_a_share_of_another_roster_is_not_connected(tmp_path: Path, passes: None) -> None:
    desk, till = Place(tmp_path / "a", "desk"), Place(tmp_path / "b", "till")
    desk.held, till.held = "f" * 64, "e" * 64
    first, _journal = desk.window(journal=False)
    other, _journal = till.window(journal=False)
    desk.mall.local.mkdir(parents=True)
    till.mall.local.mkdir(parents=True)
    assert first.connect(tmp_path / "share") is None
    first.beat()
    refused = other.connect(tmp_path / "share")
    assert refused is not None and refused.code == "another_roster"
    assert other.folder is None


def test_the_roster_that_a_person_chooses_is_named_when_the_share_is_back(
    tmp_path: Path, places: tuple[Place, Place]
) -> None:
    desk, _till = places
    first, _journal = desk.window(journal=False)
    desk.held = "f" * 64
    first.beat()
    (tmp_path / "share").rename(tmp_path / "away")
    first.beat()
    desk.held = "e" * 64
    first.belongs_to("e" * 64)
    first.beat()
    first.close()
    again, _journal = desk.window(journal=False)
    (tmp_path / "away").rename(tmp_path / "share")
    assert again.beat().mall == "e" * 64


def test_what_others_record_is_told_by_the_system_before_the_next_look_is_due(
    places: tuple[Place, Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, till = places
    other, journal = till.window()
    till.mall.record(journal, "the folder of the day")
    other.beat()
    here, _own = desk.window()
    assert words(here.beat()) == ["the folder of the day"]
    here.beat()
    monkeypatch.setattr(module, "passed", lambda: 20_000.0)
    here.beat()
    assert here.news.wait(0) is False, "what was put there by oneself is no news"
    till.mall.record(journal, "now")
    monkeypatch.setattr(module, "passed", lambda: 40_000.0)
    other.beat()
    monkeypatch.setattr(module, "passed", lambda: 20_000.0)  # here no time has passed: no look is due
    if not here.news.wait(10):
        pytest.skip("this system tells nothing of files that change")
    assert words(here.beat()) == ["now"]
    here.close()
    other.close()
