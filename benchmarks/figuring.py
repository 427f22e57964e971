"""Figures of a year: worked out for the first time, and opened when that was done before."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

from benchmarks import malls
from benchmarks.goals import most
from benchmarks.measure import Options, Row, interleave, ms, timed
from dutytui.rules.figures.periods import Length, period
from dutytui.screens.figures.source import Source

_PER_DAY = 200


def rows(options: Options) -> Iterator[Row]:
    days = 36 if options.quick else 365
    with malls.place() as here:
        archive = malls.Archive(here)
        last = malls.now().date()
        for day in malls.days_before(last, days):
            archive.fill(day, _PER_DAY)
        with here.desk() as desk:
            desk.catch_up()
        with here.desk() as desk:
            past, over = desk.figures, period(Length.YEAR, last)
            began = time.perf_counter()
            lacking = past.between(over.moved(-1).first, last).lacking
            told = time.perf_counter() - began
            assert past.work(lacking) == len(lacking) == days
            took = time.perf_counter() - began
            name = f"figures of {days} days of {_PER_DAY} events"
            yield Row(f"{name}: what is lacking is known", most(100), ms(told))
            yield Row(f"{name}, worked out, for each day", most(50), ms(took / days))

        def opened() -> None:
            with here.desk() as desk:
                began = time.perf_counter()
                assert not Source(desk.session, desk.figures).seen(over).lacking
                samples.append(time.perf_counter() - began)

        samples: list[float] = []
        interleave(options.rounds(9), timed(opened))
        yield Row(f"{name}: the year opened, once worked out", most(250), ms(median(samples[1:])))
