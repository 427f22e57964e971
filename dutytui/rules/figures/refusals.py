"""Why not: codes with the names of their values, as `dutytui.rules.refusal.CODES`.

Text: subject, assessor's titles in missing, title, consequence; posts: who would be allowed; opens: a date; last: the
quarter's last day; value and most: numbers.
"""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, tuple[str, ...]] = {
    "assess_unknown": ("given",),
    "assess_kind_unknown": ("given", "subject"),
    "assess_day_wrong": ("day", "last"),
    "assess_too_early": ("subject", "last", "opens"),
    "assess_not_listed": ("subject",),
    "assess_not_allowed": ("subject", "posts"),
    "assess_own": ("subject",),
    "assess_already": ("subject", "by", "at"),
    "assess_nothing_to_correct": ("subject",),
    "assess_marks_missing": ("subject", "missing"),
    "assess_measure_unknown": ("given", "subject"),
    "assess_mark_out_of_range": ("title", "value", "most"),
    "consequence_unknown": ("given",),
    "consequence_not_due": ("subject", "consequence"),
    "consequence_drawn": ("subject", "consequence", "by", "at"),
}
