"""Whatever ends the program, the terminal is as it was and the person knows that what was saved is saved."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dutytui.cli import exits
from dutytui.platform.restore import LEAVE_SCREEN, TAKE_SCREEN
from tests.cli.program import OnTerminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a thing of POSIX")

PROGRAM = """
import sys
from pathlib import Path
from textual.app import App
from textual.widgets import Static
from dutytui.cli.run import show
from dutytui.platform.ending import Ending
from dutytui.platform.restore import Terminal

class Program(App):
    def compose(self):
        yield Static("IT RUNS")
    def on_key(self, event):
        {on_key}

terminal = Terminal()
ending = Ending(terminal)
ending.install()
sys.exit(show(Program(), terminal, ending, Path(sys.argv[1])))
"""
Start = Callable[..., OnTerminal]


def started(on_terminal: Start, reports: Path, on_key: str) -> OnTerminal:
    program = on_terminal(["-c", PROGRAM.format(on_key=on_key), str(reports)])
    program.until("IT RUNS")
    return program


def assert_given_back(program: OnTerminal) -> None:
    shown = program.shown.decode("utf-8", "replace")
    for on, off in (
        (TAKE_SCREEN, LEAVE_SCREEN),
        *(((f"\x1b[?{mode}h", f"\x1b[?{mode}l")) for mode in (1000, 1006, 2004)),
    ):
        assert shown.rfind(off) > shown.rfind(on) >= 0, f"{off!r} does not follow {on!r}"
    assert shown.rfind("\x1b[?25h") > shown.rfind("\x1b[?25l"), "the cursor stays hidden"
    assert program.modes() == program.modes_before


def test_after_an_error_in_the_program(on_terminal: Start, tmp_path: Path) -> None:
    program = started(on_terminal, tmp_path, "secret = 'what was typed'; raise RuntimeError('a mistake')")
    program.type("x")
    assert program.ends() == exits.CRASHED
    assert_given_back(program)
    after = program.text[program.text.rfind("IT RUNS") :]
    assert "RuntimeError: a mistake" in after
    assert "saved is on the disk" in after
    assert "Traceback" not in after
    report = next(tmp_path.glob("crash-*.txt")).read_text("utf-8")
    assert "RuntimeError: a mistake" in report
    assert "what was typed" not in report


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, exits.INTERRUPTED)])
def test_after_it_was_told_to_end(number: signal.Signals, code: int, on_terminal: Start, tmp_path: Path) -> None:
    program = started(on_terminal, tmp_path, "pass")
    program.process.send_signal(number)
    assert program.ends() == code
    assert_given_back(program)


def test_after_it_was_told_to_end_and_could_not(on_terminal: Start, tmp_path: Path) -> None:
    """The loop is stuck; nothing of the program's own can end it."""
    program = started(on_terminal, tmp_path, "import threading\n        threading.Event().wait()")
    program.type("x")
    program.process.send_signal(signal.SIGTERM)
    assert program.ends() == 143
    assert_given_back(program)


def test_a_closed_terminal_ends_the_program(on_terminal: Start, tmp_path: Path) -> None:
    program = started(on_terminal, tmp_path, "pass")
    program.hang_up()
    assert program.process.wait(60) == 128 + signal.SIGHUP


LAUNCHER = """
import signal, subprocess, sys
signal.signal(signal.SIGHUP, signal.SIG_IGN)
sys.exit(subprocess.call([sys.executable, "-c", *sys.argv[1:]], start_new_session=True))
"""


def test_a_closed_terminal_ends_a_program_that_gets_no_signal(on_terminal: Start, tmp_path: Path) -> None:
    """It is in a session of its own, so the hang-up of the terminal only shows when it looks."""
    program = on_terminal(["-c", LAUNCHER, PROGRAM.format(on_key="pass"), str(tmp_path)])
    program.until("IT RUNS")
    program.hang_up()
    assert program.process.wait(60) == 128 + signal.SIGHUP
