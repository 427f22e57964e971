"""What reading costs: journals read, verified and decoded against stock TinyDB and against the bare bytes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tinydb import TinyDB

from benchmarks import malls
from benchmarks.goals import faster, most, times
from benchmarks.measure import Options, Row, medians, ms, timed
from dutytui.store.replica import Replica

_PER_DAY = 1_000


def rows(options: Options) -> Iterator[Row]:
    number = options.size(50_000, 1_000_000)
    with malls.place() as here:
        archive = malls.Archive(here)
        for day in malls.days_before(malls.now().date(), number // _PER_DAY):
            archive.fill(day, _PER_DAY)
        replica = Replica(here.logs)
        files = [segment.path for segment in replica.segments()]

        def ours() -> None:
            for day in replica.days():
                replica.read_day(day)

        measured = [timed(ours), timed(lambda: _stock(files)), *([timed(lambda: _cat(files))] if _has_cat() else [])]
        own, stock, *bare = medians(options.rounds(7), *measured)
        taken = medians(3, timed(replica.audit))[0]
    name = f"read {number:,} events (hashes and chain checked)"
    yield Row(f"{name} against stock .all()", faster(5), ms(own), ms(stock))
    if bare:
        yield Row(f"{name} against cat", times(8), ms(own), ms(bare[0]))
    else:
        yield Row(f"{name} against cat", times(8), reason="there is no cat here")
    yield Row("take over 1,000,000 events (audit, reckoned up)", most(15, "s"), taken / number * 1_000_000, unit="s")


def _stock(files: list[Path]) -> None:
    for path in files:
        with TinyDB(path, encoding="utf-8", access_mode="r") as db:
            db.table("events").all()


def _has_cat() -> bool:
    return shutil.which("cat") is not None


def _cat(files: list[Path]) -> None:
    for start in range(0, len(files), 1000):
        subprocess.run(["cat", *map(str, files[start : start + 1000])], stdout=subprocess.DEVNULL, check=True)
