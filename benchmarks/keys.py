"""From a key to the first byte of the answer, on each screen with full lists, against an empty program's key.

Both programs run side by side, each on its own pseudo-terminal, and are pressed in turns.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from itertools import cycle
from statistics import median

from benchmarks import malls
from benchmarks.goals import Goal, beyond, most, times
from benchmarks.measure import Measure, Options, Row, interleave, ms, p95
from benchmarks.starting import desk_on_terminal
from benchmarks.terminal import AVAILABLE, EMPTY, NO_TERMINAL, OnTerminal, environment
from dutytui.store.replica import Replica

ROUNDS = 60
UP, DOWN, END, ENTER = "\x1b[A", "\x1b[B", "\x1b[F", "\r"
CAPTURE = "\x1bOQ"
_ENTRIES = 1_000
_YESTERDAY = 1_000
CURSOR, SCROLL, TYPING, EVERY = times(1.0), times(3.5), times(1.5), most(16)
_SCREENS = {"1": "now", "2": "checklists", "3": "logbook"}


def rows(options: Options) -> Iterator[Row]:
    if not AVAILABLE:
        for name, goal in {"cursor": CURSOR, "scroll": SCROLL, "typing in the capture line": TYPING}.items():
            yield Row(f"key to bytes: {name}", goal, reason=NO_TERMINAL)
        return
    with malls.place(long_list=True) as place:
        archive = malls.Archive(place)
        days = malls.days_before(malls.now().date(), options.rounds(10) + 2)
        for day in days:
            archive.fill(day, _YESTERDAY)
        archive.fill(malls.now().date(), _ENTRIES, leave_open=_ENTRIES // 2)
        with place.desk() as desk:
            desk.catch_up()
        for key, name in _SCREENS.items():
            with _side_by_side(place) as (empty, program):
                if name != "now":  # it opens there, and the same digit again would lead to the other page of it
                    program.press(key)
                program.settle(0.3)
                yield from _moving(options, name, program, empty)
        yield from _typing(options, place)
        yield _ticking(options, place)
        yield _yesterday(options, place)


@contextlib.contextmanager
def _side_by_side(place: malls.Place) -> Iterator[tuple[Measure, OnTerminal]]:
    """An empty program's key, and ours with its live screen up."""
    with desk_on_terminal(place) as program, OnTerminal(EMPTY, env=environment()) as empty:
        program.settle(0.5)
        empty.settle(0.5)
        yield lambda: empty.press("a"), program


def _moving(options: Options, name: str, program: OnTerminal, empty: Measure) -> Iterator[Row]:
    yield from _rows(options, f"{name}: cursor", CURSOR, _keys(program, DOWN, UP), empty)
    for _ in range(45):  # to the last row of the screen: from here each key scrolls
        program.press(DOWN)
    yield from _rows(options, f"{name}: scroll by one", SCROLL, _keys(program, DOWN), empty)


def _rows(options: Options, name: str, goal: Goal, ours: Measure, empty: Measure) -> Iterator[Row]:
    reference, own = interleave(options.rounds(ROUNDS), empty, ours)
    yield Row(f"key to bytes, {name}", goal, ms(median(own)), ms(median(reference)))
    yield Row(f"key to bytes, {name}, p95", EVERY, ms(p95(own)))


def _keys(program: OnTerminal, *keys: str) -> Measure:
    turns = cycle(keys)
    return lambda: program.press(next(turns))


def _typing(options: Options, place: malls.Place) -> Iterator[Row]:
    with _side_by_side(place) as (empty, program):
        program.press(CAPTURE)
        program.settle(0.3)
        yield from _rows(options, "typing in the capture line", TYPING, _keys(program, *"客诉 3F 电梯夹包 等人"), empty)


def _ticking(options: Options, place: malls.Place) -> Row:
    """Enter on an item until its row shows it as done; what was recorded is counted on disk afterwards."""
    before = _recorded(place)
    rounds = options.rounds(ROUNDS)
    with _side_by_side(place) as (empty, program):
        program.press("2")
        program.settle(0.3)

        def tick() -> float:
            took = program.press_until(ENTER, lambda answer: "完成" in answer.decode("utf-8", "replace"))
            program.press(DOWN)
            return took

        reference, own = (median(one) for one in interleave(rounds, empty, tick))
    recorded = _recorded(place) - before
    assert recorded > rounds, f"{recorded} ticks recorded after {rounds + 1} times Enter"
    return Row("Enter to durable row on the screen", times(3.0), ms(own), ms(reference))


def _recorded(place: malls.Place) -> int:
    reading = Replica(place.logs).read_day(malls.now().date())
    return sum(event.kind == "item_done" and event.writer == "desk" for event in reading.events)


def _yesterday(options: Options, place: malls.Place) -> Row:
    """One day further back with each round, so that no day was read before."""
    with _side_by_side(place) as (empty, program):
        program.press("3")
        program.settle(0.3)
        reference, own = (median(one) for one in interleave(options.rounds(10), empty, _keys(program, "[")))
    return Row(f"open the day before ({_YESTERDAY:,} events)", beyond(50), ms(own), ms(reference))
