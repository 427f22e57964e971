"""The whole story of a mall's terminals, as people see it: founded, joined, cut off, in dispute, taken over, lost. Each
has a mall folder and a home of its own; they meet in one folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dutytui.bootstrap import open_desk
from dutytui.rules.approvals.commands import SubmitRequest
from dutytui.rules.commands import SignIn
from dutytui.session import Saved
from tests.desk import StandingClock
from tests.flows.terminal import MISSING, TerminalDesk

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)

PIN = "135790"
SURVEY = {
    "topic": "顾客动线调查",
    "kind": "routine",
    "starts": "2026-12-01",
    "ends": "2026-12-31",
    "content": "抽样访问顾客二百人",
    "budget": 0,
}


class Terminals:
    """The desks of one mall that are open, and the folder they share."""

    def __init__(self, folder: Path, mall: Path) -> None:
        self.folder, self.share = folder, folder / "share"
        self.open: list[TerminalDesk] = []
        self.first = self._desk("first", mall)
        self.first.script("share", str(self.share))

    def joins(self, name: str, **how: object) -> tuple[TerminalDesk, str]:
        """A new terminal, as `dutytui join` makes it, and what the command tells."""
        desk = self._desk(name, self.folder / name / "mall", **how)
        return desk, desk.script("join", str(self.share), str(desk.mall), "--name", name)

    def asks_in(self, name: str) -> tuple[TerminalDesk, str]:
        """A new terminal of a mall with a roster, and its fingerprint as the command tells it."""
        desk, told = self.joins(name)
        found = re.search(r"([A-Z2-7]{4}-){3}[A-Z2-7]{4}", told)
        assert found, told
        return desk, found[0]

    def _desk(self, name: str, mall: Path, **how: object) -> TerminalDesk:
        (self.folder / name).mkdir(exist_ok=True)
        desk = TerminalDesk(self.folder / name, mall, **how)  # type: ignore[arg-type]
        self.open.append(desk)
        return desk

    def prove(self) -> None:
        """Nothing is wrong with any of their folders, nor with the share."""
        for desk in self.open:
            desk.script("verify", str(desk.mall))
        self.first.script("verify", str(self.share))

    def cut(self) -> None:
        self.share.rename(self.folder / "unplugged")

    def mend(self) -> None:
        (self.folder / "unplugged").rename(self.share)


def submitted(desk: TerminalDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A request that waits for the marketing manager."""
    with monkeypatch.context() as at:
        at.setenv("DUTYTUI_HOME", str(desk.mall.parent / "first" / "home"))
        opened = open_desk(desk.mall, clock=StandingClock(time="08:00"), name="office")
        try:
            session = opened.session
            assert isinstance(session.submit(SignIn("lyu-ershiwu", "", "market_supervisor")), Saved)
            outcome = session.submit(SubmitRequest(session.day, "SY001", SURVEY))
            assert isinstance(outcome, Saved), outcome
        finally:
            opened.close()


def becomes(desk: TerminalDesk, who: str, pin: str = "") -> None:
    if "现在谁值班？" not in desk.tmux.screen:
        desk.press("F8")
    desk.sees("现在谁值班？")
    desk.types(who)
    desk.sees(f"已输入：{who}")
    desk.press("Enter")
    if pin:
        desk.sees("：密码")
        desk.types(pin)
        desk.press("Enter")
    desk.misses("现在谁值班？", "：密码")
    desk.sees(who)


def opens(desk: TerminalDesk, words: str, seen: str) -> None:
    """Something of the menu."""
    desk.press("F10")
    desk.sees("菜单")
    desk.types(words)
    desk.sees(f" {words} ")
    desk.press("Enter")
    desk.sees(seen)


def sets_pin(desk: TerminalDesk) -> None:
    opens(desk, "人员与密码", "我的密码")
    desk.press("Enter")
    desk.sees("再输一遍")
    desk.types(PIN)
    desk.press("Enter")
    desk.types(PIN)
    desk.press("Enter")
    desk.sees("密码已设好")


@pytest.fixture
def terminals(tmp_path: Path, mall: Path) -> Iterator[Terminals]:
    found = Terminals(tmp_path, mall)
    yield found
    for desk in found.open:
        desk.close()


def lets_in(desk: TerminalDesk, fingerprint: str, name: str) -> None:
    """By what was read at the other machine."""
    desk.press("Home", "Down", "Enter")
    desk.sees("登记终端", "后两组")
    desk.types(fingerprint[10:].replace("-", ""))
    desk.press("Enter")
    desk.sees("Enter 保存")
    desk.press("Enter")
    desk.sees(f"{name} 已登记")


