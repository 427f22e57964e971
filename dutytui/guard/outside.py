"""What is recorded by somebody whose word does not count: behind the cut of a terminal that was shut out, or with a key
that no terminal of the mall has. It is void everywhere; somebody must know of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from dutytui.rules.entry_fold import words
from dutytui.rules.events import Event
from dutytui.rules.evidence.found import Evidence, evidence_id
from dutytui.rules.evidence.heads import Heads
from dutytui.rules.roster.standing import Roster
from dutytui.store.notices import OUTSIDE_ABOUT, RECORDED_ON, STRANGER

CODES = frozenset({RECORDED_ON, STRANGER})
PATIENCE = 10
"""Minutes that a machine which is just being set up has to introduce itself: it does so, a minute after it has heard of
the roster, before anybody lets it in."""


def recorded_outside(
    roster: Roster | None,
    keys: Mapping[str, str],
    heads: Heads,
    said: Iterable[Event],
    now: datetime,
    awaited: Collection[str] = (),
) -> Iterator[Evidence]:
    """One for each journal that goes on behind what counts of it, and behind what a person has acknowledged of it.

    keys: writer → its public key; heads: of the journals that are here; said: all acknowledgements that count; awaited:
    journals of strangers that may still introduce themselves.
    """
    answered = _answered(said)
    for writer, (last, identity) in sorted(heads.items()):
        code = outside(roster, keys, writer)
        if roster is None or code is None or writer in awaited:
            continue
        terminal = roster.terminal(keys[writer])
        counts = (terminal.limit(writer) or 0) if terminal is not None else 0
        first = max(counts, answered.get(writer, 0)) + 1
        if last >= first:
            values = {"writer": writer, "seq": first, "known": last, "id": identity}
            yield Evidence(evidence_id(code, {name: values[name] for name in OUTSIDE_ABOUT}), code, now, values)


def outside(roster: Roster | None, keys: Mapping[str, str], writer: str) -> str | None:
    """Why a journal does not count, if somebody is to look into that: `RECORDED_ON` or `STRANGER`.

    Not while nobody has founded a roster, nor of a machine that waits to be let in: the terminals' page tells of that.
    """
    if roster is None or roster.begun is None or not keys.get(writer):
        return None
    terminal = roster.terminal(keys[writer])
    if terminal is None:
        return STRANGER
    return RECORDED_ON if terminal.revoked else None


def _answered(said: Iterable[Event]) -> dict[str, int]:
    """Writer → the last of its events of which a person has said something."""
    found: dict[str, int] = {}
    for event in said:
        values = event.data.get("values")
        if words(event.data, "code") not in CODES or not isinstance(values, Mapping):
            continue
        writer, known = values.get("writer"), values.get("known")
        if isinstance(writer, str) and isinstance(known, int):
            found[writer] = max(known, found.get(writer, 0))
    return found
