"""Why not: codes with the names of their values, as `dutytui.rules.refusal.CODES`.

By name: title is a Text; day, opens and next are dates, next may be None; by is Named, posts a tuple of Named; at is an
aware datetime, and day with it its date; given is what was asked for and is not known.
"""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, tuple[str, ...]] = {
    "obligation_unknown": ("given",),
    "obligation_not_due": ("title", "day", "next"),
    "obligation_too_early": ("title", "day", "opens"),
    "obligation_not_yours": ("title", "posts"),
    "obligation_waive_not_allowed": ("title", "posts"),
    "obligation_already_done": ("title", "by", "day", "at"),
    "obligation_already_waived": ("title", "by", "day", "at"),
    "obligation_disputed": ("title",),
    "obligation_reason_missing": ("title",),
}
