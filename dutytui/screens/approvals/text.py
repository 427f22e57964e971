"""A request in full: where it stands, what was asked for, its way with the reasons, what follows, its history."""

from __future__ import annotations

from datetime import datetime

from dutytui.rules.approvals.course import Standing
from dutytui.rules.approvals.flow import FieldKind
from dutytui.rules.approvals.views import FollowView, Progress, RequestRow, RequestView, SeatView, StageView
from dutytui.rules.procedure import Procedures
from dutytui.rules.sharing import Arrivals
from dutytui.screens.approvals.history import act_word, author, dispute_lines, history_lines, void_lines
from dutytui.screens.approvals.words import (
    PROGRESS_TONE,
    due_tone,
    due_words,
    names,
    standing_tone,
    standing_words,
)
from dutytui.screens.entry_text import cut_line, flow, name
from dutytui.texts.catalogue import _, pick
from dutytui.texts.conditions import condition_words, value_words
from dutytui.texts.labels import day_name, short_time
from dutytui.texts.records import PROGRESS
from dutytui.widgets.cells import cut, width_of, wrap
from dutytui.widgets.glyphs import glyphs
from dutytui.widgets.rows import Line

_BLANK: Line = ()
_TONES = {"late": "bad"}
"""A list has a tone that a text does not."""


def title_line(row: RequestRow, now: datetime, width: int) -> Line:
    """Number, flow, where it stands and until when, in one row."""
    due = due_words(row.due, now)
    parts = [
        (row.number, "heading"),
        (f"  {name(row.flow)}  ", "strong"),
        (standing_words(row), standing_tone(row)),
        *([(f"  {due}", _TONES.get(due_tone(row), due_tone(row)))] if due else []),
    ]
    return cut_line(parts, width)


def whole_request(
    view: RequestView, now: datetime, width: int, procedures: Procedures, arrivals: Arrivals
) -> list[Line]:
    """arrivals: what came here late, by the measure of procedures."""
    parts = [
        _standing_lines(view, now, width),
        dispute_lines(view.contending, now.date(), width) if view.contending else [],
        _sent_back_lines(view, width),
        _field_lines(view, width),
        _way_lines(view, now, width),
        _follow_lines(view, now, width),
        history_lines(view.acts, now.date(), width, procedures, arrivals),
        void_lines(view.void, now.date(), width),
        _version_lines(view, width),
    ]
    lines: list[Line] = []
    for part in parts:
        if part:
            lines += [_BLANK, *part] if lines else part
    return lines


def _standing_lines(view: RequestView, now: datetime, width: int) -> list[Line]:
    row = view.row
    pairs = [
        (_("Submitted by"), name(row.submitter), ""),
        (_("Waits for"), names(row.waits_for), "strong"),
        (_("Since"), short_time(row.since, now.date()), ""),
        (_("Due"), short_time(row.due, now.date()) if row.due else "", _TONES.get(due_tone(row), due_tone(row))),
        (_("In place of"), name(row.in_place_of), "due"),
    ]
    if row.reminded is not None:
        pairs.append((_("Reminded"), f"{short_time(row.reminded, now.date())} {name(row.reminded_by)}", "due"))
    lines = flow([pair for pair in pairs if pair[1]], width)
    if row.again:
        told = _("It had been signed here before: what this rests on has changed, or it was returned here")
        lines += [((line, "due"),) for line in wrap(told, width)]
    return lines


def _sent_back_lines(view: RequestView, width: int) -> list[Line]:
    act = view.sent_back
    if act is None:
        return []
    lines: list[Line] = [cut_line([(_("{person}: {act}", person=author(act), act=act_word(act)), "due")], width)]
    lines += [((line, "strong"),) for line in wrap(act.words, width)] if act.words else []
    shown = {field.field.id for field in view.fields if field.asked}
    asked = _(", ").join(pick(field.title) for field in view.asks if field.id in shown)
    some = len(view.asks) < len(shown)
    if asked and some and view.row.standing is Standing.SENT_BACK:
        lines += [((line, "due"),) for line in wrap(_("To be amended: {fields}", fields=asked), width)]
    return lines


