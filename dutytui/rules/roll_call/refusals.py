"""Why not: codes with the names of their values, as `dutytui.rules.refusal.CODES`.

Text: title (of the roll call), order (what its order is called); Named: post, by; tuples of Named: posts, missing;
aware datetimes: starts, at, since, until; given, call: what was asked for and is not known, as it came.
"""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, tuple[str, ...]] = {
    "call_unknown": ("call",),
    "call_too_early": ("title", "starts"),
    "call_post_unknown": ("title", "given", "posts"),
    "answer_not_allowed": ("post", "posts"),
    "post_is_ready": ("post", "by", "at"),
    "order_not_allowed": ("order", "posts"),
    "order_needs_reason": ("order", "missing"),
    "order_already_given": ("order", "by", "at"),
    "order_is_held": ("order", "by", "since"),
    "order_not_held": ("order",),
    "order_in_hold": ("order", "at", "since", "until"),
    "hold_end_missing": ("order", "at"),
    "hold_end_too_late": ("order", "at", "until"),
    "release_before_hold": ("at", "since"),
    "guards_missing": (),
}
