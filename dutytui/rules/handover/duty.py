"""Who holds the duty: one person at every moment, or a dispute that everybody sees.

Each taking and each receiving signature names what it follows (`over`). What nothing follows stands: normally one. Two
that stand for different people prove that neither knew of the other; a person settles it by taking the duty once more,
over both. The order of stamps never decides between them.
"""

from __future__ import annotations

from datetime import date, datetime

from dutytui.rules.entry_fold import words
from dutytui.rules.events import DUTY_TAKEN, Event
from dutytui.rules.handover.fold import DUTY, HANDOVER_PREFIX, DutyFold, HandoverFold, named
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.state import State


@dataclass(frozen=True, slots=True)
class Claim:
    """Why somebody holds the duty. event: the taking or the receiving signature; people: whom it speaks for, two when
    what was signed had been taken back elsewhere; giver: of a handover, "" for a taking."""

    event: Event
    people: tuple[str, ...]
    giver: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """day: the business day that the claims are of, None when nobody has ever held it; people: one when all is well."""

    day: date | None = None
    claims: tuple[Claim, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(sorted({person for claim in self.claims for person in claim.people}))

    @property
    def disputed(self) -> bool:
        return len(self.people) > 1

    @property
    def holder(self) -> str:
        """A person's id, "" for nobody and while it is disputed."""
        return self.people[0] if len(self.people) == 1 else ""

    @property
    def since(self) -> datetime | None:
        return min((claim.event.at for claim in self.claims), default=None)

    @property
    def ids(self) -> list[str]:
        """What the next act follows."""
        return sorted(claim.event.id for claim in self.claims)


def duty_at(state: State, day: date) -> Duty:
    """As it stands on that day: whoever took it last on it, else on the latest day before that is known of."""
    for known in reversed(state.days()):
        found = duty_of(state, known) if known <= day else None
        if found is not None and found.claims:
            return found
    return Duty()


def duty_of(state: State, day: date) -> Duty:
    """What was taken and passed on that day alone."""
    return Duty(day, tuple(standing(claims_of(state, day))))


def claims_of(state: State, day: date) -> list[Claim]:
    """Every taking and every passing of a day, in the order that all terminals agree on."""
    taken = state.subject(day, DUTY)
    found = [*_taken(taken.fold.taken)] if taken is not None and isinstance(taken.fold, DutyFold) else []
    for subject in state.subjects(day, HANDOVER_PREFIX):
        fold = subject.fold
        if isinstance(fold, HandoverFold):
            for event in fold.received:
                people = (event.by, fold.giver) if fold.contested(event) else (event.by,)
                found.append(Claim(event, people, fold.giver))
    known = {claim.event.id: claim for claim in found}
    rightful = [claim for claim in found if not _speaks_for_another(claim) or _follows(claim, known)]
    return sorted(rightful, key=lambda claim: claim.event.order)


def standing(claims: list[Claim]) -> list[Claim]:
    """Those that no other one follows. An id is a hash of what it names, so none can follow itself in a circle; should
    a foreign program manage it, all stand."""
    known = {claim.event.id: claim for claim in claims}
    followed = {name for claim in claims for name in _follows(claim, known)}
    return [claim for claim in claims if claim.event.id not in followed] or claims


def settles(claim: Claim) -> bool:
    """Whether a dispute was settled by it."""
    return claim.event.kind == DUTY_TAKEN and len(named(claim.event.data, "over")) > 1


def _taken(events: list[Event]) -> list[Claim]:
    return [Claim(event, (words(event.data, "holder") or event.by,)) for event in events]


def _speaks_for_another(claim: Claim) -> bool:
    """Only who settles a dispute may name somebody else: nobody puts the duty on anybody by their own word."""
    return claim.event.kind == DUTY_TAKEN and claim.people != (claim.event.by,)


def _follows(claim: Claim, known: dict[str, Claim]) -> list[str]:
    """What a claim rightly takes the place of: a taking settles a dispute in favour of one of those in it, and takes
    nothing from a single holder; a receiver takes from the giver alone."""
    over = [name for name in named(claim.event.data, "over") if name in known]
    people = {person for name in over for person in known[name].people}
    if claim.event.kind == DUTY_TAKEN:
        return over if len(people) > 1 and people.issuperset(claim.people) else []
    return over if people == {claim.giver} else []
