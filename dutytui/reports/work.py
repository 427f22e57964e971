"""The day's work: roll calls, phases with their lateness, and every item with what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from dutytui.exports.document import Cell, Chart, Section, Tone
from dutytui.reports.seen import Seen, coded, names, table
from dutytui.rules.board import checklist, checklists
from dutytui.rules.roll_call.views import CallStatus, CallView, calls
from dutytui.rules.views import ItemStatus, ItemView, PhaseStatus, PhaseView
from dutytui.texts.acts import marks, origin, who
from dutytui.texts.catalogue import _, pick
from dutytui.texts.labels import ITEM_STATUS, PHASE_STATUS, duration
from dutytui.texts.records import CALL_STATUS
from dutytui.texts.shown import shown

_PHASE_TONE = {PhaseStatus.LATE: Tone.BAD, PhaseStatus.DONE_LATE: Tone.DUE, PhaseStatus.DONE: Tone.GOOD}
_ITEM_TONE = {
    ItemStatus.LATE: Tone.BAD,
    ItemStatus.FAILED: Tone.BAD,
    ItemStatus.DISPUTED: Tone.BAD,
    ItemStatus.DONE_LATE: Tone.DUE,
    ItemStatus.WAIVED: Tone.DUE,
    ItemStatus.DONE: Tone.GOOD,
    ItemStatus.MENDED: Tone.GOOD,
}
_CALL_TONE = {
    CallStatus.GIVEN: Tone.GOOD,
    **dict.fromkeys((CallStatus.AHEAD, CallStatus.CALLING, CallStatus.BEFORE_USE), Tone.PLAIN),
}


_SHORT = 16
"""Characters: a value longer than this is a text, and stands among the notes."""


def roll_calls(seen: Seen) -> Section:
    columns = "title:3 due:2 ordered_by:3 status:2 given:2 late:1 held:1 missing:3 note:4"
    rows = map(_call, calls(seen.then))
    return Section("roll_calls", _("Roll calls and orders"), (table("roll_calls", "", columns, rows),))


def _call(call: CallView) -> tuple[Cell, ...]:
    said = [hold.reason for hold in call.holds if hold.reason] + [call.given_reason]
    return (
        pick(call.order),
        call.by,
        shown(call.given_by),
        coded(call.status, CALL_STATUS[call.status], _CALL_TONE.get(call.status, Tone.BAD)),
        call.given,
        call.late_by or None,
        call.minutes_held or None,
        names(call.missing),
        "\n".join(words for words in said if words),
    )


def phases(seen: Seen) -> Section:
    beside = {phase.phase for phase in seen.then.plan.phases if phase.beside}
    # What runs beside the day is worked at in one's own time: no figure and no review counts it. Its items are listed.
    own = (phase for phase in checklists(seen.then) if phase.id not in beside)
    found = [phase for phase in own if phase.total or phase.status is not PhaseStatus.EMPTY]
    late = tuple((pick(phase.title), float(phase.late_by), duration(phase.late_by)) for phase in found if phase.late_by)
    listed = table("phases", "", "phase:4 starts:2 ends:2 status:2 done:1 total:1 late:2", map(_phase, found))
    parts = (listed, Chart("late_phases", _("How late"), late)) if late else (listed,)
    return Section("phases", _("Phases of the day"), parts)


def _phase(phase: PhaseView) -> tuple[Cell, ...]:
    status = coded(phase.status, PHASE_STATUS[phase.status], _PHASE_TONE.get(phase.status, Tone.PLAIN))
    return pick(phase.title), phase.starts, phase.ends, status, phase.done, phase.total, phase.late_by or None


def items(seen: Seen) -> Section:
    columns = "phase:3 item:6 place:3 status:2 due:2 happened:2 late:1 value:3 by:4 note:4 marks:2"
    return Section("items", _("Checklist items"), (table("items", "", columns, _items(seen), grouped=True),))


def _items(seen: Seen) -> Iterator[tuple[Cell, ...]]:
    at = seen.then
    for phase in checklists(at):
        found = checklist(at.state, at.plan, at.procedures, phase.id, at.now, "", "")
        yield from (_item(phase, item) for item in found.items)


def _item(phase: PhaseView, item: ItemView) -> tuple[Cell, ...]:
    act, value = item.last, pick(item.value)
    said = origin(act) + marks(act) if act else []
    said += [_("optional")] * (not item.required)
    missed = item.status is ItemStatus.LATE and not item.required
    tone = Tone.PLAIN if missed else _ITEM_TONE.get(item.status, Tone.PLAIN)
    note = "" if act is None or act.note == value else act.note
    short = len(value) <= _SHORT and "\n" not in value
    return (
        pick(phase.title),
        pick(item.title),
        shown(item.place),
        coded(item.status, ITEM_STATUS[item.status], tone),
        item.due,
        act.happened.astimezone(item.due.tzinfo) if act else None,
        None if missed else item.late_by or None,
        f"{value} {pick(item.unit)}".strip() if value and short else "",
        who(act) if act else (_("signed: {posts}", posts=names(item.signed)) if item.signed else ""),
        note if short else "\n".join(filter(None, (value, note))),
        _(", ").join(said),
    )
