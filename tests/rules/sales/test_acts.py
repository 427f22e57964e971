"""Who may do what, what is refused, and what two terminals that were apart make of it. DS §3 sales review."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.rules import events
from dutytui.rules.commands import Command, Undo
from dutytui.rules.events import COUNTER_EXPLAINED, SALES_IMPORTED, Event
from dutytui.rules.refusal import Refusal
from dutytui.rules.sales.commands import ExplainCounter, ImportSales, TypeSales
from dutytui.rules.sales.figures import SoldRow
from dutytui.rules.sales.unsettled import unsettled
from dutytui.rules.state import State
from tests.rules.a_mall import DAY, TOMORROW, Desk, at
from tests.rules.sales.a_review import GUARD, MALL, MANAGER, NINE, SUPERVISOR, desk, file_of, look, row, rows, seen
from tests.thorough import examples


def ready(name: str = "desk") -> Desk:
    one = desk(name)
    one.does(MANAGER, file_of(rows(10, 20, 30)), NINE)
    return one


@pytest.mark.parametrize(
    ("who", "command", "code"),
    [
        (MANAGER, file_of(()), "sales_no_rows"),
        (MANAGER, file_of((row("", 5),)), "sales_row_unreadable"),
        (MANAGER, file_of(rows(1), day=TOMORROW), "day_not_begun"),
        (MANAGER, replace(file_of(rows(1)), at=at("10:00")), "time_in_future"),
        (MANAGER, file_of(tuple(row(f"A{n}", 1) for n in range(50_001))), "sales_too_many_rows"),
        (MANAGER, TypeSales(DAY, row(" ", 5)), "sales_counter_missing"),
        (MANAGER, TypeSales(DAY, row("A" * 121, 5)), "sales_row_unreadable"),
        (GUARD, TypeSales(DAY, row("A1", 5)), "sales_import_not_allowed"),
        (SUPERVISOR, ExplainCounter(DAY, "A1", cause="x"), "sales_not_there"),
    ],
)
def test_what_cannot_be_brought_in_is_refused(who: str, command: Command, code: str) -> None:
    assert desk().refuses(who, command, NINE).code == code


@pytest.mark.parametrize(
    ("who", "said", "code"),
    [
        (SUPERVISOR, {"measure": "x"}, "sales_measure_not_allowed"),
        (GUARD, {"cause": "x"}, "sales_cause_not_allowed"),
        (GUARD, {"proposal": "x"}, "sales_proposal_not_allowed"),
        (SUPERVISOR, {"cause": " "}, "sales_nothing_said"),
        (SUPERVISOR, {}, "sales_nothing_said"),
    ],
)
def test_each_part_is_written_by_its_own_posts_ds3(who: str, said: dict[str, str], code: str) -> None:
    assert ready().refuses(who, ExplainCounter(DAY, "A1", **said), NINE).code == code  # type: ignore[arg-type]


def test_a_counter_that_nobody_has_is_refused() -> None:
    assert ready().refuses(SUPERVISOR, ExplainCounter(DAY, "B9", cause="x"), NINE).code == "sales_counter_unknown"


def test_a_manager_writes_the_cause_on_behalf_of_the_supervisor() -> None:
    one = ready()
    told = one.does(MANAGER, ExplainCounter(DAY, "a1", cause="rain", measure="umbrellas"), NINE)
    assert [(event.behalf, event.data.get("cause"), event.data.get("measure")) for event in told] == [
        ("post:floor_supervisor", "rain", None),
        ("", None, "umbrellas"),
    ]
    assert seen(one).counters[-1].lacks == ()


def test_the_same_words_again_are_no_act_and_new_ones_replace_them() -> None:
    one = ready()
    first = one.does(SUPERVISOR, ExplainCounter(DAY, "A1", cause="rain"), NINE)
    assert one.refuses(SUPERVISOR, ExplainCounter(DAY, "A1", cause="rain"), NINE).code == "sales_nothing_new"
    one.does(SUPERVISOR, ExplainCounter(DAY, "A1", cause="snow"), NINE)
    (said,) = seen(one).counters[-1].said["cause"]
    assert (said.text, said.disputed) == ("snow", False)
    last = one.journal[-1]
    one.does(SUPERVISOR, Undo(DAY, last.on, last.id), NINE)
    assert seen(one).counters[-1].said["cause"][0].event == first[0].id


def test_the_same_file_twice_is_refused_and_with_other_columns_it_is_a_correction() -> None:
    one = ready()
    assert one.refuses(SUPERVISOR, file_of(rows(10, 20, 30)), NINE).code == "sales_file_known"
    one.does(SUPERVISOR, file_of(rows(11, 20, 30)), NINE)
    assert seen(one).total == 6_100


def test_a_file_that_was_replaced_may_come_back() -> None:
    one = ready()
    one.does(MANAGER, file_of(rows(1), "other.csv"), NINE)
    one.does(MANAGER, file_of(rows(10, 20, 30)), NINE)
    assert seen(one).total == 6_000


def test_a_counter_typed_by_hand_stands_instead_of_the_file_s_and_beside_the_others() -> None:
    one = ready()
    one.does(MANAGER, TypeSales(DAY, row("a1", 99)), NINE)
    one.does(MANAGER, TypeSales(DAY, row("A4", 1)), NINE)
    assert seen(one).total == 15_000
    assert one.refuses(MANAGER, TypeSales(DAY, row("A4", 1)), NINE).code == "sales_typed_already"
    one.does(MANAGER, TypeSales(DAY, row("A4", 2)), NINE)
    assert seen(one).total == 15_100
    one.does(MANAGER, file_of(rows(5), "new.csv"), NINE)
    assert seen(one).total == 500


# -- terminals that were apart ------------------------------------------------------------------------------------


def test_two_files_brought_in_apart_are_in_dispute_until_one_is_undone() -> None:
    one, other = desk(), desk("desk-2")
    first = one.does(MANAGER, file_of(rows(1), "a.csv"), NINE)
    other.does(SUPERVISOR, file_of(rows(2), "b.csv"), NINE)
    one.hears(other)
    other.hears(one)
    for terminal in (one, other):
        view = seen(terminal)
        assert (view.disputed, view.total, view.top) == (True, 0, ())
        assert {brought.state for brought in view.imports} == {"disputed"}
        refused = terminal.refuses(SUPERVISOR, ExplainCounter(DAY, "A1", cause="x"), NINE)
        assert refused.code == "sales_disputed"
    one.does(MANAGER, Undo(DAY, first[0].on, first[0].id), NINE)
    assert (seen(one).disputed, seen(one).total) == (False, 200)


def test_a_third_file_that_knows_both_settles_it() -> None:
    one, other = desk(), desk("desk-2")
    one.does(MANAGER, file_of(rows(1), "a.csv"), NINE)
    other.does(SUPERVISOR, file_of(rows(2), "b.csv"), NINE)
    one.hears(other)
    one.does(MANAGER, file_of(rows(3), "c.csv"), NINE)
    assert (seen(one).disputed, seen(one).total) == (False, 300)


def test_the_same_figures_from_two_terminals_agree() -> None:
    one, other = desk(), desk("desk-2")
    one.does(MANAGER, file_of(rows(1), "a.csv"), NINE)
    other.does(SUPERVISOR, file_of(rows(1), "a.xlsx"), NINE)
    one.hears(other)
    assert (seen(one).disputed, seen(one).total) == (False, 100)


def test_a_counter_typed_differently_at_two_terminals_counts_nowhere_until_settled() -> None:
    one = ready()
    other = desk("desk-2")
    other.hears(one)
    one.does(MANAGER, TypeSales(DAY, row("A1", 7)), NINE)
    other.does(MANAGER, TypeSales(DAY, row("A1", 8)), NINE)
    one.hears(other)
    assert seen(one).total == 5_000
    assert [brought.state for brought in seen(one).imports] == ["disputed", "disputed", "counts"]
    assert unsettled(look(one))[0].code == "sales_counter_in_dispute"
    one.does(MANAGER, TypeSales(DAY, row("A1", 8)), NINE)
    assert seen(one).total == 5_800


def test_two_causes_written_apart_are_both_shown_until_one_is_written_anew() -> None:
    one = ready()
    other = desk("desk-2")
    other.hears(one)
    one.does(SUPERVISOR, ExplainCounter(DAY, "A1", cause="rain"), NINE)
    other.does(SUPERVISOR, ExplainCounter(DAY, "A1", cause="snow"), NINE)
    one.hears(other)
    assert seen(one).counters[-1].disputed
    one.does(SUPERVISOR, ExplainCounter(DAY, "A1", cause="snow"), NINE)
    assert [said.text for said in seen(one).counters[-1].said["cause"]] == ["snow"]


@pytest.mark.parametrize("kind", [SALES_IMPORTED, COUNTER_EXPLAINED])
def test_an_event_of_somebody_without_the_right_is_void(kind: str) -> None:
    one = ready()
    one.does(SUPERVISOR, ExplainCounter(DAY, "A1", cause="rain"), NINE)
    event = next(told for told in one.journal if told.kind == kind)
    forged = event._replace(by=GUARD, post="guard", id="forged", seq=99, writer="desk-9")
    one.state.add(forged)
    subject = one.state.subject(DAY, event.on)
    assert subject is not None
    assert "forged" in subject.fold.void
    assert seen(one).total == 6_000


def test_nobody_adds_rows_to_an_import_of_another_terminal() -> None:
    one = ready()
    chunk = next(event for event in one.journal if event.kind == events.SALES_ROWS)
    one.state.add(chunk._replace(writer="desk-9", id="forged", seq=99))
    assert seen(one).total == 6_000


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"file": 5, "hash": [], "rows": "x", "bad": "y", "columns": [1], "header": 3, "replaces": [5, None]},
        {"counter": None, "cause": 5, "replaces": "x"},
        {"import": 3, "rows": [1, None, [], {}]},
        {"rows": {"a": 1}},
    ],
)
@pytest.mark.parametrize("kind", [SALES_IMPORTED, COUNTER_EXPLAINED, events.SALES_ROWS, "of_tomorrow"])
def test_whatever_a_foreign_event_carries_is_borne(kind: str, data: dict[str, object]) -> None:
    one = ready()
    event = one.journal[0]._replace(kind=kind, data=data, id="odd", seq=99, writer="desk-9", procedure="other")
    one.state.add(event)
    assert seen(one).known


# -- any order ----------------------------------------------------------------------------------------------------

_COMMANDS = (
    lambda n: file_of(rows(*range(1, 4 + n)), f"{n}.csv"),
    lambda n: TypeSales(DAY, row(f"A{n}", n)),
    lambda n: ExplainCounter(DAY, f"A{n}", cause=f"cause {n % 2}"),
    lambda n: ExplainCounter(DAY, "A1", measure=f"measure {n}"),
)
_STEPS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from((MANAGER, SUPERVISOR, GUARD)),
        st.integers(0, 4),
        st.integers(0, 4),
        st.booleans(),
    ),
    max_size=25,
)


@given(_STEPS, st.randoms(use_true_random=False))
@settings(max_examples=examples(60), deadline=None)
def test_any_order_of_the_same_events_gives_the_same_review(
    steps: list[tuple[int, str, int, int, bool]], shuffle: random.Random
) -> None:
    desks = [ready(), desk("desk-2")]
    for number, (which, who, what, pick, hears) in enumerate(steps):
        one = desks[which]
        if hears:
            one.hears(desks[1 - which])
        command = _COMMANDS[what](pick) if what < 4 else _undo(one, pick)
        now = NINE + timedelta(minutes=number)
        answer = one.tries(who, command, now)
        if not isinstance(answer, Refusal):
            for fact in answer:
                one.records(fact, now)
    for one in desks:
        one.hears(*desks)
    told = [event for one in desks for event in one.journal]
    shuffle.shuffle(told)
    again = State(MALL, [*told, *told[: len(told) // 2]])
    assert again == desks[0].state == desks[1].state
    _never(desks[0], again)


def _undo(one: Desk, pick: int) -> Command:
    about: list[Event] = [event for event in one.journal if event.kind in {SALES_IMPORTED, COUNTER_EXPLAINED}]
    event = about[-1 - pick % len(about)] if about else None
    return Undo(DAY, event.on if event else "sales:2026-11-22", event.id if event else "none")


def _never(one: Desk, again: State) -> None:
    """No figure is chosen from two that differ, and none counts twice."""
    view = seen(one)
    counts = [brought for brought in view.imports if brought.state == "counts" and brought.file]
    totals = {brought.total for brought in counts}
    assert len(totals) <= 1
    assert not (view.disputed and (view.total or counts))
    assert view.total == sum(counter.amount for counter in view.counters)
    assert len({counter.id for counter in view.counters}) == len(view.counters)
    assert look(one).state == again


def test_an_import_is_one_command_of_one_cause() -> None:
    one = desk()
    told = one.does(MANAGER, ImportSales(DAY, rows(1), "a.csv", "h", 3, {"counter": 0}, ("x",)), NINE)
    assert [event.kind for event in told] == [SALES_IMPORTED, events.SALES_ROWS]
    assert told[0].on == "sales:2026-11-22"
    assert told[0].day == DAY
    assert told[0].data["bad"] == 3
    assert told[1].data["rows"] == [["apparel", "", "", "A1", 100]]
    assert SoldRow("apparel", "", "", "A1", 100) == rows(1)[0]
