"""The disk says no: the screen says so and why, keeps what was typed, and the same key saves it after the mend."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dutytui.store.disk import Disk
from tests.desk import Robot, StandingClock, at_desk
from tests.flows.stock import recorded


@contextmanager
def trouble(call: str, number: int, below: str = "") -> Iterator[None]:
    """Every `call` of the disk fails with that errno; `below`: only for paths with this part (for opening)."""
    whole = getattr(Disk, call)

    def refuse(self: Disk, *arguments: object, **options: object) -> object:
        if below and below not in Path(str(arguments[0])).parts:
            return whole(self, *arguments, **options)
        raise OSError(number, os.strerror(number))

    setattr(Disk, call, refuse)
    try:
        yield
    finally:
        setattr(Disk, call, whole)


def kinds(mall: Path) -> list[str]:
    return [event["kind"] for event in recorded(mall)]


FULL = pytest.mark.parametrize(
    ("call", "number", "why"),
    [
        ("write", errno.ENOSPC, "磁盘已满"),
        ("write", errno.EROFS, "只读"),
        ("sync_data", errno.EIO, "Input/output error"),
    ],
    ids=["full", "read-only", "broken"],
)


@FULL
async def test_a_tick_that_was_not_saved_is_not_shown_as_done(mall: Path, call: str, number: int, why: str) -> None:
    async with at_desk(mall) as desk:
        before = desk.row_of("各处门锁检查无异常")
        with trouble(call, number):
            await desk.press("enter")
            desk.sees("没有保存", why, "员工进场 0/11")
            assert desk.row_of("各处门锁检查无异常") == before
        await desk.press("enter")
        desk.sees("已保存 08:20:00：各处门锁检查无异常", "员工进场 1/11")
    assert kinds(mall).count("item_done") == 1


@FULL
async def test_the_capture_keeps_its_line_and_the_same_enter_saves_it(
    mall: Path, call: str, number: int, why: str
) -> None:
    async with at_desk(mall) as desk:
        await desk.press("f2")
        await desk.types("客诉 3F 电梯夹包 !急")
        with trouble(call, number):
            await desk.press("enter")
            desk.sees("没有保存", why, "客诉 3F 电梯夹包 !急")
            await desk.press("enter")
            desk.sees("没有保存", "客诉 3F 电梯夹包 !急")
        await desk.press("enter")
        desk.sees("已保存：1 号")
    assert kinds(mall).count("entry_logged") == 1


@FULL
async def test_the_editor_of_several_lines_keeps_them(mall: Path, call: str, number: int, why: str) -> None:
    async with at_desk(mall) as desk:
        await desk.press("f2")
        await desk.pastes("B1 车库漏水\n2F 洗手间缺纸")
        await desk.press("f3")
        with trouble(call, number):
            await desk.press("f2")
            desk.sees("没有保存", why, "B1 车库漏水", "2F 洗手间缺纸")
        await desk.press("f2")
        desk.sees("已保存 2 条")


@FULL
async def test_a_form_keeps_what_was_typed(mall: Path, call: str, number: int, why: str) -> None:
    async with at_desk(mall) as desk:
        await desk.press("f5")
        await desk.types("后门锁芯松动")
        with trouble(call, number):
            await desk.press("enter")
            desk.sees("没有保存", why, "后门锁芯松动")
        await desk.press("enter")
        desk.sees("已保存 08:20:00：各处门锁检查无异常")
        desk.misses("没有保存")
    assert kinds(mall).count("item_failed") == 1


async def test_a_draft_that_can_not_be_kept_is_said(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await desk.press("f2")
        with trouble("write", errno.ENOSPC):
            await desk.types("客诉 3F")
            await desk.press("escape")
            desk.sees("磁盘已满")


async def test_the_first_event_of_a_day_finds_no_right_to_write(mall: Path) -> None:
    clock = StandingClock(time="23:50")
    async with at_desk(mall, clock=clock) as desk:
        clock.later(hours=8, minutes=32)
        with trouble("make_folder", errno.EACCES, "logs"):
            await desk.at("08:22")
            await desk.press("enter")
            desk.sees("没有保存", "无权写入", "员工进场 0/11")
        await desk.press("enter")
        desk.sees("已保存 08:22:00", "员工进场 1/11")


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="a right to write is taken away, which root does not notice"
)
async def test_logs_without_the_right_to_write(mall: Path) -> None:
    clock = StandingClock(time="23:50")
    async with at_desk(mall, clock=clock) as desk:
        clock.later(hours=8, minutes=32)
        (mall / "logs").chmod(0o555)
        try:
            await desk.at("08:22")
            await desk.press("enter")
            desk.sees("没有保存", "无权写入")
        finally:
            (mall / "logs").chmod(0o755)
        await desk.press("enter")
        desk.sees("已保存 08:22:00")


async def test_the_desk_goes_on_while_its_settings_can_not_be_written(mall: Path) -> None:
    async with at_desk(mall) as desk:
        with trouble("write", errno.ENOSPC):
            await desk.press("f9", "f9")
            desk.sees("Staff entry", "settings could not be written")
            await desk.press("f9")
        await ticks_on(desk)


async def ticks_on(desk: Robot) -> None:
    await desk.press("enter")
    desk.sees("已保存 08:20:00：各处门锁检查无异常")
