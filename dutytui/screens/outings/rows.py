"""The rows of the outings: who is out, since when, where to, and the calls of today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dutytui.rules.approvals.views import CallStatus, CallView, OutingView
from dutytui.screens.entry_text import name
from dutytui.texts.catalogue import N_, _
from dutytui.texts.conditions import value_words
from dutytui.texts.labels import clock_time, short_time
from dutytui.widgets.cells import cut, pad, width_of
from dutytui.widgets.rows import Line, ListedRows

CALL = {
    CallStatus.DONE: N_("called {time}"),
    CallStatus.AHEAD: N_("call {time}"),
    CallStatus.SOON: N_("call soon {time}"),
    CallStatus.LATE: N_("call late {time}"),
    CallStatus.MISSED: N_("no call {time}"),
}
TONE = {
    CallStatus.DONE: "good",
    CallStatus.AHEAD: "soft",
    CallStatus.SOON: "due",
    CallStatus.LATE: "late",
    CallStatus.MISSED: "bad",
}
_UNCONFIRMED = N_("called {time} unconfirmed")
_WHO = 16


class OutingRows(ListedRows):
    def __init__(self, found: Sequence[OutingView], now: datetime) -> None:
        super().__init__([one.request for one in found])
        self._found = found
        self._now = now
        self._who = min(_WHO, max((width_of(name(one.who)) for one in found), default=0))

    def outing(self, index: int) -> OutingView:
        return self._found[index]

    def line(self, index: int, width: int) -> Line:
        one = self._found[index]
        parts = [(pad(name(one.who), self._who) + " ", "strong"), (self._when(one) + "  ", "soft")]
        parts += [(f"{call_words(call)} ", call_tone(call)) for call in (*one.calls, *one.others)]
        parts.append((f" {said(one)}", ""))
        line: list[tuple[str, str]] = []
        for text, tone in parts:
            room = width - sum(width_of(shown) for shown, _tone in line)
            if room > 0:
                line.append((cut(text, room), tone))
        return tuple(line)

    def _when(self, one: OutingView) -> str:
        if one.back is not None:
            return _("back {time}", time=short_time(one.back, self._now.date()))
        return _("since {time}", time=short_time(one.since, self._now.date()))


def call_words(call: CallView) -> str:
    """A call from no fixed line says nothing of where somebody is."""
    words = _UNCONFIRMED if call.unconfirmed else CALL[call.status]
    return _(words, time=clock_time(call.done or call.due, seconds=False))


def call_tone(call: CallView) -> str:
    return "due" if call.unconfirmed else TONE[call.status]


def said(one: OutingView) -> str:
    """What for and where to: the first two things that were said."""
    return "  ".join(value_words(field.field, field.value) for field in one.fields[:2])
