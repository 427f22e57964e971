"""The two ways into paper: blank sheets as a file, and keying in what was written on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dutytui.exports.document import Document
from dutytui.reports.blank import blank
from dutytui.screens.day_screen import DayScreen
from dutytui.screens.paper.screen import PaperScreen
from dutytui.screens.reports.form import ReportForm

if TYPE_CHECKING:
    from dutytui.screens.app import DutyApp


class PaperForm(ReportForm):
    """Like that of any report; of a day that is to come as well."""

    def _document(self) -> Document:
        return blank(self.session.look(self._day))


def open_paper(app: DutyApp, page: str) -> None:
    """page: ``paper`` to key in, ``blank_paper`` to print: the day that the screen shows, where that is not over."""
    if page == "paper":
        app.push_screen(PaperScreen())
        return
    shown = app.screen.day if isinstance(app.screen, DayScreen) else app.session.day
    app.push_screen(PaperForm(max(shown, app.session.day)))
