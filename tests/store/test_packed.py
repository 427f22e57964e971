"""Zip files made to harm whoever opens them: refused before a byte is unpacked, never a crash, never endless."""

from __future__ import annotations

import contextlib
import io
import random
import stat
import struct
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dutytui.keeping.restore import open_backup
from dutytui.store.archived import Archives
from dutytui.store.memory import MemoryDisk
from dutytui.store.packed import UnfitError, comment_in, is_safe, open_packed, tail_of
from dutytui.store.replica import Replica
from dutytui.verify.whole import verify

PATH = Path("/mall/logs/archive/2023.zip")


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
        made.comment = comment
    return out.getvalue()


def disk_with(content: bytes, path: Path = PATH) -> MemoryDisk:
    disk = MemoryDisk()
    for folder in reversed(path.parents):
        disk.make_folder(folder)
    disk.files[path] = bytearray(content)
    return disk


def opened(content: bytes) -> dict[str, bytes]:
    disk = disk_with(content)
    packed = open_packed(disk, PATH, len(content))
    return {name: packed.read(disk, PATH, name) for name in packed.members}


NAMES = (
    "../outside.json",
    "logs/../../outside.json",
    "/etc/passwd",
    "//server/share/x",
    "C:/windows/x",
    "C:x",
    "..",
    ".",
    "",
    "a//b",
    "a/./b",
    "a/",
    "a\\..\\b",
    "..\\outside",
    "a/b\x00.json",
    "a/b\n.json",
    "a/\x1b[2J",
    "a/b.",
    "a/b ",
    "a:stream",
    "a/\u202egpj.exe",
    "a/" * 13 + "b",
    "a" * 241,
    "a/b?.json",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_leaves_the_folder_or_lies_makes_the_file_unfit(name: str) -> None:
    assert not is_safe(name)
    info = zipfile.ZipInfo("x")
    info.filename = name  # as it stands: the library would mend some
    with pytest.raises(UnfitError):
        opened(zipped((info, b"x")))


def test_names_of_a_mall_are_safe_in_any_writing() -> None:
    for name in (
        "mall/logs/2026-11-23/desk.0001.json",
        "mall/checklists/巡逻.yaml",
        "a/desk.0001 (conflicted copy).json",
    ):
        assert is_safe(name)


def link() -> bytes:
    info = zipfile.ZipInfo("2023-01-01/desk.0001.json")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return zipped((info, b"/etc/passwd"))


def twice() -> bytes:
    with pytest.warns(UserWarning):
        return zipped(("a", b"1"), ("a", b"2"))


def encrypted() -> bytes:
    content = bytearray(zipped(("a", b"1")))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def unknown_method() -> bytes:
    content = bytearray(zipped(("a", b"1")))
    content[content.index(b"PK\x01\x02") + 10] = 99
    return bytes(content)


def claims(size: int) -> Callable[[], bytes]:
    def made() -> bytes:
        content = bytearray(zipped(("a", b"1" * 100)))
        at = content.index(b"PK\x01\x02") + 24
        content[at : at + 4] = struct.pack("<L", size)
        return bytes(content)

    return made


def overlapping() -> bytes:
    """A second name for the same bytes, as bombs are made of."""
    content = bytearray(zipped(("a", b"1" * 100), ("b", b"2" * 100)))
    first = content.index(b"PK\x01\x02")
    second = content.index(b"PK\x01\x02", first + 1)
    content[second + 42 : second + 46] = content[first + 42 : first + 46]
    return bytes(content)


def too_many() -> bytes:
    content = bytearray(zipped(("a", b"1")))
    at = content.rindex(b"PK\x05\x06")
    content[at + 8 : at + 12] = b"\xff\xff\xff\xff"
    return bytes(content[:-1])


HOSTILE = {
    "link": link,
    "twice": twice,
    "the same but for capitals": lambda: zipped(("a/B", b"1"), ("A/b", b"2")),
    "a file that is a folder": lambda: zipped(("a", b"1"), ("a/b", b"2")),
    "encrypted": encrypted,
    "unknown method": unknown_method,
    "claims four gigabytes": claims(0xFFFFFFFE),
    "overlapping": overlapping,
    "too many": too_many,
    "empty": lambda: b"",
    "no zip": lambda: b"PK\x03\x04" + b"\0" * 100,
    "an end and nothing else": lambda: b"PK\x05\x06" + b"\xff" * 18,
    "cut": lambda: zipped(("a", b"1" * 1000))[:-30],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused(name: str) -> None:
    with pytest.raises(UnfitError):
        opened(HOSTILE[name]())


@pytest.mark.parametrize("size", [0, 99, 101, 5_000])
def test_a_member_of_another_size_than_it_says_is_damaged(size: int) -> None:
    with pytest.raises(UnfitError):
        opened(claims(size)())


def test_a_bomb_is_refused_by_what_it_says_and_by_what_it_does() -> None:
    bomb = zipped(("a", b"\0" * 30_000_000))
    with pytest.raises(UnfitError) as raised:
        open_packed(disk_with(bomb), PATH, len(bomb), most=1_000_000)
    assert raised.value.code == "too_large"
    small = bytearray(bomb)
    at = small.index(b"PK\x01\x02") + 24
    small[at : at + 4] = struct.pack("<L", 10)
    unpacked = 0
    disk = disk_with(bytes(small))
    packed = open_packed(disk, PATH, len(small))
    with pytest.raises(UnfitError):
        for chunk in packed.chunks(disk, PATH, "a"):
            unpacked += len(chunk)
    assert unpacked <= 10


def test_any_bytes_at_all_end_in_an_answer() -> None:
    chance = random.Random(11)
    good = zipped(
        *((f"2023-01-0{day}/desk.000{day}.json", b'{"events": {\n}}') for day in range(1, 6)),
        ("manifest.json", b'{"files": {}}'),
        comment=b'{"dutytui":"","days":["2023-01-01"]}',
    )
    for _ in range(1_500):
        content = bytearray(good)
        for _ in range(chance.randrange(1, 12)):
            at = chance.randrange(len(content))
            change = chance.randrange(4)
            if change == 0:
                content[at] = chance.randrange(256)
            elif change == 1:
                del content[at : at + chance.randrange(40)]
            elif change == 2:
                content[at:at] = chance.randbytes(chance.randrange(40))
            else:
                content[at : at + 4] = b"\xff\xff\xff\xff"
            if not content:
                break
        disk = disk_with(bytes(content))
        with contextlib.suppress(UnfitError):
            open_backup(disk, PATH)
        archives, replica = Archives(disk), Replica(PATH.parent.parent, disk=disk)
        archives.of(PATH.parent.parent)
        for day in replica.days():
            assert isinstance(day, date)
            replica.read_day(day)
        verify(PATH.parent.parent, disk=disk)


def test_a_manifest_that_is_no_manifest_makes_the_archive_damaged_and_harms_nothing() -> None:
    for manifest in (
        b"[" * 100_000,
        b"{}" * 2,
        b'{"files": {"a": 1}}',
        b'{"format": 99}',
        b'{"made": "\xff"}',
        b"\xff\xfe",
        b"\0" * 1_000_000,
    ):
        disk = disk_with(zipped(("2023-01-01/desk.0001.json", b'{"events": {\n}}'), ("manifest.json", manifest)))
        good, bad = Archives(disk).of(PATH.parent.parent)
        assert (good, [one.path for one in bad]) == ([], [PATH])
        assert Replica(PATH.parent.parent, disk=disk).days() == []


def test_a_comment_that_names_days_which_are_not_there_is_found_out() -> None:
    content = zipped(("2023-01-01/a.0001.json", b""), comment=b'{"dutytui":"","days":["2023-01-01","2023-01-02"]}')
    disk = disk_with(content)
    assert b"2023-01-02" in comment_in(tail_of(disk, PATH, len(content)))
    assert "archive_damaged" in {one.code for one in verify(PATH.parent.parent, disk=disk).findings}


def test_what_lies_in_an_archive_folder_and_is_no_archive_is_passed_over() -> None:
    disk = disk_with(b"notes", PATH.parent / "notes.txt")
    disk.files[PATH.parent / "2023 (copy).zip"] = bytearray(b"x")
    assert Archives(disk).of(PATH.parent.parent) == ([], [])
