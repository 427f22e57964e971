"""Why not: codes with the names of their values, as `dutytui.rules.refusal.CODES`.

By name: title is a Text, name a text, others a tuple of texts, posts a tuple of Named; opens, ends, left, back and at
are aware datetimes; given is what was asked for and is not known.
"""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, tuple[str, ...]] = {
    "meal_unknown": ("given",),
    "meal_batch_unknown": ("title", "given"),
    "meal_name_missing": (),
    "meal_not_recorder": ("posts",),
    "meal_too_early": ("title", "opens"),
    "meal_already_out": ("name", "left"),
    "meal_already_eaten": ("name", "title", "left", "back"),
    "meal_others_out": ("others",),
    "meal_others_were_out": ("others", "left"),
    "meal_others_not_back": ("others", "ends"),
    "meal_others_first": ("ends",),
    "meal_not_left": ("name",),
    "meal_already_back": ("name", "back"),
    "meal_back_before_left": ("name", "left", "back"),
    "meal_undo_clashes": ("name", "others"),
}
