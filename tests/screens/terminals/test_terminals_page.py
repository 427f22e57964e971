"""The page of terminals: founding, letting one in that was compared, shutting one out, and what the new one sees."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dutytui.rules.commands import EntryFields, LogEntry
from dutytui.rules.roster.fingerprints import fingerprint, halves
from dutytui.rules.roster.standing import Standing
from tests.desk import Robot, at_desk
from tests.terminals.two_malls import Terminal

BOSS = {"who": "jiang-shiwu", "post": "general_manager"}


def carry(source: Path, target: Path, *writers: str) -> None:
    for path in sorted((source / "logs").glob("*/*.json")):
        if path.name.partition(".")[0] in writers:
            (target / "logs" / path.parent.name).mkdir(exist_ok=True)
            shutil.copyfile(path, target / "logs" / path.parent.name / path.name)


async def opens_page(desk: Robot) -> None:
    await desk.app.workers.wait_for_complete()
    desk.app.action_show("terminals")
    await desk.settle()


async def founds(desk: Robot) -> None:
    await opens_page(desk)
    await desk.press("f2")
    for _ in range(50):
        await desk.press("backspace")
    await desk.types("值班室")
    await desk.press("f2")


def stands(desk: Robot, key: str) -> Standing:
    roster = desk.session.state.roster
    assert roster is not None
    return roster.terminals[key].standing


def newcomer(desk: Robot, mall: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A second machine that has heard of the roster, has recorded something, and whose journal has come back."""
    other = Terminal(folder / "two", folder / "home-two", monkeypatch, desk.clock)
    carry(mall, other.folder, "desk")
    other.start("zhang-san", "duty_manager")
    other.desk.keep_alive()
    other.does(LogEntry(other.desk.session.day, EntryFields(kind="general", text="水管漏水")))
    carry(other.folder, mall, "desk-2")
    return other


async def test_a_new_terminal_is_let_in_by_what_only_its_own_screen_shows(
    mall: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_desk(mall, **BOSS) as desk:
        await founds(desk)
        desk.sees("已登记", "值班室", "本机", "名册已建立")
        other = newcomer(desk, mall, tmp_path, monkeypatch)
        await desk.at("08:21")
        shown, typed = halves(fingerprint(other.key).upper())
        desk.sees("待登记", shown)
        desk.misses(typed)
        await desk.press("escape", "3")
        desk.sees("以下无效", "无效：终端未登记", "水管漏水")
        await opens_page(desk)
        await desk.press("down", "enter")
        desk.misses(typed)
        await desk.types("aaaabbbb")
        await desk.press("enter")
        desk.sees("与指纹不符")
        for _ in range(8):
            await desk.press("backspace")
        await desk.types(typed.lower())
        await desk.press("enter", "enter")
        assert stands(desk, other.key) is Standing.ENROLLED
        await desk.press("escape")
        desk.misses("以下无效")
        desk.sees("水管漏水")
        other.stop()


async def test_whoever_may_is_told_of_a_new_terminal_and_others_are_not(
    mall: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_desk(mall, **BOSS, size=(120, 40)) as desk:
        await founds(desk)
        other = newcomer(desk, mall, tmp_path, monkeypatch)
        await desk.at("08:21")
        codes = {alarm.code for alarm in desk.app.alarm_watch.alarms}
        assert "terminal_waiting" in codes
        other.stop()
    async with at_desk(mall, size=(120, 40)) as desk:
        await desk.at("08:22")
        assert "terminal_waiting" not in {alarm.code for alarm in desk.app.alarm_watch.alarms}


async def test_a_lost_terminal_is_shut_out_with_a_reason(
    mall: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_desk(mall, **BOSS, size=(120, 40), language="en") as desk:
        await founds(desk)
        other = newcomer(desk, mall, tmp_path, monkeypatch)
        await desk.at("08:21")
        await desk.press("down", "f5")
        desk.sees("desk-2 up to event")
        await desk.press("enter")
        desk.sees("Still missing")
        await desk.types("lost in a taxi")
        await desk.press("enter")
        assert stands(desk, other.key) is Standing.REVOKED
        desk.sees("shut out", "because: lost in a taxi")
        other.stop()


async def test_what_is_recorded_at_a_terminal_that_was_shut_out_is_told_as_void_at_once(
    mall: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Terminal(tmp_path / "one", tmp_path / "home-one", monkeypatch)
    first.start()
    first.begins()
    carry(first.folder, mall, "desk")
    monkeypatch.setenv("DUTYTUI_HOME", str(tmp_path / "home-two"))
    async with at_desk(mall, who="zhou-ba", post="security_chief", clock=first.clock) as desk:
        carry(mall, first.folder, "desk-2")
        first.desk.session.tick()
        first.desk.catch_up()
        first.desk.session.tick()
        first.enrols(desk.desk.own.key)
        first.revokes(desk.desk.own.key)
        carry(first.folder, mall, "desk")
        await desk.at("08:21")
        await desk.press("f2")
        await desk.types("三楼货梯口堆放")
        await desk.press("enter")
        desk.sees("无效，本机已注销。已保存 08:21")
        await desk.press("enter")
        desk.sees("无效，本机已注销。已保存 08:21:00：各处门锁")
    first.stop()


async def test_a_terminal_outside_says_what_to_do_and_shows_its_fingerprint(
    mall: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Terminal(tmp_path / "one", tmp_path / "home-one", monkeypatch)
    first.start()
    first.begins()
    carry(first.folder, mall, "desk")
    monkeypatch.setenv("DUTYTUI_HOME", str(tmp_path / "home-two"))
    async with at_desk(mall, clock=first.clock, size=(120, 40), language="en") as desk:
        own = fingerprint(desk.desk.own.key).upper()
        assert [notice.code for notice in desk.session.notices if notice.code.startswith("terminal_")] == [
            "terminal_waits"
        ]
        desk.app.action_notices()
        await desk.settle()
        desk.sees(own)
        await desk.press("down", "enter")
        desk.sees("It is not let in yet", "waits to be let in", "   ".join(" ".join(group) for group in own.split("-")))
    first.stop()


async def test_somebody_who_may_not_is_told_who_may(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await opens_page(desk)
        await desk.press("f2")
        desk.sees("总经理")
        await desk.press("f4")
        desk.sees("没有另一份名册")
        await desk.press("enter", "f5")
        desk.sees("还没有终端报到")


async def test_who_is_told_to_sign_in_does_so_with_f8_on_the_very_page(mall: Path) -> None:
    async with at_desk(mall, **BOSS) as desk:
        await opens_page(desk)
        await desk.press("f8")
        await desk.types("李四")
        await desk.press("enter")
        desk.sees("已登录：李四")
        await desk.press("f2")
        desk.sees("登记、注销终端的是 电脑部、总经理")
        await desk.press("f8")
        await desk.types("蒋十五")
        await desk.press("enter", "f2")
        desk.sees("建立终端名册")
