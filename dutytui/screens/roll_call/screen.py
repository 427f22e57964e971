"""The roll call: who has answered, who is silent, and the order to go."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on

from dutytui.rules.commands import Command, Undo
from dutytui.rules.roll_call.commands import AnswerCall, GiveOrder, HoldOrder, ReleaseOrder
from dutytui.rules.roll_call.views import CallView, HoldView, PostAnswer
from dutytui.screens.entry_text import name
from dutytui.screens.roll_call.board import CallBoard, next_silent
from dutytui.screens.roll_call.rows import HOLD, Content, Step
from dutytui.session import Saved
from dutytui.texts.catalogue import _, n_
from dutytui.texts.labels import clock_time
from dutytui.widgets.rows import RowList

if TYPE_CHECKING:
    from dutytui.screens.roll_call.forms import Form

_STILL_TO_TYPE = frozenset({"reason_missing", "order_needs_reason", "guards_missing", "hold_end_missing"})
_ANY_REASON = "?"
"""Stands for the reason while the rules are only asked; it is never recorded."""


class RollCallScreen(CallBoard):
    """Enter on a post records that it answered ready, and the cursor goes to the next silent post: a roll call without
    trouble is Enter, Enter, Enter.

    Digits belong to the destinations and letters don't arrive under a Chinese input method, so it is the cursor, and
    not a key of its own, that says which post has answered. After the last answer the cursor stays where it is: an
    Enter too many never gives the order, which is the last row of the list (End, Enter) and asks once more.
    """

    # -- what the keys do -----------------------------------------------------------------------------------------

    @on(RowList.Chosen)
    def act(self) -> None:
        call, row = self.selected()
        if call is None or row is None:
            return
        if isinstance(row, PostAnswer):
            self._ready(call, row)
        elif isinstance(row, HoldView) and row.until is not None:
            self.action_details()
        elif isinstance(row, HoldView) or row.key == HOLD:
            (self._release if call.held_since else self._hold)(call)
        else:
            self._order(call)

    def action_record(self) -> None:
        call, row = self.selected()
        if call and isinstance(row, PostAnswer):
            self._answer(call, row, ready=True)
        else:
            self.act()

    def action_fail(self) -> None:
        """Something is not right: with this post, or with giving the order at all."""
        call, row = self.selected()
        if call and isinstance(row, PostAnswer):
            self._answer(call, row, ready=False)
        elif call:
            self._hold(call)

    def action_waive(self) -> None:
        self.tell(_("No post is skipped: the order may be given without one, with a reason (End, Enter)"), "refused")

    def action_undo(self) -> None:
        call, row = self.selected()
        event = _last_act(row)
        if call is None or not event:
            given = call is not None and call.given is not None and isinstance(row, Step)
            words = _("An order can't be taken back: hold it, F5") if given else _("Nothing to take back on this row")
            self.tell(words, "refused")
        elif isinstance(self.submit(Undo(self.day, call.subject, event)), Saved):
            self.tell(_("Taken back and saved {time}", time=clock_time(self.session.now())), "saved")

    def action_details(self) -> None:
        from dutytui.screens.details import Details  # only when it is opened

        call, _row = self.selected()
        if call:
            self.app.push_screen(Details(self.everything(call)))

    def _ready(self, call: CallView, row: PostAnswer) -> None:
        saved = self.submit(AnswerCall(self.day, call.call, row.post.id))
        if isinstance(saved, Saved):
            self._answered(call, row)(saved)

    def _answered(self, call: CallView, row: PostAnswer) -> Callable[[Saved], None]:
        def tell(_saved: Saved) -> None:
            after = next(one for one in self.calls_shown() if one.call == call.call)
            self.query_one("#list", RowList).go_to(next_silent(after, row.post.id))
            at, post = clock_time(self.session.now()), name(row.post)
            if after.silent:
                count = len(after.silent)
                words = n_(
                    "Saved {time}: {post}. {count} is silent",
                    "Saved {time}: {post}. {count} are silent",
                    count,
                    time=at,
                    post=post,
                )
            else:
                words = _("Saved {time}: {post}. All have answered; End, Enter gives the order", time=at, post=post)
            self.tell(words, "saved")

        return tell

    def _answer(self, call: CallView, row: PostAnswer, *, ready: bool) -> None:
        def form() -> Form:
            from dutytui.screens.roll_call import asking

            return asking.answer(self.day, call, row, ready=ready)

        command = AnswerCall(self.day, call.call, row.post.id, ready, "" if ready else _ANY_REASON)
        self._ask(command, form, self._answered(call, row))

    def _hold(self, call: CallView) -> None:
        def form() -> Form:
            from dutytui.screens.roll_call import asking

            return asking.hold(self.day, call)

        self._ask(HoldOrder(self.day, call.call, _ANY_REASON, 0), form, self._told(_("held")))

    def _release(self, call: CallView) -> None:
        def form() -> Form:
            from dutytui.screens.roll_call import asking

            return asking.release(self.day, call)

        self._ask(ReleaseOrder(self.day, call.call), form, self._told(_("released")))

    def _order(self, call: CallView) -> None:
        def form() -> Form:
            from dutytui.screens.roll_call import asking

            return asking.order(self.day, call)

        self._ask(GiveOrder(self.day, call.call, _ANY_REASON), form, self._told(_("order given")))

    def _told(self, what: str) -> Callable[[Saved], None]:
        return lambda _saved: self.tell(
            _("Saved {time}: {what}", time=clock_time(self.session.now()), what=what), "saved"
        )

    def _ask(self, command: Command, form: Callable[[], Form], saved: Callable[[Saved], None]) -> None:
        """Open the form, unless the rules refuse for a reason that typing won't mend."""
        refused = self.session.refuses(command)
        if refused is not None and refused.code not in _STILL_TO_TYPE:
            self.tell_outcome(refused)
            return
        from dutytui.screens.roll_call.forms import CallForm  # text areas cost 11 ms; only when one is opened

        self.app.push_screen(CallForm(self.day, form(), saved))


def _last_act(row: Content | None) -> str:
    """The event that F6 takes back on a row: the answer that stands, the release of a hold, else the hold."""
    if isinstance(row, PostAnswer):
        return row.event
    return (row.release or row.event) if isinstance(row, HoldView) else ""
