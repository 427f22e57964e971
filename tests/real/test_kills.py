"""``kill -9`` wherever it hits: in the midst of a write, of publishing, of taking over. Real processes, a real disk."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from dutytui.clock import rest
from dutytui.store.disk import Disk
from dutytui.store.reading import Signatures
from dutytui.store.replica import Replica
from dutytui.store.segments import segment_name, take_apart
from dutytui.store.transport import share
from tests.real import shares_on
from tests.store.mall import stock_texts

KILLS = int(os.environ.get("DUTYTUI_KILLS", "10"))
"""How often in one run; ``make kills`` has three hundred."""
_AT_ONE_PAIR = 20
"""Kills before two new terminals begin, so that starting does not grow slower and slower."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL here")


class Terminal:
    """One of two on a share, killed and started again."""

    def __init__(self, folder: Path, name: str, at: Path, dice: random.Random) -> None:
        self.mall = folder / name
        (self.mall / "local").mkdir(parents=True)
        self.name = name
        self.saved: dict[str, int] = {}
        self.told: set[str] = set()
        self._at = at
        self._dice = dice
        self._starts = 0
        self._process: subprocess.Popen[bytes] | None = None

    def starts(self, *, dies: int = 0) -> None:
        self._starts += 1
        words = [str(self.mall), self.name, str(self._at), str(self._starts), str(dies)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", shares_on.__name__, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    @property
    def process(self) -> subprocess.Popen[bytes]:
        assert self._process is not None
        return self._process

    def until_killed(self) -> None:
        """It kills itself at a call of the disk, or is killed from outside, some instants after it said something."""
        if self._dice.random() < 0.6:
            self.starts(dies=self._dice.randrange(1, 260))
        else:
            self.starts()
            for _ in range(self._dice.randrange(1, 50)):
                self._hears(self._out.readline())
            rest(self._dice.random() / 200)
            self.process.kill()
        for line in self._out:
            self._hears(line)
        assert self.process.wait() == -9, "it ended otherwise than by being killed"
        self.process.stdin.close()  # type: ignore[union-attr]

    def ends(self) -> None:
        """Carries what is left, and closes in order."""
        self.process.stdin.close()  # type: ignore[union-attr]
        for line in self._out:
            self._hears(line)
        errors = self.process.stderr.read().decode()  # type: ignore[union-attr]
        assert self.process.wait() == 0, errors[-3000:]

    def lost(self) -> list[int]:
        """Numbers of what was acknowledged and is not there."""
        there = ids(self.mall / "logs")
        return [seq for identity, seq in self.saved.items() if identity not in there]

    @property
    def _out(self):  # type: ignore[no-untyped-def]
        return self.process.stdout

    def _hears(self, line: bytes) -> None:
        what, _space, more = line.decode().strip().partition(" ")
        if what == "notice":
            self.told.add(more)
        elif what:
            self.saved[more] = int(what)


def ids(logs: Path) -> set[str]:
    replica = Replica(logs)
    return {event.id for day in replica.days() for event in replica.read_day(day).events}


def torn(logs: Path) -> list[str]:
    """Segments that are not whole: on a share there may be none at any time."""
    segments = [path for path in logs.glob("*/*") if segment_name(path)]
    return [str(path) for path in segments if not ((found := take_apart(path.read_bytes())) and found.closed)]


@pytest.mark.timeout(60 + 6 * KILLS)
def test_wherever_it_is_killed_nothing_acknowledged_is_lost_and_nothing_is_unreadable(tmp_path: Path) -> None:
    dice = random.Random(20261130)
    killed = saved = 0
    for house in range(-(-KILLS // _AT_ONE_PAIR)):
        kills = min(_AT_ONE_PAIR, KILLS - killed)
        folder = tmp_path / str(house)
        (folder / "checklists").mkdir(parents=True)
        share.make(Disk(), folder / "share", folder / "checklists")
        desk, till = (Terminal(folder, name, folder / "share", dice) for name in ("desk", "till"))
        for turn in range(kills):
            # The other one goes on meanwhile: it publishes what is being pulled, and pulls what is half published.
            victim, other = (desk, till) if turn % 2 else (till, desk)
            other.starts()
            victim.until_killed()
            assert victim.lost() == [], f"kill {killed}"
            assert torn(folder / "share" / "logs") == [], f"kill {killed}"
            killed += 1
            other.ends()
            assert other.lost() == [], f"kill {killed}"
        for terminal in (desk, till, desk):  # the first one has not seen yet what the second brings
            terminal.starts()
            terminal.ends()
        both = ids(desk.mall / "logs")
        assert both == ids(till.mall / "logs") == ids(folder / "share" / "logs")
        assert desk.saved.keys() | till.saved.keys() <= both
        for logs in (desk.mall / "logs", till.mall / "logs", folder / "share" / "logs"):
            assert Replica(logs).audit(signatures=Signatures.ALL).notices == ()
            assert stock_texts(logs)
        assert desk.told | till.told == set()
        saved += len(desk.saved) + len(till.saved)
    sys.stdout.write(f"{killed} kills, {saved} acknowledged events, 0 lost, 0 unreadable\n")
