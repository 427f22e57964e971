"""The review in words: what went wrong, what is open, what must be watched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dutytui.rules.closing.sweep_view import BreachView
from dutytui.rules.handover.sheet import SignedMatter
from dutytui.rules.lookup import Lookup
from dutytui.rules.patrols.views import FoundView
from dutytui.rules.review.digest import Finding
from dutytui.rules.review.fold import day_of
from dutytui.rules.review.views import FollowUpStatus
from dutytui.texts import areas
from dutytui.texts.catalogue import N_, _
from dutytui.texts.labels import day_name
from dutytui.texts.records import breach_words, finding, signed_words
from dutytui.texts.shown import shown

FINDINGS: Mapping[str, str] = {
    "day_never_closed": N_("The day was never closed"),
    "day_undermined": N_("Closed, but something was taken back elsewhere"),
    "day_reopened": N_("Opened again and not closed since"),
    "day_first": N_("First day, in use from {time}: what was due before is not counted"),
    "day_left": N_("Closed with reasons for what was open: {count}"),
    "day_afterwards": N_("{count} recorded after the closing"),
    "order_held": N_("{title}: held for {length}"),
    "order_late": N_("{title}: order given {length} late"),
    "order_missing": N_("{title}: the order was never given"),
    "order_without": N_("{title}: given without {posts}"),
    "phase_open": N_("{title}: {done} of {total} done, {length} late"),
    "phase_late": N_("{title}: finished {length} late"),
    "item_failed": N_("Not right: {title}"),
    "item_disputed": N_("Disputed: {title}"),
    "item_missing": N_("Not done: {title} ({phase})"),
    "item_not_closed": N_("Not done: {title} ({phase})"),
    "item_mended": N_("Not right, mended: {title}"),
    "item_late": N_("{length} late: {title}"),
    "item_waived": N_("Skipped: {title}"),
    "round_gone": N_("Missed: {time} {title}"),
    "round_waiting": N_("Not begun: {time} {title}"),
    "round_not_known": N_("Unknown: {time} {title}"),
    "round_not_ended": N_("Never ended: {time} {title}"),
    "round_late": N_("Begun late: {time} {title}"),
    "round_found": N_("{time} {title}: {found}"),
    "meal_late": N_("{person}: back {length} late ({title})"),
    "meal_not_back": N_("{person}: not back ({title})"),
    "meal_clash": N_("{person} and {other} were out at once ({title})"),
    "handover_refused": N_("Handover refused"),
    "handover_quick": N_("Handover: {count} matters understood in {seconds} seconds"),
    "article_differs": N_("{title}: {counted} counted, {expected} expected"),
    "entry_grave": N_("No. {number} {kind}: {text}"),
    "case_told_late": N_("No. {number} {kind}, customer told late: {text}"),
    "case_late": N_("No. {number} {kind}, not settled in time: {text}"),
    "sweep_open": N_("{title}: not finished"),
    "sweep_broken": N_("Out of turn: {breach}"),
    "stay_over": N_("{person}, {place}: stayed beyond {until}"),
    "page_empty": N_("{book}: {title} not written"),
    "night_unsaid": N_("{phases}: due before the first record, nothing said of it"),
    "entry_open": N_("No. {number} {kind}: {text}"),
    "entry_overdue": N_("No. {number} {kind}: {text}"),
    "obligation_open": N_("Due that day and not done: {title} ({posts})"),
    "request_open": N_("{number} {text}, waits for {who}"),
    "matter_watch": N_("{severity}: {matter}"),
    "entry_watch": N_("{severity}: no. {number} {kind} {text}"),
}
"""One of them, in one line."""

SEVERAL: Mapping[str, str] = {
    "order_held": N_("Orders held"),
    "order_late": N_("Orders given late"),
    "order_missing": N_("Orders never given"),
    "order_without": N_("Orders given without all posts"),
    "phase_open": N_("Phases not finished"),
    "phase_late": N_("Phases finished late"),
    "item_failed": N_("Items not right"),
    "item_disputed": N_("Items disputed"),
    "item_missing": N_("Items not done"),
    "item_not_closed": N_("Sweep and lock-up: not done"),
    "item_mended": N_("Items not right, mended since"),
    "item_late": N_("Items done late"),
    "item_waived": N_("Items skipped with a reason"),
    "round_gone": N_("Rounds missed"),
    "round_waiting": N_("Rounds late, not begun yet"),
    "round_not_known": N_("Rounds nobody can speak of"),
    "round_not_ended": N_("Rounds never ended"),
    "round_late": N_("Rounds begun late"),
    "round_found": N_("Odd times in rounds"),
    "meal_late": N_("Back late from meals"),
    "meal_not_back": N_("Not back from meals"),
    "meal_clash": N_("Batches out at once"),
    "handover_refused": N_("Handovers refused"),
    "handover_quick": N_("Handovers understood in a hurry"),
    "article_differs": N_("Articles that differ"),
    "entry_grave": N_("Grave log entries"),
    "case_told_late": N_("Customers told late"),
    "case_late": N_("Cases not settled in time"),
    "sweep_broken": N_("Sweep steps out of turn"),
    "stay_over": N_("Late stays that went on too long"),
    "page_empty": N_("Journal parts not written"),
    "entry_open": N_("Log entries open"),
    "entry_overdue": N_("Log entries overdue"),
    "obligation_open": N_("Due that day and not done"),
    "request_open": N_("Requests of the day still open"),
    "matter_watch": N_("From the handover, to be watched"),
    "entry_watch": N_("Entries to be watched"),
}
"""Many of them, in one row; what is not listed here stands singly."""

PARTS = (N_("What went wrong"), N_("Still open"), N_("To be watched"))


FOLLOW_UP_STATUS = {
    FollowUpStatus.AHEAD: N_("to do"),
    FollowUpStatus.DUE: N_("due"),
    FollowUpStatus.LATE: N_("late"),
    FollowUpStatus.DONE: N_("done"),
    FollowUpStatus.DISPUTED: N_("disputed"),
    FollowUpStatus.WITHDRAWN: N_("undone"),
}
_FIELDS = {"text": N_("Text"), "owner": N_("Owner"), "due": N_("Due")}


def change_words(law: Lookup, changes: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """What a change of a follow-up says, field by field."""
    for field, old, new in changes:
        before, after = _field_value(law, field, old), _field_value(law, field, new)
        yield _("{field}: {after} (before: {before})", field=_(_FIELDS[field]), after=after, before=before)


def _field_value(law: Lookup, field: str, value: str) -> str:
    if field == "owner":
        return shown(law.post(value) if value in law.posts else law.person(value))
    day = day_of(value) if field == "due" else None
    return day_name(day) if day is not None else value


def found(one: Finding) -> str:
    """A finding in one line."""
    if one.unsettled is not None:
        return areas.unsettled(one.unsettled)
    return _(FINDINGS[one.code], **{name: _value(value) for name, value in one.values.items()})


def _value(value: Any) -> str:
    match value:
        case FoundView():
            return finding(value)
        case SignedMatter():
            return signed_words(value)
        case BreachView():
            return breach_words(value)
    return shown(value)
