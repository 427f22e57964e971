"""The logbook: writing, remarking, correcting, handling, closing and reopening entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from dutytui.rules.commands import (
    CloseEntry,
    CorrectEntry,
    EntryFields,
    HandleEntry,
    LogEntry,
    RemarkEntry,
    ReopenEntry,
)
from dutytui.rules.context import Context, author, check_belongs, check_day
from dutytui.rules.entry_fold import FIELDS, EntryFold, moment
from dutytui.rules.entry_views import number_shown
from dutytui.rules.events import (
    CASE_DETAILED,
    ENTRY_CLOSED,
    ENTRY_CORRECTED,
    ENTRY_HANDLED,
    ENTRY_LOGGED,
    ENTRY_REMARKED,
    ENTRY_REOPENED,
    Event,
    Fact,
)
from dutytui.rules.folds import ENTRY_PREFIX
from dutytui.rules.items import check_behalf
from dutytui.rules.lookup import Lookup
from dutytui.rules.procedure import CLOSE_ENTRIES, CORRECT_ENTRIES, HANDLE_ENTRIES
from dutytui.rules.refusal import Refusal
from dutytui.rules.rights import may_close, may_correct, may_handle
from dutytui.rules.service.cases import case_of, refuse_closing, refuse_handling, topic_said
from dutytui.rules.service.fold import TOPIC
from dutytui.rules.state import State
from dutytui.rules.views import EntryStatus, Named

Answer = tuple[Fact, ...] | Refusal


def log(state: State, command: LogEntry, context: Context) -> Answer:
    """A new entry; the kind's owner and time are filled in where none is given, and the topic that its text names."""
    law, fields = context.law, command.fields
    happened = command.at or context.now
    refused = (
        check_day(context, command.day, command.at)
        or (check_belongs(context, command.day, command.at) if command.at else None)
        or check_behalf(state, law, command.behalf)
        or check_fields(law, state, _as_words(fields))
    )
    if refused:
        return refused
    kind = law.kinds[fields.kind]
    topic = topic_said(law.cases.get(fields.kind), fields.text)
    due = fields.due
    within = kind.within if topic is None or topic.settle_within is None else topic.settle_within
    if due is None and within is not None:
        due = happened + timedelta(minutes=within)
    if due is not None and due < happened:
        return Refusal("due_before_happened", {"due": due, "happened": happened})
    said = _as_words(fields) | {"owner": fields.owner or kind.owner, "due": due.isoformat() if due else ""}
    said["text"] = fields.text.strip()
    on = ENTRY_PREFIX + context.command
    number = state.next_number(command.day)
    data = {"no": number, **said}
    logged = context.fact(ENTRY_LOGGED, on, command.day, command.at, behalf=command.behalf, data=data)
    if topic is None:
        return (logged,)
    return logged, context.fact(CASE_DETAILED, on, command.day, command.at, data={"details": {TOPIC: topic.id}})


def remark(state: State, command: RemarkEntry, context: Context) -> Answer:
    """A remark, at any time, on a closed entry too."""
    if state.entry(command.day, command.entry) is None:
        return _unknown(command.entry)
    if not command.text.strip():
        return Refusal("text_missing")
    return (context.fact(ENTRY_REMARKED, command.entry, command.day, None, data={"text": command.text.strip()}),)


def correct(state: State, command: CorrectEntry, context: Context) -> Answer:
    """Field by field, with a reason; the old words stay beside the new ones."""
    entry = known_entry(state, command.day, command.entry)
    if isinstance(entry, Refusal):
        return entry
    number = number_shown(state, command.day, command.entry)
    logged = entry.origin
    if logged is None or not may_correct(context.law, logged.by, context.person, context.post):
        return _not_allowed("correct_not_allowed", CORRECT_ENTRIES, state, context, number, logged)
    changes = _changes(state, context, entry, logged, command.changes)
    if isinstance(changes, Refusal):
        return changes
    if not changes:
        return Refusal("nothing_changed", {"number": number})
    if not command.reason.strip():
        return Refusal("reason_missing")
    data = {"changes": changes, "reason": command.reason.strip()}
    return (context.fact(ENTRY_CORRECTED, command.entry, command.day, None, data=data),)


def _changes(
    state: State, context: Context, entry: EntryFold, logged: Event, wanted: Mapping[str, str]
) -> dict[str, dict[str, str]] | Refusal:
    """Old and new of every field that would differ; of a disputed one, too, when it stays as it is shown."""
    after = {name: value.strip() for name, value in wanted.items()}
    refused = check_fields(context.law, state, after)
    if refused:
        return refused
    due = moment(after.get("due", ""))
    if due is not None:
        after["due"] = due.isoformat()
        if due < logged.at:
            return Refusal("due_before_happened", {"due": due, "happened": logged.at})
    before = {name: entry.fields.get(name, "") for name in after}
    return {
        name: {"old": before[name], "new": new}
        for name, new in sorted(after.items())
        if not _same(name, before[name], new) or name in entry.disputed
    }


def handle(state: State, command: HandleEntry, context: Context) -> Answer:
    """By its owner, or a post that may handle any; with what was done."""
    entry = known_entry(state, command.day, command.entry)
    if isinstance(entry, Refusal):
        return entry
    number = number_shown(state, command.day, command.entry)
    if entry.status is not EntryStatus.OPEN:
        return _already(state, context, number, entry)
    owner = entry.fields.get("owner", "")
    if not may_handle(context.law, {owner} - {""}, context.person, context.post):
        values = {"owner": owner_named(state, context.law, owner), "posts": context.law.posts_that_may(HANDLE_ENTRIES)}
        return Refusal("handle_not_allowed", {"number": number, **values})
    if not command.note.strip():
        return Refusal("note_of_handling_missing", {"number": number})
    refused = refuse_handling(case_of(context.law, entry), entry.case.details, number)
    if refused:
        return refused
    return (context.fact(ENTRY_HANDLED, command.entry, command.day, None, data={"note": command.note.strip()}),)


