"""The numbers of rows: the same at every terminal, on every printout, whatever was recorded meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutytui.rules.paper.rows import (
    MOST_ROWS,
    RowKind,
    SheetKind,
    fits_version,
    is_number,
    read_code,
    read_number,
    sheet_code,
    sheets,
)
from dutytui.rules.procedure import Procedures
from dutytui.rules.timetable import plan_day
from tests.desk import MONDAY
from tests.screens.morning import shipped

DAY = date.fromisoformat(MONDAY)


def numbered(procedures: Procedures, day: date = DAY) -> dict[str, tuple[str, str]]:
    found = sheets(plan_day(procedures, day), procedures)
    return {row.number: (row.of, row.key) for sheet in found for row in sheet.rows}


def test_every_item_round_and_post_of_the_day_has_a_row_and_no_number_is_given_twice() -> None:
    plan = plan_day(shipped(), DAY)
    rows = [row for sheet in sheets(plan, shipped()) for row in sheet.rows]
    assert len({row.number for row in rows}) == len(rows)
    assert {row.key for row in rows if row.kind is RowKind.ITEM} == set(plan.by_key)
    assert {row.key for row in rows if row.kind is RowKind.ROUND and row.key} == {one.key for one in plan.rounds}
    assert sum(row.kind is RowKind.ROUND and not row.key for row in rows) == sum(one.rounds for one in plan.draws)
    called = [(call.id, post) for call in shipped().roll_calls for post in call.posts]
    assert [(row.of, row.key) for row in rows if row.kind is RowKind.ANSWER] == called


def test_the_sweep_is_walked_floor_by_floor_on_paper_too() -> None:
    plan = plan_day(shipped(), DAY)
    sweep = next(one for one in sheets(plan, shipped()) if one.of == "clearance_sweep")
    places = [place.id for row in sweep.rows if (place := plan.by_key[row.key].place) is not None]
    floors = [floor.id for floor in shipped().mall.floors]
    assert places == sorted(places, key=floors.index)


def test_a_mall_of_forty_floors_goes_on_on_a_second_sheet() -> None:
    mall = shipped().mall
    floors = tuple(replace(mall.floors[0], id=f"{n}F") for n in range(40, 0, -1))
    procedures = replace(shipped(), mall=replace(mall, floors=floors))
    parts = [one for one in sheets(plan_day(procedures, DAY), procedures) if one.of == "clearance_sweep"]
    assert [one.part for one in parts] == [1, 2, 3]
    assert [len(one.rows) for one in parts[:2]] == [MOST_ROWS, MOST_ROWS]
    assert all(is_number(row.number) for one in parts for row in one.rows)


def test_a_closed_day_has_lines_to_write_on_and_no_phases() -> None:
    hours = shipped().hours
    closed = replace(shipped(), hours=replace(hours, dates={DAY: replace(hours.default, closed=True)}))
    kinds = {one.kind for one in sheets(plan_day(closed, DAY), closed)}
    assert SheetKind.LOG in kinds
    assert SheetKind.PHASE not in kinds


@pytest.mark.parametrize("typed", ["3-07", "307", " 307 ", "３－０７", "３０７", "3–07"])
def test_a_number_is_read_however_an_input_method_types_it(typed: str) -> None:
    assert read_number(typed) == "3-07"


@pytest.mark.parametrize("typed", ["", "7", "07", "3-7", "three", "3-077", "-307", "03-07", "1234567", "３０"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert read_number(typed) == ""


@given(st.integers(1, 999), st.integers(0, 99))
def test_sheet_and_row_are_never_misread_without_the_sign(sheet: int, row: int) -> None:
    number = f"{sheet}-{row:02}"
    assert read_number(number.replace("-", "")) == number


def test_the_code_names_day_and_version() -> None:
    code = sheet_code(DAY, "01ff397e64354fe4")
    day, digits = read_code(code, DAY)
    assert (day, code[:5]) == (DAY, "1123-")
    assert fits_version(digits, "01ff397e64354fe4")
    assert not fits_version(digits, "02ff397e64354fe4")


@pytest.mark.parametrize("typed", ["1123", "１１２３", "11230000", "1123-0000"])
def test_a_code_may_be_typed_without_its_sign_and_the_day_alone_will_do(typed: str) -> None:
    assert read_code(typed, DAY + timedelta(days=3))[0] == DAY


def test_a_sheet_of_the_old_year_is_keyed_in_in_the_new_one() -> None:
    assert read_code("1231", date(2027, 1, 2))[0] == date(2026, 12, 31)


@pytest.mark.parametrize("typed", ["", "1340", "0231", "11", "112", "1123-12", "abcd"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert read_code(typed, DAY) == (None, "")
