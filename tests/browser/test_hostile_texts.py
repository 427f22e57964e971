"""What somebody typed to make a terminal or a page do something is read in a browser, and does nothing there."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest

from tests.browser.chromium import MISSING

if MISSING:
    pytest.skip(MISSING, allow_module_level=True)

from dutytui.bootstrap import open_desk
from dutytui.rules.commands import EntryFields, LogEntry, SignIn
from dutytui.session import Saved
from tests.browser.device import Desk, chromium
from tests.browser.served import serving
from tests.desk import StandingClock
from tests.hostile.texts import TEXTS

COMMANDS = re.compile("\x1b\\]52|\x1b\\]0;t|\x1bP|\x07|[\x80-\x9f]|[\u202a-\u202e\u2066-\u2069]")
"""What the texts would have the terminal do; the program itself sends none of it."""


class Overheard(Desk):
    """heard: all that the terminal was told."""

    heard = ""

    async def _look(self) -> None:
        shown = await self.page.evaluate("btoa(window.__shown.splice(0).join(''))")
        words = self._decode(base64.b64decode(shown))
        self.heard += words
        self._screen.feed(words)


async def test_ten_hostile_texts_are_read_and_neither_the_page_nor_its_terminal_obeys(
    tmp_path: Path, mall: Path
) -> None:
    desk = open_desk(mall, clock=StandingClock(time="08:10"), name="office")
    assert isinstance(desk.session.submit(SignIn("zhang-san", "张三", "duty_manager")), Saved)
    for text in TEXTS.values():
        outcome = desk.session.submit(LogEntry(desk.session.day, EntryFields(text=text[:3000], kind="complaint")))
        assert isinstance(outcome, Saved), outcome
    desk.close()
    async with serving(tmp_path, mall) as served, chromium(tmp_path) as browser:
        page = Overheard(await browser.device(1200, 800, language="zh-CN"))
        await page.open(f"{served.address}/#{served.code().replace(' ', '')}")
        await page.sees("现在谁值班？")
        title = await page.page.evaluate("document.title")
        await page.page.press("1", 49, "1")
        await page.sees("值班经理 张三")
        await page.page.press("3", 51, "3")
        await page.sees("READ", f"未办 {len(TEXTS)} ")
        await page.page.press("Home", 36)
        for _text in TEXTS:
            await page.page.press("Enter", 13, "\r")
            await page.sees("Esc 返回")
            await page.page.press("Escape", 27)
            await page.sees("F10 菜单")
            await page.page.press("ArrowDown", 40)
        heard = re.sub("\x1b\\]22;[a-z-]*\x07", "", page.heard)  # the shape of the pointer: Textual's own
        found = COMMANDS.search(heard)
        assert found is None, repr(heard[max(0, found.start() - 60) : found.end() + 20])
        assert await page.page.evaluate("document.title") == title
        assert await page.page.evaluate("document.querySelectorAll('script:not([src]), img, iframe').length") == 0
        assert not page.page.complaints
        assert [one for one in page.page.asked if "evil" in one] == []
