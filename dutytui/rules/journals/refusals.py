"""Why not: codes with the names of their values, as `dutytui.rules.refusal.CODES`."""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, tuple[str, ...]] = {
    "page_unknown": ("given",),
    "page_not_yours": ("title", "posts"),
    "paragraph_empty": ("title",),
    "page_written": ("title", "by", "at"),
    "page_left_empty": ("title", "by", "at"),
    "page_reason_missing": ("title",),
}
