"""Wordings: see `dutytui.texts.areas`."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.texts.catalogue import N_

REFUSALS: Mapping[str, str] = {
    "review_not_allowed": N_("Days are reviewed by: {posts} (posts.yaml: may: [review]). F8 signs in"),
    "review_text_missing": N_("Some words are needed here"),
    "review_day_not_over": N_("{day} is not over: it is signed off once it is closed, or the next day has begun"),
    "review_signed_already": N_("Signed off by {by} on {day} at {at}, and nothing was recorded since"),
    "follow_up_unknown": N_("This follow-up is not known (any more)"),
    "follow_up_owner_missing": N_("Who is to do it? Choose a post or a person"),
    "follow_up_due_past": N_("{due} has passed: choose today ({today}) or later"),
    "follow_up_due_unreadable": N_('"{given}" is no date: type 11-28 or +3'),
    "follow_up_nothing_changed": N_("Nothing is changed: {text}"),
    "follow_up_reason_missing": N_("Say why"),
    "follow_up_note_missing": N_("Say what was done"),
    "follow_up_not_yours": N_("To be done by {owner}; besides, these may say that it is: {posts}. F8 signs in"),
    "follow_up_done_already": N_("Done: {by} on {day} at {at}. Open it again first"),
    "follow_up_still_open": N_("Still open: {text}"),
}
UNSETTLED: Mapping[str, str] = {
    "review_due": N_("Follow-up due today: {text} ({owner})"),
    "review_late": N_("Follow-up late since {due}: {text} ({owner})"),
}
ALARMS: Mapping[str, str] = {
    "review_due": N_("Follow-up due today: {text}"),
    "review_late": N_("Follow-up late: {text} ({owner}, {due})"),
    "reviews_late": N_("{count} follow-ups are late, the last: {text}"),
}
