"""A headless Chromium, driven by its own protocol (DevTools) over aiohttp, which the extra brings along.

One browser serves all tests; each device is a context of its own in it, with its own cookies.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import os
import shutil
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
MISSING = (
    "the extra `browser` is not installed"
    if find_spec("aiohttp") is None or find_spec("textual_serve") is None
    else ""
    if PROGRAM
    else "no Chromium on this machine"
)
_FLAGS = (
    "--headless=new",
    "--remote-debugging-port=0",
    "--no-first-run",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--enable-unsafe-swiftshader",
    "--use-angle=swiftshader",
    "--proxy-server=127.0.0.1:9",  # whatever is asked for outside of this machine fails at once
    "--proxy-bypass-list=127.0.0.1",
    "--lang=zh-CN",
)
PATIENCE = 30
"""Seconds after which a test fails instead of hanging; nothing is measured with it."""


class Chromium:
    def __init__(self, process: asyncio.subprocess.Process, session: Any, socket: Any, profile: Path) -> None:
        self._process, self._session, self._socket, self._profile = process, session, socket, profile
        self._number = 0
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._hearers: dict[str, Callable[[str, dict[str, Any]], None]] = {}
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def start(cls, profile: Path) -> Chromium:
        import aiohttp

        root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
        process = await asyncio.create_subprocess_exec(
            str(PROGRAM),
            *_FLAGS,
            *root,
            f"--user-data-dir={profile}",
            "about:blank",
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            env={**os.environ, "LANGUAGE": "zh_CN"},
        )
        assert process.stderr is not None
        address = b""
        while b"DevTools listening on" not in address:
            address = await asyncio.wait_for(process.stderr.readline(), PATIENCE)
            assert address, "Chromium did not start"
        session = aiohttp.ClientSession()
        socket = await session.ws_connect(address.split()[-1].decode(), max_msg_size=0)
        browser = cls(process, session, socket, profile)
        browser._draining = asyncio.create_task(process.stderr.read())
        return browser

    async def close(self) -> None:
        self._reading.cancel()
        await self._socket.close()
        await self._session.close()
        with contextlib.suppress(ProcessLookupError):
            self._process.terminate()
        await self._process.wait()

    async def ask(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        answer = self._answers[self._number] = asyncio.get_running_loop().create_future()
        await self._socket.send_str(json.dumps(message))
        return await asyncio.wait_for(answer, PATIENCE)

    async def device(
        self, width: int = 1200, height: int = 800, *, touch: bool = False, language: str = "zh-CN"
    ) -> Page:
        """A page of a device that nobody knows yet."""
        context = (await self.ask("Target.createBrowserContext"))["browserContextId"]
        return await self.page(context, width, height, touch=touch, language=language)

    async def page(self, context: str, width: int, height: int, *, touch: bool, language: str) -> Page:
        target = await self.ask("Target.createTarget", url="about:blank", browserContextId=context)
        attached = await self.ask("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        page = Page(self, attached["sessionId"], target["targetId"], context)
        self._hearers[attached["sessionId"]] = page.heard
        await page.dress(width, height, touch, language)
        return page

    async def _read(self) -> None:
        async for message in self._socket:
            told = json.loads(message.data)
            if "id" in told:
                answer = self._answers.pop(told["id"])
                if answer.done():
                    continue
                if "error" in told:
                    answer.set_exception(RuntimeError(told["error"]["message"]))
                else:
                    answer.set_result(told["result"])
            elif told.get("sessionId") in self._hearers:
                self._hearers[told["sessionId"]](told["method"], told["params"])


_KEPT = """
window.__shown = []; window.__sent = [];
const Plain = window.WebSocket;
window.WebSocket = class extends Plain {
  constructor(...where) {
    super(...where);
    this.addEventListener("message", (event) => {
      if (typeof event.data === "string") return;
      window.__shown.push([...new Uint8Array(event.data)].map((byte) => String.fromCharCode(byte)).join(""));
    });
  }
  send(data) { window.__sent.push(data); super.send(data); }
};
"""
"""Keeps what the terminal is shown: its canvas can't be read as text."""


class Page:
    """One tab. `complaints`: what the page or its policy complained of; `asked`: every address it asked for."""

    def __init__(self, browser: Chromium, session: str, target: str, context: str) -> None:
        self._browser, self._session, self._target, self.context = browser, session, target, context
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.size = (0, 0)

    def heard(self, method: str, told: dict[str, Any]) -> None:
        if method == "Network.requestWillBeSent":
            self.asked.append(told["request"]["url"])
        elif method == "Network.webSocketCreated":
            self.asked.append(told["url"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(told["exceptionDetails"]))
        elif method == "Log.entryAdded" and told["entry"]["level"] == "error":
            self.complaints.append(told["entry"]["text"])

    async def dress(self, width: int, height: int, touch: bool, language: str) -> None:
        self.size = (width, height)
        for domain in ("Page", "Network", "Runtime", "Log"):
            await self.ask(f"{domain}.enable")
        await self.ask("Page.addScriptToEvaluateOnNewDocument", source=_KEPT)
        await self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=touch,
            screenWidth=width if touch else 1920,
            screenHeight=height if touch else 1080,
        )
        if touch:
            await self.ask("Emulation.setTouchEmulationEnabled", enabled=True, maxTouchPoints=2)
            await self.ask("Emulation.setEmitTouchEventsForMouse", enabled=False)
        agent = "Mozilla/5.0 (Test)"
        await self.ask("Emulation.setUserAgentOverride", userAgent=agent, acceptLanguage=language)

    async def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        return await self._browser.ask(method, self._session, **parameters)

    async def go(self, address: str) -> None:
        await self.ask("Page.navigate", url=address)

    async def evaluate(self, script: str) -> Any:
        answer = await self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    async def until(self, script: str) -> Any:
        """Wait until the expression is true, and answer its value."""
        async with asyncio.timeout(PATIENCE):
            while True:
                with contextlib.suppress(RuntimeError, AssertionError):  # the page is just being loaded
                    if found := await self.evaluate(script):
                        return found
                await asyncio.sleep(0.02)

    async def picture(self) -> bytes:
        return base64.b64decode((await self.ask("Page.captureScreenshot", format="png"))["data"])

    async def touch(self, x: float, y: float) -> None:
        await self.ask("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
        await self.ask("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    async def touch_button(self, selector: str) -> None:
        """A tap on the middle of something on the page, brought into sight first."""
        place = await self.evaluate(
            f"(() => {{ const one = document.querySelector({json.dumps(selector)}); one.scrollIntoView();"
            " const at = one.getBoundingClientRect();"
            " return [at.x + at.width / 2, at.y + at.height / 2, at.width, at.height] })()"
        )
        await self.touch(place[0], place[1])

    async def press(self, key: str, code: int, text: str = "") -> None:
        """A key of a keyboard, by the name and number that browsers give it."""
        about = {"key": key, "windowsVirtualKeyCode": code, "nativeVirtualKeyCode": code}
        await self.ask("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **about)
        await self.ask("Input.dispatchKeyEvent", type="keyUp", **about)

    async def close(self) -> None:
        await self._browser.ask("Target.closeTarget", targetId=self._target)
