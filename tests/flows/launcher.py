"""``dutytui`` as it is, on a clock that stands where a file says: ``launcher.py CLOCK_FILE [WORD ...]``.

Everything else is the production command, first paint included: only the one real clock is replaced.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from dutytui.__main__ import main
from dutytui.clock import SystemClock

FILE = Path(sys.argv[1])


def now(self: SystemClock) -> datetime:
    """The moment that stands in the file, which the test may write at any time."""
    return datetime.fromisoformat(FILE.read_text("ascii")).astimezone(self._zone)


SystemClock.now = now  # type: ignore[method-assign]
sys.exit(main(sys.argv[2:]))
