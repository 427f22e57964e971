"""flows/<ID>.yaml, key by key. The descriptions are the texts of the schema and of docs/procedures.md."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dutytui.procedures.fields import ClockTime, Defines, Id, LocalText, PostRef, one_of
from dutytui.procedures.flows.values import ConditionValue, DueTime, FlowId, FlowRef, SignerRef
from dutytui.procedures.model import Model
from dutytui.rules.approvals.flow import FieldKind, InformAt, Sign, StepKind

START_WORD = "start"
"""How the YAML writes that a rejection goes back to the submitter."""

_UNIQUE = "A lower-case word, unique in its list; stays in the records."
_WHEN = "a condition on fields that are asked before."


class FieldChoiceModel(Model):
    """One answer of a field of kind choice."""

    id: Id = Field(description=_UNIQUE)
    title: LocalText = Field(description="What people read.")


class FlowFieldModel(Model):
    """Something that a request asks for."""

    id: Id = Field(description=_UNIQUE)
    title: LocalText = Field(description="What people read.")
    kind: Annotated[str, *one_of(*(kind.value for kind in FieldKind))] = Field(
        default=FieldKind.LINE.value,
        description="line: one line of words; text: several; number; money: yuan, at most two decimals; date; "
        "choice: one of `choices`; yes_no; file: the name of a document that goes with it. Default line.",
    )
    required: bool = Field(default=True, description="Whether it must be filled in where it is asked.")
    when: ConditionValue | None = Field(default=None, description=f"Asked only where this holds: {_WHEN}")
    unit: LocalText | None = Field(default=None, description="Unit of a number, shown behind it.")
    minimum: float | None = Field(default=None, description="Smallest number or sum that is taken, itself included.")
    maximum: float | None = Field(default=None, description="Largest number or sum that is taken, itself included.")
    choices: list[FieldChoiceModel] | None = Field(
        default=None, min_length=2, description="The answers of a field of kind choice, two or more."
    )
    hint: LocalText | None = Field(default=None, description="More words, shown while it is filled in.")


class StepModel(Model):
    """One place that a request comes by; the steps follow each other in the order of the list."""

    id: Id = Field(description=_UNIQUE)
    title: LocalText = Field(description="What happens here, in a few words.")
    posts: list[SignerRef] = Field(
        min_length=1, description="Who signs; `submitter`, whoever it is, only where the kind is do."
    )
    kind: Annotated[str, *one_of(*(kind.value for kind in StepKind))] = Field(
        default=StepKind.APPROVE.value,
        description="approve: a decision, never the submitter's own; do: something is carried out. Default approve.",
    )
    sign: Annotated[str, *one_of(*(sign.value for sign in Sign))] = Field(
        default=Sign.ANY.value,
        description="any: one signature of any of the posts; all: one of each post, by different people. Default any.",
    )
    when: ConditionValue | None = Field(default=None, description=f"Passed over where this does not hold: {_WHEN}")
    fields: list[Id] = Field(
        default_factory=list,
        description="Fields that its signers fill in or change, by id; fields that no step names are asked at the "
        "start.",
    )
    sees: list[Id] = Field(
        default_factory=list,
        description="Fields that the decision rests on, by id: when one of them is changed later, it is asked again. "
        "Left out, all that were asked up to here.",
    )
    due: DueTime | None = Field(default=None, description="Time that it may take; left out, any time.")
    escalates: list[PostRef] = Field(default_factory=list, description="Posts that are told when it is late.")
    rejects: bool | None = Field(
        default=None, description="Whether its signers may reject. Default: true for approve, false for do."
    )
    rejected: Id | None = Field(
        default=None,
        description="Where a rejection leads: end, start (back to the submitter), or an earlier step. Default end.",
    )
    opinion: bool = Field(
        default=False, description="Whether an approval needs words, too; a rejection always needs them."
    )
    check_ins: list[ClockTime] = Field(
        default_factory=list, description="Times at which whoever is out calls in while it stands here; kind do only."
    )
    hint: LocalText | None = Field(default=None, description="More words, shown to whoever signs.")


class InformModel(Model):
    """Posts that are told, without a say."""

    posts: list[PostRef] = Field(min_length=1, description="Who is told.")
    at: Annotated[str, *one_of(*(at.value for at in InformAt))] = Field(
        description="submitted: when it is submitted; approved: when it is approved; ended: however it ends."
    )
    when: ConditionValue | None = Field(default=None, description="Told only where this condition holds.")


class FollowModel(Model):
    """What is to come of an approved request."""

    id: Id = Field(description=_UNIQUE)
    title: LocalText = Field(description="What is to be done, in a few words.")
    posts: list[PostRef] = Field(min_length=1, description="Who sees to it.")
    flow: FlowRef | None = Field(
        default=None, description="Flow to begin, by its id; left out, a task that is said to be done."
    )
    when: ConditionValue | None = Field(default=None, description="Comes only where this condition holds.")
    within: DueTime | None = Field(default=None, description="Time until it is due, from the approval.")
    carry: dict[Id, Id] = Field(
        default_factory=dict, description="Fields that the new request takes over: field here: field there."
    )


class FlowFile(Model):
    """flows/<ID>.yaml: one kind of request, and the way it goes."""

    id: Annotated[FlowId, Defines("flow")] = Field(
        description="The file's name without .yaml: capitals, digits, hyphens, up to 12; stays in the records."
    )
    title: LocalText = Field(description="What people read.")
    hint: LocalText | None = Field(default=None, description="When to use it, in a line.")
    submitters: list[PostRef] = Field(min_length=1, description="Posts that may begin one.")
    batch: bool = Field(default=False, description="Whether several may be approved with one key.")
    adopts: bool = Field(
        default=False, description="Whether its approval puts a changed version of these files in force."
    )
    fields: list[FlowFieldModel] = Field(default_factory=list, description="What it asks for, in the order shown.")
    steps: list[StepModel] = Field(min_length=1, description="Who signs, in this order.")
    informed: list[InformModel] = Field(default_factory=list, description="Who is told.")
    follows: list[FollowModel] = Field(default_factory=list, description="What follows an approved request.")
