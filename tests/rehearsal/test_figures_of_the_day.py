"""Domain §7 on a day of the demonstration: every figure is there, and its parts are what it is made of."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from dutytui.bootstrap import open_desk
from dutytui.rehearsal import stage
from dutytui.rehearsal.invented.day import InventedDay
from dutytui.rehearsal.story import STORY
from dutytui.rules.approvals.commands import SubmitRequest
from dutytui.rules.figures.counts import DayFigures
from dutytui.rules.figures.known import BY_ID, FIGURES, By
from dutytui.rules.figures.of_day import day_figures
from dutytui.session import Actor, Saved
from dutytui.texts.figures import NAMES

FROM_THE_JOURNALS = {
    "opening punctuality": ("opened_on_time", "opened_at", "openings_held"),
    "checklist completion and lateness": ("items_done", "items_on_time", "items_late_minutes", "items_missing"),
    "patrols on time, late, missed": ("rounds_on_time", "rounds_late", "rounds_missed"),
    "patrols per floor": ("floors_on_time", "floors_late", "floors_missed"),
    "meal lateness": ("meals_in_time",),
    "handover differences": ("handovers", "articles_differing"),
    "sweep duration": ("sweep_minutes", "locked_at", "locked_in_time"),
    "complaint timeliness, handled in time of all": ("cases", "complaint_timeliness", "told_in_time"),
    "approvals' age": ("requests", "requests_open", "requests_late"),
}


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> DayFigures:
    mall: Path = tmp_path_factory.mktemp("figures") / "mall"
    stage.make_invented_mall(mall)
    night = datetime.fromisoformat("2026-11-23 23:59").replace(tzinfo=stage.ZONE)
    stage.catch_up(stage.Rehearsal(mall, night, 60, "", InventedDay(STORY)))
    desk = open_desk(mall, clock=stage.StoryClock(night))
    try:
        desk.session.actor = Actor("wei-sanshiyi", "魏三十一", "cs_specialist")
        rent = {"period": "11月", "kind": "month", "owners": 3, "amount": 100_00, "table": "明细.xlsx"}
        assert isinstance(desk.session.submit(SubmitRequest(desk.session.day, "SY005", rent)), Saved)
        return day_figures(desk.session.look())
    finally:
        desk.close()


@pytest.mark.parametrize("asked", FROM_THE_JOURNALS)
def test_what_the_journals_are_asked_they_answer(day: DayFigures, asked: str) -> None:
    for figure in FROM_THE_JOURNALS[asked]:
        assert BY_ID[figure].value(day) is not None, figure
        assert figure in NAMES


@pytest.mark.parametrize("figure", [one.id for one in FIGURES if one.by is not By.NOTHING])
def test_the_parts_of_a_figure_add_up_to_it(day: DayFigures, figure: str) -> None:
    one = BY_ID[figure]
    pairs = [one.pair(part) for _name, part in one.splits(day)]
    assert len(pairs) > 1
    assert tuple(map(sum, zip(*pairs, strict=True))) == one.pair(day)


def test_visits_of_a_floor_are_on_time_late_missed_or_unknown_and_nothing_else(day: DayFigures) -> None:
    for floor, visits in day.floors.items():
        of = DayFigures(day.days, floors={floor: visits})
        told = [BY_ID[name].pair(of)[0] for name in ("floors_on_time", "floors_late", "floors_missed")]
        assert sum(told) + visits.unknown == visits.planned
