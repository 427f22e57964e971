"""Why not: codes with the names of their values, as `dutytui.rules.refusal.CODES`. row and given are texts."""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, tuple[str, ...]] = {
    "paper_row_unknown": ("given",),
    "paper_time_missing": ("row",),
}
