"""meals.yaml: the meals of the day and the batches in which people go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from dutytui.procedures.day_times import day_problems, end_problems, entries, moment_of, shown
from dutytui.procedures.fields import DayTime, Defines, Duration, Id, LocalText, PostRef
from dutytui.procedures.model import Model
from dutytui.procedures.problem import Code, Problem
from dutytui.procedures.tree import Node
from dutytui.procedures.words import Words
from dutytui.rules.meals.procedure import Batch, Meal, Meals

if TYPE_CHECKING:
    from dutytui.procedures.sense import DayHours


class BatchModel(Model):
    """Those who go to eat together."""

    starts: DayTime = Field(description="When they leave; not before the batch before is to be back.")
    ends: DayTime = Field(description="When they are to be back; over time counts as late.")
    posts: list[PostRef] = Field(
        min_length=1,
        description="Posts whose holders go with this batch. Who holds several posts goes by the first of them that "
        "any batch names.",
    )


class MealModel(Model):
    """One meal of the day."""

    id: Annotated[Id, Defines("meal")] = Field(description="A lower-case word; stays in the records, never reuse it.")
    title: LocalText = Field(description="What people read.")
    batches: list[BatchModel] = Field(
        min_length=1, description="In the order in which they go: nobody leaves while anybody of another batch is out."
    )


class MealsFile(Model):
    """meals.yaml: the meals of the day and the batches in which people go."""

    recorders: list[PostRef] = Field(
        min_length=1, description="Posts that record who leaves and who is back; anybody may record themselves."
    )
    early: Duration = Field(default=0, description="How long before a meal its first batch may leave. Default 0m.")
    grace: Duration = Field(default=0, description="How long over time still counts as on time. Default 0m.")
    soon: Duration = Field(
        default=5, description="How long before somebody is due back the program tells of it. Default 5m."
    )
    hint: LocalText | None = Field(default=None, description="What those who stay do while a batch is out.")
    meals: list[MealModel] = Field(min_length=1, description="All meals.")


def built(file: MealsFile, words: Words) -> Meals:
    """As the rules have it."""
    return Meals(
        meals=tuple(
            Meal(
                one.id,
                words(one.title),
                tuple(Batch(batch.starts, batch.ends, tuple(batch.posts)) for batch in one.batches),
            )
            for one in file.meals
        ),
        recorders=tuple(file.recorders),
        early=file.early,
        grace=file.grace,
        soon=file.soon,
        hint=None if file.hint is None else words(file.hint),
    )


def sense(name: str, trees: Mapping[str, Node], hours: Sequence[DayHours]) -> Iterator[Problem]:
    """Batches that end before they start, begin before the one before is back, share a post or lie outside the day."""
    for meal in entries(trees[name], "meals"):
        before: Node | None = None
        posts: dict[str, Node] = {}
        for batch in entries(meal, "batches"):
            wrong = list(end_problems(name, batch.get("starts"), batch.get("ends"), hours))
            yield from wrong or _overlap(name, batch, before, hours)
            yield from day_problems(name, (batch.get("starts"), batch.get("ends")), trees, hours)
            for post, node in batch.texts("posts"):
                if posts.setdefault(post, node) is not node:
                    values = {"value": post, "first": posts[post].line}
                    yield Problem(name, node.line, node.column, Code.POST_IN_TWO_BATCHES, values)
            before = batch


def _overlap(name: str, batch: Node, before: Node | None, hours: Sequence[DayHours]) -> Iterator[Problem]:
    node = batch.get("starts")
    starts, back = moment_of(node), moment_of(before.get("ends") if before else None)
    if node is None or starts is None or back is None:
        return
    wrong = next((day for day in hours if day.minutes(starts) < day.minutes(back)), None)
    if wrong is not None:
        values = {"starts": shown(wrong, starts), "ends": shown(wrong, back), "hours": wrong.label}
        yield Problem(name, node.line, node.column, Code.BATCHES_OVERLAP, values)
