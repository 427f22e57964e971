"""All journals of a folder, gone through once: what holds, and what does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from dutytui.rules.events import HEADS_WITNESSED
from dutytui.rules.evidence.heads import Heads, heads_in, root_of
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.store.archived import Archives
from dutytui.store.disk import Disk, Reads
from dutytui.store.lines import Line
from dutytui.store.reading import Signatures
from dutytui.verify import roster as rosters
from dutytui.verify.claims import MEMORY, WITNESS, Claims, against_copy
from dutytui.verify.files import Listing, list_files
from dutytui.verify.findings import Finding, Level
from dutytui.verify.journal import Chain, Walk, Where

Progress = Callable[[int, int], object]
"""Told (files read, files in all)."""


@dataclass(frozen=True, slots=True)
class Report:
    """roster: whether there is one that says which keys may write; witnesses: how many records of heads were compared;
    days: folders; root: of the heads that are here."""

    logs: Path
    journals: tuple[Chain, ...]
    findings: tuple[Finding, ...]
    days: int
    roster: bool
    witnesses: int

    @property
    def heads(self) -> dict[str, tuple[int, str]]:
        return {chain.writer: chain.head for chain in self.journals if chain.events}

    @property
    def root(self) -> str:
        return root_of(self.heads)

    @property
    def wrong(self) -> int:
        return sum(one.level is Level.WRONG for one in self.findings)

    @property
    def unread(self) -> int:
        return sum(one.level is Level.UNREAD for one in self.findings)


def verify(
    logs: Path,
    *,
    signatures: Signatures = Signatures.LAST,
    memory: Heads | None = None,
    founding: str = "",
    against: Path | None = None,
    progress: Progress | None = None,
    disk: Reads | None = None,
) -> Report:
    """Prove, or name what is wrong. Opens nothing for writing, raises nothing for what it finds.

    signatures: LAST checks the last one of each part, which covers what is before it, ALL every one; memory: the
    highest heads that this terminal has seen; founding: id of the event by which the roster began that this terminal
    keeps to, "" where the first that anybody recorded is to count; against: the `logs` of another copy, which is gone
    through as well.
    """
    reads = Archives(disk or Disk())
    listing = list_files(reads, logs)
    other = list_files(reads, against) if against else None
    counted = _Counted(listing.count + (other.count if other else 0), progress)
    told = _Told()
    chains = _walk(reads, listing, signatures, told, counted)
    findings = [*listing.findings, *(one for chain in chains.values() for one in chain.findings), *told.findings]
    if memory:
        told.claims.add(memory, MEMORY, "")
    roster = rosters.roster_of(told.roster, {writer: chain.key for writer, chain in chains.items()}, founding)
    findings += told.claims.against(chains, partial(rosters.counts, roster, chains))
    findings += rosters.judged(roster, chains, told.roster)
    if other is not None:
        copies = _walk(reads, other, Signatures.NONE, _Told(), counted)
        findings += against_copy(chains, copies, str(against))
    ordered = sorted(findings, key=lambda one: (one.file or "~", one.line, one.writer, one.code))
    return Report(logs, tuple(chains.values()), tuple(ordered), listing.days, roster.begun, told.witnesses)


def _walk(disk: Reads, listing: Listing, signatures: Signatures, told: _Told, counted: _Counted) -> Mapping[str, Chain]:
    chains = {}
    for writer in sorted(listing.journals):
        walk = Walk(disk, listing, writer, signatures, rosters.KINDS | {HEADS_WITNESSED}, told.take)
        for files in walk.parts():
            counted.add(files)
        chains[writer] = walk.chain
    return chains


class _Told:
    """What journals say of other journals."""

    def __init__(self) -> None:
        self.claims = Claims()
        self.roster: list[rosters.Said] = []
        self.findings: list[Finding] = []
        self.witnesses = 0

    def take(self, writer: str, line: Line, where: Where) -> None:
        if line.kind != HEADS_WITNESSED:
            self.roster.append(rosters.Said(line.stamp, writer, line.seq, line.kind, line.on, line.data, line.id))
            return
        heads = heads_in(line.data)
        if heads is None or line.data.get("root") != root_of(heads):
            self.findings.append(Finding("witness_wrong", writer, *where))
            return
        self.witnesses += 1
        self.claims.add(heads, WITNESS, f"{where[0]}:{where[1]}", by=(writer, line.seq), stamp=line.stamp)


class _Counted:
    def __init__(self, whole: int, progress: Progress | None) -> None:
        self._whole, self._progress = whole, progress
        self._done = 0

    def add(self, files: int) -> None:
        self._done += files
        if self._progress:
            self._progress(self._done, self._whole)
