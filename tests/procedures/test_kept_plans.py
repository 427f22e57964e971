"""Plans of days that are kept from one start to the next."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dutytui.procedures.load import load
from dutytui.procedures.plans import Plans
from tests.desk import CHECKOUT

DAY = date(2026, 11, 23)


def test_the_second_start_has_the_times_of_the_first(tmp_path: Path) -> None:
    procedures = load(CHECKOUT / "checklists", DAY).procedures
    assert procedures is not None
    first = Plans(tmp_path).plan(procedures, DAY)
    second = Plans(tmp_path).plan(procedures, DAY)
    assert second == first
    # Equal moments may still be written in another zone: it is the wall clock that people read.
    assert [phase.starts.isoformat() for phase in second.phases] == [phase.starts.isoformat() for phase in first.phases]
    assert f"{next(phase for phase in second.phases if phase.phase == 'staff_entry').starts:%H:%M}" == "08:20"


def test_a_damaged_copy_is_made_again(tmp_path: Path) -> None:
    procedures = load(CHECKOUT / "checklists", DAY).procedures
    assert procedures is not None
    first = Plans(tmp_path).plan(procedures, DAY)
    (kept,) = (tmp_path / "plans").iterdir()
    kept.write_bytes(kept.read_bytes()[:100])
    assert Plans(tmp_path).plan(procedures, DAY) == first
