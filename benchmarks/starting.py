"""From the command to something on the screen, on a pseudo-terminal, against an empty Textual program."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from statistics import median

from benchmarks import malls
from benchmarks.goals import Goal, times
from benchmarks.measure import Measure, Options, Row, interleave, ms
from benchmarks.terminal import (
    AVAILABLE,
    DESK,
    EMPTY,
    NO_TERMINAL,
    OnTerminal,
    content,
    environment,
    has_proc,
    resident_megabytes,
    text,
)

ROUNDS = 15
ONE_DAY = 300
"""Events of today."""
LEAVE = "\x11"
PAINTED = b"\x1b[?7h"
"""Ends the last screen's painting; what follows is the live program's."""
_FIRST = "first useful paint (the last screen, dimmed)"
_LIVE = "first live screen, one day of logs"
_MEMORY = "memory with five years of logs"


def rows(options: Options) -> Iterator[Row]:
    """All programs started in turns: empty, ours with one day of logs, ours with five years of them."""
    number = options.size(50_000, 2_000_000)
    live_years = f"first live screen, five years ({number:,} events)"
    first_years = "first useful paint with five years"
    if not AVAILABLE:
        goals: dict[str, Goal] = {_FIRST: times(0.10), _LIVE: times(1.0), live_years: times(1.05), _MEMORY: times(1.5)}
        yield from (Row(name, goal, reason=NO_TERMINAL) for name, goal in goals.items())
        return
    with malls.place() as day, malls.place() as years:
        malls.Archive(day).fill(malls.now().date(), ONE_DAY, leave_open=20)
        malls.five_years(years, number).fill(malls.now().date(), ONE_DAY, leave_open=20)
        for place in (day, years):
            leave_a_screen(place)
        starts = [_first(day), _first(years), _empty, _live(day), _live(years)]
        first, first_of_years, empty, live, live_of_years = map(median, interleave(options.rounds(ROUNDS), *starts))
        yield Row(_FIRST, times(0.10), ms(first), ms(empty))
        yield Row(first_years, times(1.05), ms(first_of_years), ms(first))
        yield Row(_LIVE, times(1.0), ms(live), ms(empty))
        yield Row(live_years, times(1.05), ms(live_of_years), ms(live))
        yield _memory(options, years)


def leave_a_screen(place: malls.Place) -> None:
    """Run the program once and leave it, so that caches are warm and the last screen is kept."""
    with desk_on_terminal(place) as program:
        program.settle(0.5)
        program.end(LEAVE)
    assert program.process.returncode == 0, text(program.shown)[-1000:]


@contextlib.contextmanager
def desk_on_terminal(place: malls.Place) -> Iterator[OnTerminal]:
    """Our program in that mall, once its live screen stands."""
    with OnTerminal(DESK, env=place.env, cwd=place.mall) as program:
        program.until(is_live)
        yield program


def is_live(shown: bytearray) -> bool:
    """The frame of the desk stands to its last row, drawn by the running program and not from the last screen."""
    return b"F10" in shown[shown.find(PAINTED) + 1 :]


def _empty() -> float:
    with OnTerminal(EMPTY, env=environment()) as program:
        return program.until(content)


def _first(place: malls.Place) -> Measure:
    def sample() -> float:
        with OnTerminal(DESK, env=place.env, cwd=place.mall) as program:
            took = program.until(content)
            program.until(lambda shown: PAINTED in shown)
            return took

    return sample


def _live(place: malls.Place) -> Measure:
    def sample() -> float:
        with OnTerminal(DESK, env=place.env, cwd=place.mall) as program:
            return program.until(is_live)

    return sample


def _memory(options: Options, years: malls.Place) -> Row:
    if not has_proc():
        return Row(_MEMORY, times(1.5), reason="this system has no /proc")

    def empty() -> float:
        with OnTerminal(EMPTY, env=environment()) as program:
            program.until(content)
            program.settle(0.3)
            return resident_megabytes(program.process.pid)

    def ours() -> float:
        with desk_on_terminal(years) as program:
            program.settle(0.3)  # the index has been looked at by then
            return resident_megabytes(program.process.pid)

    reference, own = map(median, interleave(options.rounds(3), empty, ours))
    return Row(_MEMORY, times(1.5), own, reference, "MB")
