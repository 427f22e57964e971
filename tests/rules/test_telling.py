"""What goes out and when: once, together, never in the quiet hours, never more in an hour than was agreed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dutytui.rules.matters import Level
from dutytui.rules.telling import (
    BUNDLED,
    FORGOTTEN,
    Heard,
    Key,
    Pace,
    Told,
    Wants,
    is_quiet,
    retry_after,
    silently,
    tell,
)
from tests.desk import ZONE

START = datetime(2026, 11, 23, 12, 0, tzinfo=ZONE)
NIGHT = Pace(quiet=(22 * 60 + 30, 8 * 60), urgent=frozenset({"closing"}))
ALL = Wants(frozenset(Level))


def heard(subject: str, level: Level = Level.LATE, area: str = "patrols") -> Heard:
    return Heard((subject, level), area)


class Day:
    """A channel to which alarms are shown minute by minute."""

    def __init__(self, wants: Wants = ALL, pace: Pace | None = None, now: datetime = START) -> None:
        self.told, self.wants, self.pace, self.now = Told(), wants, pace or Pace(), now
        self.out: list[tuple[datetime, tuple[Key, ...]]] = []

    def stands(self, *found: Heard, minutes: int = 2, free: bool = True) -> list[str]:
        """For so many minutes these stand; the subjects that went out meanwhile."""
        before = len(self.out)
        for _minute in range(minutes + 1):
            self.told, keys = tell(self.told, found, self.wants, self.pace, self.now, free=free)
            if keys:
                self.out.append((self.now, keys))
            self.now += timedelta(minutes=1)
        return [subject for _at, keys in self.out[before:] for subject, _level in keys]


def test_what_comes_within_a_minute_goes_in_one_message_and_once() -> None:
    day = Day()
    assert day.stands(heard("a"), minutes=0) == []
    assert day.stands(heard("a"), heard("b"), minutes=3) == ["a", "b"]
    assert len(day.out) == 1
    assert day.stands(heard("a"), heard("b"), minutes=300) == []


def test_soon_and_late_are_told_each_once() -> None:
    day = Day()
    assert day.stands(heard("a", Level.SOON)) == ["a"]
    assert day.stands(heard("a", Level.LATE)) == ["a"]
    assert [keys[0][1] for _at, keys in day.out] == [Level.SOON, Level.LATE]


def test_what_is_over_within_the_minute_is_not_told() -> None:
    day = Day()
    day.stands(heard("a"), minutes=0)
    assert day.stands(minutes=5) == []


def test_an_alarm_that_comes_and_goes_is_no_storm_and_tomorrows_of_the_same_name_is_told() -> None:
    day = Day()
    for _again in range(30):
        day.stands(heard("a"), minutes=2)
        day.stands(minutes=2)
    assert len(day.out) == 1
    day.now += FORGOTTEN
    assert day.stands(heard("a")) == ["a"]


@pytest.mark.parametrize(
    ("wants", "found", "goes"),
    [
        (Wants(), heard("a", Level.SOON), False),
        (Wants(), heard("a", Level.LATE), True),
        (ALL, heard("a", Level.SOON), True),
        (Wants(areas=frozenset({"closing"})), heard("a", area="patrols"), False),
        (Wants(areas=frozenset({"closing"})), heard("a", area="closing"), True),
    ],
)
def test_a_channel_hears_what_it_is_for(wants: Wants, found: Heard, goes: bool) -> None:
    assert bool(Day(wants).stands(found)) is goes


@pytest.mark.parametrize(
    ("quiet", "time", "expected"),
    [
        ((1350, 480), "22:29", False),
        ((1350, 480), "22:30", True),
        ((1350, 480), "03:00", True),
        ((1350, 480), "08:00", False),
        ((780, 840), "13:00", True),
        ((780, 840), "14:00", False),
        ((600, 600), "10:00", False),
        (None, "03:00", False),
    ],
)
def test_quiet_hours_go_over_midnight(quiet: tuple[int, int] | None, time: str, expected: bool) -> None:
    now = datetime.fromisoformat(f"2026-11-23 {time}").replace(tzinfo=ZONE)
    assert is_quiet(Pace(quiet=quiet), now) is expected


def test_at_night_the_urgent_goes_out_and_the_rest_waits_for_the_morning_if_it_still_stands() -> None:
    day = Day(pace=NIGHT, now=datetime(2026, 11, 23, 23, 0, tzinfo=ZONE))
    assert day.stands(heard("sweep", area="closing"), heard("round"), heard("over"), minutes=5) == ["sweep"]
    assert day.stands(heard("sweep", area="closing"), heard("round"), minutes=9 * 60) == ["round"]
    assert f"{day.out[-1][0]:%H:%M}" == "08:00"


def test_muted_means_nothing_at_all_and_afterwards_what_still_stands() -> None:
    until = START + timedelta(hours=1)
    day = Day(pace=Pace(muted=until, urgent=frozenset({"patrols"})))
    assert day.stands(heard("a"), minutes=59) == []
    assert day.stands(heard("a"), minutes=3) == ["a"]


def test_the_hour_has_a_limit_and_what_is_over_it_goes_together_later() -> None:
    day = Day(pace=Pace(per_hour=3))
    standing: list[Heard] = []
    for number in range(20):
        standing.append(heard(f"a{number}"))
        day.stands(*standing, minutes=2)
    assert len(day.out) == 3
    assert len(day.stands(*standing, minutes=60)) == 17


def test_while_a_message_is_on_its_way_the_next_gathers() -> None:
    day = Day()
    assert day.stands(heard("a"), minutes=30, free=False) == []
    assert day.stands(heard("a"), heard("b"), minutes=3) == ["a", "b"]


def test_standing_in_for_another_terminal_tells_only_what_is_new_from_then_on() -> None:
    told = silently(Told(), [heard("a")], ALL, START)
    known, keys = tell(told, [heard("a"), heard("b")], ALL, Pace(), START + timedelta(minutes=1))
    assert keys == ()
    _known, keys = tell(known, [heard("a"), heard("b")], ALL, Pace(), START + timedelta(minutes=3))
    assert [subject for subject, _level in keys] == ["b"]


def test_sending_is_tried_a_few_times_and_then_let_go() -> None:
    waits = [retry_after(tries) for tries in range(1, 8)]
    assert waits[5:] == [None, None]
    known = [wait for wait in waits if wait is not None]
    assert known == sorted(known)
    assert sum(known, timedelta()) < timedelta(hours=1)


_SHOWN = st.lists(
    st.tuples(
        st.integers(-30, 90),
        st.sets(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from(Level), st.sampled_from(["closing", "meals"]))),
        st.booleans(),
    ),
    max_size=60,
)


@example(
    [(0, {("a", Level.LATE, "meals")}, True), *[(m, {("b", Level.LATE, "meals")}, True) for m in (2, 90, -30, -30)]],
    1,
    False,
)
@given(_SHOWN, st.integers(1, 5), st.booleans())
def test_no_storm_whatever_comes_goes_and_however_the_clock_jumps(
    shown: list[tuple[int, set[tuple[str, Level, str]], bool]], limit: int, quiet: bool
) -> None:
    """In any sixty minutes that the clock shows no more messages than agreed; nothing twice within two hours; nothing
    that does not stand; nothing in quiet hours but the urgent."""
    pace = Pace(quiet=NIGHT.quiet if quiet else None, urgent=NIGHT.urgent, per_hour=limit)
    told, now = Told(), START
    sent: list[datetime] = []
    last: dict[Key, datetime] = {}
    for minutes, standing, free in shown:
        now += timedelta(minutes=minutes)
        if minutes < 0:  # what was sent in a future that was taken back counts as sent now
            sent, last = [min(at, now) for at in sent], {key: min(at, now) for key, at in last.items()}
        found = [heard(subject, level, area) for subject, level, area in sorted(standing)]
        told, keys = tell(told, found, ALL, pace, now, free=free)
        if not keys:
            continue
        assert free
        areas = {(subject, level): area for subject, level, area in sorted(standing)}
        assert set(keys) <= set(areas)
        assert all(now - last[key] >= FORGOTTEN for key in keys if key in last)
        assert not is_quiet(pace, now) or {areas[key] for key in keys} <= pace.urgent
        sent.append(now)
        last.update(dict.fromkeys(keys, now))
        assert sum(now - at < timedelta(hours=1) for at in sent) <= limit


@given(st.integers(1, 40), st.integers(1, 4))
def test_what_goes_on_standing_is_told_in_the_end(count: int, limit: int) -> None:
    day = Day(pace=Pace(per_hour=limit))
    standing = [heard(f"a{number}") for number in range(count)]
    told: list[str] = []
    for place in range(count):
        told += day.stands(*standing[: place + 1], minutes=0)
    told += day.stands(*standing, minutes=int(BUNDLED.total_seconds() // 60) + 61)
    assert sorted(told) == sorted(one.key[0] for one in standing)