def _field_lines(view: RequestView, width: int) -> list[Line]:
    """Every field that is asked for a row; words of several lines below their title."""
    lines: list[Line] = []
    shown = [field for field in view.fields if field.asked]
    column = min(max((width_of(pick(field.field.title)) for field in shown), default=0), width // 3)
    for field in shown:
        label = pick(field.field.title)
        value = value_words(field.field, field.value)
        text = value or (_("still missing") if field.field.required else _("(empty)"))
        tone = "" if value else "soft"
        below = field.field.kind is FieldKind.TEXT and (width_of(text) > width - column - 2 or "\n" in text)
        if below or width_of(label) > column:
            lines.append(((label, "soft"),))
            lines += [((f"  {line}", tone),) for line in wrap(text, width - 2)]
            continue
        first, *rest = wrap(text, max(1, width - column - 2))
        gap = " " * (max(0, column - width_of(label)) + 2)
        lines.append(cut_line([(label + gap, "soft"), (first, tone)], width))
        lines += [((" " * (column + 2) + line, tone),) for line in rest]
    return lines


# -- its way ------------------------------------------------------------------------------------------------------


def _way_lines(view: RequestView, now: datetime, width: int) -> list[Line]:
    lines: list[Line] = [((_("Its way"), "heading"),)]
    column = max((width_of(_(PROGRESS[stage.progress])) for stage in view.stages), default=0)
    titles = min(max((width_of(_title(stage)) for stage in view.stages), default=0), width // 2)
    for stage in view.stages:
        lines += _stage_lines(stage, view, now, width, (column, titles))
    return lines


def _title(stage: StageView) -> str:
    return _("{title} (added)", title=pick(stage.title)) if stage.added else pick(stage.title)


def _stage_lines(
    stage: StageView, view: RequestView, now: datetime, width: int, columns: tuple[int, int]
) -> list[Line]:
    """columns: cells of the word for how far it is, and of the stages' titles."""
    column, titles = columns
    word = _(PROGRESS[stage.progress])
    tone = PROGRESS_TONE[stage.progress]
    here = glyphs().cursor if stage.progress is Progress.HERE else " "
    title = _title(stage)
    gap = " " * (column - width_of(word) + 2)
    head = [
        (f"{here} {word}{gap}", tone),
        (title + " " * (titles - width_of(title)), "strong" if stage.progress is Progress.HERE else ""),
    ]
    notes = _stage_notes(stage, view, now)
    # What is to be said of it stands beside its name as far as there is room: a way is to be seen whole.
    while notes and sum(width_of(words) for words, _tone in head) + 2 + width_of(notes[0][0]) <= width:
        words, tone = notes.pop(0)
        head.append((f"  {words}", tone))
    lines: list[Line] = [cut_line(head, width)]
    inside = " " * (column + 4)
    room = max(1, width - len(inside))
    # What was said with a signature is what the next one reads first; in full it stands in the history.
    said = [seat.signed.words for seat in stage.seats if seat.signed is not None and seat.signed.words]
    lines += [((inside, ""), (cut(" ".join(words.split()), room), "soft")) for words in said]
    for words, tone in notes:
        lines += [((inside, ""), (line, tone)) for line in wrap(words, room)]
    return lines


def _stage_notes(stage: StageView, view: RequestView, now: datetime) -> list[tuple[str, str]]:
    """Whom it waits for or who signed, and why it is asked, not asked, or asked once more."""
    notes: list[tuple[str, str]] = []
    if stage.progress is not Progress.PASSED_OVER:
        notes += [(_seat(seat, now), "good" if seat.signed else "") for seat in stage.seats]
    if stage.because is not None:
        fields = {field.field.id: field.field for field in view.fields}
        words = condition_words(stage.because, fields)
        passed = stage.progress is Progress.PASSED_OVER
        words = _("only where {condition}", condition=words) if passed else _("because {condition}", condition=words)
        notes.append((words, "soft"))
    if stage.changed:
        changed = _(", ").join(pick(field.title) for field in stage.changed)
        notes.append((_("once more, since this has changed: {fields}", fields=changed), "due"))
    elif stage.again:
        notes.append((_("once more, since it was returned"), "due"))
    return notes


def _seat(seat: SeatView, now: datetime) -> str:
    who = names(seat.waits_for)
    if seat.signed is not None:
        words = f"{author(seat.signed)} {short_time(seat.signed.at, now.date())}"
        if seat.covered:
            words = _("{who}: the same person, asked once", who=words)
        return words
    return _("{who} (nobody else can: stands in)", who=who) if seat.stands_in else who


def _follow_lines(view: RequestView, now: datetime, width: int) -> list[Line]:
    if not view.follows:
        return []
    lines: list[Line] = [((_("What follows"), "heading"),)]
    for follow in view.follows:
        words, tone = _follow(follow, now)
        lines += [((line, tone),) for line in wrap(words, width)]
    return lines


def _follow(follow: FollowView, now: datetime) -> tuple[str, str]:
    title = pick(follow.follow.title)
    if follow.done is not None:
        when, who = short_time(follow.done.at, now.date()), author(follow.done)
        if follow.started:
            return _("{title}: begun by {who}, {time}", title=title, who=who, time=when), "good"
        words = f" {follow.done.words}" if follow.done.words else ""
        return _("{title}: {who}, {time}", title=title, who=who, time=when) + words, "good"
    if follow.due is None:
        return title, ""
    return f"{title}  {due_words(follow.due, now)}", "bad" if follow.late else "due"


def _version_lines(view: RequestView, width: int) -> list[Line]:
    if not view.version:
        return []
    told = _(
        "Submitted {day} under version {version} of the procedures",
        day=day_name(view.row.day),
        version=view.version[:8],
    )
    if not view.in_force:
        told += ". " + _("The flow has changed since; this request keeps the one it began under")
    return [((line, "soft"),) for line in wrap(told, width)]
