"""Why not: codes with the names of their values, as `dutytui.rules.refusal.CODES`."""

from __future__ import annotations

from collections.abc import Mapping

# number: the request's as shown; people, waits_for: tuples of Named (people); posts: tuple of Named; fields, choices,
# steps, follows: tuples of Text; title: Text; flow: Text, or a flow's id where it is one that follows; flows: ids;
# day and at: when; unit: Text or None; limit: float.
CODES: Mapping[str, tuple[str, ...]] = {
    # the form
    "flow_unknown": ("given", "flows"),
    "submit_not_allowed": ("flow", "posts"),
    "submit_with_files": ("flow",),
    "request_by_listed_only": (),
    "request_field_unknown": ("given", "fields"),
    "request_field_missing": ("fields",),
    "request_yes_or_no": ("title",),
    "request_choice_unknown": ("title", "choices"),
    "request_date_wrong": ("title",),
    "request_words_wrong": ("title", "longest"),
    "request_number_wrong": ("title",),
    "request_too_small": ("title", "limit", "unit"),
    "request_too_large": ("title", "limit", "unit"),
    # how it stands
    "request_unknown": ("given",),
    "request_disputed": ("number", "people"),
    "request_is_approved": ("number", "by", "day", "at"),
    "request_is_rejected": ("number", "by", "day", "at"),
    "request_is_withdrawn": ("number", "by", "day", "at"),
    "request_is_sent_back": ("number", "by", "to"),
    "request_not_sent_back": ("number",),
    "request_own": ("number", "waits_for"),
    "request_not_yours": ("number", "waits_for"),
    # verbs
    "opinion_missing": ("number", "title"),
    "reject_not_here": ("number", "title"),
    "send_back_unknown": ("number", "given", "steps"),
    "ask_unknown": ("number", "given", "fields"),
    "unsign_nothing": ("number", "waits_for"),
    "signer_unknown": ("number", "given"),
    "signer_is_submitter": ("number", "person"),
    "signer_is_oneself": ("number",),
    "revise_not_yours": ("number", "people"),
    "withdraw_not_yours": ("number", "by"),
    "remind_not_yours": ("number", "by"),
    "remind_enough": ("number", "count", "waits_for"),
    "remind_too_soon": ("number", "day", "at"),
    "copy_to_deciding": ("number", "people"),
    "note_already": ("number",),
    "check_in_not_out": ("number", "person"),
    "check_in_before": ("number", "at", "since"),
    "follow_unknown": ("number", "given", "follows"),
    "follow_done": ("number", "title", "by", "day", "at"),
    "follow_not_yet": ("number", "title"),
    "follow_not_yours": ("number", "title", "posts"),
    "follow_is_a_flow": ("number", "title", "flow"),
    "settle_nothing": ("number",),
    "settle_not_yours": ("number", "people"),
    "settle_unknown": ("number",),
    "settle_opinion_missing": ("number",),
    # for somebody else
    "delegate_unknown": ("given",),
    "delegate_not_yours": ("person", "posts"),
    "delegate_oneself": (),
    "delegate_in_the_past": ("day", "today"),
    "delegate_days_wrong": ("day", "last", "count"),
    "delegate_ring": ("giver", "to"),
    "delegation_unknown": (),
    "delegation_over": ("giver", "to"),
    "delegation_not_yours": ("people",),
}
