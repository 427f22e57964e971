"""A day's log or its handover sheets as a file; the ending of the name says the format."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from dutytui.exports.document import Document
from dutytui.reports.daily import Kind
from dutytui.reports.files import FORMATS, FileThereError, format_of, name_of, put
from dutytui.reports.gathered import day_report
from dutytui.screens import files
from dutytui.screens.dialog import DeskDialog
from dutytui.screens.keys import CLOSE, SAVE
from dutytui.texts.catalogue import _
from dutytui.texts.unwritable import unwritable
from dutytui.widgets.cells import visible

if TYPE_CHECKING:
    from dutytui.screens.app import DutyApp

_FOLDER = "reports_folder"


class ReportForm(DeskDialog):
    """A file that is there is written over when Enter is pressed once more on the same name."""

    KEYS = (SAVE, CLOSE)
    CSS_PATH = Path(__file__).with_name("form.tcss")  # forms of other pages are built on this one

    def __init__(self, day: date, kind: Kind = Kind.DAY) -> None:
        super().__init__()
        self._day, self._kind = day, kind
        self._asked_over: Path | None = None
        self._writing = False

    def compose(self) -> ComposeResult:
        document = self._document()
        endings = _(", ").join(f".{form}" for form in FORMATS)
        with Vertical(classes="dialog"):
            yield Static(visible(document.title), classes="reports--title", markup=False)
            yield Static(
                _("The ending says the format: {endings}", endings=endings), classes="reports--label", markup=False
            )
            yield Input(files.proposed(self.desk, _FOLDER, name_of(document, "html")), id="path", select_on_focus=False)
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def _document(self) -> Document:
        """Made anew for each file: others go on recording while the form is open."""
        return day_report(self.session, self._day, self._kind, self.desk.exchange.arrivals)

    @on(Input.Submitted)
    def action_save(self) -> None:
        if self._writing:
            return
        typed = self.query_one(Input).value.strip()
        try:
            path = files.place(self.desk, typed)
        except RuntimeError as reason:  # ~ of somebody who is not there
            self.tell(_("{file} can't be written: {reason}", file=visible(typed), reason=reason), "refused")
            return
        form = format_of(path)
        if not form:
            self.tell(_("Let the name end in {endings}", endings=_(", ").join(f".{one}" for one in FORMATS)), "refused")
            return
        self._writing = True
        self.tell(_("Writing the file"))
        self.run_worker(self._write(path, form), name="report")

    async def _write(self, path: Path, form: str) -> None:
        """What the records say is read here, where they are recorded; the file is made while the desk goes on."""
        document = self._document()
        document = replace(document, sections=tuple(document.sections))
        try:
            await asyncio.to_thread(put, document, form, path, over=path == self._asked_over)
        except FileThereError:
            self._asked_over = path
            self.tell(_("This file is there already. Enter once more writes over it"), "refused")
        except (OSError, ValueError) as reason:
            self.tell(visible(unwritable(path, reason)), "error")
        else:
            self.leave(files.written(self.desk, path, _FOLDER), "saved")
        finally:
            self._writing = False

    def action_close(self) -> None:
        if self._writing:
            self.tell(_("The file is being written: one moment"))
        else:
            self.leave()


def report(app: DutyApp, kind: str) -> None:
    """Opens the form. Of the day that the screen shows, today where it shows none or one to come."""
    day, today = getattr(app.screen, "day", None), app.session.day
    app.push_screen(ReportForm(min(day or today, today), Kind(kind)))
