"""The desk for browsers: who asks is looked at first, then each tab gets a program of its own.

In this order, for every request: is it meant for this server (Host), does it come from one of its own pages where it
matters (Origin), is the device let in (cookie), is there room (sessions). A refusal is worded in the language that the
browser asks for. Nothing here knows the mall: the programs behind the tabs do, and ask for PINs by themselves.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
import tempfile
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from dutytui.browser import hosts, pages
from dutytui.browser.door import Answer, Door
from dutytui.browser.process import TabProcess, handed_file
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.texts import catalogue
from dutytui.texts.catalogue import _
from dutytui.texts.locales import of_browser

LARGEST_MESSAGE = 256 * 1024
"""Bytes of one message from a browser: a paste of fifty pages."""
_LARGEST_FORM = 4096
_HEARTBEAT = 15.0
"""Seconds between two questions whether the browser is still there; half as long it may take to answer."""
_WRONG_WAITS = 1.0
"""Seconds before a wrong code is answered."""

Told = Callable[[str, str], None]
"""Something for whoever watches the server: what (``in``, ``wrong``, ``guessed``), and from which address."""
Command = Callable[[str, Path], Sequence[str]]
"""The program of a tab, by its language and the folder that files are handed on from."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Limits:
    """sessions: tabs open at once; idle: seconds without a key or tap after which a tab is closed, 0 for never."""

    sessions: int = 4
    idle: float = 3600.0
    wrong_waits: float = _WRONG_WAITS


@dataclass(slots=True, eq=False)
class _Tab:
    socket: web.WebSocketResponse
    outbox: Path
    device: str
    files: dict[str, Path] = field(default_factory=dict)


