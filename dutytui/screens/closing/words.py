"""The closing board's words and marks for floors and steps."""

from __future__ import annotations

from dutytui.rules.closing.sweep_view import FloorStatus, FloorView, StayView, SweepView
from dutytui.rules.self_check import Pace
from dutytui.rules.views import ItemStatus, ItemView
from dutytui.screens.entry_text import name
from dutytui.screens.item_text import OPEN
from dutytui.texts.catalogue import _, n_
from dutytui.texts.labels import clock_time

FLOOR_TONE = {
    FloorStatus.AHEAD: "soft",
    FloorStatus.CURRENT: "due",
    FloorStatus.STOPPED: "late",
    FloorStatus.CLEAR: "good",
    FloorStatus.DISPUTED: "late",
}

_MARKS = {
    ItemStatus.DONE: "=",
    ItemStatus.DONE_LATE: "=",
    ItemStatus.MENDED: "=",
    ItemStatus.WAIVED: "-",
    ItemStatus.FAILED: "!",
    ItemStatus.DISPUTED: "?",
}


def mark(item: ItemView) -> str:
    """One cell: done, skipped, failed, disputed, or still to do."""
    return _MARKS.get(item.status, ".")


def marks(floor: FloorView) -> str:
    """The steps of a floor as one word."""
    return "".join(mark(step) for step in floor.steps)


def open_now(item: ItemView) -> bool:
    return item.status in OPEN


def pace_words(found: Pace) -> str:
    return _("{count} steps in {seconds} s", count=found.count, seconds=found.seconds)


def stay_words(stay: StayView) -> str:
    """Who, where, until when."""
    until = clock_time(stay.until, seconds=False) if stay.until else "?"
    return _("{person}, {place}, until {until}", person=stay.name, place=name(stay.place), until=until)


def progress(part: SweepView) -> str:
    """How far: ``3/7 floors``."""
    return n_("{done}/{count} floor", "{done}/{count} floors", len(part.floors), done=part.done)
