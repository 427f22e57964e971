"""The first sheet of an outage: how things stand, since nobody can look it up, and how the sheets are used."""

from __future__ import annotations

from collections.abc import Iterator

from dutytui.exports.document import Cell, Fact, Facts, Section, Words
from dutytui.reports.seen import names, table
from dutytui.rules.approvals.course import ENDED
from dutytui.rules.approvals.outline import outlines
from dutytui.rules.approvals.queue import row_of
from dutytui.rules.handover.matters import gathered
from dutytui.rules.handover.views import duty
from dutytui.rules.looking import Looking
from dutytui.rules.paper.rows import sheet_code
from dutytui.rules.paper.views import SheetView
from dutytui.rules.views import EntryView
from dutytui.texts import areas
from dutytui.texts.catalogue import _, pick
from dutytui.texts.paper import sheet_title
from dutytui.texts.shown import shown


def standing(at: Looking, views: list[SheetView]) -> Section:
    """Who has the duty, what is open, what waits to be approved, which sheets there are."""
    listed = ((view.sheet.number, sheet_title(at, view.sheet), _span(view)) for view in views)
    parts = (
        _facts(at),
        Words(
            _(
                "Write the time of every row as it happened. When the program is back, key the rows in by their "
                "numbers: dutytui, F10, paper. What is keyed in keeps these times and is marked as a late entry."
            )
        ),
        table("matters", _("Open now"), "severity:2 matter:10 owner:3 due:2", _matters(at), _("Nothing is open.")),
        table("requests", _("Waits to be approved"), "number:2 flow:3 text:5 person:3 until:2", _requests(at)),
        table("sheets", _("Sheets"), "number:1 item:6 span:3", listed, _("Nothing is planned any more.")),
    )
    return Section("standing", _("How things stand"), parts)


def _span(view: SheetView) -> str:
    starts, ends = view.sheet.starts, view.sheet.ends
    return f"{starts:%H:%M} - {ends:%H:%M}" if starts is not None and ends is not None else ""


def _facts(at: Looking) -> Facts:
    held = duty(at)
    facts = [
        Fact("code", _("Sheet code"), sheet_code(at.day, at.procedures.version)),
        Fact("version", _("Procedures"), at.procedures.version[:8]),
        Fact("printed", _("Printed"), f"{at.now:%Y-%m-%d %H:%M}"),
    ]
    if at.plan.opening is not None and at.plan.closing is not None:
        hours = f"{at.plan.opening:%H:%M} - {at.plan.closing:%H:%M}"
        facts.append(Fact("hours", _("Open for customers"), hours))
    if held.kept:
        facts.append(Fact("duty", _("Has the duty"), names(held.people) or _("nobody")))
    return Facts("standing", tuple(facts))


def _matters(at: Looking) -> Iterator[tuple[Cell, ...]]:
    for one in gathered(at):
        if isinstance(one, EntryView):
            said = " ".join(filter(None, (_("No. {number}", number=one.number), shown(one.place), one.text)))
            yield shown(one.severity), said, shown(one.owner), one.due
        else:
            yield shown(at.law.severity(one.severity)) if one.severity else "", areas.unsettled(one), "", one.since


def _requests(at: Looking) -> Iterator[tuple[Cell, ...]]:
    waiting = (row_of(at, one) for one in outlines(at) if one.standing not in ENDED)
    for row in sorted(waiting, key=lambda row: (row.due is None, row.due, row.number)):
        waits = shown(row.waits_for)
        yield row.number, f"{row.flow.id} {pick(row.flow.name)}".strip(), pick(row.summary), waits, row.due
