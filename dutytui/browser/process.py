"""The program of one browser tab: a process of its own, with a writer slot of its own, spoken to through pipes.

The packets are those of Textual's ``WebDriver``: a letter, four bytes of length, the payload. ``D`` is what a terminal
would be sent or send, ``M`` is JSON about the terminal itself.

It is ended in order (drafts kept, its closing recorded), killed only if that takes too long. A server that is killed
closes the pipes with it, at which the program ends by itself (`dutytui.platform.tab_driver`).
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

GRACE = 8.0
"""Seconds to end in order: as long as a slow disk may take for the last record."""
_PRELUDE = b"__GANGLION__\n"
_LARGEST = 16 * 1024 * 1024
"""Bytes of one packet; a whole screen of colours has some hundred thousand."""
_TOLD = 4000
"""Bytes kept of what a program says that could not start."""
SMALLEST, LARGEST = (20, 8), (500, 300)
"""Columns and rows that a screen may say it has."""

Out = Callable[[bytes], Awaitable[None]]
Noted = Callable[[Mapping[str, Any]], Awaitable[None]]


class TabProcess:
    """out: is handed what the terminal is to show; noted: what the program says beside it, as JSON."""

    def __init__(self, command: Sequence[str], out: Out, noted: Noted) -> None:
        self._command = command
        self._out: Out | None = out
        self._noted = noted
        self._process: asyncio.subprocess.Process | None = None
        self._told = bytearray()

    async def start(self, width: int, height: int) -> None:
        """Raises OSError when the machine has no room for another process."""
        columns, rows = within(width, height)
        away: dict[str, Any] = {"start_new_session": True}  # a Ctrl+C at the server is the server's to answer
        if sys.platform == "win32":
            import subprocess

            away = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
        pipe = asyncio.subprocess.PIPE
        self._process = await asyncio.create_subprocess_exec(
            *self._command, stdin=pipe, stdout=pipe, stderr=pipe, env=_environment(columns, rows), **away
        )

    async def run(self) -> str | None:
        """Hand on what the program shows until it ends; None when it did so in order, else what it complained of: ""
        where it could say nothing, since it was killed."""
        process = self._process
        assert process is not None and process.stdout is not None and process.stderr is not None
        complaints = asyncio.create_task(self._listen(process.stderr))
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError, ValueError):
            if await process.stdout.readline() == _PRELUDE:
                while True:
                    await self._packet(process.stdout)
        while await process.stdout.read(65536):
            pass  # nobody understands it; but a program whose output nobody reads can't end
        await complaints
        await process.wait()
        return self._told.decode("utf-8", "replace").strip() if process.returncode else None

    async def typed(self, text: str) -> None:
        await self._send(b"D", text.encode("utf-8", "replace"))

    async def resized(self, width: int, height: int) -> None:
        columns, rows = within(width, height)
        await self._note(type="resize", width=columns, height=rows)

    async def end(self) -> None:
        """Have the program end, in order if it can. `run` must go on meanwhile: it takes the last of the output."""
        self._out = None
        process = self._process
        if process is None:
            return
        with contextlib.suppress(TimeoutError):  # one that hangs reads nothing
            await asyncio.wait_for(self._note(type="quit"), GRACE)
        for harder in (process.terminate, process.kill):
            if await _ended(process):
                return
            with contextlib.suppress(ProcessLookupError):
                harder()
        await process.wait()

    # -- packets --------------------------------------------------------------------------------------------------

    async def _packet(self, stdout: asyncio.StreamReader) -> None:
        head = await stdout.readexactly(5)
        size = int.from_bytes(head[1:], "big")
        if size > _LARGEST:
            raise ValueError(size)
        payload = await stdout.readexactly(size)
        if self._out is None:
            return
        try:
            if head[:1] == b"D":
                await self._out(payload)
            elif head[:1] == b"M":
                await self._noted(json.loads(payload))
        except (ConnectionError, RuntimeError):
            self._out = None  # the browser is gone; whoever serves it notices and ends the program

    async def _listen(self, stderr: asyncio.StreamReader) -> None:
        while some := await stderr.read(4096):
            self._told += some
            del self._told[:-_TOLD]

    async def _note(self, **what: str | int) -> None:
        await self._send(b"M", json.dumps(what).encode("ascii"))

    async def _send(self, kind: bytes, payload: bytes) -> None:
        process = self._process
        assert process is not None and process.stdin is not None
        with contextlib.suppress(ConnectionError, RuntimeError):  # it has ended; `run` tells
            process.stdin.write(kind + len(payload).to_bytes(4, "big") + payload)
            await process.stdin.drain()


def within(width: int, height: int) -> tuple[int, int]:
    """The size that a screen says it has, within what a screen can have."""
    return (
        max(SMALLEST[0], min(width, LARGEST[0])),
        max(SMALLEST[1], min(height, LARGEST[1])),
    )


async def _ended(process: asyncio.subprocess.Process) -> bool:
    try:
        await asyncio.wait_for(process.wait(), GRACE)
    except TimeoutError:
        return False
    return True


def _environment(columns: int, rows: int) -> dict[str, str]:
    """The server's own, but for what would change the program's colours or open doors for debugging."""
    dropped = ("TEXTUAL", "NO_COLOR", "COLORTERM", "TERM")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return kept | {
        "COLUMNS": str(columns),
        "ROWS": str(rows),
        "PYTHONUTF8": "1",
        "PYTHONIOENCODING": "utf-8",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TERM_PROGRAM": "browser",
    }


def handed_file(outbox: Path, name: object) -> Path | None:
    """The file of that name in a tab's outbox; None when there is none, or the name leads anywhere else."""
    if not isinstance(name, str) or not name or name != Path(name).name or "\\" in name:
        return None
    path = outbox / name
    return path if path.is_file() and not path.is_symlink() else None
