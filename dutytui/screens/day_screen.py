"""The base of every page that shows one business day and can look at others, with a pane beside its list."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from dutytui.screens.desk import DeskScreen
from dutytui.screens.find_line import FindLine
from dutytui.screens.keys import DAY_KEYS, bindings
from dutytui.texts.catalogue import _
from dutytui.widgets.rows import RowList
from dutytui.widgets.text_pane import Layout, TextPane, nothing


class DayScreen(DeskScreen):
    """`day` is the one looked at."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*DAY_KEYS)
    DAYS_AHEAD = 0
    """How many days that have not begun can be looked at; nothing of them can be done."""
    FOLLOWS_TODAY = True
    """Whether it goes on with the new day when one begins, as long as it stands on today."""

    @property
    def day(self) -> date:
        return self._day or self.session.day

    @property
    def looking_back(self) -> str:
        """Said in the head of a page that shows a day that is over; "" on any other."""
        return _("looking back") if self.day < self.session.day else ""

    def action_day(self, step: int) -> None:
        self.go_to_day(self.day + timedelta(days=step))

    def go_to_day(self, day: date) -> bool:
        """False, and why, for a day that has not come."""
        if day > self.session.day + timedelta(days=self.DAYS_AHEAD):
            planned = _("Later days are not planned yet")
            latest = _("This is the latest day: nothing of tomorrow can be recorded yet")
            self.tell(planned if self.DAYS_AHEAD else latest, "refused")
            return False
        self._day = None if self.FOLLOWS_TODAY and day == self.session.day else day
        self.tell("")
        self.refresh_views()
        return True

    def action_find(self) -> None:
        self.query_one(FindLine).open()

    # -- the pane beside the list -----------------------------------------------------------------------------------

    def detail(self) -> Layout:
        """The row under the cursor in full. Asked only where the pane is in sight."""
        return nothing

    @on(RowList.Highlighted)
    def _other_row(self) -> None:
        self.afterwards("detail", lambda: self.show_detail(top=True))

    def show_detail(self, *, top: bool = False) -> None:
        """top: from its beginning, as for another row."""
        pane = self.query_one("#detail", TextPane)
        if pane.display:
            pane.show(self.detail(), top=top)

    def on_resize(self) -> None:
        """The columns, and whether there is a pane, depend on the width."""
        if self.is_mounted:
            self.call_after_refresh(self.refresh_views)
