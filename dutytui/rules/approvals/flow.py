"""A flow, as its YAML says: what is asked, who signs in which order, and what turns the way.

A flow is a list of steps. A step whose condition does not hold is passed over, so branches are steps with conditions
and not arrows; the only way back is that somebody sends a request back. All of it is data: it is recorded with every
request that starts, which so keeps the version it started under, whatever the mall changes later.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from dutytui.rules.approvals.conditions import Condition, fields_of
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.words import Text

SUBMITTER = "submitter"
"""In `Step.posts`: whoever submitted the request, for steps that are done and not decided (the report of an outing)."""

START = ""
"""In place of a step's id: back to the submitter."""
END = "end"
"""`Step.rejected` where a rejection ends the request."""


class FieldKind(StrEnum):
    LINE = "line"  # one line of words
    TEXT = "text"  # words of several lines
    NUMBER = "number"  # int or float
    MONEY = "money"  # int, whole hundredths of the mall's currency
    DATE = "date"  # ISO date
    CHOICE = "choice"  # a choice's id
    YES_NO = "yes_no"  # bool
    FILE = "file"  # the name of a document that goes with the request


@dataclass(frozen=True, slots=True)
class FieldChoice:
    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a request asks for.

    required: it can't be empty where it is asked; when: it is asked only where this holds; minimum and maximum:
    inclusive, in hundredths for money, None is open; choices: of a CHOICE, else none.
    """

    id: str
    title: Text
    kind: FieldKind = FieldKind.LINE
    required: bool = True
    when: Condition | None = None
    unit: Text | None = None
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[FieldChoice, ...] = ()
    hint: Text | None = None


class StepKind(StrEnum):
    APPROVE = "approve"  # a decision: never the submitter's own
    DO = "do"  # something is carried out and said to be done


class Sign(StrEnum):
    ANY = "any"  # 或签: one signature of any of the posts
    ALL = "all"  # 会签: a signature for each post; who holds several of them signs once for all


class DueUnit(StrEnum):
    MINUTES = "minutes"
    DAYS = "days"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True, slots=True)
class Due:
    """How long something may take, from when it came up: so many (count) of the unit."""

    count: int
    unit: DueUnit


@dataclass(frozen=True, slots=True)
class Step:
    """One place that a request comes by.

    posts: who signs (`SUBMITTER` only where kind is DO); when: passed over where this does not hold; fields: ids of
    fields that its signers fill in or change; sees: ids of fields its decision rests on, none for all that were asked
    up to it: when one of them is changed later, it is asked again; due: None takes any time; escalates: posts that are
    told when it is late; rejects: whether its signers may reject; rejected: where a rejection leads: `END`, `START` or
    an earlier step; opinion: an approval needs words, too (a rejection and a sending back always do); check_ins: times
    of the day, minutes after midnight, at which whoever is out calls in while the request stands here.
    """

    id: str
    title: Text
    posts: tuple[str, ...]
    kind: StepKind = StepKind.APPROVE
    sign: Sign = Sign.ANY
    when: Condition | None = None
    fields: tuple[str, ...] = ()
    sees: tuple[str, ...] = ()
    due: Due | None = None
    escalates: tuple[str, ...] = ()
    rejects: bool = True
    rejected: str = END
    opinion: bool = False
    check_ins: tuple[int, ...] = ()
    hint: Text | None = None


class InformAt(StrEnum):
    SUBMITTED = "submitted"
    APPROVED = "approved"
    ENDED = "ended"  # however it ended


@dataclass(frozen=True, slots=True)
class Inform:
    """Posts that are told, without a say (抄送)."""

    posts: tuple[str, ...]
    at: InformAt
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What is to come of an approved request: another flow, or a task.

    flow: id of the flow to begin, "" for a task that is done and said so; posts: who sees to it; within: from approval
    on; carry: (field here, field there) that are taken over into the new request.
    """

    id: str
    title: Text
    posts: tuple[str, ...]
    flow: str = ""
    when: Condition | None = None
    within: Due | None = None
    carry: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """One kind of request.

    id: as people call it (``SY003``); submitters: posts that may begin one; fields: all, in the order they are shown;
    those that no step names are asked at the start; batch: several may be approved with one key; adopts: its approval
    puts a changed version of the procedures in force.
    """

    id: str
    title: Text
    submitters: tuple[str, ...]
    steps: tuple[Step, ...]
    fields: tuple[Field, ...] = ()
    informed: tuple[Inform, ...] = ()
    follows: tuple[FollowUp, ...] = ()
    batch: bool = False
    adopts: bool = False
    hint: Text | None = None

    def field(self, field_id: str) -> Field | None:
        return next((one for one in self.fields if one.id == field_id), None)

    def step(self, step_id: str) -> Step | None:
        return next((one for one in self.steps if one.id == step_id), None)

    def asked_at_start(self) -> tuple[Field, ...]:
        later = {name for step in self.steps for name in step.fields}
        return tuple(one for one in self.fields if one.id not in later)

    def asked_again(self, ask: Collection[str]) -> tuple[Field, ...]:
        """Of what is asked at the start, what is asked when these fields (ids; none: all) are to be amended: they, and
        those that come to be asked for by them. Outside the plan is not said without the reason why."""
        again: set[str] = set()
        more = set(ask)
        while more:
            again |= more
            more = {one.id for one in self.fields if fields_of(one.when) & again} - again
        return tuple(one for one in self.asked_at_start() if not ask or one.id in again)

    def seen_by(self, step: Step) -> frozenset[str]:
        """Ids of the fields that a step's signature rests on."""
        if step.sees:
            return frozenset(step.sees)
        asked = {one.id for one in self.asked_at_start()}
        for earlier in self.steps:
            asked |= set(earlier.fields)
            if earlier.id == step.id:
                break
        return frozenset(asked)


@dataclass(frozen=True, slots=True)
class Approvals:
    """Everything the mall says of approvals: approvals.yaml and the flows of ``flows/``.

    stands_in: posts that sign where nobody else can, because a post is empty or its only holder is the submitter;
    remind_at_most and remind_every (minutes) bound how often the submitter may remind at one step; soon: minutes
    before a deadline from which the bell reminds; told_for: days for which those who are informed find an ended
    request in their queue; longest_delegation: days; change_control: id of the flow that a change of the procedures
    goes through, "" where they change as the files do.
    """

    flows: tuple[Flow, ...] = ()
    stands_in: tuple[str, ...] = ()
    remind_at_most: int = 3
    remind_every: int = 60
    soon: int = 30
    told_for: int = 14
    longest_delegation: int = 30
    change_control: str = ""

    def flow(self, flow_id: str) -> Flow | None:
        return next((one for one in self.flows if one.id == flow_id), None)
