"""Who has proved themselves at this terminal, and whose word the records of everybody are.

The one place where signatures of people, which the store verifies, meet the rules that say what they count for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from dutytui.rules.credentials.rights import rightful
from dutytui.rules.credentials.trust import CREDENTIAL_PREFIX, Credentials
from dutytui.rules.events import Event
from dutytui.rules.lookup import lookup
from dutytui.rules.procedure import Procedures
from dutytui.rules.state import State
from dutytui.store.personal import Signatory, Signers, claimed

_FOLLOWED = CREDENTIAL_PREFIX.rstrip(":")


class Proving:
    """signatory: who is unlocked here; credentials: what is known of people's keys.

    Until `verify` was called signatures are taken at their word: a start paints its first screen before it loads any
    cryptography, and asks for a PIN by what records merely claim. The state trusts nobody less meanwhile.
    """

    def __init__(self, state: State, procedures: Callable[[], Procedures]) -> None:
        """procedures: those in force now, by which rights are judged."""
        self._state = state
        self._procedures = procedures
        self.signatory = Signatory()
        self.credentials = Credentials()
        self.recorded: tuple[Event, ...] = ()
        self._signers = Signers()
        self._verifies = False
        self._seen = 0

    def locks(self, person: str) -> bool:
        """Whether they have a PIN and must type it before they act here."""
        return bool(self.credentials.of(person).keys) and self.signatory.person != person

    def learn(self) -> None:
        """Take in what the state knows of keys, where there is news; it then counts by that."""
        state = self._state
        if state.followed[_FOLLOWED] == self._seen:
            return
        subjects = state.unfinished(_FOLLOWED)
        self.recorded = tuple(event for subject in subjects for event in subject.events)
        signers = self._signers if self._verifies else claimed
        self.credentials = Credentials(self.recorded, signers, partial(rightful, lookup(self._procedures())))
        if self._verifies and self.recorded:
            state.trust_by(self.credentials)
        self._seen = state.followed[_FOLLOWED]
        if self.credentials.of(self.signatory.person).key != self.signatory.key:
            self.signatory.lock()  # it ended meanwhile, or another desk had set a first one before this did

    def verify(self) -> None:
        """From now on signatures are verified; those of what is known already, too."""
        if not self._verifies:
            self._verifies, self._seen = True, -1
            self.learn()
