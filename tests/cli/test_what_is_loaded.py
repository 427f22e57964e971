"""Each way into the program loads what it needs and no more."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import environment, run
from tests.desk import make_mall

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


UNTIL_IT_STANDS = """
import asyncio, gc, os, sys
from pathlib import Path
from dutytui.platform.lean import lean_imports
from dutytui.platform.quick_classes import quick_widgets

with lean_imports():
    quick_widgets()
    from dutytui.bootstrap import open_desk
    from dutytui.cli.live import LiveDesk

class Start(LiveDesk):
    def _after_first_paint(self):
        rows = self.screen.query_one("RowList").rows
        sys.stderr.write("\\n".join([f"{len(rows)} rows", *sys.modules]))
        sys.stderr.flush()
        os._exit(0)

Start(open_desk(Path(sys.argv[1])), None).run(headless=True, size=(120, 40))
"""

NOT_BEFORE_THE_FIRST_SCREEN = {
    "deciding": r"dutytui\.rules\.(decide|context|items|entries|people|undo|\w+\.decide\w*)",
    "what areas tell": r"dutytui\.rules\.(alarms|unsettled|disputes|timers|\w+\.(alarms|unsettled|disputes|views))",
    "folds of what was not recorded": r"dutytui\.rules\.(?!roll_call|service|presence|changes)\w+\.\w*fold",
    "areas with a page of their own": r"dutytui\.rules\.(review\b.*|paper\.(?!said)\w+|obligations\.(?!procedure)\w+)",
    "other pages": r"dutytui\.screens\.\w+\.(?!keys$|outgoing$)\w+",
    "help, forms and dialogs": r"dutytui\.screens\.(help|items|entry|entry_forms|capture\w*|people|checklists|logbook)",
    "guard, PINs and proofs": r"dutytui\.(guard|identity|verify|store\.(sealing|remembered|tries|pins))\b.*",
    "search, figures and reports": r"dutytui\.(search|past_figures|keeping|imports|reports|telling)\b.*",
    "words looked for": r"dutytui\.(rules\.search|store\.index_(?!open)\w+)\b.*|textual\.widgets\._input",
    "the share": r"dutytui\.store\.(sync|transport)\b.*",
    "countersign": r"dutytui\.change_control\.changes|dutytui\.rules\.approvals\.(?!flow|conditions)\w+",
    "reading YAML": r"(ruamel|pydantic|yaml)\b.*|dutytui\.procedures\.(load|check\w*|areas|flows)\b.*",
    "laying a day out": r"pendulum\b.*|dutytui\.rules\.timetable",
    "the index": r"_?sqlite3\b.*",
    "cryptography": r"(cryptography|argon2|nacl)\b.*",
    "packed years": r"zipfile",
    "what files of others need": r"(openpyxl|icalendar|chinese_calendar|apprise|aiohttp|typst|tinydb|argcomplete)\b.*",
}
MOST_OF_OURS = 203
"""Modules of our own, of some five hundred. Each costs a seventh of a millisecond; one more wants a reason."""


@pytest.fixture(scope="module")
def when_it_stands(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """How many rows the list has, and every module that was loaded, once the first live screen stands."""
    folder = tmp_path_factory.mktemp("start")
    mall, env = make_mall(folder / "mall"), environment(DUTYTUI_HOME=str(folder / "home"))
    assert run("--mall", mall, "log", "客诉 夹包", "--as", "zhang-san", env=env).returncode == 0
    assert run("--mall", mall, "status", env=env).returncode == 0  # the day is laid out from now on
    command = [sys.executable, "-c", UNTIL_IT_STANDS, str(mall)]
    result = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    assert result.returncode == 0, result
    return result.stderr.splitlines()


def test_the_first_live_screen_has_its_rows(when_it_stands: list[str]) -> None:
    assert int(when_it_stands[0].split()[0]) > 5


@pytest.mark.parametrize("what", NOT_BEFORE_THE_FIRST_SCREEN)
def test_the_first_live_screen_stands_without(what: str, when_it_stands: list[str]) -> None:
    wanted = re.compile(NOT_BEFORE_THE_FIRST_SCREEN[what])
    assert [name for name in when_it_stands[1:] if wanted.fullmatch(name)] == []


def test_the_first_live_screen_stands_with_few_modules(when_it_stands: list[str]) -> None:
    ours = [name for name in when_it_stands[1:] if name.partition(".")[0] == "dutytui"]
    assert len(ours) <= MOST_OF_OURS, "\n".join(ours)
