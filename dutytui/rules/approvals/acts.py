"""The acts of one request, read from its events, and which of them knew of which.

Every act names what it follows (`after`). So the acts are a tree whose branches are terminals that were apart, and
whether one act knew of another is a fact and not a guess from clocks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dutytui.rules.entry_fold import words
from dutytui.rules.events import Event


class Acts:
    """Events about one request, the first of them its submission, each after all that it names.

    Otherwise they are in the order that all terminals agree on (`Event.order`), in which they are to be given. An act
    that names one which is not here (yet) is read as if it did not name it; but a terminal always knew what it had
    recorded itself.
    """

    def __init__(self, events: Sequence[Event]) -> None:
        named = {event.id: texts(event.data, "after") for event in events}
        self.events = _each_after_what_it_names(events, named)
        self._before: dict[str, frozenset[str]] = {}
        of_writer: dict[str, frozenset[str]] = {}
        for event in self.events:
            known = [one for one in named[event.id] if one in self._before]
            before = of_writer.get(event.writer, frozenset()).union(known, *(self._before[one] for one in known))
            self._before[event.id] = before
            of_writer[event.writer] = before | {event.id}

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


def _each_after_what_it_names(events: Sequence[Event], names: Mapping[str, Sequence[str]]) -> Sequence[Event]:
    """A terminal whose clock is far behind can answer an act before it was done, by the clocks."""
    placed: set[str] = set()
    ordered: list[Event] = []
    waiting = list(events)
    while waiting:
        held: list[Event] = []
        for event in waiting:
            # Whatever the first of them says, it is the submission and names nothing.
            if not ordered or all(one in placed or one not in names or one == event.id for one in names[event.id]):
                ordered.append(event)
                placed.add(event.id)
            else:
                held.append(event)
        if len(held) == len(waiting):  # they name each other, which no real acts can
            ordered.append(held.pop(0))
            placed.add(ordered[-1].id)
        waiting = held
    return ordered


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
    """The seats that an act says it is about, the one it was asked for first; none where that is missing."""
    first = words(event.data, "seat")
    return tuple(dict.fromkeys((first, *texts(event.data, "seats")))) if first else ()
