"""Two windows and a script at work on one mall folder: each has its own journal and sees what the others did."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.stock import journals
from tests.flows.terminal import MISSING, TerminalDesk

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)


@pytest.fixture
def windows(tmp_path: Path, mall: Path) -> Iterator[tuple[TerminalDesk, TerminalDesk]]:
    first = TerminalDesk(tmp_path, mall)
    second = first.beside()
    for desk, digit, who in ((first, "1", "值班经理 张三"), (second, "8", "电工 郑十")):
        desk.start()
        desk.sees("现在谁值班？")
        desk.types(digit)
        desk.sees(who)
    yield first, second
    first.close()
    second.close()


def test_each_sees_the_other_and_the_script(windows: tuple[TerminalDesk, TerminalDesk]) -> None:
    first, second = windows
    first.at("08:22")
    second.press("Enter")
    second.sees("：照明开启")
    first.sees("员工进场 1/11")
    first.press("F2")
    first.sees("Esc 返回")
    first.types("3F 扶梯异响 !急 @电工")
    first.press("Enter")
    first.sees("已保存：1 号")
    second.press("3")
    second.sees("3F", "扶梯异响", "未办 1")

    assert "2" in first.script("log", "--as", "li-si", "B1 车库积水 !关注")
    second.sees("B1", "车库积水", "未办 2")
    first.press("3")
    first.sees("车库积水", "未办 2")
    writers = {Path(name).name.partition(".")[0] for name in journals(first.mall)}
    assert writers == {"desk", "desk-2", "desk-3"}


def test_the_same_item_is_not_done_twice(windows: tuple[TerminalDesk, TerminalDesk]) -> None:
    first, second = windows
    second.press("Enter")
    second.sees("：照明开启")
    first.misses("照明开启")
    first.press("2")
    first.sees("照明开启", "郑十")
    first.press("Home")
    first.press(*["Down"] * 5)
    first.press("Enter")
    first.sees("照明开启：郑十已于")
