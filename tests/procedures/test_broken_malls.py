"""Ten malls as they come out of real hands. Each folder holds only what differs from the small right mall, and in
``expected.txt`` every problem that is told of it, in order."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from dutytui.procedures.load import load
from dutytui.texts.problems import line

BROKEN = Path(__file__).parent / "broken"
NAMES = sorted(path.name for path in BROKEN.iterdir())


def test_there_are_ten() -> None:
    assert len(NAMES) >= 10


@pytest.mark.parametrize("name", NAMES)
def test_a_broken_mall_is_told_from_end_to_end(mall: Path, name: str) -> None:
    expected = (BROKEN / name / "expected.txt").read_text("utf-8").splitlines()
    shutil.copytree(BROKEN / name, mall, dirs_exist_ok=True)
    (mall / "expected.txt").unlink()
    loaded = load(mall, date(2026, 5, 1))
    assert loaded.procedures is None
    assert [line(problem) for problem in loaded.problems] == expected
