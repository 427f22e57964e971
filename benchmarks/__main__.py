"""``python -m benchmarks``: figures of the program against their references and goals, in one run."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
import traceback
from collections.abc import Sequence
from importlib import import_module

from benchmarks.measure import HEADINGS, Options, Row, cells, line, summary

AREAS = {
    "append": "appending",
    "load": "loading",
    "start": "starting",
    "keys": "keys",
    "idle": "idling",
    "sharing": "sharing",
    "commands": "commands",
    "search": "searching",
    "years": "years",
    "figures": "figuring",
    "reports": "reporting",
    "approvals": "approving",
    "review": "reviewing",
    "peers": "peers",
}
"""What may be asked for, and the module that has its `rows`."""


def main(words: Sequence[str] | None = None) -> int:
    """Exit code 0 if all of it could be measured, whatever is short; 1 if an area broke off."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("areas", nargs="*", metavar="AREA", help=f"which figures: {', '.join(AREAS)} (default: all)")
    parser.add_argument("--quick", action="store_true", help="few rounds and small data, to see that it runs")
    parser.add_argument("--full", action="store_true", help="the sizes of the goals: takes an hour")
    parser.add_argument("--peers", action="store_true", help="install other programs and start them beside ours")
    parser.add_argument("--json", action="store_true", help="print data instead of the table")
    asked = parser.parse_args(words)
    if unknown := [area for area in asked.areas if area not in AREAS]:
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(AREAS)}")
    options = Options(quick=asked.quick, full=asked.full, peers=asked.peers)
    # Ended from outside, it must not leave programs on terminals that are gone: Textual then spins.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    began = time.monotonic()
    rows, whole = measure(asked.areas or list(AREAS), options, show=not asked.json)
    if asked.json:
        json.dump([row.as_data() for row in rows], sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        print(f"\n{time.monotonic() - began:.0f} s")
        print(summary(rows))
    return 0 if whole else 1


def measure(areas: Sequence[str], options: Options, *, show: bool) -> tuple[list[Row], bool]:
    """The rows of the areas, each printed as it comes; and whether no area broke off."""
    rows: list[Row] = []
    whole = True
    if show:
        print(line(HEADINGS))
    for area in areas:
        try:
            for row in import_module(f"benchmarks.{AREAS[area]}").rows(options):
                rows.append(row)
                if show:
                    print(line(cells(row)), flush=True)
        except Exception:
            # One that breaks off must not take the others' figures with it.
            whole = False
            print(f"{area} broke off:\n{traceback.format_exc()}", file=sys.stderr, flush=True)
    return rows, whole


if __name__ == "__main__":
    sys.exit(main())
