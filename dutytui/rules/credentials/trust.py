"""Whose word it is: from the events about people's keys to whether an act of theirs counts.

Pure. Whether a signature is right is handed in (`SignerOf`), because rules know no cryptography. All that is asked
depends on the set of events and on their stamps, never on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import datetime

from dutytui.rules import events as kinds
from dutytui.rules.entry_fold import words
from dutytui.rules.events import CREDENTIAL_ENDED, CREDENTIAL_SET, CREDENTIAL_SHARED, ITEM_DONE, Event, Fact
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.stamps import parse

CREDENTIAL_PREFIX = "credential:"

PERSONAL = frozenset(
    {
        kinds.REQUEST_SUBMITTED,
        kinds.REQUEST_SIGNED,
        kinds.REQUEST_REJECTED,
        kinds.REQUEST_SENT_BACK,
        kinds.REQUEST_REVISED,
        kinds.REQUEST_TRANSFERRED,
        kinds.REQUEST_WITHDRAWN,
        kinds.REQUEST_UNSIGNED,
        kinds.REQUEST_SETTLED,
        kinds.SIGNER_ADDED,
        kinds.DELEGATION_GIVEN,
        kinds.DELEGATION_ENDED,
        kinds.HANDOVER_SIGNED,
        kinds.HANDOVER_REFUSED,
        kinds.HANDOVER_WITHDRAWN,
        kinds.DUTY_TAKEN,
        kinds.SWEEP_JOINED,
        kinds.DAY_CLOSED,
        kinds.DAY_REOPENED,
        kinds.REVIEW_SIGNED,
        kinds.PROCEDURES_ADOPTED,
        kinds.PROCEDURES_SETTLED,
        kinds.ALARM_ACKNOWLEDGED,
        kinds.ROSTER_BEGUN,
        kinds.TERMINAL_ENROLLED,
        kinds.TERMINAL_REVOKED,
        CREDENTIAL_SET,
        CREDENTIAL_ENDED,
        kinds.SIGN_IN_UNLOCKED,
    }
)
"""What binds somebody beyond this desk and this hour, so that it must be the person's own word and not only that of a
terminal that they may have left open: decisions and what is decided about, the duty and its handover, the closing of a
day, its review, what is said to an alarm, and who may sign.
`item_done` is one, too, where it is a signature (`is_personal`). A tick or a log entry is not: it says what was seen,
others see the same, and it can be taken back."""

_COPIES = 256
"""A command has fewer facts than a segment has events: what stands further behind its cause was put there later."""
_CANDIDATES = 3
"""Shared copies that are tried at one terminal: one of them may be of no use, and each costs a moment to find out."""

SIGNED = "signed"
"""The field of an event's data that has a person's signature: {"key", "sig"} (`dutytui.store.personal`)."""

SignerOf = Callable[[Event], "str | None"]
"""The public key (hex) that signed an event as its person, None when it bears no valid signature (`data.signed`)."""


def is_personal(said: Event | Fact) -> bool:
    """Whether it is to carry the signature of its author."""
    return said.kind in PERSONAL or (said.kind == ITEM_DONE and bool(said.data.get("signer")))


Order = tuple[str, str, int]


@dataclass(slots=True)
class Held:
    """A key of a person. It counts for what was recorded after `since` and before `ended`, both exclusive, and not for
    what was recorded at the moment `distrusted` or later (UTC)."""

    key: str
    since: Order
    ended: Order | None = None
    distrusted: datetime | None = None

    def signs(self, event: Event) -> bool:
        if event.order < self.since or (self.ended is not None and event.order > self.ended):
            return False
        if self.distrusted is None:
            return True
        try:
            return parse(event.stamp) < self.distrusted
        except ValueError:
            return False


@dataclass(slots=True)
class Known:
    """What is known of one person.

    keys: in the order in which they were set; set: the event that set the PIN that holds now; sealed: by fingerprint,
    what a terminal may open to get at the key, the likeliest first; ended: the event that last ended their key.
    """

    keys: list[Held] = field(default_factory=list)
    set: Event | None = None
    sealed: dict[str, list[str]] = field(default_factory=dict)
    ended: Event | None = None

    @property
    def key(self) -> str:
        """The public key that they sign with now, "" for none."""
        return self.keys[-1].key if self.keys and self.keys[-1].ended is None else ""

    @property
    def left(self) -> bool:
        """They were said to have left, and nobody has taken that back."""
        return self.ended is not None and self.ended.data.get("leaves") is True

    @property
    def to_set(self) -> bool:
        """They had a PIN and have none now: they choose another one before anything else."""
        return bool(self.keys) and not self.key and not self.left


NOTHING = Known()


class Credentials:
    """What the events about keys add up to; a `Trust` (`dutytui.rules.trust`).

    may: whether the author of an event about a key had the right to it (`rights.rightful` of the procedures at hand);
    counts_too: what else must count for an event about a key to be taken: the terminals' part of trust.
    """

    def __init__(
        self,
        recorded: Iterable[Event] = (),
        signer_of: SignerOf = lambda _event: None,
        may: Callable[[Event], bool] = lambda _event: True,
        counts_too: Callable[[Event], bool] = lambda _event: True,
    ) -> None:
        self._signer_of = signer_of
        self._people: dict[str, Known] = {}
        self._void: set[str] = set()
        self.rivals: dict[str, tuple[Event, Event]] = {}
        """By person, two first keys of theirs, neither of which was set in knowledge of the other: the one that counts,
        since it says that it is the earlier one, and the last of those that do not. Gone once a key is ended."""
        for event in sorted({one.id: one for one in recorded}.values(), key=lambda one: one.order):
            if not (may(event) and counts_too(event) and self._takes(event)):
                self._void.add(event.id)

    def of(self, person: str) -> Known:
        return self._people.get(person, NOTHING)

    def people(self) -> tuple[str, ...]:
        """Everybody of whom anything is known."""
        return tuple(sorted(self._people))

    def counts(self, event: Event) -> bool:
        """Whether its author is proven, where they must be: from their first key on, for what only a person may say."""
        return not self.why(event)

    def why(self, event: Event) -> str:
        """The reason that an event does not count, "" when it does.

        ``unsigned``: no valid signature of a person; ``copied``: a signature taken from another record;
        ``not_theirs``: of a key that is not its author's; ``ended``: of a key of theirs that had ended by then, or is
        not trusted from a moment before; ``no_effect``: an event about a key that changes nothing.
        """
        if event.kind in _ABOUT_KEYS:
            return "no_effect" if event.id in self._void else ""
        known = self._people.get(event.by)
        if known is None or not is_personal(event) or not known.keys or event.order < known.keys[0].since:
            return ""
        return self._unproven(event, known)

    def limit(self, writer: str) -> None:
        """No journal is cut off for what its terminal's people lack."""

    def _unproven(self, event: Event, known: Known) -> str:
        key = self._signer_of(event)
        if key is None:
            return "unsigned"
        if not _in_its_place(event):
            return "copied"
        theirs = [held for held in known.keys if held.key == key]
        if not theirs:
            return "not_theirs"
        return "" if any(held.signs(event) for held in theirs) else "ended"

    def _takes(self, event: Event) -> bool:
        person = event.on.removeprefix(CREDENTIAL_PREFIX)
        act = {CREDENTIAL_SET: self._set, CREDENTIAL_SHARED: self._share, CREDENTIAL_ENDED: self._end}.get(event.kind)
        return bool(person) and act is not None and act(event, person)

    def _set(self, event: Event, person: str) -> bool:
        """A first key proves itself; while one counts it takes that key's signature, and no other comes beside it."""
        known, key = self.of(person), words(event.data, "key")
        if event.by != person or not key or known.left or self._signer_of(event) != key or not _in_its_place(event):
            return False
        if known.key and known.key != key:
            assert known.set is not None
            self.rivals[person] = (known.set, event)
            return False
        if not known.key:
            if any(held.key == key for held in known.keys):
                return False
            known = self._people.setdefault(person, Known())
            known.keys.append(Held(key, event.order))
        known.set = event
        known.sealed = {fingerprint: [one] for fingerprint, one in _sealed(event)}
        return True

    def _share(self, event: Event, person: str) -> bool:
        """Of the PIN that holds now. What the person sealed themselves is never pushed aside by a copy."""
        known = self.of(person)
        if known.set is None or not known.key or words(event.data, "of") != known.set.id:
            return False
        own = {fingerprint for fingerprint, _one in _sealed(known.set)}
        for fingerprint, one in _sealed(event):
            copies = known.sealed.setdefault(fingerprint, [])
            if fingerprint not in own and len(copies) < _CANDIDATES and one not in copies:
                copies.append(one)
        return True

    def _end(self, event: Event, person: str) -> bool:
        author = self.of(event.by)
        if event.by == person or (author.keys and self._unproven(event, author)):
            return False
        known = self._people.setdefault(person, Known())
        since = _moment(words(event.data, "since"))
        for held in known.keys:
            if since is not None and (held.distrusted is None or since < held.distrusted):
                held.distrusted = since
        if known.key:
            known.keys[-1].ended = event.order
        self.rivals.pop(person, None)
        known.ended, known.sealed = event, {}
        return True


