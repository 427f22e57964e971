"""A process that has loaded the program, and becomes it anew for each call.

Nine tenths of what a command of the command line takes is Python loading modules, and the tests start some six hundred.
So one process loads them once and forks: each call is still a process of its own, with its own environment, folder,
pipes and exit code, begun at `dutytui.__main__.main` as ``python -m dutytui`` begins it. What only a new interpreter
shows (what is loaded, encodings, signals while loading, a terminal) has tests that start one.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import pkgutil
import socket
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path

_PATIENCE = 30.0
_LEFT_OUT = ("dutytui.screens", "dutytui.widgets", "dutytui.browser", "dutytui.texts.build", "dutytui.__main__")
"""Large, and no command on pipes needs them."""
_LATE = ("argon2", "chinese_calendar", "cryptography.hazmat.primitives.asymmetric.ed25519", "icalendar", "openpyxl")
_LATE_TOO = ("filelock", "pendulum", "platformdirs", "pydantic", "ruamel.yaml", "tinydb", "zoneinfo", "uuid", "sqlite3")
"""Libraries that the program loads where it needs them."""


class Forking:
    """The side of the tests. One call at a time; a process that has ended is replaced with the next call."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None

    def run(
        self, words: Sequence[str], *, input: bytes, env: Mapping[str, str], cwd: Path | None
    ) -> subprocess.CompletedProcess[bytes]:
        with self._turn:
            there = self._connected(env)
            stdin, stdout, stderr = os.pipe(), os.pipe(), os.pipe()
            socket.send_fds(there, [b"."], [stdin[0], stdout[1], stderr[1]])
            there.sendall(json.dumps([list(words), dict(env), str(cwd or Path.cwd())]).encode() + b"\n")
            for descriptor in (stdin[0], stdout[1], stderr[1]):
                os.close(descriptor)
            told: dict[str, bytes] = {}
            helpers = [
                threading.Thread(target=_write, args=(stdin[1], input), daemon=True),
                threading.Thread(target=lambda: told.update(out=_read(stdout[0])), daemon=True),
                threading.Thread(target=lambda: told.update(err=_read(stderr[0])), daemon=True),
            ]
            for helper in helpers:
                helper.start()
            try:
                code = int(there.recv(64))
            except (OSError, ValueError):  # it took too long, or has ended
                self.end()
                raise subprocess.TimeoutExpired(list(words), _PATIENCE) from None
            for helper in helpers:
                helper.join(_PATIENCE)
            return subprocess.CompletedProcess(list(words), code, told["out"], told["err"])

    def end(self) -> None:
        """With whatever it still runs."""
        if self._process is not None and self._socket is not None:
            self._socket.close()
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, 9)
            self._process.communicate()
        self._process = self._socket = None

    def _connected(self, env: Mapping[str, str]) -> socket.socket:
        if self._socket is None or self._process is None or self._process.poll() is not None:
            here, there = socket.socketpair()
            here.settimeout(_PATIENCE)
            self._process = subprocess.Popen(
                [sys.executable, "-c", f"from tests.cli.forking import serve; serve({there.fileno()})"],
                pass_fds=[there.fileno()],
                env=dict(env),
                stdin=subprocess.PIPE,  # as the calls' own: Python asks a stream once whether it can be wound back
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
            there.close()
            self._socket = here
        return self._socket


def _write(descriptor: int, data: bytes) -> None:
    with contextlib.suppress(BrokenPipeError), open(descriptor, "wb") as pipe:
        pipe.write(data)


def _read(descriptor: int) -> bytes:
    with open(descriptor, "rb") as pipe:
        return pipe.read()


# -- the side of the process ------------------------------------------------------------------------------------------


def serve(descriptor: int) -> None:
    """Load, then fork for each call and tell its exit code, until nobody is there any more."""
    _load()
    here = socket.socket(fileno=descriptor)
    lines = here.makefile("rb")
    while True:
        begun, descriptors, _flags, _from = socket.recv_fds(here, 1, 3)
        if not begun:
            return
        words, env, cwd = json.loads(lines.readline())
        child = os.fork()
        if not child:
            here.close()
            lines.close()
            _become(words, env, cwd, descriptors)
        for one in descriptors:
            os.close(one)
        here.sendall(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())


def _load() -> None:
    import dutytui

    for name in (*_LATE, *_LATE_TOO):
        importlib.import_module(name)
    for module in pkgutil.walk_packages(dutytui.__path__, "dutytui."):
        if not module.name.startswith(_LEFT_OUT):
            importlib.import_module(module.name)
    gc.collect()
    gc.freeze()  # else each child copies all of it, to look at it


def _become(words: list[str], env: dict[str, str], cwd: str, descriptors: list[int]) -> None:
    """``python -m dutytui WORDS`` from its first line to its end. Does not return."""
    code = 1
    try:
        for number, descriptor in enumerate(descriptors):
            os.dup2(descriptor, number)
            os.close(descriptor)
        os.environ.clear()
        os.environ.update(env)
        time.tzset()
        os.chdir(cwd)
        sys.path[0] = cwd
        sys.argv = [str(Path(importlib.import_module("dutytui").__path__[0], "__main__.py")), *words]
        code = _main()
    finally:
        with contextlib.suppress(BaseException):  # as an interpreter ends: a reader may be gone
            threading._shutdown()  # type: ignore[attr-defined]
            atexit._run_exitfuncs()
            sys.stdout.flush()
        with contextlib.suppress(BaseException):
            sys.stderr.flush()
        os._exit(code)


def _main() -> int:
    main = importlib.import_module("dutytui.__main__").main
    try:
        sys.exit(main())
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return (end.code or 0) & 0xFF
        sys.stderr.write(f"{end.code}\n")
        return 1
    except BaseException:
        traceback.print_exc()
        return 1
