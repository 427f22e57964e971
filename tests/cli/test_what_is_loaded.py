"""Each way into the program loads what it needs and no more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import environment, run

HEAVY = {"textual", "rich", "pydantic", "ruamel", "pendulum", "argcomplete", "chinese_calendar", "asyncio", "babel"}


def loaded(words: list[str], cwd: Path) -> set[str]:
    """The top-level modules after the command ran."""
    line = (
        "import sys; from dutytui.__main__ import main; code = main(sys.argv[1:]);"
        "sys.stderr.write('\\n'.join(sys.modules)); raise SystemExit(code)"
    )
    result = subprocess.run(
        [sys.executable, "-c", line, *words], capture_output=True, text=True, env=environment(), cwd=cwd, check=False
    )
    assert result.returncode == 0, result
    return {name.partition(".")[0] for name in result.stderr.split()}


def test_the_version_needs_nothing(tmp_path: Path) -> None:
    modules = loaded(["--version"], tmp_path)
    assert not modules & (HEAVY | {"argparse", "gettext", "msgspec", "tinydb", "json", "pathlib", "typing"})


@pytest.mark.parametrize(
    "words", [["log", "客诉 夹包", "--as", "zhang-san"], ["status"], ["where"]], ids=lambda words: words[0]
)
def test_a_command_on_known_procedures_loads_no_screen_and_no_yaml(words: list[str], mall: Path) -> None:
    assert run("--mall", mall, "status").returncode == 0  # the procedures and the day's plan are kept from now on
    assert not loaded(["--mall", str(mall), *words], mall) & HEAVY


def test_checking_procedures_loads_no_screen(mall: Path) -> None:
    assert not loaded(["check", str(mall)], mall) & {"textual", "rich", "tinydb", "cryptography"}
