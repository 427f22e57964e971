"""How many examples a property is tried on: few in the default run, many with ``make thorough``."""

from __future__ import annotations

import os

_TIMES = int(os.environ.get("DUTYTUI_THOROUGH", "1"))


def examples(few: int) -> int:
    """`few` in the default run; DUTYTUI_THOROUGH says how many times as many."""
    return few * _TIMES
