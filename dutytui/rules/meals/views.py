"""What a screen draws: each meal with its batches, who is expected, out and back, and who was out with whom."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from dutytui.rules.acts import acts
from dutytui.rules.entry_fold import words
from dutytui.rules.events import UNDONE
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.meals.fold import MEAL_PREFIX, MealFold
from dutytui.rules.meals.outings import Outing, clashes, due_back, minutes_late
from dutytui.rules.meals.people import batch_of, expected
from dutytui.rules.meals.plan import PlannedMeal
from dutytui.rules.meals.procedure import Meal
from dutytui.rules.procedure import Person
from dutytui.rules.state import Subject
from dutytui.rules.views import Act, Named
from dutytui.rules.words import Text


class EaterStatus(StrEnum):
    EXPECTED = "expected"
    OUT = "out"
    LATE = "late"  # out, and over time
    BACK = "back"
    BACK_LATE = "back_late"
    DISPUTED = "disputed"  # terminals that were apart said different things of them


@dataclass(frozen=True, slots=True)
class EaterView:
    """One person of a batch.

    key: ``<meal>/<batch>/<who>``, unique on the day; place: their counter, "" for none; posts: a listed person's first;
    listed: in people.yaml; late_by: minutes over time and grace; other_batch: the batch they are expected in when it
    is another, else 0; clashes: names of those of other batches who were out with them;
    last: id of the latest act in effect, "" for none; left: id of their leaving, "" for none.
    """

    key: str
    meal: str
    batch: int
    who: str
    name: str
    place: str
    posts: tuple[Named, ...]
    listed: bool
    status: EaterStatus
    left_at: datetime | None = None
    due: datetime | None = None
    back_at: datetime | None = None
    late_by: int = 0
    other_batch: int = 0
    clashes: tuple[str, ...] = ()
    last: str = ""
    left: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class BatchView:
    """number: from 1; ends: when they are back; missing: how many of those expected have not left."""

    number: int
    starts: datetime
    ends: datetime
    eaters: tuple[EaterView, ...]
    out: int
    back: int
    missing: int


@dataclass(frozen=True, slots=True)
class MealView:
    """clashes: names of every two people of different batches who were out at the same time."""

    meal: str
    title: Text
    batches: tuple[BatchView, ...]
    clashes: tuple[tuple[str, str], ...]

    @property
    def out(self) -> tuple[EaterView, ...]:
        """Who is out, by when they are due."""
        eaters = (eater for batch in self.batches for eater in batch.eaters)
        gone = [(eater.due or eater.left_at, eater) for eater in eaters if eater.left_at and not eater.back_at]
        return tuple(eater for _due, eater in sorted(gone, key=lambda one: (one[0], one[1].key)))


def meals(at: Looking) -> tuple[MealView, ...]:
    """The meals of the day by their start; () where the mall has none."""
    known = {meal.id: meal for meal in at.procedures.meals.meals}
    return tuple(_meal(at, planned, known[planned.meal]) for planned in at.plan.meals if planned.meal in known)


def is_anybody_out(at: Looking) -> bool:
    """Whether `out_now` has anybody: asked once a second, when laying out all meals is not worth it."""
    folds = (subject.fold for subject in at.state.subjects(at.day, MEAL_PREFIX))
    return any(
        outing.back_at is None for fold in folds if isinstance(fold, MealFold) for outing in fold.outings.values()
    )


def out_now(at: Looking) -> tuple[EaterView, ...]:
    """Everybody who is out, of all meals, by when they are due."""
    return tuple(eater for meal in meals(at) for eater in meal.out)


def history(at: Looking, meal: str, who: str) -> tuple[Act, ...]:
    """All acts about one person's meal, those taken back too."""
    subject = at.state.subject(at.day, MEAL_PREFIX + meal)
    if subject is None:
        return ()
    about = {event.id for event in subject.events if words(event.data, "who") == who}
    told = zip(subject.events, acts(at.state, at.law, subject), strict=True)
    return tuple(
        act
        for event, act in told
        if event.id in about or (event.kind == UNDONE and words(event.data, "event") in about)
    )


