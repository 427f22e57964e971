"""Which file of another program to bring in: a path typed with Tab, pasted, or dropped on the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from dutytui.imports import picked
from dutytui.imports.tables import UnreadableTableError
from dutytui.screens.dialog import DeskForm
from dutytui.screens.keys import CLOSE, COMPLETE, SAVE_FILE
from dutytui.texts.catalogue import _, n_
from dutytui.texts.os_words import os_words
from dutytui.texts.tables import unreadable
from dutytui.widgets.cells import visible

_SHOWN = 8


class PickForm(DeskForm):
    """Tab goes on with a name as far as it is clear. DRAFT: the name that the path is kept under."""

    KEYS = (SAVE_FILE, COMPLETE, CLOSE)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", show=False)]
    DEFAULT_CSS = """
    PickForm .pick--title { text-style: bold; color: $text-accent; height: auto; }
    PickForm .pick--label { color: $text-muted; height: auto; }
    PickForm #found { height: auto; max-height: 12; color: $text-muted; margin: 1 0 0 0; }
    """
    DRAFT: ClassVar[str]

    def title_words(self) -> str:
        """What is brought in."""
        raise NotImplementedError

    def bring_in(self, path: Path) -> None:
        """Take the file. Raises OSError and UnreadableTableError, which are told here."""
        raise NotImplementedError

    def begins_with(self) -> str:
        """What stands there where there is no draft."""
        return ""

    def compose(self) -> ComposeResult:
        self._draft = self.draft(self.DRAFT)
        typed = str(self._draft.load().get("path", "") or self.begins_with())
        with Vertical(classes="dialog"):
            yield Static(self.title_words(), classes="pick--title", markup=False)
            yield Static(_("A CSV or XLSX file: type its path, or drop it here"), classes="pick--label", markup=False)
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
        typed = self.query_one(Input).value
        path = picked.path_of(typed)
        if not typed.strip() or path.is_dir():
            self.tell(_("This is a folder: type on, Tab completes the name of a file"), "refused")
            return
        try:
            self.bring_in(path)
        except OSError as reason:
            why = os_words(reason)
            self.tell(_("{file} can't be opened: {reason}", file=visible(path.name), reason=why), "refused")
        except UnreadableTableError as reason:
            self.tell(unreadable(reason), "refused")
