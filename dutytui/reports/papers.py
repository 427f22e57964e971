"""Requests that were decided on a day, whenever they were submitted."""

from __future__ import annotations

from collections.abc import Iterator

from dutytui.exports.document import Cell, Section, Tone
from dutytui.reports.seen import Seen, coded, table
from dutytui.rules.approvals.course import Standing
from dutytui.rules.approvals.numbers import PREFIX
from dutytui.rules.approvals.outline import outline
from dutytui.rules.approvals.request_view import request
from dutytui.rules.approvals.views import RequestView
from dutytui.rules.review.day import ended_on
from dutytui.texts.catalogue import _, pick
from dutytui.texts.records import STANDING
from dutytui.texts.shown import shown

_TONE = {Standing.APPROVED: Tone.GOOD, Standing.REJECTED: Tone.BAD, Standing.DISPUTED: Tone.BAD}


def requests(seen: Seen) -> Section:
    columns = "number:3 flow:3 text:5 submitter:3 day:2 status:2 decided:2 by:3 note:5"
    rows = (_row(view) for view in _decided(seen))
    listed = table("requests", "", columns, rows, _("No request was decided on this day."))
    return Section("requests", _("Requests decided"), (listed,))


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
