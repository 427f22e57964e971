"""The roster: which terminals are the mall's, as the raw events of everybody say it. Pure, and asks no fold: folds ask
it, through `dutytui.rules.trust`, whose records count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from enum import Enum

from dutytui.rules.entry_fold import words
from dutytui.rules.events import Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.roster import said
from dutytui.rules.roster.commands import Enrolling
from dutytui.rules.roster.fingerprints import fingerprint
from dutytui.rules.roster.labels import effect, within
from dutytui.rules.roster.said import Act

Signed = Callable[[Event], bool]
"""Whether an act carries its person's own signature, where that person has a key."""


class Standing(Enum):
    WAITING = "waiting"  # has presented itself, nobody has let it in
    ENROLLED = "enrolled"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Terminal:
    """One terminal of the roster, or one that would like to be.

    standing: how it stands, the safe side while it is disputed; act: the event that says so (None while it waits; the
    founding for those that it named); since: when it first presented itself; told: ids of the acts about it that
    another act must name to stand in place of them; revocations: those that hold; introduced: what it last said of
    itself.
    """

    key: str
    box: str
    name: str
    standing: Standing
    act: Event | None = None
    since: Event | None = None
    disputed: bool = False
    told: tuple[str, ...] = ()
    revocations: tuple[Act, ...] = ()
    introduced: Enrolling | None = None

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.key)

    @property
    def waits(self) -> bool:
        return self.standing is Standing.WAITING

    @property
    def revoked(self) -> bool:
        return self.standing is Standing.REVOKED

    def counts(self, event: Event) -> bool:
        """Whether a record of one of its journals does."""
        if self.standing is Standing.ENROLLED:
            return True
        return self.revoked and all(within(one, event.writer, event.seq, event.id) for one in self.revocations)

    def limit(self, writer: str) -> int | None:
        """See `dutytui.rules.trust.Trust`."""
        if self.standing is Standing.ENROLLED:
            return None
        return min((one.cut.get(writer, (0, ""))[0] for one in self.revocations), default=0)


@dataclass(frozen=True, slots=True)
class Roster:
    """begun: the founding that holds here, None while there is none; others: foundings apart from it; terminals: by
    fingerprint; acts: ids of the acts about terminals that are in effect, the founding too."""

    begun: Event | None = None
    others: tuple[Event, ...] = ()
    terminals: Mapping[str, Terminal] = field(default_factory=dict)
    acts: frozenset[str] = frozenset()

    def terminal(self, key: str) -> Terminal | None:
        return self.terminals.get(key)

    @property
    def waiting(self) -> tuple[Terminal, ...]:
        return tuple(one for one in self.terminals.values() if one.waits)

    @property
    def boxes(self) -> Mapping[str, str]:
        """Fingerprint → what is meant for that terminal alone is sealed with, of those that are in and have said."""
        inside = (one for one in self.terminals.values() if one.standing is Standing.ENROLLED)
        known = ((one.fingerprint, one.box or (one.introduced.box if one.introduced else "")) for one in inside)
        return {fingerprint: box for fingerprint, box in known if box}

    @property
    def disputed(self) -> tuple[Terminal, ...]:
        return tuple(one for one in self.terminals.values() if one.disputed)


def everybody_signs(event: Event) -> bool:  # noqa: ARG001 - one signature for all
    """Where people have no keys of their own."""
    return True


