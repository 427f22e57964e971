"""The desk in a real browser: let in by the code, worked by keys, by an input method, and by fingers alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.chromium import MISSING

if MISSING:
    pytest.skip(MISSING, allow_module_level=True)

from dutytui.browser.server import Limits
from dutytui.widgets.glyphs import RICH
from tests.browser.device import PHONE, TABLET, TABLET_ACROSS, Desk, chromium, let_in
from tests.browser.served import serving
from tests.flows.stock import recorded

DESKTOP = (1200, 800)
TOLD = "!document.getElementById('over').hidden && document.getElementById('over').innerText"
"""What the page says of an end; while it is hidden its text is that of all ends."""


def kinds(mall: Path) -> list[str]:
    return [event["kind"] for event in recorded(mall)]


async def test_a_tick_and_a_chinese_entry_by_keyboard_and_input_method(tmp_path: Path, mall: Path) -> None:
    async with serving(tmp_path, mall) as served, chromium(tmp_path) as browser:
        desk = await let_in(browser, served, DESKTOP)
        await desk.sees("现在谁值班？")
        await desk.page.press("1", 49, "1")
        await desk.sees("值班经理 张三")
        await desk.page.press("Enter", 13, "\r")
        await desk.sees("已保存 08:20:00：各处门锁检查无异常")
        await desk.page.press("F2", 113)
        await desk.sees("Esc 返回")
        await desk.composes("ke su", "客诉")
        await desk.sees("类别 投诉")
        for key, code in (("3", 51), ("F", 70), (" ", 32)):
            await desk.page.press(key, code, key)
        await desk.sees("地点 3F")
        await desk.composes("dian", "dianti", "电梯夹人，", "电梯夹人，")
        await desk.sees("客诉3F 电梯夹人，")
        await desk.page.press("Enter", 13, "\r")
        await desk.sees("已保存")
        entry = next(event for event in recorded(mall) if event["kind"] == "entry_logged")
        assert "电梯夹人" in entry["data"]["text"]
        assert not desk.page.complaints
        port = served.address.rpartition(":")[2]
        foreign = [one for one in desk.page.asked if f"//127.0.0.1:{port}/" not in one and not one.startswith("data:")]
        assert not foreign, "the page asked somebody else"


STEPS = (
    "各角落查有无滞留人员",
    "火灾隐患检查",
    "电源、水阀、燃气关闭",
    "收银机断电",
    "由里到外关灯",
    "本层清场确认",
)


@pytest.mark.parametrize("size", [PHONE, TABLET], ids=["phone", "tablet"])
async def test_a_floor_of_the_clearance_sweep_is_done_with_fingers(
    tmp_path: Path, mall: Path, size: tuple[int, int]
) -> None:
    async with serving(tmp_path, mall) as served, chromium(tmp_path) as browser:
        served.at("22:12")
        desk = await let_in(browser, served, size, touch=True)
        assert desk.columns >= 60
        await desk.taps("张三")
        await desk.sees("值班经理 张三")
        await desk.taps("7闭店" if size == PHONE else "7 闭店")
        await desk.taps("清场人员")
        for count, who in enumerate(("周八", "吴九"), 2):
            await desk.taps(who)
            await desk.sees(f"清场人员 {count}/3")
        await desk.sees("> . 员工已全部")
        await desk.taps("员工已全部")
        for number, step in enumerate(STEPS):
            await desk.sees(f"> {step}")
            # A row that is tapped again within half a second acts once only; no finger waits for that in a test.
            if number == 1:
                await desk.taps("现在")
            else:
                await desk.taps_key("enter")
        await desk.sees("清场 1/7 层")
        await desk.taps_key("f4")  # the floor below can't be skipped: the strip reaches what the key row does
        await desk.sees("不能")
        done = [event["on"] for event in recorded(mall) if event["kind"] == "item_done"]
        assert len([on for on in done if on.endswith("/6F") or "6F" in on]) == len(STEPS)
        assert not desk.page.complaints


async def test_two_tabs_of_one_browser_are_two_writers_and_the_full_house_is_told(tmp_path: Path, mall: Path) -> None:
    limits = Limits(sessions=2)
    async with serving(tmp_path, mall, limits=limits) as served, chromium(tmp_path) as browser:
        first = await let_in(browser, served, TABLET_ACROSS, touch=True)
        await first.taps("张三")
        await first.sees("值班经理 张三")
        second = Desk(await browser.page(first.page.context, *PHONE, touch=True, language="en-GB"))
        await second.open(served.address)
        await second.sees("Who is at the desk?")
        await second.taps_key("8")
        await second.sees("Electrician 郑十")

        third = await browser.page(first.page.context, *PHONE, touch=True, language="zh-TW")
        await third.go(served.address)
        assert "2 個位置都已佔用" in await third.until("document.body.innerText")

        await second.page.close()
        # Its program takes a moment to end; "try again" on the page is tapped until then.
        await third.until(
            "!!document.querySelector('.xterm-helper-textarea')"
            " || (document.querySelector('main a') && document.querySelector('main a').click())"
        )


async def test_the_keyboard_of_a_phone_comes_when_it_is_asked_for(tmp_path: Path, mall: Path) -> None:
    async with serving(tmp_path, mall) as served, chromium(tmp_path) as browser:
        desk = await let_in(browser, served, PHONE, touch=True)
        await desk.taps_key("escape")
        await desk.taps("F2 记录")
        mode = "document.querySelector('.xterm-helper-textarea').inputMode"
        assert await desk.page.evaluate(mode) == "none"
        await desk.page.touch_button("#keyboard")
        assert await desk.page.evaluate(mode) == "text"
        assert await desk.page.evaluate("document.activeElement.className") == "xterm-helper-textarea"


BENEATH = """(() => {
  const pen = Object.assign(document.createElement("canvas"), { width: 40, height: 80 }).getContext("2d");
  pen.font = "32px 'Roboto Mono', monospace";
  const W = pen.measureText("W");
  const cell = Math.ceil(W.fontBoundingBoxAscent + W.fontBoundingBoxDescent);
  pen.textBaseline = "ideographic";
  pen.fillText("g", 0, cell);
  const lines = [...Array(80).keys()].filter((y) => pen.getImageData(0, y, 40, 1).data.some(Boolean));
  return { lowest: Math.max(...lines), highest: Math.min(...lines), cell };
})()"""
"""Draws a letter as the terminal does: with the bottom of the cell for its ideographic line."""


async def test_letters_are_drawn_whole_within_their_row(tmp_path: Path, mall: Path) -> None:
    async with serving(tmp_path, mall) as served, chromium(tmp_path) as browser:
        desk = await let_in(browser, served, TABLET)
        drawn = await desk.page.evaluate(BENEATH)
        assert 0 <= drawn["highest"] < drawn["lowest"] < drawn["cell"]


WIDER = """(() => {
  const pen = document.createElement("canvas").getContext("2d");
  const wider = (style) => {
    pen.font = style + "32px 'Roboto Mono', monospace";
    return [...GLYPHS].filter((one) => pen.measureText(one).width > pen.measureText("W").width + 1);
  };
  return [...wider(""), ...wider("bold ")].join("");
})()"""
"""Those of the marks that are drawn over the cell behind them."""


async def test_no_mark_is_drawn_over_the_cell_behind_it(tmp_path: Path, mall: Path) -> None:
    """A font with Chinese has marks such as the one for what was cut in the width of a Chinese character."""
    marks = f"{RICH.ellipsis}{RICH.arrow}“”‘’—·"  # lines and bars are drawn by the terminal itself
    async with serving(tmp_path, mall) as served, chromium(tmp_path) as browser:
        desk = await let_in(browser, served, DESKTOP)
        await desk.sees("现在谁值班？")
        assert await desk.page.evaluate(WIDER.replace("GLYPHS", repr(marks))) == ""


async def test_a_page_goes_on_by_itself_once_the_server_is_back(tmp_path: Path, mall: Path) -> None:
    async with chromium(tmp_path) as browser:
        async with serving(tmp_path, mall) as served:
            desk = await let_in(browser, served, TABLET)
            # A page that is still sending its first messages when the server goes may hear of a broken line instead.
            await desk.sees("现在谁值班？")
            page = desk.page
        assert "服务已停止" in await page.until(TOLD)
        async with serving(tmp_path, port=int(served.address.rpartition(":")[2])):
            # Nobody is let in at a server that has just been started: the page asks for the code.
            await page.until("!!document.querySelector('form[action=\"/login\"]')")


async def test_what_is_told_when_a_desk_ends_is_answered_by_keys_alone(tmp_path: Path, mall: Path) -> None:
    async with chromium(tmp_path) as browser, serving(tmp_path, mall) as served:
        desk = await let_in(browser, served, DESKTOP)
        await desk.sees("现在谁值班？")
        await desk.page.evaluate("say('stdin', '\\x11')")  # Ctrl+Q
        assert "已正常退出" in await desk.page.until(TOLD)
        await desk.page.press("Tab", 9)
        assert await desk.page.evaluate("document.activeElement.id") == "again"
