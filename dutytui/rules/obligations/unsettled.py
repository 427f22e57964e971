"""What falls due on the day and is not done, or is disputed: it travels with the handover."""

from __future__ import annotations

from dutytui.rules.looking import Looking
from dutytui.rules.matters import Unsettled
from dutytui.rules.obligations.views import DueStatus, agenda

_CODES = {
    DueStatus.DUE: "obligation_open",
    DueStatus.LATE: "obligation_open",
    DueStatus.DISPUTED: "obligation_disputed_still",
}


def unsettled(at: Looking) -> tuple[Unsettled, ...]:
    """What fell due on earlier days is in the calendar until it is done; nobody is asked for it every evening."""
    return tuple(
        Unsettled(_CODES[due.status], due.on_day, {"title": due.title, "posts": due.posts}, asks=False, go="calendar")
        for due in agenda(at, at.day, at.day)
        if due.status in _CODES
    )
