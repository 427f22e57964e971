"""A flow in the record of a request: whole, and whatever somebody's program wrote there never stops anybody."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.rules.approvals.conditions import Condition, Op, holds
from dutytui.rules.approvals.flow import Due, DueUnit, Field, FieldChoice, FieldKind, Flow, Step
from dutytui.rules.approvals.path import path
from dutytui.rules.approvals.recorded import as_data, flow_of
from tests.rules.approvals.a_flow import ALL, LINE, SAME
from tests.rules.approvals.random_flow import JSON, flows
from tests.thorough import examples


@settings(max_examples=examples(60), deadline=None)
@given(flows())
def test_a_flow_comes_back_as_it_was(flow: Flow) -> None:
    told = json.loads(json.dumps(as_data(flow)))
    assert flow_of(told) == flow
    assert flow_of(told) is flow_of(json.loads(json.dumps(told))), "the same record is the same object"


@pytest.mark.parametrize("flow", [LINE, ALL, SAME], ids=lambda flow: flow.id)
def test_what_is_as_usual_is_not_recorded(flow: Flow) -> None:
    told = as_data(flow)
    assert flow_of(told) == flow
    assert "rejects" not in told["steps"][0] and "batch" not in told


@settings(max_examples=examples(150), deadline=None)
@given(JSON)
def test_what_is_no_flow_is_none(data: object) -> None:
    found = flow_of(data)
    assert found is None or isinstance(found, Flow)


@settings(max_examples=examples(150), deadline=None)
@given(st.data())
def test_a_flow_with_anything_in_it_is_a_flow_that_can_be_walked_or_none(data: st.DataObject) -> None:
    told = json.loads(json.dumps(as_data(data.draw(flows()))))
    here = told
    for _ in range(data.draw(st.integers(0, 4))):
        inner = list(here) if isinstance(here, dict) else list(range(len(here)))
        if not inner:
            break
        key = data.draw(st.sampled_from(inner))
        if not isinstance(here[key], dict | list) or data.draw(st.booleans()):
            here[key] = data.draw(JSON)
            break
        here = here[key]
    found = flow_of(told)
    if found is not None:
        path(found, {"a": 1, "b": "x"})
        assert flow_of(json.loads(json.dumps(as_data(found)))) == found


def test_what_a_newer_version_adds_is_left_out() -> None:
    told = as_data(LINE)
    told["steps"][0]["shines"] = True
    assert flow_of({**told, "colour": "red"}) == LINE


def test_a_kind_of_step_that_only_a_newer_version_knows_is_not_guessed() -> None:
    told = as_data(LINE)
    told["steps"][0]["kind"] = "vote"
    assert flow_of(told) is None


def test_a_record_as_deep_as_the_sea_is_none() -> None:
    told = as_data(LINE)
    deep: dict[str, object] = {"op": "is", "field": "a", "value": 1}
    for _ in range(50_000):
        deep = {"op": "not", "of": [deep]}
    told["steps"][0]["when"] = deep
    assert flow_of(told) is None


@pytest.mark.parametrize(
    ("condition", "value", "expected"),
    [
        (Condition(Op.OVER, "a", 100_000), 100_000, False),
        (Condition(Op.OVER, "a", 100_000), 100_001, True),
        (Condition(Op.AT_LEAST, "a", 300), 300, True),
        (Condition(Op.UNDER, "a", 300), 300, False),
        (Condition(Op.AT_MOST, "a", 300), 300, True),
        (Condition(Op.OVER, "a", 1), "2", False),
        (Condition(Op.OVER, "a", 0), True, False),
        (Condition(Op.IS, "a", True), 1, False),
        (Condition(Op.IS, "a", False), False, True),
        (Condition(Op.IS, "a", False), None, False),
        (Condition(Op.ONE_OF, "a", values=("x", "y")), "y", True),
        (Condition(Op.GIVEN, "a"), "", False),
        (Condition(Op.NOT, of=(Condition(Op.GIVEN, "a"),)), None, True),
        (Condition(Op.ALL, of=(Condition(Op.GIVEN, "a"), Condition(Op.OVER, "a", 5))), 6, True),
        (Condition(Op.ANY, of=(Condition(Op.IS, "a", 1), Condition(Op.IS, "a", 2))), 2, True),
    ],
)
def test_conditions(condition: Condition, value: object, expected: bool) -> None:
    """Domain §6: CA-3 turns on "over 300 people" and "over 100,000 yuan", SY003 on being outside the plan."""
    assert holds(condition, {"a": value}) is expected  # type: ignore[dict-item]


def test_every_part_is_recorded() -> None:
    words = {"en": "Kind"}
    kind = Field("k", words, FieldKind.CHOICE, choices=(FieldChoice("x", words), FieldChoice("y", words)), hint=words)
    step = Step("one", words, ("a", "b"), when=Condition(Op.ONE_OF, "k", values=("x", 1, None)), check_ins=(630, 930))
    flow = Flow("X-1", words, ("a",), (step, Step("two", words, ("c",), due=Due(2, DueUnit.WORKING_DAYS))), (kind,))
    assert flow_of(json.loads(json.dumps(as_data(flow)))) == flow
