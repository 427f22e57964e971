"""Why not: codes with the names of their values, as `dutytui.rules.refusal.CODES`.

people and posts are tuples of `Named`, by is one; at is a moment, or None where nothing says when.
"""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, tuple[str, ...]] = {
    # the duty
    "duty_not_kept": (),
    "duty_post_not_allowed": ("post", "posts"),
    "duty_day_over": ("day", "today"),
    "duty_held": ("by", "at"),
    "duty_not_taken": (),
    "duty_not_yours": ("by", "at"),
    "duty_disputed": ("people",),
    "duty_of_another": (),
    # a handover
    "handover_unknown": ("given",),
    "handover_running": ("by", "at"),
    "handover_over": ("by", "at"),
    "handover_withdrawn": ("by", "at"),
    "handover_day_over": ("day",),
    "handover_to_self": (),
    "handover_giver_only": ("by",),
    "handover_given": ("by", "at"),
    "handover_not_given": ("by",),
    "receiver_unknown": ("given",),
    # articles
    "article_unknown": ("given",),
    "article_counted": ("title", "by", "at"),
    "difference_unexplained": ("title", "expected", "counted"),
    "articles_uncounted": ("titles",),
    "articles_disputed": ("titles",),
    # matters
    "matter_unknown": ("given",),
    "nothing_said": (),
    "matter_acknowledged": ("at",),
    "read_back_missing": ("severity",),
    "read_back_too_short": ("severity", "length"),
    "matters_open": ("count",),
    "signed_too_quickly": ("count", "seconds"),
}
