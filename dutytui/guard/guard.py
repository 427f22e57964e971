"""The guard of one terminal: it records how far all journals go, remembers it, and raises what does not fit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from dutytui.guard.compare import Ends, Parts, missed, unlinked
from dutytui.guard.evidence import ABOUT, CONTENT, MEMORY, agreed, evidence_of, loss_of, near, on_the_share, sifted
from dutytui.guard.kept import KeptEvidence
from dutytui.guard.outside import CODES, PATIENCE, outside, recorded_outside
from dutytui.rules.events import DAY_CLOSED, HANDOVER_SIGNED
from dutytui.rules.evidence.commands import WitnessHeads
from dutytui.rules.evidence.found import EVIDENCE_PREFIX, Evidence, all_acknowledged, unacknowledged
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.session import Saved, Session
from dutytui.store.notices import STRANGER, Notice
from dutytui.store.reading import Signatures
from dutytui.store.remembered import RememberedHeads
from dutytui.store.replica import Replica

_Value = TypeVar("_Value")
_SOLEMN = frozenset({HANDOVER_SIGNED, DAY_CLOSED})
"""What is witnessed at once: whoever signs can compare the root."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What a worker has come upon. listed: the logs could be looked through; heads: of the journals in them; whole_to:
    see `Parts`; late: journals that could not be compared yet."""

    found: tuple[Evidence, ...]
    listed: bool
    heads: dict[str, tuple[int, str]]
    whole_to: dict[str, int]
    late: frozenset[str]


class Guard:
    """logs: of the mall folder; local: the terminal's own data; writer and key: of this process's journal.

    `look` is for a worker thread, everything else for the session's own. What a worker has found comes in with the next
    change, or the next minute.
    """

    def __init__(self, session: Session, logs: Path, local: Path, writer: str, key: str) -> None:
        self._session = session
        self._logs = logs
        self._writer = writer
        self._key = key
        self._remembered = RememberedHeads(local, key)
        self._kept = KeptEvidence(local)
        self._before = tuple(self._kept.load(ABOUT))
        self._looked: _Look | None = None
        self._unlinked: tuple[Ends, ...] = ()
        self.waits = False
        """Whether the last look did not compare with what is remembered, because the share was just being asked."""
        self._seen: dict[str, tuple[int, str]] = {}
        self._whole_to: dict[str, int] = {}
        # Until they have been compared: what is recorded after a roll-back must not pass for what was there before.
        self._doubted = set(self._remembered.heads)
        self._told = 0
        self._signed = self._count_signed()
        self._due = session.now() + timedelta(minutes=session.procedures.mall.witness_every)
        self._busy = False
        self._others: Mapping[str, str] = {}
        self._strange: dict[str, int] = {}
        session.notices += self._remembered.notices
        session.listen(self._heard)

    def move_on(self, writer: str) -> None:
        """This process records under another name from now on."""
        self._writer = writer

    # -- in a worker thread ---------------------------------------------------------------------------------------

    def look(self, replica: Replica, changed: Sequence[Ends], coming: Collection[str] | None = ()) -> None:
        """Compare the logs with what is remembered, and parts that changed with those beside them; check signatures.

        changed: what was read because it is new or different; coming: journals that the share has more of than is here,
        None while it is being asked: what a restored back-up lacks is on its way and not lost. Adds what is odd and
        harmless to the session's notices.
        """
        session, now = self._session, self._session.now()
        today = replica.read_day(session.day, signatures=Signatures.LAST).notices
        session.notices += [one for one in today if one.code not in ABOUT and one not in session.notices]
        odd: list[Notice] = [*session.notices, *today]
        for ends in changed:
            odd += ends.notices
        # Remembered first, listed and read after it: what is recorded meanwhile is more than that, never less.
        remembered, counted = dict(self._remembered.heads), dict(self._remembered.segments)
        self.waits = bool(coming) or coming is None
        parts = Parts.of(replica) if coming is not None else None
        late = frozenset(coming or ())
        # Nobody reads a part again that has not changed since: what can't be compared now is at the next look.
        unlinked_yet = (*self._unlinked, *changed)
        self._unlinked = unlinked_yet if parts is None else ()
        heads: dict[str, tuple[int, str]] = {}
        if parts is not None:
            odd += unlinked(parts, unlinked_yet)
            odd += missed(parts, _without(late, remembered), _without(late, counted))
            whole = _without(late, parts.by_writer)
            heads = {writer: head for writer in whole if (head := parts.head(writer)) is not None}
        found = (evidence_of(one, self._logs, now) for one in sifted(odd))
        whole_to = _without(late, parts.whole_to()) if parts is not None else {}
        self._looked = _Look(tuple(one for one in found if one is not None), parts is not None, heads, whole_to, late)

    # -- on the session's own thread ------------------------------------------------------------------------------

    def keep_up(self, keys: Mapping[str, str]) -> None:
        """Once a minute while the desk stands open: witness if it is time and there is news, and remember.

        keys: writer → the public key that its journal was opened with.
        """
        session = self._session
        self._take()
        self._take_outside(keys)
        every = session.procedures.mall.witness_every
        if every and session.awake and session.now() >= self._due and session.state.told > self._told:
            self._witness()
        self.remember()
        self._kept.save(unacknowledged(session.state))

    def hears(self, told: Iterable[Notice]) -> tuple[Notice, ...]:
        """What the exchange tells: evidence of it is taken up at once. The rest, for whoever reads notices."""
        known, harmless = self._session.state.found, []
        for notice in told:
            one = evidence_of(notice, self._logs, self._session.now())
            if one is None or (one.id not in known and not on_the_share(notice)):
                harmless.append(notice)
            elif one.id not in known:
                self._session.load_about(EVIDENCE_PREFIX, date.min, date.max)  # it may be acknowledged elsewhere
                known = self._session.state.found = {**known, one.id: one}
        return tuple(harmless)

    def _heard(self) -> None:
        """After every change."""
        if self._busy:
            return
        self._busy = True
        try:
            self._take()
            self._agree()
            signed = self._count_signed()
            if signed > self._signed and self._session.awake and self._session.procedures.mall.witness_every:
                self._witness()
            self._signed = signed
        finally:
            self._busy = False

    def _witness(self) -> None:
        """Of other journals the heads that stood a minute ago: a line that its writer has not made durable yet may be
        gone after a power cut, and nobody has lost anything by that."""
        session = self._session
        own = session.state.heads.get(self._writer)
        # A journal that somebody has put there would have to stand there for good, once it is witnessed.
        seen = {writer: head for writer, head in self._seen.items() if self._is_known(writer)}
        heads = seen | ({self._writer: own} if own else {})
        if isinstance(session.submit(WitnessHeads(session.day, self._writer, heads)), Saved):
            self._told = session.state.told
            self._due = session.now() + timedelta(minutes=session.procedures.mall.witness_every)

    def remember(self) -> None:
        """One's own journal up to its last event, which is on disk; of others what stood a minute ago."""
        state = self._session.state
        own = state.heads.get(self._writer)
        heads = self._seen | ({self._writer: own} if own else {})
        sound = {writer: head for writer, head in heads.items() if writer not in self._doubted}
        said = {one: loss_of(event) for one, event in all_acknowledged(state).items()}
        self._remembered.spend([one for one, writer in said.items() if writer and writer not in self._doubted])
        self._remembered.raise_to(sound, self._whole_to)
        for writer, head in state.heads.items():
            if head[0] > self._seen.get(writer, (0, ""))[0]:
                self._seen[writer] = head

    def _take(self) -> None:
        """What a worker has found. First what was said to it on other days: nothing rings that is acknowledged."""
        looked, self._looked = self._looked, None
        if looked is None:
            return
        session = self._session
        session.load_about(EVIDENCE_PREFIX, date.min, date.max)
        known = dict(session.state.found)
        for one in (*self._before, *looked.found):
            known.setdefault(one.id, one)
        self._before = ()
        session.state.found = known
        self._agree()
        open_ones = {one.id for one in unacknowledged(session.state)}
        session.notices[:] = [one for one in session.notices if not self._is_evidence(one, known)]
        self._take_heads(looked, open_ones)

    def _take_outside(self, keys: Mapping[str, str]) -> None:
        """What is recorded where it does not count, but for this terminal, which says so of each record. If it comes to
        count after all, there is nothing to acknowledge."""
        session, state = self._session, self._session.state
        self._others = {writer: key for writer, key in keys.items() if key != self._key}
        strange = [writer for writer in self._others if self._outside(writer) == STRANGER]
        self._strange = {writer: self._strange.get(writer, 0) + 1 for writer in strange}
        kept = {identity: one for identity, one in state.found.items() if self._holds(one)}
        found = self._recorded_outside()
        if found.keys() - kept.keys():
            session.load_about(EVIDENCE_PREFIX, date.min, date.max)  # it may have been acknowledged on any day
            found = self._recorded_outside()
        if found or len(kept) < len(state.found):
            again = {
                identity: replace(one, found=kept[identity].found)
                for identity, one in found.items()
                if identity in kept
            }
            state.found = {**kept, **found, **again}

    def _outside(self, writer: str) -> str | None:
        return outside(self._session.state.roster, self._others, writer)

    def _is_known(self, writer: str) -> bool:
        roster = self._session.state.roster
        founded = roster is not None and roster.begun is not None
        return not founded or (writer in self._others and self._outside(writer) != STRANGER)

    def _holds(self, one: Evidence) -> bool:
        return one.code not in CODES or self._outside(one.values["writer"]) == one.code

    def _recorded_outside(self) -> dict[str, Evidence]:
        state, now = self._session.state, self._session.now()
        said = all_acknowledged(state).values()
        awaited = [writer for writer, minutes in self._strange.items() if minutes <= PATIENCE]
        found = recorded_outside(state.roster, self._others, self._seen, said, now, awaited)
        return {one.id: one for one in found}

    def _agree(self) -> None:
        """A loss that a person has acknowledged at another terminal is acknowledged here."""
        state = self._session.state
        if any(one.code in MEMORY for one in unacknowledged(state)):
            state.found = agreed(state.found.values(), all_acknowledged(state), self._remembered.spent)

    def _take_heads(self, looked: _Look, open_ones: set[str]) -> None:
        if not looked.listed:
            return
        found = [one for one in looked.found if one.code in MEMORY]
        answered = {str(one.values["writer"]) for one in found if one.id not in open_ones}
        for writer in answered:
            # Somebody has said what happened: from here on it is remembered anew.
            self._remembered.forget(writer)
            self._seen.pop(writer, None)
        missing = {str(one.values["writer"]) for one in found} - answered
        self._doubted = missing | (self._doubted & looked.late)
        for writer, head in looked.heads.items():
            if writer not in missing and head[0] > self._seen.get(writer, (0, ""))[0]:
                self._seen[writer] = head
        self._whole_to = {writer: number for writer, number in looked.whole_to.items() if writer not in missing}

    def _is_evidence(self, notice: Notice, known: dict[str, Evidence]) -> bool:
        """Whether it is told as evidence already; the bytes of a file that is odd in itself were looked at since."""
        if notice.code in CONTENT:
            return near(notice.values["file"], self._logs) in {one.values.get("file") for one in known.values()}
        found = evidence_of(notice, self._logs, self._session.now())
        return found is not None and found.id in known

    def _count_signed(self) -> int:
        session = self._session
        subjects = (one for prefix in ("handover:", "day:") for one in session.state.subjects(session.day, prefix))
        return sum(event.writer == self._writer and event.kind in _SOLEMN for one in subjects for event in one.events)


def _without(late: frozenset[str], known: Mapping[str, _Value]) -> dict[str, _Value]:
    return {writer: one for writer, one in known.items() if writer not in late}
