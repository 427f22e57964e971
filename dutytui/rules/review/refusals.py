"""Why not: codes with the names of their values, as `dutytui.rules.refusal.CODES`.

By name: posts is a tuple of Named, by is Named, at an aware datetime, day, due and today are dates, text and given are
what was typed.
"""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, tuple[str, ...]] = {
    "review_not_allowed": ("posts",),
    "review_text_missing": (),
    "review_day_not_over": ("day",),
    "review_signed_already": ("by", "day", "at"),
    "follow_up_unknown": (),
    "follow_up_owner_missing": (),
    "follow_up_due_past": ("due", "today"),
    "follow_up_due_unreadable": ("given",),
    "follow_up_nothing_changed": ("text",),
    "follow_up_reason_missing": (),
    "follow_up_note_missing": (),
    "follow_up_not_yours": ("owner", "posts"),
    "follow_up_done_already": ("by", "day", "at"),
    "follow_up_still_open": ("text",),
}
