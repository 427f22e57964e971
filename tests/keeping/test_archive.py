"""Old days packed: readable and proven as before, nothing lost at whatever moment it ends."""

from __future__ import annotations

import contextlib
import errno
import json
import random
import zipfile
from pathlib import Path

import pytest

from dutytui.keeping import archive
from dutytui.store.archived import Archives
from dutytui.store.index import Index
from dutytui.store.packed import UnfitError
from dutytui.store.segments import segment_path
from dutytui.store.sync.held import Held
from tests.keeping.a_mall import BEFORE, MADE, OLD, Years
from tests.store.faults import FailingDisk, Killed, PowerDisk, os_error


def test_packed_days_say_what_they_said_and_are_proven() -> None:
    mall = Years()
    before = mall.verify()
    made = mall.pack()
    assert [one.path.name for one in made] == ["2023.zip", "2024.zip"]
    after = mall.verify()
    assert mall.whole
    assert (after.heads, after.root, after.days) == (before.heads, before.root, before.days)
    assert mall.loose() == ["2024-01-01/gone.0004.json"]


def test_where_a_journal_ends_its_last_part_stays_so_that_it_can_be_gone_on_with() -> None:
    mall = Years()
    mall.pack()
    journal = mall.opened("gone")
    assert (journal.writer, journal.head.seq) == ("gone", 9)
    mall.journals["gone"] = journal
    mall.says("gone", OLD[-1].replace(year=2026), 1)
    assert mall.whole


def test_a_second_run_packs_nothing_and_later_days_go_beside() -> None:
    mall = Years()
    mall.pack(OLD[3])
    assert mall.pack(OLD[3]) == []
    assert [one.path.name for one in mall.pack()] == ["2024.zip"]
    assert mall.whole


def test_records_that_come_late_to_a_packed_day_are_read_with_it_and_packed_beside_it() -> None:
    mall = Years()
    held = Held(mall.logs, mall.disk)
    mall.pack()
    late = Years(mall.top / "other")
    source, target = (segment_path(one.logs, OLD[0], name, 1) for one, name in ((late, "gone"), (mall, "late")))
    mall.disk.make_folder(target.parent)
    _put(mall, target, late.disk.read(source).replace(b"gone", b"late"))
    assert f"{OLD[0]}/late.0001.json" in mall.loose()
    assert sorted(mall.disk.names(target.parent)) == ["late.0001.json"]
    assert {name.writer for name in mall.replica.segments([OLD[0]])} == {"desk", "gone", "late"}
    held.look(OLD[0])
    assert held.writers() == ["desk", "gone", "late"]


def test_a_file_that_has_gone_on_is_packed_once_more_and_the_later_one_counts() -> None:
    mall = Years()
    path = segment_path(mall.logs, OLD[0], "desk", 1)
    whole = mall.disk.read(path)
    first = whole.index(b"\n,") + 1
    _put(mall, path, whole[:first] + b"}}")
    state = mall.disk.entries(path.parent)[path.name]
    shorter = archive.Plan(files=[archive.Loose(OLD[0], path, state)])
    list(archive.pack(mall.disk, mall.logs, shorter, MADE))
    mall.disk.make_folder(path.parent)
    _put(mall, path, whole)
    assert mall.whole
    assert [one.path.name for one in mall.pack()] == ["2023-2.zip", "2024.zip"]
    assert mall.replica.read_segment(path).events[-1].seq > 1
    assert mall.whole


def test_a_day_that_was_edited_stays_and_is_named() -> None:
    mall = Years()
    path = segment_path(mall.logs, OLD[1], "desk", 2)
    _put(mall, path, mall.disk.read(path).replace(b"desk 2023-03-02 1", b"desk 2023-03-02 9"))
    plan = mall.plan()
    assert OLD[1] not in plan.days
    assert [(one.day, one.why) for one in plan.left if one.wrong] == [(OLD[1], "line_changed")]
    mall.pack()
    assert f"{OLD[1]}/desk.0002.json" in mall.loose()


