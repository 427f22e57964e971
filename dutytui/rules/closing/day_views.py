"""What a screen draws of the end of a day: what is still open, and after the closing what the day came to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

from dutytui.rules.acts import acts
from dutytui.rules.board import phases
from dutytui.rules.closing.day_fold import DAY_SUBJECT
from dutytui.rules.closing.day_matters import Matter, closed, day_fold, matters
from dutytui.rules.events import ITEM_WAIVED, Event
from dutytui.rules.folds import FOLLOWED, ITEM_PREFIX, PERSON_PREFIX
from dutytui.rules.item_fold import ItemFold
from dutytui.rules.item_views import title_of
from dutytui.rules.journals.views import complete
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.logbook import logbook
from dutytui.rules.looking import Looking
from dutytui.rules.meals.views import EaterStatus, meals
from dutytui.rules.patrols.standing import RoundStatus
from dutytui.rules.patrols.views import RoundView, rounds
from dutytui.rules.state import Subject
from dutytui.rules.views import Act, EntryStatus, PhaseStatus, PhaseView
from dutytui.rules.words import Text


class DayStatus(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    REOPENED = "reopened"  # closed and opened again, with a reason
    UNDERMINED = "undermined"  # closed, but what blocks has been taken back at another terminal


@dataclass(frozen=True, slots=True)
class Afterwards:
    """An act recorded after the closing. title: of the item it is about, None for what is none."""

    act: Act
    title: Text | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What the day had come to when it was closed. worked: from its first act to its last one on an item, None for a
    day without any; late: phases that ended or still were late; skipped: items left out with a reason; left: what was
    open at the closing; journals: whether every part is written or left empty with a reason; rounds: patrols of the
    day; missed, unknown: those nobody walked, and those nobody can speak of, explained or not; meals_late: people who
    came back late or not at all."""

    worked: timedelta | None
    late: tuple[PhaseView, ...]
    done: int
    total: int
    skipped: int
    entries: int
    entries_open: int
    left: int
    journals: bool
    rounds: int
    missed: int
    unknown: int
    meals_late: int


@dataclass(frozen=True, slots=True)
class DayEndView:
    """matters: all that is open, what blocks first; closing and reopening: the acts that count, None for none;
    left: what had a reason when the day was closed; reasons: (subject or group, reason) as recorded; history: all of
    them; afterwards: what was recorded after the closing, but for log entries and who came and went."""

    status: DayStatus
    matters: tuple[Matter, ...]
    closing: Act | None = None
    reopening: Act | None = None
    reasons: tuple[tuple[str, str], ...] = ()
    left: tuple[Matter, ...] = ()
    history: tuple[Act, ...] = ()
    summary: Summary | None = None
    afterwards: tuple[Afterwards, ...] = ()


def day_end_view(at: Looking, *, brief: bool = False) -> DayEndView:
    """The end of the day that is looked at. brief: only how it ended, without what is open and what it came to."""
    fold = day_fold(at.state, at.day)
    subject = at.state.subject(at.day, DAY_SUBJECT)
    lines = {line.event: line for line in acts(at.state, at.law, subject)} if subject else {}
    closing = fold.closings[-1] if fold.closings else None
    status = _status(at)
    is_closed = status is DayStatus.CLOSED
    return DayEndView(
        status=status,
        matters=() if is_closed or brief else matters(at),
        closing=lines.get(closing.id) if closing else None,
        reopening=lines.get(fold.reopenings[-1].id) if fold.reopenings else None,
        reasons=_reasons(closing) if closing else (),
        left=_left(at, closing) if is_closed and closing and not brief else (),
        history=tuple(lines.values()),
        summary=_summary(at, closing) if is_closed and closing and not brief else None,
        afterwards=tuple(_afterwards(at, closing)) if closing else (),
    )


def _status(at: Looking) -> DayStatus:
    fold = day_fold(at.state, at.day)
    if closed(at.state, at.plan, at.law) is not None:
        return DayStatus.CLOSED
    if fold.closed is not None:
        return DayStatus.UNDERMINED
    return DayStatus.REOPENED if fold.closings and fold.reopenings else DayStatus.OPEN


