"""Killed, refused, cut off: no acknowledged event is lost, no file unreadable, and nobody is told what is not so."""

from __future__ import annotations

import errno
import random
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from dutytui.store import notices
from dutytui.store.journal import Journal, NotSaved
from dutytui.store.reading import Signatures
from tests.store.faults import CutDisk, FailingDisk, Killed, PowerDisk, os_error
from tests.store.mall import DAY, Mall, stock_texts

NEXT_DAY = DAY + timedelta(days=1)


def clean(mall: Mall) -> bool:
    return mall.replica.audit(signatures=Signatures.LAST).notices == ()


def test_killed_at_every_tenth_byte_of_a_write_the_desk_goes_on(tmp_path: Path) -> None:
    disk = CutDisk()
    mall = Mall(tmp_path, disk)
    journal = mall.journal()
    mall.record(journal, "first")
    mall.record(journal, "x", "y", "z")
    length, saved, torn, points = disk.written, ["first", "x", "y", "z"], 0, 0
    for offset in sorted({*range(0, length + 1, 9), *range(20), *range(length - 20, length + 1)}):
        mall.record(journal, f"before {offset}")
        saved.append(f"before {offset}")
        batch = [f"{offset} {part}" for part in "abc"]
        disk.after = offset
        with pytest.raises(Killed):
            mall.record(journal, *batch)
        journal.close()  # what the system does for a process that is gone
        journal = mall.journal()
        found = stock_texts(mall.logs)
        kept = found[len(saved) :]
        assert found[: len(saved)] == saved
        assert kept in ([], batch)  # a command is kept as a whole or not at all
        assert mall.texts() == found
        saved = found
        torn += [notice.code for notice in journal.notices].count(notices.TORN_TAIL)
        points += 1
    assert points >= 200
    assert torn >= 150
    assert len(list(mall.logs.glob("*/*.torn-*"))) == torn
    assert clean(mall)


def test_killed_for_real_in_the_midst_of_writing_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    program = textwrap.dedent("""
        import sys
        from pathlib import Path
        from tests.store.mall import Mall
        mall = Mall(Path(sys.argv[1]))
        journal = mall.journal()
        for number in range(100_000):
            for event in mall.record(journal, f"{journal.head.seq} {number}", "值" * 500):
                print(event.seq, flush=True)
    """)
    acknowledged = 0
    for lines_read in (3, 50, 301, 700):
        process = subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
        )
        assert process.stdout
        for _ in range(lines_read):
            acknowledged = int(process.stdout.readline())
        process.kill()
        rest = process.communicate()[0].split()
        assert process.returncode in {-signal.SIGKILL, 1} if sys.platform != "win32" else True
        acknowledged = max([acknowledged, *map(int, rest[:-1])])
        mall = Mall(tmp_path)
        journal = mall.journal()
        assert journal.writer == "desk"
        assert journal.head.seq >= acknowledged
        journal.close()
        assert clean(mall)
        assert len(stock_texts(mall.logs)) == journal.head.seq - 1


def first_append(mall: Mall) -> Callable[[Journal], object]:
    return lambda journal: mall.record(journal, "new")


def next_append(mall: Mall) -> Callable[[Journal], object]:
    mall.record(journal := mall.journal(), "a")
    journal.close()
    return lambda journal: mall.record(journal, "new")


def next_append_of_this_process(mall: Mall) -> Callable[[Journal], object]:
    next_append(mall)
    return lambda journal: [mall.record(journal, "b"), mall.record(journal, "new")]


def append_on_a_new_day(mall: Mall) -> Callable[[Journal], object]:
    next_append(mall)
    return lambda journal: mall.record(journal, "new", day=NEXT_DAY)


def append_to_a_full_segment(mall: Mall) -> Callable[[Journal], object]:
    journal = mall.journal()
    mall.record(journal, *(["full"] * 160))
    journal.close()
    return lambda journal: mall.record(journal, *(["new"] * 90))


def append_behind_a_torn_tail(mall: Mall) -> Callable[[Journal], object]:
    next_append(mall)
    path = next(iter(mall.replica.segments())).path
    content = mall.disk.read(path)
    descriptor = mall.disk.open(path)
    mall.disk.write(descriptor, b',"3": {"seq":3,"prev":"' + b"0" * 64, content.rindex(b"}}"))
    mall.disk.close(descriptor)
    return lambda journal: mall.record(journal, "new")


