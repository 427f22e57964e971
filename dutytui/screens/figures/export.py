"""The figures of a period as a file for spreadsheet programs: a row a day, and the whole period last."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from dutytui.exports.saved import save
from dutytui.exports.tables import csv_bytes, xlsx_bytes
from dutytui.rules.figures.counts import DayFigures
from dutytui.screens import files
from dutytui.screens.dialog import DeskDialog
from dutytui.screens.figures.source import Seen
from dutytui.screens.keys import CLOSE, SAVE
from dutytui.texts.catalogue import _
from dutytui.texts.figures import period_name, table
from dutytui.texts.os_words import os_words
from dutytui.widgets.cells import visible

_FOLDER = "figures_folder"


class ExportForm(DeskDialog):
    """The ending of the name says the format: .csv or .xlsx."""

    KEYS = (SAVE, CLOSE)
    CSS_PATH = "forms.tcss"

    def __init__(self, seen: Seen) -> None:
        super().__init__()
        self._seen = seen

    def compose(self) -> ComposeResult:
        over = self._seen.now.over
        name = f"figures-{over.first:%Y-%m-%d}-{over.last:%Y-%m-%d}.xlsx"
        with Vertical(classes="dialog"):
            title = _("Figures of {period} as a file", period=period_name(over))
            yield Static(title, classes="figures--title", markup=False)
            yield Static(_("The ending says the format: .xlsx or .csv"), classes="figures--label", markup=False)
            yield Input(files.proposed(self.desk, _FOLDER, name), id="path", select_on_focus=False)
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def action_save(self) -> None:
        path = files.place(self.desk, self.query_one(Input).value.strip())
        if path.suffix.lower() not in {".csv", ".xlsx"}:
            self.tell(_("Let the name end in .xlsx or .csv"), "refused")
            return
        header, rows = table(days_and_whole(self._seen))
        title = period_name(self._seen.now.over)
        data = csv_bytes(header, rows) if path.suffix.lower() == ".csv" else xlsx_bytes(title, header, rows)
        try:
            save(path, data)
        except OSError as reason:
            why = os_words(reason)
            self.tell(_("{file} can't be written: {reason}", file=visible(path.name), reason=why), "error")
            return
        self.leave(files.written(self.desk, path, _FOLDER), "saved")


def days_and_whole(seen: Seen) -> list[tuple[str, DayFigures]]:
    """A row for each day that anything is known of, and the period as a whole."""
    over = seen.now.over
    days = [(day.isoformat(), seen.days[day]) for day in over.days if day in seen.days]
    return [*days, (period_name(over), seen.now.total)]
