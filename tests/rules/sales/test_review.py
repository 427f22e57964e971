"""The figures and the counters that stand out. DS §3 sales review."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dutytui.rules.commands import Undo
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Level
from dutytui.rules.sales.alarms import alarms
from dutytui.rules.sales.commands import ExplainCounter, TypeSales
from dutytui.rules.sales.figures import SoldRow, counter_id, counters, row_of, summed
from dutytui.rules.sales.unsettled import unsettled
from dutytui.rules.sales.views import columns_known, review
from dutytui.rules.timetable import plan_day
from tests.rules.a_mall import DAY, TOMORROW, Desk, at, mall
from tests.rules.sales.a_review import (
    DAY_BEFORE,
    GUARD,
    MANAGER,
    NINE,
    SUPERVISOR,
    WEEK_BEFORE,
    desk,
    file_of,
    look,
    row,
    rows,
    seen,
)


def names(views: object) -> list[str]:
    return [view.name for view in views]  # type: ignore[attr-defined]


def test_top_and_bottom_counters_want_a_cause_and_a_measure_ds3() -> None:
    one = desk()
    one.does(MANAGER, file_of(rows(10, 50, 40, 20, 30)), NINE)
    assert names(seen(one).top) == ["A2", "A3"]
    assert names(seen(one).bottom) == ["A1", "A4"]
    assert [counter.lacks for counter in seen(one).counters] == [
        ("cause", "measure"),
        ("cause", "measure"),
        (),
        ("cause", "measure"),
        ("cause", "measure"),
    ]


@pytest.mark.parametrize(
    ("amounts", "top", "bottom"),
    [
        ((5,), ["A1"], []),
        ((5, 6), ["A2", "A1"], []),
        ((5, 6, 7), ["A3", "A2"], ["A1"]),
        ((5, 5, 5, 5, 5), ["A1", "A2"], ["A5", "A4"]),
        ((-5, 0, 7, 8), ["A4", "A3"], ["A1", "A2"]),
    ],
)
def test_few_or_equal_counters_stand_at_one_end_only(
    amounts: tuple[int, ...], top: list[str], bottom: list[str]
) -> None:
    one = desk()
    one.does(MANAGER, file_of(rows(*amounts)), NINE)
    assert (names(seen(one).top), names(seen(one).bottom)) == (top, bottom)


def test_falling_counters_want_a_reason_and_a_proposal_ds3() -> None:
    one = desk()
    one.does(MANAGER, file_of(rows(100, 100, 100, 100, 100, 100), day=WEEK_BEFORE), NINE)
    one.does(MANAGER, file_of(rows(500, 400, 71, 70, 90, 0)), NINE)
    view = seen(one)
    assert view.compared == date(2026, 11, 15)
    assert names(view.falling) == ["A6", "A4"]
    wanted = {counter.name: counter.wants for counter in view.falling}
    assert wanted == {"A6": ("cause", "measure", "proposal"), "A4": ("cause", "measure", "proposal")}


def test_only_the_largest_losses_want_a_proposal_and_all_are_shown() -> None:
    one = desk()
    one.does(MANAGER, file_of(rows(100, 200, 300, 400, 500, 600, 700), day=WEEK_BEFORE), NINE)
    one.does(MANAGER, file_of(rows(10, 20, 30, 40, 50, 60, 70)), NINE)
    assert names(seen(one).falling) == ["A7", "A6", "A5", "A4", "A3", "A2", "A1"]
    assert [counter.name for counter in seen(one).falling if "proposal" in counter.wants] == ["A7", "A6"]


def test_a_counter_that_is_missing_from_a_whole_file_sold_nothing() -> None:
    one = desk()
    one.does(MANAGER, file_of(rows(100, 100, 100), day=WEEK_BEFORE), NINE)
    one.does(MANAGER, file_of(rows(100, 100)), NINE)
    (gone,) = seen(one).falling
    assert (gone.name, gone.amount, gone.before, gone.rank) == ("A3", 0, 10_000, 0)
    one.does(MANAGER, ExplainCounter(DAY, "A3", proposal="close it"), NINE)
    assert seen(one).falling[0].lacks == ("cause",)


def test_of_a_day_typed_by_hand_nobody_says_that_the_others_sold_nothing() -> None:
    one = desk()
    one.does(MANAGER, file_of(rows(100, 100, 100), day=WEEK_BEFORE), NINE)
    one.does(MANAGER, TypeSales(DAY, row("A1", 10)), NINE)
    assert names(seen(one).falling) == ["A1"]


@pytest.mark.parametrize(
    ("days", "compared"),
    [
        ((WEEK_BEFORE, DAY_BEFORE), date(2026, 11, 15)),
        ((DAY_BEFORE,), date(2026, 11, 21)),
        ((DAY - timedelta(days=2),), None),
        ((), None),
    ],
)
def test_the_same_weekday_a_week_before_counts_first(days: tuple[date, ...], compared: date | None) -> None:
    one = desk()
    for day in days:
        one.does(MANAGER, file_of(rows(100), day=day), NINE)
    one.does(MANAGER, file_of(rows(50)), NINE)
    assert seen(one).compared == compared
    assert bool(seen(one).falling) == (compared is not None)


def test_totals_go_by_department_category_and_brand_ds3() -> None:
    one = desk()
    given = (
        row("A1", 10, "apparel", "coats", "x"),
        row("Ａ１", 5, "apparel", "shoes", "y"),
        row("a1", 5, "apparel", "shoes", "Y"),
        row("B1", 30, "food", "", "z"),
        row("C1", 1, "Somewhere", "", ""),
    )
    one.does(MANAGER, file_of(given), NINE)
    view = seen(one)
    assert view.total == 5_100
    assert [(group.id, group.amount) for group in view.departments] == [
        ("food", 3_000),
        ("apparel", 2_000),
        ("somewhere", 100),
    ]
    assert [(group.id, group.amount) for group in view.categories] == [("", 3_100), ("coats", 1_000), ("shoes", 1_000)]
    assert [(group.id, group.amount) for group in view.brands] == [("z", 3_000), ("x", 1_000), ("y", 1_000), ("", 100)]
    assert names(view.counters) == ["B1", "A1", "C1"]
    assert view.counters[1].brand == ""
    assert view.departments[0].name["en"] == "Food"


def test_a_mall_without_brands_has_no_table_of_them() -> None:
    one = desk()
    one.does(MANAGER, file_of(rows(1, 2)), NINE)
    assert seen(one).brands == ()


def test_what_is_missing_travels_and_does_not_block() -> None:
    one = desk()
    (nothing,) = unsettled(look(one))
    assert (nothing.code, nothing.travels, nothing.blocks) == ("sales_not_imported", False, False)
    one.does(MANAGER, file_of(rows(1, 2, 3)), NINE)
    one.does(SUPERVISOR, ExplainCounter(DAY, "A1", cause="rain"), NINE)
    one.does(MANAGER, ExplainCounter(DAY, "A1", measure="umbrellas"), NINE)
    left = unsettled(look(one))
    assert [(one.code, one.values["counter"], one.travels, one.blocks) for one in left] == [
        ("sales_unexplained", "A3", True, False),
        ("sales_unexplained", "A2", True, False),
    ]


@pytest.mark.parametrize(
    ("clock", "level"), [("11:29", None), ("11:30", Level.SOON), ("12:00", Level.SOON), ("12:01", Level.LATE)]
)
def test_the_review_is_called_to_mind_before_it_is_late(clock: str, level: Level | None) -> None:
    one = desk()
    told = alarms(look(one, at(clock)))
    assert [alarm.level for alarm in told] == ([level] if level else [])
    one.does(MANAGER, file_of(rows(1)), NINE)
    assert [alarm.code for alarm in alarms(look(one, at(clock)))] == (["sales_explaining_due"] if level else [])


def test_a_mall_without_sales_yaml_is_asked_for_nothing() -> None:
    one = Desk(procedures=mall())
    at_noon = Looking(one.state, plan_day(one.procedures, DAY), one.procedures, at("13:00"))
    assert (unsettled(at_noon), alarms(at_noon), review(at_noon).in_use) == ((), (), False)
    assert one.refuses(MANAGER, file_of(rows(1)), NINE).code == "sales_not_in_use"


def test_the_columns_of_a_header_are_known_at_another_terminal_the_next_day() -> None:
    one, other = desk(), desk("desk-2")
    command = file_of(rows(1), day=DAY)
    header = ("x", "y")
    one.does(MANAGER, type(command)(DAY, rows(1), "a.csv", "h", 0, {"counter": 1, "amount": 0}, header), NINE)
    other.hears(one)
    tomorrow = look(other, at("33:00"), TOMORROW)
    assert columns_known(tomorrow, header) == {"counter": 1, "amount": 0}
    assert columns_known(tomorrow, ("x", "z")) == {}


def test_an_import_taken_back_leaves_the_one_before() -> None:
    one = desk()
    one.does(MANAGER, file_of(rows(1)), NINE)
    second = one.does(MANAGER, file_of(rows(2), "other.csv"), NINE)
    assert [brought.state for brought in seen(one).imports] == ["counts", "replaced"]
    one.does(MANAGER, Undo(DAY, second[0].on, second[0].id), NINE)
    assert seen(one).total == 100
    assert [brought.state for brought in seen(one).imports] == ["undone", "counts"]


def test_five_thousand_rows_are_recorded_in_pieces_and_add_up() -> None:
    one = desk()
    events = one.does(MANAGER, file_of(tuple(row(f"A{n}", 1) for n in range(5_000))), NINE)
    assert len(events) == 26
    assert seen(one).total == 500_000


@pytest.mark.parametrize(
    "said",
    [None, 5, "row", [], ["a"] * 5, ["", "", "", "", 5], ["", "", "", "A", 5.0], ["", "", "", "A", True],
     [1, "", "", "A", 5],
     ["", "", "", "A", 5, "x"], ["", "", "", "A", 5, 5, 5], ["", "", "", "A" * 121, 5], ["", "", "", "A", 10**16]],
)  # fmt: skip
def test_a_foreign_row_that_is_none_is_passed_over(said: object) -> None:
    assert row_of(said) is None


def test_counters_are_the_same_in_full_width_and_capitals() -> None:
    assert counter_id(" Ａ０１　女装 ") == counter_id("a01 女装")
    assert len(counters(summed((row("A 1", 1), row("a  1", 2))))) == 1
    assert summed((SoldRow("", "", "", "A", 1, 5), SoldRow("", "", "", "A", 1))) == (SoldRow("", "", "", "A", 2, 5),)


def test_a_guard_brings_nothing_in() -> None:
    assert desk().refuses(GUARD, file_of(rows(1)), NINE).code == "sales_import_not_allowed"
