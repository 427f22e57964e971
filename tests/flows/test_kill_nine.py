"""``kill -9`` in the midst of work: what the screen had said stands, and what was being typed is there again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.stock import journals, recorded
from tests.flows.terminal import MISSING, TerminalDesk

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)


@pytest.fixture
def desk(tmp_path: Path, mall: Path) -> Iterator[TerminalDesk]:
    desk = TerminalDesk(tmp_path, mall)
    desk.start()
    desk.sees("现在谁值班？")
    desk.types("1")
    desk.sees("值班经理 张三")
    desk.at("08:22")
    desk.sees("08:22:00")
    yield desk
    desk.close()


def kinds(desk: TerminalDesk) -> list[str]:
    return [event["kind"] for event in recorded(desk.mall)]


def test_half_a_line_in_the_capture_comes_back(desk: TerminalDesk) -> None:
    desk.press("Enter")
    desk.sees("已保存 08:22:00：各处门锁检查无异常")
    desk.press("F2")
    desk.sees("Esc 返回")
    desk.types("1432 客诉 3F 电梯夹")
    desk.keeps("电梯夹")
    desk.kill()
    assert kinds(desk)[-1] == "item_done"
    desk.start()
    desk.sees("值班经理 张三", "员工进场 1/11")
    desk.misses("各处门锁检查无异常  ")
    desk.press("F2")
    desk.sees("1432 客诉 3F 电梯夹")
    desk.types("包 !急")
    desk.press("Escape")


def test_half_a_form_and_a_half_filled_editor_come_back(desk: TerminalDesk) -> None:
    desk.press("F4")
    desk.sees("不做：各处门锁检查无异常")
    desk.types("门锁昨晚已换，今早由厂")
    desk.keeps("今早由厂")
    desk.kill()
    desk.start()
    desk.press("F4")
    desk.sees("门锁昨晚已换，今早由厂")
    desk.press("Escape", "F2")
    desk.sees("\\ 原样作内容")
    desk.tmux.pastes("3F 扶梯异响\n1F 顾客晕倒 !急\nB1 车位")
    desk.sees("多行记录")
    desk.keeps("B1 车位")
    desk.kill()
    assert "item_waived" not in kinds(desk)
    desk.start()
    desk.press("F2", "F2", "F3", "F2")
    desk.sees("已保存 3 条")
    desk.kill()
    assert kinds(desk).count("entry_logged") == 3


def test_whatever_was_acknowledged_is_there_whenever_it_was_killed(desk: TerminalDesk) -> None:
    told = 0
    for burst in (1, 2, 5, 9):
        for number in range(burst):
            desk.press("F2")
            desk.types(f"第{burst}轮第{number}件事")
            desk.press("Enter")
        desk.kill_in_mid_work()
        said = re.findall(r"已保存：(\d+) 号", desk.tmux.screen)
        told = max([told, *map(int, said)])
        desk.close()
        entries = kinds(desk).count("entry_logged")
        assert entries >= told, f"{told} were acknowledged, {entries} are there"
        desk.start()
        desk.press("3")
        desk.sees(f"未办 {entries}" if entries else "今天还没有记录")
        told = entries


def test_stock_tinydb_opens_every_file_that_killed_programs_leave(desk: TerminalDesk) -> None:
    beside = desk.beside()
    beside.start()
    beside.sees("现在谁值班？")
    beside.types("8")
    beside.sees("电工 郑十")
    beside.press("Enter")
    beside.sees("已保存 08:22:00：照明开启")
    desk.press("Enter")
    desk.sees("已保存 08:22:00：各处门锁检查无异常")
    beside.kill()
    desk.kill()
    found = journals(desk.mall)
    assert {Path(name).name.partition(".")[0] for name in found} == {"desk", "desk-2"}
    assert [event["kind"] for events in found.values() for event in events].count("item_done") == 2
