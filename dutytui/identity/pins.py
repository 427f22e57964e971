"""PINs at one terminal, as its screens use them: what takes long is handed out to be done in a worker."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from dutytui.rules.credentials.commands import (
    FailSignIn,
    SetCredential,
    ShareCredential,
    UnlockSignIn,
)
from dutytui.rules.credentials.procedure import Pins as Policy
from dutytui.rules.credentials.sign_in import elsewhere
from dutytui.rules.events import Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import lookup
from dutytui.rules.refusal import Refusal
from dutytui.rules.roster.fingerprints import fingerprint
from dutytui.session import Outcome, Saved, Session
from dutytui.store import pins
from dutytui.store.keys import Key
from dutytui.store.noted import KeysNote
from dutytui.store.notices import Notice
from dutytui.store.pins import PersonKey
from dutytui.store.tries import Tries

Boxes = Callable[[], Mapping[str, str]]
"""The terminals that a key is sealed for: X25519 half by fingerprint."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try, which is counted already. wrong: the how-manieth wrong one in a row it is if it is wrong."""

    person: str
    wrong: int
    _key: str
    _copies: tuple[bytes, ...]

    def opens(self, pin: str) -> PersonKey | None:
        """The person's key, None for a wrong PIN. Takes some 40 ms: for a worker."""
        return pins.unlock(self._copies, self.person, self._key, pin)


class NotHereError(Exception):
    """The PIN was set at another terminal, and this one has not been given a copy of the key yet. refusal: why not."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class Pins:
    """Used from the session's thread, but for what says that it is for a worker."""

    def __init__(
        self, session: Session, local: Path, terminal: Key, note: KeysNote, boxes: Boxes | None = None
    ) -> None:
        """boxes: None where this terminal is the only one that is known."""
        self._session = session
        self._tries = Tries(local)
        self._note = note
        self._noted: tuple[Event, ...] = ()
        self._rivals: dict[str, tuple[Event, Event]] = {}
        self._terminal = terminal
        self._boxes = boxes or self._own_box
        session.listen(self._keep)

    @property
    def policy(self) -> Policy:
        return self._session.procedures.pins

    # -- trying ---------------------------------------------------------------------------------------------------

    def waits_until(self, person: str) -> datetime | None:
        """When they may try again, None for now. Raises OSError where the count can't be read."""
        return self._tries.waits_until(person, self.policy, self._session.now())

    def attempt(self, person: str) -> Attempt | datetime:
        """Count one try; or when the next may be. Raises OSError where it can't be counted, `NotHereError`."""
        known = self._session.proving.credentials.of(person)
        own = fingerprint(self._terminal.public)
        copies = pins.opened(self._terminal, known.sealed.get(own, ()))
        if not copies:
            raise NotHereError(elsewhere(self._session.state, self._session.look().law, self._boxes(), own))
        begun = self._tries.begin(person, self.policy, self._session.now())
        return begun if isinstance(begun, datetime) else Attempt(person, begun, known.key, copies)

    def right(self, person: str, key: PersonKey) -> None:
        """They are proven here, until the desk locks or somebody else signs in. Raises OSError as `attempt`."""
        self._tries.clear(person)
        self._session.proving.signatory.unlock(person, key.public, key.private)

    def wrong(self, attempt: Attempt) -> datetime | None:
        """Record it. When the next try may be, None for now."""
        self._session.submit(FailSignIn(attempt.person, attempt.wrong))
        return self.waits_until(attempt.person)

    # -- choosing and ending --------------------------------------------------------------------------------------

    def making(self, person: str, pin: str) -> Callable[[], tuple[PersonKey, SetCredential]]:
        """What makes a first key, or puts the one that is unlocked under another PIN. For a worker: some 40 ms."""
        signatory = self._session.proving.signatory
        changes = signatory.person == person and bool(self._session.proving.credentials.of(person).key)
        held = signatory.held() if changes else None
        boxes = dict(self._boxes())

        def make() -> tuple[PersonKey, SetCredential]:
            key = pins.new_key() if held is None else PersonKey(*held)
            sealed = pins.seal_for(pins.lock(person, key, pin), boxes)
            return key, SetCredential(person, key.public, sealed)

        return make

    def set(self, key: PersonKey, command: SetCredential) -> Outcome:
        """Record what was made. They are proven by it, since nobody else knows the PIN."""
        signatory = self._session.proving.signatory
        before = (signatory.person, signatory.key, *signatory.held()[:1])
        signatory.unlock(command.person, key.public, key.private)
        outcome = self._session.submit(command)
        if not isinstance(outcome, Saved):
            signatory.unlock(*before)
        return outcome

    def let_in(self, person: str) -> Outcome:
        """Somebody who tried too often need not wait."""
        outcome = self._session.submit(UnlockSignIn(person))
        if isinstance(outcome, Saved):
            self.forgive(person)
        return outcome

    def forgive(self, person: str) -> None:
        """What was counted against them here is over. Where that can't be written they wait."""
        with contextlib.suppress(OSError):
            self._tries.clear(person)

    # -- other terminals ------------------------------------------------------------------------------------------

    def share(self) -> None:
        """Seal for terminals that have come since what this one holds. About once a minute; mostly there is nothing."""
        boxes, credentials = self._boxes(), self._session.proving.credentials
        own = fingerprint(self._terminal.public)
        for person in credentials.people():
            known = credentials.of(person)
            missing = {name: box for name, box in boxes.items() if name not in known.sealed}
            if known.set is None or not known.key or not missing or own not in boxes:
                continue
            copies = pins.opened(self._terminal, known.sealed.get(own, ()))
            if copies:
                sealed = pins.seal_for(copies[0], missing)
                self._session.submit(ShareCredential(person, known.key, known.set.id, sealed))

    def _own_box(self) -> Mapping[str, str]:
        return {fingerprint(self._terminal.public): self._terminal.box} if self._terminal.box else {}

    def _keep(self) -> None:
        """What is known of keys is noted for the next start. Where that fails it is tried with the next change."""
        self._tell_rivals()
        recorded = self._session.proving.recorded
        if recorded is not self._noted and self._note.save(recorded) is None:
            self._noted = recorded

    def _tell_rivals(self) -> None:
        """A stamp can be dated back, so which of two first PINs is whose a person must say, by a reset."""
        session = self._session
        rivals = session.proving.credentials.rivals
        if rivals == self._rivals:
            return
        self._rivals = dict(rivals)
        law = lookup(session.procedures)
        session.replace_notices(
            "credential_",
            (
                Notice("credential_rival", {"person": law.person(person), "writer": one.writer, "other": other.writer})
                for person, (one, other) in sorted(rivals.items())
            ),
        )
