"""What stands against what within one subject: the sides of each contradiction that was made apart.

A fold that can hold contradictions gives them; an undoing asks for them to say which side it lets stand, and the list
of disputes (`dutytui.rules.disputes`) to show them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Protocol, runtime_checkable

from dutytui.rules.events import Event

Sides = tuple[tuple[Event, ...], ...]
"""Two or more groups of acts, none empty. Acts of one group agree; those of different groups can't both stand."""


@runtime_checkable
class Contradicting(Protocol):
    def contradictions(self) -> tuple[tuple[str, Sides], ...]:
        """(what it is about, its sides) of each, none without sides; what it is about is unique within the subject."""
        ...


def contradictions(fold: object) -> tuple[Sides, ...]:
    return tuple(sides for _about, sides in fold.contradictions()) if isinstance(fold, Contradicting) else ()


def standing_against(sides: Sides, event: Event) -> Iterable[Event]:
    """The acts of the other sides; none when the event is on no side."""
    if not any(event in side for side in sides):
        return ()
    return (act for side in sides if event not in side for act in side)


def sided(pairs: Iterable[tuple[Event, Event]]) -> Sides:
    """The two sides of acts that contradict each other in pairs; () for none."""
    found = list(pairs)
    if not found:
        return ()
    one, other = ({pair[side].id: pair[side] for pair in found} for side in (0, 1))
    return tuple(one.values()), tuple(other.values())


def grouped(events: Iterable[Event], says: Callable[[Event], Hashable]) -> Sides:
    """Sides by what is said, each in the order of the events; () when all say the same."""
    found: dict[Hashable, list[Event]] = {}
    for event in events:
        found.setdefault(says(event), []).append(event)
    return tuple(tuple(side) for side in found.values()) if len(found) > 1 else ()
