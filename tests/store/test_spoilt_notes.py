"""Files beside the journals that somebody, or a disk, has spoilt: nothing is known from them, and nothing breaks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dutytui.guard.kept import KeptEvidence
from dutytui.store.disk import Disk
from dutytui.store.noted import KeysNote
from dutytui.store.own import read_note
from dutytui.store.remembered import FILE, RememberedHeads
from dutytui.store.transport.share import NAME, ElsewhereError, about
from dutytui.store.tries import Tries

SPOILT = [b"", b"{", b"[]", b"7", b'{"mall": "\xff\xfe", "key": "\xc3"}', b'["\xff"]', b"[" * 100_000, b"\x00" * 64]


def the_share(folder: Path, content: bytes) -> object:
    (folder / NAME).write_bytes(content)
    with pytest.raises(ElsewhereError):
        about(Disk(), folder)
    return None


def heads(folder: Path, content: bytes) -> object:
    (folder / FILE).write_bytes(content)
    return RememberedHeads(folder, "key").heads or None


def evidence(folder: Path, content: bytes) -> object:
    (folder / "evidence.json").write_bytes(content)
    return KeptEvidence(folder).load(["line_invalid"]) or None


def people(folder: Path, content: bytes) -> object:
    (folder / "people.json").write_bytes(content)
    return KeysNote(folder).load() or None


def a_journal(folder: Path, content: bytes) -> object:
    (folder / "desk.json").write_bytes(content)
    return read_note(Disk(), folder, "desk")


def tries(folder: Path, content: bytes) -> object:
    (folder / "tries.json").write_bytes(content)
    return Tries(folder)._load() or None


@pytest.mark.parametrize("content", SPOILT)
@pytest.mark.parametrize("reads", [the_share, heads, evidence, people, a_journal, tries])
def test_what_is_spoilt_is_as_if_it_were_not_there(
    tmp_path: Path, reads: Callable[[Path, bytes], object], content: bytes
) -> None:
    assert reads(tmp_path, content) is None