SITUATIONS = [
    first_append,
    next_append,
    next_append_of_this_process,
    append_on_a_new_day,
    append_to_a_full_segment,
    append_behind_a_torn_tail,
]


def in_memory(situation: Callable[[Mall], Callable[[Journal], object]]) -> tuple[Mall, Callable[[Journal], object]]:
    mall = Mall(Path("/mall"), FailingDisk())
    return mall, situation(mall)


def calls_of(situation: Callable[[Mall], Callable[[Journal], object]]) -> list[str]:
    mall, step = in_memory(situation)
    assert isinstance(mall.disk, FailingDisk)
    mall.disk.arm(None)
    step(mall.journal())
    return list(mall.disk.calls)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_killed_at_every_call_to_the_disk_the_desk_goes_on(
    situation: Callable[[Mall], Callable[[Journal], object]],
) -> None:
    calls = calls_of(situation)
    for at in range(len(calls)):
        mall, step = in_memory(situation)
        assert isinstance(mall.disk, FailingDisk)
        before = mall.texts()
        mall.disk.arm(at)
        with pytest.raises(Killed):
            step(mall.journal())
        mall.disk.arm(None)
        mall.disk.locks.clear()
        journal = mall.journal()
        assert journal.writer == "desk"
        mall.record(journal, "after", day=NEXT_DAY)
        assert mall.texts()[: len(before)] == before, calls[at]
        assert set(mall.texts()[len(before) :]) <= {"b", "new", "after"}
        assert clean(mall), (calls[at], mall.replica.audit().notices)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("situation", SITUATIONS)
def test_refused_at_every_call_to_the_disk_nothing_is_acknowledged_and_the_next_append_recovers(
    situation: Callable[[Mall], Callable[[Journal], object]], number: int, times: int
) -> None:
    calls = calls_of(situation)
    refused = 0
    for at in range(len(calls)):
        mall, step = in_memory(situation)
        assert isinstance(mall.disk, FailingDisk)
        mall.disk.arm(at, os_error(number), times)
        saved = mall_texts_without_faults(mall)
        mall.disk.arm(at, os_error(number), times)
        journal = None
        try:
            journal = mall.journal()
            step(journal)
            saved += ["b"] * (situation is next_append_of_this_process)
            saved += ["new"] * (90 if situation is append_to_a_full_segment else 1)
        except NotSaved as answer:
            refused += 1
            assert answer.errno == answer.reason.errno == number
            assert answer.code == errno.errorcode[number]
            assert journal is not None
            if journal.head.seq > len(saved) + (len(saved) > 0):
                saved.append("b")
        except OSError:
            assert journal is None  # it could not even be opened
        mall.disk.arm(None)
        if journal is None:
            mall.disk.locks.clear()
            journal = mall.journal()
        mall.record(journal, "again")
        assert mall.texts() == [*saved, "again"], calls[at]
        assert clean(mall), (calls[at], mall.replica.audit().notices)
        journal.close()
        assert mall.journal().head == journal.head
    assert refused >= 2


def mall_texts_without_faults(mall: Mall) -> list[str]:
    assert isinstance(mall.disk, FailingDisk)
    mall.disk.arm(None)
    return mall.texts()


def test_after_a_failed_sync_the_descriptor_is_never_used_again() -> None:
    mall, _ = in_memory(next_append)
    disk = mall.disk
    assert isinstance(disk, FailingDisk)
    journal = mall.journal()
    mall.record(journal, "b")
    path = next(iter(mall.replica.segments())).path
    before = disk.files[path]
    disk.arm(1, os_error(errno.EIO))
    with pytest.raises(NotSaved):
        mall.record(journal, "lost")
    assert disk.calls == ["write", "sync_data", "close"]
    disk.arm(None)
    mall.record(journal, "c")
    assert disk.files[path] is not before
    assert mall.texts() == ["a", "b", "c"]
    assert [notice.code for notice in journal.notices] == [notices.TORN_TAIL]
    assert b"lost" in disk.files[path.with_name(path.name + ".torn-1")]


def test_lines_that_a_process_now_gone_may_have_left_unsynced_are_written_again() -> None:
    """After a failed sync pages are marked clean: the next process reads lines from memory that no disk ever saw."""
    disk = PowerDisk()
    mall = Mall(Path("/mall"), disk)
    journal = mall.journal()
    mall.record(journal, "a")
    disk.sync_data = disk.fail_sync  # type: ignore[method-assign]
    with pytest.raises(NotSaved):
        mall.record(journal, "never reached the disk")
    del disk.sync_data  # type: ignore[attr-defined]
    journal.close()
    journal = mall.journal()
    mall.record(journal, "b")
    disk.cut(lambda: False)
    assert mall.texts() == ["a", "never reached the disk", "b"]


