"""Why not: codes with the names of their values, as `dutytui.rules.refusal.CODES`."""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, tuple[str, ...]] = {
    # the sweep and the lock-up; found: Text
    "closing_not_set": (),
    "join_not_allowed": ("posts",),
    "team_post_unknown": ("post", "posts"),
    "member_not_listed": ("given",),
    "member_twice": ("person", "post"),
    "member_already": ("person", "post"),
    "member_not_replaced": ("person", "post"),
    "team_incomplete": ("title", "posts"),
    "sweep_stopped": ("title", "found", "number"),
    "sweep_broken": ("title",),
    "signature_of_team": ("title", "post", "person"),
    # the closing of the day; first: an `Unsettled`
    "day_never_closes": (),
    "close_day_not_allowed": ("posts",),
    "day_is_closed": ("day", "by", "at", "posts"),
    "day_blocked": ("count", "first"),
    "day_needs_reasons": ("count", "first"),
    "day_in_a_hurry": ("count", "seconds"),
    "reopen_day_not_allowed": ("posts",),
    "day_not_closed": ("day",),
    "reopen_reason_missing": ("day",),
    # late stays
    "stay_unknown": (),
    "stay_until_past": ("until",),
    "stay_ended_already": ("person", "by", "at"),
    "stay_ends_before": ("person", "at"),
}
