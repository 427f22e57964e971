"""Which keys may write, from the events of the roster; without any, a key is taken as its journal names it.

Nothing here asks the rules' own fold of the roster: who checks must not depend on what is checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any, NamedTuple

from dutytui.rules.evidence.heads import Heads, heads_in
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.verify.findings import Finding
from dutytui.verify.journal import Chain, key_name

BEGUN, PRESENTED = "roster_begun", "terminal_presented"
ENROLLED, REVOKED = "terminal_enrolled", "terminal_revoked"
ACKNOWLEDGED, OUTSIDE = "alarm_acknowledged", frozenset({"shut_out_recorded", "stranger_recorded"})
"""A person has looked at what a terminal that was shut out, or one that nobody knows, has recorded."""
KINDS = frozenset({BEGUN, PRESENTED, ENROLLED, REVOKED, ACKNOWLEDGED})


class Said(NamedTuple):
    """An event of the roster, or what somebody said of what does not count: when, by which writer, what."""

    stamp: str
    writer: str
    seq: int
    kind: str
    on: str
    data: Mapping[str, Any]
    id: str


@dataclass(slots=True)
class Roster:
    """keys: those that may write, or might until they were revoked; waiting: those that have only presented themselves;
    revoked: key → the last event of each of its journals that still counts; of one that is not named, none does."""

    begun: bool = False
    keys: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)
    revoked: dict[str, Heads] = field(default_factory=dict)


def roster_of(said: Sequence[Said], key_of: Mapping[str, str], founding: str = "") -> Roster:
    """key_of: writer → the key that its journal names; founding: id of the event that is known to have begun it; where
    that is not here the first does. From then on a key is let in, or shut out, by an event of one that is in and was
    not shut out before it; by anybody else's nobody is."""
    roster = Roster()
    ordered = sorted(said, key=_order)
    foundings = [one for one in ordered if one.kind == BEGUN]
    begun = next((one for one in foundings if one.id == founding), foundings[0] if foundings else None)
    if begun is None:
        return roster
    roster.begun = True
    roster.keys = {key_of.get(begun.writer, ""), *_keys_in(begun.data)} - {""}
    for one in ordered:
        if one.kind == PRESENTED:
            roster.waiting.update(_keys_in(one.data))
        elif not _is_in(roster, key_of.get(one.writer, ""), one.writer, one.seq) or _order(one) < _order(begun):
            continue
        elif one.kind == ENROLLED:
            roster.keys.update(_keys_in(one.data))
            for key in _keys_in(one.data):
                roster.revoked.pop(key, None)
        elif one.kind == REVOKED:
            cut = heads_in({"heads": one.data.get("cut")}) or {}
            for key in _keys_in(one.data):
                # Whoever was cut earlier stays cut there.
                before = roster.revoked.get(key, cut)
                roster.revoked[key] = {name: min(head, before[name]) for name, head in cut.items() if name in before}
    roster.waiting -= roster.keys
    return roster


def judged(roster: Roster, chains: Mapping[str, Chain], said: Sequence[Said]) -> Iterator[Finding]:
    """Whose journals the roster does not know, and what was written behind a revocation."""
    if not roster.begun:
        return
    answered = _answered(roster, chains, said)
    for writer, chain in sorted(chains.items()):
        if chain.key and chain.key not in roster.keys:
            yield from _unknown(roster, chain, *answered.get(writer, (0, "")))
        if chain.key not in roster.revoked or not chain.events:
            continue
        seq, identity = roster.revoked[chain.key].get(writer, (0, ""))
        here = chain.id_of(seq)
        if here and here != identity:
            file, line = chain.place_of(seq)
            claimed = {"seq": seq, "source": "roster", "place": ""}
            yield Finding("rewritten", writer, file, line, values=claimed)
        known, words = answered.get(writer, (0, ""))
        if known > seq:
            file, line = chain.place_of(seq + 1)
            values = {"seq": seq + 1, "count": known - seq, "words": words}
            yield Finding("void_and_known", writer, file, line, values=values)
        if chain.seq > max(seq, known):
            first = max(seq, known) + 1
            file, line = chain.place_of(first)
            values = {"seq": first, "count": chain.seq - first + 1}
            yield Finding("written_after_revocation", writer, file, line, values=values)


def _unknown(roster: Roster, chain: Chain, known: int, words: str) -> Iterator[Finding]:
    """known, words: the last of its events of which a person has said what they know of it, and that."""
    values = {"key": key_name(chain.key)}
    if known:
        file, line = chain.place_of(1)
        yield Finding("stranger_and_known", chain.writer, file, line, values={**values, "count": known, "words": words})
    if known < max(chain.seq, 1):
        file, line = chain.place_of(known + 1)
        waits = chain.key in roster.waiting
        yield Finding("key_waits" if waits else "key_not_enrolled", chain.writer, file, line, values=values)


def _answered(roster: Roster, chains: Mapping[str, Chain], said: Sequence[Said]) -> dict[str, tuple[int, str]]:
    """Writer → the last of its events of which a person has said what they know of it, and the words.

    Only at a terminal whose word counts, and only of the very events that are here: one that was put in their place
    since has another hash, and nobody has looked at it.
    """
    found: dict[str, tuple[int, str]] = {}
    for one in said:
        code, values = one.data.get("code"), one.data.get("values")
        if one.kind != ACKNOWLEDGED or not isinstance(values, Mapping):
            continue
        if not isinstance(code, str) or code not in OUTSIDE:
            continue
        writer, known, words = values.get("writer"), values.get("known"), one.data.get("words")
        chain = chains.get(writer) if isinstance(writer, str) else None
        if (
            chain is None
            or not isinstance(known, int)
            or not isinstance(words, str)
            or not counts(roster, chains, one.writer, one.seq)
        ):
            continue
        identity = chain.id_of(known)
        if identity and identity == values.get("id") and known > found.get(chain.writer, (0, ""))[0]:
            found[chain.writer] = known, words
    return found


def counts(roster: Roster, chains: Mapping[str, Chain], writer: str, seq: int) -> bool:
    """Whether the terminal of a journal is in the roster, and was when it recorded that event. Without a roster yes."""
    return not roster.begun or _is_in(roster, chains[writer].key, writer, seq)


def _is_in(roster: Roster, key: str, writer: str, seq: int) -> bool:
    if key not in roster.keys:
        return False
    return key not in roster.revoked or seq <= roster.revoked[key].get(writer, (0, ""))[0]


def _order(one: Said) -> tuple[str, str, int]:
    return one.stamp, one.writer, one.seq


def _keys_in(data: Mapping[str, Any]) -> set[str]:
    """The public keys that an event of the roster names: ``key``, or one for each of ``terminals``."""
    found: set[str] = set()
    for name in ("key", "keys", "terminals"):
        value = data.get(name)
        several = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else [value]
        for one in several:
            key = one.get("key") if isinstance(one, Mapping) else one
            if isinstance(key, str):
                found.add(key)
    return found
