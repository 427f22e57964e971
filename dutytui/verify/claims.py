"""What is known of a journal from elsewhere: a witness in any journal, this terminal's memory, another copy.

A journal proves that nothing in its midst was changed. That it did not go on, or was not written anew as a whole, only
others can say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import NamedTuple

from dutytui.rules.evidence.heads import Heads
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.verify.findings import Finding
from dutytui.verify.journal import Chain

WITNESS, MEMORY, COPY = "witness", "memory", "copy"
"""Where a claim comes from."""


class Claim(NamedTuple):
    """Event `seq` of a journal had the hash `id` (bytes); source: of those above; place: file:line, or a folder; by:
    the journal and the number of the witness, ("", 0) for what is none."""

    seq: int
    id: bytes
    source: str
    place: str
    stamp: str
    by: tuple[str, int] = ("", 0)


@dataclass(slots=True)
class Claims:
    """Kept as they come, each only where it says more than the one before it from the same source."""

    by_writer: dict[str, list[Claim]] = field(default_factory=dict)
    _known: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)

    def add(self, heads: Heads, source: str, place: str, *, by: tuple[str, int] = ("", 0), stamp: str = "") -> None:
        """by: the journal and the number of the witness."""
        for writer, (seq, identity) in heads.items():
            if self._known.get((writer, by[0])) == (seq, identity):
                continue
            self._known[writer, by[0]] = (seq, identity)
            claim = Claim(seq, bytes.fromhex(identity), source, place, stamp, by)
            self.by_writer.setdefault(writer, []).append(claim)

    def against(self, chains: Mapping[str, Chain], counts: Callable[[str, int], bool]) -> Iterator[Finding]:
        """What is here less, or otherwise, than was claimed: one finding a journal of each kind.

        counts: whether what stands under a number of a journal does; anybody can claim anything of others.
        """
        for writer, said in sorted(self.by_writer.items()):
            claims = [one for one in said if not one.by[0] or counts(*one.by)]
            if not claims:
                continue
            chain = chains.get(writer)
            known = max(claims, key=lambda one: one.seq)
            values = {"known": known.seq, "source": known.source, "place": known.place}
            if chain is None or not chain.events:
                if chain is None or not chain.unread:
                    yield Finding("journal_gone", writer, values=values)
                continue
            if known.seq > chain.seq and not chain.unread:
                file, line = chain.place_of(chain.seq)
                yield Finding("cut_off", writer, file, line, chain.last, {**values, "seq": chain.seq})
            for claim in claims:
                found = chain.id_of(claim.seq)
                if found and bytes.fromhex(found) != claim.id:
                    file, line = chain.place_of(claim.seq)
                    values = {"seq": claim.seq, "source": claim.source, "place": claim.place}
                    yield Finding("rewritten", writer, file, line, claim.stamp, values)
                    break


def against_copy(chains: Mapping[str, Chain], others: Mapping[str, Chain], place: str) -> Iterator[Finding]:
    """What another copy of the journals has more, or otherwise. That it has less is no finding: it may be behind."""
    for writer, other in sorted(others.items()):
        chain = chains.get(writer)
        known = {"known": other.seq, "source": COPY, "place": place}
        if not other.events or (chain is not None and chain.unread):
            continue
        if chain is None or not chain.events:
            yield Finding("journal_gone", writer, values=known)
            continue
        for seq in range(1, min(chain.seq, other.seq) + 1):
            here, there = chain.id_of(seq), other.id_of(seq)
            if here and there and here != there:
                file, line = chain.place_of(seq)
                said = {"seq": seq, "source": COPY, "place": place}
                yield Finding("rewritten", writer, file, line, values=said)
                break
        if other.seq > chain.seq:
            file, line = chain.place_of(chain.seq)
            yield Finding("cut_off", writer, file, line, chain.last, {**known, "seq": chain.seq})
