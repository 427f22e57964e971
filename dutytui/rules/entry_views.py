"""Log entries as they stand at a moment, one by one, by day and those that are open."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from dutytui.rules.acts import acts, is_late_entry, named, person, recorded_at
from dutytui.rules.entry_fold import EntryFold, words
from dutytui.rules.events import ENTRY_CLOSED, ENTRY_LOGGED, Event
from dutytui.rules.folds import ENTRY_PREFIX
from dutytui.rules.lookup import Lookup
from dutytui.rules.plan import business_day
from dutytui.rules.state import State, Subject
from dutytui.rules.views import EntryStatus, EntryView, Named, VoidEntry

if TYPE_CHECKING:
    from dutytui.rules.service.case_view import CaseView


def open_entries(state: State, law: Lookup, day: date, now: datetime) -> tuple[EntryView, ...]:
    """Entries of this day and earlier ones that are not closed, in the order to look at them.

    Overdue first; then open before handled, the graver first, the sooner due first.
    """
    made_for = (law, state.followed["entry"], state.people_version, day)
    kept = state.memo.get("open entries")
    if kept is not None and kept[0] == made_for and kept[1] <= now < kept[2]:
        views: tuple[EntryView, ...] = kept[3]
        return views
    due = [subject for subject in state.unfinished("entry") if subject.day <= day]
    found = sorted((entry_view(state, law, subject, now, subject.day < day) for subject in due), key=_urgency)
    state.memo["open entries"] = (made_for, now, next_overdue(found, now), tuple(found))
    return tuple(found)


def next_overdue(entries: list[EntryView], now: datetime) -> datetime:
    """The moment from which one more of these entries may be overdue: before it, no clock changes them."""
    later = (e.due for e in entries if e.due is not None and e.due >= now and e.status is EntryStatus.OPEN)
    first = min(later, default=None)
    return datetime.max.replace(tzinfo=UTC) if first is None else first + timedelta.resolution


def entry_view(state: State, law: Lookup, subject: Subject, now: datetime, carried: bool) -> EntryView:
    """The entry as it stands now; the same object as long as nothing of it has changed."""
    made_for = (law, subject.version, state.people_version)
    kept: tuple[object, datetime | None, dict[object, EntryView]] | None = subject.memo.get("entry")
    if kept is None or kept[0] != made_for:
        fold = _fold(subject)
        counts = fold.status is EntryStatus.OPEN and not fold.withdrawn
        kept = subject.memo["entry"] = (made_for, fold.due if counts else None, {})
    _, due, views = kept
    number = _number(state, subject)
    look = (due is not None and due < now, carried, number)
    if look not in views:
        views[look] = _make(state, law, subject, look)
    return views[look]


def _make(state: State, law: Lookup, subject: Subject, look: tuple[bool, bool, str]) -> EntryView:
    overdue, carried, number = look
    fold = _fold(subject)
    origin = _origin(fold)
    said = fold.fields
    severity = law.severities.get(said["severity"])
    return EntryView(
        subject=subject.on,
        day=subject.day,
        number=number,
        kind=law.kind(said["kind"]),
        text=said["text"],
        status=EntryStatus.CLOSED if fold.withdrawn else fold.status,
        happened=origin.at,
        recorded=recorded_at(origin),
        by=person(state, law, origin.by),
        post=law.post(origin.post) if origin.post else None,
        behalf=named(state, law, origin.behalf),
        place=law.place(said["place"]) if said["place"] else None,
        severity=law.severity(said["severity"]) if said["severity"] else None,
        rank=severity.rank if severity else 0,
        owner=_owner(state, law, said["owner"]),
        due=fold.due,
        overdue=overdue,
        late_entry=is_late_entry(law, origin.at, recorded_at(origin)),
        carried=carried,
        corrected=fold.corrected,
        remarks=fold.remarks,
        recheck=fold.recheck(law),
        item=fold.item,
        item_title=law.title(fold.item) if fold.item else None,
        history=acts(state, law, subject),
        withdrawn=fold.withdrawn,
        disputed=(*sorted(fold.disputed), *(("status",) if fold.contended else ())),
        case=_case(law, fold),
    )


def _case(law: Lookup, fold: EntryFold) -> CaseView | None:
    if fold.fields["kind"] not in law.cases:
        return None
    from dutytui.rules.service.case_view import case_view  # with the first entry that is one

    return case_view(law, fold)


def _owner(state: State, law: Lookup, owner: str) -> Named | None:
    return law.post(owner) if owner in law.posts else person(state, law, owner)


def carried_into(state: State, law: Lookup, day: date) -> list[Subject]:
    """Entries of earlier days that nobody had closed before this day began; by day, then number."""
    found = []
    for earlier in state.days():
        if earlier < day:
            found += [subject for subject in by_number(state, earlier) if _open_at(_fold(subject), law, day)]
    return found


def _open_at(fold: EntryFold, law: Lookup, day: date) -> bool:
    if fold.withdrawn:
        return False
    closed = next((move for move in reversed(fold.moves) if move.kind == ENTRY_CLOSED), None)
    if fold.status is not EntryStatus.CLOSED or closed is None:
        return True
    return business_day(closed.at, law.procedures.mall.day_starts) >= day


def by_number(state: State, day: date) -> list[Subject]:
    logged = [subject for subject in state.subjects(day, ENTRY_PREFIX) if _fold(subject).origin is not None]
    return sorted(logged, key=lambda subject: (_fold(subject).number, _origin(_fold(subject)).order))


def void_entries(state: State, law: Lookup, day: date) -> tuple[VoidEntry, ...]:
    """Entries of a day that nobody whose records count has logged, in the order they were recorded."""
    logged = [
        event
        for subject in state.subjects(day, ENTRY_PREFIX)
        if _fold(subject).origin is None
        for event in subject.events
        if event.kind == ENTRY_LOGGED and event.id in subject.fold.void
    ]
    logged.sort(key=lambda event: event.order)
    return tuple(
        VoidEntry(
            subject=event.on,
            happened=event.at,
            by=person(state, law, event.by),
            text=words(event.data, "text"),
            why=state.trust.why(event),
            writer=event.writer,
        )
        for event in logged
    )


def number_shown(state: State, day: date, on: str) -> str:
    """An entry's number as shown, "" for one that no event has logged."""
    subject = state.subject(day, on)
    return "" if subject is None or state.entry(day, on) is None else _number(state, subject)


def _number(state: State, subject: Subject) -> str:
    """ "12", or "12·desk-2" for the later of two that were given the same number while offline."""
    number = _fold(subject).number
    if not number:
        return subject.on.removeprefix(ENTRY_PREFIX)
    if state.number_owner(subject.day, number) == subject.on:
        return str(number)
    return f"{number}·{_origin(_fold(subject)).writer}"


def _urgency(view: EntryView) -> tuple[bool, bool, int, float, date, str]:
    due = view.due.timestamp() if view.due else float("inf")
    return (not view.overdue, view.status is not EntryStatus.OPEN, -view.rank, due, view.day, view.subject)


def _fold(subject: Subject) -> EntryFold:
    if not isinstance(subject.fold, EntryFold):
        raise TypeError(subject.on)
    return subject.fold


def _origin(fold: EntryFold) -> Event:
    if fold.origin is None:
        raise LookupError("no event has logged this entry")
    return fold.origin
