"""A terminal that packed its old years, on a share with others: nothing comes back, nothing is told as gone."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from dutytui.keeping import archive
from dutytui.verify.whole import verify
from tests.store.sync.house import SHARE, House, Terminal

ZONE = timezone(timedelta(hours=8))
OLD = [date(2023, 5, day) for day in (1, 2, 3)]
TODAY = date(2026, 11, 23)


class YearsOnAShare(House):
    """desk and till have recorded in 2023 and do so today; what they have they share."""

    def __init__(self) -> None:
        super().__init__("desk", "till")
        for day in [*OLD, TODAY]:
            self.now = datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)
            for name in ("desk", "till"):
                self[name].record(f"{name} {day}", day=day)
            self.seconds(6)

    def packs(self, name: str) -> list[archive.Made]:
        logs = self[name].mall.logs
        plan = archive.plan(self.disk, logs, date(2025, 1, 1), verify(logs, disk=self.disk))
        return list(archive.pack(self.disk, logs, plan, "2026-11-23T08:00:00+00:00"))

    def shared(self) -> dict[str, bytes]:
        logs = SHARE / "logs"
        return {str(path): bytes(content) for path, content in self.disk.files.items() if path.is_relative_to(logs)}

    def loose(self, name: str) -> set[str]:
        return {day for day in self.disk.names(self[name].mall.logs) if day.startswith("2023")}


@pytest.fixture
def house() -> YearsOnAShare:
    return YearsOnAShare()


def told(terminal: Terminal) -> list[str]:
    return [*terminal.codes, *(notice.code for notice in terminal.told), *(one.code for one in terminal.own.notices)]


def test_while_it_runs_nothing_comes_back_and_the_share_stays_as_it_is(house: YearsOnAShare) -> None:
    before, texts = house.shared(), house["desk"].texts()
    (made,) = house.packs("desk")
    assert made.days == 3
    house.seconds(15 * 60)  # every folder is looked through once in ten minutes
    assert house.loose("desk") == set()
    assert house.shared() == before
    assert [told(house[name]) for name in ("desk", "till")] == [[], []]
    assert house["desk"].texts() == texts


def test_started_anew_nothing_comes_back(house: YearsOnAShare) -> None:
    house.packs("desk")
    house["desk"].begin()
    house["desk"].record("after")
    house.seconds(15 * 60)
    assert house.loose("desk") == set()
    assert told(house["desk"]) == []
    assert "after" in house["till"].texts()
    assert house["desk"].own.writer == "desk"


def test_a_share_that_was_lost_is_filled_from_the_archive(house: YearsOnAShare) -> None:
    before = house.shared()
    house.packs("desk")
    for path in [path for path in house.disk.files if path.is_relative_to(SHARE / "logs")]:
        del house.disk.files[path]
    house["desk"].begin()
    house["till"].begin()
    house.seconds(15 * 60)
    assert house.shared() == before
    assert house.loose("desk") == set()


def test_who_joins_gets_the_old_years_as_files(house: YearsOnAShare) -> None:
    house.packs("desk")
    house.packs("till")
    house.joins("wall")
    house.seconds(60)
    assert house["wall"].texts() == house["desk"].texts()
    assert house.loose("wall") == {day.isoformat() for day in OLD}


def test_what_a_terminal_brings_years_late_stands_beside_the_archive(house: YearsOnAShare) -> None:
    house.packs("desk")
    late = house.joins("late")
    late.record("from a drawer", day=OLD[1])
    house.seconds(15 * 60)
    assert house.loose("desk") == {OLD[1].isoformat()}
    assert "from a drawer" in house["desk"].texts()
    assert house["desk"].texts() == house["till"].texts()
    assert (
        verify(house["desk"].mall.logs, disk=house.disk).heads == verify(house["till"].mall.logs, disk=house.disk).heads
    )


def test_an_older_share_edits_nothing_that_is_packed(house: YearsOnAShare) -> None:
    """Somebody edits an old file on the share: it is told, kept beside, and the archive stays what it was."""
    (made,) = house.packs("desk")
    before = house.disk.read(made.path)
    path = house.on_share("till", 1, OLD[0])
    content = bytes(house.disk.files[path])
    house.disk.files[path] = bytearray(content.replace(b"till 2023-05-01", b"till 2023-05-09"))
    house.disk._changed(house.disk.files[path])
    house.seconds(15 * 60)
    assert house.disk.read(made.path) == before
    assert not [text for text in house["desk"].texts() if "2023-05-09" in text]


def test_what_a_damaged_archive_held_comes_back_from_the_share_as_files(house: YearsOnAShare) -> None:
    before = house["desk"].texts()
    (made,) = house.packs("desk")
    content = house.disk.files[made.path]
    del content[-500:]
    house.disk._changed(content)
    assert house["desk"].texts() != before
    house["desk"].begin()
    house.seconds(60)
    assert house.loose("desk") == {day.isoformat() for day in OLD}
    assert house["desk"].texts() == before
    assert (
        verify(house["desk"].mall.logs, disk=house.disk).heads == verify(house["till"].mall.logs, disk=house.disk).heads
    )


def test_of_an_archive_with_a_damaged_file_the_rest_is_unpacked_and_the_share_has_what_lacks(
    house: YearsOnAShare,
) -> None:
    before = house["desk"].texts()
    (made,) = house.packs("desk")
    content = house.disk.files[made.path]
    content[100] ^= 0xFF  # in the first file's own bytes: the directory is whole
    house.disk._changed(content)
    unpacked = archive.unpack(house.disk, house["desk"].mall.logs, 2023)
    assert unpacked.lacking == ["2023-05-01/desk.0001.json"]
    assert not house.disk.exists(made.path)
    (aside,) = unpacked.aside
    assert house.disk.read(aside) == bytes(content)
    house["desk"].begin()
    house.seconds(60)
    assert house["desk"].texts() == before
