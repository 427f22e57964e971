"""The program as a script and as a person start it: a process of its own, on pipes or on a terminal."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.cli.forking import Forking

CHECKOUT = Path(__file__).parent.parent.parent
MODULE = ("-m", "dutytui")
_PATIENCE = 30
"""Seconds after which a test fails instead of hanging; nothing is measured with it."""
_FORKING = None if sys.platform == "win32" else Forking()


def environment(**more: str) -> dict[str, str]:
    """A plain user's: UTF-8, English, no colours asked for or forbidden."""
    # COLUMNS and LINES, which test runners set, would hide the size of the terminal.
    dropped = ("LC_", "LANG", "COLOR", "NO_COLOR", "COLUMNS", "LINES")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    path = os.pathsep.join(filter(None, (str(CHECKOUT), os.environ.get("PYTHONPATH", ""))))
    return kept | {"PYTHONPATH": path, "LANG": "en_US.UTF-8", "PYTHONUTF8": "1", "TERM": "xterm-256color"} | more


def run(
    *words: str | Path, input: bytes = b"", env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """By a process that has loaded the program already, unless more is set than what the program itself reads."""
    env = env or environment()
    if _FORKING is not None and _heard_while_loading(env) == _heard_while_loading(environment()):
        return _FORKING.run([str(word) for word in words], input=input, env=env, cwd=cwd)
    return run_anew(*words, input=input, env=env, cwd=cwd)


def run_anew(
    *words: str | Path, input: bytes = b"", env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """By a Python of its own."""
    command = [sys.executable, *MODULE, *map(str, words)]
    return subprocess.run(
        command, input=input, capture_output=True, env=env or environment(), cwd=cwd, timeout=_PATIENCE, check=False
    )


def _heard_while_loading(env: Mapping[str, str]) -> dict[str, str]:
    """What Python, or a library while it is loaded, may ask for: all but what the program asks for in its turn."""
    return {name: value for name, value in env.items() if not name.startswith(("DUTYTUI_", "LANG", "LC_"))}


class OnTerminal:
    """A program on a pseudo-terminal that answers where its cursor is: `ambiguous` cells for ● and its like."""

    def __init__(
        self,
        words: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        size: tuple[int, int] = (80, 24),
        ambiguous: int | None = 1,
    ) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self.shown = b""
        self._ambiguous = ambiguous
        self._answered = 0
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.modes_before = termios.tcgetattr(slave)
        self.slave = slave
        self.process = subprocess.Popen(
            [sys.executable, *words],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=env or environment(),
            cwd=cwd,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # its own terminal, to be hung up on
        )

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    def until(self, words: str) -> str:
        """Read on until `words` were shown; what was shown so far without escape codes."""
        self._read(lambda: words in self.text)
        assert words in self.text, self.text[-3000:]
        return self.text

    def ends(self) -> int:
        """Read on until the program has ended; its exit code, negative for a signal."""
        self._read(lambda: self.process.poll() is not None)
        self._read(lambda: False, patience=0)
        return self.process.wait(_PATIENCE)

    @property
    def text(self) -> str:
        return re.sub(r"\x1b(\[[0-?]*[ -/]*[@-~]|[=>PX^_\]][^\x1b]*|.)", "", self.shown.decode("utf-8", "replace"))

    def modes(self) -> list[object]:
        import termios

        return termios.tcgetattr(self.slave)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(_PATIENCE)
        for descriptor in (self.master, self.slave):
            with contextlib.suppress(OSError):  # hung up already
                os.close(descriptor)

    def hang_up(self) -> None:
        os.close(self.slave)
        os.close(self.master)

    def _read(self, done: object, patience: float = _PATIENCE) -> None:
        import select

        assert callable(done)
        end = time.monotonic() + patience
        while not done() and (patience == 0 or time.monotonic() < end):
            ready, _written, _failed = select.select([self.master], [], [], 0.05 if patience else 0)
            if not ready:
                if patience == 0:
                    return
                continue
            try:
                self.shown += os.read(self.master, 65536)
            except OSError:
                return
            self._answer()

    def _answer(self) -> None:
        """Tell the cursor's column for each question that came, as the terminal's own table of widths has it."""
        if self._ambiguous is None:
            return
        asked = self.shown.decode("utf-8", "replace").split("\x1b[6n")
        for before in asked[self._answered : -1]:
            line = re.sub(r"\x1b\[[0-?]*[@-~]", "", before.rpartition("\r")[2])
            column = 1 + sum(2 if char == "值" else self._ambiguous if ord(char) > 0x7F else 1 for char in line)
            self.type(f"\x1b[5;{column}R")
            self._answered += 1
