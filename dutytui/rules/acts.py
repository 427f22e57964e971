"""History: every event of a subject as a line that can be shown, whether it had effect or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from dutytui.rules.entry_fold import changes_of, words
from dutytui.rules.events import CASE_CALLED_BACK, ENTRY_CORRECTED, ITEM_DONE, ITEM_FAILED, KINDS, UNDONE, Event
from dutytui.rules.folds import ITEM_PREFIX
from dutytui.rules.lookup import POST_PREFIX, Lookup, lookup
from dutytui.rules.paper.said import row_of
from dutytui.rules.procedure import Item, ItemKind, Procedures
from dutytui.rules.service.fold import OUTCOME, details_of, outcome_of
from dutytui.rules.stamps import parse
from dutytui.rules.state import State, Subject
from dutytui.rules.views import Act, Named
from dutytui.rules.words import Text

_FREE_TEXTS = ("text", "words", "note", "reason", "evidence")


def history(state: State, procedures: Procedures, day: date, on: str) -> tuple[Act, ...]:
    """All acts about any subject, in the order all terminals agree on; () for one that nothing is known of."""
    subject = state.subject(day, on)
    return () if subject is None else acts(state, lookup(procedures), subject)


def acts(state: State, law: Lookup, subject: Subject) -> tuple[Act, ...]:
    """The acts of a subject. One more event in order makes one more act; the others are kept."""
    made_for = (law, subject.generation, state.people_version)
    kept: tuple[object, tuple[Act, ...]] = subject.memo.get("acts", (None, ()))
    lines = kept[1] if kept[0] == made_for else ()
    if len(lines) < len(subject.events):
        lines = (*lines, *(_act(state, law, subject, event) for event in subject.events[len(lines) :]))
        subject.memo["acts"] = (made_for, lines)
    return lines


def _act(state: State, law: Lookup, subject: Subject, event: Event) -> Act:
    recorded = recorded_at(event)
    item = law.item(subject.on.removeprefix(ITEM_PREFIX)) if subject.on.startswith(ITEM_PREFIX) else None
    known = event.kind in KINDS
    return Act(
        event=event.id,
        kind=event.kind,
        happened=event.at,
        recorded=recorded,
        by=person(state, law, event.by),
        post=law.post(event.post) if event.post else None,
        behalf=named(state, law, event.behalf) if event.behalf else None,
        note=_note(event, item) if known else _all_of(event.data),
        changes=_changes(event),
        known=known,
        late_entry=is_late_entry(law, event.at, recorded),
        undone=event.id in subject.undone,
        void=event.id in subject.fold.void,
        contested=event.id in subject.contested,
        void_why="copied" if event.id in subject.copied else state.trust.why(event),
        choice=choice(law, item, event),
        undoes=words(event.data, "event") if event.kind == UNDONE else "",
        writer=event.writer,
        seq=event.seq,
        paper=row_of(event),
    )


def _changes(event: Event) -> tuple[tuple[str, str, str], ...]:
    """(field, old, new) of a correction, of the details of a case, and of how a call-back ended."""
    if event.kind == CASE_CALLED_BACK:
        return ((OUTCOME, "", outcome_of(event)),)
    return changes_of(event) if event.kind == ENTRY_CORRECTED else details_of(event)


def recorded_at(event: Event) -> datetime:
    """The journal's time, in the offset of `at`; when the stamp can't be read, `at` itself."""
    try:
        return parse(event.stamp).astimezone(event.at.tzinfo)
    except ValueError:
        return event.at


def is_late_entry(law: Lookup, happened: datetime, recorded: datetime) -> bool:
    """Typed in more than `Mall.late_entry_after` minutes after it happened."""
    return recorded - happened > timedelta(minutes=law.procedures.mall.late_entry_after)


def person(state: State, law: Lookup, person_id: str) -> Named | None:
    """A person by id: as listed, else by the name they signed in with, else by the id."""
    if not person_id:
        return None
    return law.person(person_id, "" if person_id in law.people else state.name_said(person_id))


def named(state: State, law: Lookup, who: str) -> Named | None:
    """A person's id, or ``post:<id>`` whose name is the post's."""
    if who.startswith(POST_PREFIX):
        return replace(law.post(who.removeprefix(POST_PREFIX)), id=who)
    return person(state, law, who)


def choice(law: Lookup, item: Item | None, event: Event) -> Text | None:
    """The title of the choice an act made; one that the procedures no longer know is its id."""
    if item is None or item.kind is not ItemKind.CHOICE or event.kind not in {ITEM_DONE, ITEM_FAILED}:
        return None
    made = event.data.get("value")
    if made is None:
        return None
    return next((choice.title for choice in item.choices if choice.id == made), law.same(str(made)))


def value_words(event: Event) -> str:
    """A number or note as typed, "" for none."""
    value = event.data.get("value")
    return "" if value is None else str(value)


def _note(event: Event, item: Item | None) -> str:
    parts = [words(event.data, name) for name in _FREE_TEXTS]
    if item is None or item.kind is not ItemKind.CHOICE:
        parts.insert(0, value_words(event))
    return " · ".join(part for part in parts if part)


def _all_of(data: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}: {data[name]}" for name in sorted(data))
