"""The obligations of calendar.yaml: their models, what they come to in the rules, and what makes no sense in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field, PlainValidator, WithJsonSchema

from dutytui.procedures.day_times import entries
from dutytui.procedures.fields import ClockTime, Day, Defines, Id, LocalText, PostRef, one_of, wrong
from dutytui.procedures.flows.values import Days, FlowIfThere, days
from dutytui.procedures.model import Model
from dutytui.procedures.problem import Code, Problem
from dutytui.procedures.tree import Node
from dutytui.procedures.words import Words
from dutytui.rules.obligations.procedure import LAST, Every, Obligation, OnRestDay, Rule

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HALF_MONTH = "half_month"
_LAST = "last"


def _number(value: Any) -> int:
    if value == _LAST:
        return LAST
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 366:
        raise wrong(Code.BAD_DAY_NUMBER, value)
    return value


DayNumber = Annotated[
    int,
    PlainValidator(_number),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 1, "maximum": 366}, {"type": "string", "enum": [_LAST]}]}),
]
Weekday = Annotated[str, *one_of(*WEEKDAYS)]


def _month(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 12:
        raise wrong(Code.BAD_MONTH_NUMBER, value)
    return value


MonthNumber = Annotated[int, PlainValidator(_month), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 12})]


class RuleModel(Model):
    """When an obligation falls due."""

    every: Annotated[str, *one_of("week", _HALF_MONTH, "month", "quarter", "year")] = Field(
        description="week: on `weekday`; half_month: on the two dates of `days`; month, quarter, year: on `day` or on "
        "`working_day`. Weeks begin on Monday, quarters in January, April, July and October."
    )
    weekday: Weekday | None = Field(default=None, description="With week: the day of the week.")
    days: list[DayNumber] | None = Field(
        default=None, min_length=2, max_length=2, description="With half_month: two days of the month, as [15, last]."
    )
    day: DayNumber | None = Field(default=None, description="The day of the period from 1, or the word last.")
    working_day: DayNumber | None = Field(
        default=None, description="The working day of the period from 1, or the word last; instead of `day`."
    )
    month: MonthNumber | None = Field(
        default=None,
        description="With quarter (1 to 3) and year (1 to 12): the month in which days are counted; without it, they "
        "are counted through the whole period.",
    )


class ObligationModel(Model):
    """Something that falls due again and again."""

    id: Annotated[Id, Defines("obligation")] = Field(
        description="A lower-case word; stays in the records, never reuse it."
    )
    title: LocalText = Field(description="What is to be done, in a few words.")
    due: RuleModel = Field(description="On which dates.")
    time: ClockTime | None = Field(default=None, description="By what time of that day; without it, within the day.")
    lead: Days = Field(
        default=3,
        description="How long ahead it is shown; if that is a rest day, from the working day before it. Default 3d.",
    )
    on_rest_day: Annotated[str, *one_of(*(one.value for one in OnRestDay))] = Field(
        default=OnRestDay.KEEP.value,
        description="What becomes of a date on a rest day: keep: it stays; before: the working day before it; "
        "after: the working day after it. Default keep.",
    )
    posts: list[PostRef] = Field(min_length=1, description="Posts that see to it, any one of them.")
    to: LocalText | None = Field(default=None, description="Who gets it, or with whom it is done.")
    hint: LocalText | None = Field(default=None, description="More words, shown in its details.")
    flow: FlowIfThere | None = Field(
        default=None,
        description="The flow that does it, by id: Enter begins a request. In a mall without that flow it is done by "
        "hand.",
    )
    starts: Day | None = Field(default=None, description="The first date that may fall due, itself included.")
    ends: Day | None = Field(default=None, description="The last date that may fall due, itself included.")


def built(one: ObligationModel, words: Words) -> Obligation:
    """As the rules have it."""
    return Obligation(
        id=one.id,
        title=words(one.title),
        rule=_rule(one.due),
        posts=tuple(one.posts),
        time=one.time,
        lead=one.lead,
        on_rest_day=OnRestDay(one.on_rest_day),
        to=None if one.to is None else words(one.to),
        hint=None if one.hint is None else words(one.hint),
        flow=one.flow or "",
        starts=one.starts,
        ends=one.ends,
    )


def _rule(due: RuleModel) -> Rule:
    every = Every.MONTH if due.every == _HALF_MONTH else Every(due.every)
    if due.weekday is not None:
        return Rule(every, (WEEKDAYS.index(due.weekday) + 1,))
    counted = due.days or [one for one in (due.day, due.working_day) if one is not None]
    return Rule(every, tuple(counted), due.month or 0, due.working_day is not None)


# -- sense --------------------------------------------------------------------------------------------------------

_NEEDED = {"week": ("weekday",), _HALF_MONTH: ("days",)}
_DAY_KEYS = ("weekday", "days", "day", "working_day")
_BY_DAY = ("day", "working_day")
_WITH_MONTH = ("quarter", "year")
_MOST_DAYS = {"month": 28, _HALF_MONTH: 28, "quarter": 90, "year": 365}
"""Days that every such period has."""
_MOST_WORKING_DAYS = {"month": 15, "quarter": 54, "year": 240}
"""As few as holidays leave in any year: a February with the Spring Festival has fewer than twenty."""
_LENGTH = {"week": 7, _HALF_MONTH: 15, "month": 28, "quarter": 90, "year": 365}
_DAYS_OF_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def sense(name: str, trees: Mapping[str, Node]) -> Iterator[Problem]:
    """Rules without a day, days that not every period has, leads longer than a period, and two that are alike."""
    seen: dict[str, Node] = {}
    for one in entries(trees[name], "obligations"):
        due = one.get("due")
        every = due.text_of("every") if due is not None else None
        if due is not None and every in _LENGTH:
            yield from _rule_problems(name, due, every)
            yield from _lead_problems(name, one, every)
        starts, ends = one.get("starts"), one.get("ends")
        if starts is not None and ends is not None and (starts.text() or "") > (ends.text() or "~"):
            yield Problem(name, ends.line, ends.column, Code.ENDS_BEFORE_IT_STARTS, {"value": ends.text()})
        yield from _alike(name, one, seen)


def _rule_problems(name: str, due: Node, every: str) -> Iterator[Problem]:
    needed = _NEEDED.get(every, _BY_DAY)
    given = [key for key in _DAY_KEYS if due.get(key) is not None]
    allowed = {*needed, *(("month",) if every in _WITH_MONTH else ())}
    for key in (*given, *(("month",) if due.get("month") is not None else ())):
        if key not in allowed:
            values = {"key": key, "every": every, "needed": list(needed)}
            yield Problem(name, *due.keys[key], Code.DAY_KEY_DOES_NOT_FIT, values)
    if not set(given) & set(needed):
        place = due.get("every") or due
        yield Problem(name, place.line, place.column, Code.RULE_WITHOUT_DAY, {"every": every, "needed": list(needed)})
    if set(given) >= set(_BY_DAY):
        yield Problem(name, *due.keys["working_day"], Code.DAY_TWICE)
    yield from _day_problems(name, due, every)


def _day_problems(name: str, due: Node, every: str) -> Iterator[Problem]:
    month = due.get("month")
    if month is not None and every == "quarter" and isinstance(month.value, int) and month.value > 3:
        yield Problem(name, month.line, month.column, Code.NO_SUCH_MONTH, {"value": month.value})
    days_of = due.get("days")
    counted = [one for one in (due.get("day"), *(days_of.children() if days_of else ())) if one is not None]
    for node, most in (
        *((node, _most_days(every, month)) for node in counted),
        *((node, _most_working_days(every, month)) for node in [due.get("working_day")] if node is not None),
    ):
        if most and isinstance(node.value, int) and not isinstance(node.value, bool) and most < node.value <= 366:
            values = {"value": node.value, "most": most}
            yield Problem(name, node.line, node.column, Code.DAY_NOT_ALWAYS_THERE, values)


def _most_days(every: str, month: Node | None) -> int:
    number = month.value if month is not None else None
    if not isinstance(number, int) or every not in _WITH_MONTH:
        return _MOST_DAYS.get(every, 0)
    if every == "year":
        return _DAYS_OF_MONTH[number - 1] if 1 <= number <= 12 else 0
    return min(_DAYS_OF_MONTH[number - 1 :: 3]) if 1 <= number <= 3 else 0


def _most_working_days(every: str, month: Node | None) -> int:
    return _MOST_WORKING_DAYS.get("month" if month is not None else every, 0)


def _lead_problems(name: str, one: Node, every: str) -> Iterator[Problem]:
    lead = one.get("lead")
    given = days((lead.text() if lead is not None else None) or "")
    if lead is not None and given is not None and given > _LENGTH[every]:
        values = {"lead": given, "every": every, "most": _LENGTH[every]}
        yield Problem(name, lead.line, lead.column, Code.LEAD_OVER_PERIOD, values)


def _alike(name: str, one: Node, seen: dict[str, Node]) -> Iterator[Problem]:
    """Two with the same words on the same dates: nobody could tell which of them is done."""
    title, due = one.get("title"), one.get("due")
    if title is None or due is None:
        return
    words = repr((title.plain(), due.plain(), one.text_of("time")))
    if words in seen:
        yield Problem(name, title.line, title.column, Code.OBLIGATIONS_ALIKE, {"first": seen[words].line})
    seen.setdefault(words, title)
