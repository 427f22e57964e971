"""A past day opened in the review: its folder read, verified, folded, judged and laid out, in processor time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from statistics import median

from benchmarks import malls
from benchmarks.goals import most
from benchmarks.measure import Options, Row, ms
from dutytui.rules.review.compare import WEEK, difference
from dutytui.rules.review.day import DayReview
from dutytui.rules.review.digest import digest
from dutytui.rules.review.views import review
from dutytui.screens.review.areas import area_rows
from dutytui.screens.review.differences import difference_rows
from dutytui.screens.review.digest import digest_rows
from dutytui.screens.review.rows import ReviewRows, unfolded
from dutytui.screens.review.said import said_rows, sign_rows
from dutytui.session import Session

_PER_DAY = 1_000
_WIDTH, _HEIGHT = 77, 18
"""Of the list on a screen of 80x24."""


def rows(options: Options) -> Iterator[Row]:
    days = malls.days_before(malls.now().date(), options.rounds(9) + 8)
    with malls.place() as here:
        archive = malls.Archive(here)
        for day in days:
            archive.fill(day, _PER_DAY, leave_open=10)
        with here.desk() as desk:
            desk.catch_up()
            for day in days:
                desk.session.plan(day)  # kept on the disk, as on the morning of that day
        with here.desk() as desk:
            _open(desk.session, days[-1])  # what is imported once
            name = f"review of a day of {_PER_DAY:,} events"
            opened = [_taken(lambda day=day: _open(desk.session, day)) for day in days[8:-1]]  # type: ignore[misc]
            yield Row(f"{name}: read, verified, folded, drawn (processor)", most(50), ms(median(opened)))
            again = [_taken(lambda: _open(desk.session, days[-1])) for _round in days]
            yield Row(f"{name}: worked out again after a record came in (processor)", most(50), ms(median(again)))
            beside = [_taken(lambda day=day: _beside(desk.session, day)) for day in days[8:-1]]  # type: ignore[misc]
            yield Row(f"{name}: the day a week before put beside it (processor)", most(100), ms(median(beside)))


def _taken(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


def _open(session: Session, day: date) -> None:
    """As the page does."""
    found = DayReview(session.look(day))
    said = review(session.look(day))
    made = [*digest_rows(digest(found), day), *said_rows(found, said), *area_rows(found), *sign_rows(found, said)]
    shown = ReviewRows(list(unfolded(made, ())))
    for index in range(min(_HEIGHT, len(shown))):
        shown.line(index, _WIDTH)


def _beside(session: Session, day: date) -> None:
    found = difference(DayReview(session.look(day)), DayReview(session.look(day - WEEK)))
    shown = ReviewRows(difference_rows(found))
    for index in range(min(_HEIGHT, len(shown))):
        shown.line(index, _WIDTH)
