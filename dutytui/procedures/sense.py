"""Values that are right one by one and wrong together: hours, times of phases, limits, things that wait for themselves.

Everything here reads the tree, not the models, so that one wrong value in a file hides nothing else.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, Set

from dutytui.procedures import obligations, times
from dutytui.procedures.day_times import entries
from dutytui.procedures.files import OPTIONAL, is_phase
from dutytui.procedures.problem import Code, Problem
from dutytui.procedures.references import unknown
from dutytui.procedures.tree import Node
from dutytui.rules.credentials.procedure import PinUse
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.procedure import MANAGE_PEOPLE
from dutytui.rules.words import Anchor, Moment

_DAY = 24 * 60
_TWO = 2
_FOR_NUMBERS = ("unit", "minimum", "maximum", "usual")
_ONLY_FOR = {"choices": ("choice",), **dict.fromkeys(_FOR_NUMBERS, ("number",))}


@dataclass(frozen=True, slots=True)
class DayHours:
    """The hours of one kind of day. label: the key in mall.yaml that has them; node: where they stand there."""

    label: str
    node: Node
    opening: int
    closing: int

    def minutes(self, moment: Moment) -> int:
        base = {Anchor.MIDNIGHT: 0, Anchor.OPENING: self.opening, Anchor.CLOSING: self.closing}
        return base[moment.anchor] + moment.minutes


def sense_problems(trees: Mapping[str, Node], unread: Set[str]) -> Iterator[Problem]:
    """unread: files that are missing or have no tree; what of them is named may be there."""
    mall = trees.get("mall.yaml")
    hours = list(_all_hours(mall)) if mall else []
    day_starts = times.day_start((mall.text_of("day_starts") if mall else None) or "")
    yield from _hours_problems(hours, day_starts)
    # Phases are checked with hours that make sense themselves.
    hours = [one for one in hours if one.opening < one.closing]
    phases = {name: root for name, root in trees.items() if is_phase(name)}
    for name, root in phases.items():
        yield from _phase_times(name, root, hours, day_starts)
        items = root.get("items")
        for item in items.children() if items else ():
            yield from _item_problems(name, item)
        if items:
            yield from _item_order(name, items)
    yield from _phase_order(phases)
    yield from _pins_problems(trees)
    if "calendar.yaml" in trees:
        yield from obligations.sense("calendar.yaml", trees)
    for name in trees.keys() & {f"{area}.yaml" for area in OPTIONAL}:
        sense = getattr(
            importlib.import_module(f"dutytui.procedures.areas.{name.removesuffix('.yaml')}"), "sense", None
        )
        if sense is not None and name in trees:
            yield from (one for one in sense(name, trees, hours) if not _of_unread_phase(one, unread))


def _pins_problems(trees: Mapping[str, Node]) -> Iterator[Problem]:
    """Nobody resets their own PIN, so it takes two who may: else a forgotten one shuts somebody out for good."""
    people, posts = trees.get("people.yaml"), trees.get("posts.yaml")
    pins = people.get("pins") if people else None
    if people is None or posts is None or pins is None or (pins.text_of("use") or PinUse.OFF) == PinUse.OFF:
        return
    managing = {
        post.text_of("id")
        for post in entries(posts, "posts")
        if MANAGE_PEOPLE in [word for word, _node in post.texts("may")]
    }
    able = [one for one in entries(people, "people") if managing & {word for word, _node in one.texts("posts")}]
    if len(able) < _TWO:
        yield _at("people.yaml", pins, Code.NOBODY_RESETS)


def _of_unread_phase(problem: Problem, unread: Set[str]) -> bool:
    phase = str(problem.values.get("value")).partition("/")[0]
    return problem.code is Code.UNKNOWN_ITEM_OF_DAY and f"day/{phase}.yaml" in unread


def _all_hours(mall: Node) -> Iterator[DayHours]:
    """Every set of hours that some day has: the default, and what differs with the default's missing parts."""
    table = mall.get("hours")
    default = table.get("default") if table else None
    if table is None or default is None:
        return
    usual = [times.clock(default.text_of(part) or "") for part in ("opening", "closing")]
    others = [("default", default)]
    for group in ("weekdays", "kinds", "dates"):
        node = table.get(group)
        if node is not None and isinstance(node.value, dict):
            others += list(node.value.items())
    for label, node in others:
        own = [times.clock(node.text_of(part) or "") for part in ("opening", "closing")]
        opening, closing = (mine if mine is not None else base for mine, base in zip(own, usual, strict=True))
        unreadable = any(
            node.get(part) and mine is None for part, mine in zip(("opening", "closing"), own, strict=True)
        )
        if isinstance(node.value, dict) and opening is not None and closing is not None and not unreadable:
            yield DayHours(label, node, opening, closing)


def _hours_problems(hours: list[DayHours], day_starts: int | None) -> Iterator[Problem]:
    for one in hours:
        closing = one.node.get("closing") or one.node.get("opening") or one.node
        opening = one.node.get("opening") or closing
        values = {"opening": times.shown(one.opening), "closing": times.shown(one.closing), "hours": one.label}
        if one.closing <= one.opening:
            yield _at("mall.yaml", closing, Code.CLOSES_BEFORE_OPENING, **values)
        elif day_starts is not None:
            values |= {"day_starts": times.shown(day_starts), "day_ends": times.shown(day_starts + _DAY)}
            if one.opening < day_starts:
                yield _at("mall.yaml", opening, Code.OPENS_BEFORE_DAY, **values)
            if one.closing > day_starts + _DAY:
                yield _at("mall.yaml", closing, Code.CLOSES_AFTER_DAY, **values)


