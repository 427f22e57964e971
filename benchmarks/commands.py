"""Commands from a shell or a script, against a Python that does nothing."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from itertools import count

from benchmarks import malls
from benchmarks.goals import times
from benchmarks.measure import Measure, Options, Row, medians, ms, timed
from benchmarks.terminal import DESK, python

ROUNDS = 15


def rows(options: Options) -> Iterator[Row]:
    with malls.place() as place:
        malls.Archive(place).fill(malls.now().date(), 300)
        numbers = count(1)

        def run(command: list[str]) -> Measure:
            return timed(
                lambda: subprocess.run(command, env=place.env, cwd=place.mall, check=True, capture_output=True)
            )

        def log() -> float:
            return run([*DESK, "log", f"客诉 3F 电梯夹包 {next(numbers)}", "--as", malls.PERSON])()

        nothing, version, logged = medians(options.rounds(ROUNDS), run(python("pass")), run([*DESK, "--version"]), log)
    yield Row("dutytui --version against python -c pass", times(4), ms(version), ms(nothing))
    yield Row("dutytui log against python -c pass", times(10), ms(logged), ms(nothing))
