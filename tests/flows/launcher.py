"""``dutytui`` as it is, on the clock that a file describes: ``launcher.py CLOCK_FILE [WORD ...]``.

The file holds a moment, at which the clock stands; or ``FROM UNTIL RATE SINCE``: it runs RATE times as fast as the real
one, from FROM, which it showed when ``time.monotonic()`` was SINCE, until UNTIL, where it stands again.

Everything else is the production command, first paint included: only the one real clock is replaced, and, where
``DUTYTUI_TEST_SEED`` names one, the seed that the random rounds of a day are drawn from.
"""

from __future__ import annotations

import os
import secrets
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from dutytui.__main__ import main
from dutytui.clock import SystemClock

FILE = Path(sys.argv[1])


def now(self: SystemClock) -> datetime:
    """The moment that the file speaks of, which the test may write at any time."""
    words = FILE.read_text("ascii").split()
    moment = datetime.fromisoformat(words[0])
    if len(words) > 1:
        until, rate, since = datetime.fromisoformat(words[1]), float(words[2]), float(words[3])
        moment = min(until, moment + timedelta(seconds=(time.monotonic() - since) * rate))
    return moment.astimezone(self._zone)


SystemClock.now = now  # type: ignore[method-assign]
if seed := os.environ.get("DUTYTUI_TEST_SEED"):
    secrets.token_hex = lambda nbytes=None: seed  # type: ignore[assignment]
sys.exit(main(sys.argv[2:]))
