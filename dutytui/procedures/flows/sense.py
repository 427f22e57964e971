"""What is wrong between the values of one flow's file: fields, conditions, steps, and the flows that follow.

Everything here reads the tree, so that one wrong value hides nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from dutytui.procedures.flows.conditions import GIVEN, RESERVED_FIELDS, Asked, Slip, named, read
from dutytui.procedures.flows.models import START_WORD
from dutytui.procedures.flows.values import hundredths
from dutytui.procedures.problem import Code, Problem
from dutytui.procedures.references import unknown
from dutytui.procedures.syntax import full_width
from dutytui.procedures.tree import Node
from dutytui.rules.approvals.flow import END, SUBMITTER, FieldKind, InformAt, StepKind
from dutytui.rules.lazy_dataclass import dataclass

_ONLY_FOR = {
    "unit": ("number",),
    "minimum": ("number", "money"),
    "maximum": ("number", "money"),
    "choices": ("choice",),
}
_KINDS = {kind.value: kind for kind in FieldKind}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A flow's file as far as it can be read. fields: by id, in order; first_step: number of the first step that asks
    a field, -1 where it is asked at the start."""

    name: str
    root: Node
    fields: Mapping[str, Asked]
    first_step: Mapping[str, int]

    def known_before(self, step: int) -> set[str]:
        """Fields that are filled in when the step with this number begins."""
        return {field for field, first in self.first_step.items() if first < step}


def sheet(name: str, root: Node) -> Sheet:
    fields: dict[str, Asked] = {}
    for node in entries(root, "fields"):
        choices = frozenset(text for one in entries(node, "choices") if (text := one.text_of("id")))
        if (field := node.text_of("id")) is not None:
            kind = _KINDS.get(node.text_of("kind") or "") if node.get("kind") else FieldKind.LINE
            fields.setdefault(field, Asked(kind, choices))
    first_step = dict.fromkeys(fields, -1)
    for number, step in reversed(list(enumerate(entries(root, "steps")))):
        first_step |= {field: number for field, _ in step.texts("fields") if field in fields}
    return Sheet(name, root, fields, first_step)


def entries(node: Node, key: str) -> list[Node]:
    """The entries of the list under a key; none where there is no list."""
    below = node.get(key)
    return below.children() if below else []


def flow_problems(this: Sheet, others: Mapping[str, Sheet]) -> Iterator[Problem]:
    """others: the sheets of all flows, by id."""
    yield from _fields(this)
    for number, step in enumerate(entries(this.root, "steps")):
        yield from _step(this, number, step)
    for told in entries(this.root, "informed"):
        at_start = told.text_of("at") == InformAt.SUBMITTED
        yield from _condition(this, told, this.known_before(0) if at_start else this.fields)
    for follow in entries(this.root, "follows"):
        yield from _condition(this, follow, this.fields)
        yield from _carried(this, follow, others)


def _fields(this: Sheet) -> Iterator[Problem]:
    before: set[str] = set()
    for field in entries(this.root, "fields"):
        identity = field.get("id")
        text = identity.text() if identity else None
        yield from _reserved(this.name, identity, RESERVED_FIELDS)
        for choice in entries(field, "choices"):
            yield from _reserved(this.name, choice.get("id"), {GIVEN})
        yield from _limits(this.name, field)
        step = this.first_step.get(text or "", -1)
        with_it = {one for one in before if this.first_step.get(one) == step}
        yield from _condition(this, field, this.known_before(step) | with_it)
        if text:
            before.add(text)


def _limits(name: str, field: Node) -> Iterator[Problem]:
    """What belongs to another kind of field, and limits that leave nothing."""
    kind = field.text_of("kind") if field.get("kind") else FieldKind.LINE.value
    for key, kinds in _ONLY_FOR.items():
        if kind in _KINDS and kind not in kinds and isinstance(field.value, dict) and key in field.value:
            yield Problem(
                name, *field.keys[key], Code.ONLY_FOR_KIND, {"key": key, "kind": str(kind), "right": kinds[0]}
            )
    if kind == FieldKind.CHOICE and field.get("choices") is None:
        yield at(name, field.get("kind"), Code.CHOICES_MISSING)
    limits = {key: _number(field.get(key)) for key in ("minimum", "maximum")}
    for key, limit in limits.items():
        if kind == FieldKind.MONEY and limit is not None and hundredths(limit) is None:
            yield at(name, field.get(key), Code.MONEY_TOO_FINE, value=str(limit))
    minimum, maximum = limits.values()
    if minimum is not None and maximum is not None and minimum > maximum:
        yield at(name, field.get("minimum"), Code.MINIMUM_OVER_MAXIMUM, minimum=str(minimum), maximum=str(maximum))


