"""Completions: the scripts for three shells, and bash really completing."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import environment, run


@pytest.mark.parametrize(
    ("shell", "marker"),
    [
        ("bash", "complete "),
        ("zsh", "#compdef dutytui"),
        ("powershell", "Register-ArgumentCompleter -Native -CommandName dutytui"),
    ],
)
def test_each_shell_gets_its_script(shell: str, marker: str) -> None:
    assert marker in run("completions", shell).stdout.decode()


@pytest.mark.skipif(not shutil.which("bash") or sys.platform == "win32", reason="bash is not here")
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("dutytui ", {"check", "completions", "demo", "doctor", "init", "log", "rehearse", "status", "where"}),
        ("dutytui co", {"completions"}),
        ("dutytui completions ", {"bash", "zsh", "powershell"}),
        ("dutytui --lang zh", {"zh-Hans", "zh-Hant"}),
        ("dutytui status --j", {"--json"}),
    ],
)
def test_bash_completes(line: str, offered: set[str], tmp_path: Path) -> None:
    program = tmp_path / "dutytui"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dutytui "$@"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    script = """
        eval "$(dutytui completions bash)"
        COMP_LINE="$1" COMP_POINT=${#1} COMP_TYPE=9
        _python_argcomplete dutytui
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    path = f"{tmp_path}:{environment().get('PATH', '')}"
    result = subprocess.run(
        ["bash", "-c", script, "bash", line], capture_output=True, text=True, env=environment(PATH=path), check=True
    )
    found = {word.strip() for word in result.stdout.splitlines()}
    assert offered <= found
    assert not any(word.startswith("dutytui") for word in found)
