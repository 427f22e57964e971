"""Backups: whole, proven, made while somebody records; put back into an empty folder, or not at all."""

from __future__ import annotations

import errno
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dutytui.keeping import backup as keeping
from dutytui.keeping.restore import Inside, open_backup, prove, restore
from dutytui.store.disk import Disk
from dutytui.store.packed import UnfitError
from dutytui.store.replica import Replica
from dutytui.store.segments import segment_path
from dutytui.verify.whole import verify
from tests.keeping.a_mall import MADE, OLD, TODAY, Years
from tests.store.faults import os_error

_OF_NOTHING = {"size": 0, "sha256": "", "changed": 0}
NOW = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)


class Kept:
    """A mall on a real disk with some of a terminal's own data, and a folder for backups."""

    def __init__(self, top: Path, disk: Disk | None = None) -> None:
        self.disk = disk or Disk()
        self.years = Years(top / "mall", self.disk)
        self.mall, self.local, self.shelf = top / "mall", top / "mall" / "local-desk", top / "shelf"
        (self.mall / "checklists" / "day").mkdir(parents=True)
        (self.mall / "checklists" / "mall.yaml").write_text("name: 星桥广场\n", "utf-8")
        (self.mall / "checklists" / "day" / "opening.yaml").write_text("id: opening\n", "utf-8")
        (self.local / "settings.json").write_text("{}", "utf-8")
        self.shelf.mkdir()

    def made(self, **options: bool) -> Path:
        target = keeping.target_in(self.disk, self.shelf, self.mall, NOW)
        return keeping.backup(self.disk, self.mall, self.local, target, MADE, **options).path


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def names(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as opened:
        return set(opened.namelist())


def restored(kept: Kept, path: Path, into: Path, local: Path | None = None) -> Path:
    backup = open_backup(Disk(), path)
    assert not prove(Disk(), backup).wrong
    restore(Disk(), backup, into, local)
    return into


def test_a_restored_mall_has_every_record_and_every_procedure(kept: Kept, tmp_path: Path) -> None:
    mall = restored(kept, kept.made(), tmp_path / "again")
    before, after = verify(kept.mall / "logs"), verify(mall / "logs")
    assert (after.root, after.wrong) == (before.root, 0)
    assert (mall / "checklists" / "mall.yaml").read_text("utf-8") == "name: 星桥广场\n"
    assert (mall / "checklists" / "day" / "opening.yaml").exists()


def test_archives_are_in_it_and_are_proven_where_they_lie(kept: Kept, tmp_path: Path) -> None:
    kept.years.pack()
    path = kept.made()
    backup = open_backup(Disk(), path)
    report = prove(Disk(), backup)
    assert (report.root, report.days) == (kept.years.verify().root, len(OLD) + 1)
    inside = Replica(path / "logs", disk=Inside(Disk(), backup))
    assert [event.data.get("text") for event in inside.read_day(OLD[1]).events if event.writer == "gone"] == [
        f"gone {OLD[1]} {hour}" for hour in range(2)
    ]
    mall = restored(kept, path, tmp_path / "again")
    assert (mall / "logs" / "archive" / "2023.zip").read_bytes() == (
        kept.mall / "logs" / "archive" / "2023.zip"
    ).read_bytes()


def test_keys_are_in_it_only_when_they_are_asked_for(kept: Kept) -> None:
    without = names(kept.made())
    with_keys = names(kept.made(with_keys=True))
    assert {"terminal/terminal.key", "terminal/journals/desk.json"} & without == set()
    assert "terminal/settings.json" in without
    assert {"terminal/terminal.key", "terminal/journals/desk.json"} <= with_keys
    assert not [name for name in with_keys if name.endswith((".lock", ".new"))]


def test_no_byte_of_the_key_stands_in_a_backup_without_it(kept: Kept) -> None:
    secret = json.loads((kept.local / "terminal.key").read_text("utf-8"))["private"]
    with zipfile.ZipFile(kept.made()) as opened:
        assert not [name for name in opened.namelist() if secret.encode() in opened.read(name)]


def test_with_its_key_a_terminal_goes_on_and_without_it_under_the_next_name(kept: Kept, tmp_path: Path) -> None:
    for with_keys, writer in ((True, "desk"), (False, "desk-2")):
        top = tmp_path / writer
        restored(kept, kept.made(with_keys=with_keys), top, top / "local-desk")
        journal = Years.opened(_at(top), "desk")
        assert journal.writer == writer


def _at(top: Path) -> Years:
    years = Years.__new__(Years)
    years.logs, years.top, years.disk = top / "logs", top, Disk()
    return years


def test_what_is_being_written_is_taken_as_far_as_commands_are_whole(kept: Kept, tmp_path: Path) -> None:
    path = segment_path(kept.mall / "logs", TODAY, "desk", 6)
    content = path.read_bytes()
    whole = content.index(b"\n}}") + 1
    path.write_bytes((content[:whole] + b',"99": {"seq":99,"prev":"half a li').ljust(len(content)))
    mall = restored(kept, kept.made(), tmp_path / "again")
    again = segment_path(mall / "logs", TODAY, "desk", 6).read_bytes()
    assert again == content[:whole] + b"}}"


def test_a_desk_records_while_it_is_copied(tmp_path: Path) -> None:
    class Busy(Disk):
        """Records one event more whenever a part is read."""

        years: Years | None = None
        said = 0

        def read(self, path: Path) -> bytes:
            found = super().read(path)
            if self.years and path.suffix == ".json" and path.parent.parent.name == "logs" and self.said < 30:
                self.said += 1
                years, self.years = self.years, None
                years.says("desk", TODAY, 1)
                self.years = years
            return found

    disk = Busy()
    kept = Kept(tmp_path, disk)
    kept.years.journals["desk"] = kept.years.opened("desk")
    disk.years = kept.years
    path = kept.made()
    disk.years = None
    assert disk.said > 5
    report = prove(Disk(), open_backup(Disk(), path))
    assert not report.findings


def test_damaged_journals_are_copied_as_they_are_and_told(kept: Kept, tmp_path: Path) -> None:
    path = segment_path(kept.mall / "logs", OLD[1], "desk", 2)
    path.write_bytes(path.read_bytes().replace(b"desk 2023-03-02 1", b"desk 2023-03-02 9"))
    backup = open_backup(Disk(), kept.made())
    assert [one.code for one in prove(Disk(), backup).findings] == ["line_changed"]
    restore(Disk(), backup, tmp_path / "again", None)
    assert segment_path(tmp_path / "again" / "logs", OLD[1], "desk", 2).read_bytes() == path.read_bytes()


def test_nothing_is_written_over(kept: Kept) -> None:
    path = kept.made()
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        keeping.backup(kept.disk, kept.mall, kept.local, path, MADE)
    assert path.read_bytes() == before
    assert kept.made() != path


def test_a_folder_that_is_not_empty_is_left_alone(kept: Kept, tmp_path: Path) -> None:
    backup = open_backup(Disk(), kept.made())
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(FileExistsError):
        restore(Disk(), backup, tmp_path / "full", None)
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_older_ones_are_removed_only_when_told_and_only_ones_own(kept: Kept) -> None:
    paths = [kept.made() for _ in range(4)]
    strange = kept.shelf / "mall-20200101-000000.zip"
    strange.write_bytes(b"somebody's own file")
    other = kept.shelf / f"{paths[0].stem}-77.zip"
    with zipfile.ZipFile(other, "w") as opened:
        said = {"kind": "backup", "mall": "another", "files": {"mall/checklists/a": _OF_NOTHING}}
        opened.writestr("manifest.json", json.dumps(said))
    assert keeping.prune(kept.disk, paths[-1], kept.mall, 3) == paths[:2]
    assert sorted(kept.shelf.iterdir()) == sorted([strange, other, *paths[2:]])


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.ENODEV])
def test_a_target_that_fails_leaves_nothing_behind(tmp_path: Path, number: int) -> None:
    class Failing(Disk):
        left = 40

        def write(self, descriptor: int, data: bytes, offset: int) -> None:
            self.left -= 1
            if self.left == 0:
                raise os_error(number)()
            super().write(descriptor, data, offset)

    disk = Failing()
    disk.left = -1
    kept = Kept(tmp_path, disk)
    disk.left = 12
    with pytest.raises(OSError) as raised:
        kept.made()
    assert raised.value.errno == number
    assert list(kept.shelf.iterdir()) == []


def test_a_target_that_gives_back_other_bytes_is_not_called_a_backup(tmp_path: Path) -> None:
    class Liar(Disk):
        def read_range(self, path: Path, size: int, offset: int) -> bytes:
            found = bytearray(super().read_range(path, size, offset))
            if path.suffix == ".new" and len(found) > 600:
                found[500] ^= 1
            return bytes(found)

    kept = Kept(tmp_path, Liar())
    with pytest.raises(UnfitError):
        kept.made()
    assert list(kept.shelf.iterdir()) == []


def test_every_changed_byte_of_a_backup_is_found_or_changes_nothing(kept: Kept, tmp_path: Path) -> None:
    content = kept.made().read_bytes()
    root, changed = verify(kept.mall / "logs").root, tmp_path / "changed.zip"
    for at in range(3, len(content), max(len(content) // 150, 1)):
        changed.write_bytes(content[:at] + bytes([content[at] ^ 0x10]) + content[at + 1 :])
        try:
            report = prove(Disk(), open_backup(Disk(), changed))
        except (UnfitError, OSError):
            continue
        assert (report.root, report.wrong) == (root, 0), at