def _step(this: Sheet, number: int, step: Node) -> Iterator[Problem]:
    kind = step.text_of("kind") if step.get("kind") else StepKind.APPROVE.value
    yield from _reserved(this.name, step.get("id"), {START_WORD, END})
    yield from _condition(this, step, this.known_before(number))
    for key in ("fields", "sees"):
        for _, node in step.texts(key):
            yield from unknown(this.name, node, Code.UNKNOWN_FIELD, set(this.fields))
    for field, node in step.texts("sees"):
        if this.first_step.get(field, -1) > number:
            yield at(this.name, node, Code.FIELD_ASKED_LATER, value=field)
    if kind == StepKind.APPROVE:
        for text, node in step.texts("posts"):
            if text == SUBMITTER:
                yield at(this.name, node, Code.SUBMITTER_DECIDES)
        if isinstance(step.value, dict) and "check_ins" in step.value:
            values = {"key": "check_ins", "kind": str(kind), "right": StepKind.DO.value}
            yield Problem(this.name, *step.keys["check_ins"], Code.ONLY_FOR_KIND, values)
    yield from _rejected(this, number, step, kind)


def _rejected(this: Sheet, number: int, step: Node, kind: str | None) -> Iterator[Problem]:
    rejected, rejects = step.get("rejected"), step.get("rejects")
    if rejected is None or not rejected.text():
        return
    may = rejects.value is True if rejects is not None else kind == StepKind.APPROVE
    if not may and kind in (StepKind.APPROVE, StepKind.DO):
        values = {"key": "rejected", "needed": "rejects: true"}
        yield Problem(this.name, *step.keys["rejected"], Code.KEY_NEEDS_KEY, values)
    steps = [one.text_of("id") for one in entries(this.root, "steps")]
    earlier, target = steps[:number], rejected.text()
    if target in (END, START_WORD) or target in earlier:
        return
    if target in steps:
        yield at(this.name, rejected, Code.REJECTED_NOT_EARLIER, value=str(target))
    else:
        yield from unknown(this.name, rejected, Code.UNKNOWN_STEP, {one for one in earlier if one})


def _condition(this: Sheet, owner: Node, known: Iterable[str]) -> Iterator[Problem]:
    """The condition under `when`. known: fields that are filled in where it is asked."""
    node = owner.get("when")
    if node is None or not isinstance(node.value, dict):
        return
    value = node.plain()
    known = set(known)
    _, slips = read(value, this.fields)
    for slip in slips:
        yield _told(this.name, node, slip)
    for field, path in named(value):
        if field in this.fields and field not in known:
            yield _told(this.name, node, Slip(path, True, Code.FIELD_ASKED_LATER, {"value": field}))


def _told(name: str, node: Node, slip: Slip) -> Problem:
    """A slip at its place in the file."""
    place = node.line, node.column
    for step in slip.path:
        if isinstance(node.value, dict):
            place, node = node.keys[str(step)], node.value[str(step)]
            word: str | None = str(step)
        else:
            node = node.children()[int(step)]
            place, word = (node.line, node.column), node.text()
    if not slip.on_key:
        place, word = (node.line, node.column), node.text()
    wrong = full_width(word) if slip.path and word else None
    if wrong:
        return Problem(name, place[0], place[1] + wrong[0], Code.FULL_WIDTH, wrong[1])
    return Problem(name, *place, slip.code, slip.values)


def _carried(this: Sheet, follow: Node, others: Mapping[str, Sheet]) -> Iterator[Problem]:
    carry, flow = follow.get("carry"), follow.get("flow")
    if carry is None or not isinstance(carry.value, dict):
        return
    if flow is None:
        yield Problem(this.name, *follow.keys["carry"], Code.KEY_NEEDS_KEY, {"key": "carry", "needed": "flow"})
    there = others.get(flow.text() or "") if flow else None
    for source, target in carry.value.items():
        line, column = carry.keys[source]
        yield from unknown(this.name, Node(source, line, column), Code.UNKNOWN_FIELD, set(this.fields))
        if there is None or target.text() is None:
            continue
        yield from unknown(this.name, target, Code.UNKNOWN_FIELD, set(there.fields))
        here, other = this.fields.get(source), there.fields.get(str(target.value))
        if here and other and here.kind and other.kind and here.kind is not other.kind:
            values = {"field": source, "kind": here.kind.value, "value": str(target.value), "other": other.kind.value}
            yield at(this.name, target, Code.CARRIED_KIND_DIFFERS, flow=str(there.root.text_of("id")), **values)


def _reserved(name: str, node: Node | None, words: Set[str]) -> Iterator[Problem]:
    if node is not None and node.value in list(words):
        yield at(name, node, Code.RESERVED_WORD, value=str(node.value))


def at(name: str, node: Node | None, code: Code, **values: object) -> Problem:
    """A problem at a node of a file; at its beginning where there is none."""
    return Problem(name, node.line if node else 1, node.column if node else 1, code, values)


def _number(node: Node | None) -> float | None:
    value = node.value if node else None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