def settles(desk: TerminalDesk) -> None:
    """Whoever may, on the page of disputes."""
    desk.press("Escape")
    becomes(desk, "蒋十五", PIN)
    desk.press("F12")
    desk.sees("待裁定 1 项")
    desk.press("Enter")
    desk.sees("太贵", "可以")
    desk.press("1")
    desk.sees("理由")
    desk.types("先问过价")
    desk.press("Enter")
    desk.sees("已裁定")
    desk.press("Escape", "Escape")


def test_the_whole_story(terminals: Terminals, monkeypatch: pytest.MonkeyPatch) -> None:
    first = terminals.first
    submitted(first, monkeypatch)
    first.start()
    first.sees("现在谁值班？")
    becomes(first, "蒋十五")
    opens(first, "终端", "尚无名册")
    first.press("F2")
    first.sees("建立终端名册")
    first.press("Enter")
    first.sees("名册已建立")
    first.press("Escape")
    sets_pin(first)

    second, fingerprint = terminals.asks_in("till")
    second.start()
    second.sees("现在谁值班？")
    second.at("08:22")
    first.at("08:22")
    opens(first, "终端", "待登记")
    lets_in(first, fingerprint, "till")
    first.press("Escape")
    for desk in (first, second):
        desk.at("08:23")
    becomes(second, "秦二十一")
    second.misses("条提示")
    terminals.prove()

    # a tick and an entry
    becomes(first, "周八")
    first.press("Enter")
    first.sees("已保存")
    second.press("F2")
    second.sees("Esc 返回")
    second.types("3F 扶梯异响 !急 @电工")
    second.press("Enter")
    second.sees("已保存")
    first.press("3")
    first.sees("扶梯异响")
    second.press("2")
    second.sees("1/11")

    # one decision apart
    for desk, who in ((first, "尤二十二"), (second, "秦二十一")):
        becomes(desk, who)
        desk.press("6")
        desk.sees("顾客动线调查")
    terminals.cut()
    for desk in (first, second):
        desk.sees("断开")
    for desk, digit, why in ((second, "1", "可以"), (first, "2", "太贵")):
        desk.press("Enter")
        desk.sees("1 同意")
        desk.press(digit)
        desk.sees("意见")
        desk.types(why)
        desk.press("Enter")
        desk.sees(why, "已保存")
    terminals.mend()
    for desk in (first, second):
        desk.sees("争议")
    terminals.prove()
    settles(second)
    for desk in (first, second):
        desk.press("Escape")
        desk.press("F12")
        desk.sees("没有争议")
        desk.press("Escape")

    # a third takes over, and is lost
    third, fingerprint = terminals.asks_in("guard")
    assert "扶梯异响" in "".join(path.read_text("utf-8") for path in third.mall.glob("logs/*/*.json"))
    third.start()
    third.sees("现在谁值班？")
    becomes(first, "蒋十五", PIN)
    opens(first, "终端", "待登记")
    lets_in(first, fingerprint, "guard")
    third.misses("条提示")
    first.press("F5")
    first.sees("注销终端")
    first.types("丢了")
    first.press("Enter")
    first.sees("已注销")
    first.press("Escape")
    third.sees("条提示")
    terminals.prove()


def test_an_edited_line_is_named_raised_and_answered_and_reaches_no_other_terminal(terminals: Terminals) -> None:
    first = terminals.first
    first.start()
    first.sees("现在谁值班？")
    becomes(first, "蒋十五")
    second, _told = terminals.joins("till")
    second.start()
    second.sees("现在谁值班？")
    becomes(second, "周八")
    second.press("F2")
    second.sees("Esc 返回")
    second.types("3F 扶梯异响 !急 @电工")
    second.press("Enter")
    second.sees("已保存")
    first.press("3")
    first.sees("扶梯异响")

    first.press("C-q")
    first.ends()
    first.close()
    (copy,) = first.mall.glob("logs/*/till.*.json")
    true = copy.read_bytes()
    edited = 1 + next(place for place, line in enumerate(true.splitlines()) if "扶梯异响".encode() in line)
    copy.write_bytes(true.replace("扶梯异响".encode(), "扶梯正常".encode()))
    told = first.script("verify", str(first.mall), code=1)
    assert re.search(r"till\D+\d+", told), told

    first.start()
    first.sees("记录被改", f"till.0001.json 第 {edited} 行", "项提醒")
    first.press("Escape")
    becomes(first, "蒋十五")
    opens(first, "提示", "按 Enter 写明情况")
    first.press("Enter")
    first.sees("您了解的情况")
    first.types("练习时改的")
    first.press("Enter")
    first.misses("您了解的情况", "项提醒")
    first.press("3")
    first.sees("扶梯异响")
    assert copy.read_bytes() == true, "mended from the share"
    terminals.first.script("verify", str(terminals.share))
    second.script("verify", str(second.mall))
