"""What the program takes while nobody touches it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack

from benchmarks import malls
from benchmarks.goals import most
from benchmarks.measure import Options, Row
from benchmarks.starting import desk_on_terminal
from benchmarks.terminal import AVAILABLE, EMPTY, NO_TERMINAL, OnTerminal, environment, has_proc, processor_seconds

_NAME = "idle CPU"


def rows(options: Options) -> Iterator[Row]:
    """Both programs left alone for the same seconds."""
    seconds = 4 if options.quick else 20
    if not AVAILABLE or not has_proc():
        yield Row(_NAME, most(0.5, "%"), reason=NO_TERMINAL if not AVAILABLE else "this system has no /proc")
        return
    with ExitStack() as stack:
        place = stack.enter_context(malls.place())
        malls.Archive(place).fill(malls.now().date(), 300, leave_open=20)
        programs = [stack.enter_context(desk_on_terminal(place))]
        programs.append(stack.enter_context(OnTerminal(EMPTY, env=environment())))
        for program in programs:
            program.settle(0.9)
        before = [processor_seconds(program.process.pid) for program in programs]
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for program in programs:  # somebody must read what they write
                program.settle(0.2)
        own, empty = (processor_seconds(one.process.pid) - was for one, was in zip(programs, before, strict=True))
    name = f"{_NAME} (an empty program: {100 * empty / seconds:.2f} %)"
    yield Row(name, most(0.5, "%"), 100 * own / seconds, unit="%")
