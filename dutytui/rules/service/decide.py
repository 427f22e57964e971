"""Commands in, facts or a refusal out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from dutytui.rules import entries
from dutytui.rules.commands import Command, LogEntry
from dutytui.rules.context import Context, Decision, author, check_day
from dutytui.rules.entry_fold import EntryFold
from dutytui.rules.entry_views import number_shown
from dutytui.rules.events import CASE_CALLED_BACK, CASE_DETAILED, CASE_FED_BACK, CASE_KEPT, Event, Fact
from dutytui.rules.plan import business_day
from dutytui.rules.procedure import HANDLE_ENTRIES
from dutytui.rules.refusal import Refusal
from dutytui.rules.service import cases
from dutytui.rules.service.commands import CallBackCase, DetailCase, FeedBackCase, KeepCase, OpenCase
from dutytui.rules.service.fold import OUTCOMES, SATISFIED, TOPIC
from dutytui.rules.service.procedure import CaseKind
from dutytui.rules.state import State
from dutytui.rules.views import EntryStatus

Answer = tuple[Fact, ...] | Refusal


def open_case(state: State, command: OpenCase, context: Context) -> Answer:
    """An entry with its details, as one act; due sooner where its topic is settled at once."""
    kind = command.fields.kind
    case = context.law.cases.get(kind)
    details = {name: value.strip() for name, value in command.details.items() if value.strip()}
    fields = command.fields
    if case is None:
        if kind in context.law.kinds:
            return Refusal("case_not_followed", {"number": "", "kind": context.law.kind(kind)})
    else:
        refused = _check(case, details, details.get(TOPIC, ""))
        if refused:
            return refused
        topic = case.topic(details.get(TOPIC, ""))
        if topic is not None and topic.settle_within is not None and fields.due is None:
            due = (command.at or context.now) + timedelta(minutes=topic.settle_within)
            fields = replace(fields, due=due)
    logged = entries.log(state, LogEntry(command.day, fields, at=command.at), context)
    if isinstance(logged, Refusal) or case is None:
        return logged
    refused = cases.refuse_opening(case, details)
    if refused:
        return refused
    entry = logged[0]
    data = {"details": details}
    detailed = context.fact(CASE_DETAILED, entry.on, command.day, command.at, data=data)
    return (entry, detailed) if details else (entry,)


def detail(state: State, command: DetailCase, context: Context) -> Answer:
    """What was learned since. A case that was handled keeps what its handling asked for."""
    found = _case(state, context, command.day, command.entry)
    if isinstance(found, Refusal):
        return found
    entry, case, number = found
    before = entry.case.details
    wanted = {name: value.strip() for name, value in command.details.items()}
    topic = wanted.get(TOPIC) or before.get(TOPIC, "")
    refused = _check(case, {name: value for name, value in wanted.items() if value != before.get(name, "")}, topic)
    if refused:
        return refused
    again = entry.case.disputed
    details = {name: value for name, value in wanted.items() if value != before.get(name, "") or name in again}
    if not details:
        return Refusal("case_nothing_new", {"number": number})
    if entry.status is not EntryStatus.OPEN:
        refused = cases.refuse_handling(case, before | details, number)
        if refused:
            return refused
    was = {name: before[name] for name in details if before.get(name)}
    data = {"details": details, "was": was, "reason": command.reason.strip()}
    return (context.fact(CASE_DETAILED, command.entry, command.day, None, data=data),)


def feed_back(state: State, command: FeedBackCase, context: Context) -> Answer:
    """Once: what the customer hears after that is a remark."""
    found = _case(state, context, command.day, command.entry)
    if isinstance(found, Refusal):
        return found
    entry, _case_kind, number = found
    if entry.case.told:
        return Refusal("case_already_fed_back", _by_whom(state, context, number, entry.case.told[0]))
    if not command.note.strip():
        return Refusal("case_note_missing", {"number": number})
    refused = _check_time(context, entry, number, command.day, command.at)
    if refused:
        return refused
    data = {"note": command.note.strip()}
    return (context.fact(CASE_FED_BACK, command.entry, command.day, command.at, data=data),)


def call_back(state: State, command: CallBackCase, context: Context) -> Answer:
    """After the handling, as often as it takes to reach a satisfied customer."""
    found = _case(state, context, command.day, command.entry)
    if isinstance(found, Refusal):
        return found
    entry, _case_kind, number = found
    if entry.status is EntryStatus.OPEN:
        return Refusal("case_call_before_handling", {"number": number})
    if command.outcome not in OUTCOMES:
        return Refusal("case_outcome_unknown", {"given": command.outcome})
    if command.outcome != SATISFIED and not command.note.strip():
        return Refusal("case_note_missing", {"number": number})
    refused = _check_time(context, entry, number, command.day, command.at)
    if refused:
        return refused
    data = {"outcome": command.outcome, "note": command.note.strip()}
    return (context.fact(CASE_CALLED_BACK, command.entry, command.day, command.at, data=data),)


def keep(state: State, command: KeepCase, context: Context) -> Answer:
    """A case open overnight is recorded as such, with a reason, once for each night."""
    found = _case(state, context, command.day, command.entry)
    if isinstance(found, Refusal):
        return found
    entry, _case_kind, number = found
    today = business_day(context.now, context.procedures.mall.day_starts)
    night = command.night or today
    if not command.day <= night <= today:
        return Refusal("case_night_unknown", {"number": number, "night": night})
    kept = entry.case.kept.get(night.isoformat())
    if kept is not None:
        return Refusal("case_already_kept", _by_whom(state, context, number, kept))
    if not command.reason.strip():
        return Refusal("reason_missing")
    data = {"night": night.isoformat(), "reason": command.reason.strip()}
    return (context.fact(CASE_KEPT, command.entry, command.day, None, data=data),)


def _case(state: State, context: Context, day: date, on: str) -> tuple[EntryFold, CaseKind, str] | Refusal:
    """The entry that is a case, not closed, and this person's to follow; how it is followed; its number."""
    entry = entries.known_entry(state, day, on)
    if isinstance(entry, Refusal):
        return entry
    law = context.law
    case, number = cases.case_of(law, entry), number_shown(state, day, on)
    if case is None:
        return Refusal("case_not_followed", {"number": number, "kind": law.kind(entry.fields.get("kind", ""))})
    if entry.status is EntryStatus.CLOSED:
        return Refusal("entry_already_closed", _by_whom(state, context, number, entry.moves[-1]))
    owner = entry.fields.get("owner", "")
    if not cases.may_follow(law, entry, {owner} - {""}, context.person, context.post):
        values = {"owner": entries.owner_named(state, law, owner), "posts": law.posts_that_may(HANDLE_ENTRIES)}
        return Refusal("case_not_allowed", {"number": number, **values})
    return entry, case, number


