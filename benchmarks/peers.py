"""Other Textual programs of this kind, installed into a temporary environment and started beside ours."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks import malls
from benchmarks.goals import faster
from benchmarks.measure import Options, Row, interleave, ms
from benchmarks.starting import ONE_DAY, is_live, leave_a_screen
from benchmarks.terminal import AVAILABLE, DESK, NO_TERMINAL, OnTerminal, content, environment

_PEERS = {
    "posting": ["posting"],
    "harlequin": ["harlequin"],
    "kanban-tui": ["ktui"],
    "dooit": ["dooit"],
    "toolong": ["tl", "sample.log"],
}
"""Package, and the command that starts it."""
_PATIENCE = 600
"""Seconds for one to be installed."""


def rows(options: Options) -> Iterator[Row]:
    if not options.peers or not AVAILABLE:
        reason = NO_TERMINAL if not AVAILABLE else "with --peers: they are installed from the package registry"
        yield from (Row(_name(peer), faster(2), reason=reason) for peer in _PEERS)
        return
    with malls.place() as place, malls.folder() as folder:
        malls.Archive(place).fill(malls.now().date(), ONE_DAY, leave_open=20)
        leave_a_screen(place)
        for peer, command in _PEERS.items():
            yield _row(options, peer, command, place, folder / peer)


def _name(peer: str) -> str:
    return f"live screen against {peer}"


def _row(options: Options, peer: str, command: list[str], place: malls.Place, folder: Path) -> Row:
    reason = _install(peer, folder)
    if reason:
        return Row(_name(peer), faster(2), reason=reason)
    (folder / "sample.log").write_text("2026-11-23 08:00:00 INFO open\n" * 500)
    # Its own home: what a person has configured here is neither read nor written.
    home = {name: str(folder / "home") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    started = [str(folder / "bin" / command[0]), *command[1:]]

    def theirs() -> float:
        with OnTerminal(started, env=environment(**home), cwd=folder) as program:
            return program.until(content)

    def ours() -> float:
        with OnTerminal(DESK, env=place.env, cwd=place.mall) as program:
            return program.until(is_live)

    try:
        reference, own = map(median, interleave(options.rounds(10), theirs, ours))
    except TimeoutError:
        return Row(_name(peer), faster(2), reason="it does not start here")
    return Row(_name(peer), faster(2), ms(own), ms(reference))


def _install(peer: str, folder: Path) -> str:
    """Why it can't be installed, "" if it was."""
    (folder / "home").mkdir(parents=True)
    try:
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, capture_output=True, timeout=_PATIENCE)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", peer]
        subprocess.run(pip, check=True, capture_output=True, timeout=_PATIENCE)
    except (subprocess.SubprocessError, OSError) as error:
        told = getattr(error, "stderr", b"") or str(error).encode()
        return f"can't be installed here: {told.decode('utf-8', 'replace').strip().splitlines()[-1][:100]}"
    return ""
