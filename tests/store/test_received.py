"""What came to a terminal late: noted here, told of nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dutytui.rules.sharing import Reach, Sharing
from dutytui.rules.stamps import next_stamp
from dutytui.store.received import FILE, Received


@dataclass(frozen=True)
class Line:
    seq: int
    stamp: str


@dataclass(frozen=True)
class Arrival:
    writer: str
    lines: list[Line]


def at(clock: str, day: int = 23) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day:02d}T{clock}:00+00:00").astimezone(UTC)


@dataclass
class Share:
    """What stands on it of one other terminal, and what this one has of that."""

    recorded: list[Line] = field(default_factory=list)
    taken: int = 0

    def records(self, *moments: datetime) -> None:
        for moment in moments:
            self.recorded.append(Line(len(self.recorded) + 1, next_stamp("", moment)))

    def new(self) -> list[Arrival]:
        lines, self.taken = self.recorded[self.taken :], len(self.recorded)
        return [Arrival("till", lines)] if lines else []

    @property
    def sharing(self) -> Sharing:
        return Sharing(Reach.HERE, saved={"till": self.taken}, to_come=len(self.recorded) - self.taken)


AWAY = Sharing(Reach.AWAY)


@pytest.fixture
def share() -> Share:
    return Share()


def came(received: Received, *numbers: int) -> list[str]:
    found = [received.arrivals.of("till", number) for number in numbers]
    return [f"{moment:%H:%M}" if moment else "" for moment in found]


def test_what_was_recorded_while_the_cable_was_cut_is_known_with_the_moment_it_came(
    tmp_path: Path, share: Share
) -> None:
    received = Received(tmp_path)
    received.beat([], share.sharing, at("08:00"))
    share.records(at("12:00"), at("13:00"), at("14:03"))
    received.beat(share.new(), share.sharing, at("14:05"))
    assert came(received, 1, 2, 3, 4) == ["14:05", "14:05", "", ""]
    assert came(Received(tmp_path), 1, 2, 3) == ["14:05", "14:05", ""], "another process, and the next start"


def test_it_is_late_here_as_well_if_it_was_this_terminal_that_was_cut_off(tmp_path: Path, share: Share) -> None:
    received = Received(tmp_path)
    for hour in range(8, 14):
        received.beat([], AWAY, at(f"{hour:02d}:00"))
    share.records(at("09:00"))
    received.beat(share.new(), share.sharing, at("14:05"))
    assert came(received, 1) == ["14:05"]


def test_what_others_recorded_while_this_terminal_was_closed_is_not_late(tmp_path: Path, share: Share) -> None:
    evening = Received(tmp_path)
    evening.beat([], share.sharing, at("18:00"))
    evening.beat([], share.sharing, at("18:05"))
    evening.keep()
    share.records(at("18:04"), at("20:00"), at("22:30"))
    morning = Received(tmp_path)
    morning.beat([], Sharing(), at("08:00", day=24))
    morning.beat(share.new(), share.sharing, at("08:01", day=24))
    assert came(morning, 1, 2, 3) == ["", "", ""]


def test_what_was_held_back_since_before_the_closing_is_late_in_the_morning(tmp_path: Path, share: Share) -> None:
    evening = Received(tmp_path)
    evening.beat([], share.sharing, at("15:00"))
    evening.beat([], share.sharing, at("22:00"))
    evening.keep()
    share.records(at("15:30"), at("23:00"), at("08:00", day=24), at("08:28", day=24))
    morning = Received(tmp_path)
    morning.beat([], Sharing(), at("07:30", day=24))
    morning.beat(share.new(), share.sharing, at("08:30", day=24))
    assert came(morning, 1, 2, 3, 4) == ["08:30", "", "08:30", ""]


def test_nothing_is_late_of_what_a_new_terminal_takes_over_though_it_is_closed_amid(
    tmp_path: Path, share: Share
) -> None:
    share.records(*(at("09:00", day=day) for day in range(1, 21)))
    begun = Received(tmp_path)
    first, share.taken = share.recorded[:10], 10
    begun.beat([Arrival("till", first)], share.sharing, at("08:00"))
    begun.keep()
    again = Received(tmp_path)
    again.beat(share.new(), share.sharing, at("12:00"))
    assert came(again, *range(1, 21)) == [""] * 20


def test_what_a_disk_had_lost_here_and_the_share_gives_back_is_not_new(tmp_path: Path, share: Share) -> None:
    received = Received(tmp_path)
    received.beat([], share.sharing, at("08:00"))
    share.records(at("09:00"), at("09:01"))
    received.beat(share.new(), share.sharing, at("09:02"))
    received.beat([Arrival("till", share.recorded[:1])], share.sharing, at("17:00"))
    assert came(received, 1, 2) == ["", ""]


def test_what_this_terminal_recorded_itself_is_never_late(tmp_path: Path) -> None:
    received = Received(tmp_path)
    received.beat([], AWAY, at("08:00"))
    own = Sharing(Reach.HERE, saved={"desk": 1}, own_writers=("desk",))
    received.beat([Arrival("desk", [Line(1, next_stamp("", at("09:00")))])], own, at("14:00"))
    assert received.arrivals.of("desk", 1) is None


def test_only_the_last_five_hundred_are_kept(tmp_path: Path, share: Share) -> None:
    received = Received(tmp_path)
    received.beat([], share.sharing, at("00:00"))
    for number in range(600):
        moment = at("00:00") + timedelta(minutes=number)
        share.records(moment)
        received.beat(share.new(), share.sharing, moment + timedelta(minutes=6))
    assert came(received, 100) == [""]
    assert "" not in came(received, *range(101, 601))
    assert len((tmp_path / FILE).read_bytes()) < 40_000


@pytest.mark.parametrize("content", [b"", b"{", b'{"rows": 1}', b"\xff\xfe", b"[" * 100_000])
def test_a_file_that_can_not_be_read_is_begun_anew(tmp_path: Path, share: Share, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    received = Received(tmp_path)
    received.beat([], share.sharing, at("08:00"))
    share.records(at("09:00"))
    received.beat(share.new(), share.sharing, at("14:00"))
    assert came(Received(tmp_path), 1) == ["14:00"]


def test_a_folder_that_takes_no_file_keeps_nobody_from_anything(tmp_path: Path, share: Share) -> None:
    received = Received(tmp_path / "gone")
    received.beat([], share.sharing, at("08:00"))
    share.records(at("09:00"))
    received.beat(share.new(), share.sharing, at("14:00"))
    assert came(received, 1) == ["14:00"]
