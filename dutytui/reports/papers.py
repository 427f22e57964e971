"""Requests: those that were decided on a day, whenever they were submitted; with the way of each and its signatures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dutytui.exports.document import Cell, Coded, Section, Tone
from dutytui.reports.seen import Seen, coded, names, table
from dutytui.rules.approvals.course import Standing
from dutytui.rules.approvals.numbers import PREFIX
from dutytui.rules.approvals.outline import outline, outlines
from dutytui.rules.approvals.request_view import request
from dutytui.rules.approvals.views import ActView, Progress, RequestView
from dutytui.rules.plan import business_day
from dutytui.rules.review.day import ended_on
from dutytui.texts.catalogue import _, pick
from dutytui.texts.records import PROGRESS, REQUEST_ACTS, STANDING
from dutytui.texts.shown import shown

_PROGRESS_TONE = {Progress.SIGNED: Tone.GOOD, Progress.HERE: Tone.DUE, Progress.AGAIN: Tone.DUE}
_TONE = {Standing.APPROVED: Tone.GOOD, Standing.REJECTED: Tone.BAD, Standing.DISPUTED: Tone.BAD}


def requests(seen: Seen) -> Section:
    columns = "number:3 flow:3 text:5 submitter:3 day:2 status:2 decided:2 by:3 note:5"
    rows = (_row(view) for view in _decided(seen))
    listed = table("requests", "", columns, rows, _("No request was decided on this day."))
    return Section("requests", _("Requests decided"), (listed,))


def approvals(seen: Seen) -> Iterator[Section]:
    """What waits, the oldest first, as it stands when the report is made; what was decided on the day; and of all
    these, and of whatever else was acted on that day, the way and every act."""
    still = sorted(_open(seen), key=lambda view: view.row.since)
    columns = "number:3 flow:3 text:5 submitter:3 day:2 step:3 waits_for:4 since:2 age:1 due:2"
    rows = (_waiting(seen, view) for view in still)
    listed = table("open", "", columns, rows, _("No request is open."))
    yield Section("open", _("Open requests, the oldest first"), (listed,))
    yield requests(seen)
    told = {view.row.request: view for view in (*still, *_decided(seen), *_acted_on(seen))}
    columns = "number:3 step:4 status:2 person:4 signed:2 note:6"
    way = table("way", "", columns, (row for view in told.values() for row in _way(view)), grouped=True)
    yield Section("way", _("The way of each request"), (way,))
    columns = "number:3 happened:2 recorded:2 act:3 by:4 step:3 note:6 marks:2"
    acts = (_act(seen, view, act) for view in told.values() for act in view.acts)
    yield Section("acts", _("What was done about each"), (table("acts", "", columns, acts, grouped=True),))


def _open(seen: Seen) -> Iterator[RequestView]:
    at = seen.now
    for one in outlines(at):
        if one.open and one.day <= at.day and (view := request(at, one.day, one.request)) is not None:
            yield view


def _acted_on(seen: Seen) -> Iterator[RequestView]:
    """Requests that somebody did something about on the day."""
    at = seen.now
    for one in outlines(at):
        view = request(at, one.day, one.request) if one.day <= at.day else None
        if view is not None and any(_on(seen, act.at) for act in view.acts):
            yield view


def _on(seen: Seen, moment: datetime) -> bool:
    at = seen.now
    return business_day(moment.astimezone(at.now.tzinfo), at.procedures.mall.day_starts) == at.day


def _waiting(seen: Seen, view: RequestView) -> tuple[Cell, ...]:
    row = view.row
    step = pick(row.step) if row.step else _(STANDING[row.standing])
    return (
        row.number,
        f"{row.flow.id} {pick(view.flow_title)}",
        pick(row.summary),
        shown(row.submitter),
        row.day,
        Coded("late", step, Tone.BAD) if row.late else Coded(row.standing, step),
        names(row.waits_for),
        row.since.astimezone(seen.now.now.tzinfo),
        (seen.now.now - row.since).days,
        row.due,
    )


def _way(view: RequestView) -> Iterator[tuple[Cell, ...]]:
    """A row a seat of each step."""
    head = f"{view.row.number} {pick(view.row.summary)}"
    for stage in view.stages:
        status = coded(stage.progress, PROGRESS[stage.progress], _PROGRESS_TONE.get(stage.progress, Tone.PLAIN))
        title = _("{title} (added)", title=pick(stage.title)) if stage.added else pick(stage.title)
        for seat in stage.seats or (None,):
            act = seat.signed if seat else None
            person = _author(act) if act else names(seat.waits_for) if seat else ""
            yield head, title, status, person, act.at if act else None, act.words if act else ""


def _act(seen: Seen, view: RequestView, act: ActView) -> tuple[Cell, ...]:
    zone = seen.now.now.tzinfo
    return (
        f"{view.row.number} {pick(view.row.summary)}",
        act.at.astimezone(zone),
        act.recorded.astimezone(zone),
        coded(act.kind, REQUEST_ACTS.get(act.kind, act.kind)),
        _author(act),
        pick(act.step) if act.step else "",
        act.words,
        _("late entry") if act.late_entry else "",
    )


def _author(act: ActView) -> str:
    words = " ".join(filter(None, (shown(act.by), shown(act.post))))
    if act.delegate_of is None:
        return words
    return _("{person} in place of {giver}", person=words, giver=shown(act.delegate_of))


def _decided(seen: Seen) -> Iterator[RequestView]:
    at = seen.now
    found = [
        one
        for day in at.state.days()
        if day <= at.day
        for subject in at.state.subjects(day, PREFIX)
        if (one := outline(at, subject)) is not None and ended_on(at, one)
    ]
    for one in sorted(found, key=lambda one: (one.course.ended or one.course.origin).order):
        view = request(at, one.day, one.request)
        if view is not None:
            yield view


def _row(view: RequestView) -> tuple[Cell, ...]:
    row, ended = view.row, view.ended
    return (
        row.number,
        f"{row.flow.id} {pick(view.flow_title)}",
        pick(row.summary),
        shown(row.submitter),
        row.day,
        coded(row.standing, STANDING[row.standing], _TONE.get(row.standing, Tone.PLAIN)),
        ended.at if ended else None,
        shown(ended.by) if ended else "",
        "\n".join(act.words for act in view.acts if act.words),
    )
