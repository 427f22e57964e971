"""How a last append may look after a power cut, and how nothing looks that was acknowledged and then changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import pytest

from dutytui.store import notices
from dutytui.store.memory import MemoryDisk
from dutytui.store.reading import SegmentReading, Signatures, read_content
from dutytui.store.tail import SECTOR, judge
from dutytui.verify import part
from tests.store.mall import DAY, Mall, fact

PATH = Path(f"/mall/logs/{DAY}/desk.0001.json")
EDGES = (0, 1, 2, 3, 63, 64, 65, 255, 448, 449, 509, 510, 511)
"""Where in a sector an append begins."""
_SIGNATURE = re.compile(rb'"sig":"([0-9a-f]{128})"')
HARMLESS = {notices.TAIL_TORN, notices.TAIL_UNFINISHED}


class Append(NamedTuple):
    """The file before the last append and after it, and how many events had been acknowledged before."""

    before: bytes
    after: bytes
    acknowledged: int
    begins: int


def append(edge: int, *texts: str) -> Append:
    """The last append, which begins at that place of a sector. Behind it stand few spaces, not a hundred thousand."""
    with patch("dutytui.store.segments.ROOM", 32 * SECTOR):
        return _appended(edge, *texts)


def _appended(edge: int, *texts: str) -> Append:
    disk = MemoryDisk()
    mall = Mall(Path("/mall"), disk)
    journal = mall.journal()
    mall.record(journal, "first")
    end = bytes(disk.files[PATH]).index(b"\n}}") + 1
    mall.record(journal, "")
    length = bytes(disk.files[PATH]).index(b"\n}}") + 1 - end
    mall.record(journal, "x" * ((edge - end - 2 * length) % SECTOR))
    before = bytes(disk.files[PATH])
    begins = before.index(b"\n}}") + 1
    assert begins % SECTOR == edge
    acknowledged = journal.head.seq
    mall.record(journal, *texts)
    return Append(before, bytes(disk.files[PATH]), acknowledged, begins)


def cuts(made: Append) -> Iterator[bytes]:
    """The file with each set of the sectors that the append touched, but for all of them."""
    stop = made.after.index(b"\n}}") + 3
    sectors = range(made.begins // SECTOR, -(-stop // SECTOR))
    for reached in product((False, True), repeat=len(sectors)):
        content = bytearray(made.before)
        for sector, there in zip(sectors, reached, strict=True):
            if there:
                content[sector * SECTOR : (sector + 1) * SECTOR] = made.after[sector * SECTOR : (sector + 1) * SECTOR]
        if bytes(content) != made.after:
            yield bytes(content)


def read(content: bytes) -> SegmentReading:
    return read_content(content, PATH, "desk", Signatures.NONE, None)


@pytest.mark.parametrize("texts", [("one",), ("a", "b", "c"), ("long " * 100, "b")], ids=["one", "three", "long"])
@pytest.mark.parametrize("edge", EDGES)
def test_whatever_sectors_of_an_append_a_power_cut_leaves_it_is_torn_and_nobody_has_changed_anything(
    edge: int, texts: tuple[str, ...]
) -> None:
    made = append(edge, *texts)
    for content in cuts(made):
        tail = judge(content, "desk")
        assert not tail.damaged
        assert tail.count in {made.acknowledged, made.acknowledged + len(texts)}
        reading = read(content)
        assert len(reading.events) == tail.count
        assert {notice.code for notice in reading.notices} <= HARMLESS
        verified = part.judge(content, "desk")
        assert not verified.changed and not verified.changed_file
        assert verified.unfinished or content == made.before


@pytest.mark.parametrize("edge", EDGES)
def test_no_byte_that_was_changed_in_an_acknowledged_line_passes_for_a_power_cut(edge: int) -> None:
    made = append(edge, "a", "b")
    stop = made.after.index(b"\n}}")
    signatures = {place for one in _SIGNATURE.finditer(made.after) for place in range(*one.span(1))}  # asked elsewhere
    for place in {*range(made.begins, stop)} - signatures:
        for other in {ord(" "), ord("}"), 0} - {made.after[place]}:
            content = made.after[:place] + bytes([other]) + made.after[place + 1 :]
            if place == made.begins and edge == SECTOR - 1 and other == ord("}"):
                continue  # a sector with one byte of the append that is not there: that is how a power cut looks
            assert judge(content, "desk").damaged, (place, other)
            assert part.judge(content, "desk").changed, (place, other)
            assert notices.LINE_INVALID in {notice.code for notice in read(content).notices}, (place, other)


def test_spaces_that_somebody_typed_into_a_changed_line_are_no_hole() -> None:
    made = append(100, "before " + " " * 200 + "after")
    content = made.after.replace(b"before", b"behind")
    assert judge(content, "desk").damaged
    assert part.judge(content, "desk").changed


def test_a_changed_line_in_front_of_what_a_power_cut_left_is_not_set_aside_with_it() -> None:
    made = append(100, "long " * 200)
    for content in cuts(made):
        changed = content.replace(b'"text":"x', b'"text":"y')
        tail = judge(changed, "desk")
        assert tail.damaged and not tail.torn
        assert notices.LINE_INVALID in {notice.code for notice in read(changed).notices}
        assert part.judge(changed, "desk").changed == [(5, 5)]


@pytest.mark.parametrize("texts", [("later",), ("later", "still later")])
def test_a_sector_that_a_disk_forgot_in_front_of_later_records_is_no_torn_tail_though_the_clock_stood(
    texts: tuple[str, ...],
) -> None:
    """Then the stamp of a later append is counted up, as if it were of the same moment."""
    disk = MemoryDisk()
    mall = Mall(Path("/mall"), disk)
    journal = mall.journal()
    mall.record(journal, "first")
    mall.record(journal, "x" * 2000)
    for text in (*texts, "last"):
        journal.append([fact(text)], now=mall.now - timedelta(hours=1), day=DAY)
    content = bytes(disk.files[PATH])
    sector = -(-content.index(b"x" * 1000) // SECTOR) * SECTOR
    content = content[:sector] + b" " * SECTOR + content[sector + SECTOR :]
    assert judge(content, "desk").damaged
    assert part.judge(content, "desk").changed == [(4, 4)]
    assert [event.data.get("text") for event in read(content).events][2:] == [*texts, "last"]


def test_half_a_command_is_not_gone_on_with_though_its_file_is_closed() -> None:
    made = append(0, "one", "the other")
    half = made.after[: made.after.index(b"\n", made.begins) + 1]
    tail = judge(half + b"}}", "desk")
    assert (tail.whole, tail.damaged, tail.count) == (False, False, made.acknowledged)
    assert tail.content == made.after[: made.begins]
    assert tail.torn.startswith(half[made.begins :])