def _reasons(closing: Event) -> tuple[tuple[str, str], ...]:
    """(subject or group, reason) as recorded; nothing of what is no text."""
    found = closing.data.get("reasons")
    named = found if isinstance(found, dict) else {}
    return tuple((key, reason) for key, reason in sorted(named.items()) if isinstance(reason, str))


def _left(at: Looking, closing: Event) -> tuple[Matter, ...]:
    """What the reasons of the closing stand for, as it was then."""
    given = dict(_reasons(closing))
    return tuple(matter for matter in matters(replace(at, now=closing.at)) if matter.reason(given))


def _summary(at: Looking, closing: Event) -> Summary:
    # What was not done by then is never done: it grows no later while the years pass.
    known = phases(at.state, at.plan, at.procedures, closing.at)
    beside = {phase.phase for phase in at.plan.phases if phase.beside}
    ours = [phase for phase in known if phase.id not in beside]
    entries = [entry for entry in logbook(at.state, at.procedures, at.day, at.now).entries if not entry.withdrawn]
    left: Any = closing.data.get("left")
    times = [event.at for subject in at.state.subjects(at.day, ITEM_PREFIX) for event in _in_effect(subject)]
    walked = rounds(at)
    eaters = (eater for meal in meals(at) for batch in meal.batches for eater in batch.eaters)
    return Summary(
        worked=max(times) - min(times) if times else None,
        late=tuple(phase for phase in ours if phase.status in {PhaseStatus.LATE, PhaseStatus.DONE_LATE}),
        done=sum(phase.done for phase in ours),
        total=sum(phase.total for phase in ours),
        skipped=sum(_was_skipped(subject) for subject in at.state.subjects(at.day, ITEM_PREFIX)),
        entries=sum(entry.day == at.day for entry in entries),
        entries_open=sum(entry.status is not EntryStatus.CLOSED for entry in entries),
        left=len(left) if isinstance(left, list | tuple) else 0,
        journals=complete(at),
        rounds=len(walked.rounds),
        missed=sum(_fate(one) is RoundStatus.MISSED for one in walked.rounds),
        unknown=sum(_fate(one) is RoundStatus.UNKNOWN for one in walked.rounds),
        meals_late=sum(eater.status in _LATE for eater in eaters),
    )


def _fate(one: RoundView) -> RoundStatus:
    """What became of a round, explained or not."""
    return one.was or one.status


_LATE = frozenset({EaterStatus.LATE, EaterStatus.BACK_LATE})


def _in_effect(subject: Subject) -> Iterator[Event]:
    yield from subject.fold.effective.values()


def _was_skipped(subject: Subject) -> bool:
    return isinstance(subject.fold, ItemFold) and any(said.kind == ITEM_WAIVED for said in subject.fold.said.values())


def _afterwards(at: Looking, closing: Event) -> Iterator[Afterwards]:
    """Everything recorded after the closing, in order, but what lives on over night and who came and went."""
    found: list[tuple[tuple[str, str, int], Subject, str]] = []
    for subject in at.state.subjects(at.day):
        if subject.on.startswith(_LIVES_ON) or subject.on == DAY_SUBJECT:
            continue
        found += [(event.order, subject, event.id) for event in subject.events if event.order > closing.order]
    for _order, subject, event_id in sorted(found, key=lambda one: one[0]):
        act = next(line for line in acts(at.state, at.law, subject) if line.event == event_id)
        key = subject.on.removeprefix(ITEM_PREFIX)
        yield Afterwards(act, title_of(at.law, at.plan, key) if key != subject.on else None)


_LIVES_ON = (
    *(f"{kind}:" for kind in FOLLOWED),
    *(
        "obligation:",
        "assessment:",
        "procedures:",
        "review:",
    ),  # they stand on a date, and are no part of that day's work
    *(PERSON_PREFIX, "desk:", "journal:", "stay:"),
)
