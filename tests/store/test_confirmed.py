"""What one window of a terminal has written and its disk has not confirmed, as the others see it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

import pytest

from dutytui.store import notices
from dutytui.store.confirmed import Confirming, confirmed, taken_to
from dutytui.store.journal import NotSaved
from dutytui.store.memory import MemoryDisk
from dutytui.store.records import Records
from tests.store.faults import Killed, PowerDisk
from tests.store.mall import DAY, Mall

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
    disk.files[NOTES / "desk.confirmed"] = bytearray(content)
    assert confirmed(disk, NOTES, "desk") == 0
    Confirming(disk, NOTES, "desk").says(3)
    assert confirmed(disk, NOTES, "desk") == 3


def test_only_what_another_window_is_writing_just_now_is_held_back() -> None:
    disk, mall = in_windows()
    journal = mall.journal()
    mall.record(journal, "a")
    disk.files[NOTES / "desk.lock"] = bytearray()  # as the real lock leaves it
    seq = journal.head.seq
    assert taken_to(disk, NOTES, "desk", seq) is None
    assert taken_to(disk, NOTES, "desk", seq + 1) == seq
    assert taken_to(disk, NOTES, "till", 7) is None, "another terminal's journals came confirmed"
    journal.close()
    assert taken_to(disk, NOTES, "desk", seq + 1) is None, "what a window that is gone left behind is shown as ever"


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
    records = Records(mall.replica, cast(Any, None), partial(taken_to, disk, NOTES))
    with patch.object(records, "_state", lambda path: (len(disk.files[path]), 0)):
        shown = (records.about(DAY)[0], records.news(DAY, "desk"))
    assert [[event.data.get("text") for event in events] for events in shown] == [[None, "a"]] * 2
    window = mall.journal("desk-2")
    assert notices.TORN_TAIL in {notice.code for notice in window.notices}
