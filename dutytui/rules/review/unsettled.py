"""Follow-ups that are due or late: they travel with the handover, and hold up no closing."""

from __future__ import annotations

from dutytui.rules.looking import Looking
from dutytui.rules.matters import Unsettled
from dutytui.rules.plan import business_day
from dutytui.rules.review.views import FollowUpStatus, open_now

_CODES = {
    FollowUpStatus.DUE: "review_due",
    FollowUpStatus.LATE: "review_late",
}


def unsettled(at: Looking) -> tuple[Unsettled, ...]:
    """Of this moment alone: the review of an earlier day shows its follow-ups itself."""
    if at.day != business_day(at.now, at.procedures.mall.day_starts):
        return ()
    return tuple(
        Unsettled(
            _CODES[one.status],
            one.subject,
            {"text": one.text, "owner": one.owner, "due": one.due},
            asks=False,
            go="review",
        )
        for one in open_now(at)
        if one.status in _CODES
    )
