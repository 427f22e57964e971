"""Terminals in processes of their own, as a test starts, asks, kills and counts them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from dutytui.clock import rest
from dutytui.rules.events import ENTRY_LOGGED
from dutytui.store.reading import Signatures
from dutytui.store.replica import Replica
from tests.cli.program import environment, run
from tests.desk import make_mall

_PAUSE = 0.1

MINUTES = int(os.environ.get("DUTYTUI_REAL_MINUTES", "0"))
"""How long the long runs record; 0 for the short ones of the default suite. ``make real`` sets it."""


def until(good: Callable[[], object], what: str | Callable[[], str], looks: int = 300) -> None:
    """Look again and again until it is so; the test fails after so many looks, a tenth of a second apart."""
    for _look in range(looks):
        if good():
            return
        rest(_PAUSE)
    raise AssertionError(what if isinstance(what, str) else what())


class Machine:
    """A terminal's own folders: its mall and what it keeps beside."""

    def __init__(self, folder: Path, name: str, share: Path, *, smb: int = 0) -> None:
        folder.mkdir()
        self.name = name
        self.mall = make_mall(folder / "mall")
        self.share = share
        self.env = environment(DUTYTUI_HOME=str(folder / "home"))
        self._smb = smb
        self.saved: dict[str, str] = {}
        """Of all processes of it: id → ``<process number> <seq>`` of what was acknowledged."""
        self.processes: list[Process] = []

    def starts(self, *, wall: bool = False, every: float = 0.5) -> Process:
        words = [str(self.mall), "--name", self.name, "--share", str(self.share), "--every", str(every)]
        words += ["--smb", str(self._smb)] if self._smb else []
        process = Process([*words, *(["--wall"] if wall else [])], self)
        self.processes.append(process)
        return process

    def logs(self, text: str) -> None:
        """A script's ``dutytui log``, which must succeed."""
        done = run("--mall", self.mall, "log", "--as", "li-si", text, env=self.env)
        assert done.returncode == 0, done.stderr.decode()

    def ids(self) -> dict[str, str]:
        """Every record that is here: id → kind."""
        replica = Replica(self.mall / "logs")
        return {event.id: event.kind for day in replica.days() for event in replica.read_day(day).events}

    def entries(self) -> int:
        return list(self.ids().values()).count(ENTRY_LOGGED)

    def faults(self) -> list[str]:
        """What is wrong with the journals here, every signature asked."""
        audit = Replica(self.mall / "logs").audit(signatures=Signatures.ALL)
        return [f"{notice.code} {notice.values}" for notice in audit.notices]

    def verify(self) -> None:
        """``dutytui verify`` finds nothing."""
        done = run("--mall", self.mall, "verify", env=self.env)
        assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


class Process:
    """One process at a machine."""

    def __init__(self, words: list[str], machine: Machine) -> None:
        self.heard: list[float] = []
        self.told: list[str] = []
        self._machine = machine
        self._ready = threading.Event()
        command = [sys.executable, "-m", "tests.real.a_desk", *words]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=machine.env
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def ready(self) -> Process:
        assert self._ready.wait(60) and self.process.poll() is None, self.errors()
        return self

    def log(self, entries: int) -> None:
        self.says(f"log {entries}")

    def says(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def ends(self) -> None:
        """In order."""
        self.says("end")
        assert self.process.wait(60) == 0, self.errors()
        self._reader.join()

    def kill(self) -> None:
        """With no chance to tidy up. What it said before counts."""
        self.process.kill()
        self.process.wait()
        self._reader.join()

    def errors(self) -> str:
        self.kill()
        assert self.process.stderr is not None
        return self.process.stderr.read()[-3000:]

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            what, _space, rest_of_it = line.rstrip("\n").partition(" ")
            if what == "ready":
                self._ready.set()
            elif what == "saved":
                seq, identity = rest_of_it.split()
                self._machine.saved[identity] = seq
            elif what == "heard":
                self.heard.append(float(rest_of_it))
            elif what in ("notice", "refused"):
                self.told.append(line.strip())
        self._ready.set()  # or has ended: whoever waits need not


def stop(machines: Iterable[Machine]) -> None:
    """Whatever still runs, at the end of a test."""
    for machine in machines:
        for process in machine.processes:
            if process.process.poll() is None:
                process.kill()


def alike(machines: Iterable[Machine], acknowledged: Iterable[Machine] | None = None) -> bool:
    """Whether all hold the same records, and among them all that was acknowledged at any."""
    machines = list(machines)
    held = [set(machine.ids()) for machine in machines]
    saved = {identity for machine in acknowledged or machines for identity in machine.saved}
    return all(ids == held[0] for ids in held) and saved <= held[0]


def spread(seconds: Iterable[float]) -> str:
    """Half, nineteen of twenty and all of them, in words for a report."""
    ordered = sorted(seconds)
    if not ordered:
        return "none"
    return (
        f"p50 {ordered[len(ordered) // 2]:.1f} s, p95 {ordered[len(ordered) * 19 // 20]:.1f} s, max {ordered[-1]:.1f} s"
    )
