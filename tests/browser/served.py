"""A server on a port of its own with what a test wants to know of it; a device that speaks to it without a browser."""

from __future__ import annotations

import asyncio
import codecs
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from dutytui.browser.door import Door
from dutytui.browser.server import Limits, Server
from tests.browser.shown import Screen
from tests.desk import MONDAY

HERE = Path(__file__).parent
PATIENCE = 30
"""Seconds after which a test fails instead of hanging; nothing is measured with it."""


class Standing:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Served:
    address: str
    server: Server
    door: Door
    passing: Standing
    clock: Path
    stop: Callable[[], Awaitable[None]]
    told: list[tuple[str, str]] = field(default_factory=list)
    started: list[list[str]] = field(default_factory=list)

    def code(self) -> str:
        return self.door.new_code()

    def at(self, time: str) -> None:
        self.clock.write_text(f"{MONDAY}T{time}+08:00", "ascii")


@asynccontextmanager
async def serving(
    folder: Path, mall: Path | None = None, *, limits: Limits | None = None, names: Sequence[str] = (), port: int = 0
) -> AsyncIterator[Served]:
    """With a mall its desk runs in the tabs, at 08:20 until the test says otherwise; without one `echo_tab`."""
    passing = Standing()
    door = Door(passing)
    told: list[tuple[str, str]] = []
    started: list[list[str]] = []
    clock = folder / "clock.txt"

    def command(language: str, outbox: Path) -> list[str]:
        words = [sys.executable, str(HERE / "echo_tab.py")]
        if mall is not None:
            words = [sys.executable, str(HERE / "tab_at.py"), str(clock), str(mall), language, str(outbox)]
        started.append(words)
        return words

    limits = limits or Limits(wrong_waits=0.0)
    server = Server(
        command, door, lambda *what: told.append(what), title=lambda: "星桥广场", names=names, limits=limits
    )
    runner = web.AppRunner(server.application(), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    port = runner.addresses[0][1]
    served = Served(f"http://127.0.0.1:{port}", server, door, passing, clock, runner.cleanup, told, started)
    served.at("08:20")
    try:
        yield served
    finally:
        await runner.cleanup()


class Device:
    """Speaks as a browser does: with an origin, and with the cookie it was given."""

    def __init__(self, served: Served, *, language: str = "zh-CN") -> None:
        self.served = served
        self._session = aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True), headers={"Accept-Language": language}
        )

    async def __aenter__(self) -> Device:
        return self

    async def __aexit__(self, *_why: object) -> None:
        await self._session.close()

    async def get(self, path: str, **headers: str) -> aiohttp.ClientResponse:
        from yarl import URL

        answer = await self._session.get(URL(self.served.address + path, encoded=True), headers=headers)
        await answer.read()
        return answer

    async def post(self, path: str, data: dict[str, str], **headers: str) -> aiohttp.ClientResponse:
        headers = {"Origin": self.served.address} | headers
        answer = await self._session.post(self.served.address + path, data=data, headers=headers, allow_redirects=False)
        await answer.read()
        return answer

    async def log_in(self) -> None:
        answer = await self.post("/login", {"code": self.served.code()})
        assert answer.status == 303, await answer.text()

    async def socket(self, origin: str | None = "", path: str = "/ws/zh-Hans", **headers: str) -> Any:
        """Raises aiohttp.WSServerHandshakeError where it is refused. origin: "" for its own, None for none."""
        if origin is not None:
            headers["Origin"] = origin or self.served.address
        address = f"{self.served.address}{path}?width=100&height=30"
        return await self._session.ws_connect(address, headers=headers, max_msg_size=0)

    async def tab(self) -> Tab:
        return Tab(await self.socket())


class Tab:
    """A terminal of 100x30 at the end of a socket."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket
        self._screen = Screen(100, 30)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self.files: list[str] = []

    async def types(self, *texts: str) -> None:
        for text in texts:
            await self.socket.send_str(json.dumps(["stdin", text]))

    async def sees(self, *texts: str) -> None:
        """Wait until the screen shows all of them."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not all(self._screen.place(text) for text in texts):
                    await self._hear()
        except (TimeoutError, AssertionError) as why:
            raise AssertionError(f"{texts} not seen: {why}\n" + "\n".join(self._screen.lines)) from None

    async def is_handed(self) -> str:
        """The address of the next file that is handed to the browser."""
        async with asyncio.timeout(PATIENCE):
            while not self.files:
                await self._hear()
        return f"/file/{self.files.pop(0)}"

    async def code(self) -> int:
        """What the socket is closed with, by the other side."""
        async with asyncio.timeout(PATIENCE):
            while not self.socket.closed:
                await self.socket.receive()
        return int(self.socket.close_code)

    async def _hear(self) -> None:
        message = await self.socket.receive()
        assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), f"closed: {message}"
        if message.type is aiohttp.WSMsgType.BINARY:
            self._screen.feed(self._decode(message.data))
        else:
            kind, value = json.loads(message.data)
            assert kind == "file", value
            self.files.append(value)
