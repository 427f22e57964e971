"""Which acts about terminals are in effect, where acts may shut out the very terminals that recorded others.

An act is in effect when some enrolment in effect let its author's terminal in (or that terminal founded the roster) and
no revocation in effect cuts it off. Worked out from the set of acts alone, no stamp and no order asked, so that nobody
gains by a back-dated one: what is certain first, then what follows from it. Two terminals that shut each other out,
neither knowing of it, cut each other's act off: no order can say who was right, so both are out and the rest goes on
without them, until somebody at a third one settles it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.roster.said import Act

KeyOf = Callable[[str], "str | None"]
"""The key that a writer's journal belongs to, None for a writer that is not known here."""


@dataclass(frozen=True, slots=True)
class Effect:
    """acts: those in effect, in the order all terminals agree on; contending: ids of those among them that shut each
    other's authors out."""

    acts: tuple[Act, ...]
    contending: frozenset[str]


def effect(acts: Iterable[Act], founding: Collection[str], key_of: KeyOf) -> Effect:
    """founding: keys that the roster began with."""
    game = _Game(acts, founding, key_of)
    while True:
        game.spread()
        apart = game.apart() or game.undecided()
        if not apart:
            break
        # What is still undecided after the pairs goes round in a longer circle. The safe side: nobody is let in by it.
        for one in apart:
            (game.gone if one.enrols else game.valid).add(one.id)
        game.contending |= {one.id for one in apart if not one.enrols}
    return Effect(tuple(one for one in game.acts if one.id in game.valid), frozenset(game.contending))


class _Game:
    def __init__(self, acts: Iterable[Act], founding: Collection[str], key_of: KeyOf) -> None:
        self._founding = frozenset(founding)
        self._author = {one.id: key_of(one.event.writer) for one in acts}
        self.acts = self._reachable(sorted(acts, key=lambda one: one.event.order))
        self.valid: set[str] = set()
        self.gone: set[str] = set()
        self.contending: set[str] = set()
        self._enrolling: dict[str, list[Act]] = {}
        for one in self.acts:
            if one.enrols:
                self._enrolling.setdefault(one.key, []).append(one)
        self._cutters: Mapping[str, list[Act]] = {
            one.id: [other for other in self.acts if self._cuts(other, one)] for one in self.acts
        }

    def spread(self) -> None:
        """Decides all that follows from what is decided."""
        before = -1
        while before != len(self.valid) + len(self.gone):
            before = len(self.valid) + len(self.gone)
            for one in self.undecided():
                if self._let_in(one) and all(self._harmless(cutter) for cutter in self._cutters[one.id]):
                    self.valid.add(one.id)
                elif self._shut_out(one) or any(self._harms(cutter) for cutter in self._cutters[one.id]):
                    self.gone.add(one.id)

    def undecided(self) -> list[Act]:
        return [one for one in self.acts if one.id not in self.valid and one.id not in self.gone]

    def apart(self) -> list[Act]:
        """Undecided acts that cut each other off."""
        return [
            one
            for one in self.undecided()
            if any(cutter.id not in self.gone and one in self._cutters[cutter.id] for cutter in self._cutters[one.id])
        ]

    def _reachable(self, acts: list[Act]) -> list[Act]:
        """Without those of terminals that nobody who was let in ever let in: circles of strangers decide nothing."""
        let_in, before = set(self._founding), -1
        while before != len(let_in):
            before = len(let_in)
            let_in |= {one.key for one in acts if one.enrols and self._author[one.id] in let_in}
        return [one for one in acts if self._author[one.id] in let_in]

    def _cuts(self, revocation: Act, one: Act) -> bool:
        if revocation.enrols or revocation.key != self._author[one.id] or revocation.id == one.id:
            return False
        return not within(revocation, one.event.writer, one.event.seq, one.id)

    def _let_in(self, one: Act) -> bool:
        key = self._author[one.id]
        return key in self._founding or any(other.id in self.valid for other in self._letting_in(one))

    def _shut_out(self, one: Act) -> bool:
        key = self._author[one.id]
        return key not in self._founding and all(other.id in self.gone for other in self._letting_in(one))

    def _letting_in(self, one: Act) -> list[Act]:
        return [other for other in self._enrolling.get(self._author[one.id] or "", ()) if other.id != one.id]

    def _harmless(self, revocation: Act) -> bool:
        """Without effect, or taken back by an enrolment that is in effect."""
        return revocation.id in self.gone or any(one.id in self.valid for one in self._over(revocation))

    def _harms(self, revocation: Act) -> bool:
        return revocation.id in self.valid and all(one.id in self.gone for one in self._over(revocation))

    def _over(self, revocation: Act) -> list[Act]:
        return [one for one in self._enrolling.get(revocation.key, ()) if revocation.id in one.over]


def within(revocation: Act, writer: str, seq: int, event: str) -> bool:
    """Whether an event stands before the cut of a revocation: it still counts."""
    last, hash_ = revocation.cut.get(writer, (0, ""))
    return seq < last or (seq == last and event == hash_)
