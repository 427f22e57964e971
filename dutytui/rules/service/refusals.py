"""Why not: codes with the names of their values, as `dutytui.rules.refusal.CODES`."""

from __future__ import annotations

from collections.abc import Mapping

# fields, topics, choices: tuples of Text; night, happened, at: when; otherwise as in `dutytui.rules.refusal`.
CODES: Mapping[str, tuple[str, ...]] = {
    "case_not_followed": ("number", "kind"),
    "case_not_allowed": ("number", "owner", "posts"),
    "case_topic_unknown": ("given", "topics"),
    "case_field_unknown": ("given", "fields"),
    "case_choice_unknown": ("title", "choices"),
    "case_nothing_new": ("number",),
    "case_lacks_at_once": ("fields",),
    "case_topic_missing": ("number", "topics"),
    "case_lacks_to_handle": ("number", "fields"),
    "case_lacks_to_close": ("number", "fields"),
    "case_not_fed_back": ("number",),
    "case_not_called_back": ("number",),
    "case_not_satisfied": ("number", "at"),
    "case_already_fed_back": ("number", "by", "at"),
    "case_note_missing": ("number",),
    "case_outcome_unknown": ("given",),
    "case_call_before_handling": ("number",),
    "case_already_kept": ("number", "by", "at"),
    "case_night_unknown": ("number", "night"),
    "case_time_before": ("number", "at", "happened"),
}
