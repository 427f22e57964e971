"""What is loaded leanly works as if it had been loaded whole; what was left out is there for whoever asks for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from dutytui.platform import lean

LOADED = """
import sys
from dutytui.platform.lean import lean_imports
from dutytui.platform.quick_classes import quick_widgets
with lean_imports():
    quick_widgets()
    from dutytui.cli.live import LiveDesk
    import textual.drivers.headless_driver
"""


def python(script: str) -> list[str]:
    """The lines it prints, in a Python that has loaded nothing yet."""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_desk_is_loaded_without_what_it_never_uses() -> None:
    """Fails where another Textual asks for more of it than what stands in its place."""
    left_out = {*lean._STAND_INS, "ssl", "textual.types", "textual.widgets._tree", "textual.widgets._select"}
    assert not left_out & set(python(LOADED + "print(*sys.modules, sep='\\n')"))


@pytest.mark.parametrize(
    "asked",
    [
        "from textual.command import CommandPalette, Hit; CommandPalette(); Hit(1.0, 'a', print)",
        "import ssl; ssl.create_default_context()",
        "from typing_extensions import deprecated, Protocol; deprecated('x')",
        "import rich.table; rich.table.Table().add_column('a')",
        "import pickle; pickle.Unpickler; pickle.loads(pickle.dumps([1]))",
        "import difflib; difflib.SequenceMatcher(None, 'a', 'b').ratio()",
        "import textual.system_commands, textual.widgets; textual.widgets.Tree('a')",
    ],
)
def test_whoever_asks_for_it_later_gets_the_thing_itself(asked: str) -> None:
    assert python(f"{LOADED}\n{asked}\nprint('well')") == ["well"]


@pytest.mark.parametrize(
    ("used", "said"),
    [
        ("from rich.style import Style; print(Style.from_meta({'a': 1}).meta)", "{'a': 1}"),
        ("from textual.suggestions import get_suggestion; print(get_suggestion('colr', ['color', 'x']))", "color"),
        ("from textual.design import Table; print(type(Table()).__module__)", "rich.table"),
        ("print(LiveDesk.ENABLE_COMMAND_PALETTE)", "False"),
    ],
)
def test_what_was_loaded_uses_what_was_left_out_when_it_comes_to_that(used: str, said: str) -> None:
    assert python(f"{LOADED}\n{used}") == [said]


def test_a_library_that_asks_for_another_name_gets_the_module_itself() -> None:
    script = """
import sys
from dutytui.platform.lean import lean_imports
with lean_imports():
    from difflib import get_close_matches
    assert get_close_matches.__module__ == "dutytui.platform.lean"
    assert get_close_matches("colr", ["color"]) == ["color"]
    from difflib import SequenceMatcher
assert sys.modules["difflib"].SequenceMatcher is SequenceMatcher
print(SequenceMatcher.__module__)
"""
    assert python(script) == ["difflib"]


def test_what_is_there_already_stays_in_its_place() -> None:
    import difflib
    import ssl

    with lean.lean_imports():
        assert sys.modules["difflib"] is difflib
        assert sys.modules["ssl"] is ssl
    assert sys.modules["difflib"] is difflib


def test_an_error_while_loading_leaves_nothing_standing_in() -> None:
    script = """
import sys
from dutytui.platform.lean import lean_imports
try:
    with lean_imports():
        import no_such_module
except ImportError:
    print(sorted({"ssl", "difflib", "textual.command"} & sys.modules.keys()))
"""
    assert python(script) == ["[]"]
