"""One day's numbers, from what the areas know of it (LO §figures, DS). What each number counts: `figures.counts`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from dutytui.rules.closing.order import breaches
from dutytui.rules.events import Event
from dutytui.rules.figures.counts import (
    NOTHING,
    ClosingCounts,
    DayFigures,
    FloorVisits,
    Items,
    MealCounts,
    Opening,
    Rounds,
)
from dutytui.rules.figures.of_desk import cases, handovers, log, requests
from dutytui.rules.folds import ITEM_PREFIX
from dutytui.rules.item_fold import ItemFold
from dutytui.rules.item_views import DayItems, Viewer, whole_minutes
from dutytui.rules.looking import Looking
from dutytui.rules.meals.views import EaterStatus, meals
from dutytui.rules.patrols.rounds import DayRound, day_rounds
from dutytui.rules.patrols.standing import RoundStatus, fate_of
from dutytui.rules.patrols.views import spans
from dutytui.rules.plan import PlannedItem
from dutytui.rules.roll_call.views import calls
from dutytui.rules.views import ItemStatus


def day_figures(at: Looking) -> DayFigures:
    """The figures of the day that is looked at, as far as its time has come; nothing of a day nobody recorded."""
    counts = at.state.trust.counts
    if not any(event.by and counts(event) for subject in at.state.subjects(at.day) for event in subject.events):
        return NOTHING
    items = DayItems(at.state, at.plan, at.law, at.now, Viewer("", ""))
    routes, floors = _patrols(at)
    return DayFigures(
        days=0 if at.plan.closed else 1,
        opening=_opening(at, items),
        phases=_phases(at, items),
        routes=routes,
        floors=floors,
        meals=_meals(at),
        handovers=handovers(at),
        closing=_closing(at, items),
        cases=cases(at),
        log=log(at),
        requests=requests(at),
    )


def _minutes(at: Looking, moment: datetime) -> int:
    """Whole minutes after midnight of the business day, as the wall clock shows them."""
    wall = moment.astimezone(at.now.tzinfo)
    return (wall.date() - at.day).days * 1440 + wall.hour * 60 + wall.minute


def _opening(at: Looking, items: DayItems) -> Opening:
    planned = at.plan.by_key.get(at.procedures.figures.opening)
    if planned is None:
        return Opening()
    status, _waits, late_by = items.standing(planned)
    fold = at.state.item(at.day, planned.key)
    opened = fold.decider().at if fold is not None and status in _DONE else None
    if opened is None and status is not ItemStatus.LATE:
        return Opening()  # its time has not come
    return Opening(
        planned=1,
        opened=int(opened is not None),
        late=int(status is ItemStatus.DONE_LATE),
        late_minutes=late_by if status is ItemStatus.DONE_LATE else 0,
        opened_minutes=_minutes(at, opened) if opened is not None else 0,
        held=int(_was_held(at, planned)),
    )


_DONE = frozenset({ItemStatus.DONE, ItemStatus.DONE_LATE})


def _was_held(at: Looking, opening: PlannedItem) -> bool:
    """Whether an order that the doors wait for was held; one that nobody ended counts."""
    return any(call.holds for call in calls(at) if call.call in opening.needs_calls)


def _phases(at: Looking, items: DayItems) -> dict[str, Items]:
    found: dict[str, Items] = {}
    for phase in at.plan.phases:
        if phase.beside:
            continue
        total = Items()
        for planned in phase.items:
            if items.required(planned.key):
                total = total.plus(_item(*items.standing(planned)))
        if total.required:
            found[phase.phase] = total
    return dict(sorted(found.items()))


def _item(status: ItemStatus, _waits: tuple[str, ...], late_by: int) -> Items:
    """Nothing of one whose time has not come."""
    name = _ITEMS.get(status)
    late_minutes = late_by if status is ItemStatus.DONE_LATE else 0
    return Items(**{name: 1}, late_minutes=late_minutes) if name else Items()


_ITEMS = {
    ItemStatus.DONE: "done",
    ItemStatus.DONE_LATE: "late",
    ItemStatus.MENDED: "mended",
    ItemStatus.WAIVED: "waived",
    ItemStatus.FAILED: "failed",
    ItemStatus.DISPUTED: "disputed",
    ItemStatus.LATE: "missing",
}


def _patrols(at: Looking) -> tuple[dict[str, Rounds], dict[str, FloorVisits]]:
    on = spans(at)
    routes: dict[str, Rounds] = {}
    floors: dict[str, FloorVisits] = {}
    for one in day_rounds(at.state, at.plan, at.procedures):
        fate = _fate(one, fate_of(one, at.now, on))
        if fate is None:
            continue
        routes[one.route_id] = routes.get(one.route_id, Rounds()).plus(_round(one, fate))
        for floor, points in _floors(at, one).items():
            floors[floor] = floors.get(floor, FloorVisits()).plus(_visit(one, fate, points))
    return dict(sorted(routes.items())), dict(sorted(floors.items()))


def _fate(one: DayRound, fate: RoundStatus) -> RoundStatus | None:
    """What became of a round: of those walked, in time or late; None while its time has not come."""
    if one.began is not None:
        late = one.planned is not None and one.began > one.planned.late and not one.before_use
        return RoundStatus.DONE_LATE if late else RoundStatus.DONE
    gone = one.planned is not None and fate in {RoundStatus.MISSED, RoundStatus.UNKNOWN}
    return fate if gone else None


def _round(one: DayRound, fate: RoundStatus) -> Rounds:
    points = one.route.points if one.route is not None and one.began is not None else ()
    reached = {str(event.data.get("point")) for event in one.fold.reached}
    walked = {"points": len(points), "reached": sum(point in reached for point in points)}
    if one.planned is None:
        return Rounds(free=1, **walked)
    return Rounds(**{_ROUNDS[fate]: 1}, **walked)


_ROUNDS = {
    RoundStatus.DONE: "on_time",
    RoundStatus.DONE_LATE: "late",
    RoundStatus.MISSED: "missed",
    RoundStatus.UNKNOWN: "unknown",
}


def _floors(at: Looking, one: DayRound) -> dict[str, list[str]]:
    """The points of a planned round by the floor that they are on."""
    found: dict[str, list[str]] = {}
    for name in one.route.points if one.route is not None and one.planned is not None else ():
        point = at.procedures.patrols.point(name)
        if point is not None and point.place in at.law.floors:
            found.setdefault(point.place, []).append(name)
    return found


def _visit(one: DayRound, fate: RoundStatus, points: list[str]) -> FloorVisits:
    if one.began is None:
        return FloorVisits(**{_ROUNDS[fate]: 1})
    known = {str(event.data.get("point")) for event in one.fold.reached}
    reached = sum(point in known for point in points)
    what = _ROUNDS[fate] if reached else "left_out"
    return FloorVisits(**{what: 1}, points=len(points), reached=reached)


def _meals(at: Looking) -> MealCounts:
    eaters = [eater for meal in meals(at) for batch in meal.batches for eater in batch.eaters if eater.left_at]
    late = [eater for eater in eaters if eater.status in {EaterStatus.LATE, EaterStatus.BACK_LATE}]
    return MealCounts(
        outings=len(eaters),
        late=len(late),
        late_minutes=sum(eater.late_by for eater in late if eater.back_at is not None),
        clashes=sum(len(meal.clashes) for meal in meals(at)),
    )


def _closing(at: Looking, items: DayItems) -> ClosingCounts:
    rules = at.procedures.closing
    swept = _finished(at, items, rules.sweep)
    locked = _finished(at, items, rules.lock_up)
    phase, law = at.plan.by_phase.get(rules.lock_up), at.law.phases.get(rules.lock_up)
    ends = phase.ends + timedelta(minutes=law.grace if law else 0) if phase is not None else None
    broken = sum(len(breaches(at.state, at.plan, at.law, one)) for one in (rules.sweep, rules.lock_up))
    return ClosingCounts(
        swept=int(swept is not None),
        sweep_minutes=whole_minutes(swept[1] - swept[0]) if swept else 0,
        locked=int(locked is not None),
        lock_minutes=_minutes(at, locked[1]) if locked else 0,
        late=int(locked is not None and ends is not None and locked[1] > ends),
        broken=broken,
    )


def _finished(at: Looking, items: DayItems, phase: str) -> tuple[datetime, datetime] | None:
    """When the first and the last act of a phase were, once all that it requires is done in its turn."""
    planned = at.plan.by_phase.get(phase)
    if planned is None or items.open_in(phase) or breaches(at.state, at.plan, at.law, phase):
        return None
    times = [event.at for item in planned.items for event in _acts(at, item)]
    return (min(times), max(times)) if times else None


def _acts(at: Looking, item: PlannedItem) -> Iterator[Event]:
    subject = at.state.subject(at.day, ITEM_PREFIX + item.key)
    if subject is not None and isinstance(subject.fold, ItemFold):
        yield from subject.fold.effective.values()
