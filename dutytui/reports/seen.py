"""What a report looks at, and the few shapes that all of its sections are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dutytui.exports.document import Cell, Coded, Column, Labels, Table, Tone
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.review.own_clock import at_its_end
from dutytui.rules.sharing import ALL_AT_ONCE, Arrivals
from dutytui.rules.views import Named
from dutytui.texts.catalogue import N_, _
from dutytui.texts.shown import shown


@dataclass(frozen=True, slots=True)
class Seen:
    """A day as nobody in particular sees it. now: as it stands; then: as its clock stood at its end, which is the
    closing or else the beginning of the next day: what was not done by then grows no later while the years pass;
    arrivals: what came late to the terminal that makes the report."""

    now: Looking
    then: Looking
    arrivals: Arrivals = ALL_AT_ONCE

    @property
    def day(self) -> date:
        return self.now.day


def seen(at: Looking, arrivals: Arrivals = ALL_AT_ONCE) -> Seen:
    return Seen(replace(at, person="", post=""), at_its_end(at), arrivals)


def labels() -> Labels:
    return Labels(
        made=_("Made on"),
        signed=_("Signed in the program:"),
        cut=_("[cut here: the cell of a workbook is full]"),
        page=_("Page {page} of {pages}"),
    )


def table(
    name: str, title: str, columns: str, rows: Iterable[tuple[Cell, ...]], empty: str = "", *, grouped: bool = False
) -> Table:
    """columns: ids of `COLUMNS`, by spaces; ``id:share`` where one needs more or less of the width; grouped: see
    `Table`."""
    made = []
    for column in columns.split():
        key, _colon, share = column.partition(":")
        made.append(Column(key, _(COLUMNS[key]), int(share or 2)))
    return Table(name, title, tuple(made), tuple(rows), empty or _("Nothing of this on this day."), grouped)


def coded(code: str, words: str, tone: Tone = Tone.PLAIN) -> Coded:
    return Coded(code, _(words), tone)


def names(several: Iterable[Named]) -> str:
    return shown(list(several))


COLUMNS = {
    "phase": N_("Phase"),
    "title": N_("What"),
    "starts": N_("From"),
    "ends": N_("Until"),
    "status": N_("Status"),
    "done": N_("done"),
    "total": N_("Of"),
    "late": N_("Minutes late"),
    "item": N_("Item"),
    "place": N_("Place"),
    "due": N_("Due"),
    "happened": N_("Happened"),
    "recorded": N_("Recorded"),
    "value": N_("Value"),
    "by": N_("By"),
    "note": N_("Notes"),
    "marks": N_("Marks"),
    "number": N_("No."),
    "kind": N_("Kind"),
    "severity": N_("Severity"),
    "text": N_("Text"),
    "owner": N_("Owner"),
    "act": N_("Act"),
    "topic": N_("Topic"),
    "tell_by": N_("Tell by"),
    "told": N_("Told at"),
    "settle_by": N_("Settle by"),
    "outcome": N_("Call-back"),
    "details": N_("Details"),
    "route": N_("Round"),
    "walker": N_("Walked by"),
    "began": N_("Began"),
    "ended": N_("Ended"),
    "reached": N_("Points"),
    "points": N_("Of"),
    "found": N_("Findings"),
    "reason": N_("Reason"),
    "point": N_("Point"),
    "at": N_("At"),
    "evidence": N_("Proof"),
    "times": N_("Times"),
    "meal": N_("Meal"),
    "batch": N_("Batch"),
    "person": N_("Person"),
    "left": N_("Left at"),
    "back": N_("Back at"),
    "beside": N_("Out at once with"),
    "floor": N_("Floor"),
    "finished": N_("Finished at"),
    "post": N_("Post"),
    "signed": N_("Signed"),
    "until": N_("Until"),
    "book": N_("Book"),
    "page": N_("Part"),
    "given": N_("Order given at"),
    "ordered_by": N_("Ordered by"),
    "held": N_("Minutes held"),
    "missing": N_("Without"),
    "flow": N_("Flow"),
    "submitter": N_("Submitted by"),
    "step": N_("Step"),
    "waits_for": N_("Waits for"),
    "since": N_("Since"),
    "age": N_("Days open"),
    "decided": N_("Decided"),
    "giver": N_("Given by"),
    "receiver": N_("Received by"),
    "article": N_("Article"),
    "expected": N_("Expected"),
    "counted": N_("Counted"),
    "difference": N_("Difference"),
    "matter": N_("Matter"),
    "plan": N_("If … then …"),
    "read_back": N_("Read back"),
    "journal": N_("Journal"),
    "seq": N_("Event"),
    "id": N_("Hash"),
    "day": N_("Date"),
    "figure": N_("Figure"),
    "parts": N_("Made of"),
    "subject": N_("About"),
    "group": N_("Area"),
    "planned": N_("Planned"),
    "write": N_("Result"),
    "clock": N_("Time"),
    "walk": N_("Points, each with its time"),
    "initials": N_("Initials"),
    "span": N_("Time"),
}
"""What every column of every report is called: an id means the same in each of them."""
