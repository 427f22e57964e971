"""A device with a real browser: what its terminal shows, as text, and fingers and an input method for it."""

from __future__ import annotations

import asyncio
import base64
import codecs
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.browser.chromium import PATIENCE, Chromium, Page
from tests.browser.served import Served
from tests.browser.shown import Screen

PHONE, TABLET, TABLET_ACROSS = (390, 844), (820, 1180), (1180, 820)


class Desk:
    """The desk in one tab. Columns and rows are those that the page has asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.columns = self.rows = 0
        self._screen = Screen(1, 1)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._cell = (1.0, 1.0, 0.0, 0.0)

    async def open(self, address: str) -> None:
        await self.page.go(address)
        await self.page.until("window.__shown && window.__shown.length > 3")
        sizes = [json.loads(sent) for sent in await self.page.evaluate("window.__sent")]
        size = [sent[1] for sent in sizes if sent[0] == "resize"][-1]
        self.columns, self.rows = size["width"], size["height"]
        self._screen = Screen(self.columns, self.rows)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        where = await self.page.evaluate(
            "(() => { const at = document.querySelector('.xterm-screen').getBoundingClientRect();"
            " return [at.width, at.height, at.x, at.y] })()"
        )
        self._cell = (where[0] / self.columns, where[1] / self.rows, where[2], where[3])

    async def _look(self) -> None:
        shown = await self.page.evaluate("btoa(window.__shown.splice(0).join(''))")
        self._screen.feed(self._decode(base64.b64decode(shown)))

    @property
    def text(self) -> str:
        return "\n".join(self._screen.lines)

    async def sees(self, *texts: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    await self._look()
                    if all(self._screen.place(text) for text in texts):
                        return
                    await asyncio.sleep(0.02)
        except TimeoutError:
            sent = await self.page.evaluate("window.__sent.slice(-12).join(' ')")
            raise AssertionError(f"{texts} not seen after {sent}:\n{self.text}") from None

    async def taps(self, text: str) -> None:
        """A finger on the middle of `text`, which stands on the screen."""
        await self.sees(text)
        place = self._screen.place(text)
        assert place is not None
        width, height, left, top = self._cell
        await self.page.touch(left + (place[0] + 1) * width, top + (place[1] + 0.5) * height)

    async def taps_key(self, key: str) -> None:
        """A finger on a key of the strip."""
        await self.page.touch_button(f'#strip [data-key="{key}"]')

    async def composes(self, *stages: str) -> None:
        """An input method shows each stage under the cursor and commits the last."""
        for stage in stages[:-1]:
            await self.page.ask(
                "Input.imeSetComposition", text=stage, selectionStart=len(stage), selectionEnd=len(stage)
            )
        await self.page.ask("Input.insertText", text=stages[-1])


@asynccontextmanager
async def chromium(folder: Path) -> AsyncIterator[Chromium]:
    browser = await Chromium.start(folder / "profile")
    try:
        yield browser
    finally:
        await browser.close()


async def let_in(
    browser: Chromium, served: Served, size: tuple[int, int], *, touch: bool = False, language: str = "zh-CN"
) -> Desk:
    """A device that opens the link with the code."""
    desk = Desk(await browser.device(*size, touch=touch, language=language))
    await desk.open(f"{served.address}/#{served.code().replace(' ', '')}")
    return desk
