"""What the events of the roster say, read with care: they may come from anybody."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.rules.entry_fold import words
from dutytui.rules.events import ROSTER_BEGUN, TERMINAL_ENROLLED, TERMINAL_PRESENTED, TERMINAL_REVOKED, Data, Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.procedure import MANAGE_TERMINALS
from dutytui.rules.rights import judged_here
from dutytui.rules.roster.commands import Enrolling
from dutytui.rules.roster.fingerprints import as_typed, fingerprint, halves, is_key

ROSTER = "roster:mall"
TERMINAL_PREFIX = "terminal:"

Cut = Mapping[str, tuple[int, str]]
"""The last event that still counts (number, hash) by writer; of a writer that is not in it nothing does."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act about a terminal that makes sense and that its author had a right to. enrols: else it revokes."""

    event: Event
    enrols: bool
    key: str
    over: frozenset[str]
    cut: Cut

    @property
    def id(self) -> str:
        return self.event.id


def may_manage(law: Lookup, person: str, post: str) -> bool:
    """Only people of people.yaml: a name that anybody could type lets no terminal in."""
    return person in law.people and law.holds(person, post) and law.may(post, MANAGE_TERMINALS)


def has_right(law: Lookup, event: Event) -> bool:
    """As far as `law` is the version it was recorded under (`dutytui.rules.rights`)."""
    return not judged_here(law, event) or may_manage(law, event.by, event.post)


def founders(event: Event) -> tuple[Enrolling, ...]:
    """The terminals that a `roster_begun` enrols; () for what is none, or makes no sense."""
    said = event.data.get("terminals")
    if event.kind != ROSTER_BEGUN or event.on != ROSTER or not isinstance(said, list | tuple):
        return ()
    found = (_terminal(one) for one in said if isinstance(one, Mapping))
    return tuple(one for one in found if one is not None)


def presented(event: Event, key: str | None) -> Enrolling | None:
    """What a terminal says of itself. key: of the writer it stands under: nobody presents another's key."""
    if event.kind != TERMINAL_PRESENTED:
        return None
    found = _terminal(event.data)
    return found if found is not None and found.key == key and event.on == subject_of(found.key) else None


def act(event: Event, roster: str) -> Act | None:
    """An enrolment or a revocation that goes with that roster; None for anything else and for what makes no sense."""
    data, enrols = event.data, event.kind == TERMINAL_ENROLLED
    key, over = data.get("key"), data.get("over", ())
    if not enrols and event.kind != TERMINAL_REVOKED:
        return None
    if not isinstance(key, str) or not is_key(key) or event.on != subject_of(key) or data.get("roster") != roster:
        return None
    if enrols and not is_read(words(data, "read"), key):
        return None
    named = frozenset(one for one in over if isinstance(one, str)) if isinstance(over, list | tuple) else frozenset()
    return Act(event, enrols, key, named, {} if enrols else _cut(data))


def is_read(read: str, key: str) -> bool:
    """Whether it is this key's fingerprint, or the half of it that is typed."""
    whole = fingerprint(key)
    return as_typed(read) in {whole, halves(whole)[1]}


def subject_of(key: str) -> str:
    return TERMINAL_PREFIX + fingerprint(key)


def _terminal(data: Data) -> Enrolling | None:
    key, box = data.get("key"), data.get("box", "")
    if not is_key(key) or (box != "" and not is_key(box)):
        return None
    return Enrolling(str(key), str(box), words(data, "name"))


def _cut(data: Data) -> Cut:
    said = data.get("cut")
    found: dict[str, tuple[int, str]] = {}
    for writer, place in said.items() if isinstance(said, Mapping) else ():
        match place:
            case [int(seq), str(hash_)] if not isinstance(seq, bool):
                found[str(writer)] = (seq, hash_)
            case _:
                continue
    return found
