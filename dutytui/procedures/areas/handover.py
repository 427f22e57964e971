"""handover.yaml: who may hold the duty, and what is gone through when it is handed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from dutytui.procedures.day_times import day_problems, entries, moment_of, shown
from dutytui.procedures.fields import DayTime, Defines, Duration, Id, LocalText, PostRef, SeverityRef
from dutytui.procedures.model import Model
from dutytui.procedures.problem import Code, Problem
from dutytui.procedures.tree import Node
from dutytui.procedures.words import Words
from dutytui.rules.handover.procedure import Article, Handover, Shift
from dutytui.rules.self_check import SelfCheck

_DEFAULT = Handover()

if TYPE_CHECKING:
    from dutytui.procedures.sense import DayHours


class ShiftModel(Model):
    """A moment of the day at which the duty is handed over."""

    id: Annotated[Id, Defines("shift")] = Field(description="A lower-case word; stays in the records, never reuse it.")
    title: LocalText = Field(description="What people read.")
    at: DayTime = Field(description="When the duty passes; later than this the handover is late.")
    early: Duration = Field(default=10, description="How long before it relief should be there. Default 10m.")
    begins: Duration = Field(
        default=60, description="How long before it a handover may begin that counts for this shift. Default 1h."
    )


class ArticleModel(Model):
    """Something that is counted when the duty is handed over."""

    id: Annotated[Id, Defines("article")] = Field(
        description="A lower-case word; stays in the records, never reuse it."
    )
    title: LocalText = Field(description="What people read.")
    expected: float = Field(ge=0, description="How many there should be; any other number needs a reason.")
    unit: LocalText | None = Field(default=None, description="Unit, shown behind the number.")


class ReadBackModel(Model):
    """Matters that the receiver says back in their own words."""

    severities: list[SeverityRef] = Field(min_length=1, description="Severities of such matters, ids of logbook.yaml.")
    length: int = Field(
        default=_DEFAULT.read_back_length,
        ge=1,
        le=200,
        description="Letters or characters that it takes at least. Default 4.",
    )


class SelfCheckModel(Model):
    """Asks before a signature when it went more quickly than one can read."""

    items: int = Field(ge=2, le=1000, description="From so many items on …")
    seconds: int = Field(ge=1, le=3600, description="… within so many seconds.")


class HandoverFile(Model):
    """handover.yaml: who may hold the duty, and what is gone through when it is handed over."""

    holders: list[PostRef] = Field(min_length=1, description="Posts that may hold the duty; one person does at a time.")
    shifts: list[ShiftModel] = Field(
        default_factory=list, description="When the duty is handed over, the earliest first; may be none."
    )
    articles: list[ArticleModel] = Field(default_factory=list, description="What is counted, in the order shown.")
    read_back: ReadBackModel | None = Field(
        default=None, description="Which matters the receiver says back; without it one key acknowledges each."
    )
    self_check: SelfCheckModel | None = Field(
        default=None, description="Asks before a signature that comes very quickly; without it nothing is asked."
    )


def built(file: HandoverFile, words: Words) -> Handover:
    """As the rules have it."""
    read_back, check = file.read_back, file.self_check
    return Handover(
        holders=tuple(file.holders),
        shifts=tuple(Shift(one.id, words(one.title), one.at, one.early, one.begins) for one in file.shifts),
        articles=tuple(
            Article(one.id, words(one.title), one.expected, words(one.unit) if one.unit else None)
            for one in file.articles
        ),
        read_back=frozenset(read_back.severities) if read_back else frozenset(),
        read_back_length=read_back.length if read_back else 4,
        self_check=SelfCheck(check.items, check.seconds) if check else SelfCheck(),
    )


def sense(name: str, trees: Mapping[str, Node], hours: list[DayHours]) -> Iterator[Problem]:
    """Shifts lie within the business day and follow each other, with all hours of mall.yaml."""
    shifts = [shift.get("at") for shift in entries(trees[name], "shifts")]
    yield from day_problems(name, shifts, trees, hours)
    for before, node in pairwise(shifts):
        first, then = moment_of(before), moment_of(node)
        if node is None or first is None or then is None:
            continue
        wrong = next((day for day in hours if day.minutes(first) >= day.minutes(then)), None)
        if wrong is not None:
            values = {"time": shown(wrong, then), "before": shown(wrong, first), "hours": wrong.label}
            yield Problem(name, node.line, node.column, Code.SHIFT_NOT_LATER, values)