def roster(
    events: Iterable[Event],
    keys: Mapping[str, str],
    law: Lookup,
    held: str = "",
    signed: Signed = everybody_signs,
) -> Roster:
    """The roster that the events add up to, whatever order they come in and however often.

    events: at least all those about ``roster:mall`` and ``terminal:…`` that are known; keys: writer → its public key;
    held: id of the founding that this terminal has accepted, "" for none yet. While that one is not among the events
    no other takes its place, and there is no roster.
    """
    known = {event.id: event for event in events}
    ordered = sorted(known.values(), key=lambda event: event.order)
    foundings = [event for event in ordered if _founds(event, keys, law) and signed(event)]
    begun = next((event for event in foundings if event.id == held), None) if held else next(iter(foundings), None)
    introduced = _introduced(ordered, keys)
    if begun is None:
        return Roster(None, tuple(foundings), _listed((), introduced))
    acts = [
        found
        for event in ordered
        if (found := said.act(event, begun.id)) and said.has_right(law, event) and signed(event)
    ]
    first = {one.key: one for one in said.founders(begun)}
    inside = effect(acts, first.keys(), keys.get)
    about: dict[str, list[Act]] = {}
    for one in inside.acts:
        about.setdefault(one.key, []).append(one)
    terminals = (
        _terminal(key, begun if key in first else None, about.get(key, []), inside.contending)
        for key in {*first, *about, *introduced}
    )
    others = tuple(event for event in foundings if event.id != begun.id)
    listed = _listed(terminals, introduced, first)
    return Roster(begun, others, listed, frozenset({begun.id, *(one.id for one in inside.acts)}))


def _founds(event: Event, keys: Mapping[str, str], law: Lookup) -> bool:
    """By a person who may, at a terminal that is itself among those it names."""
    return keys.get(event.writer) in {one.key for one in said.founders(event)} and said.has_right(law, event)


@dataclass(frozen=True, slots=True)
class _Introduced:
    """first: the event it presented itself by first; last: what it last said of itself."""

    first: Event
    last: Enrolling


def _introduced(ordered: Iterable[Event], keys: Mapping[str, str]) -> dict[str, _Introduced]:
    found: dict[str, _Introduced] = {}
    for event in ordered:
        one = said.presented(event, keys.get(event.writer))
        if one is not None:
            found[one.key] = _Introduced(found[one.key].first if one.key in found else event, one)
    return found


def _terminal(key: str, begun: Event | None, acts: list[Act], contending: frozenset[str]) -> Terminal:
    """How it stands by the acts about it that nothing in effect stands in place of."""
    over = frozenset(one for act in acts for one in act.over)
    standing = [one for one in acts if one.id not in over]
    let_in = [one for one in standing if one.enrols]
    shut_out = [one for one in standing if not one.enrols]
    founded = begun is not None and begun.id not in over
    told = (*((begun.id,) if begun is not None and founded else ()), *(one.id for one in standing))
    disputed = bool(shut_out) and (founded or bool(let_in) or any(one.id in contending for one in shut_out))
    name = next((words(one.event.data, "name") for one in reversed(acts) if one.enrols), "")
    if shut_out:
        return Terminal(key, "", name, Standing.REVOKED, shut_out[-1].event, None, disputed, told, tuple(shut_out))
    act = let_in[-1].event if let_in else begun if founded else None
    return Terminal(key, "", name, Standing.ENROLLED if act else Standing.WAITING, act, None, disputed, told)


def _listed(
    found: Iterable[Terminal], introduced: Mapping[str, _Introduced], first: Mapping[str, Enrolling] | None = None
) -> dict[str, Terminal]:
    """With what each says of itself: its box, and its name where nobody who let it in gave one."""
    first, terminals = first or {}, {one.key: one for one in found}
    for key in introduced.keys() - terminals.keys():
        terminals[key] = Terminal(key, "", "", Standing.WAITING)
    made = []
    for key, one in terminals.items():
        own, founder = introduced.get(key), first.get(key)
        name = one.name or (founder.name if founder else "") or (own.last.name if own else "")
        box = (own.last.box if own else "") or (founder.box if founder else "") or _box_of(one.act)
        since = own.first if own else None
        made.append(replace(one, box=box, name=name, since=since, introduced=own.last if own else None))
    return {one.key: one for one in sorted(made, key=lambda one: one.fingerprint)}


def _box_of(act: Event | None) -> str:
    return words(act.data, "box") if act is not None else ""
