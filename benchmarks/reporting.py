"""Summaries of a month and a quarter with each day's own log behind them, by the command itself; and their memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date

from benchmarks import malls
from benchmarks.goals import most
from benchmarks.measure import Options, Row, ms

_PER_DAY = 200
_SPANS = {"month": (date(2026, 11, 1), date(2026, 11, 30)), "quarter": (date(2026, 7, 1), date(2026, 9, 30))}


def rows(options: Options) -> Iterator[Row]:
    spans = {"month": _SPANS["month"]} if options.quick else _SPANS
    with malls.place() as here:
        archive = malls.Archive(here)
        for first, last in spans.values():
            for number in range(first.toordinal(), last.toordinal() + 1):
                archive.fill(date.fromordinal(number), _PER_DAY)
        with here.desk() as desk:
            desk.catch_up()
            assert desk.figures.work(desk.figures.between(date(2026, 7, 1), date(2026, 11, 30)).lacking) is not None
        for name, (first, last) in spans.items():
            for form in ("html", "pdf") if name == "month" else ("html",):
                took, memory = _written(here, first, last, form)
                what = f"{name} of {_PER_DAY} events a day with each day's log, as {form}"
                yield Row(what, most(60_000 if form == "html" else 120_000), ms(took))
                yield Row(f"{what}: memory", most(400 if form == "html" else 2_000, "MB"), memory, unit="MB")


def _written(here: malls.Place, first: date, last: date, form: str) -> tuple[float, float]:
    """Seconds, and the megabytes that the process had at most."""
    file = here.home / f"report.{form}"
    words = ["-m", "dutytui", "report", "--mall", str(here.mall), str(first), "--to", str(last), "--every-day"]
    began = time.perf_counter()
    command = [sys.executable, *words, "--force", "-o", str(file)]
    child = subprocess.Popen(command, env=here.env, stdout=subprocess.DEVNULL)
    _pid, status, used = os.wait4(child.pid, 0)
    assert status == 0, f"it ended with {status}"
    return time.perf_counter() - began, used.ru_maxrss / 1024
