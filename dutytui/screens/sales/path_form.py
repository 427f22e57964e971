"""Which file to bring in: a path typed with Tab, pasted, or dropped on the terminal."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from dutytui.imports import picked
from dutytui.imports.sales import sales_file
from dutytui.imports.tables import UnreadableTableError
from dutytui.rules.sales.figures import sold_before
from dutytui.screens.dialog import DeskForm
from dutytui.screens.keys import CLOSE, COMPLETE, SAVE_FILE
from dutytui.texts.catalogue import _, n_
from dutytui.texts.labels import day_name
from dutytui.texts.os_words import os_words
from dutytui.texts.tables import unreadable
from dutytui.widgets.cells import visible

_FOLDER = "sales_folder"
_SHOWN = 8


class PathForm(DeskForm):
    """Tab goes on with a name as far as it is clear. The folder of the last file is there already."""

    KEYS = (SAVE_FILE, COMPLETE, CLOSE)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", show=False)]
    CSS_PATH = "forms.tcss"

    def __init__(self, day: date) -> None:
        super().__init__()
        self._day = day

    def compose(self) -> ComposeResult:
        self._draft = self.draft("sales-file")
        typed = str(self._draft.load().get("path", "") or self.desk.settings.get(_FOLDER, ""))
        with Vertical(classes="dialog"):
            title = _("Bring in the sales of {day}", day=day_name(sold_before(self._day)))
            yield Static(title, classes="sales--title", markup=False)
            yield Static(_("A CSV or XLSX file: type its path, or drop it here"), classes="sales--label", markup=False)
            yield Input(typed, id="path", select_on_focus=False)
            yield Static("", id="found", markup=False)
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        self._offer()

    @on(Input.Changed)
    def _offer(self) -> None:
        typed = self.query_one(Input).value
        self._draft.changed(path=typed)
        found = picked.completions(typed)
        names = [visible(picked.last_part(path)) for path in found[:_SHOWN]]
        if len(found) > _SHOWN:
            names.append(n_("and {count} more", "and {count} more", len(found) - _SHOWN))
        self.query_one("#found", Static).update("\n".join(names))

    def action_complete(self) -> None:
        field = self.query_one(Input)
        field.value = picked.completed(field.value)
        field.cursor_position = len(field.value)

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Read the file and show what will be taken from it."""
        typed = self.query_one(Input).value
        path = picked.path_of(typed)
        if not typed.strip() or path.is_dir():
            self.tell(_("This is a folder: type on, Tab completes the name of a file"), "refused")
            return
        try:
            data = picked.content(path)
            file = sales_file(path.name, data, self.session.procedures.sales)
        except OSError as reason:
            why = os_words(reason)
            self.tell(_("{file} can't be opened: {reason}", file=visible(path.name), reason=why), "refused")
            return
        except UnreadableTableError as reason:
            self.tell(unreadable(reason), "refused")
            return
        self._remember(path)
        from dutytui.screens.sales.preview import PreviewForm

        self.dismiss()
        self.app.push_screen(PreviewForm(self._day, file))

    def _remember(self, path: Path) -> None:
        self._draft.drop()
        folder = path.absolute().parent
        self.desk.settings.set(_FOLDER, str(folder / "x")[:-1])
