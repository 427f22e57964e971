"""Beneath a small dialog no key of the page is told as if it worked; its own are, and a click does what a key does."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutytui.screens.people import AskName, Choose
from dutytui.screens.pins.ask import AskPin
from tests.desk import Robot, at_desk, make_mall

PAGES = ("F4", "F6", "F10", "Ctrl+")
"""Of the page's key rows, what no small dialog binds."""


def told(desk: Robot) -> str:
    return "\n".join(desk.screen.split("\n")[-2:])


@pytest.mark.parametrize("key", ["f8", "f10", "f1"])
@pytest.mark.parametrize("page", ["1", "8"])
async def test_a_list_over_a_page_tells_its_own_keys(tmp_path: Path, key: str, page: str) -> None:
    async with at_desk(make_mall(tmp_path / "mall")) as desk:
        await desk.press(page)
        before = told(desk)
        assert "F10" in before
        await desk.press(key)
        assert all(one not in told(desk) for one in PAGES), told(desk)
        assert "Enter 选择 Esc 返回" in told(desk)
        await desk.press("escape")
        assert told(desk) == before


async def test_the_keys_told_beneath_the_list_of_people_work_by_a_click(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path / "mall")) as desk:
        await desk.press("f8")
        row = desk.screen.split("\n")[-1]
        await desk.clicks(None, (len(row[: row.index("Esc")].encode("gbk")), 23))
        assert not isinstance(desk.app.screen, Choose)


async def test_a_name_that_is_typed_and_a_pin_have_theirs(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path / "mall")) as desk:
        desk.app.push_screen(AskName())
        await desk.settle()
        assert "Enter 继续" in told(desk) and "Esc 返回" in told(desk) and "F8" not in told(desk)
        await desk.press("escape")
        desk.app.push_screen(AskPin("zhang-san", "张三"))
        await desk.settle()
        assert "F8 换人" in told(desk) and all(one not in told(desk) for one in PAGES)


async def test_what_was_told_on_the_page_stays_in_sight_over_the_dialogs_keys(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path / "mall")) as desk:
        desk.app.tell("锁定了", "info")
        await desk.press("f8")
        assert "锁定了" in told(desk) and "Esc 返回" in told(desk)


async def test_a_page_does_not_tell_again_what_was_said_before_something_else_on_another_page(tmp_path: Path) -> None:
    """*Saved as no. 1* under an entry that got no. 2 is a message that belongs to neither."""
    async with at_desk(make_mall(tmp_path / "mall"), language="en") as desk:
        for page, text in (("1", "电梯夹包"), ("3", "地面湿滑")):
            await desk.press(page, "f2")
            await desk.types(text)
            await desk.press("enter")
        assert "no. 2" in told(desk)
        await desk.press("1")
        assert "no. 1" not in told(desk)
        await desk.press("3")
        assert "no. 2" in told(desk), "nothing was said since"
