"""Terminals whose share is a real Samba server's: files that others hold open, listings, a server that is gone."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dutytui.clock import rest
from dutytui.store.disk import publish
from tests.real import samba
from tests.real.desks import MINUTES, Machine, alike, spread, stop, until
from tests.real.samba import ROOT, SHARE, SambaDisk, Server

_EVERY = 0.5
_LOOKS = 1200


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    why = samba.missing()
    if why:
        pytest.skip(why)
    made = Server(tmp_path / "samba")
    try:
        made.starts()
        yield made
    finally:
        made.stops()


@pytest.fixture
def machines(tmp_path: Path, server: Server) -> Iterator[list[Machine]]:
    found = [Machine(tmp_path / name, name, SHARE, smb=server.port) for name in ("desk", "till", "office")]
    yield found
    stop(found)


def counts(machines: list[Machine]) -> str:
    return ", ".join(f"{one.name} holds {one.entries()}, saved {len(one.saved)}" for one in machines)


def begun(machines: list[Machine]) -> None:
    for machine in machines:
        machine.starts(every=_EVERY).ready()


def told(machines: list[Machine]) -> set[str]:
    return {one for machine in machines for process in machine.processes for one in process.told}


def test_what_another_client_holds_open_is_published_once_it_lets_go(server: Server) -> None:
    mine, other = SambaDisk(server.port), SambaDisk(server.port)
    mine.make_folder(SHARE)
    path = SHARE / "desk.0001.json"
    publish(mine, path, b"one")
    with other.holding(path):
        with pytest.raises(PermissionError):
            publish(mine, path, b"two")
        assert other.read(path) == b"one"
    publish(mine, path, b"two")
    assert other.read(path) == b"two"
    assert set(other.entries(SHARE)) == {"desk.0001.json"}


def test_a_server_that_is_gone_is_unknown_and_never_empty(server: Server) -> None:
    disk = SambaDisk(server.port)
    disk.make_folder(SHARE)
    server.stops()
    for ask in (disk.names, disk.entries, disk.read):
        with pytest.raises(OSError, match="down"):
            ask(SHARE)
    server.starts()
    assert disk.names(ROOT) == ["duty"]


def test_three_terminals_work_on_while_the_server_is_stopped_and_are_alike_afterwards(
    server: Server, machines: list[Machine]
) -> None:
    begun(machines)
    for machine in machines:
        machine.processes[-1].log(2)
    until(lambda: all(one.entries() == 6 for one in machines), lambda: counts(machines), _LOOKS)
    server.stops()
    for machine in machines:
        machine.processes[-1].log(2)
    until(lambda: sum(len(one.saved) for one in machines) >= 12, lambda: counts(machines))
    server.starts()
    until(lambda: all(one.entries() == 12 for one in machines), lambda: counts(machines), _LOOKS)
    until(lambda: alike(machines), lambda: counts(machines))
    for machine in machines:
        assert machine.faults() == []
    # Said for a moment, where the server went between a look and a publication.
    assert told(machines) <= {"notice sharing_refused", f"refused {os.strerror(errno.EHOSTDOWN)}"}


@pytest.mark.skipif(not MINUTES, reason="the long run is `make real`")
@pytest.mark.timeout(300 + 120 * MINUTES)
def test_three_writers_for_minutes_with_files_held_open_and_the_server_stopped(
    server: Server, machines: list[Machine]
) -> None:
    begun(machines)
    scanner = SambaDisk(server.port)
    rounds = 4 * MINUTES
    per_round = round(15 / _EVERY)
    for number in range(rounds):
        before = sum(len(one.saved) for one in machines)
        wanted = before + per_round * len(machines)
        for machine in machines:
            machine.processes[-1].log(per_round)
        if number % 8 == 5:
            server.stops()
        files = sorted(path for path in server.folder.glob("logs/*/*.json"))
        while sum(len(one.saved) for one in machines) < before + per_round * len(machines) * 2 // 3:
            rest(0.1)
            for file in files if number % 8 != 5 else ():
                # It may be refused itself, where somebody is at the file just now.
                with contextlib.suppress(OSError), scanner.holding(SHARE / file.relative_to(server.folder)):
                    rest(0.2)
        until(
            lambda wanted=wanted: sum(len(one.saved) for one in machines) >= wanted,  # type: ignore[misc]
            lambda: counts(machines),
            _LOOKS,
        )
        if number % 8 == 5:
            server.starts()
    until(lambda: alike(machines), lambda: counts(machines), _LOOKS)
    for machine in machines:
        assert machine.faults() == []
        machine.verify()
    said = told(machines)
    assert {one for one in said if not one.startswith("refused")} <= {"notice sharing_refused"}, said
    delays = [delay for machine in machines for process in machine.processes for delay in process.heard]
    sys.stdout.write(f"Samba: {MINUTES} minutes, {machines[0].entries()} entries, alike, 0 invalid; {spread(delays)}\n")
