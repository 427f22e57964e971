"""Whom this terminal trusts: what it has accepted of the roster, kept over its starts and told to the state."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from dutytui.rules.events import ROSTER_BEGUN, TERMINAL_ENROLLED, TERMINAL_REVOKED, Event
from dutytui.rules.lookup import Lookup, lookup
from dutytui.rules.procedure import Procedures
from dutytui.rules.rights import Versions
from dutytui.rules.roster.fingerprints import fingerprint
from dutytui.rules.state import State
from dutytui.rules.trust import EVERYBODY, RosterTrust, Trust
from dutytui.store.index import Index
from dutytui.store.notices import Notice
from dutytui.store.roster_note import Noted, RosterNote

if TYPE_CHECKING:
    from dutytui.rules.roster.standing import Roster, Standing  # where there is a roster


class KeptTrust:
    """`session_parts.WhoCounts`. own: this terminal's public key, "" for somebody who only looks on; versions: of
    the procedures, beside the one that a call names.

    indexed may be set from another thread: all journals have been looked through once, so whose they are is known.
    """

    def __init__(self, note: RosterNote, index: Index, own: str, versions: Versions) -> None:
        self.own = own
        self._versions = versions
        self.indexed = False
        self._note = note
        self._index = index
        self._noted = note.load()
        self._kept = True
        self._seen: object = None
        self._asked: dict[bool, tuple[object, Trust]] = {}
        self._stands: Standing | None = None
        self._roster: Roster | None = None

    @property
    def noted(self) -> Sequence[Event]:
        return self._noted.events

    @property
    def shut_out(self) -> bool:
        """See `session_parts.WhoCounts`."""
        if self._stands is None or not self.own:
            return False
        from dutytui.rules.roster.standing import Standing

        return self._stands is Standing.REVOKED

    @property
    def notices(self) -> Sequence[Notice]:
        """See `session_parts.WhoCounts`: that this terminal itself does not count, or not yet."""
        if self._stands is None or not self.own:
            return ()
        from dutytui.rules.roster.standing import Standing

        if self._stands is Standing.ENROLLED:
            return ()
        if self.shut_out:
            return (Notice("terminal_shut_out"),)
        return (Notice("terminal_waits", {"fingerprint": fingerprint(self.own).upper()}),)

    @property
    def held(self) -> str:
        """Id of the founding that holds here, "" while there is none."""
        return self._noted.held

    def let_in(self, key: str) -> bool:
        """Whether the terminal of a public key is in the roster, or there is none. From any thread."""
        roster = self._roster
        terminal = roster.terminal(key) if roster is not None else None
        return (
            roster is None
            or roster.begun is None
            or (terminal is not None and not (terminal.waits or terminal.revoked))
        )

    def hold(self, founding: str) -> None:
        """From now on that founding holds here and no other: a person has chosen it, or the shared folder names it."""
        self._take_down(Noted(founding, self._noted.keys, self._noted.events))
        self._seen = None

    def terminals(self, state: State, procedures: Procedures, signed: Callable[[Event], bool] | None) -> Trust:
        """See `session_parts.WhoCounts`."""
        asked = (self._news(state, procedures), signed)
        before = self._asked.get(signed is None, ((), EVERYBODY))
        if before[0] != asked:
            trust: Trust = EVERYBODY
            if state.unfinished("roster") or state.unfinished("terminal"):
                from dutytui.rules.roster.standing import roster

                keys, law = self.keys(state), lookup(procedures)
                known = roster(self._rightful(state, law), keys, law, self.held, signed or _lets_in)
                trust = EVERYBODY if known.begun is None else RosterTrust(known, keys, self.own)
            before = (asked, before[1] if trust == before[1] else trust)
            self._asked[signed is None] = before
        return before[1]

    def learn(self, state: State, procedures: Procedures, people: Trust | None) -> bool:
        """See `session_parts.WhoCounts`. It looks only where there is news."""
        if self._seen == (people, self._news(state, procedures)):
            return False
        if people is None and not state.unfinished("roster") and not state.unfinished("terminal"):
            self._seen = (people, self._news(state, procedures))
            return False
        from dutytui.rules.roster.fold import roster_events  # where there is a roster, or somebody has a key
        from dutytui.rules.roster.learning import learn
        from dutytui.rules.roster.standing import Standing, everybody_signs

        keys = self.keys(state)
        signed = everybody_signs if people is None else people.counts
        law = lookup(procedures)
        told = self._rightful(state, law)
        changed = learn(state, law, keys, told, held=self.held, own=self.own, signed=signed, also=people)
        self._roster = state.roster
        begun = state.roster.begun if state.roster is not None else None
        terminal = state.roster.terminal(self.own) if begun is not None and state.roster is not None else None
        self._stands = None if begun is None else terminal.standing if terminal is not None else Standing.WAITING
        held = self.held or (begun.id if begun is not None and self.indexed else "")
        events = sorted(roster_events(state), key=lambda event: event.order)
        self._take_down(Noted(held, keys, tuple(events)))
        # Afterwards: what has changed is folded anew, which counts as news.
        self._seen = (people, self._news(state, procedures))
        return changed

    def keys(self, state: State) -> dict[str, str]:
        """Writer → public key of all journals that are known here. What was seen first stays."""
        indexed = self._index.writer_keys() if self.indexed else {}
        return {**indexed, **_opened_by(state), **self._noted.keys}

    def cut_of(self, state: State, key: str) -> Mapping[str, tuple[int, str]]:
        """Number and hash of the last event that is known here of each journal of a terminal."""
        heads = self._index.heads()
        writers = [writer for writer, its in self.keys(state).items() if its == key]
        last = {writer: (event.seq, event.id) for writer, event in state.heard.items()}
        nothing = (0, "")
        return {writer: max(last.get(writer, nothing), heads.get(writer, nothing)) for writer in writers}

    def _rightful(self, state: State, law: Lookup) -> list[Event]:
        """What is known about terminals, without the acts of those who had no right by the version that they name."""
        from dutytui.rules.rights import is_rightful
        from dutytui.rules.roster.fold import roster_events  # where there is a roster
        from dutytui.rules.roster.said import has_right

        acts = {ROSTER_BEGUN, TERMINAL_ENROLLED, TERMINAL_REVOKED}
        found = list(roster_events(state))
        if not self.indexed:  # a start reads no older versions
            return found
        since = next((one.procedure for one in found if one.id == self.held), "")
        return [one for one in found if one.kind not in acts or is_rightful(has_right, law, self._versions, one, since)]

    def _news(self, state: State, procedures: Procedures) -> tuple[object, ...]:
        known = state.followed["roster"], state.followed["terminal"], len(state.openings)
        return (*known, self.indexed, procedures.version, self._versions.countersigned)

    def _take_down(self, noted: Noted) -> None:
        if noted != self._noted or not self._kept:
            self._noted = noted
            self._kept = self._note.save(noted) is None


def _lets_in(event: Event) -> bool:
    return event.kind != TERMINAL_REVOKED


def _opened_by(state: State) -> dict[str, str]:
    return {writer: str(event.data.get("key", "")) for writer, event in state.openings.items()}
