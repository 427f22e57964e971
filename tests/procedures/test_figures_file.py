"""figures.yaml: what it comes to in the rules, and a mall without it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dutytui.procedures.load import load
from dutytui.procedures.making import default_checklists
from dutytui.rules.figures.known import BY_ID
from dutytui.rules.figures.procedure import Assessor, Figures

DAY = date(2026, 5, 1)


def test_a_sheet_is_read_with_its_measures_assessors_and_consequences(mall: Path) -> None:
    procedures = load(mall, DAY).procedures
    assert procedures is not None
    figures = procedures.figures
    (sheet,) = figures.sheets
    assert figures.opening == "opening/doors"
    assert [(one.id, one.full, one.target, one.by) for one in sheet.measures] == [
        ("work", 5, None, (Assessor.SELF, Assessor.SUPERIOR)),
        ("told", 100, 98, (Assessor.DATA,)),
    ]
    assert sheet.assessors == (Assessor.SELF, Assessor.SUPERIOR, Assessor.DATA)
    assert [(one.id, one.failed_quarters, one.mark_from) for one in figures.consequences] == [
        ("warning", 2, None),
        ("reward", 0, 90),
    ]


def test_a_mall_without_the_file_assesses_nothing(mall: Path) -> None:
    (mall / "figures.yaml").unlink()
    procedures = load(mall, DAY).procedures
    assert procedures is not None
    assert procedures.figures == Figures()


def test_the_shipped_file_says_what_the_source_says() -> None:
    """LO: operations by sales, footfall, rent, satisfaction, campaigns, complaints; leasing by tasks, clients, contract
    value, satisfaction. Two failed quarters in a row: a warning; three: dismissal is proposed; excellent: a reward."""
    procedures = load(default_checklists(), DAY).procedures
    assert procedures is not None
    figures = procedures.figures
    measures = {sheet.id: [measure.id for measure in sheet.measures] for sheet in figures.sheets}
    assert len(measures["operations"]) == 6
    assert len(measures["leasing"]) == 4
    assert all(sum(measure.weight for measure in sheet.measures) == 100 for sheet in figures.sheets)
    assert {one.id: one.failed_quarters for one in figures.consequences if one.failed_quarters} == {
        "warning": 2,
        "dismissal": 3,
    }
    assert any(one.mark_from for one in figures.consequences)
    data = [measure for sheet in figures.sheets for measure in sheet.measures if measure.figure]
    assert [measure.figure for measure in data] == ["complaint_timeliness"]
    assert all(measure.figure in BY_ID for measure in data)
