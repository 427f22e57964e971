"""Who has proved themselves at this terminal, and whose word the records of everybody are.

The one place where signatures of people, which the store verifies, meet the rules that say what they count for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from dutytui.rules.credentials.rights import rightful
from dutytui.rules.credentials.trust import CREDENTIAL_PREFIX, Credentials
from dutytui.rules.events import Event
from dutytui.rules.lookup import Lookup, lookup
from dutytui.rules.procedure import Procedures
from dutytui.rules.rights import Versions, is_rightful
from dutytui.rules.state import State
from dutytui.rules.trust import Trust
from dutytui.store.personal import Signatory, Signers, claimed

Terminals = Callable[["Callable[[Event], bool] | None"], Trust]
"""Whose terminals count, by whether acts about them are signed; None for everybody who was let in by anybody."""

_Weighed = tuple[Trust, Credentials]
"""What is known of keys, and the terminals whose records of them were taken for it."""

_FOLLOWED = CREDENTIAL_PREFIX.rstrip(":")


class Proving:
    """signatory: who is unlocked here; credentials: what is known of people's keys.

    Until `verify` was called signatures are taken at their word, and rights under other versions: a start paints its
    first screen before it loads any cryptography or reads older versions, and asks for a PIN by what records merely
    claim. The state trusts nobody less meanwhile.
    """

    def __init__(self, state: State, procedures: Callable[[], Procedures], versions: Versions) -> None:
        """procedures: those in force now, by which rights are judged; versions: those beside them."""
        self._state = state
        self._procedures = procedures
        self._versions = versions
        self.signatory = Signatory()
        self.credentials = Credentials()
        self.recorded: tuple[Event, ...] = ()
        self._signers = Signers()
        self._verifies = False
        self._seen: tuple[object, ...] = ()
        self._claims: _Weighed | None = None
        self._known: _Weighed | None = None

    def locks(self, person: str) -> bool:
        """Whether they have a PIN and must type it before they act here."""
        return bool(self.credentials.of(person).keys) and self.signatory.person != person

    @property
    def trust(self) -> Trust | None:
        """What people's signatures say of a record; None while nobody has a key, or none is verified yet."""
        return self.credentials if self._verifies and self.recorded else None

    def learn(self, terminals: Terminals) -> None:
        """Take in what the state knows of keys, where there is news. terminals: whose records of them count.

        Whether a terminal was shut out is asked of the keys that all who were ever let in have recorded; only then
        whose keys count of those who are in. Otherwise whoever has a terminal, but no PIN, could shut another one out
        in the name of somebody whose PIN was set there, and so make away with the very key that they lack.

        `credentials` stays the same object while nothing of it has changed: whoever rests on it asks by that.
        """
        state, law = self._state, lookup(self._procedures())
        seen = (state.followed[_FOLLOWED], law.version, self._verifies, self._versions.countersigned)
        if seen != self._seen:
            recorded = tuple(event for subject in state.unfinished(_FOLLOWED) for event in subject.events)
            if recorded != self.recorded or seen[1:] != self._seen[1:]:
                self._claims = self._known = None
                self.recorded = recorded
            self._seen = seen
        self._claims = self._weighed(self._claims, terminals(None), law)
        self._known = self._weighed(self._known, terminals(self._claims[1].counts), law)
        if self._known[1] is self.credentials:
            return
        self.credentials = self._known[1]
        if self.credentials.of(self.signatory.person).key != self.signatory.key:
            self.signatory.lock()  # it ended meanwhile, or another desk had set a first one before this did

    def _weighed(self, before: _Weighed | None, by: Trust, law: Lookup) -> _Weighed:
        if before is not None and before[0] == by:
            return before
        signers = self._signers if self._verifies else claimed
        may = partial(is_rightful, rightful, law, self._versions) if self._verifies else partial(rightful, law)
        return by, Credentials(self.recorded, signers, may, by.counts)

    def verify(self) -> None:
        """From now on signatures are verified; whoever rests on it judges anew (`Session.prove`)."""
        self._verifies = True
