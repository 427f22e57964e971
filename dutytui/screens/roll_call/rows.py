"""The rows of a roll call: its posts, its holds, and the two things that are done about the order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.roll_call.views import CallStatus, CallView, HoldView, PostAnswer
from dutytui.screens.entry_text import name
from dutytui.screens.roll_call.words import (
    ANSWER,
    ANSWER_TONE,
    STATUS_TONE,
    hold_said,
    hold_span,
    order_said,
    post_said,
)
from dutytui.texts.catalogue import _, pick
from dutytui.texts.labels import short_time
from dutytui.texts.records import CALL_STATUS
from dutytui.widgets.cells import cut, pad, width_of
from dutytui.widgets.rows import Line, ShowingRows

HOLD, ORDER = "#hold", "#order"


@dataclass(frozen=True, slots=True)
class Step:
    """Holding (or releasing), and the order itself."""

    key: str


Content = PostAnswer | HoldView | Step


class CallRows(ShowingRows[Content]):
    """A row's key is the post's id, the event of a hold, `HOLD` or `ORDER`. found: posts that are looked for."""

    def __init__(self, call: CallView, day: date, found: Sequence[PostAnswer] | None = None) -> None:
        posts = call.posts if found is None else found
        steps: tuple[Content, ...] = (*call.holds, Step(HOLD), Step(ORDER)) if found is None else ()
        contents: tuple[Content, ...] = (*posts, *steps)
        super().__init__(contents, [_key(row) for row in contents])
        self._call = call
        self._day = day
        words = [*(_(ANSWER[post.answer]) for post in posts), _(CALL_STATUS[call.status]), _("held"), _("was held")]
        self._status = max(map(width_of, words))
        times = [short_time(call.given or call.by, day), *(short_time(post.at, day) for post in posts if post.at)]
        self._time = max(map(width_of, times))

    def line(self, index: int, width: int) -> Line:
        row = self._contents[index]
        if isinstance(row, PostAnswer):
            return self._post(row, width)
        return self._hold(row, width) if isinstance(row, HoldView) else self._step(row, width)

    def _post(self, post: PostAnswer, width: int) -> Line:
        tone = ANSWER_TONE[post.answer]
        if not post.at and self._call.status in {CallStatus.AHEAD, CallStatus.GIVEN}:
            tone = "soft"
        time = short_time(post.at, self._day) if post.at else ""
        return self._laid(width, _(ANSWER[post.answer]), tone, time, name(post.post), post_said(post))

    def _hold(self, hold: HoldView, width: int) -> Line:
        word, tone = (_("held"), "late") if hold.until is None else (_("was held"), "soft")
        return self._laid(width, word, tone, "", hold_span(hold, self._day), hold_said(hold))

    def _step(self, step: Step, width: int) -> Line:
        call = self._call
        if step.key == HOLD:
            words = (
                _("Release the hold: order is restored") if call.held_since else _("Hold: something is not in order")
            )
            return self._laid(width, "", "", "", words, _("Enter or F5") if not call.held_since else _("Enter"))
        time = short_time(call.given or call.by, self._day)
        tone = STATUS_TONE[call.status]
        return self._laid(width, _(CALL_STATUS[call.status]), tone, time, pick(call.order), order_said(call), "strong")

    def _laid(self, width: int, word: str, tone: str, time: str, main: str, said: str, look: str = "") -> Line:
        left: Line = ((pad(word, self._status) + " ", tone), (pad(time, self._time, "right") + "  ", "soft"))
        room = width - self._status - self._time - 3
        if not said:
            return (*left, (cut(main, room), look))
        beside = min(width_of(said), max(room // 2, room - 2 - width_of(main)))
        return (*left, (pad(main, room - beside - 2) + "  ", look), (pad(said, beside, "right"), "soft"))


def _key(row: Content) -> str:
    if isinstance(row, PostAnswer):
        return row.post.id
    return row.event if isinstance(row, HoldView) else row.key
