"""The power goes while a desk records, on a real ext4: whatever it had said was saved is there when it comes back."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dutytui.store.journal import Journal
from dutytui.store.reading import Signatures
from dutytui.store.replica import Replica
from tests.real import loop_disk, writes_on
from tests.real.loop_disk import LoopDisk

CUTS = int(os.environ.get("DUTYTUI_POWER_CUTS", "6"))
"""How often in one run; ``make cuts`` has two hundred and more."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[LoopDisk]:
    why = loop_disk.missing()
    if why:
        pytest.skip(why)
    try:
        made = LoopDisk(tmp_path)
    except subprocess.CalledProcessError as error:
        pytest.skip(f"a file system can't be mounted here: {error.stderr.decode().strip()}")
    yield made
    made.unmount()


def cut_while_recording(disk: LoopDisk, seed: int, after: int, *how: str) -> list[tuple[int, str]]:
    """Records until `after` events were acknowledged, then cuts. Every acknowledged (seq, id), to the end."""
    command = [sys.executable, "-m", writes_on.__name__, str(disk.folder), str(seed), *how]
    acknowledged: list[tuple[int, str]] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stderr is not None
        for line in process.stdout:
            seq, identity = line.split()
            acknowledged.append((int(seq), identity))
            if len(acknowledged) == after:
                disk.cut()  # whatever is being written at this very moment
        errors = process.stderr.read()
        assert process.wait() == 3, f"it did not end because of the disk:\n{errors}"
    return acknowledged


def lost(disk: LoopDisk, acknowledged: list[tuple[int, str]]) -> list[int]:
    """Numbers of acknowledged events that are not there any more, or are others."""
    replica = Replica(disk.folder / "logs")
    there = {event.seq: event.id for day in replica.days() for event in replica.read_day(day).events}
    return [seq for seq, identity in acknowledged if there.get(seq) != identity]


@pytest.mark.timeout(30 + 3 * CUTS)
def test_nothing_acknowledged_is_lost_however_often_the_power_goes(disk: LoopDisk) -> None:
    dice = random.Random(20261130)
    total = 0
    for cut in range(CUTS):
        acknowledged = cut_while_recording(disk, cut, dice.randrange(1, 260))
        disk.comes_back()
        assert lost(disk, acknowledged) == [], f"cut {cut} of {len(acknowledged)} acknowledged events"
        # The desk opens, mends what was torn, and the chain is whole up to its end.
        Journal.open(disk.folder / "logs", disk.folder / "local").close()
        audit = Replica(disk.folder / "logs").audit(signatures=Signatures.LAST)
        assert audit.notices == ()
        total += len(acknowledged)
    sys.stdout.write(f"{CUTS} cuts, {total} acknowledged events, 0 lost\n")


def test_a_store_that_says_saved_too_early_would_be_found_out(disk: LoopDisk) -> None:
    acknowledged = cut_while_recording(disk, 0, 120, "careless")
    disk.comes_back()
    assert lost(disk, acknowledged) != []
