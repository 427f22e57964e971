"""What a terminal that was shut out records behind its cut. It is void everywhere; somebody must know that it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from dutytui.rules.events import Event
from dutytui.rules.evidence.found import Evidence, evidence_id
from dutytui.rules.evidence.heads import Heads
from dutytui.rules.roster.standing import Roster, Terminal
from dutytui.store.notices import RECORDED_ON, RECORDED_ON_ABOUT


def recorded_on(
    roster: Roster | None, keys: Mapping[str, str], heads: Heads, said: Iterable[Event], now: datetime
) -> Iterator[Evidence]:
    """One for each journal that goes on behind its cut, and behind what a person has acknowledged of it.

    keys: writer → its public key; heads: of the journals that are here; said: all acknowledgements that count.
    """
    answered = _answered(said)
    for writer, (last, identity) in sorted(heads.items()):
        terminal = shut_out(roster, keys, writer)
        if terminal is None:
            continue
        first = max(terminal.limit(writer) or 0, answered.get(writer, 0)) + 1
        if last >= first:
            values = {"writer": writer, "seq": first, "known": last, "id": identity}
            about = {name: values[name] for name in RECORDED_ON_ABOUT}
            yield Evidence(evidence_id(RECORDED_ON, about), RECORDED_ON, now, values)


def shut_out(roster: Roster | None, keys: Mapping[str, str], writer: str) -> Terminal | None:
    """The terminal of a journal, if it is one that was shut out."""
    terminal = roster.terminal(keys.get(writer, "")) if roster is not None else None
    return terminal if terminal is not None and terminal.revoked else None


def _answered(said: Iterable[Event]) -> dict[str, int]:
    """Writer → the last of its events of which a person has said something."""
    found: dict[str, int] = {}
    for event in said:
        values = event.data.get("values")
        if event.data.get("code") != RECORDED_ON or not isinstance(values, Mapping):
            continue
        writer, known = values.get("writer"), values.get("known")
        if isinstance(writer, str) and isinstance(known, int):
            found[writer] = max(known, found.get(writer, 0))
    return found