def close(state: State, command: CloseEntry, context: Context) -> Answer:
    """After it was handled; where a recheck is asked for, by somebody who did not handle it."""
    entry = known_entry(state, command.day, command.entry)
    if isinstance(entry, Refusal):
        return entry
    number = number_shown(state, command.day, command.entry)
    if entry.status is EntryStatus.OPEN:
        return Refusal("entry_not_handled", {"number": number})
    if entry.status is EntryStatus.CLOSED:
        return _already(state, context, number, entry)
    if entry.origin is None or not may_close(context.law, entry.origin.by, context.person, context.post):
        return _not_allowed("close_not_allowed", CLOSE_ENTRIES, state, context, number, entry.origin)
    refused = _refuse_recheck(state, context, entry, number) or refuse_closing(
        case_of(context.law, entry), entry, number
    )
    if refused:
        return refused
    return (context.fact(ENTRY_CLOSED, command.entry, command.day, None, data={"note": command.note.strip()}),)


def _refuse_recheck(state: State, context: Context, entry: EntryFold, number: str) -> Refusal | None:
    if not entry.recheck(context.law) or context.person not in entry.handlers:
        return None
    by = context.law.person(context.person, state.name_said(context.person))
    return Refusal("recheck_by_handler", {"number": number, "by": by})


def reopen(state: State, command: ReopenEntry, context: Context) -> Answer:
    """Handled or closed, and found not to be right after all."""
    entry = known_entry(state, command.day, command.entry)
    if isinstance(entry, Refusal):
        return entry
    number = number_shown(state, command.day, command.entry)
    if entry.status is EntryStatus.OPEN:
        return Refusal("entry_still_open", {"number": number})
    if entry.origin is None or not may_close(context.law, entry.origin.by, context.person, context.post):
        return _not_allowed("close_not_allowed", CLOSE_ENTRIES, state, context, number, entry.origin)
    if not command.reason.strip():
        return Refusal("reason_missing")
    return (context.fact(ENTRY_REOPENED, command.entry, command.day, None, data={"reason": command.reason.strip()}),)


def check_fields(law: Lookup, state: State, fields: Mapping[str, str]) -> Refusal | None:
    """The first field whose value is not known to the procedures, or missing where it must not be."""
    for name, value in fields.items():
        if name not in FIELDS:
            return Refusal("field_unknown", {"given": name, "fields": FIELDS})
        refused = _CHECKS[name](law, state, value)
        if refused:
            return refused
    return None


def _check_owner(law: Lookup, state: State, owner: str) -> Refusal | None:
    known = not owner or owner in law.posts or owner in law.people or bool(state.name_said(owner))
    return None if known else Refusal("owner_unknown", {"given": owner, "posts": law.post_names(law.posts)})


def _check_kind(law: Lookup, _: State, kind: str) -> Refusal | None:
    names = tuple(law.kind(known) for known in law.kinds)
    return None if kind in law.kinds else Refusal("kind_unknown", {"given": kind, "kinds": names})


def _check_place(law: Lookup, _: State, place: str) -> Refusal | None:
    names = tuple(law.place(known) for known in law.places)
    return None if not place or place in law.places else Refusal("place_unknown", {"given": place, "places": names})


def _check_severity(law: Lookup, _: State, severity: str) -> Refusal | None:
    names = tuple(law.severity(known) for known in law.severities)
    known = not severity or severity in law.severities
    return None if known else Refusal("severity_unknown", {"given": severity, "severities": names})


def _check_due(_: Lookup, __: State, due: str) -> Refusal | None:
    return None if not due or moment(due) else Refusal("due_unreadable", {"given": due})


_CHECKS: Mapping[str, Callable[[Lookup, State, str], Refusal | None]] = {
    "kind": _check_kind,
    "text": lambda _, __, text: None if text.strip() else Refusal("text_missing"),
    "place": _check_place,
    "severity": _check_severity,
    "owner": _check_owner,
    "due": _check_due,
}


def _as_words(fields: EntryFields) -> dict[str, str]:
    due = fields.due.isoformat() if fields.due else ""
    named = {"kind": fields.kind, "text": fields.text, "place": fields.place}
    return named | {"severity": fields.severity, "owner": fields.owner, "due": due}


def _same(name: str, old: str, new: str) -> bool:
    return old == new or (name == "due" and moment(old) is not None and moment(old) == moment(new))


def known_entry(state: State, day: date, on: str) -> EntryFold | Refusal:
    entry = state.entry(day, on)
    if entry is None:
        return _unknown(on)
    return Refusal("entry_withdrawn", {"number": number_shown(state, day, on)}) if entry.withdrawn else entry


def _unknown(on: str) -> Refusal:
    return Refusal("entry_unknown", {"entry": on.removeprefix(ENTRY_PREFIX)})


def _already(state: State, context: Context, number: str, entry: EntryFold) -> Refusal:
    """Which act made it handled or closed, by whom and when."""
    act = entry.moves[-1]
    values: dict[str, Named | str | datetime] = {"number": number, "by": author(state, context, act), "at": act.at}
    return Refusal(f"entry_already_{entry.status}", values)


def _not_allowed(code: str, right: str, state: State, context: Context, number: str, logged: Event | None) -> Refusal:
    by: Any = author(state, context, logged) if logged else None
    return Refusal(code, {"number": number, "by": by, "posts": context.law.posts_that_may(right)})


def owner_named(state: State, law: Lookup, owner: str) -> Named:
    return law.post(owner) if owner in law.posts else law.person(owner, state.name_said(owner))
