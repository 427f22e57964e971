"""An error in the program in mid-work: the shell it was started from is as before, and what was saved is there."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from tests.flows.stock import recorded
from tests.flows.terminal import MISSING, TerminalDesk

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)

FAULT = """
import sys
from dutytui.screens.now import NowScreen
def action_find(self): raise RuntimeError("a mistake in the program")
NowScreen.action_find = action_find
from dutytui.__main__ import main
sys.exit(main([]))
"""


def test_the_terminal_is_as_it_was_and_the_work_is_there(tmp_path: Path, mall: Path) -> None:
    program = tmp_path / "faulty.py"
    program.write_text(FAULT, "utf-8")
    desk = TerminalDesk(tmp_path, mall)
    desk.start_shell()
    try:
        desk.types(f"{shlex.quote(sys.executable)} {shlex.quote(str(program))}")
        desk.press("Enter")
        desk.sees("现在谁值班？")
        desk.types("1")
        desk.sees("已登录：张三")
        desk.press("F2")
        desk.sees("Esc 返回")
        desk.types("记录 下班前检查配电房")
        desk.press("Enter")
        desk.sees("已保存：1 号")
        desk.press("F3")
        desk.sees("a mistake in the program", "重新启动 dutytui")
        desk.misses("Traceback")
        desk.types("echo $((40 + 2)) done")
        desk.sees("echo $((40 + 2)) done")  # what is typed is shown again
        desk.press("Enter")
        desk.sees("42 done")
        assert [desk.tmux.asked(flag) for flag in ("cursor_flag", "alternate_on", "mouse_any_flag")] == ["1", "0", "0"]
    finally:
        desk.close()
    assert [event["kind"] for event in recorded(mall)][-1] == "entry_logged"
