"""What is still unsettled, for the handover and the closing of the day: orders that were not given."""

from __future__ import annotations

from dutytui.rules.looking import Looking
from dutytui.rules.matters import Unsettled
from dutytui.rules.roll_call.views import CallStatus, CallView, calls

_PAGE = "roll_call"


def unsettled(at: Looking) -> tuple[Unsettled, ...]:
    """A day can be closed with one, but not without a reason: trading began, or ended, without an order."""
    return tuple(_matter(call) for call in calls(at) if call.status in _CODES)


_CODES = {
    CallStatus.CALLING: "order_not_given",
    CallStatus.LATE: "order_not_given",
    CallStatus.HELD: "order_held",
    CallStatus.DISPUTED: "order_disputed",
}


def _matter(call: CallView) -> Unsettled:
    since = call.held_since or call.by
    values = {"title": call.title, "order": call.order, "since": since}
    return Unsettled(_CODES[call.status], call.subject, values, since=since, go=_PAGE)
