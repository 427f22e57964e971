"""Reports of one day: its whole log, its handover sheets, its patrol record, its approvals."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from dutytui.exports.document import Document, Fact, Facts, Section
from dutytui.reports.book import cases, log
from dutytui.reports.duty import duty, sheets
from dutytui.reports.house import closing, journals, meals_of
from dutytui.reports.papers import approvals, requests
from dutytui.reports.remarks import remarks, root
from dutytui.reports.reviewed import reviewed
from dutytui.reports.rounds import patrols, record
from dutytui.reports.seen import Seen, coded, labels, seen
from dutytui.reports.work import items, phases, roll_calls
from dutytui.rules.closing.day_views import DayStatus, day_end_view
from dutytui.rules.figures.known import FIGURES
from dutytui.rules.figures.of_day import day_figures
from dutytui.rules.looking import Looking
from dutytui.rules.sharing import ALL_AT_ONCE, Arrivals
from dutytui.texts.catalogue import N_, _, language, pick
from dutytui.texts.figures import name, parts_of, shown
from dutytui.texts.labels import DAY_KIND, day_name
from dutytui.texts.shown import shown as said


class Kind(StrEnum):
    DAY = "day"
    HANDOVER = "handover"
    PATROL = "patrol"
    APPROVALS = "approvals"


TITLES = {
    Kind.DAY: N_("Daily log {day}"),
    Kind.HANDOVER: N_("Handover sheet {day}"),
    Kind.PATROL: N_("Patrol record {day}"),
    Kind.APPROVALS: N_("Approvals {day}"),
}

_STATUS = {
    DayStatus.OPEN: N_("not closed"),
    DayStatus.CLOSED: N_("closed"),
    DayStatus.REOPENED: N_("opened again"),
    DayStatus.UNDERMINED: N_("to be closed again"),
}

_AT_A_GLANCE = ("items_done", "items_on_time", "items_waived", "items_missing", "rounds_on_time", "rounds_missed")
_MORE = ("meals_in_time", "handovers", "articles_differing", "cases", "told_in_time", "entries", "entries_overnight")


def daily(at: Looking, kind: Kind = Kind.DAY, arrivals: Arrivals = ALL_AT_ONCE) -> Document:
    """at: the day as somebody looks at it, with everything loaded that is of it; arrivals: see `Seen`."""
    found = seen(at, arrivals)
    day = f"{at.day:%Y}-{day_name(at.day)}"
    return Document(
        kind=kind,
        title=_(TITLES[kind], day=day),
        mall=pick(at.procedures.mall.name),
        first=at.day,
        last=at.day,
        made=at.now,
        language=language(),
        labels=labels(),
        sections=sections(found, kind),
    )


def sections(found: Seen, kind: Kind) -> Iterator[Section]:
    yield head(found)
    match kind:
        case Kind.HANDOVER:
            yield duty(found)
            yield from sheets(found)
        case Kind.PATROL:
            yield from record(found)
        case Kind.APPROVALS:
            yield from approvals(found)
        case Kind.DAY:
            for make in _LOG:
                yield make(found)
    yield remarks(found)
    yield root(found)


_LOG = (roll_calls, phases, items, log, cases, patrols, meals_of, closing, journals, requests, duty, reviewed)


def head(found: Seen) -> Section:
    """What kind of day it was, how it ended, and what it came to at a glance."""
    at = found.now
    end = day_end_view(at)
    facts = [
        Fact("day", _("Date"), at.day),
        *([Fact("kind", _("Kind of day"), _(DAY_KIND[at.plan.kind]))] if at.plan.kind in DAY_KIND else []),
        Fact("status", _("Status"), coded(end.status, _STATUS[end.status])),
    ]
    if at.plan.opening is not None and at.plan.closing is not None:
        hours = f"{at.plan.opening:%H:%M} - {at.plan.closing:%H:%M}"
        facts.append(Fact("hours", _("Open for customers"), hours))
    if end.closing is not None:
        facts += [
            Fact("closed_at", _("Closed at"), end.closing.happened),
            Fact("closed_by", _("Closed by"), said(end.closing.by)),
        ]
    facts.append(Fact("procedures", _("Procedures"), at.procedures.version[:12]))
    return Section("head", _("The day"), (Facts("day", tuple(facts)), _figures(found)))


def _figures(found: Seen) -> Facts:
    of, known = day_figures(found.now), {one.id: one for one in FIGURES}
    facts = []
    for one in (known[key] for key in (*_AT_A_GLANCE, *_MORE)):
        value = one.value(of)
        if value is not None:
            parts = parts_of(one, of)
            facts.append(Fact(one.id, name(one), f"{shown(one, value)} ({parts})" if parts else shown(one, value)))
    return Facts("figures", tuple(facts))
