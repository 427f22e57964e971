"""`make simulate`: many schedules, or one by its number; ``faults``: known faults, and what it takes to find each."""

from __future__ import annotations

import argparse
import os
import sys
import time
import traceback
from concurrent.futures import ProcessPoolExecutor

from tests.simulator.schedule import Schedule, run, schedule, shrunk
from tests.simulator.world import Broken


def failure(seed: int) -> str:
    """What is broken under a seed, "" if nothing is."""
    return why(schedule(seed))


def why(script: Schedule) -> str:
    try:
        run(script)
    except Broken as broken:
        return str(broken)
    return ""


def tell(seed: int, *, shrink: bool) -> int:
    """The schedule with its trace, as short as it gets. 1 if something is broken."""
    script = schedule(seed)
    first = why(script)
    if shrink and first:
        kind = first.partition(":")[0]
        script = shrunk(script, lambda fewer: why(fewer).partition(":")[0] == kind)
    share = "a sync program" if script.synced else "one drive"
    print(f"SEED={seed}: {script.terminals} terminals, {share}, {script.dishonest or 'honest'}")
    for step in script.steps:
        print(f"  {step}")
    try:
        run(script)
    except Broken:
        traceback.print_exc(file=sys.stdout)
        return 1
    print("nothing is broken")
    return 0


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.simulator", description=__doc__)
    options.add_argument("mode", nargs="?", choices=("run", "faults"), default="run")
    options.add_argument("-n", type=int, default=1000, help="how many schedules")
    options.add_argument("--first", type=int, default=0, help="the number of the first")
    options.add_argument("--seed", type=int, default=None, help="one schedule, with its trace")
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options.add_argument("--whole", action="store_true", help="don't shrink")
    chosen = options.parse_args()
    if chosen.mode == "faults":
        from tests.simulator.faults import table

        return table(chosen.jobs)
    if chosen.seed is not None:
        return tell(chosen.seed, shrink=not chosen.whole)
    began = time.perf_counter()
    failed = 0
    with ProcessPoolExecutor(chosen.jobs) as pool:
        seeds = range(chosen.first, chosen.first + chosen.n)
        for seed, found in zip(seeds, pool.map(failure, seeds, chunksize=20), strict=True):
            if found:
                failed += 1
                print(f"SEED={seed}: {found}", flush=True)
    spent = time.perf_counter() - began
    print(f"{chosen.n} schedules, {failed} failed, {spent:.0f} s, {chosen.n / spent:.1f} a second")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
