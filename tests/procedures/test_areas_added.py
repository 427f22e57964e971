"""`init --missing`: a folder made by an earlier version gets the files of areas, and nothing of its own is touched."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dutytui.procedures.areas_added import add_missing
from dutytui.procedures.files import OPTIONAL
from dutytui.procedures.load import load
from dutytui.procedures.making import Wishes, init
from dutytui.procedures.problem import Code

DAY = date(2026, 5, 1)
AREAS = {f"{area}.yaml" for area in OPTIONAL}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """As the first version made it, with floors of its own."""
    init(tmp_path, Wishes(floors=["9F", "3F"]))
    for name in AREAS:
        (tmp_path / "checklists" / name).unlink()
    for path in (tmp_path / "checklists" / "day").iterdir():
        kept = [line for line in path.read_text("utf-8").splitlines() if not line.lstrip().startswith("after_calls:")]
        path.write_text("\n".join(kept) + "\n", "utf-8")
    return tmp_path / "checklists"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*.yaml")}


def test_every_shipped_area_comes_to_a_folder_that_has_none(old: Path) -> None:
    before = contents(old)
    added = add_missing(old)
    assert (set(added.names), added.problems) == (AREAS, ())
    assert load(old, DAY).problems == ()
    assert {name: data for name, data in contents(old).items() if name not in AREAS} == before


def test_the_rounds_come_by_the_floors_that_this_mall_has(old: Path) -> None:
    add_missing(old)
    procedures = load(old, DAY).procedures
    assert procedures is not None
    assert {point.place for point in procedures.patrols.points} == {"9F", "3F", ""}


def test_a_file_that_is_there_stays_as_it_is_even_when_it_is_empty_of_meals(old: Path) -> None:
    mine = b"recorders: [duty_manager]\nmeals:\n  - {id: tea, title: Tea, batches: "
    mine += b'[{starts: "15:00", ends: "15:15", posts: [guard]}]}\n'
    (old / "meals.yaml").write_bytes(mine)
    assert set(add_missing(old).names) == AREAS - {"meals.yaml"}
    assert (old / "meals.yaml").read_bytes() == mine
    assert add_missing(old).names == ()


def test_what_does_not_fit_the_mall_is_told_and_left_out(mall: Path) -> None:
    for name in AREAS & {path.name for path in mall.iterdir()}:
        (mall / name).unlink()
    added = add_missing(mall)
    assert added.names == ()
    assert {problem.file for problem in added.problems} == AREAS
    assert Code.UNKNOWN_POST in {problem.code for problem in added.problems}
    assert load(mall, DAY).problems == ()


def test_nothing_is_added_to_procedures_that_are_wrong(old: Path) -> None:
    (old / "posts.yaml").write_text("posts: []\n", "utf-8")
    before = contents(old)
    added = add_missing(old)
    assert added.names == () and added.problems and not added.sound
    assert contents(old) == before
