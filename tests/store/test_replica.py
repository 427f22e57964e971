"""What stands in `logs/` after a share, a sync program or an attacker had it in hand."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from dutytui.rules.events import Fact
from dutytui.store import notices
from dutytui.store.journal import Journal
from dutytui.store.keys import verifier
from dutytui.store.memory import MemoryDisk
from dutytui.store.reading import Signatures, read_content
from dutytui.store.replica import Replica
from dutytui.store.segments import segment_path
from tests.store.faults import FailingDisk, os_error
from tests.store.mall import DAY, NOW, Mall

NEXT_DAY = DAY + timedelta(days=1)


def filled(mall: Mall, days: int = 1, events: int = 6) -> Journal:
    journal = mall.journal()
    for day in range(days):
        for number in range(events):
            mall.record(journal, f"{day}.{number}", day=DAY + timedelta(days=day))
    return journal


def told(mall: Mall) -> list[str]:
    return [notice.code for notice in mall.replica.audit(signatures=Signatures.ALL).notices]


def test_files_that_are_not_ours_are_passed_over(tmp_path: Path) -> None:
    mall = Mall(tmp_path)
    filled(mall)
    folder = mall.logs / DAY.isoformat()
    for name in (
        "~syncthing~desk.0001.json.tmp", ".syncthing.desk.0001.json.tmp", "desktop.ini", "Thumbs.db", ".DS_Store",
        "desk.0001.json.new", "desk.0001.json.torn-1", "~$desk.0001.json", "._desk.0001.json", "DESK.0009.json",
        "值班.0001.json", "desk.json", "desk.01.json", "notes.txt",
    ):  # fmt: skip
        (folder / name).write_bytes(b"\0\1garbage")
    (mall.logs / ".stfolder").mkdir()
    (mall.logs / "2026-13-45").mkdir()
    (mall.logs / "2026-11-23 (1)").mkdir()
    assert mall.replica.days() == [DAY]
    assert mall.texts() == [f"0.{number}" for number in range(6)]
    assert told(mall) == []


@pytest.mark.parametrize(
    "copy",
    [
        "desk.0001.sync-conflict-20261123-091200-ABCDEFG.json",
        "desk.0001 (conflicted copy 2026-11-23).json",
        "desk.0001-conflict.json",
        "desk.0001_conf(1).json",
    ],
)
def test_a_conflict_copy_counts_by_its_content(tmp_path: Path, copy: str) -> None:
    mall = Mall(tmp_path)
    journal = filled(mall)
    original = next(iter(mall.replica.segments())).path
    shutil.copy(original, original.with_name(copy))
    assert told(mall) == []
    content = original.read_bytes()
    original.write_bytes(content[: len(content.rstrip()) // 2])
    assert mall.texts() == [f"0.{number}" for number in range(6)]
    assert told(mall) == [notices.TAIL_UNFINISHED]
    assert mall.replica.audit().heads == {"desk": journal.head}


def test_a_half_copied_file_of_another_is_read_as_far_as_it_goes_and_not_touched(tmp_path: Path) -> None:
    mall = Mall(tmp_path)
    filled(mall)
    path = next(iter(mall.replica.segments())).path
    content = path.read_bytes().rstrip()
    for length in range(0, len(content), 37):
        path.write_bytes(content[:length])
        reading = mall.replica.read_day(DAY, signatures=Signatures.ALL)
        whole = content[:length].count(b"\n") - 1
        # The journal's opening and the first record are one command, of which half is none.
        assert len(reading.events) == (whole if whole > 1 else 0)
        assert reading.notices
        assert path.read_bytes() == content[:length]


@pytest.mark.parametrize(
    ("after", "hole", "expected", "texts"),
    [
        ([], b" " * 512, notices.TAIL_TORN, ["first"]),
        ([], b"\0" * 512, notices.TAIL_TORN, ["first"]),
        ([], b"y" * 512, notices.LINE_INVALID, ["first", "z"]),
        (["later"], b" " * 512, notices.LINE_INVALID, ["first", "z", "later"]),
    ],
    ids=["spaces", "zeros", "other bytes", "recorded later"],
)
def test_an_append_that_the_power_cut_short_is_called_so_and_nothing_of_it_counts(
    tmp_path: Path, after: list[str], hole: bytes, expected: str, texts: list[str]
) -> None:
    """Read by a window before anybody has taken up that journal; one line of it may have reached the disk whole."""
    mall = Mall(tmp_path)
    journal = mall.journal()
    mall.record(journal, "first")
    mall.record(journal, "x" * 2000, "z")
    for text in after:
        mall.record(journal, text)
    path = next(iter(mall.replica.segments())).path
    content = path.read_bytes()
    sector = -(-content.index(b"x" * 512) // 512) * 512
    path.write_bytes(content[:sector] + hole + content[sector + 512 :])
    assert told(mall) == [expected]
    assert mall.texts() == texts


def test_every_substituted_byte_of_three_journal_files_is_found(tmp_path: Path) -> None:
    mall = Mall(tmp_path)
    journals = [mall.journal(), mall.journal(), mall.journal("counter")]
    for number, journal in enumerate(journals):
        journal.append([Fact("k", "", DAY, NOW, data={"text": "夹包 a"})] * (1 + (number == 2)), now=NOW, day=DAY)
        journal.close()
    chance = random.Random(7)
    for name, journal in zip(mall.replica.segments(), (journals[2], journals[1], journals[0]), strict=True):
        content = bytearray(name.path.read_bytes().rstrip() + b"   ")
        verify = verifier(journal.key.public)
        for position, byte in enumerate(content):
            near = {byte ^ 1, byte ^ 0x20, chance.choice(b" 0a\n"), chance.randrange(256)}
            for other in near - {byte}:
                content[position] = other
                reading = read_content(bytes(content), name.path, name.writer, Signatures.ALL, verify)
                assert reading.notices, (position, byte, other)
            content[position] = byte
        assert not read_content(bytes(content), name.path, name.writer, Signatures.ALL, verify).notices


def swap_lines(mall: Mall) -> None:
    path = segment_path(mall.logs, DAY, "desk", 1)
    lines = path.read_bytes().split(b"\n")
    lines[3], lines[4] = lines[4], lines[3]
    path.write_bytes(b"\n".join(lines))


def delete_a_line(mall: Mall) -> None:
    path = segment_path(mall.logs, DAY, "desk", 1)
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join(lines[:3] + lines[4:]))


def delete_a_segment(mall: Mall) -> None:
    segment_path(mall.logs, NEXT_DAY, "desk", 2).unlink()


def delete_a_day(mall: Mall) -> None:
    shutil.rmtree(mall.logs / NEXT_DAY.isoformat())


def delete_the_first_day(mall: Mall) -> None:
    shutil.rmtree(mall.logs / DAY.isoformat())


def cut_an_inner_segment(mall: Mall) -> None:
    path = segment_path(mall.logs, NEXT_DAY, "desk", 2)
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join(lines[:4]) + b"\n}}")


def rename_to_another_writer(mall: Mall) -> None:
    path = segment_path(mall.logs, DAY, "desk", 1)
    path.rename(path.with_name("other.0001.json"))


def renumber(mall: Mall) -> None:
    first, second = (segment_path(mall.logs, DAY + timedelta(days=n), "desk", n + 1) for n in (0, 1))
    content = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(content)


def forge_a_whole_journal_end(mall: Mall) -> None:
    """Another key signs what goes on from the second segment."""
    forger = Mall(mall.logs.parent / "forger")
    journal = forger.journal()
    for number in range(12):
        forger.record(journal, f"forged {number}", day=NEXT_DAY)
    path = segment_path(forger.logs, NEXT_DAY, "desk", 1)
    shutil.copy(path, segment_path(mall.logs, NEXT_DAY, "desk", 2))


ATTACKS = [
    swap_lines,
    delete_a_line,
    delete_a_segment,
    delete_a_day,
    delete_the_first_day,
    cut_an_inner_segment,
    rename_to_another_writer,
    renumber,
    forge_a_whole_journal_end,
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_on_the_files_is_told(tmp_path: Path, attack: Callable[[Mall], None]) -> None:
    mall = Mall(tmp_path)
    filled(mall, days=3)
    assert told(mall) == []
    attack(mall)
    assert told(mall)
    assert mall.replica.audit(signatures=Signatures.LAST).notices


def test_a_cloned_terminal_shows_as_two_branches_and_both_are_kept(tmp_path: Path) -> None:
    mall = Mall(tmp_path / "one")
    journal = filled(mall)
    journal.close()
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    clone = Mall(tmp_path / "two")
    clone.now = mall.now
    mall.record(mall.journal(), "here")
    clone.record(clone.journal(), "there")
    theirs = next(iter(clone.replica.segments())).path
    shutil.copy(theirs, segment_path(mall.logs, DAY, "desk", 1).with_name("desk.0001.sync-conflict-1.json"))
    reading = mall.replica.read_day(DAY, signatures=Signatures.ALL)
    assert [notice.code for notice in reading.notices] == [notices.BRANCHED]
    assert dict(reading.notices[0].values) == {"writer": "desk", "seq": 8}
    assert {event.data["text"] for event in reading.events[-2:]} == {"here", "there"}


def test_a_removed_neighbour_within_a_day_is_told_by_that_day(tmp_path: Path) -> None:
    mall = Mall(tmp_path)
    journal = mall.journal()
    for _ in range(5):
        mall.record(journal, *(["x"] * 100))
    path = segment_path(mall.logs, DAY, "desk", 2)
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join(lines[:-5]) + b"\n}}")
    assert [notice.code for notice in mall.replica.read_day(DAY).notices] == [notices.CHAIN_BROKEN]


def test_a_missing_folder_is_told_and_is_not_empty_silently(tmp_path: Path) -> None:
    replica = Replica(tmp_path / "logs")
    assert replica.days() == []
    assert [notice.code for notice in replica.notices] == [notices.FOLDER_MISSING]
    assert [notice.code for notice in replica.read_day(DAY).notices] == [notices.FOLDER_MISSING]
    assert list(replica.segments()) == []


def test_a_day_on_which_nothing_was_recorded_is_no_trouble(tmp_path: Path) -> None:
    mall = Mall(tmp_path)
    filled(mall)
    reading = mall.replica.read_day(date(2026, 1, 1))
    assert (reading.events, reading.notices) == ((), ())


def test_a_folder_or_file_that_may_not_be_read_is_told() -> None:
    disk = FailingDisk()
    mall = Mall(Path("/mall"), disk)
    filled(mall)
    replica = mall.replica
    for at, code in ((0, notices.FOLDER_UNREADABLE), (1, notices.SEGMENT_UNREADABLE)):
        disk.arm(at, os_error(13))
        reading = replica.read_day(DAY)
        assert [notice.code for notice in reading.notices] == [code]
        assert reading.notices[0].values["reason"] == os.strerror(13)
    disk.arm(None)
    assert replica.read_day(DAY).notices == ()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"\0" * 5000,
        b"[" * 100_000,
        b'{"events": {\n' + b"x" * 100_000,
        b'{"events": {\n' + b"\n" * 50_000 + b"}}",
        b'{"events": {\n"1": null\n}}',
        b'{"events": {\n"1": {"seq":1}\n}}',
        b'{"_default": {"1": {"seq": 1}}}',
    ],
)
def test_a_file_made_to_harm_is_told_and_harms_nothing(tmp_path: Path, content: bytes) -> None:
    mall = Mall(tmp_path)
    filled(mall)
    (mall.logs / DAY.isoformat() / "other.0001.json").write_bytes(content)
    reading = mall.replica.read_day(DAY, signatures=Signatures.ALL)
    assert len(reading.events) == 7
    assert reading.notices


def test_a_line_that_is_being_written_at_this_moment_is_no_alarm() -> None:
    class Busy(MemoryDisk):
        reads = 0

        def read(self, path: Path) -> bytes:
            content = super().read(path)
            self.reads += path.suffix == ".json"
            return content if self.reads != 1 else content.rstrip()[:-1]

    disk = Busy()
    mall = Mall(Path("/mall"), disk)
    filled(mall)
    disk.reads = 0
    assert mall.replica.read_day(DAY).notices == ()


def test_a_journal_and_its_readers_agree_on_everything_between_two_processes_of_a_terminal(tmp_path: Path) -> None:
    mall = Mall(tmp_path)
    one, two = mall.journal(), mall.journal()
    for number in range(20):
        mall.record(one if number % 3 else two, str(number))
    assert mall.texts() == [str(number) for number in range(20)]
    assert told(mall) == []


@pytest.mark.parametrize("seed", range(20))
def test_whatever_bytes_are_put_into_a_file_reading_never_raises(seed: int) -> None:
    chance = random.Random(seed)
    mall = Mall(Path("/mall"), MemoryDisk())
    filled(mall)
    content = mall.disk.files[segment_path(mall.logs, DAY, "desk", 1)]  # type: ignore[attr-defined]
    for _ in range(50):
        start = chance.randrange(len(content.rstrip()))
        content[start : start + chance.randrange(40)] = chance.randbytes(chance.randrange(40))
        assert mall.replica.read_day(DAY, signatures=Signatures.ALL).notices