class Server:
    """title: stands on the pages; names: under which it is reached beside the machine's own; cookie: its name."""

    def __init__(
        self,
        command: Command,
        door: Door,
        told: Told,
        *,
        title: Callable[[], str],
        names: Collection[str] = (),
        limits: Limits | None = None,
        cookie: str = "dutytui",
    ) -> None:
        self._command, self._door, self._told = command, door, told
        self._title, self._names = title, frozenset(name.lower() for name in names)
        self._limits = limits or Limits()
        self._cookie = cookie
        self._tabs: set[_Tab] = set()
        self._taken = 0
        self._stopping = False

    def application(self) -> web.Application:
        app = web.Application(middlewares=[self._guard], client_max_size=_LARGEST_FORM)
        app.on_response_prepare.append(self._add_headers)
        app.on_shutdown.append(self._end_tabs)
        app.add_routes(
            [
                web.get("/", self._index),
                web.post("/login", self._login),
                web.post("/leave", self._leave),
                web.get("/ws/{language}", self._socket),
                web.get("/file/{key}", self._file),
                web.get("/{name}", self._asset),
            ]
        )
        return app

    # -- who asks -------------------------------------------------------------------------------------------------

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        self._speak(request)
        host = self._meant_for(request)
        if not host:
            words = _("This server does not answer to this name. Whoever starts it can add one: --name")
            return self._refused(421, words)
        asks_to_act = request.method == "POST" or request.path.startswith("/ws/")
        if asks_to_act and not hosts.same_page(request.headers.get("Origin", ""), host):
            return self._refused(403, _("This came from the page of somebody else, and was not done."))
        try:
            return await handler(request)
        except web.HTTPException as error:
            self._speak(request)
            return self._refused(error.status, _status_words(error.status))

    def _meant_for(self, request: web.Request) -> str:
        """The header ``Host`` of a request that is meant for this server; "" of any other."""
        host = request.headers.get("Host", "")
        reached = request.transport.get_extra_info("sockname") if request.transport else None
        return host if hosts.answers(host, self._names, str(reached[0]) if reached else "") else ""

    def _speak(self, request: web.Request) -> None:
        """Speak the browser's language until the next `await`: the one process serves people of several."""
        catalogue.use(of_browser(request.headers.get("Accept-Language", "")))

    def _knows(self, request: web.Request) -> bool:
        return self._door.knows(request.cookies.get(self._cookie, ""))

    async def _add_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(pages.headers(self._meant_for(request)))

    def _refused(self, status: int, words: str, *, back: bool = False) -> web.Response:
        return web.Response(status=status, text=pages.refusal(words, back=back), content_type="text/html")

    # -- pages ----------------------------------------------------------------------------------------------------

    async def _index(self, request: web.Request) -> web.Response:
        if not self._knows(request):
            return web.Response(text=pages.login(self._title()), content_type="text/html")
        if self._taken >= self._limits.sessions:
            return self._refused(503, pages.full(self._limits.sessions), back=True)
        return web.Response(text=pages.desk(self._title()), content_type="text/html")

    async def _asset(self, request: web.Request) -> web.Response:
        asset = pages.assets().get(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        response = web.Response(body=asset.content, content_type=asset.kind, charset="utf-8")
        response.enable_compression()
        return response

    async def _login(self, request: web.Request) -> web.Response:
        form = await request.post()
        typed = form.get("code", "")
        answer, cookie = self._door.enter(typed if isinstance(typed, str) else "")
        if answer is not Answer.NO_CODE:
            self._told(answer.value, request.remote or "")
        if answer is not Answer.IN:
            await asyncio.sleep(self._limits.wrong_waits)
            self._speak(request)
            page = pages.login(self._title(), _answer_words(answer))
            return web.Response(status=403, text=page, content_type="text/html")
        response = web.Response(status=303, headers={"Location": "/"})
        secure = request.headers.get("Origin", "").startswith("https:")  # TLS, be it this server's or a proxy's
        response.set_cookie(self._cookie, cookie, httponly=True, samesite="Strict", secure=secure, path="/")
        return response

    async def _leave(self, request: web.Request) -> web.Response:
        """The device is not let in any more, and its tabs are closed."""
        device = request.cookies.get(self._cookie, "")
        if self._knows(request):
            self._door.forget(device)
            for tab in [tab for tab in self._tabs if tab.device == device]:
                await tab.socket.close(code=pages.ENDED)
        response = web.Response(status=303, headers={"Location": "/"})
        response.del_cookie(self._cookie, path="/")
        return response

    async def _file(self, request: web.Request) -> web.StreamResponse:
        """A file that a tab of this very device has handed on."""
        device = request.cookies.get(self._cookie, "")
        own = (tab for tab in self._tabs if self._knows(request) and tab.device == device)
        for tab in own:
            path = tab.files.get(request.match_info["key"])
            if path is not None and handed_file(tab.outbox, path.name):
                # Always saved, never shown: a report is HTML, and must not run as a page of this server.
                return web.FileResponse(path, headers={"Content-Disposition": _attachment(path.name)})
        raise web.HTTPNotFound

    # -- tabs -----------------------------------------------------------------------------------------------------

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if not self._knows(request):
            return self._refused(403, _("This device is not let in, or no longer. Open the page again."))
        language = request.match_info["language"]
        if language not in catalogue.LANGUAGES:
            raise web.HTTPNotFound
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT, max_msg_size=LARGEST_MESSAGE, compress=False)
        full = self._taken >= self._limits.sessions or self._stopping
        if not full:
            self._taken += 1
        try:
            await socket.prepare(request)
            if full:
                await socket.close(code=pages.STOPPED if self._stopping else pages.FULL)
            else:
                await self._serve(request, socket, language)
        finally:
            self._taken -= not full
        return socket

    async def _serve(self, request: web.Request, socket: web.WebSocketResponse, language: str) -> None:
        outbox = Path(tempfile.mkdtemp(prefix="dutytui-tab-"))
        tab = _Tab(socket, outbox, request.cookies.get(self._cookie, ""))
        self._tabs.add(tab)
        try:
            await self._run(request, tab, language)
        finally:
            self._tabs.discard(tab)
            await asyncio.to_thread(shutil.rmtree, outbox, ignore_errors=True)

    async def _run(self, request: web.Request, tab: _Tab, language: str) -> None:
        """Until the program ends or the browser goes: the program is over when this returns."""

        async def noted(what: Mapping[str, Any]) -> None:
            path = handed_file(tab.outbox, what.get("name")) if what.get("type") == "file" else None
            if path is not None:
                key = f"{len(tab.files)}-{tab.outbox.name}"
                tab.files[key] = path
                await tab.socket.send_str(json.dumps(["file", key]))

        process = TabProcess(self._command(language, tab.outbox), tab.socket.send_bytes, noted)
        try:
            await process.start(_number(request, "width", 80), _number(request, "height", 24))
        except OSError:
            await tab.socket.close(code=pages.FAILED)
            return
        showing = asyncio.create_task(self._show(process, tab.socket))
        try:
            await self._listen(process, tab.socket)
        finally:
            await process.end()
            await showing

    async def _show(self, process: TabProcess, socket: web.WebSocketResponse) -> None:
        complaint = await process.run()
        with contextlib.suppress(ConnectionError, RuntimeError):
            if complaint:
                await socket.send_str(json.dumps(["told", complaint]))
            await socket.close(code=pages.ENDED if complaint is None else pages.FAILED)

    async def _listen(self, process: TabProcess, socket: web.WebSocketResponse) -> None:
        """Hand on what the browser sends, until it is gone, silent for too long, or sends what no page of ours does."""
        while True:
            try:
                # Not the timeout of `receive`: a browser's answers to the heartbeat would wind it up again.
                async with asyncio.timeout(self._limits.idle or None):
                    message = await socket.receive()
            except TimeoutError:
                await socket.close(code=pages.IDLE)
                return
            if message.type is not WSMsgType.TEXT:
                return
            if not await _handed(process, socket, message.data):
                await socket.close(code=WSCloseCode.UNSUPPORTED_DATA)
                return

    async def _end_tabs(self, _app: web.Application) -> None:
        """The server stops: all tabs are told, and their programs end in order while their handlers return."""
        self._stopping = True
        await asyncio.gather(*(tab.socket.close(code=pages.STOPPED) for tab in self._tabs), return_exceptions=True)


async def _handed(process: TabProcess, socket: web.WebSocketResponse, data: str) -> bool:
    """Whether a message was one of those that the page sends; it is handed on."""
    try:
        kind, *values = json.loads(data)
        match kind, values:
            case "stdin", [str(text)]:
                await process.typed(text)
            case "resize", [{"width": int(width), "height": int(height)}]:
                await process.resized(width, height)
            case "ping", [str(sent)]:
                await socket.send_str(json.dumps(["pong", sent[:40]]))
            case (("focus" | "blur"), []):
                pass  # to the program a tab is always looked at
            case _:
                return False
    except (ValueError, TypeError, RecursionError):
        return False
    except ConnectionError:
        pass  # the browser has gone; the next `receive` says so
    return True


def _number(request: web.Request, name: str, otherwise: int) -> int:
    typed = request.query.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 5 else otherwise


def _attachment(name: str) -> str:
    """RFC 6266, with the whole name for browsers of today and nothing that ends a header."""
    from urllib.parse import quote

    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"


def _answer_words(answer: Answer) -> str:
    if answer is Answer.WRONG:
        return _("This is not the code.")
    return _("There is no code in force: each lets one device in, within ten minutes. Ask for a new one there.")


def _status_words(status: int) -> str:
    if status == 404:
        return _("There is nothing at this address.")
    if status == 413:
        return _("That is too much for one message.")
    return _("The server does not understand this request ({status}).", status=status)
