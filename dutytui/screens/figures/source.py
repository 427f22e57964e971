"""What the page asks for figures: those of past days, which are kept, and those of today, which change at every key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Protocol

from dutytui.rules.figures.counts import DayFigures
from dutytui.rules.figures.of_day import day_figures
from dutytui.rules.figures.periods import Period, Summed, summed
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.session import Session


class Known(Protocol):
    """Figures by day, and the days that have none yet though they have records, the newest first."""

    @property
    def days(self) -> Mapping[date, DayFigures]: ...
    @property
    def lacking(self) -> tuple[date, ...]: ...


class PastFigures(Protocol):
    """Figures of past days, worked out once (`dutytui.past_figures`). `work` is for a worker thread."""

    def between(self, first: date, last: date) -> Known: ...
    def work(self, days: tuple[date, ...], progress: Callable[[int, int], bool]) -> int: ...


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page shows: a period and the one before it, whole_before; before: the same stretch of that as has passed
    of this one; days: of both; lacking: days still to be worked out."""

    now: Summed
    before: Summed
    whole_before: Period
    days: Mapping[date, DayFigures]
    lacking: tuple[date, ...]


class Source:
    """Asks for past days when the period changes or `forget` was called, for today whenever something was recorded."""

    def __init__(self, session: Session, past: PastFigures) -> None:
        self._session = session
        self._past = past
        self._asked: tuple[Period, date] | None = None
        self._known: tuple[Mapping[date, DayFigures], tuple[date, ...]] = ({}, ())
        self._today: tuple[object, DayFigures] | None = None
        self._seen: tuple[object, Seen] | None = None

    def forget(self) -> None:
        """Ask again: days were worked out, or time has passed."""
        self._asked = None

    def seen(self, over: Period) -> Seen:
        before = over.moved(-1)
        today = self._session.day
        if self._asked != (over, today):
            self._asked = over, today
            known = self._past.between(before.first, over.last)
            self._known = dict(known.days), known.lacking
            self._seen = None
        days, lacking = self._known
        if today in over or today in before:
            days = {**days, today: self.today()}
        made_for = (over, today, days.get(today))
        if self._seen is None or self._seen[0] != made_for:
            same = _as_far(over, before, today)
            self._seen = made_for, Seen(summed(days, over), summed(days, same), before, days, lacking)
        return self._seen[1]

    def today(self) -> DayFigures:
        """The day so far; worked out again when something was recorded or a minute has passed."""
        now = self._session.now()
        made_for = (self._session.state.version, self._session.day, now.hour, now.minute)
        if self._today is None or self._today[0] != made_for:
            self._today = made_for, day_figures(self._session.look())
        return self._today[1]


def _as_far(over: Period, before: Period, today: date) -> Period:
    """The period before, as far as this one has come: sums of a month and of a week of it can't be compared."""
    if today not in over or today == over.last:
        return before
    return replace(before, last=min(before.first + (today - over.first), before.last))
