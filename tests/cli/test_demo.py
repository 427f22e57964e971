"""The demonstration: an invented day on a terminal, which leaves nothing behind."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dutytui.cli import exits
from tests.cli.program import MODULE, OnTerminal, environment


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a thing of POSIX")
def test_it_runs_and_leaves_nothing_behind(
    on_terminal: Callable[..., OnTerminal], own_home: Path, tmp_path: Path
) -> None:
    env = environment(TMPDIR=str(tmp_path))
    line = [*MODULE, "--lang", "en", "demo", "--at", "08:25", "--date", "2026-11-23", "--rate", "600"]
    program = on_terminal(line, env=env, size=(120, 40))
    program.until("Spruce Store (demo)")
    program.until("F10")
    program.type("0")
    program.until("What went wrong")
    assert "11-22" in program.text, "the day before is there to be reviewed"
    program.type("\x11")
    assert program.ends() == exits.OK
    assert list(tmp_path.iterdir()) == []
    assert list(own_home.iterdir()) == []
    assert "its folder was removed" in program.text
