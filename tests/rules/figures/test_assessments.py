"""Quarterly assessments by self, superior, customers and data, and what follows from them (LO)."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.rules.events import ASSESSED as ASSESSED_KIND
from dutytui.rules.events import Event
from dutytui.rules.figures.assessment_fold import ASSESSMENT_PREFIX
from dutytui.rules.figures.commands import Assess, DrawConsequence
from dutytui.rules.figures.procedure import Consequence, Measure
from dutytui.rules.figures.recorded import sheet_of
from dutytui.rules.figures.results import failed_in_a_row, percent, proposed
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State
from tests.rules.a_mall import t
from tests.rules.figures.a_quarter import (
    ASSESSED,
    CUSTOMER,
    DATA,
    DESK,
    DISMISSAL,
    MANAGER,
    Q1,
    Q2,
    Q3,
    Q4,
    REWARD,
    SELF,
    SHEET,
    SUPERIOR,
    SUPERVISOR,
    WARNING,
    Reviewer,
    after,
)
from tests.thorough import examples

FAILED, PASSED, NONE = (Fraction(40), False), (Fraction(70), True), (None, None)
BEST = (Fraction(95), True)


def test_a_quarter_is_weighed_by_assessors_and_measures() -> None:
    """Effect: (1 × 60 + 3 × 80) ÷ 4 = 75; sales: 150 of 200 = 75; pleased: 9 of 10 = 90. 75×.5 + 75×.3 + 90×.2 = 78."""
    here = Reviewer()
    here.marks(SUPERVISOR, SELF, effect=60)
    here.marks(MANAGER, SUPERIOR, effect=80)
    here.marks(MANAGER, DATA, sales=150)
    assert here.sees().result.mark is None
    assert here.sees().result.missing == (CUSTOMER,)
    here.marks(DESK, CUSTOMER, pleased=9)
    result = here.sees().result
    assert (result.mark, result.passed, result.missing, result.disputed) == (78, True, (), ())


@pytest.mark.parametrize(
    ("measure", "given", "worth"),
    [
        (Measure("a", t("a"), 1, (DATA,), target=98), 98, Fraction(100)),
        (Measure("a", t("a"), 1, (DATA,), target=98), 130, Fraction(100)),
        (Measure("a", t("a"), 1, (DATA,), target=0.3), 0.1, Fraction(100, 3)),
        (Measure("a", t("a"), 1, (SELF,), full=5), 3, Fraction(60)),
    ],
)
def test_what_a_number_is_worth(measure: Measure, given: float, worth: Fraction) -> None:
    assert percent(measure, given) == worth


@pytest.mark.parametrize(
    ("quarters", "follows"),
    [
        ([], ()),
        ([PASSED], ()),
        ([FAILED], ()),
        ([FAILED, FAILED], ("warning",)),
        ([FAILED, PASSED, FAILED], ()),
        ([FAILED, NONE, FAILED], ()),
        ([FAILED, FAILED, FAILED], ("dismissal",)),
        ([FAILED, FAILED, FAILED, FAILED], ("dismissal",)),
        ([FAILED, FAILED, FAILED, PASSED], ()),
        ([FAILED, FAILED, NONE], ()),
        ([FAILED, FAILED, BEST], ("reward",)),
        ([(Fraction(90), True)], ("reward",)),
        ([(Fraction(8999, 100), True)], ()),
    ],
)
def test_two_failed_quarters_in_a_row_warn_three_propose_dismissal_an_excellent_one_rewards(
    quarters: list[tuple[Fraction | None, bool | None]], follows: tuple[str, ...]
) -> None:
    """LO consequences."""
    assert tuple(one.id for one in proposed((WARNING, DISMISSAL, REWARD), quarters)) == follows


@given(st.lists(st.sampled_from([True, False, None]), max_size=8))
def test_a_row_is_what_failed_without_a_break_up_to_the_last(passed: list[bool | None]) -> None:
    row = failed_in_a_row(passed)
    assert passed[len(passed) - row :] == [False] * row
    assert row == len(passed) or passed[len(passed) - row - 1] is not False


def test_the_program_proposes_and_a_person_draws_once() -> None:
    here = Reviewer()
    here.quarter(Q1, 40)
    here.quarter(Q2, 50)
    assert here.sees(Q1).consequences == ()
    (warning,) = here.sees(Q2).consequences
    assert (warning.consequence, warning.drawn, warning.may) == (WARNING, None, True)
    assert here.says_no(DrawConsequence(Q2, "floors", "dismissal")) == "consequence_not_due"
    here.draws("warning", Q2)
    assert here.says_no(DrawConsequence(Q2, "floors", "warning")) == "consequence_drawn"
    here.quarter(Q3, 59.9)
    (dismissal,) = here.sees(Q3).consequences
    assert dismissal.consequence is DISMISSAL
    here.quarter(Q4, 60)
    assert here.sees(Q4).consequences == ()


def test_a_consequence_that_no_longer_follows_is_still_shown_as_drawn() -> None:
    here = Reviewer()
    here.quarter(Q1, 40)
    here.quarter(Q2, 40)
    here.draws("warning", Q2)
    here.marks(MANAGER, DATA, Q2, "the till had failed", correct=True, sales=400)
    here.marks(MANAGER, SUPERIOR, Q2, "after a talk", correct=True, effect=90)
    assert here.sees(Q2).result.passed
    (warning,) = here.sees(Q2).consequences
    assert warning.drawn is not None


@pytest.mark.parametrize(
    ("who", "command", "code"),
    [
        (MANAGER, Assess(Q3, "nobody", SELF, {"effect": 1}), "assess_unknown"),
        (MANAGER, Assess(Q3, "floors", "peers", {"effect": 1}), "assess_kind_unknown"),
        (MANAGER, Assess(date(2026, 9, 29), "floors", SUPERIOR, {"effect": 1}), "assess_day_wrong"),
        (MANAGER, Assess(Q3, "floors", SELF, {"effect": 1}), "assess_not_allowed"),
        (SUPERVISOR, Assess(Q3, "floors", SUPERIOR, {"effect": 1}), "assess_not_allowed"),
        (DESK, Assess(Q3, "floors", DATA, {"sales": 1}), "assess_not_allowed"),
        (MANAGER, Assess(Q3, "floors", SUPERIOR, {}), "assess_marks_missing"),
        (MANAGER, Assess(Q3, "floors", SUPERIOR, {"effect": 1, "pleased": 1}), "assess_measure_unknown"),
        (MANAGER, Assess(Q3, "floors", SUPERIOR, {"effect": 101}), "assess_mark_out_of_range"),
        (MANAGER, Assess(Q3, "floors", SUPERIOR, {"effect": -1}), "assess_mark_out_of_range"),
        (MANAGER, Assess(Q3, "floors", SUPERIOR, {"effect": float("nan")}), "assess_mark_out_of_range"),
        (DESK, Assess(Q3, "floors", CUSTOMER, {"pleased": 10.5}), "assess_mark_out_of_range"),
        (MANAGER, Assess(Q3, "floors", SUPERIOR, {"effect": 1}, "why", True), "assess_nothing_to_correct"),
        (MANAGER, DrawConsequence(Q3, "floors", "praise"), "consequence_unknown"),
        (MANAGER, DrawConsequence(Q3, "floors", "warning"), "consequence_not_due"),
        (DESK, DrawConsequence(Q3, "floors", "warning"), "assess_not_allowed"),
    ],
)
def test_what_is_refused(who: str, command: Assess | DrawConsequence, code: str) -> None:
    assert Reviewer().says_no(command, who) == code


def test_a_quarter_is_assessed_from_a_week_before_its_end() -> None:
    here = Reviewer()
    command = Assess(Q3, "floors", SUPERIOR, {"effect": 80})
    assert here.says_no(command, now=after(Q3, -8)) == "assess_too_early"
    assert not isinstance(here.tries(MANAGER, command, after(Q3, -7)), Refusal)


def test_nobody_is_the_superior_of_a_post_that_they_hold_themselves() -> None:
    both = replace(
        ASSESSED,
        people=tuple(
            replace(one, posts=("floor_supervisor", "duty_manager")) if one.id == SUPERVISOR else one
            for one in ASSESSED.people
        ),
    )
    here = Reviewer()
    here.procedures = both
    here.state = State(both)
    for command in (Assess(Q3, "floors", SUPERIOR, {"effect": 100}), DrawConsequence(Q3, "floors", "reward")):
        assert here.refuses(SUPERVISOR, command, after(Q3), "duty_manager").code == "assess_own"
    assert here.refuses("temp-1", Assess(Q3, "floors", SUPERIOR, {"effect": 1}), after(Q3), "duty_manager").code == (
        "assess_not_listed"
    )


def test_marks_are_given_once_and_corrected_with_a_reason() -> None:
    here = Reviewer()
    first = here.marks(MANAGER, SUPERIOR, effect=80)
    assert here.says_no(Assess(Q3, "floors", SUPERIOR, {"effect": 70})) == "assess_already"
    assert here.says_no(Assess(Q3, "floors", SUPERIOR, {"effect": 70}, " ", True)) == "reason_missing"
    second = here.marks(MANAGER, SUPERIOR, note="a slip", correct=True, effect=70)
    assert second.data["replaces"] == [first.id]
    part = next(one for one in here.sees().parts if one.kind is SUPERIOR)
    assert [given.marks for given in part.given] == [{"effect": 70}]
    assert len(here.sees().history) == 2, "both stay in the record"


def test_marks_given_at_terminals_apart_are_a_dispute_until_somebody_gives_them_anew() -> None:
    one, two = Reviewer(), Reviewer("desk-2")
    one.marks(MANAGER, SUPERIOR, effect=80)
    two.does("qian", Assess(Q3, "floors", SUPERIOR, {"effect": 40}), after(Q3), "duty_manager")
    one.hears(two)
    assert one.sees().result.disputed == (SUPERIOR,)
    one.marks(MANAGER, SUPERIOR, note="after a talk", correct=True, effect=60)
    assert one.sees().result.disputed == ()
    two.hears(one)
    assert two.sees().result == one.sees().result


def test_a_quarter_stays_judged_as_it_was_whatever_the_mall_says_later() -> None:
    here = Reviewer()
    here.quarter(Q3, 70)
    stricter = replace(
        ASSESSED,
        figures=replace(ASSESSED.figures, sheets=(replace(SHEET, passes=90, measures=SHEET.measures[:1]),)),
        version="v2",
    )
    here.procedures = stricter
    here.state.judge_by(stricter)
    assert (here.sees().result.mark, here.sees().result.passed) == (70, True)


def forged(**changes: object) -> Event:
    event = Reviewer().marks(MANAGER, SUPERIOR, effect=80)
    return event._replace(**changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {"by": SUPERVISOR, "post": "floor_supervisor"},
        {"by": SUPERVISOR, "post": "duty_manager"},
        {"by": "temp-1", "post": "duty_manager"},
    ],
)
def test_marks_by_whoever_had_no_right_are_void(changes: dict[str, str]) -> None:
    state = State(ASSESSED, [forged(**changes)])
    subject = state.subject(Q3, ASSESSMENT_PREFIX + "floors")
    assert subject is not None
    assert len(subject.fold.void) == 1
    assert not subject.fold.effective


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"by": 7},
        {"by": "superior", "marks": 3, "sheet": [], "replaces": "x"},
        {"by": "superior", "marks": {"effect": "80", "x": None}, "sheet": {"measures": [1], "passes": "", "shares": 1}},
        {"by": "superior", "marks": {"effect": float("inf")}, "sheet": {"measures": [{"id": "a", "by": "self"}]}},
        {"by": "superior", "sheet": {"measures": [{"id": "a", "by": ["self"], "weight": 1, "full": 0}], "passes": 1}},
    ],
)
def test_whatever_another_program_wrote_raises_nothing(data: dict[str, object]) -> None:
    here = Reviewer()
    here.state.add(forged(data=data))
    here.state.add(forged(data={"consequence": 3}, kind="consequence_drawn", id="another"))
    assert here.sees().result.mark is None
    assert sheet_of(data.get("sheet"), SHEET) == SHEET


step = st.tuples(
    st.sampled_from([SELF, SUPERIOR, CUSTOMER, DATA]),
    st.integers(0, 10),
    st.booleans(),
    st.integers(0, 1),
    st.booleans(),
)


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(step, max_size=14), st.randoms(use_true_random=False))
def test_the_order_of_arrival_never_matters_and_no_mark_is_lost(script: list, shuffle: random.Random) -> None:  # type: ignore[type-arg]
    desks = [Reviewer(), Reviewer("desk-2")]
    givers = {SELF: SUPERVISOR, SUPERIOR: MANAGER, DATA: MANAGER, CUSTOMER: DESK}
    names = {SELF: "effect", SUPERIOR: "effect", DATA: "sales", CUSTOMER: "pleased"}
    for number, (kind, mark, correct, which, hears) in enumerate(script):
        here, other = desks[which], desks[1 - which]
        if hears:
            here.hears(other)
        command = Assess(Q3, "floors", kind, {names[kind]: mark}, "why", correct)
        answer = here.tries(givers[kind], command, after(Q3) + timedelta(minutes=number))
        for fact in answer if not isinstance(answer, Refusal) else ():
            here.records(fact, after(Q3) + timedelta(minutes=number))
    events = [event for here in desks for event in here.journal]
    mixed = events.copy()
    shuffle.shuffle(mixed)
    assert State(ASSESSED, events) == State(ASSESSED, mixed)
    subject = State(ASSESSED, mixed).subject(Q3, ASSESSMENT_PREFIX + "floors")
    given_ = [event for event in events if event.kind == ASSESSED_KIND]
    standing = set(subject.fold.effective) if subject else set()
    replaced = {old for event in given_ for old in event.data.get("replaces", ())}
    assert standing == {event.id for event in given_} - replaced


def test_consequences_need_no_particular_order_in_the_file() -> None:
    three = Consequence("c", t("c"), failed_quarters=3)
    assert proposed((three, WARNING), [FAILED, FAILED, FAILED]) == (three,)