def test_a_part_that_was_never_closed_stays() -> None:
    mall = Years()
    path = segment_path(mall.logs, OLD[1], "desk", 2)
    _put(mall, path, mall.disk.read(path) + b" " * 100)
    assert [(one.file, one.why) for one in mall.plan().left] == [
        ("desk.0002.json", "unfinished"),
        ("gone.0004.json", "last"),
    ]


def test_what_was_set_aside_after_a_crash_is_packed_with_its_day_and_foreign_files_stay() -> None:
    mall = Years()
    folder = mall.logs / OLD[0].isoformat()
    _put(mall, folder / "desk.0001.json.torn-1", b"half a line")
    _put(mall, folder / "Thumbs.db", b"picture")
    mall.pack()
    assert mall.disk.names(folder) == ["Thumbs.db"]
    assert "desk.0001.json.torn-1" in Archives(mall.disk).names(folder)
    assert mall.whole


@pytest.mark.parametrize("name", ["Index", "Held"])
def test_who_looked_before_sees_no_change(name: str, tmp_path: Path) -> None:
    """Neither the index nor the exchange with the share reads anything again, or takes a day for gone."""
    mall = Years()
    if name == "Held":
        held = Held(mall.logs, mall.disk)
        held.look(OLD[0])
        mall.pack()
        assert held.look(OLD[0]) == set()
        assert held.lines("desk", 1)
        return
    index = Index(tmp_path / "index.sqlite")
    index.catch_up(mall.replica)
    mall.pack()
    read: list[str] = []
    assert index.catch_up(mall.replica, read=lambda name, _reading: read.append(name.path.name))
    assert read == ["gone.0004.json", "desk.0006.json"]  # the newest of each, as ever


def test_unpacked_again_every_byte_is_as_it_was() -> None:
    mall = Years()
    before = {path: bytes(content) for path, content in mall.disk.files.items() if path.parent.parent == mall.logs}
    mall.pack()
    for year in (2023, 2024):
        assert [path.name for path in archive.unpack(mall.disk, mall.logs, year).gone] == [f"{year}.zip"]
    after = {path: bytes(content) for path, content in mall.disk.files.items() if path.parent.parent == mall.logs}
    assert after == before


def test_unpacking_keeps_an_archive_whose_day_holds_another_file() -> None:
    mall = Years()
    mall.pack()
    path = segment_path(mall.logs, OLD[0], "desk", 1)
    mall.disk.make_folder(path.parent)
    _put(mall, path, b'{"events": {\n}}')
    assert archive.unpack(mall.disk, mall.logs, 2023) == ([], [], [])
    assert mall.disk.read(path) == b'{"events": {\n}}'


def test_an_archive_is_opened_by_any_program(tmp_path: Path) -> None:
    mall = Years()
    (one, *_rest) = mall.pack()
    copy = tmp_path / "2023.zip"
    copy.write_bytes(mall.disk.read(one.path))
    with zipfile.ZipFile(copy) as opened:
        assert opened.testzip() is None
        day = json.loads(opened.read("2023-03-01/desk.0001.json"))
        manifest = json.loads(opened.read("manifest.json"))
    said = [one["data"].get("text") for one in day["events"].values()]
    assert said[1:] == [f"desk 2023-03-01 {hour}" for hour in range(3)]
    assert manifest["heads"]["desk"][:2] == [1, 10]


def test_archives_that_another_program_packed_anew_are_read_all_the_same(tmp_path: Path) -> None:
    mall = Years()
    for one in mall.pack():
        copy, again = tmp_path / one.path.name, tmp_path / f"again-{one.path.name}"
        copy.write_bytes(mall.disk.read(one.path))
        with zipfile.ZipFile(copy) as old, zipfile.ZipFile(again, "w") as new:
            for name in old.namelist():
                if name != "manifest.json":
                    new.writestr(name, old.read(name))
        _put(mall, one.path, again.read_bytes())
    assert mall.whole


def test_a_damaged_archive_is_named_and_the_rest_goes_on() -> None:
    mall = Years()
    made = mall.pack()
    _put(mall, made[0].path, mall.disk.read(made[0].path)[:-500])
    found = mall.verify().findings
    assert ("archive_damaged", "archive/2023.zip") in {(one.code, one.file) for one in found}
    assert [text for text in mall.texts() if "2026" in text or "2024-06" in text]
    content = mall.disk.read(made[0].path)
    (aside,) = archive.unpack(mall.disk, mall.logs, 2023).aside
    assert mall.disk.read(aside) == content
    assert not mall.disk.exists(made[0].path)


