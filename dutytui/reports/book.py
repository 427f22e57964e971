"""What was written down: log entries with all that was done about them, and the cases of the service desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dutytui.exports.document import Cell, Coded, Part, Section, Table, Tone, Words
from dutytui.reports.seen import Seen, coded, table
from dutytui.rules.logbook import logbook
from dutytui.rules.service.case_view import CaseView
from dutytui.rules.service.views import Timeliness, timeliness
from dutytui.rules.views import Act, EntryStatus, EntryView
from dutytui.texts.acts import marks, origin, who
from dutytui.texts.catalogue import _, pick
from dutytui.texts.entries import act_word, changes
from dutytui.texts.labels import ENTRY_STATUS
from dutytui.texts.records import OUTCOME_WORDS
from dutytui.texts.shown import shown

_TONE = {EntryStatus.OPEN: Tone.BAD, EntryStatus.HANDLED: Tone.DUE, EntryStatus.CLOSED: Tone.GOOD}


def log(seen: Seen) -> Section:
    """Entries of the day, and before them those that earlier days had left open; carried ones say so."""
    entries = [entry for entry in _entries(seen) if entry.case is None]
    columns = "number:1 happened:2 kind:2 place:2 severity:1 text:7 owner:2 due:2 status:2 by:3 marks:2"
    listed = table("entries", "", columns, map(_entry, entries), _("Nothing was logged on this day."))
    return Section("log", _("Logbook"), (listed, _course("course", _("Course of the entries"), seen, entries)))


def cases(seen: Seen) -> Section:
    entries = [entry for entry in _entries(seen) if entry.case is not None]
    columns = "number:1 happened:2 kind:2 topic:2 place:2 text:6 details:4"
    columns += " tell_by:2 told:2 settle_by:2 outcome:2 status:2"
    rows = (_case(entry, entry.case) for entry in entries if entry.case is not None)
    listed = table("cases", "", columns, rows)
    found: tuple[Part, ...] = (
        listed,
        *_in_time(timeliness(seen.now)),
        _course("case_course", _("Course of the cases"), seen, entries),
    )
    return Section("cases", _("Service desk"), found if entries else (listed,))


def _entries(seen: Seen) -> tuple[EntryView, ...]:
    at = seen.now
    return logbook(at.state, at.procedures, at.day, at.now).entries


def status(entry: EntryView) -> Coded:
    if entry.withdrawn:
        return Coded("withdrawn", _("withdrawn"))
    return coded(entry.status, ENTRY_STATUS[entry.status], _TONE[entry.status])


def _entry(entry: EntryView) -> tuple[Cell, ...]:
    said = [_("carried over")] * entry.carried + [_("corrected")] * entry.corrected
    said += [_("late entry")] * entry.late_entry + [_("disputed")] * bool(entry.disputed)
    said += [_("overdue")] * entry.overdue
    return (
        entry.number,
        entry.happened,
        shown(entry.kind),
        shown(entry.place),
        shown(entry.severity),
        entry.text,
        shown(entry.owner),
        entry.due,
        status(entry),
        who(entry),
        _(", ").join(said),
    )


def _course(name: str, title: str, seen: Seen, entries: Iterable[EntryView]) -> Table:
    columns = "number:1 happened:2 recorded:2 act:2 by:3 note:8 marks:2"
    rows = (_act(seen, entry, act) for entry in entries for act in entry.history)
    return table(name, title, columns, rows, grouped=True)


def _act(seen: Seen, entry: EntryView, act: Act) -> tuple[Cell, ...]:
    said = list(_changed(seen, entry, act))
    if act.note and act.note != entry.text:
        said.append(act.note)
    return (
        entry.number,
        act.happened,
        act.recorded.astimezone(seen.now.now.tzinfo),
        Coded(act.kind, act_word(act, entry.recheck)),
        who(act),
        "\n".join(said),
        _(", ").join(origin(act) + marks(act)),
    )


def _changed(seen: Seen, entry: EntryView, act: Act) -> Iterator[str]:
    for label, before, after in changes(act, entry, seen.now.procedures):
        if before:
            yield _("{field}: {after} (before: {before})", field=label, after=after, before=before)
        else:
            yield f"{label}: {after}"


def _case(entry: EntryView, case: CaseView) -> tuple[Cell, ...]:
    given = [f"{pick(one.title)}: {pick(one.value)}" for one in case.details if one.given]
    outcome = _(OUTCOME_WORDS[case.outcome]) if case.outcome in OUTCOME_WORDS else case.outcome
    return (
        entry.number,
        entry.happened,
        shown(entry.kind),
        pick(case.topic_title),
        shown(entry.place),
        entry.text,
        "\n".join(given),
        case.feedback_due,
        case.told,
        case.settle_by,
        outcome,
        status(entry),
    )


def _in_time(found: Timeliness) -> Iterator[Words]:
    if found.due:
        yield Words(_("Customers told in time: {count} of {all}", count=found.in_time, all=found.due))
