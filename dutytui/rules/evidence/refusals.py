"""Why not: codes with the names of their values, as `dutytui.rules.refusal.CODES`."""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, tuple[str, ...]] = {
    "nothing_to_witness": (),
    "finding_unknown": (),
    "acknowledge_not_allowed": ("posts",),
    "already_acknowledged": ("by", "at"),
    "acknowledge_words_missing": (),
}
