"""The proof that a flow ends: each branch is tried out, with values that stand for all that can be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dutytui.procedures.flows.sense import at, entries
from dutytui.procedures.problem import Code, Problem
from dutytui.procedures.tree import Node
from dutytui.rules.approvals.branches import MOST, Branch, TooManyBranchesError, branches, can_hold, values_of
from dutytui.rules.approvals.conditions import Condition, Given, Op, holds
from dutytui.rules.approvals.flow import END, START, Field, FieldKind, Flow

_MOST_SAID = 4
"""Fields that the words for a branch name; with more of them nobody reads it."""


def proof_problems(name: str, root: Node, flow: Flow) -> Iterator[Problem]:
    """What is wrong with a flow whose file is right value by value."""
    hopeless = [node for owner, condition in _owners(root, flow) for node in _never(flow, condition, owner.get("when"))]
    yield from (at(name, node, Code.CONDITION_NEVER_HOLDS) for node in hopeless)
    if hopeless:
        return  # what follows would be the same mistake again, in other words
    try:
        ways = branches(flow)
    except TooManyBranchesError:
        yield at(name, root.get("steps"), Code.TOO_MANY_BRANCHES, most=MOST)
        return
    yield from _steps(name, root, flow, ways)
    yield from _unasked(name, root, flow, ways)


def _owners(root: Node, flow: Flow) -> Iterator[tuple[Node, Condition]]:
    """Whatever has a condition, as it stands in the file."""
    made = {
        "fields": [one.when for one in flow.fields],
        "steps": [one.when for one in flow.steps],
        "informed": [one.when for one in flow.informed],
        "follows": [one.when for one in flow.follows],
    }
    for key, conditions in made.items():
        for node, condition in zip(entries(root, key), conditions, strict=True):
            if condition is not None:
                yield node, condition


def _never(flow: Flow, condition: Condition, node: Node | None) -> Iterator[Node | None]:
    """Every part that nothing fulfils, the smallest that is wrong by itself; a part of a `not` may be one."""
    written = entries(node, condition.op.value) if node and condition.op in (Op.ALL, Op.ANY) else []
    parts = [one for part, below in zip(condition.of, written, strict=False) for one in _never(flow, part, below)]
    yield from parts
    if not parts and not can_hold(flow, condition):
        yield node


def _steps(name: str, root: Node, flow: Flow, ways: tuple[Branch, ...]) -> Iterator[Problem]:
    empty = next((way for way in ways if not way.stages), None)
    if empty is not None:
        yield Problem(name, *root.keys["steps"], Code.BRANCH_WITHOUT_STEP, {"branch": said(flow, empty.values)})
    for node, step in zip(entries(root, "steps"), flow.steps, strict=True):
        coming_by = [way for way in ways if any(stage.step.id == step.id for stage in way.stages)]
        if not coming_by:
            yield at(name, node.get("id"), Code.STEP_NEVER_REACHED, value=step.id)
        if not step.rejects or step.rejected in (START, END):
            continue
        lost = next((way for way in coming_by if all(one.step.id != step.rejected for one in way.stages)), None)
        if lost is not None:
            values = {"value": step.rejected, "branch": said(flow, lost.values)}
            yield at(name, node.get("rejected"), Code.REJECTED_TO_PASSED_OVER, **values)


def _unasked(name: str, root: Node, flow: Flow, ways: tuple[Branch, ...]) -> Iterator[Problem]:
    """Conditions that would turn on a field which some branch never asks."""
    for owner, condition in _owners(root, flow):
        for field in flow.fields:
            if field.required and _compares(condition, field.id):
                way = next(
                    (way for way in ways if field.id not in way.asked and _turns(condition, flow, field, way)), None
                )
                if way is not None:
                    values = {"value": field.id, "branch": said(flow, way.values, without=field.id)}
                    yield at(name, owner.get("when"), Code.FIELD_NOT_ALWAYS_ASKED, **values)


def _compares(condition: Condition, field: str) -> bool:
    """Whether it asks more of the field than whether it is filled in."""
    if condition.of:
        return any(_compares(part, field) for part in condition.of)
    return condition.field == field and condition.op is not Op.GIVEN


def _turns(condition: Condition, flow: Flow, field: Field, way: Branch) -> bool:
    now = holds(condition, way.values)
    return any(holds(condition, {**way.values, field.id: value}) != now for value in values_of(flow, field))


def said(flow: Flow, values: Mapping[str, Given], without: str = "") -> str:
    """What is filled in on a branch, as the YAML writes it: ``kind: annual, amount: 100000.01``."""
    shown = [
        f"{field.id}: {_shown(field, values[field.id])}"
        for field in flow.fields
        if field.id != without and values.get(field.id) is not None
    ]
    return ", ".join([*shown[:_MOST_SAID], *(["…"] if len(shown) > _MOST_SAID else [])]) or "nothing is filled in"


def _shown(field: Field, value: Given) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if field.kind is FieldKind.MONEY and isinstance(value, int):
        return f"{value // 100}.{value % 100:02d}".removesuffix(".00")
    return f"{value:g}" if isinstance(value, float) else str(value)
