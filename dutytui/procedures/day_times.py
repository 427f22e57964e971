"""Times in the files of areas, held against the hours of every kind of day that mall.yaml has.

At most one problem a time: the first hours with which it makes no sense.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from dutytui.procedures import times
from dutytui.procedures.problem import Code, Problem
from dutytui.procedures.tree import Node

if TYPE_CHECKING:
    from dutytui.procedures.sense import DayHours
    from dutytui.rules.words import Moment

_DAY = 24 * 60


def end_problems(name: str, starts: Node | None, ends: Node | None, hours: Sequence[DayHours]) -> Iterator[Problem]:
    """The end of a stretch of the day must be later than its beginning."""
    begins, over = moment_of(starts), moment_of(ends)
    if begins is None or over is None or ends is None:
        return
    wrong = next((day for day in hours if day.minutes(begins) >= day.minutes(over)), None)
    if wrong is not None:
        values = {"starts": shown(wrong, begins), "ends": shown(wrong, over), "hours": wrong.label}
        yield Problem(name, ends.line, ends.column, Code.ENDS_BEFORE_START, values)


def day_problems(
    name: str, nodes: Iterable[Node | None], trees: Mapping[str, Node], hours: Sequence[DayHours]
) -> Iterator[Problem]:
    """All these times must lie within the business day, both of its ends included."""
    mall = trees.get("mall.yaml")
    starts = times.day_start((mall.text_of("day_starts") if mall else None) or "")
    for node in nodes if starts is not None else ():
        moment = moment_of(node)
        if node is None or moment is None or starts is None:
            continue
        wrong = next((day for day in hours if not starts <= day.minutes(moment) <= starts + _DAY), None)
        if wrong is not None:
            values = {"time": shown(wrong, moment), "hours": wrong.label}
            values |= {"day_starts": times.shown(starts), "day_ends": times.shown(starts + _DAY)}
            yield Problem(name, node.line, node.column, Code.OUTSIDE_DAY, values)


def moment_of(node: Node | None) -> Moment | None:
    """The time that is written there; None when it can't be read, which is told elsewhere."""
    return times.moment((node.text() if node else None) or "")


def shown(day: DayHours, moment: Moment) -> str:
    """With the hours of that day, such as 08:30; before midnight with a minus."""
    minutes = day.minutes(moment)
    return times.shown(minutes) if minutes >= 0 else f"-{times.shown(-minutes)}"


def entries(node: Node | None, key: str) -> list[Node]:
    """The entries of the list under a key; none when there is no such list."""
    below = node.get(key) if node is not None else None
    return below.children() if below is not None else []
