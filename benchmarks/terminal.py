"""A program on a pseudo-terminal: how long until something is shown, how long from a key to the first byte."""

from __future__ import annotations

import contextlib
import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

AVAILABLE = sys.platform != "win32"
"""Whether this system has pseudo-terminals."""
NO_TERMINAL = "this system has no pseudo-terminals"
CHECKOUT = Path(__file__).resolve().parent.parent
SIZE = (120, 40)
QUIET = 0.03
"""Seconds without a byte after which a program has said all it had to say."""
_PATIENCE = 30.0
_SETTLED = 2.0
"""Seconds after which a program that goes on writing is taken as it is."""
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[^\[\]P_^X()])")


def environment(**more: str) -> dict[str, str]:
    """A plain user's: UTF-8, English, no colours asked for or forbidden."""
    # COLUMNS and LINES would hide the size of the terminal. What is installed has its bytecode beside it: a start that
    # may not write any would compile all modules that were edited since.
    dropped = ("LC_", "LANG", "COLOR", "NO_COLOR", "COLUMNS", "LINES", "DUTYTUI", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    path = os.pathsep.join(filter(None, (str(CHECKOUT), os.environ.get("PYTHONPATH", ""))))
    return kept | {"PYTHONPATH": path, "LANG": "C.UTF-8", "PYTHONUTF8": "1", "TERM": "xterm-256color"} | more


def python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


EMPTY = python("from benchmarks.programs.empty import main; main()")
DESK = python("import sys; from dutytui.__main__ import main; sys.exit(main())")
"""Just what the installed `dutytui` script runs."""


class OnTerminal:
    """The program, started. shown: every byte it wrote so far."""

    def __init__(
        self, command: Sequence[str], *, env: Mapping[str, str], cwd: Path | None = None, size: tuple[int, int] = SIZE
    ) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self.shown = bytearray()
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self._began = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=env, cwd=cwd, start_new_session=True
        )
        os.close(slave)

    def __enter__(self) -> OnTerminal:
        return self

    def __exit__(self, *_: Any) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(_PATIENCE)
        os.close(self._master)

    def until(self, is_shown: Callable[[bytearray], bool]) -> float:
        """Seconds from the start to the first read after which `is_shown`. Raises TimeoutError with what was shown."""
        while not is_shown(self.shown):
            if not self._read(self._began + _PATIENCE - time.perf_counter()):
                raise TimeoutError(text(self.shown)[-2000:])
        return time.perf_counter() - self._began

    def press(self, keys: str) -> float:
        """Seconds from a key to the first byte of the answer. Returns when all of the answer has come."""
        return self.press_until(keys, bool)

    def press_until(self, keys: str, is_answer: Callable[[bytearray], bool]) -> float:
        """Seconds from a key until what has come since is an answer. Returns when all of it has come."""
        self.settle()
        before = len(self.shown)
        began = time.perf_counter()
        os.write(self._master, keys.encode())
        while not is_answer(self.shown[before:]):
            if not self._read(began + _PATIENCE - time.perf_counter()):
                raise TimeoutError(f"{keys!r} was not answered: {text(self.shown)[-2000:]}")
        took = time.perf_counter() - began
        self.settle()
        return took

    def settle(self, quiet: float = QUIET) -> None:
        """Read on until nothing has come for `quiet` seconds; a clock that ticks on the screen may not let that be."""
        end = time.perf_counter() + quiet + _SETTLED
        while self._read(quiet) and time.perf_counter() < end:
            pass

    def end(self, keys: str) -> None:
        """Press the keys that leave the program, and wait until it has ended."""
        os.write(self._master, keys.encode())
        end = time.perf_counter() + _PATIENCE
        while self.process.poll() is None and time.perf_counter() < end:
            self._read(0.05)

    @staticmethod
    def with_news(terminals: Sequence[OnTerminal], patience: float) -> list[OnTerminal]:
        """Those that have written something, as soon as any has."""
        ready, _, _ = select.select([one._master for one in terminals], [], [], max(patience, 0))
        return [one for one in terminals if one._master in ready]

    def _read(self, patience: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], max(patience, 0))
        if ready:
            with contextlib.suppress(OSError):  # the program has closed its end
                more = os.read(self._master, 65536)
                self.shown += more
                return bool(more)
        return False


def press_until_all(keys: str, *wanted: tuple[OnTerminal, Callable[[bytearray], bool]]) -> list[float]:
    """Press the keys at the first of several terminals: seconds until each has shown what is wanted of it since.

    All are read at once, so that none waits for the other.
    """
    before = [len(terminal.shown) for terminal, _ in wanted]
    took: list[float | None] = [None] * len(wanted)
    began = time.perf_counter()
    os.write(wanted[0][0]._master, keys.encode())
    while any(one is None for one in took):
        left = began + _PATIENCE - time.perf_counter()
        heard = [terminal._read(0) for terminal in OnTerminal.with_news([one for one, _ in wanted], left)]
        if not any(heard):
            raise TimeoutError("\n".join(text(terminal.shown)[-2000:] for terminal, _ in wanted))
        now = time.perf_counter() - began
        for place, (terminal, is_shown) in enumerate(wanted):
            if took[place] is None and is_shown(terminal.shown[before[place] :]):
                took[place] = now
    return [one for one in took if one is not None]


def text(shown: bytes | bytearray) -> str:
    """What was shown, without escape codes."""
    return _ESCAPES.sub("", shown.decode("utf-8", "replace"))


def content(shown: bytes | bytearray) -> bool:
    """Whether anything was drawn that a person can see: not an empty screen in some colour."""
    return bool(text(shown).strip())


def processor_seconds(process: int) -> float:
    """Processor time a process has used so far, its own and the system's for it. Linux only."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_megabytes(process: int) -> float:
    """Memory a process holds. Linux only."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def has_proc() -> bool:
    return Path("/proc/self/stat").exists()
