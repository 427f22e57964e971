"""Two terminals on one shared folder, each with a mall folder and a home of its own, and a third that joins."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.terminal import MISSING, TerminalDesk

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)


def joined(folder: Path, share: Path, name: str) -> TerminalDesk:
    """A new terminal, as `dutytui join` makes it."""
    folder.mkdir()
    desk = TerminalDesk(folder, folder / "mall")
    desk.script("join", str(share), str(folder / "mall"), "--name", name)
    return desk


def signs_in(desk: TerminalDesk, digit: str, who: str) -> None:
    desk.start()
    desk.sees("现在谁值班？")
    desk.types(digit)
    desk.sees(who)


@pytest.fixture
def terminals(tmp_path: Path, mall: Path) -> Iterator[tuple[TerminalDesk, TerminalDesk]]:
    (tmp_path / "first").mkdir()
    first = TerminalDesk(tmp_path / "first", mall)
    first.script("share", str(tmp_path / "share"))
    second = joined(tmp_path / "second", tmp_path / "share", "till")
    signs_in(first, "1", "值班经理 张三")
    signs_in(second, "8", "电工 郑十")
    yield first, second
    first.close()
    second.close()


def logs(desk: TerminalDesk, text: str) -> None:
    desk.press("F2")
    desk.sees("Esc 返回")
    desk.types(text)
    desk.press("Enter")
    desk.sees("已保存")


def test_a_day_at_two_terminals_with_the_cable_cut_and_a_third_that_joins(
    tmp_path: Path, terminals: tuple[TerminalDesk, TerminalDesk]
) -> None:
    first, second = terminals
    first.sees("共享")
    for desk in (first, second):
        desk.at("08:22")
    second.press("Enter")
    second.sees("：照明开启")
    first.sees("员工进场 1/11")
    first.press("3")
    second.press("3")
    logs(first, "3F 扶梯异响 !急 @电工")
    second.sees("扶梯异响", "未办 1")

    share = tmp_path / "share"
    share.rename(tmp_path / "unplugged")
    first.sees("起断开")
    second.sees("起断开")
    logs(first, "B1 车库积水 !关注")
    logs(second, "2F 灯不亮 !关注")
    first.misses("灯不亮")
    (tmp_path / "unplugged").rename(share)
    first.sees("车库积水", "灯不亮", "未办 3")
    second.sees("车库积水", "灯不亮", "未办 3")

    first.press("Home")
    first.press("Enter")
    first.sees("已保存 / 共享 / 1 台已见")
    third = joined(tmp_path / "third", share, "office")
    assert "office" in third.script("share")
    assert "扶梯异响" in "".join(path.read_text("utf-8") for path in third.mall.glob("logs/*/*.json"))
