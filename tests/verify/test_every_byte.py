"""Every byte of three journal files, exchanged for another: told, and called wrong where it belongs to an event."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from dutytui.store.reading import Signatures
from dutytui.verify.findings import Level
from tests.verify.a_folder import Folder
from tests.verify.how_often import ALL

SPACES = 8
"""Of the room behind the closing, as many are tried: one is as another."""
FILES = ("desk", "counter", "office")
SLICES = 16


def three() -> Folder:
    mall = Folder()
    desk, counter, office = (mall.terminal(name) for name in FILES)
    counter.record(*[mall.fact("item_done", f"item:{number}", {}) for number in range(3)])
    counter.witnesses()  # of nobody but itself
    desk.says("夹包 a")
    office.says("\t“”\u2028")
    return mall


def values(chance: random.Random, byte: int) -> list[int]:
    """All 255 others, or a sample that holds the likeliest to slip through."""
    if ALL:
        return [one for one in range(256) if one != byte]
    return [one for one in {byte ^ 1, byte ^ 0x20, chance.choice(b' }\0\n"'), chance.randrange(256)} if one != byte]


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("part", range(SLICES))
@pytest.mark.parametrize("writer", FILES)
def test_an_exchanged_byte_is_told(writer: str, part: int) -> None:
    mall = three()
    path = mall.files(writer)[0]
    whole = mall.read(path).rstrip() + b" " * SPACES
    for other in set(mall.files()) - {path}:
        mall.remove(other)  # each journal by itself: nobody else vouches for it
    of_events = range(len(b'{"events": {\n'), whole.rindex(b"}}"))
    chance = random.Random(part)
    tried = 0
    for position in range(part, len(whole), SLICES):
        for byte in values(chance, whole[position]):
            _exchanged(mall, path, whole, position, byte, position in of_events)
            tried += 1
    assert tried >= (len(whole) // SLICES) * (255 if ALL else 2)
    mall.write(path, whole)
    assert not [one for one in mall.verified(signatures=Signatures.ALL).findings if one.level is not Level.ODD]


def _exchanged(mall: Folder, path: Path, whole: bytes, position: int, byte: int, of_an_event: bool) -> None:
    mall.write(path, whole[:position] + bytes([byte]) + whole[position + 1 :])
    report = mall.verified(signatures=Signatures.ALL)
    assert report.findings, (position, byte)
    assert report.wrong or not of_an_event, (position, byte, report.findings)
