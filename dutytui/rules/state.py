"""The state of the mall's days: events go in, in any order and as often as one likes; subjects come out, folded.

A subject is what events are about: an item, an entry, a person, on one business day. Events of one subject are folded
in the order that all terminals agree on (`Event.order`), when somebody looks. An event that sorts last is one step;
one that arrives late, or takes another back, refolds its own subject and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from dutytui.rules.credentials.trust import SIGNED, copies
from dutytui.rules.entry_fold import EntryFold, number_of
from dutytui.rules.events import (
    ENTRY_LOGGED,
    HEADS_WITNESSED,
    JOURNAL_OPENED,
    REQUEST_SUBMITTED,
    SIGNED_IN,
    UNDONE,
    Event,
)
from dutytui.rules.folds import FOLLOWED, ITEM_PREFIX, PERSON_PREFIX, UNDOABLE, Fold, PersonFold, fresh
from dutytui.rules.item_fold import ItemFold
from dutytui.rules.lookup import Lookup, lookup
from dutytui.rules.procedure import Procedures
from dutytui.rules.rights import judged_here, may_undo
from dutytui.rules.touched import Touched
from dutytui.rules.trust import EVERYBODY, Trust

if TYPE_CHECKING:
    from dutytui.rules.evidence.found import Evidence
    from dutytui.rules.roster.standing import Roster  # where a mall has one


class Subject:
    """All events about one thing on one day, in order, and what they add up to.

    undone: id of each act that was taken back → the event that did so; contested: ids of undoings that contradict each
    other and therefore take nothing back; copied: of events that bear a person's signature once more; writers: whose
    journals speak of it. generation changes when earlier history changes, version with every event. memo: what views
    have made of it, theirs to check and fill.
    """

    __slots__ = (
        "_folded",
        "_stale",
        "_undos",
        "contested",
        "copied",
        "day",
        "events",
        "fold",
        "generation",
        "memo",
        "on",
        "undone",
        "version",
        "writers",
    )

    def __init__(self, day: date, on: str) -> None:
        self.day = day
        self.on = on
        self.events: list[Event] = []
        self.fold: Fold = fresh(on)
        self.undone: dict[str, Event] = {}
        self.contested: set[str] = set()
        self.copied: frozenset[str] = frozenset()
        self.writers: set[str] = set()
        self.generation = 0
        self.version = 0
        self.memo: dict[object, Any] = {}
        self._undos: set[str] = set()
        self._folded = 0
        self._stale = False

    def add(self, event: Event) -> None:
        """Takes an event in; `settle` folds it."""
        if not self._stale:
            late = bool(self.events) and event.order < self.events[-1].order
            self._stale = late or event.kind == UNDONE or event.id in self._undos or SIGNED in event.data
        self.events.append(event)
        self.writers.add(event.writer)
        self.version += 1

    def forget(self) -> None:
        """Fold again from the beginning, because the law has changed."""
        self._stale = True

    def settle(self, law: Lookup, trust: Trust) -> tuple[int, int]:
        """Folds what has come in. Returns (steps taken, whole refolds) for those who count the work."""
        if self._stale:
            self._refold(law, trust)
            return len(self.events), 1
        steps = len(self.events) - self._folded
        for event in self.events[self._folded :]:
            if trust.counts(event):
                self.fold.step(event, law)
            else:
                self.fold.void.add(event.id)
        self._folded = len(self.events)
        return steps, 0

    def _refold(self, law: Lookup, trust: Trust) -> None:
        self.events.sort(key=_order)
        self.generation += 1
        self.version += 1
        self.fold = fresh(self.on)
        self.copied = copies(self.events)
        distrusted = {event.id for event in self.events if event.id in self.copied or not trust.counts(event)}
        void = distrusted | self._apply_undos(law, distrusted)
        for event in self.events:
            if event.id in distrusted:
                continue
            if event.id not in self.undone:
                self.fold.step(event, law)
            elif event.kind == ENTRY_LOGGED and isinstance(self.fold, EntryFold):
                self.fold.take_back_logging(event)
        self.fold.void |= void
        self._folded = len(self.events)
        self._stale = False

    def _apply_undos(self, law: Lookup, distrusted: set[str]) -> set[str]:
        """Fills `undone`; returns the undos whose author had no right. One that names an unknown event waits."""
        self.undone = {}
        self._undos = set()
        void: set[str] = set()
        rightful: list[Event] = []
        by_id = {event.id: event for event in self.events}
        for undo in (event for event in self.events if event.kind == UNDONE):
            named = undo.data.get("event")
            if not isinstance(named, str):
                continue
            self._undos.add(named)
            target = by_id.get(named)
            if target is None or target.kind not in UNDOABLE or undo.id in distrusted:
                continue
            right = law.holds(undo.by, undo.post) and may_undo(law, target.by, undo.by, undo.post)
            if right or not judged_here(law, undo):
                rightful.append(undo)
            else:
                void.add(undo.id)
        self.contested = _contested(rightful)
        for undo in rightful:
            if undo.id not in self.contested:
                self.undone.setdefault(undo.data["event"], undo)
        replaced = {name for undo in rightful for name in _texts(undo, "over")}
        self.contested -= replaced
        return void


def _contested(undos: list[Event]) -> set[str]:
    """Ids of undoings that take nothing back.

    Of two that each let stand what the other takes back neither counts, since neither of their authors knew of the
    other; nor does one that another was recorded in place of.
    """
    replaced = {name for undo in undos for name in _texts(undo, "over")}
    standing = [(undo, set(_texts(undo, "keeps"))) for undo in undos if undo.id not in replaced]
    opposed = {
        one.id
        for one, keeps in standing
        for other, others in standing
        if other.data["event"] in keeps and one.data["event"] in others
    }
    return opposed | replaced


def _texts(event: Event, name: str) -> list[str]:
    value = event.data.get(name)
    return [one for one in value if isinstance(one, str)] if isinstance(value, list | tuple) else []


_NO_HEAD = (0, "")


def _order(event: Event) -> tuple[str, str, int]:
    return (event.stamp, event.writer, event.seq)


class State:
    """Everything known of the days whose events were given. `procedures` are those that rights are judged by.

    trust says whose records count; until it is told otherwise, everybody's; roster: what it knows of terminals.

    heard: the last event of each writer; openings: the first, of those whose journal's beginning is known here.

    steps and refolds count the folding done so far; version counts the events taken in, touched says what they were
    about; followed those about each kind of subject that lives on over days (`FOLLOWED`), and every change of the law;
    people_version rises when somebody who is not listed says their name; began: the first business day that there are
    journals of, None until whoever reads them says so; heads: writer → (number, id) of the last of its events that is
    known here; told: how many events were taken in that say more than how far journals go; found: evidence by its id,
    as whoever looks through the journals says.
    """

    def __init__(self, procedures: Procedures, events: Iterable[Event] = ()) -> None:
        self._law = lookup(procedures)
        self.trust: Trust = EVERYBODY
        self.roster: Roster | None = None
        self._days: dict[date, dict[str, Subject]] = {}
        self._seen: set[str] = set()
        self.heard: dict[str, Event] = {}
        self.openings: dict[str, Event] = {}
        self._people: dict[str, dict[date, Subject]] = {}
        self._names: dict[tuple[date, str], tuple[int, list[str]]] = {}
        self._touched: dict[tuple[date, str], Subject] = {}
        self._open: dict[str, dict[tuple[date, str], Subject]] = {prefix: {} for prefix in FOLLOWED}
        self._shared: dict[tuple[date, str], Subject] = {}
        self._sorted: dict[str, tuple[Subject, ...]] = {}
        self._numbers: dict[date, dict[int, list[Event]]] = {}
        self.steps = 0
        self.refolds = 0
        self.version = 0
        self.touched = Touched()
        self.followed: dict[str, int] = dict.fromkeys(FOLLOWED, 0)
        self.people_version = 0
        self.began: date | None = None
        self.heads: dict[str, tuple[int, str]] = {}
        self.told = 0
        self.found: Mapping[str, Evidence] = {}
        self.memo: dict[object, Any] = {}
        self.extend(events)

    def add(self, event: Event) -> bool:
        """Takes one event in. False when it was known already."""
        if event.id in self._seen:
            return False
        self._seen.add(event.id)
        heard = self.heard.get(event.writer)
        if heard is None or (event.stamp, event.seq, event.id) > (heard.stamp, heard.seq, heard.id):
            self.heard[event.writer] = event
        if event.seq > self.heads.get(event.writer, _NO_HEAD)[0]:
            self.heads[event.writer] = (event.seq, event.id)
        self.told += event.kind != HEADS_WITNESSED
        subject = self._subject(event.day, event.on)
        if event.seq == 1 and event.kind == JOURNAL_OPENED:
            self.openings.setdefault(event.writer, event)
        if event.kind == REQUEST_SUBMITTED:
            from dutytui.rules.approvals.recorded import sharing_its_flow  # with the first request

            event = sharing_its_flow(event)
        subject.add(event)
        if len(subject.writers) > 1:
            self._shared[event.day, event.on] = subject
        self.version += 1
        self.touched.note(self.version, event.day, event.on)
        prefix = event.on.partition(":")[0]
        if prefix in FOLLOWED:
            self._note_followed(prefix, event, subject)
        elif event.kind == SIGNED_IN and event.on.removeprefix(PERSON_PREFIX) not in self._law.people:
            self.people_version += 1
        return True

    def extend(self, events: Iterable[Event]) -> int:
        """Takes many in. Returns how many were new."""
        return sum(map(self.add, events))

    def begins(self, day: date) -> None:
        """There are journals of that business day, and of none before it. Views made before it was known may differ."""
        self.version += day != self.began
        self.began = day

    def judge_by(self, procedures: Procedures) -> None:
        """From now on rights are judged by these procedures: the mall has edited its files."""
        self._law = lookup(procedures)
        self._fold_anew()

    def trust_by(self, trust: Trust, roster: Roster | None = None) -> None:
        """From now on `trust` says whose records count: more is known of terminals and people. roster: that it rests
        on."""
        self.trust = trust
        self.roster = roster
        self._fold_anew()

    def _fold_anew(self) -> None:
        self.version += 1
        self.people_version += 1
        for prefix in FOLLOWED:
            self.followed[prefix] += 1
        for day, subjects in self._days.items():
            for on, subject in subjects.items():
                subject.forget()
                if on.partition(":")[0] in FOLLOWED:
                    self._touched[day, on] = subject

    def subject(self, day: date, on: str) -> Subject | None:
        """What is known of ``item:…``, ``entry:…`` or any other subject of a day, folded; None when nothing is."""
        found = self._days.get(day, {}).get(on)
        return None if found is None else self._settled(found)

    def item(self, day: date, key: str) -> ItemFold | None:
        found = self.subject(day, ITEM_PREFIX + key)
        return found.fold if found is not None and isinstance(found.fold, ItemFold) else None

    def entry(self, day: date, on: str) -> EntryFold | None:
        """on: ``entry:<id>``. None when no event of this day has logged it."""
        found = self.subject(day, on)
        fold = found.fold if found is not None else None
        return fold if isinstance(fold, EntryFold) and fold.origin is not None else None

    def subjects(self, day: date, prefix: str = "") -> Iterator[Subject]:
        """The subjects of a day whose name starts with prefix, by name, so that no arrival order shows."""
        known = self._days.get(day, {})
        kept = self._names.get((day, prefix))
        if kept is None or kept[0] != len(known):
            kept = self._names[day, prefix] = (len(known), sorted(on for on in known if on.startswith(prefix)))
        return (self._settled(known[on]) for on in kept[1])

    def shared(self, prefix: str) -> tuple[Subject, ...]:
        """The subjects, of all days, that more than one journal speaks of; by day and name. Nothing else can be in
        dispute: a terminal knows what it has recorded itself."""
        found = sorted(place for place in self._shared if place[1].startswith(prefix))
        return tuple(self._settled(self._shared[place]) for place in found)

    def days(self) -> tuple[date, ...]:
        """The business days that events are known of, earliest first."""
        return tuple(sorted(self._days))

    def name_said(self, person: str) -> str:
        """The name that a person last signed in with, "" when they have not."""
        days = self._people.get(person, {})
        for day in sorted(days, reverse=True):
            fold = self._settled(days[day]).fold
            if isinstance(fold, PersonFold) and fold.name:
                return fold.name
        return ""

    def unfinished(self, prefix: str) -> tuple[Subject, ...]:
        """What of one kind (of `FOLLOWED`) is not over, of all days, by day and name.

        Only those with news are looked at again.
        """
        for place, subject in self._touched.items():
            fold = self._settled(subject).fold
            kind = subject.on.partition(":")[0]
            self._sorted.pop(kind, None)
            if getattr(fold, "unfinished", False):
                self._open[kind][place] = subject
            else:
                self._open[kind].pop(place, None)
        self._touched.clear()
        if prefix not in self._sorted:
            found = self._open[prefix]
            self._sorted[prefix] = tuple(found[place] for place in sorted(found))
        return self._sorted[prefix]

    def next_number(self, day: date) -> int:
        """The number of the day's next entry: one above the highest known, taken-back ones included."""
        given = self._numbers.get(day, {})
        return 1 + max((no for no, logged in given.items() if any(map(self.trust.counts, logged))), default=0)

    def number_owner(self, day: date, number: int) -> str:
        """The subject that a number of the day belongs to when two desks gave it offline: the one logged first."""
        logged = filter(self.trust.counts, self._numbers.get(day, {}).get(number, ()))
        first = min(logged, key=lambda event: event.order, default=None)
        return first.on if first is not None else ""

    def numbers_given_twice(self) -> Iterator[tuple[date, int, tuple[str, ...]]]:
        """(day, number, the entries it was given to, the first first), by day and number."""
        for day in sorted(self._numbers):
            for number, given in sorted(self._numbers[day].items()):
                entries = tuple(dict.fromkeys(event.on for event in sorted(given, key=_order)))
                if len(entries) > 1:
                    yield day, number, entries

    def __eq__(self, other: object) -> bool:
        """Equal when the same subjects add up to the same, whatever order their events came in."""
        return isinstance(other, State) and self._summary() == other._summary()

    __hash__ = None  # type: ignore[assignment]

    def _summary(self) -> dict[tuple[date, str], tuple[Fold, dict[str, Event], list[Event]]]:
        found = ((day, subject) for day in self._days for subject in self.subjects(day))
        return {(day, subject.on): (subject.fold, subject.undone, subject.events) for day, subject in found}

    def _subject(self, day: date, on: str) -> Subject:
        subjects = self._days.setdefault(day, {})
        found = subjects.get(on)
        if found is None:
            found = subjects[on] = Subject(day, on)
            if on.startswith(PERSON_PREFIX):
                self._people.setdefault(on.removeprefix(PERSON_PREFIX), {})[day] = found
        return found

    def _note_followed(self, prefix: str, event: Event, subject: Subject) -> None:
        self.followed[prefix] += 1
        self._touched[event.day, event.on] = subject
        number = number_of(event) if event.kind == ENTRY_LOGGED else 0
        if number:
            self._numbers.setdefault(event.day, {}).setdefault(number, []).append(event)

    def _settled(self, subject: Subject) -> Subject:
        steps, refolds = subject.settle(self._law, self.trust)
        self.steps += steps
        self.refolds += refolds
        return subject
