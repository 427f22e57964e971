"""Where a request stands while its acts are played: the moves that verbs are made of."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from dutytui.rules.approvals.acts import changes
from dutytui.rules.approvals.apart import Known, new_values
from dutytui.rules.approvals.course import ENDED, Course, Proof, Standing
from dutytui.rules.approvals.flow import START
from dutytui.rules.approvals.path import Seat, Stage, base_step, handed_to, path, stage_of
from dutytui.rules.approvals.seats import decides, signers
from dutytui.rules.approvals.told import informed
from dutytui.rules.entry_fold import words
from dutytui.rules.events import Event
from dutytui.rules.lookup import Lookup
from dutytui.rules.rights import judged_here


class Position:
    """it: what is known so far; returned: the acts that sent it back and were not answered yet, with where to;
    seconds: signatures that say what the one that holds says, by seat; unsigned: the seats that an act took back."""

    def __init__(self, it: Course, law: Lookup, proof: Proof) -> None:
        self.it = it
        self.law = law
        self.proof = proof
        self.known = Known(it.acts)
        self.returned: list[tuple[Event, str]] = []
        self.seconds: dict[str, list[Event]] = {}
        self.unsigned: dict[str, tuple[str, ...]] = {}
        self._hands: dict[str, list[tuple[Event, str]]] = {}
        self._changed: dict[str, set[str]] = {}
        self._seen: dict[str, frozenset[str]] = {}
        self._path_is_old = True

    def stand(self, event: Event) -> None:
        """At the first stage of its path that lacks a signature; approved by `event` when there is none."""
        it = self.it
        if self._path_is_old:
            it.stages, self._path_is_old = path(it.flow, it.fields, it.added, it.handed), False
            steps = {START, *(stage.step.id for stage in it.stages)}
            self.returned = [one for one in self.returned if one[1] in steps]
        to_start = [act for act, to in self.returned if to == START]
        it.sent_back = to_start[-1] if to_start else self.returned[-1][0] if self.returned else None
        if to_start:
            it.standing, it.stage = Standing.SENT_BACK, None
            return
        it.standing, it.stage = Standing.WAITING, next((stage for stage in it.stages if self.lacks(stage)), None)
        if it.stage is None:
            self.end(Standing.APPROVED, event)

    def end(self, standing: Standing, event: Event) -> None:
        it = self.it
        it.standing, it.stage, it.sent_back, it.ended = standing, None, None, event
        # To have read that it began is not to have read how it ended.
        it.told -= informed(it, self.law)

    def lacks(self, stage: Stage) -> bool:
        """Whether any of its seats is not signed."""
        return any(seat.key not in self.it.signed for seat in stage.seats)

    # -- moves ----------------------------------------------------------------------------------------------------

    def go_back(self, event: Event, to: str) -> None:
        """To the start, or to an earlier step, which signs anew. Whoever else has signed is not asked again."""
        self.returned.append((event, to))
        self._forget([key for key in self.it.signed if to != START and base_step(stage_of(key)) == to])
        self.stand(event)

    def answer(self, event: Event, to: str) -> None:
        """What was sent back to there is answered, as far as the act's author knew of it."""
        self.returned = [one for one in self.returned if one[1] != to or not self.known.knew(event, one[0])]

    def change(self, event: Event, allowed: Collection[str]) -> None:
        """New values of fields; the signatures that rested on what is different now don't hold any more."""
        it, changed = self.it, set()
        for name, (_old, new) in changes(event).items():
            if name in allowed and isinstance(new, str | int | float | bool | None) and it.fields.get(name) != new:
                it.fields[name] = new
                changed.add(name)
        if changed:
            self._changed[event.id] = changed
            self._path_is_old = True
            self._forget([key for key in it.signed if not changed.isdisjoint(self._sees(key))])

    def hand(self, event: Event, key: str, to: str) -> None:
        self._hands.setdefault(key, []).append((event, to))
        self.it.handed[key] = to
        self._path_is_old = True

    def insert(self) -> None:
        """A signer was added."""
        self._path_is_old = True

    # -- what an act's author saw ---------------------------------------------------------------------------------

    def find(self, key: str) -> tuple[Stage, Seat] | None:
        """The stage of the path that has a seat, and the seat."""
        for stage in self.it.stages:
            seat = stage.seat(key)
            if seat is not None:
                return stage, seat
        return None

    def found_open(self, event: Event, stage: Stage, key: str) -> bool:
        """Whether the request stands there; or whoever has moved it did so apart from this act's author."""
        if key in self.it.signed or self.it.standing in ENDED:
            return False
        return stage is self.it.stage or bool(self.known.apart(event))

    def undermined(self, event: Event, stage: Stage) -> bool:
        """Whether a signature rests on what others had changed meanwhile, or sent back to that step: nothing is signed
        unseen."""
        if any(to == stage.step.id and not self.known.knew(event, act) for act, to in self.returned):
            return True
        said, seen = new_values(event), self._sees(stage.id)
        for act in self.known.apart(event) if self._changed else ():
            for name in seen & self._changed.get(act.id, set()):
                if name not in said or said[name] != self.it.fields.get(name):
                    return True
        return False

    def at_seat(self, event: Event) -> Stage | None:
        """The stage whose seat an act names, when its author found that open."""
        key = words(event.data, "seat")
        found = self.find(key)
        return found[0] if found is not None and self.found_open(event, found[0], key) else None

    def may_sign(self, event: Event, stage: Stage, seat: Seat) -> bool:
        """Whether the author of an act may decide at a seat, for themselves or in somebody's place.

        Who holds which post an act's own version says; that nobody decides their own request, and that a delegation was
        in force, no version changes.
        """
        delegation, who, submitter = event.data.get("delegation"), event.by, self.it.submitter
        if delegation is not None:
            if not isinstance(delegation, Mapping) or self.proof.get(event.id) is False:
                return False
            who = words(delegation, "giver")
        if decides(stage) and submitter in {event.by, who}:
            return False
        if not judged_here(self.law, event):
            return True
        if delegation is not None and event.by not in self.law.people:
            return False
        return who in signers(self.law, stage, self._as_known(event, seat), submitter)

    def _as_known(self, event: Event, seat: Seat) -> Seat:
        """The seat as handed on by those whom the act's author knew of."""
        hands = self._hands.get(seat.key, [])
        known = [to for act, to in hands if self.known.knew(event, act)]
        if len(known) == len(hands) and not self._path_is_old:
            return seat
        stages = path(self.it.flow, self.it.fields, self.it.added)
        plain = next((one for stage in stages if (one := stage.seat(seat.key)) is not None), seat)
        return handed_to(plain, known[-1]) if known else plain

    def _forget(self, keys: Collection[str]) -> None:
        for key in keys:
            del self.it.signed[key]
            self.seconds.pop(key, None)

    def _sees(self, key: str) -> frozenset[str]:
        """The fields that a signature at a seat or stage rests on."""
        name = base_step(stage_of(key))
        if name not in self._seen:
            step = self.it.flow.step(name)
            self._seen[name] = self.it.flow.seen_by(step) if step is not None else frozenset()
        return self._seen[name]