def _check(case: CaseKind, details: Mapping[str, str], topic: str) -> Refusal | None:
    """Fields that a case of this topic has, choices that these fields have."""
    if topic and case.topic(topic) is None:
        return Refusal("case_topic_unknown", {"given": topic, "topics": cases.titles(case.topics)})
    asked = {field.id: field for field in case.asked(topic)}
    for name, value in details.items():
        if name == TOPIC:
            continue
        field = asked.get(name)
        if field is None:
            return Refusal("case_field_unknown", {"given": name, "fields": cases.titles(tuple(asked.values()))})
        if value and field.choices and value not in {choice.id for choice in field.choices}:
            choices = tuple(choice.title for choice in field.choices)
            return Refusal("case_choice_unknown", {"title": field.title, "choices": choices})
    return None


def _check_time(context: Context, entry: EntryFold, number: str, day: date, at: datetime | None) -> Refusal | None:
    """Not in the future, and not before the case itself; on another business day than it, why not."""
    refused = check_day(context, day, at)
    happened = entry.origin.at if entry.origin else None
    if refused is None and at is not None and happened is not None and at < happened:
        return Refusal("case_time_before", {"number": number, "at": at, "happened": happened})
    return refused


def _by_whom(state: State, context: Context, number: str, act: Event) -> dict[str, object]:
    return {"number": number, "by": author(state, context, act), "at": act.at}


DECISIONS: Mapping[type[Command], Decision] = {
    OpenCase: open_case,
    DetailCase: detail,
    FeedBackCase: feed_back,
    CallBackCase: call_back,
    KeepCase: keep,
}
