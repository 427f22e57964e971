"""What is sealed for one terminal, and the half of its key file that opens it."""

from __future__ import annotations

import errno
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from dutytui.store import notices
from dutytui.store.disk import Disk, publish
from dutytui.store.keys import Key, own_key
from dutytui.store.sealing import seal, unseal
from tests.store.faults import FailingDisk, Killed, os_error
from tests.store.mall import Mall


def key_in(folder: Path) -> Key:
    return own_key(Disk(), folder).key


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Key:
    return key_in(tmp_path_factory.mktemp("ours"))


@given(some.binary(max_size=200))
def test_only_the_terminal_it_was_sealed_for_reads_it(ours: Key, content: bytes) -> None:
    sealed = seal(ours.box, content)
    assert unseal(ours, sealed) == content
    assert content.hex() not in sealed or len(content) < 4


def test_another_terminal_reads_nothing(ours: Key, tmp_path: Path) -> None:
    assert unseal(key_in(tmp_path), seal(ours.box, b"a private key")) is None


def test_the_same_sealed_twice_shows_nobody_that_it_is_the_same(ours: Key) -> None:
    assert seal(ours.box, b"same") != seal(ours.box, b"same")


def test_a_changed_byte_anywhere_is_noticed(ours: Key) -> None:
    sealed = bytes.fromhex(seal(ours.box, b"a private key"))
    for at in range(len(sealed)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        assert unseal(ours, changed.hex()) is None, at


@pytest.mark.parametrize("sealed", ["", "zz", "00", "00" * 47, "00" * 48, "00" * 80, "密" * 96])
def test_what_is_no_sealed_text_opens_as_nothing(ours: Key, sealed: str) -> None:
    assert unseal(ours, sealed) is None


@pytest.mark.parametrize("box", ["", "00", "zz" * 32, "00" * 32])
def test_nothing_is_sealed_for_what_is_no_key(box: str) -> None:
    with pytest.raises(ValueError):
        seal(box, b"a private key")


def test_a_key_file_of_an_older_version_gets_its_second_half_and_keeps_its_first(tmp_path: Path) -> None:
    path = tmp_path / "terminal.key"
    whole = key_in(tmp_path)
    publish(Disk(), path, msgspec.json.encode({"private": whole.private, "public": whole.public}), private=True)
    upgraded = own_key(Disk(), tmp_path)
    assert (upgraded.key.private, upgraded.key.public) == (whole.private, whole.public)
    assert upgraded.notices == ()
    assert unseal(upgraded.key, seal(upgraded.key.box, b"x")) == b"x"
    assert key_in(tmp_path) == upgraded.key
    assert path.stat().st_mode & 0o077 == 0


def test_a_damaged_second_half_is_made_anew_and_no_journal_loses_its_key(tmp_path: Path) -> None:
    whole = key_in(tmp_path)
    damaged = msgspec.structs.replace(whole, box="00")
    publish(Disk(), tmp_path / "terminal.key", msgspec.json.encode(damaged), private=True)
    assert key_in(tmp_path).public == whole.public
    assert unseal(key_in(tmp_path), seal(key_in(tmp_path).box, b"x")) == b"x"


def test_an_emptied_key_file_is_told_like_any_other_damage(tmp_path: Path) -> None:
    (tmp_path / "terminal.key").write_bytes(b"")
    assert [notice.code for notice in own_key(Disk(), tmp_path).notices] == [notices.KEY_REPLACED]


def test_the_desk_opens_although_a_full_disk_takes_no_second_half(tmp_path: Path) -> None:
    disk = FailingDisk()
    mall = Mall(tmp_path, disk)
    whole = mall.journal().key
    old = msgspec.json.encode({"private": whole.private, "public": whole.public})
    publish(disk, mall.local / "terminal.key", old, private=True)
    disk.arm(1, os_error(errno.ENOSPC), times=1000)
    found = own_key(disk, mall.local).key
    assert (found.public, found.box) == (whole.public, "")
    disk.arm(None)
    assert own_key(disk, mall.local).key.public == whole.public
    assert own_key(disk, mall.local).key.box


def test_killed_anywhere_in_the_upgrade_the_terminal_is_still_the_same(tmp_path: Path) -> None:
    for at in range(100):
        disk = FailingDisk()
        whole = own_key(disk, tmp_path).key
        old = msgspec.json.encode({"private": whole.private, "public": whole.public})
        publish(disk, tmp_path / "terminal.key", old, private=True)
        disk.arm(at)
        try:
            own_key(disk, tmp_path)
        except Killed:
            disk.arm(None)
            disk.locks.clear()
            assert own_key(disk, tmp_path).key.private == whole.private
        else:
            break
    assert at > 4
