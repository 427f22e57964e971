"""Which version is in force on which day, and which adoptions count.

An adoption counts when it is the first of a mall without change control, or when an approved request stands behind it
that went by the flow of a version that was in force. Everything else is void, whoever wrote it: nobody has a right to
change the procedures alone. (DS, MO: a changed checklist takes effect by joint countersign.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from dutytui.rules.changes.fold import MALL, VersionsFold
from dutytui.rules.entry_fold import words
from dutytui.rules.events import PROCEDURES_ADOPTED, Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.state import State

Controlled = Callable[[str], bool]
"""Whether changes go through a flow under a version. One that is not at hand here says yes: the safe side."""


@dataclass(frozen=True, slots=True)
class Adoption:
    """A version that is in force from the beginning of `day` on.

    request: subject of the request that was approved, "" for a first version; submitted: its day; id and order are the
    event's; chosen: of several for the day a person has let this version stand.
    """

    day: date
    version: str
    request: str
    submitted: date | None
    id: str
    order: tuple[str, str, int]
    chosen: bool = False

    @property
    def rank(self) -> tuple[date, bool, tuple[str, str, int]]:
        """What is in force is the highest whose day has come."""
        return (self.day, self.chosen, self.order)


Proved = Callable[[Adoption, tuple[Adoption, ...]], "bool | None"]
"""Whether an approved request stands behind an adoption, given those that count before it. None: that request, or the
version it ran under, is not at hand, so nothing can be said yet."""


@dataclass(frozen=True, slots=True)
class Judged:
    """counting: in order; void: without a right; unproved: what they rest on is not here."""

    counting: tuple[Adoption, ...] = ()
    void: tuple[Adoption, ...] = ()
    unproved: tuple[Adoption, ...] = ()


def adoptions(events: Iterable[Event]) -> tuple[Adoption, ...]:
    """What the events say was adopted, in order; what makes no sense is left out."""
    found = (_adoption(event) for event in events if event.kind == PROCEDURES_ADOPTED)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.order))


def adopted_here(state: State) -> tuple[Adoption, ...]:
    """The adoptions among all that is known here."""
    found: list[Adoption] = []
    for subject in (state.subject(day, MALL) for day in state.days()):
        if subject is not None and isinstance(subject.fold, VersionsFold):
            chosen = subject.fold.chosen
            found += [replace(one, chosen=one.version == chosen) for one in adoptions(subject.fold.adopted)]
    return tuple(sorted(found, key=lambda one: one.order))


def judged(found: Iterable[Adoption], controlled: Controlled, proved: Proved) -> Judged:
    """Which of them count, each judged by those before it."""
    counting: list[Adoption] = []
    void: list[Adoption] = []
    unproved: list[Adoption] = []
    for one in sorted(found, key=lambda one: one.order):
        before = tuple(counting)
        if one.request:
            answer = proved(one, before)
        else:
            now = in_force(before, one.day)
            answer = now is None or not controlled(now.version)
        (unproved if answer is None else counting if answer else void).append(one)
    return Judged(tuple(counting), tuple(void), tuple(unproved))


def in_force(counting: Iterable[Adoption], day: date) -> Adoption | None:
    """The latest whose day has come; of two for the same day the one that a person let stand, else the one recorded
    later."""
    return max((one for one in counting if one.day <= day), key=lambda one: one.rank, default=None)


def coming(counting: Iterable[Adoption], day: date) -> tuple[Adoption, ...]:
    """Those that come into force after `day`, soonest first, without what another for the same day replaces."""
    last: Mapping[date, Adoption] = {one.day: one for one in sorted(counting, key=lambda one: one.rank)}
    return tuple(last[one] for one in sorted(last) if one > day)


def replaces(counting: Iterable[Adoption], day: date, besides: str = "") -> str:
    """The version that one taking effect on `day` takes the place of, "" for none. besides: id of an adoption that is
    not asked. A draft made against any other version than this one would undo what came between."""
    found = in_force((one for one in counting if one.id != besides), day)
    return found.version if found else ""


def _adoption(event: Event) -> Adoption | None:
    version, request = words(event.data, "version"), words(event.data, "request")
    submitted = None
    if request:
        try:
            submitted = date.fromisoformat(words(event.data, "submitted"))
        except ValueError:
            return None
    # A first version is in force from the day on which it was recorded, and none before.
    elif abs(event.at.date() - event.day) > timedelta(days=1):
        return None
    return Adoption(event.day, version, request, submitted, event.id, event.order) if version else None
