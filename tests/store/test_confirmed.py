"""What one window of a terminal has written and its disk has not confirmed, as the others see it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

import pytest

from dutytui.rules.events import JOURNAL_OPENED, Event
from dutytui.store import notices
from dutytui.store.confirmed import Confirming, Siblings, confirmed
from dutytui.store.index_open import Place
from dutytui.store.journal import NotSaved
from dutytui.store.memory import MemoryDisk
from dutytui.store.records import Records
from tests.store.faults import Killed, PowerDisk
from tests.store.mall import DAY, Mall, fact

NOTES = Path("/mall/local/journals")


def in_windows() -> tuple[PowerDisk, Mall]:
    disk = PowerDisk()
    return disk, Mall(Path("/mall"), disk)


def test_each_append_leaves_word_how_far_the_disk_has_it() -> None:
    disk, mall = in_windows()
    journal = mall.journal()
    mall.record(journal, "a")
    assert confirmed(disk, NOTES, "desk") == journal.head.seq
    mall.record(journal, "b", "c")
    assert confirmed(disk, NOTES, "desk") == journal.head.seq
    disk.sync_data = disk.fail_sync  # type: ignore[method-assign]
    with pytest.raises(NotSaved):
        mall.record(journal, "d")
    assert confirmed(disk, NOTES, "desk") == journal.head.seq


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 42, b"9\n", b"%020d %020d\n" % (17, 18)],
    ids=["empty", "zeros", "cut", "half written over"],
)
def test_a_word_that_is_half_there_confirms_nothing(content: bytes) -> None:
    disk = MemoryDisk()
    disk.make_folder(NOTES)
    disk.files[NOTES / "desk.confirmed"] = bytearray(content)
    assert confirmed(disk, NOTES, "desk") == 0
    Confirming(disk, NOTES, "desk").says(3)
    assert confirmed(disk, NOTES, "desk") == 3


def test_no_power_cut_takes_the_word_that_a_process_left_first() -> None:
    disk, mall = in_windows()
    journal = mall.journal()
    first = mall.record(journal, "a")[-1].seq
    mall.record(journal, "b")
    disk.cut(lambda: False)
    assert confirmed(disk, NOTES, "desk") == first
    journal = mall.journal()
    mall.record(journal, "c")
    disk.cut(lambda: False)
    assert confirmed(disk, NOTES, "desk") == journal.head.seq


def test_a_line_that_a_disk_spoilt_in_the_power_cut_keeps_its_number_by_the_word_that_was_left() -> None:
    disk, mall = in_windows()
    journal = mall.journal()
    mall.record(journal, "a")
    path = next(iter(mall.replica.segments())).path
    disk.cut(lambda: False)
    start = disk.files[path].index(b',"2"')
    disk.files[path][start : start + 256] = b" " * 256  # looks like an append that never reached the disk
    journal = mall.journal()
    assert journal.writer == "desk-2"
    assert notices.JOURNAL_DAMAGED in {notice.code for notice in journal.notices}


class Windows:
    """A window `desk-2` beside this one, and what this one is shown of it."""

    def __init__(self) -> None:
        self.disk, self.mall = in_windows()
        self.window = self.mall.journal("desk-2")
        self.mall.record(self.window, "a")
        self.disk.files[NOTES / "desk-2.lock"] = bytearray()  # as the real lock leaves it
        self.own = ""
        index = FakeIndex(self.window.writer)
        records = Records(self.mall.replica, cast(Any, index), Siblings(self.disk, NOTES, lambda: self.own).settled)
        self.records = records
        self.about = lambda: self.texts(records.about(DAY)[0])
        self.subject = lambda: self.texts(records.about_subjects("entry:", DAY, DAY))
        self.day_before = lambda: self.texts(records.about(DAY - timedelta(days=1))[0])

    def news(self) -> list[str | None]:
        with patch.object(self.records, "_state", lambda path: (self.disk._changes[id(self.disk.files[path])], 0)):
            return self.texts(self.records.news(DAY, "desk"))

    def texts(self, events: Iterable[Event]) -> list[str | None]:
        return [event.data.get("text") for event in events if event.kind != JOURNAL_OPENED]

    def refused(self, text: str, **changes: Any) -> None:
        """What the window writes now its disk does not confirm."""
        with patch.object(self.disk, "sync_data", self.disk.fail_sync), pytest.raises(NotSaved):
            self.window.append([fact(text, **changes)], now=self.mall.now + timedelta(seconds=5), day=DAY)


class FakeIndex:
    """All that is asked for stands in the first part of one journal, on one day."""

    def __init__(self, writer: str) -> None:
        self._file = f"{writer}.0001.json"

    def folders_about(self, day: date) -> list[date]:
        return [DAY]

    def places_about(self, prefix: str, first: date, last: date) -> list[Place]:
        return [Place(DAY, self._file, DAY, "entry:desk.1")]


def test_a_window_that_is_opened_beside_one_whose_disk_refuses_is_not_shown_what_may_be_taken_back() -> None:
    both = Windows()
    both.refused("taken back")
    assert both.about() == both.subject() == both.news() == ["a"]
    both.mall.record(both.window, "b")  # sets aside what was refused, and gives its number again
    assert both.about() == both.subject() == ["a", "b"]
    assert both.news() == ["a", "b"]
    assert both.news() == []


def test_a_window_that_is_opened_is_not_shown_either_what_another_may_take_back_of_an_earlier_day() -> None:
    both = Windows()
    both.refused("taken back", day=DAY - timedelta(days=1))
    assert both.day_before() == []


def test_a_window_is_shown_its_own_journal_and_all_that_one_which_is_gone_has_left() -> None:
    both = Windows()
    both.refused("left")
    both.own = both.window.writer
    assert both.about() == ["a", "left"], "its session knows itself what is acknowledged"
    both.own = ""
    both.window.close()
    assert both.about() == both.news() == ["a", "left"]


def test_what_another_window_has_taken_back_while_it_was_being_read_is_not_shown() -> None:
    both = Windows()
    both.refused("taken back")
    read, reads = both.mall.replica.read_day, []

    def goes_on(*arguments: Any, **options: Any) -> Any:
        found = read(*arguments, **options)
        if not reads:  # just now it takes it back, records something else, and ends
            both.mall.record(both.window, "b")
            both.window.close()
        reads.append(found)
        return found

    with patch.object(both.records._replica, "read_day", goes_on):
        assert both.about() == ["a", "b"]


def test_what_another_terminal_has_recorded_came_confirmed() -> None:
    both = Windows()
    both.refused("of another terminal")
    del both.disk.files[NOTES / "desk-2.lock"]
    assert both.about() == ["a", "of another terminal"]


def test_a_file_of_another_window_that_can_not_be_read_just_now_is_read_the_next_second() -> None:
    both = Windows()
    with patch.object(both.disk, "read", side_effect=PermissionError(13, "held open")):
        assert both.news() == []
    assert both.news() == ["a"]


def test_what_may_be_taken_back_is_held_back_also_while_the_slots_can_not_be_listed() -> None:
    both = Windows()
    assert both.about() == ["a"]
    both.refused("taken back")
    names = both.disk.names

    def refusing(folder: Path) -> list[str]:
        if folder == NOTES:
            raise OSError(5, "Input/output error")
        return names(folder)

    with patch.object(both.disk, "names", refusing):
        assert both.about() == both.subject() == ["a"]


def test_what_the_process_before_left_unsynced_is_written_again_before_the_next_file_is_begun() -> None:
    """Pages that failed to reach the disk are marked clean: cutting the old file to its length keeps nothing."""
    disk, mall = in_windows()
    journal = mall.journal()
    mall.record(journal, "a")
    disk.sync_data = disk.fail_sync  # type: ignore[method-assign]
    with pytest.raises(NotSaved):
        mall.record(journal, "b")
    del disk.sync_data  # type: ignore[attr-defined]
    journal.close()
    journal = mall.journal()
    mall.record(journal, "c", day=DAY + timedelta(days=1))
    disk.cut(lambda: False)
    assert mall.texts() == ["a", "b", "c"]


def test_half_a_command_that_a_killed_window_left_is_shown_in_no_other_window() -> None:
    disk, mall = in_windows()
    window = mall.journal("desk-2")
    mall.record(window, "a")
    write = disk.write

    def torn(descriptor: int, data: bytes, offset: int) -> None:
        write(descriptor, data[: data.index(b"\n") + 1], offset)
        raise Killed

    disk.write = torn  # type: ignore[method-assign]
    with pytest.raises(Killed):
        mall.record(window, "half", "of it")
    disk.write = write  # type: ignore[method-assign]
    window.close()  # what the system does for a process that is gone
    records = Records(mall.replica, cast(Any, None), Siblings(disk, NOTES).settled)
    with patch.object(records, "_state", lambda path: (len(disk.files[path]), 0)):
        shown = (records.about(DAY)[0], records.news(DAY, "desk"))
    assert [[event.data.get("text") for event in events] for events in shown] == [[None, "a"]] * 2
    window = mall.journal("desk-2")
    assert notices.TORN_TAIL in {notice.code for notice in window.notices}
