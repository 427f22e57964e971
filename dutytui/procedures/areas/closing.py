"""closing.yaml: late stays, the sweep team, and the closing of the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import Field

from dutytui.procedures.fields import Duration, Id, PhaseRef, PostRef
from dutytui.procedures.model import Model
from dutytui.procedures.problem import Code, Problem
from dutytui.procedures.tree import Node
from dutytui.procedures.words import Words
from dutytui.rules.closing.procedure import Closing, DayEnd
from dutytui.rules.self_check import SelfCheck

_DAY_END = DayEnd()

_OF_THE_SWEEP = frozenset({"team", "people_step", "pace"})


class DayCheck(Model):
    """When whoever closes the day is asked whether everything was really looked at."""

    items: int = Field(ge=1, description="How many acts of theirs.")
    seconds: int = Field(ge=1, description="Within how many seconds.")


class DayModel(Model):
    """The closing of the day."""

    closed_by: list[PostRef] = Field(min_length=1, description="Posts that may close the day.")
    reopened_by: list[PostRef] = Field(
        min_length=1, description="Posts that may open a closed day again, with a reason."
    )
    must: list[PhaseRef] = Field(
        default_factory=list,
        description="Phases that no reason stands in for: the day is not closed while a required item of them is open.",
    )
    late_after: Duration = Field(
        default=_DAY_END.late_after,
        description="How long after the end of its last phase a day that is not closed is late. Default 30m.",
    )
    check: DayCheck | None = Field(
        default=None, description="From which pace on the program asks before closing; without it, never."
    )


class PaceModel(Model):
    """From when on a floor of the sweep counts as gone through too quickly."""

    steps: int = Field(ge=2, description="So many steps of one floor …")
    seconds: int = Field(ge=1, description="… recorded within so many seconds are marked, and the mark is kept.")


class ClosingFile(Model):
    """closing.yaml: late stays, the sweep team, and the closing of the day."""

    sweep: PhaseRef | None = Field(default=None, description="The phase that is swept floor by floor.")
    lock_up: PhaseRef | None = Field(default=None, description="The phase in which the mall is locked.")
    team: list[PostRef] = Field(
        default_factory=list,
        description="Posts that sweep together, each another person; nothing of the sweep begins before.",
    )
    people_step: Id | None = Field(
        default=None, description="The item of the sweep at which people left behind are found (late stays are none)."
    )
    pace: PaceModel | None = Field(default=None, description="When a floor is marked as gone through too quickly.")
    stay_warning: Duration = Field(default=0, description="How long before its end a late stay is told.")
    day: DayModel | None = Field(default=None, description="The closing of the day; without it, days stay open.")


def built(file: ClosingFile, words: Words) -> Closing:  # noqa: ARG001 - one shape for all files
    """As the rules have it."""
    return Closing(
        sweep=file.sweep or "",
        lock_up=file.lock_up or "",
        team=tuple(file.team),
        people_step=file.people_step or "",
        pace=SelfCheck() if file.pace is None else SelfCheck(file.pace.steps, file.pace.seconds),
        stay_warning=file.stay_warning,
        day=None if file.day is None else _day(file.day),
    )


def _day(day: DayModel) -> DayEnd:
    check = SelfCheck() if day.check is None else SelfCheck(day.check.items, day.check.seconds)
    return DayEnd(tuple(day.closed_by), tuple(day.reopened_by), tuple(day.must), day.late_after, check)


def sense(name: str, trees: Mapping[str, Node], hours: object) -> Iterator[Problem]:  # noqa: ARG001 - one shape for all
    """The step at which people are found must be an item of the sweep; what is about the sweep needs one."""
    from dutytui.procedures.references import unknown  # late: it reads the models, which name this file's

    root = trees[name]
    step, sweep = root.get("people_step"), root.text_of("sweep")
    if isinstance(root.value, dict) and root.get("sweep") is None:
        for key in _OF_THE_SWEEP & root.keys.keys():
            yield Problem(name, *root.keys[key], Code.KEY_NEEDS_KEY, {"key": key, "needed": "sweep"})
    phase = trees.get(f"day/{sweep}.yaml")
    items = phase.get("items") if phase else None
    if step is not None and items is not None:
        ids = {str(item.text_of("id")) for item in items.children()}
        yield from unknown(name, step, Code.UNKNOWN_ITEM, ids)