def copies(events: Iterable[Event]) -> frozenset[str]:
    """Ids of those, of one subject in the order that all terminals agree on, whose signature an earlier one bears.

    A person's signature counts once. That it was made for another journal or another command its words say; here is
    what is left: the very same words once more, a little later in the same journal, by whoever has that terminal.
    """
    borne: set[object] = set()
    found: set[str] = set()
    for event in events:
        signed = event.data.get(SIGNED)
        signature = signed.get("sig") if isinstance(signed, Mapping) else None
        in_its_place = event.cause.rpartition(".")[0] == event.writer  # else it takes nothing from who was copied
        if not isinstance(signature, str) or not in_its_place:
            continue
        if signature in borne:
            found.add(event.id)
        borne.add(signature)
    return frozenset(found)


_ABOUT_KEYS = frozenset({CREDENTIAL_SET, CREDENTIAL_SHARED, CREDENTIAL_ENDED})


def _in_its_place(event: Event) -> bool:
    """Whether it stands where its command was recorded: the cause, which is signed, names writer and number."""
    writer, _dot, number = event.cause.rpartition(".")
    return writer == event.writer and number.isdecimal() and int(number[:18]) > event.seq - _COPIES


def _sealed(event: Event) -> list[tuple[str, str]]:
    found = event.data.get("sealed")
    pairs = found.items() if isinstance(found, Mapping) else ()
    return [(name, one) for name, one in pairs if isinstance(name, str) and isinstance(one, str)]


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.utcoffset() is not None else None
