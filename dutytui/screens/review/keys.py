"""The keys of the review beside those of any list."""

from __future__ import annotations

from dutytui.screens.key import Key
from dutytui.texts.catalogue import N_

IN_REVIEW = N_("In the review")

REVIEW_KEYS = (
    Key("day(-1)", ("left",), N_("Day before"), N_("Look at the day before"), IN_REVIEW),
    Key("day(1)", ("right",), N_("Day after"), N_("Look at the day after"), IN_REVIEW),
    Key("remark_day", ("ctrl+r", "r"), N_("Remark"), N_("Remark on the row, or on the day"), IN_REVIEW),
    Key("follow_up", ("ctrl+n",), N_("Follow-up"), N_("Something to be done, by whom and until when"), IN_REVIEW),
    Key(
        "compare", ("ctrl+k", "c"), N_("Beside"), N_("Put another day beside this one, to see what differs"), IN_REVIEW
    ),
    Key("to_day", ("ctrl+d", "g"), N_("To a day"), N_("Type a date and go there"), IN_REVIEW),
)