@pytest.mark.parametrize("seed", range(150))
def test_power_cut_nothing_acknowledged_is_lost(seed: int) -> None:
    chance = random.Random(seed)
    disk = PowerDisk()
    mall = Mall(Path("/mall"), disk)
    saved: list[str] = []
    for turn in range(4):
        journal = mall.journal()
        found = mall.texts()
        assert found[: len(saved)] == saved
        saved = found
        for number in range(chance.randrange(1, 6)):
            batch = [
                f"{turn}.{number}.{part}" + "值" * chance.choice([1, 400]) for part in range(chance.randrange(1, 9))
            ]
            day = DAY + timedelta(days=turn // 2)
            if chance.random() < 0.3:
                cut_in = chance.choice(["sync_data", "sync", "sync_folder", "replace"])
                setattr(disk, cut_in, _killed)
                try:
                    mall.record(journal, *batch, day=day)
                    saved += batch
                except Killed:
                    break
                finally:
                    delattr(disk, cut_in)
            else:
                mall.record(journal, *batch, day=day)
                saved += batch
        disk.cut(lambda: chance.random() < 0.5)
    journal = mall.journal()
    assert mall.texts()[: len(saved)] == saved
    mall.record(journal, "after", day=DAY + timedelta(days=2))
    assert clean(mall), mall.replica.audit().notices


@pytest.mark.parametrize("seed", range(20))
def test_a_power_cut_at_the_first_append_after_a_kill_is_a_torn_tail_and_no_damage(seed: int) -> None:
    chance = random.Random(seed)
    disk = PowerDisk()
    mall = Mall(Path("/mall"), disk)
    mall.record(mall.journal(), "acknowledged")
    for text in ("left behind by a process that was killed" * 40, "by the next one"):
        disk.locks.clear()
        journal = mall.journal()
        disk.sync_data = _killed  # type: ignore[method-assign,assignment]
        with pytest.raises(Killed):
            mall.record(journal, text)
        del disk.sync_data  # type: ignore[method-assign]
    disk.cut(lambda: chance.random() < 0.5)
    journal = mall.journal()
    mall.record(journal, "after")
    assert [mall.texts()[0], mall.texts()[-1]] == ["acknowledged", "after"]
    assert notices.JOURNAL_DAMAGED not in {notice.code for notice in journal.notices}
    assert clean(mall), mall.replica.audit().notices


def test_a_byte_of_the_last_line_that_a_disk_has_spoilt_is_no_torn_tail_though_nothing_says_it_was_confirmed() -> None:
    disk = PowerDisk()
    mall = Mall(Path("/mall"), disk)
    journal = mall.journal()
    mall.record(journal, "first")
    mall.record(journal, "acknowledged")
    journal.close()
    path = next(iter(mall.replica.segments())).path
    disk.files[path][disk.files[path].index(b"acknowledged")] = ord("X")
    del disk.files[mall.local / "journals" / "desk.confirmed"]  # as a power cut leaves it
    spoilt = bytes(disk.files[path])
    journal = mall.journal()
    assert journal.writer == "desk-2"  # no number is given twice
    assert [notice.code for notice in journal.notices] == [notices.JOURNAL_DAMAGED]
    mall.record(journal, "after")
    assert bytes(disk.files[path]) == spoilt


@pytest.mark.parametrize("confirmed", [True, False])
def test_the_number_of_a_last_line_whose_signature_a_disk_has_spoilt_is_not_given_again(confirmed: bool) -> None:
    """confirmed: whether a power cut has left the word that the line was on disk, which is not synced."""
    disk = PowerDisk()
    mall = Mall(Path("/mall"), disk)
    journal = mall.journal()
    mall.record(journal, "first")
    mall.record(journal, "acknowledged")
    journal.close()
    if not confirmed:
        disk.files[mall.local / "journals" / "desk.confirmed"][:] = b"%020d %020d\n" % (2, 2)
    content = disk.files[next(iter(mall.replica.segments())).path]
    place = content.rindex(b'"sig":"') + len(b'"sig":"')
    content[place] = ord("0") if content[place] != ord("0") else ord("1")
    spoilt = bytes(content)
    journal = mall.journal()
    for _ in range(2):
        with pytest.raises(NotSaved):
            mall.record(journal, "not saved")
    assert journal.left
    assert [notice.code for notice in journal.notices] == [notices.JOURNAL_DAMAGED]
    journal.move_on()
    assert not journal.left
    assert [event.writer for event in mall.record(journal, "after")] == ["desk-2"] * 2
    assert bytes(content) == spoilt
    journal.close()
    assert mall.journal().writer == "desk-2"


@pytest.mark.parametrize("spoilt", ["a byte", "the file is gone"])
def test_a_number_that_was_refused_is_not_given_again_behind_what_a_disk_has_spoilt_meanwhile(spoilt: str) -> None:
    disk = PowerDisk()
    mall = Mall(Path("/mall"), disk)
    journal = mall.journal()
    mall.record(journal, "first")
    mall.record(journal, "acknowledged")
    disk.sync_data = _refused  # type: ignore[method-assign,assignment]
    with pytest.raises(NotSaved):
        mall.record(journal, "refused, and on the disk all the same")
    del disk.sync_data  # type: ignore[method-assign]
    path = next(iter(mall.replica.segments())).path
    if spoilt == "a byte":
        disk.files[path][disk.files[path].index(b"acknowledged")] = ord("X")
    else:
        del disk.files[path]
    for _ in range(2):
        with pytest.raises(NotSaved):
            mall.record(journal, "not saved")
    assert journal.left
    assert [notice.code for notice in journal.notices] == [notices.JOURNAL_DAMAGED]
    journal.move_on()
    assert [event.writer for event in mall.record(journal, "after")] == ["desk-2"] * 2
    journal.close()
    assert mall.journal().writer == "desk-2"


@pytest.mark.parametrize("begun", ["anew", "mended"])
def test_a_file_whose_name_a_killed_process_left_unsynced_keeps_what_the_next_one_saved(begun: str) -> None:
    disk = PowerDisk()
    mall = Mall(Path("/mall"), disk)
    mall.record(mall.journal(), "a")
    disk.locks.clear()
    day = NEXT_DAY
    if begun == "mended":
        day, path = DAY, next(iter(mall.replica.segments())).path
        disk.write(disk.open(path), b',"3": {', disk.files[path].rindex(b"}}"))  # half an append
    _kill_at_sync_of(disk, mall.logs / day.isoformat(), 2 if begun == "mended" else 1)  # half an append is kept first
    with pytest.raises(Killed):
        mall.record(mall.journal(), "nobody was told that this is saved", day=day)
    del disk.sync_folder  # type: ignore[method-assign]
    disk.locks.clear()
    mall.record(mall.journal(), "b", day=day)
    disk.cut(lambda: False)
    assert mall.texts() == ["a", "b"]


def _kill_at_sync_of(disk: PowerDisk, folder: Path, number: int) -> None:
    sync, asked = disk.sync_folder, list[Path]()

    def sync_folder(path: Path) -> None:
        asked.append(path)
        if asked.count(folder) == number:
            raise Killed
        sync(path)

    disk.sync_folder = sync_folder  # type: ignore[method-assign]


def _killed(*_: object) -> None:
    raise Killed


def _refused(*_: object) -> None:
    raise os_error(errno.EIO)()


def test_a_changed_line_amid_others_is_no_torn_tail_and_stays_where_it_is() -> None:
    mall, _ = in_memory(first_append)
    journal = mall.journal()
    for text in "abcdef":
        mall.record(journal, text)
    path = next(iter(mall.replica.segments())).path
    journal.close()
    content = mall.disk.files[path]  # type: ignore[attr-defined]
    position = content.index(b'"text":"c"') + 8
    content[position] = ord("X")
    damaged = bytes(content)
    again = mall.journal()
    assert again.writer == "desk-2", "what is put behind it could reach no other terminal"
    assert [notice.code for notice in again.notices] == [notices.JOURNAL_DAMAGED]
    mall.record(again, "g")
    assert mall.disk.read(path) == damaged
    assert sorted(mall.texts()) == ["a", "b", "d", "e", "f", "g"]
    assert [notice.code for notice in mall.replica.audit().notices] == [notices.LINE_INVALID]
    again.close()
    once_more = mall.journal()
    assert (once_more.writer, once_more.head, once_more.notices) == ("desk-2", again.head, ())
