"""How often attacks are tried: some in the default run, all of the figures of the table with ``make attacks``."""

from __future__ import annotations

import os

ALL = os.environ.get("DUTYTUI_ATTACKS") == "all"


def times(few: int, many: int) -> int:
    return many if ALL else few
