"""``dutytui check`` on malls as they come out of real hands: each problem with its place, and an exit code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.program import CHECKOUT, run

SOUND = CHECKOUT / "tests" / "procedures" / "mall"
BROKEN = CHECKOUT / "tests" / "procedures" / "broken"
NAMES = sorted(path.name for path in BROKEN.iterdir())


@pytest.fixture
def mall(tmp_path: Path) -> Path:
    shutil.copytree(SOUND, tmp_path / "checklists")
    (tmp_path / "logs").mkdir()
    return tmp_path


def test_a_sound_mall_is_said_to_be_sound(mall: Path) -> None:
    result = run("check", mall)
    assert (result.returncode, result.stdout) == (0, b"")
    assert b"no problems" in result.stderr


@pytest.mark.parametrize("name", NAMES)
def test_each_problem_is_told_with_its_place(mall: Path, name: str) -> None:
    expected = (BROKEN / name / "expected.txt").read_text("utf-8").splitlines()
    shutil.copytree(BROKEN / name, mall / "checklists", dirs_exist_ok=True)
    (mall / "checklists" / "expected.txt").unlink()
    result = run("check", mall)
    told = result.stdout.decode("utf-8").splitlines()
    assert result.returncode == 1
    # The place is a path that an editor opens from where one stands.
    assert [line[-len(wanted) :] for line, wanted in zip(told, expected, strict=False)] == expected


def test_a_script_gets_the_places_as_data(mall: Path) -> None:
    shutil.copytree(BROKEN / NAMES[0], mall / "checklists", dirs_exist_ok=True)
    (mall / "checklists" / "expected.txt").unlink()
    result = run("check", mall, "--json")
    assert result.returncode == 1
    first = json.loads(result.stdout)["problems"][0]
    assert {"file", "line", "column"} <= set(first)
