"""The index: how quickly it is built, how quickly it finds, and a program that reads the files against it."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from itertools import cycle
from statistics import median

from benchmarks import malls
from benchmarks.goals import faster, least, most
from benchmarks.measure import Options, Row, interleave, ms, p95, timed
from dutytui.rules.search.wanted import Wanted
from dutytui.store.index import Index
from dutytui.store.replica import Replica

_PER_DAY = 1_000
_ASKED = ("电梯", "夹包", "收银机卡纸", "灯不亮 工程", "梯", "空调太冷，8", "12号柜", "没有这个")
"""Words that stand in a tenth of the entries, in few, in none; a single character; two words."""

_STATES = (None, True, False)
"""All, what is open, what is over."""


def rows(options: Options) -> Iterator[Row]:
    number = options.size(50_000, 2_000_000)
    with malls.place() as place:
        archive = malls.Archive(place)
        for day in malls.days_before(malls.now().date(), number // _PER_DAY):
            archive.fill(day, _PER_DAY)
        index = Index(place.home / "built.sqlite")
        began = time.perf_counter()
        assert index.catch_up(Replica(place.logs))
        took = time.perf_counter() - began
        yield Row(f"index build, {number:,} events", least(35_000, "events/s"), number / took, unit="events/s")
        asked = cycle(_ASKED)
        (samples,) = interleave(options.rounds(400), timed(lambda: index.search(Wanted(next(asked)))))
        found = f"search among {number:,} events, newest 50"
        yield Row(f"{found}, p95", most(5), ms(p95(samples)))
        both = [
            Wanted(words, kinds=("complaint",), places=("3F",), open=state) for words in _ASKED for state in _STATES
        ]
        filtered = cycle(both)
        (samples,) = interleave(options.rounds(400), timed(lambda: index.search(next(filtered))))
        yield Row(f"{found}, by kind, place and state, p95", most(5), ms(p95(samples)))
        yield _against_ripgrep(options, place, index, found)
        index.close()


def _against_ripgrep(options: Options, place: malls.Place, index: Index, found: str) -> Row:
    name, goal = f"{found}, against ripgrep", faster(50)
    program = shutil.which("rg")
    if program is None:
        return Row(name, goal, reason="ripgrep is not installed")
    command = [program, "--fixed-strings", "收银机卡纸", str(place.logs)]
    theirs = timed(lambda: subprocess.run(command, check=True, capture_output=True))
    reference, own = interleave(options.rounds(15), theirs, timed(lambda: index.search(Wanted("收银机卡纸"))))
    return Row(name, goal, ms(median(own)), ms(median(reference)))
