"""Who is out of the house, and whether they have called in (SY007, SC-010)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dutytui.rules.approvals.commands import CheckIn
from dutytui.rules.approvals.outings import outings
from dutytui.rules.approvals.views import OutingView
from dutytui.screens.approvals.found import Place
from dutytui.screens.approvals.keys import OUTING_KEYS
from dutytui.screens.desk import DeskScreen
from dutytui.screens.keys import bindings
from dutytui.screens.outings.rows import OutingRows
from dutytui.screens.page_head import LATE, TITLE, PageHead, Words
from dutytui.texts.catalogue import _, language, n_
from dutytui.widgets.rows import RowList


class OutingsScreen(DeskScreen):
    """Enter takes down a call; Ctrl+E goes to the request, where its step is said to be done."""

    DESTINATION = "approvals"
    OWN_KEYS = OUTING_KEYS
    FOOTER_WORDS: ClassVar[Mapping[str, str]] = {"find": "", "waive": "", "fail": "", "undo": ""}
    BINDINGS: ClassVar[list[BindingType]] = bindings(*OUTING_KEYS[1:])

    def __init__(self) -> None:
        super().__init__()
        self._drawn: object = None

    def compose_body(self) -> ComposeResult:
        yield PageHead("outings")
        yield RowList(id="outings")

    def on_mount(self) -> None:
        self._list.focus()

    @property
    def _list(self) -> RowList:
        return self.query_one("#outings", RowList)

    @property
    def _selected(self) -> OutingView | None:
        rows, cursor = self._list.rows, self._list.cursor
        return rows.outing(cursor) if isinstance(rows, OutingRows) and cursor is not None else None

    def refresh_views(self) -> None:
        found = outings(self.session.look())
        drawn = (found, self.session.now().replace(second=0, microsecond=0), language(), self.size.width)
        if drawn != self._drawn:
            self._drawn = drawn
            self._list.show(OutingRows(found, self.session.now()), empty=self._nothing())
            self.query_one(PageHead).show(_head(found))

    def _nothing(self) -> str:
        if not any(step.check_ins for flow in self.session.procedures.approvals.flows for step in flow.steps):
            return _("No flow has calls to make while somebody is out.\nA step with check_ins in flows/ asks for them.")
        return _("Nobody is out of the house. Ctrl+N registers that somebody goes.")

    def on_resize(self) -> None:
        self.call_after_refresh(self.refresh_views)

    # -- acts -----------------------------------------------------------------------------------------------------

    @on(RowList.Chosen)
    def action_call_in(self) -> None:
        one = self._selected
        if one is None:
            return
        no = self.session.refuses(CheckIn(one.day, one.request))
        if no is not None:
            self.tell_outcome(no)
            return
        from dutytui.screens.outings.call import call_form  # the text area is loaded when somebody types

        self.app.push_screen(call_form(one, self.session))

    def action_details(self) -> None:
        one = self._selected
        if one is not None:
            from dutytui.screens.approvals.page import RequestScreen  # only when one is opened

            self.app.push_screen(RequestScreen(Place(one.day, one.request)))

    def action_back(self) -> None:
        """The request, where being back and the report are signed."""
        self.action_details()

    def action_new_outing(self) -> None:
        from dutytui.screens.approvals.new_request import (
            NO_CAUSE,
            choose,
            is_outing,
            may_begin,
            why_no_outing,
            why_none,
        )

        flows = [flow for flow in may_begin(self.session) if is_outing(flow)]
        no = why_none(self.session)
        if no or not flows:
            self.tell(no or why_no_outing(self.session), "refused")
        else:
            choose(self, flows, NO_CAUSE)

    def action_waive(self) -> None:
        self.tell(_("Enter takes down a call, F7 opens the request with all that can be done about it"), "refused")

    action_fail = action_waive
    action_undo = action_waive
    action_find = action_waive


def _head(found: tuple[OutingView, ...]) -> Words:
    out = sum(one.back is None for one in found)
    late = sum(one.late for one in found)
    words: Words = [(f" {_('Outings')}", TITLE, ""), (f"  {_('out of the house {count}', count=out)}", "", "")]
    if late:
        told = n_("{count} call late", "{count} calls late", late)
        words.append((f"  {told}", LATE, ""))
    return words
