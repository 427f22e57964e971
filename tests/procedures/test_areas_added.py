"""`init --missing`: a folder made by an earlier version gets the files of areas, and nothing of its own is touched."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from dutytui.procedures.areas_added import add_missing
from dutytui.procedures.files import OPTIONAL
from dutytui.procedures.load import load
from dutytui.procedures.making import Wishes, default_checklists, init
from dutytui.procedures.problem import Code

DAY = date(2026, 5, 1)
AREAS = {f"{area}.yaml" for area in OPTIONAL}
FLOWS = {f"flows/{path.name}" for path in (default_checklists() / "flows").iterdir()}
SHIPPED = AREAS | FLOWS


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """As the first version made it, with floors of its own."""
    init(tmp_path, Wishes(floors=["9F", "3F"]))
    for name in AREAS:
        (tmp_path / "checklists" / name).unlink()
    shutil.rmtree(tmp_path / "checklists" / "flows")
    for path in (tmp_path / "checklists" / "day").iterdir():
        kept = [line for line in path.read_text("utf-8").splitlines() if not line.lstrip().startswith("after_calls:")]
        path.write_text("\n".join(kept) + "\n", "utf-8")
    return tmp_path / "checklists"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")}


def test_every_shipped_area_comes_to_a_folder_that_has_none(old: Path) -> None:
    before = contents(old)
    added = add_missing(old)
    assert (set(added.names), added.problems) == (SHIPPED, ())
    assert load(old, DAY).problems == ()
    assert {name: data for name, data in contents(old).items() if name not in SHIPPED} == before


def test_the_rounds_come_by_the_floors_that_this_mall_has(old: Path) -> None:
    add_missing(old)
    procedures = load(old, DAY).procedures
    assert procedures is not None
    assert {point.place for point in procedures.patrols.points} == {"9F", "3F", ""}


def test_a_file_that_is_there_stays_as_it_is_even_when_it_is_empty_of_meals(old: Path) -> None:
    mine = b"recorders: [duty_manager]\nmeals:\n  - {id: tea, title: Tea, batches: "
    mine += b'[{starts: "15:00", ends: "15:15", posts: [guard]}]}\n'
    (old / "meals.yaml").write_bytes(mine)
    assert set(add_missing(old).names) == SHIPPED - {"meals.yaml"}
    assert (old / "meals.yaml").read_bytes() == mine
    assert add_missing(old).names == ()


def test_what_does_not_fit_the_mall_is_told_and_left_out(mall: Path) -> None:
    for name in AREAS & {path.name for path in mall.iterdir()}:
        (mall / name).unlink()
    shutil.rmtree(mall / "flows")
    added = add_missing(mall)
    assert added.names == ()
    assert {problem.file for problem in added.problems} >= AREAS
    assert Code.UNKNOWN_POST in {problem.code for problem in added.problems}
    assert load(mall, DAY).problems == ()


def test_nothing_is_added_to_procedures_that_are_wrong(old: Path) -> None:
    (old / "posts.yaml").write_text("posts: []\n", "utf-8")
    before = contents(old)
    added = add_missing(old)
    assert added.names == () and added.problems and not added.sound
    assert contents(old) == before


def test_flows_that_name_posts_nobody_holds_stay_out_and_with_them_what_names_those_flows(old: Path) -> None:
    people = old / "people.yaml"
    kept = [line for line in people.read_text("utf-8").splitlines() if "marketing_vp" not in line]
    people.write_text("\n".join(kept) + "\n", "utf-8")
    added = add_missing(old)
    assert "approvals.yaml" in added.names and FLOWS & set(added.names)
    left_out = FLOWS - set(added.names)
    assert {"flows/CA-1.yaml", "flows/CA-3.yaml"} <= left_out
    assert {problem.file for problem in added.problems} == left_out
    assert load(old, DAY).procedures is not None


def test_a_mall_that_has_approvals_has_chosen_its_flows(old: Path) -> None:
    (old / "approvals.yaml").write_text("stands_in: [general_manager, chairman]\n", "utf-8")
    assert set(add_missing(old).names) == AREAS - {"approvals.yaml"}


def test_flows_without_approvals_yaml_get_it(old: Path) -> None:
    (old / "flows").mkdir()
    for name in ("SOP.yaml", "EXP.yaml"):
        shutil.copy(default_checklists() / "flows" / name, old / "flows" / name)
    assert "approvals.yaml" in add_missing(old).names
    # What the shipped calendar would begin by other flows is done by hand.
    assert {one.code for one in load(old, DAY).problems} == {Code.FLOW_NOT_THERE}
