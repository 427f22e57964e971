"""Telling a state of the mall's days what its own events say about terminals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dutytui.rules.events import Event
from dutytui.rules.lookup import Lookup
from dutytui.rules.roster.fold import roster_events
from dutytui.rules.roster.standing import Signed, everybody_signs, roster
from dutytui.rules.state import State
from dutytui.rules.trust import EVERYBODY, AllOf, RosterTrust, Trust


def learn(
    state: State,
    law: Lookup,
    keys: Mapping[str, str],
    told: Iterable[Event] | None = None,
    *,
    held: str = "",
    own: str = "",
    signed: Signed = everybody_signs,
    also: Trust | None = None,
) -> bool:
    """Whether whose records count has changed; the state is told then, and folds anew.

    keys, held and signed: see `roster`; told: what its events are, where some that the state knows are to be left out;
    own: see `RosterTrust`; also: what an event must be trusted by, too.
    """
    known = roster(roster_events(state) if told is None else told, keys, law, held, signed)
    by_roster = RosterTrust(known, dict(keys), own)
    trust: Trust = by_roster if also is None else AllOf(by_roster, also)
    # Without a roster everybody counts, whatever their key.
    if state.trust == trust or (known.begun is None and also is None and state.trust is EVERYBODY):
        state.roster = known
        return False
    state.trust_by(trust, known)
    return True