def _meal(at: Looking, planned: PlannedMeal, meal: Meal) -> MealView:
    subject = at.state.subject(at.day, MEAL_PREFIX + meal.id)
    fold = subject.fold if subject is not None and isinstance(subject.fold, MealFold) else MealFold(meal.id)
    maker = _Maker(at, planned, meal, fold, subject)
    batches = tuple(maker.batch(number) for number in range(1, len(planned.batches) + 1))
    found = tuple((one.name, other.name) for one, other in maker.clashes)
    return MealView(meal.id, meal.title, batches, found)


class _Maker:
    def __init__(self, at: Looking, planned: PlannedMeal, meal: Meal, fold: MealFold, subject: Subject | None) -> None:
        self._at = at
        self._planned = planned
        self._meal = meal
        self._outings = fold.outings
        self._subject = subject
        self.clashes = clashes(fold.outings)

    def batch(self, number: int) -> BatchView:
        """Those expected as listed, then the others by when they left. Nobody stands in two batches."""
        awaited = expected(self._at.procedures, self._meal, number)
        listed = [self._person(person, number) for person in awaited if self._belongs(person, number)]
        known = {person.id for person in awaited}
        others = [outing for outing in self._outings.values() if self._shown_in(outing) == number]
        added = [self._eater(outing, number) for outing in others if outing.who not in known]
        added.sort(key=lambda eater: (eater.left_at or self._at.now, eater.key))
        eaters = (*listed, *added)
        starts, ends = self._planned.batches[number - 1]
        out = sum(eater.left_at is not None and eater.back_at is None for eater in eaters)
        back = sum(eater.back_at is not None for eater in eaters)
        return BatchView(number, starts, ends, eaters, out, back, len(eaters) - out - back)

    def _belongs(self, person: Person, number: int) -> bool:
        """Whether an expected person is still to be shown here: not when they went with another batch."""
        outing = self._outings.get(person.id)
        return outing is None or self._shown_in(outing) == number

    def _shown_in(self, outing: Outing) -> int:
        """Their batch; the last one for a batch that the plan does not have."""
        return min(outing.batch, len(self._planned.batches))

    def _person(self, person: Person, number: int) -> EaterView:
        outing = self._outings.get(person.id)
        if outing is not None:
            return self._eater(outing, number)
        return EaterView(
            key=self._key(person.id, number),
            meal=self._meal.id,
            batch=number,
            who=person.id,
            name=person.name,
            place="",
            posts=self._posts(person),
            listed=True,
            status=EaterStatus.EXPECTED,
        )

    def _eater(self, outing: Outing, number: int) -> EaterView:
        person = self._at.law.people.get(outing.who)
        grace = self._at.procedures.meals.grace
        due = due_back(self._planned.batches, self._outings, outing)
        late = minutes_late(due, outing.back_at or self._at.now, grace)
        said = outing.returns[-1] if outing.returns else None
        usual = batch_of(self._meal, person) if person else 0
        return EaterView(
            key=self._key(outing.who, number),
            meal=self._meal.id,
            batch=number,
            who=outing.who,
            name=person.name if person else outing.name,
            place=outing.place,
            posts=self._posts(person) if person else (),
            listed=person is not None,
            status=_status(outing, late),
            left_at=outing.left_at,
            due=due,
            back_at=outing.back_at,
            late_by=late,
            other_batch=usual if usual != number else 0,
            clashes=self._clashes_of(outing),
            last=(said or outing.lefts[-1]).id,
            left=outing.lefts[-1].id,
            note=words(said.data, "note") if said else "",
        )

    def _posts(self, person: Person) -> tuple[Named, ...]:
        return self._at.law.post_names(person.posts[:1])

    def _key(self, who: str, number: int) -> str:
        return f"{self._meal.id}/{number}/{who}"

    def _clashes_of(self, outing: Outing) -> tuple[str, ...]:
        return tuple(
            other.name for one, two in self.clashes for this, other in ((one, two), (two, one)) if this is outing
        )


def _status(outing: Outing, late: int) -> EaterStatus:
    if outing.disputed:
        return EaterStatus.DISPUTED
    if outing.out:
        return EaterStatus.LATE if late else EaterStatus.OUT
    return EaterStatus.BACK_LATE if late else EaterStatus.BACK
