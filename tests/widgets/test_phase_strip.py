"""The row of phases: the present is always in it, and it never is wider than it may be."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from dutytui.rules.views import PhaseStatus, PhaseView
from dutytui.widgets.phase_strip import phase_cells
from tests.desk import ZONE

EIGHT = datetime(2026, 11, 23, 8, tzinfo=ZONE)


def phase(number: int, status: PhaseStatus = PhaseStatus.AHEAD, *, running: bool = False, late: int = 0) -> PhaseView:
    starts = EIGHT + timedelta(minutes=30 * number)
    title = {"zh-Hans": f"阶段{number}"}
    ends = starts + timedelta(minutes=30)
    return PhaseView(f"p{number}", title, starts, ends, status, 1, 4, late, (), running=running)


def text(phases: list[PhaseView], width: int) -> str:
    return "".join(word for word, _style, _phase in phase_cells(phases, width))


def test_the_running_phase_is_shown_although_many_before_it_are_late() -> None:
    phases = [phase(n, PhaseStatus.LATE, late=500) for n in range(8)]
    phases += [phase(8, PhaseStatus.RUNNING, running=True), phase(9)]
    assert "阶段8 1/4" in text(phases, 50)
    assert "阶段9 12:30" in text(phases, 50)


def test_late_phases_without_room_are_counted() -> None:
    phases = [phase(n, PhaseStatus.LATE, late=500) for n in range(8)] + [phase(8, PhaseStatus.RUNNING, running=True)]
    assert text(phases, 30).lstrip().startswith("8 late")


def test_after_the_last_phase_the_last_one_is_shown() -> None:
    assert "阶段2 done" in text([phase(n, PhaseStatus.DONE) for n in range(3)], 20)


@pytest.mark.parametrize("width", [80, 120, 200])
@given(data=st.data())
def test_it_fits_whatever_the_phases_are(width: int, data: st.DataObject) -> None:
    statuses = data.draw(st.lists(st.sampled_from(PhaseStatus), min_size=1, max_size=14))
    phases = [phase(n, status, running=data.draw(st.booleans()), late=99) for n, status in enumerate(statuses)]
    assert cell_len(text(phases, width)) <= width
