"""A log entry's fields and acts in words, with what a correction has changed."""

from __future__ import annotations

from datetime import date, datetime

from dutytui.rules import events
from dutytui.rules.lookup import lookup
from dutytui.rules.procedure import Procedures
from dutytui.rules.views import Act, EntryView
from dutytui.texts.catalogue import N_, _
from dutytui.texts.labels import short_time
from dutytui.texts.shown import shown

FIELD_WORDS = {
    "time": N_("Time"),
    "kind": N_("Kind"),
    "place": N_("Place"),
    "severity": N_("Severity"),
    "owner": N_("Owner"),
    "due": N_("Due"),
    "text": N_("Text"),
    "status": N_("Status"),
}

_ACT_WORDS = {
    events.ENTRY_LOGGED: N_("logged"),
    events.ENTRY_REMARKED: N_("remark"),
    events.ENTRY_CORRECTED: N_("corrected"),
    events.ENTRY_HANDLED: N_("handled"),
    events.ENTRY_CLOSED: N_("closed"),
    events.ENTRY_REOPENED: N_("reopened"),
    events.UNDONE: N_("took back"),
    events.CASE_DETAILED: N_("details"),
    events.CASE_FED_BACK: N_("customer told"),
    events.CASE_CALLED_BACK: N_("called back"),
    events.CASE_KEPT: N_("stays open overnight"),
}
_RECHECK_WORDS = {
    events.ENTRY_CLOSED: N_("recheck passed"),
    events.ENTRY_REOPENED: N_("recheck failed"),
}


def act_word(act: Act, recheck: bool) -> str:
    if not act.known:
        return _("{kind} (of a newer version)", kind=act.kind)
    words = _RECHECK_WORDS if recheck and act.kind in _RECHECK_WORDS else _ACT_WORDS
    return _(words[act.kind]) if act.kind in words else act.kind


def changes(act: Act, entry: EntryView, procedures: Procedures) -> list[tuple[str, str, str]]:
    """(label, before, after) in words; before is "" for what a case did not know until then."""
    if act.changes and act.kind != events.ENTRY_CORRECTED:
        from dutytui.texts.records import said  # only where there is a case

        return [said(lookup(procedures), entry.kind.id, *change) for change in act.changes]
    found = []
    for changed, old, new in act.changes:
        before, after = (value_words(changed, value, procedures, entry.day) or _("(empty)") for value in (old, new))
        found.append((_(FIELD_WORDS.get(changed, changed)), before, after))
    return found


def value_words(changed: str, value: str, procedures: Procedures, day: date) -> str:
    """A field's recorded value as a person reads it: names for ids, a short time for a due time."""
    if not value or changed == "text":
        return value
    if changed == "due":
        return _due_value(value, day)
    known = lookup(procedures)
    named = {
        "kind": known.kind,
        "place": known.place,
        "severity": known.severity,
        "owner": known.post if value in known.posts else known.person,
    }.get(changed)
    return shown(named(value)) if named else value


def _due_value(value: str, day: date) -> str:
    try:
        return short_time(datetime.fromisoformat(value), day)
    except ValueError:
        return value
