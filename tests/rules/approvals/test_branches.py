"""Every branch of a flow is found, with values that people could fill in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.rules.approvals.branches import TooManyBranchesError, branches, can_hold, values_of
from dutytui.rules.approvals.conditions import Condition, Given, Op, holds
from dutytui.rules.approvals.flow import Field, FieldChoice, FieldKind, Flow, Step
from dutytui.rules.approvals.path import path


def over(field: str, limit: float) -> Condition:
    return Condition(Op.OVER, field, limit)


def yes(field: str, value: Given = True) -> Condition:
    return Condition(Op.IS, field, value)


def flow(fields: list[Field], *steps: Step) -> Flow:
    return Flow("X", {}, ("clerk",), steps, tuple(fields))


def ways(made: Flow) -> set[tuple[str, ...]]:
    return {tuple(stage.id for stage in one.stages) for one in branches(made)}


MONEY = Field("cost", {}, FieldKind.MONEY, minimum=0)
PLANNED = Field("planned", {}, FieldKind.YES_NO)
A = Step("a", {}, ("lead",))


def test_a_flow_without_conditions_has_one_branch() -> None:
    (only,) = branches(flow([MONEY], A))
    assert (only.values, only.asked, [stage.id for stage in only.stages]) == ({}, {"cost"}, ["a"])


def test_the_values_beside_a_limit_stand_for_all_others() -> None:
    """CA-3: large is over 100,000 yuan; to the hundredth."""
    made = flow([MONEY], A, Step("b", {}, ("vp",), when=over("cost", 10_000_000)))
    assert [one.values["cost"] for one in branches(made)] == [10_000_000, 10_000_001]
    assert ways(made) == {("a",), ("a", "b")}


def test_a_limit_beyond_what_may_be_filled_in_makes_no_branch() -> None:
    most = Field("cost", {}, FieldKind.MONEY, minimum=0, maximum=10_000_000)
    never = over("cost", 10_000_000)
    made = flow([most], A, Step("b", {}, ("vp",), when=never))
    assert ways(made) == {("a",)}
    assert not can_hold(made, never)


def test_between_two_limits_close_together_there_is_a_value() -> None:
    number = Field("n", {}, FieldKind.NUMBER)
    between = Condition(Op.ALL, of=(over("n", 1), Condition(Op.UNDER, "n", 1.5)))
    assert ways(flow([number], A, Step("b", {}, ("vp",), when=between))) == {("a",), ("a", "b")}


def test_choices_that_no_condition_tells_apart_are_one() -> None:
    kinds = tuple(FieldChoice(name, {}) for name in ("annual", "monthly", "special", "routine"))
    kind = Field("kind", {}, FieldKind.CHOICE, choices=kinds)
    high = Condition(Op.ONE_OF, "kind", values=("annual", "monthly"))
    made = flow([kind], A, Step("b", {}, ("gm",), when=high), Step("c", {}, ("f",), when=yes("kind", "special")))
    assert values_of(made, kind) == ("annual", "special", "routine")
    assert ways(made) == {("a", "b"), ("a", "c"), ("a",)}


def test_a_field_that_may_stay_empty_has_a_branch_for_that() -> None:
    report = Field("report", {}, FieldKind.FILE, required=False)
    made = flow([report], A, Step("b", {}, ("gm",), when=Condition(Op.GIVEN, "report")))
    assert {one.values["report"] for one in branches(made)} == {"x", None}


def test_a_field_is_empty_where_it_is_not_asked() -> None:
    cost = Field("cost", {}, FieldKind.MONEY, when=yes("planned", False))
    made = flow([PLANNED, cost], A, Step("b", {}, ("gm",), when=over("cost", 5)))
    found = {(one.values["planned"], one.values["cost"], "cost" in one.asked) for one in branches(made)}
    assert found == {(True, None, False), (False, 5, True), (False, 6, True)}


def test_what_a_step_asks_is_unknown_where_that_step_is_passed_over() -> None:
    major = Field("major", {}, FieldKind.YES_NO)
    look = Step("look", {}, ("lead",), when=yes("planned"), fields=("major",))
    made = flow([PLANNED, major], look, Step("joint", {}, ("gm",), when=yes("major")), A)
    assert ways(made) == {("look", "joint", "a"), ("look", "a"), ("a",)}


def test_a_condition_that_contradicts_itself_never_holds() -> None:
    both = Condition(Op.ALL, of=(yes("planned"), yes("planned", False)))
    made = flow([PLANNED], A, Step("b", {}, ("gm",), when=both))
    assert not can_hold(made, both)
    assert can_hold(made, Condition(Op.NOT, of=(both,)))


def test_too_many_branches_are_refused_before_they_are_made() -> None:
    fields = [Field(f"q{number}", {}, FieldKind.YES_NO) for number in range(40)]
    steps = [Step(f"s{number}", {}, ("lead",), when=yes(f"q{number}")) for number in range(40)]
    with pytest.raises(TooManyBranchesError):
        branches(flow(fields, *steps))


limits = st.integers(-3, 3)
numbers = st.builds(
    Condition, st.sampled_from([Op.OVER, Op.AT_LEAST, Op.UNDER, Op.AT_MOST, Op.IS]), st.sampled_from("xy"), limits
)
conditions = st.recursive(
    numbers | st.builds(yes, st.just("z"), st.booleans()),
    lambda inner: st.builds(
        lambda op, of: Condition(op, of=tuple(of[:1] if op is Op.NOT else of)),
        st.sampled_from([Op.ALL, Op.ANY, Op.NOT]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=4,
)


@settings(max_examples=60, deadline=None)
@given(whens=st.lists(st.none() | conditions, min_size=1, max_size=3), bounds=st.tuples(limits, limits))
def test_no_request_goes_a_way_that_is_no_branch(whens: list[Condition | None], bounds: tuple[int, int]) -> None:
    low, high = sorted(bounds)
    fields = [
        Field("x", {}, FieldKind.MONEY, minimum=low, maximum=high),
        Field("y", {}, FieldKind.MONEY, required=False),
        Field("z", {}, FieldKind.YES_NO),
    ]
    made = flow(fields, *(Step(f"s{number}", {}, ("lead",), when=when) for number, when in enumerate(whens)))
    known = ways(made)
    for x in range(low, high + 1):
        for y in (None, *range(-5, 6)):
            for z in (True, False):
                values: dict[str, Given] = {"x": x, "y": y, "z": z}
                assert tuple(stage.id for stage in path(made, values)) in known
                for when in whens:
                    assert not holds(when, values) or when is None or can_hold(made, when)
