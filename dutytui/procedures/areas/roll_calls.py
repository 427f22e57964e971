"""roll_calls.yaml: the roll calls of the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from dutytui.procedures.day_times import day_problems, end_problems, entries
from dutytui.procedures.fields import DayTime, Defines, Duration, Id, LocalText, PostRef
from dutytui.procedures.model import Model
from dutytui.procedures.problem import Problem
from dutytui.procedures.tree import Node
from dutytui.procedures.words import Words
from dutytui.rules.roll_call.procedure import RollCall

if TYPE_CHECKING:
    from dutytui.procedures.sense import DayHours


class RollCallModel(Model):
    """One roll call."""

    id: Annotated[Id, Defines("call")] = Field(description="A lower-case word; stays in the records, never reuse it.")
    title: LocalText = Field(description="What people read.")
    order: LocalText = Field(description="What the order is called that follows it, such as: Order to open.")
    starts: DayTime = Field(description="From when the posts are called.")
    by: DayTime = Field(description="When the order is due, later than `starts` with all hours of mall.yaml.")
    warn: Duration = Field(default=5, description="How long before `by` it is told that the order is due. Default 5m.")
    posts: list[PostRef] = Field(min_length=1, description="Posts that are called, in this order.")
    orders: list[PostRef] = Field(min_length=1, description="Posts that may give the order, hold it and release it.")


class RollCallsFile(Model):
    """roll_calls.yaml: the roll calls of the day, each before an order to go."""

    roll_calls: list[RollCallModel] = Field(min_length=1, description="All roll calls.")


def built(file: RollCallsFile, words: Words) -> tuple[RollCall, ...]:
    """As the rules have them."""
    return tuple(_built(one, words) for one in file.roll_calls)


def _built(one: RollCallModel, words: Words) -> RollCall:
    return RollCall(
        id=one.id,
        title=words(one.title),
        order=words(one.order),
        starts=one.starts,
        by=one.by,
        posts=tuple(one.posts),
        orders=tuple(one.orders),
        warn=one.warn,
    )


def sense(name: str, trees: Mapping[str, Node], hours: Sequence[DayHours]) -> Iterator[Problem]:
    """An order that is due before its roll call begins, or on another day, with the hours of any day."""
    for call in entries(trees[name], "roll_calls"):
        starts, by = call.get("starts"), call.get("by")
        yield from end_problems(name, starts, by, hours)
        yield from day_problems(name, (starts, by), trees, hours)
