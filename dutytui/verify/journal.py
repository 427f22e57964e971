"""One writer's journal from its first event to its last, a file at a time, so that years fit into little memory."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import field
from datetime import date, timedelta
from typing import Any

from dutytui.rules import stamps
from dutytui.rules.credentials.trust import SIGNED
from dutytui.rules.events import DESK_OPENED, HEADS_WITNESSED, JOURNAL_OPENED, KINDS
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.roster.fingerprints import fingerprint
from dutytui.store.disk import Reads
from dutytui.store.keys import verifier
from dutytui.store.lines import Line, signature, signed_bytes, to_event
from dutytui.store.personal import claimed_by_nobody
from dutytui.store.reading import Signatures, Verify
from dutytui.store.segments import SegmentName
from dutytui.verify.files import Listing
from dutytui.verify.findings import Finding
from dutytui.verify.part import Part, read_part

FORMAT = 1
ID_BYTES = 32
_NEAR = timedelta(days=1)
"""How far the day of a folder may lie from the date of a stamp: a day can end after midnight, and zones differ."""
_AHEAD = timedelta(minutes=1)
_BACK = timedelta(minutes=15)
_SAID_AT_ONCE = frozenset({DESK_OPENED, HEADS_WITNESSED})
"""What a program says of itself at the moment that it shows: any other event may be told later than it happened."""

Where = tuple[str, int]
"""A file below the logs, and a line of it."""
Notable = Callable[[str, Line, Where], None]
"""Told every event whose kind concerns the verification of other journals."""


@dataclass(slots=True)
class Chain:
    """What is known of a journal when it has been gone through. first, last: stamps; signatures: how many were checked;
    unread: not all of it could be read."""

    writer: str
    key: str = ""
    events: int = 0
    segments: int = 0
    seq: int = 0
    first: str = ""
    last: str = ""
    signatures: int = 0
    findings: list[Finding] = field(default_factory=list)
    unread: bool = False
    _starts: list[int] = field(default_factory=list)
    _runs: list[bytearray] = field(default_factory=list)
    _files: list[Where] = field(default_factory=list)

    @property
    def head(self) -> tuple[int, str]:
        return self.seq, self.id_of(self.seq)

    def id_of(self, seq: int) -> str:
        """The hash of an event; "" where it is not here."""
        at = bisect_right(self._starts, seq) - 1
        offset = (seq - self._starts[at]) * ID_BYTES if at >= 0 else 0
        return self._runs[at][offset : offset + ID_BYTES].hex() if at >= 0 else ""

    def place_of(self, seq: int) -> Where:
        """Where an event stands; ("", 0) if it is not here."""
        if not self.id_of(seq):
            return "", 0
        at = bisect_right(self._starts, seq) - 1
        file, line = self._files[at]
        return file, line + seq - self._starts[at]

    def keep(self, line: Line, where: Where) -> None:
        """The next event that is here; numbers rise."""
        if line.seq != self.seq + 1 or not self._files or self._files[-1][0] != where[0]:
            self._starts.append(line.seq)
            self._runs.append(bytearray())
            self._files.append(where)
        self._runs[-1] += bytes.fromhex(line.id)
        self.events += 1
        self.seq = line.seq


class Walk:
    """Goes through one journal. notable: told of the events of `concerning` kinds."""

    def __init__(
        self,
        disk: Reads,
        listing: Listing,
        writer: str,
        signatures: Signatures,
        concerning: frozenset[str],
        tell: Notable,
    ) -> None:
        self.chain = Chain(writer)
        self._disk = disk
        self._listing = listing
        self._all = signatures is Signatures.ALL
        self._concerning = concerning
        self._tell = tell
        self._verify: Verify | None = None
        self._before: Line | None = None
        self._where: Where = ("", 0)
        self._checked = True
        self._unproven: list[tuple[Line, Where, str]] = []
        self._excused = 0
        self._unknown: Counter[str] = Counter()

    def parts(self) -> Iterator[int]:
        """Goes on by one part each time; what it gives is how many files that were."""
        before = 0
        parts = self._listing.journals[self.chain.writer]
        for number in sorted(parts):
            files = parts[number]
            self._part(files, before, number)
            before = number
            yield len(files)
        self._end()

    # -- a part and its copies ------------------------------------------------------------------------------------

    def _part(self, files: list[SegmentName], before: int, number: int) -> None:
        self.chain.segments += 1
        found: dict[int, list[tuple[Line, Where]]] = {}
        read = []
        for name in files:
            part = read_part(self._disk, name.path, self.chain.writer)
            self._told_of(part, name)
            self._in_order(part, name)
            for line_number, line in part.lines:
                known = found.setdefault(line.seq, [])
                if all(one.id != line.id for one, _where in known):
                    known.append((line, (self._listing.near(name.path), line_number)))
            read.append((name, part))
        self._excused = sum(last - first + 1 for _name, part in read for first, last in part.changed)
        self._excused += (
            sum(part.unfinished or bool(part.changed_file) or bool(part.unread) for _name, part in read) * 256
        )
        self._misplaced(read)
        gap = number - before - 1
        for seq in sorted(found):
            self._event(self._chosen(found[seq]), (before + 1, number - 1) if gap else None)
            gap = 0
        if self._before is not None and not self._all:
            self._check(self._before)

    def _chosen(self, same: list[tuple[Line, Where]]) -> tuple[Line, Where]:
        """Two events of one number are proof of a second writer; the chain goes on with the one that fits."""
        if len(same) == 1:
            return same[0]
        after = self._before.id if self._before else ""
        fitting = next((one for one in same if one[0].prev == after), same[0])
        other = next(one for one in same if one is not fitting)
        self._add("cloned", other[1], seq=fitting[0].seq, other=_place(fitting[1]))
        return fitting

    def _told_of(self, part: Part, name: SegmentName) -> None:
        file = self._listing.near(name.path)
        if part.unread:
            self.chain.unread = True
            self._add("unreadable", (file, 0), reason=part.unread)
        for first, last in part.changed:
            self._add("line_changed", (file, first), self._sound_before(part, first), last=last)
        if part.changed_file:
            self._add("file_changed", (file, part.changed_file), self._sound_before(part, part.changed_file))
        if part.unfinished:
            self._add("tail_unfinished", (file, 0), kept=len(part.lines))

    def _in_order(self, part: Part, name: SegmentName) -> None:
        highest = 0
        for number, line in part.lines:
            if line.seq <= highest:
                sound = self._sound_before(part, number)
                self._add("line_moved", (self._listing.near(name.path), number), sound, seq=line.seq, after=highest)
            highest = max(highest, line.seq)

    def _misplaced(self, read: list[tuple[SegmentName, Part]]) -> None:
        (first, proper), *others = read
        for name, part in read:
            if part.lines and not any(_near(name.day, line) for _number, line in part.lines):
                self._add("segment_misplaced", (self._listing.near(name.path), 0), day=name.day.isoformat())
        for name, part in others:
            if name.day != first.day and not name.copy and part.lines and proper.lines:
                self._add("segment_twice", (self._listing.near(name.path), 0), other=self._listing.near(first.path))

    # -- an event -------------------------------------------------------------------------------------------------

    def _event(self, found: tuple[Line, Where], gap: tuple[int, int] | None) -> None:
        line, where = found
        before = self._before
        if before is None:
            self._begin(line, where, gap)
        elif line.seq <= before.seq:
            self._again(line, where)
            return
        elif not self._follow(line, before, where, gap):
            return
        self._times(line, where)
        if SIGNED in line.data and claimed_by_nobody(to_event(line, self.chain.writer)):
            self._add("person_forged", where, seq=line.seq, person=line.by)
        if line.kind not in KINDS and line.kind not in self._concerning:
            self._unknown[line.kind] += 1
        self.chain.keep(line, where)
        self.chain.first = self.chain.first or line.stamp
        self.chain.last = max(self.chain.last, line.stamp)
        self._unproven.append((line, where, before.stamp if before else ""))
        self._before, self._where, self._checked = line, where, False
        if self._all:
            self._check(line)
        if line.kind in self._concerning:
            self._tell(self.chain.writer, line, where)

    def _begin(self, line: Line, where: Where, gap: tuple[int, int] | None) -> None:
        if line.seq != 1 or line.prev:
            if gap is not None or not self._excused:
                self._add("beginning_missing", where, seq=line.seq)
            return
        key, format_ = line.data.get("key"), line.data.get("format")
        try:
            self._verify = verifier(key) if isinstance(key, str) else None
        except ValueError:
            self._verify = None
        if line.kind != JOURNAL_OPENED or self._verify is None or line.data.get("writer") != self.chain.writer:
            self._add("beginning_wrong", where)
        else:
            self.chain.key = str(key)
        if isinstance(format_, int) and format_ > FORMAT:
            self._add("format_newer", where, format=format_)

    def _follow(self, line: Line, before: Line, where: Where, gap: tuple[int, int] | None) -> bool:
        """Whether it is taken into the chain. What does not go on just behind the one before must prove by its own
        signature that it is its writer's: anybody can make a line whose hash is right."""
        missing = line.seq - before.seq - 1
        if (missing or line.prev != before.id) and not self._genuine(line):
            self._add("signature_wrong", where, seq=line.seq)
            return False
        if missing and gap is not None:
            self._add("segment_missing", (where[0], 0), first=gap[0], last=gap[1], events=missing)
        elif missing > self._excused:
            self._add("lines_missing", where, first=before.seq + 1, last=line.seq - 1)
        elif missing:
            self._excused -= missing
        elif line.prev != before.id:
            self._add("chain_broken", where, seq=line.seq)
        if line.stamp <= before.stamp:
            self._add("back_dated", where, seq=line.seq, stamp=line.stamp, before=before.stamp)
        if (missing or line.prev != before.id) and not self._checked:
            self._check(before)
        return True

    def _again(self, line: Line, where: Where) -> None:
        """A part that begins before the one before it has ended."""
        known = self.chain.id_of(line.seq)
        if known and known != line.id:
            self._add("cloned", where, seq=line.seq, other=_place(self.chain.place_of(line.seq)))
        else:
            self._add("line_moved", where, seq=line.seq, after=self.chain.seq)

    def _times(self, line: Line, where: Where) -> None:
        own = line.kind in _SAID_AT_ONCE
        if not own and line.at.isoformat()[:10] <= line.stamp[:10]:
            return  # as nearly all are: the rest takes ten times as long
        recorded = stamps.parse(line.stamp)
        values: dict[str, Any] = {"seq": line.seq, "at": line.at.isoformat(timespec="seconds"), "stamp": line.stamp}
        if line.at > recorded + _AHEAD:
            self._add("time_ahead", where, **values)
        elif own and line.at < recorded - _BACK:
            self._add("clock_back", where, **values)

    def _check(self, line: Line) -> None:
        if self._checked and not self._all:
            return
        self._checked = True
        unproven, self._unproven = self._unproven, []
        if self._genuine(line):
            return
        # Whoever recomputes hashes begins where something was changed: the lines before that are told as sound.
        first, where, since = next(one for one in unproven if not self._genuine(one[0]))
        self._add("signature_wrong", where, since, seq=first.seq)

    def _genuine(self, line: Line) -> bool:
        """By the key of the journal; True where that is not known, which is a finding of its own."""
        if self._verify is None:
            return True
        self.chain.signatures += 1
        return self._verify(signature(line), signed_bytes(line.id))

    def _end(self) -> None:
        last = self._before
        if last is not None and last.more:
            self._add("command_unfinished", self._where, seq=last.seq, more=last.more)
        for kind, count in sorted(self._unknown.items()):
            self._add("kind_unknown", ("", 0), kind=kind, count=count)

    def _sound_before(self, part: Part, number: int) -> str:
        """Stamp of the last event that stands whole before a line of a part, or before the part; "" for none."""
        before = [line.stamp for at, line in part.lines if at < number]
        return max(before, default=self._before.stamp if self._before else "")

    def _add(self, code: str, where: Where, since: str | None = None, /, **values: Any) -> None:
        """since: stamp of the last event before it that is sound; None for the one before the line at hand."""
        if since is None:
            since = self._before.stamp if self._before else ""
        self.chain.findings.append(Finding(code, self.chain.writer, where[0], where[1], since, values))


def key_name(key: str) -> str:
    """A key as people compare it; as it stands where it is none."""
    try:
        return fingerprint(key)
    except ValueError:
        return key[:64]


def _near(day: date, line: Line) -> bool:
    return any(abs(date.fromisoformat(one) - day) <= _NEAR for one in (line.stamp[:10], line.at.date().isoformat()))


def _place(where: Where) -> str:
    return f"{where[0]}:{where[1]}" if where[0] else ""
