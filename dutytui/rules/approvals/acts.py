"""The acts of one request, read from its events, and which of them knew of which.

Every act names what it follows (`after`). So the acts are a tree whose branches are terminals that were apart, and
whether one act knew of another is a fact and not a guess from clocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dutytui.rules.entry_fold import words
from dutytui.rules.events import Event


class Acts:
    """Events about one request in the order that all terminals agree on (`Event.order`).

    An act that names one which is not here (yet) is read as if it did not name it.
    """

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = events
        self._before: dict[str, frozenset[str]] = {}
        of_cause: dict[str, frozenset[str]] = {}
        for event in events:
            known = frozenset(one for one in texts(event.data, "after") if one in self._before)
            before = known.union(*(self._before[one] for one in known))
            # Facts of one command follow one another: none of them can name the hash of another.
            before |= of_cause.get(event.cause, frozenset()) if event.cause else frozenset()
            self._before[event.id] = before
            if event.cause:
                of_cause[event.cause] = before | {event.id}

    def knew(self, later: Event, earlier: Event) -> bool:
        """Whether `later` was done by somebody whose terminal knew of `earlier`."""
        return earlier.id in self._before.get(later.id, frozenset())

    def before(self, event: Event) -> frozenset[str]:
        """Ids of all that an act knew of."""
        return self._before.get(event.id, frozenset())

    @property
    def tips(self) -> tuple[str, ...]:
        """Ids of the acts that nothing follows: what the next act names."""
        followed: frozenset[str] = frozenset().union(*self._before.values())
        return tuple(event.id for event in self.events if event.id not in followed)


def texts(data: Mapping[str, object], name: str) -> tuple[str, ...]:
    """A list of texts in an event's data; what is none is left out."""
    value = data.get(name)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list | tuple) else ()


def changes(event: Event) -> dict[str, tuple[object, object]]:
    """{field: (old, new)} of an act that changes fields."""
    value = event.data.get("fields")
    if not isinstance(value, Mapping):
        return {}
    named = ((name, one) for name, one in value.items() if isinstance(name, str) and isinstance(one, Mapping))
    return {name: (one.get("old"), one.get("new")) for name, one in named}


def seats_of(event: Event) -> tuple[str, ...]:
    """The seats that a signature says it fills, the one it was asked for first."""
    first = words(event.data, "seat")
    return tuple(dict.fromkeys(one for one in (first, *texts(event.data, "seats")) if one))


def ids(events: Iterable[Event]) -> frozenset[str]:
    return frozenset(event.id for event in events)
