"""Why not: codes with the names of their values, as `dutytui.rules.refusal.CODES`.

Values: title: the round's or route's `Text`; begins: when it was due; the rest as there.
"""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, tuple[str, ...]] = {
    "route_unknown": ("given",),
    "round_unknown": ("given",),
    "route_not_free": ("title",),
    "route_not_random": ("title",),
    "rounds_drawn_already": ("title", "at"),
    "seed_unusable": ("title",),
    "walk_not_allowed": ("title", "posts"),
    "explain_not_allowed": ("title", "posts"),
    "round_not_open_yet": ("title", "opens"),
    "round_already_started": ("title", "by", "at"),
    "round_already_done": ("title", "by", "at"),
    "round_not_started": ("title",),
    "time_before_round": ("title", "at", "began"),
    "time_after_round": ("title", "at", "ended"),
    "point_not_on_route": ("given", "title", "points"),
    "point_reached_already": ("point", "at", "again"),
    "points_left_out": ("title", "points"),
    "evidence_unknown": ("given",),
    "rounds_missing": (),
    "round_needs_no_word": ("title", "begins"),
    "round_explained_already": ("title", "begins", "by", "at"),
    "readings_nothing_new": ("source",),
    "readings_fit_no_round": ("source",),
    "reading_in_future": ("at", "now"),
}
