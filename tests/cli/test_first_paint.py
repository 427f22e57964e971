"""The last screen is there before the program is, and the live one takes its place without a dark moment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dutytui.cli import exits, first_paint
from dutytui.platform.restore import LEAVE_SCREEN, TAKE_SCREEN
from dutytui.store.local import Local, Settings
from tests.cli.program import CHECKOUT, MODULE, OnTerminal, environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a thing of POSIX")
Start = Callable[..., OnTerminal]
ROWS = [f"row {number} 员工进场" for number in range(24)]
NOTE = "Last screen, 11-23 08:20. Opening."
ONLY_PAINT = ["-c", "from dutytui.cli import first_paint as f; t = f.terminal(); f.show(t); input(); t.give_back()"]


def test_the_last_screen_of_this_mall_and_size_is_shown(on_terminal: Start, mall: Path) -> None:
    first_paint.save(ROWS, (80, 24), str(mall), NOTE, os.environ)
    program = on_terminal(ONLY_PAINT, cwd=mall)
    shown = program.until(NOTE)
    assert "row 0 员工进场" in shown
    assert "row 23" not in shown, "its last row is the one that says how old it is"
    assert "\\x1b[2m" in repr(program.shown), "it is dimmed"


@pytest.mark.parametrize("size", [(81, 24), (80, 25)])
def test_another_size_shows_nothing(size: tuple[int, int], on_terminal: Start, mall: Path) -> None:
    first_paint.save(ROWS, (80, 24), str(mall), NOTE, os.environ)
    program = on_terminal(ONLY_PAINT, cwd=mall, size=size)
    program.type("\n")
    assert program.ends() == 0
    assert TAKE_SCREEN not in program.shown.decode()


def test_another_mall_shows_nothing(on_terminal: Start, mall: Path, tmp_path: Path) -> None:
    first_paint.save(ROWS, (80, 24), str(mall), NOTE, os.environ)
    program = on_terminal(ONLY_PAINT, cwd=tmp_path)
    program.type("\n")
    program.ends()
    assert NOTE not in program.text


def test_what_is_typed_meanwhile_does_not_show_and_the_terminal_comes_back(on_terminal: Start, mall: Path) -> None:
    first_paint.save(ROWS, (80, 24), str(mall), NOTE, os.environ)
    program = on_terminal(ONLY_PAINT, cwd=mall)
    program.until(NOTE)
    program.type("typed too early\n")
    assert program.ends() == 0
    assert "typed too early" not in program.text
    assert program.shown.decode().rstrip().endswith(LEAVE_SCREEN + "\x1b[?25h")
    assert program.modes() == program.modes_before


def test_interrupted_while_loading_the_terminal_comes_back(on_terminal: Start, mall: Path) -> None:
    first_paint.save(ROWS, (80, 24), str(mall), NOTE, os.environ)
    # It looks again and again: what interrupts Python just before it begins to wait for a lock wakes it no more.
    stuck = (
        "import sys, time, types; module = types.ModuleType('dutytui.cli.dispatch');"
        "module.__getattr__ = lambda name: print('stuck', flush=True) or [time.sleep(0.01) for _ in iter(int, 1)];"
        "sys.modules['dutytui.cli.dispatch'] = module;"
        "from dutytui.__main__ import main; sys.exit(main([]))"
    )
    program = on_terminal(["-c", stuck], cwd=mall)
    program.until("stuck")
    assert NOTE in program.text
    program.type("\x03")
    assert program.ends() == exits.INTERRUPTED
    assert program.shown.decode().count(LEAVE_SCREEN) == 1
    assert program.modes() == program.modes_before


def test_into_a_pipe_nothing_is_painted(mall: Path) -> None:
    first_paint.save(ROWS, (80, 24), str(mall), NOTE, os.environ)
    result = subprocess.run([sys.executable, *MODULE], capture_output=True, env=environment(), cwd=mall, check=False)
    assert result.returncode == exits.USAGE
    assert result.stdout == b""


def test_it_loads_next_to_nothing() -> None:
    """Each of these would take a good part of the time it has."""
    heavy = {
        "argparse",
        "asyncio",
        "collections",
        "contextlib",
        "enum",
        "pathlib",
        "re",
        "typing",
        "textual",
        "threading",
    }
    line = "import sys; before = set(sys.modules); import dutytui.cli.first_paint; print(*set(sys.modules) - before)"
    shown = subprocess.run(
        [sys.executable, "-S", "-c", line], capture_output=True, text=True, env=environment(), cwd=CHECKOUT, check=True
    )
    loaded = set(shown.stdout.split())
    assert "dutytui.cli.first_paint" in loaded
    assert not loaded & heavy


def test_the_desk_keeps_its_screen_and_takes_over_without_clearing_it(on_terminal: Start, mall: Path) -> None:
    Settings(Local(mall)).set("language", "en")
    Settings(Local(mall)).set("tour", "left")
    first = on_terminal([*MODULE], cwd=mall, size=(120, 40))
    first.until("Who is at the desk?")
    first.type("1")
    first.until("Signed in: ")
    first.type("\x11")
    assert first.ends() == exits.OK
    second = on_terminal([*MODULE], cwd=mall, size=(120, 40))
    second.until("Last screen, ")
    second.type("\x1bOQ")  # F2, before there is a program that could hear it
    second.until("bag caught in the lift door")
    second.process.terminate()
    assert second.ends() == 143
    taken, left = second.shown.decode().count(TAKE_SCREEN), second.shown.decode().count(LEAVE_SCREEN)
    assert (taken, left) == (1, 1), "taking the screen again would show it dark"
    assert second.modes() == second.modes_before
