"""One module reads the real clock, only the command line prints, and every file can stand on every system."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

PROGRAM = Path(__file__).parent.parent.parent / "dutytui"
CLASSES = {"datetime", "date", "pendulum", "DateTime", "Date"}
READING = {"now", "today", "utcnow", "yesterday", "tomorrow"}

TIME_MODULE = {
    "clock.py": "the one reader of the clock",
    "store/disk.py": "pauses between attempts where Windows holds a file for a moment",
}
"""Files that may import `time`."""
REAL_CLOCK = {
    "clock.py": "defines it",
    "bootstrap.py": "puts it into the session",
    "cli/archive.py": "which years are past, and no desk is opened for it",
    "cli/backup.py": "the name of a file, and no desk is opened for it",
    "cli/check.py": "the year, for the holidays",
    "cli/doctor.py": "the clock itself is looked at",
    "cli/sharing.py": "the exchange goes on without a desk, and so without a session that has a clock",
    "rehearsal/stage.py": "which day the demonstration is about",
    "platform/crash.py": "the name of a report, when there may be no session",
}
"""Files that may make a `SystemClock`."""
PRINTING = "cli/"


def clock_reads(source: str) -> Iterator[str]:
    """Every place where a module asks the system for the time by itself."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import) and any(name.name == "time" for name in node.names):
            yield "import time"
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield "import time"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READING:
            owner = node.func.value
            last = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
            if last in CLASSES:
                yield f"{last}.{node.func.attr}()"


def names(source: str, wanted: str) -> bool:
    """Whether `wanted` is called, by its name."""
    calls = (node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return any(getattr(call, "id", getattr(call, "attr", "")) == wanted for call in calls)


def modules() -> dict[str, str]:
    return {path.relative_to(PROGRAM).as_posix(): path.read_text("utf-8") for path in sorted(PROGRAM.rglob("*.py"))}


def test_only_the_clock_reads_the_clock() -> None:
    reads = {name: set(clock_reads(source)) for name, source in modules().items()}
    assert {name for name, found in reads.items() if "import time" in found} == set(TIME_MODULE)
    assert {name for name, found in reads.items() if found - {"import time"}} == {"clock.py"}


def test_the_real_clock_is_made_in_few_places_and_never_by_rules() -> None:
    made = {name for name, source in modules().items() if names(source, "SystemClock")}
    assert made == set(REAL_CLOCK) - {"clock.py"}
    assert not [name for name in made if name.startswith(("rules/", "screens/", "widgets/", "store/"))]


def test_only_the_command_line_prints() -> None:
    printing = {name for name, source in modules().items() if names(source, "print")}
    assert {name for name in printing if not name.startswith(PRINTING)} == set()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import time\n", ["import time"]),
        ("from time import monotonic\n", ["import time"]),
        ("x = datetime.now()\n", ["datetime.now()"]),
        ("x = datetime.datetime.utcnow()\n", ["datetime.utcnow()"]),
        ("x = date.today()\n", ["date.today()"]),
        ("x = pendulum.now('UTC')\n", ["pendulum.now()"]),
        ("x = session.now()\nfrom datetime import time\n", []),
    ],
)
def test_reading_the_clock_would_be_found(source: str, found: list[str]) -> None:
    assert list(clock_reads(source)) == found


def test_printing_would_be_found() -> None:
    assert names("print('x')\n", "print")
    assert not names("fingerprint('x')\n", "print")


def test_every_file_can_stand_on_windows_too() -> None:
    """Otherwise nobody can check the project out there, nor make a mall, nor restore one."""
    device = re.compile(r"(?i)(con|prn|aux|nul|(com|lpt)[0-9])(\..*)?")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROGRAM.parent, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a checkout: " + listed.stderr.decode().strip())
    names = {part for path in listed.stdout.decode().split("\0") for part in path.split("/")}
    assert [name for name in names if device.fullmatch(name) or re.search(r'[<>:"|?*]|[. ]$', name)] == []


def test_no_property_is_timed() -> None:
    """A worker that waits for a processor is as slow as it likes; timed, a property fails on a busy machine alone."""
    assert hypothesis.settings().deadline is None
    written = [path for path in Path(__file__).parent.parent.rglob("*.py") if path != Path(__file__)]
    timed = [path.name for path in written if re.search(r"deadline=(?!None)", path.read_text("utf-8"))]
    assert not timed, timed
