"""What else belongs to a day: meals, the sweep and the locks, who stayed late, and the journals."""

from __future__ import annotations

from collections.abc import Iterator

from dutytui.exports.document import Cell, Coded, Part, Section, Tone, Words
from dutytui.reports.seen import Seen, coded, table
from dutytui.rules.closing.sweep_view import FloorStatus, StayView, SweepView
from dutytui.rules.closing.views import lock_up, stays, sweep
from dutytui.rules.journals.fold import PageState
from dutytui.rules.journals.views import PageView, books
from dutytui.rules.meals.views import BatchView, EaterStatus, EaterView, MealView, meals
from dutytui.texts.acts import marks, origin, who
from dutytui.texts.catalogue import _, pick
from dutytui.texts.records import EATER_STATUS, FLOOR_STATUS, PAGE_STATE, breach_words
from dutytui.texts.shown import shown

_EATER_TONE = {
    EaterStatus.LATE: Tone.BAD,
    EaterStatus.BACK_LATE: Tone.BAD,
    EaterStatus.DISPUTED: Tone.BAD,
    EaterStatus.BACK: Tone.GOOD,
}
_FLOOR_TONE = {FloorStatus.CLEAR: Tone.GOOD, FloorStatus.STOPPED: Tone.BAD, FloorStatus.DISPUTED: Tone.BAD}
_PAGE_TONE = {PageState.WRITTEN: Tone.GOOD, PageState.LEFT_EMPTY: Tone.PLAIN}


def meals_of(seen: Seen) -> Section:
    columns = "meal:2 batch:1 person:3 place:3 left:2 due:2 back:2 late:2 status:2 beside:3 note:3"
    rows = (_eater(meal, batch, eater) for meal in meals(seen.then) for batch in meal.batches for eater in batch.eaters)
    return Section("meals", _("Meals"), (table("meals", "", columns, rows),))


def _eater(meal: MealView, batch: BatchView, eater: EaterView) -> tuple[Cell, ...]:
    return (
        pick(meal.title),
        batch.number,
        eater.name,
        eater.place,
        eater.left_at,
        eater.due,
        eater.back_at,
        eater.late_by or None,
        coded(eater.status, EATER_STATUS[eater.status], _EATER_TONE.get(eater.status, Tone.PLAIN)),
        _(", ").join(eater.clashes),
        eater.note,
    )


def closing(seen: Seen) -> Section:
    parts: list[Part] = []
    for name, found in (("sweep", sweep(seen.then)), ("lock_up", lock_up(seen.then))):
        if found is not None:
            parts += _part(name, found)
    late = stays(seen.then)
    if late:
        columns = "person:3 place:3 reason:4 until:2 left:2 by:3"
        parts.append(table("stays", _("Late stays"), columns, map(_stay, late)))
    return Section("closing", _("Sweep and lock-up"), tuple(parts) or (Words(_("Nothing of this on this day.")),))


def _part(name: str, found: SweepView) -> Iterator[Part]:
    columns = "floor:3 status:2 done:1 total:1 finished:2 note:4"
    yield table(name, pick(found.title), columns, _floors(found))
    for breach in found.order_broken:
        yield Words(breach_words(breach), Tone.BAD)
    for stop in found.stopped_by:
        yield Words(_("Not settled: {item}", item=f"{pick(stop.item.title)} {shown(stop.item.place)}"), Tone.BAD)
    if found.team:
        rows = ((shown(one.post), shown(one.person), _signed(one.signed)) for one in found.team)
        yield table(f"{name}_team", _("Team"), "post:3 person:3 signed:2", rows)


def _signed(has: bool) -> Coded:
    return Coded("signed", _("signed"), Tone.GOOD) if has else Coded("not_signed", _("not signed"), Tone.BAD)


def _floors(found: SweepView) -> Iterator[tuple[Cell, ...]]:
    for one in found.floors:
        quick = ""
        if one.quick is not None:
            quick = _("{count} steps in {seconds} s", count=one.quick.count, seconds=one.quick.seconds)
        status = coded(one.status, FLOOR_STATUS[one.status], _FLOOR_TONE.get(one.status, Tone.PLAIN))
        yield shown(one.place), status, one.done, len(one.steps), one.finished_at, quick


def _stay(stay: StayView) -> tuple[Cell, ...]:
    return stay.name, shown(stay.place), stay.reason, stay.until, stay.ended, shown(stay.by)


def journals(seen: Seen) -> Section:
    columns = "book:2 page:3 status:2 happened:2 by:3 text:9 marks:2"
    rows = (row for book in books(seen.now) for page in book.pages for row in _page(pick(book.title), page))
    return Section("journals", _("Journals"), (table("journals", "", columns, rows, grouped=True),))


def _page(book: str, page: PageView) -> Iterator[tuple[Cell, ...]]:
    """A row a paragraph; one row for a page that nobody has written on."""
    status = coded(page.state, PAGE_STATE[page.state], _PAGE_TONE.get(page.state, Tone.BAD))
    said = page.paragraphs or ((page.left,) if page.left is not None else ())
    if not said:
        yield book, pick(page.title), status, None, "", "", ""
    for act in said:
        extra = _(", ").join(origin(act) + marks(act))
        yield book, pick(page.title), status, act.happened, who(act), act.note, extra
