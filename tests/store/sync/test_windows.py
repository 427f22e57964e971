"""Several windows of one terminal: one process carries what the others record, as far as their disk has it."""

from __future__ import annotations

import errno
from datetime import timedelta

import pytest

from dutytui.store import notices
from dutytui.store.journal import Journal, NotSaved
from dutytui.store.segments import CLOSING, OPENING
from tests.store.faults import FailingDisk, Killed, PowerDisk
from tests.store.mall import DAY, fact
from tests.store.sync.house import House


def second_window(house: House, name: str) -> Journal:
    """Another process of the same terminal; the first one carries for both."""
    mall = house[name].mall
    return Journal.open(mall.logs, mall.local, name=name, program="1.0", disk=house.disk)


def refusing_syncs(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house.disk, "sync_data", lambda descriptor: (_ for _ in ()).throw(OSError(errno.EIO, "EIO")))


def test_what_another_window_could_not_have_confirmed_leaves_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    house = House("desk", "till")
    window = second_window(house, "desk")
    window.append([fact("a")], now=house.now, day=DAY)
    house.seconds(4)
    assert house["till"].texts() == ["a"]
    with monkeypatch.context() as failing:
        refusing_syncs(house, failing)
        with pytest.raises(NotSaved):
            window.append([fact("taken back")], now=house.now, day=DAY)
        house.seconds(4)
    assert house["till"].texts() == ["a"]
    window.append([fact("b")], now=house.now, day=DAY)
    house.seconds(4)
    assert house["till"].texts() == house["desk"].texts() == ["a", "b"]
    assert house["desk"].codes == house["till"].codes == []


def test_what_a_window_that_was_killed_left_behind_is_made_sure_of_and_then_carried() -> None:
    disk = PowerDisk()
    house = House("desk", "till", disk=disk)
    window = second_window(house, "desk")
    window.append([fact("a")], now=house.now, day=DAY)
    house.seconds(3)
    synced, disk.sync_data = disk.sync_data, disk.fail_sync  # type: ignore[method-assign]
    with pytest.raises(NotSaved):
        window.append([fact("left behind")], now=house.now, day=DAY)
    disk.sync_data = synced  # type: ignore[method-assign]
    window.close()  # what the system does for a process that is gone
    house.seconds(4)
    assert house["till"].texts() == ["a", "left behind"]
    disk.cut(lambda: False)
    house["desk"].begin(adopts=False)
    assert "left behind" in house["desk"].texts(), "or its number would be given to something else"


def test_half_a_command_that_begins_a_file_keeps_none_back_that_were_whole_before_it() -> None:
    disk = FailingDisk()
    house = House("desk", "till", disk=disk)
    window = second_window(house, "desk")
    window.append([fact("a")], now=house.now, day=DAY)
    house.seconds(3)
    window.append([fact("b")], now=house.now, day=DAY)
    write = disk.write

    def torn(descriptor: int, data: bytes, offset: int) -> None:
        ends = data.find(b"\n", data.find(b'"half of it"'))
        if offset and ends > 0:
            write(descriptor, data[: ends + 1], offset)
            raise Killed
        write(descriptor, data, offset)

    disk.write = torn  # type: ignore[method-assign]
    with pytest.raises(Killed):
        window.append([fact("half of it"), fact("the other")], now=house.now, day=DAY + timedelta(days=1))
    disk.write = write  # type: ignore[method-assign]
    window.close()  # what the system does for a process that is gone
    house.seconds(4)
    assert house["till"].texts() == ["a", "b"]


def test_a_window_that_begins_its_spoilt_journal_anew_is_told_as_a_second_branch_of_what_is_shared() -> None:
    house = House("desk", "till")
    window = second_window(house, "desk")
    window.append([fact("shared")], now=house.now, day=DAY)
    house.seconds(4)
    window.close()
    path, note = house["desk"].mall.logs / f"{DAY}" / "desk-2.0001.json", house["desk"].notes / "desk-2.confirmed"
    # A disk that forgot what it had confirmed: its first sector reads as it was laid out.
    house.disk.files[path][len(OPENING) : 512] = CLOSING.ljust(512 - len(OPENING))
    house.disk.files[note] = bytearray()  # as a power cut leaves it
    second_window(house, "desk").append([fact("begun anew")], now=house.now, day=DAY)
    house.seconds(4)
    assert house["desk"].codes == [notices.WRITER_FORKED]
    assert house["till"].texts() == ["shared"]
    assert house["desk"].texts() == ["begun anew"]
    copies = [bytes(content) for path, content in house.disk.files.items() if "desk-2.0001.json.apart-" in path.name]
    assert [b"shared" in content for content in copies] == [True]
