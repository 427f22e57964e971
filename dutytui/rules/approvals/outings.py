"""Who is out of the house, and whether they have called in (SY007, SC-010: calls twice a day, then a report).

An outing is a request that stands at a step with check-ins. A call is asked for at each of the step's times, on every
business day from when it came to stand there until its step is signed.

**Which call answers which time**: the first one from half way after the time before until half way to the next. So a
call that comes early, or an hour late, still answers; one that comes nearer to the next time answers that one, and the
time before it is missed. What is called beside that is kept and shown, and answers nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from dutytui.rules.acts import person
from dutytui.rules.approvals.act_view import field_view
from dutytui.rules.approvals.course import Course
from dutytui.rules.approvals.flow import StepKind
from dutytui.rules.approvals.numbers import PREFIX
from dutytui.rules.approvals.outline import Outline, outline, request_of
from dutytui.rules.approvals.path import Stage, base_step
from dutytui.rules.approvals.views import CallStatus, CallView, FieldView, OutingView
from dutytui.rules.entry_fold import words
from dutytui.rules.events import Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.plan import business_day
from dutytui.rules.state import Subject

_DAY = timedelta(days=1)
_LONGEST = 60
"""Days of an outing that are laid out: one that somebody has forgotten to end does not grow for ever."""


def outings(at: Looking) -> tuple[OutingView, ...]:
    """Who is out, whose call is late first, then by the next call; then who came back today, the last one first.

    Kept until the clock changes something of it: the bell asks once a second.
    """
    known, today, now = _known(at), _today(at), at.now
    kept: _Kept | None = at.state.memo.get("approvals out")
    if kept is None or kept.made_of is not known or kept.today != today or not kept.begins <= now < kept.ends:
        found = _outings(at, known, today)
        kept = at.state.memo["approvals out"] = _Kept(known, today, now, _next_change(at, found), found)
    return kept.found


class _Kept(NamedTuple):
    """The outings as they are from one moment (inclusive) to another (exclusive)."""

    made_of: tuple[Outline, ...]
    today: date
    begins: datetime
    ends: datetime
    found: tuple[OutingView, ...]


def _outings(at: Looking, known: tuple[Outline, ...], today: date) -> tuple[OutingView, ...]:
    found = [view for one in known if (view := outing(at, one)) is not None]
    out = sorted((one for one in found if one.back is None), key=_urgency)
    back = [one for one in found if one.back is not None and _day_of(at, one.back) == today]
    return (*out, *sorted(back, key=_came_back, reverse=True))


def _next_change(at: Looking, found: tuple[OutingView, ...]) -> datetime:
    """The moment from which a call may stand differently."""
    soon = timedelta(minutes=at.procedures.approvals.soon)
    calls = [call for one in found if one.back is None for call in one.calls if call.done is None]
    # What is due at a moment is still in time at that moment.
    moments = (each for call in calls for each in (call.due - soon, call.due + timedelta.resolution, call.until))
    return min((each for each in moments if each > at.now), default=datetime.max.replace(tzinfo=UTC))


def outing(at: Looking, known: Outline) -> OutingView | None:
    """Of one request, whenever it was; None for one that never came to a step with check-ins."""
    it = known.course
    stage = next((one for one in it.stages if one.step.check_ins), None)
    began = _began(it, stage) if stage is not None else None
    if stage is None or began is None:
        return None
    back = _back(it, stage)
    calls = _Calls(at, it, stage, began, back)
    return OutingView(
        request=known.request,
        day=known.day,
        number=known.number,
        flow=known.flow,
        who=known.submitter,
        step=stage.step.title,
        since=began,
        back=back,
        fields=_said(it),
        calls=tuple(calls.of_today()),
        earlier=tuple(calls.earlier()),
        others=tuple(calls.others()),
        let_go=frozenset(_approvers(it)),
    )


def _known(at: Looking) -> tuple[Outline, ...]:
    """Requests with an outing that are at hand: what is over is, too, until the index lets go of it."""
    state = at.state
    made_for = (at.law, state.followed["request"], state.followed["delegation"], state.people_version)
    kept: tuple[object, tuple[Outline, ...]] = state.memo.get("approvals outings", (None, ()))
    if kept[0] != made_for:
        subjects = (subject for day in state.days() for subject in state.subjects(day, PREFIX))
        every = (outline(at, subject) for subject in subjects if _has_check_ins(subject))
        kept = state.memo["approvals outings"] = (made_for, tuple(one for one in every if one is not None))
    return kept[1]


def _has_check_ins(subject: Subject) -> bool:
    fold = request_of(subject)
    return fold is not None and fold.flow is not None and any(step.check_ins for step in fold.flow.steps)


def _said(it: Course) -> tuple[FieldView, ...]:
    found = (field_view(it, one, asked=True) for one in it.flow.asked_at_start())
    return tuple(one for one in found if one.value not in (None, ""))


def _began(it: Course, stage: Stage) -> datetime | None:
    """When the last of those before it signed; None while it has not come there."""
    before = it.stages[: it.stages.index(stage)]
    signatures = [it.signed.get(seat.key) for one in before for seat in one.seats]
    if any(one is None for one in signatures):
        return None
    return max((one.at for one in signatures if one is not None), default=it.origin.at)


def _approvers(it: Course) -> Iterator[str]:
    for stage in it.stages:
        if stage.step.kind is StepKind.APPROVE or stage.added:
            yield from (it.signed[seat.key].by for seat in stage.seats if seat.key in it.signed)


def _back(it: Course, stage: Stage) -> datetime | None:
    """When its step was signed; an outing that ended otherwise (withdrawn, rejected) ended then."""
    signatures = [it.signed.get(seat.key) for seat in stage.seats]
    if signatures and all(signatures):
        return max(one.at for one in signatures if one is not None)
    return it.ended.at if it.ended is not None else None


@dataclass(frozen=True, slots=True)
class _Slot:
    """A time at which a call is asked for. opens inclusive, shuts exclusive: the calls that answer it."""

    due: datetime
    opens: datetime
    shuts: datetime


class _Calls:
    """The calls of one outing. began inclusive; back None while they are out."""

    def __init__(self, at: Looking, it: Course, stage: Stage, began: datetime, back: datetime | None) -> None:
        self._at = at
        self._back = back
        self._today = _today(at)
        step = base_step(stage.id)
        self._made = [event for event in it.check_ins if words(event.data, "step") in ("", step)]
        self._slots = [slot for slot in self._laid_out(stage, began) if back is None or slot.due <= back]

    def of_today(self) -> Iterator[CallView]:
        return (self._call(slot) for slot in self._slots if self._day(slot.due) == self._today)

    def earlier(self) -> Iterator[CallView]:
        return (self._call(slot) for slot in self._slots if self._day(slot.due) < self._today)

    def others(self) -> Iterator[CallView]:
        """Calls of today that answer no time."""
        answering = {event.id for slot in self._slots if (event := self._answer(slot)) is not None}
        for event in self._made:
            if event.id not in answering and self._day(event.at) == self._today:
                yield self._view(_Slot(event.at, event.at, event.at), CallStatus.DONE, event)

    def _laid_out(self, stage: Stage, began: datetime) -> Iterator[_Slot]:
        first = max(self._day(began), self._today - _DAY * _LONGEST)
        days = [first + _DAY * count for count in range(-1, (self._today - first).days + 2)]
        times = [self._wall(day, minutes) for day in days for minutes in sorted(set(stage.step.check_ins))]
        for before, due, after in zip(times, times[1:], times[2:], strict=False):
            if due >= began and self._day(due) <= self._today:
                yield _Slot(due, _half_way(before, due), _half_way(due, after))

    def _call(self, slot: _Slot) -> CallView:
        event = self._answer(slot)
        return self._view(slot, self._status(slot, event), event)

    def _answer(self, slot: _Slot) -> Event | None:
        return min(
            (event for event in self._made if slot.opens <= event.at < slot.shuts),
            key=lambda event: (event.at, event.order),
            default=None,
        )

    def _status(self, slot: _Slot, event: Event | None) -> CallStatus:
        now = self._at.now
        if event is not None:
            return CallStatus.DONE
        if now > slot.due:
            return CallStatus.LATE if now < slot.shuts and self._back is None else CallStatus.MISSED
        soon = slot.due - timedelta(minutes=self._at.procedures.approvals.soon)
        return CallStatus.SOON if now >= soon else CallStatus.AHEAD

    def _view(self, slot: _Slot, status: CallStatus, event: Event | None) -> CallView:
        if event is None:
            return CallView(slot.due, slot.shuts, status)
        said = {name: words(event.data, name) for name in ("place", "line", "note")}
        by = person(self._at.state, self._at.law, event.by)
        return CallView(slot.due, slot.shuts, status, event.at, by, **said)

    def _day(self, moment: datetime) -> date:
        return _day_of(self._at, moment)

    def _wall(self, day: date, minutes: int) -> datetime:
        """A time of the wall clock in the mall's zone."""
        days, rest = divmod(minutes, 24 * 60)
        return datetime.combine(day + _DAY * days, time(*divmod(rest, 60)), self._at.now.tzinfo)


def _half_way(first: datetime, second: datetime) -> datetime:
    return first + (second - first) / 2


def _today(at: Looking) -> date:
    return business_day(at.now, at.procedures.mall.day_starts)


def _day_of(at: Looking, moment: datetime) -> date:
    return business_day(moment.astimezone(at.now.tzinfo), at.procedures.mall.day_starts)


def _urgency(one: OutingView) -> tuple[bool, float, str]:
    return not one.late, one.next.due.timestamp() if one.next else float("inf"), one.request


def _came_back(one: OutingView) -> tuple[float, str]:
    return one.back.timestamp() if one.back else 0.0, one.request
