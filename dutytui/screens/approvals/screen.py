"""Approvals: what waits for me first, soonest due first; what I wait for; and everything that is open in the mall."""

from __future__ import annotations

from textual import on

from dutytui.rules.approvals.commands import UnsignRequest
from dutytui.screens.approvals.board import QueueBoard
from dutytui.screens.approvals.found import Place
from dutytui.screens.approvals.list import QueueList
from dutytui.texts.catalogue import _
from dutytui.widgets.rows import RowList


class ApprovalsScreen(QueueBoard):
    """What the keys do in the queue."""

    # -- one request ----------------------------------------------------------------------------------------------

    @on(RowList.Chosen)
    def action_details(self) -> None:
        row = self.under_cursor
        if row is not None:
            from dutytui.screens.approvals.page import RequestScreen  # only when a request is opened

            self.app.push_screen(RequestScreen(Place(row.day, row.request)))

    def action_undo(self) -> None:
        """Take back one's own signature."""
        row = self.under_cursor
        if row is None:
            self.tell(_("Nothing left to take back on this row"), "refused")
        else:
            self.submit(UnsignRequest(row.day, row.request))

    def action_waive(self) -> None:
        self.tell(_("No request is skipped: Enter opens it with all that can be done"), "refused")

    def action_fail(self) -> None:
        """Something is wrong with it: reject it."""
        row = self.under_cursor
        if row is not None:
            from dutytui.screens.approvals.batch import reject_row

            reject_row(self, row)

    # -- several, away, new ---------------------------------------------------------------------------------------

    @on(QueueList.Marked)
    def mark(self) -> None:
        from dutytui.screens.approvals.batch import why_not_marked

        row = self.under_cursor
        why_not = why_not_marked(row)
        if row is None or why_not:
            self.tell(why_not, "refused")
            return
        others = {request: one for request, one in self.marked.items() if request != row.request}
        self.marked = others if row.request in self.marked else {**others, row.request: row}
        self.tell("")
        self.refresh_views()
        self.listed.action_move(1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """1 approves what is marked; with nothing marked it is the digit of a destination, as everywhere."""
        return bool(self.marked) if action == "approve_marked" else True

    def action_approve_marked(self) -> None:
        from dutytui.screens.approvals.batch import BatchForm  # the text area is loaded when somebody types

        self.app.push_screen(BatchForm(list(self.marked.values())))

    def action_new_request(self) -> None:
        from dutytui.screens.approvals.new_request import open_form  # the text area is loaded when somebody types

        open_form(self)

    def action_away(self) -> None:
        from dutytui.screens.approvals.delegation import AwayScreen

        self.app.push_screen(AwayScreen())