def test_every_changed_byte_of_an_archive_is_found_or_changes_nothing() -> None:
    mall = Years()
    made = mall.pack()
    path, content = made[0].path, mall.disk.read(made[0].path)
    chance = random.Random(7)
    for at in chance.sample(range(len(content)), 300):
        changed = bytearray(content)
        changed[at] ^= 1 << chance.randrange(8)
        _put(mall, path, bytes(changed))
        report = mall.verify()
        assert report.wrong or report.unread or mall.texts() == sorted(mall.said), at


def test_killed_at_every_call_nothing_is_lost_and_the_next_run_ends_it() -> None:
    calls = _calls()
    assert {"remove", "remove_folder", "replace", "sync"} <= set(calls)
    for at in range(len(calls)):
        mall, disk = _failing()
        disk.arm(at)
        with pytest.raises(Killed):
            mall.pack()
        disk.arm(None)
        assert mall.whole, calls[at]
        mall.pack()
        assert mall.whole
        assert mall.loose() == ["2024-01-01/gone.0004.json"]
        assert not [name for name in disk.names(mall.logs / "archive") if name.endswith(".new")]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_refused_at_every_call_nothing_is_lost(number: int) -> None:
    calls = _calls()
    for at in range(0, len(calls), 3):
        mall, disk = _failing()
        disk.arm(at, os_error(number), 2)
        with contextlib.suppress(OSError, UnfitError):
            mall.pack()
        disk.arm(None)
        assert mall.whole, calls[at]


def test_the_power_goes_while_it_packs() -> None:
    for seed in range(60):
        chance = random.Random(seed)
        disk = _PowerAndKills()
        mall = Years(disk=disk)
        disk.kill_in = chance.randrange(150)
        with contextlib.suppress(Killed):
            mall.pack()
        disk.kill_in = None
        disk.cut(lambda chance=chance: chance.random() < 0.5)
        assert mall.whole, seed
        mall.pack()
        assert mall.whole, seed


def test_a_disk_that_gives_back_other_bytes_removes_nothing() -> None:
    class Liar(PowerDisk):
        lies = False

        def read_range(self, path: Path, size: int, offset: int) -> bytes:
            found = super().read_range(path, size, offset)
            return found.replace(b"P", b"Q", 1) if self.lies and path.suffix == ".new" and offset == 0 else found

    disk = Liar()
    mall = Years(disk=disk)
    files = dict(disk.files)
    disk.lies = True
    with pytest.raises(UnfitError):
        mall.pack()
    assert dict(disk.files) == files


class _PowerAndKills(PowerDisk):
    kill_in: int | None = None

    def _tick(self) -> None:
        if self.kill_in is not None:
            self.kill_in -= 1
            if self.kill_in < 0:
                raise Killed

    def write(self, descriptor: int, data: bytes, offset: int) -> None:
        self._tick()
        super().write(descriptor, data, offset)

    def sync_folder(self, folder: Path) -> None:
        self._tick()
        super().sync_folder(folder)

    def replace(self, source: Path, target: Path) -> None:
        self._tick()
        super().replace(source, target)

    def remove(self, path: Path) -> None:
        self._tick()
        super().remove(path)


def _failing() -> tuple[Years, FailingDisk]:
    disk = FailingDisk()
    return Years(disk=disk), disk


def _calls() -> list[str]:
    mall, disk = _failing()
    disk.arm(None)
    mall.pack()
    return list(disk.calls)


def _put(mall: Years, path: Path, content: bytes) -> None:
    descriptor = mall.disk.open(path, create=True)
    mall.disk.write(descriptor, content, 0)
    mall.disk.sync(descriptor)
    mall.disk.close(descriptor)
    mall.disk.sync_folder(path.parent)


def test_nothing_of_this_year_and_the_last_one_is_ever_old() -> None:
    assert archive.latest(BEFORE.replace(year=2026, month=12, day=31)) == BEFORE
