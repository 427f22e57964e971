"""approvals.yaml: what holds for the requests of every flow; the flows are files of their own."""

from __future__ import annotations

from pydantic import Field

from dutytui.procedures.fields import Duration, PostRef
from dutytui.procedures.flows.values import Days, FlowRef
from dutytui.procedures.model import Model
from dutytui.procedures.words import Words
from dutytui.rules.approvals.flow import Approvals

_DEFAULT = Approvals()


class RemindModel(Model):
    """How often the submitter may remind those who are to sign, at one step."""

    at_most: int = Field(default=_DEFAULT.remind_at_most, ge=0, le=99, description="So many times. Default 3.")
    every: Duration = Field(default=_DEFAULT.remind_every, description="Not again before this long. Default 1h.")


class ApprovalsFile(Model):
    """approvals.yaml: what holds for the requests of every flow of the folder flows."""

    stands_in: list[PostRef] = Field(
        min_length=1,
        description="Posts that sign where nobody else can, because a post is empty or its only holder is the "
        "submitter. Two people at least must hold them.",
    )
    remind: RemindModel = Field(default_factory=RemindModel, description="Bounds of reminding.")
    soon: Duration = Field(
        default=_DEFAULT.soon, description="How long before a time limit the bell reminds of it. Default 30m."
    )
    told_for: Days = Field(
        default=_DEFAULT.told_for,
        description="How long those who are informed find an ended request in their queue. Default 14d.",
    )
    longest_delegation: Days = Field(
        default=_DEFAULT.longest_delegation, description="How long somebody may sign for somebody else. Default 30d."
    )
    change_control: FlowRef | None = Field(
        default=None,
        description="Flow that a change of these files goes through before it is in force; it has `adopts: true`. "
        "Left out, the files count as they are.",
    )


def built(file: ApprovalsFile, words: Words) -> Approvals:  # noqa: ARG001 - all areas have it
    """As the rules have it, without the flows."""
    return Approvals(
        stands_in=tuple(file.stands_in),
        remind_at_most=file.remind.at_most,
        remind_every=file.remind.every,
        soon=file.soon,
        told_for=file.told_for,
        longest_delegation=file.longest_delegation,
        change_control=file.change_control or "",
    )
