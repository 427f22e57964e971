"""The program of a tab as it is, on a clock that a file describes: ``tab_at.py CLOCK_FILE MALL LANGUAGE OUTBOX``."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from dutytui.cli.tab import main
from dutytui.clock import SystemClock

FILE = Path(sys.argv[1])


def now(self: SystemClock) -> datetime:
    return datetime.fromisoformat(FILE.read_text("ascii")).astimezone(self._zone)


SystemClock.now = now  # type: ignore[method-assign]
sys.exit(main(sys.argv[2:]))