def _phase_times(name: str, root: Node, hours: list[DayHours], day_starts: int | None) -> Iterator[Problem]:
    """One problem for a time at most: the first hours with which it makes no sense."""
    starts, ends = (times.moment(root.text_of(key) or "") for key in ("starts", "ends"))
    # Without hours, times with the same anchor can still be compared.
    days = hours or [DayHours("default", root, 9 * 60, 21 * 60)]
    if starts and ends and (hours or starts.anchor is ends.anchor):
        wrong = next((day for day in days if day.minutes(starts) >= day.minutes(ends)), None)
        if wrong:
            values = {"starts": _shown(wrong, starts), "ends": _shown(wrong, ends), "hours": wrong.label}
            yield _at(name, root.get("ends"), Code.ENDS_BEFORE_START, **values)
    for key, moment in (("starts", starts), ("ends", ends)):
        if moment and day_starts is not None and (hours or moment.anchor is Anchor.MIDNIGHT):
            bounds = day_starts, day_starts + _DAY
            wrong = next((day for day in days if not bounds[0] <= day.minutes(moment) <= bounds[1]), None)
            if wrong:
                values = {"time": _shown(wrong, moment), "hours": wrong.label}
                values |= {"day_starts": times.shown(bounds[0]), "day_ends": times.shown(bounds[1])}
                yield _at(name, root.get(key), Code.OUTSIDE_DAY, **values)
    items = root.get("items")
    for item in items.children() if items else ():
        due = times.moment(item.text_of("due") or "")
        if due and starts and (hours or starts.anchor is due.anchor):
            wrong = next((day for day in days if day.minutes(due) < day.minutes(starts)), None)
            if wrong:
                values = {"due": _shown(wrong, due), "starts": _shown(wrong, starts), "hours": wrong.label}
                yield _at(name, item.get("due"), Code.DUE_BEFORE_START, **values)


def _shown(day: DayHours, moment: Moment) -> str:
    minutes = day.minutes(moment)
    return times.shown(minutes) if minutes >= 0 else f"-{times.shown(-minutes)}"


def _item_problems(name: str, item: Node) -> Iterator[Problem]:
    kind = item.text_of("kind")
    for key, kinds in _ONLY_FOR.items():
        if kind is not None and kind not in kinds and isinstance(item.value, dict) and key in item.value:
            values = {"key": key, "kind": kind, "right": kinds[0]}
            yield Problem(name, *item.keys[key], Code.ONLY_FOR_KIND, values)
    if kind == "choice" and isinstance(item.value, dict) and "choices" not in item.value:
        yield _at(name, item.get("kind"), Code.CHOICES_MISSING)
    minimum, maximum = (_number(item.get(key)) for key in ("minimum", "maximum"))
    if minimum is not None and maximum is not None and minimum > maximum:
        yield _at(name, item.get("minimum"), Code.MINIMUM_OVER_MAXIMUM, minimum=minimum, maximum=maximum)
    usual = _number(item.get("usual"))
    if usual is not None and not (minimum is None or minimum <= usual) & (maximum is None or usual <= maximum):
        yield _at(name, item.get("usual"), Code.USUAL_OUTSIDE_LIMITS, usual=usual)
    order = item.get("in_order")
    if order is not None and order.value is True and item.get("each") is None:
        yield _at(name, order, Code.ORDER_WITHOUT_EACH)


def _number(node: Node | None) -> float | None:
    value = node.value if node else None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _item_order(name: str, items: Node) -> Iterator[Problem]:
    ids = {str(one.text_of("id")) for one in items.children() if one.text_of("id")}
    waits: dict[str, list[tuple[str, str, Node]]] = {}
    for item in items.children():
        for text, node in item.texts("after"):
            yield from unknown(name, node, Code.UNKNOWN_ITEM, ids)
            if item.text_of("id"):
                waits.setdefault(str(item.text_of("id")), []).append((text, name, node))
    yield from loops(waits, Code.ITEM_BLOCKS_ITSELF)


def _phase_order(phases: Mapping[str, Node]) -> Iterator[Problem]:
    waits: dict[str, list[tuple[str, str, Node]]] = {}
    for name, root in phases.items():
        identity = root.text_of("id")
        if identity:
            waits.setdefault(identity, []).extend((text, name, node) for text, node in root.texts("after"))
    yield from loops(waits, Code.PHASE_BLOCKS_ITSELF)


def loops(waits: Mapping[str, list[tuple[str, str, Node]]], code: Code) -> Iterator[Problem]:
    """Every way in which something waits for itself, once, told at the `after` that closes the loop.

    Without recursion: a chain may be as long as a file.
    """
    done: set[str] = set()
    for first in waits:
        path: list[str] = [first]
        pending = [iter(waits[first])]
        while pending:
            edge = next(pending[-1], None)
            if edge is None:
                pending.pop()
                done.add(path.pop())
                continue
            target, name, node = edge
            if target in path:
                loop = [*path[path.index(target) :], target]
                yield _at(name, node, code, loop=loop)
            elif target not in done and target in waits:
                path.append(target)
                pending.append(iter(waits[target]))


def _at(name: str, node: Node | None, code: Code, **values: object) -> Problem:
    return Problem(name, node.line if node else 1, node.column if node else 1, code, values)
