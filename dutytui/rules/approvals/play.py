"""Playing a request's acts, one after another: what each counts for, and where the request stands then.

See `course` for the idea, `verbs` for what each kind of act does, `apart` for what can't both stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dutytui.rules import events as kinds
from dutytui.rules.approvals.acts import Acts
from dutytui.rules.approvals.apart import contradict, says_the_same, undone_by
from dutytui.rules.approvals.conditions import Given
from dutytui.rules.approvals.course import Course, Proof, Standing, Weight
from dutytui.rules.approvals.flow import Flow
from dutytui.rules.approvals.position import Position
from dutytui.rules.approvals.seats import settlers
from dutytui.rules.approvals.verbs import BESIDE, DECIDING
from dutytui.rules.entry_fold import words
from dutytui.rules.events import Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.rights import judged_here


def course(flow: Flow, fields: Mapping[str, object], events: Sequence[Event], law: Lookup, proof: Proof) -> Course:
    """Plays the events of a request; the first is its submission and fields are what it said.

    Every pass plays all acts but those that a settlement leaves aside; a dispute that is settled needs one pass more.
    """
    acts = Acts(events)
    overruled: dict[str, Event] = {}
    settled: set[str] = set()
    while True:
        play = _Play(Course(flow, acts.events[0], acts, _given(fields)), law, proof, overruled)
        it = play.through()
        settling = _settling(play, law, settled) if it.contending else None
        if settling is None:
            return it
        settled.add(settling.act.id)
        overruled |= dict.fromkeys(settling.leaves, settling.act)


@dataclass(frozen=True, slots=True)
class _Settling:
    """A settlement, with the ids of the acts that it keeps and of those that it leaves aside."""

    act: Event
    keeps: frozenset[str]
    leaves: frozenset[str]


def _settling(play: _Play, law: Lookup, settled: set[str]) -> _Settling | None:
    """The settlement of the dispute, if there is one that no other, made apart, contradicts."""
    acts = play.it.acts
    rightful = settlers(law, play.it.submitter)
    said = [
        play.settling(event)
        for event in acts.events
        if event.kind == kinds.REQUEST_SETTLED
        and event.id not in settled
        and (event.by in rightful or not judged_here(law, event))
    ]
    useful = [one for one in said if one.leaves]
    for one in reversed(useful):
        apart = (two for two in useful if not acts.knew(one.act, two.act) and not acts.knew(two.act, one.act))
        if not any(one.keeps & two.leaves or two.keeps & one.leaves for two in apart):
            return one
    return None


class _Play:
    """One pass over the acts. overruled: acts that settlements leave aside, with the settlement."""

    def __init__(self, it: Course, law: Lookup, proof: Proof, overruled: Mapping[str, Event]) -> None:
        self.it = it
        self.here = Position(it, law, proof)
        self.overruled = overruled
        self.against: dict[str, set[str]] = {}

    def through(self) -> Course:
        it = self.it
        it.weights[it.origin.id] = Weight.COUNTS
        it.since = it.origin.at
        self.here.stand(it.origin)
        for event in it.acts.events[1:]:
            it.weights[event.id] = self._weigh(event)
        if it.contending:
            it.standing, it.stage, it.sent_back, it.ended = Standing.DISPUTED, None, None, None
            it.since = max(event.at for event in it.contending)
        return it

    def _weigh(self, event: Event) -> Weight:
        beside = BESIDE.get(event.kind)
        if beside is not None:
            return beside(self.here, event)
        if self._is_overruled(event):
            return Weight.OVERRULED
        if any(self.here.known.knew(event, one) for one in self.it.contending):
            return Weight.WAITS
        return self._decided(event) if event.kind in DECIDING else Weight.PAST

    def _decided(self, event: Event) -> Weight:
        it, here = self.it, self.here
        may, does = DECIDING[event.kind]
        if not may(here, event):
            return Weight.VOID
        apart = here.known.apart(event)
        again = bool(apart) and here.known.note_twins(event, apart)
        strangers = (one for one in apart if not here.known.knew(one, event))
        against = [one for one in strangers if contradict(event, one) or self._undoes(event, one)]
        if against:
            return self._contend(event, against)
        stood = (it.standing, it.stage and it.stage.id, it.sent_back)
        # A second signature for one seat is kept for when the first is taken back; no other act is done twice.
        weight = Weight.AGREES if again and event.kind != kinds.REQUEST_SIGNED else does(here, event)
        if weight is Weight.PAST and apart:
            weight = Weight.CROSSED
        if weight is not Weight.PAST:
            here.known.kept.append(event)
        if weight is Weight.COUNTS and (it.standing, it.stage and it.stage.id, it.sent_back) != stood:
            it.since = event.at
        return weight

    def _undoes(self, event: Event, other: Event) -> bool:
        """One completes a stage, the other takes back a signature of it."""
        it = self.it
        if (event.kind, other.kind) == (kinds.REQUEST_SIGNED, kinds.REQUEST_UNSIGNED):
            return undone_by(self.here.unsigned.get(other.id, ()), event, it.stages, it.signed)
        if (event.kind, other.kind) == (kinds.REQUEST_UNSIGNED, kinds.REQUEST_SIGNED):
            named = words(event.data, "signature")
            return undone_by([key for key, one in it.signed.items() if one.id == named], other, it.stages, it.signed)
        return False

    def _is_overruled(self, event: Event) -> bool:
        before = self.it.acts.before(event)
        return event.id in self.overruled or any(
            one in before and settling.id not in before and settling.id != event.id
            for one, settling in self.overruled.items()
        )

    def _contend(self, event: Event, against: Sequence[Event]) -> Weight:
        """Only the first acts of the other branches: what followed them waits."""
        it, known = self.it, self.here.known
        first = [one for one in against if not any(known.knew(one, two) for two in against)]
        here = {one.id for one in it.contending}
        it.contending += tuple(one for one in (*first, event) if one.id not in here)
        for one in first:
            it.weights[one.id] = Weight.CONTENDS
            self.against.setdefault(one.id, set()).add(event.id)
            self.against.setdefault(event.id, set()).add(one.id)
        for one in known.kept:
            if any(known.knew(one, two) for two in first):
                it.weights[one.id] = Weight.WAITS
        return Weight.CONTENDS

    def settling(self, event: Event) -> _Settling:
        """What a settlement comes to: it leaves aside what contradicts the act it keeps, and whatever says the same as
        that, as far as whoever settled it knew of the contradiction."""
        acts, named = self.it.acts, words(event.data, "keeps")
        kept = [one for one in acts.events if one.id == named and acts.knew(event, one)]
        keeps = frozenset(one.id for one in self.it.contending if _among(one, kept))
        against = {other for one in keeps for other in self.against[one]}
        left = [one for one in self.it.contending if one.id in against and acts.knew(event, one)]
        # What the kept act rests on is kept; and whoever knows of the settlement and says it all the same decides anew.
        stands = keeps.union(*(acts.before(one) for one in self.it.contending if one.id in keeps))
        meant = (one for one in acts.events if one.kind in DECIDING and not acts.knew(one, event))
        return _Settling(event, keeps, frozenset(one.id for one in meant if one.id not in stands and _among(one, left)))


def _among(event: Event, others: Iterable[Event]) -> bool:
    return any(event.id == one.id or says_the_same(event, one) for one in others)


def _given(fields: Mapping[str, object]) -> dict[str, Given]:
    """The values of a form as somebody's program recorded it."""
    named = ((name, value) for name, value in fields.items() if isinstance(name, str))
    return {name: value for name, value in named if isinstance(value, str | int | float | bool | None)}
