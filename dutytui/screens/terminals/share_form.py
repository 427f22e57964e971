"""Which folder the terminals share: a path typed with Tab. It is asked in a worker: a network drive may take long."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from dutytui.imports import picked
from dutytui.screens.dialog import DeskForm
from dutytui.screens.files import none_here
from dutytui.screens.keys import CLOSE, COMPLETE
from dutytui.screens.terminals.keys import CONNECT
from dutytui.texts.catalogue import _
from dutytui.texts.os_words import os_words
from dutytui.texts.sharing import cannot
from dutytui.widgets.cells import visible


class ShareForm(DeskForm):
    """What was typed stays there until the share is connected."""

    KEYS = (CONNECT, COMPLETE, CLOSE)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", show=False)]
    CSS_PATH = "terminals.tcss"

    def compose(self) -> ComposeResult:
        self._draft = self.draft("share-folder")
        self._asking = False
        typed = str(self._draft.load().get("path", "") or self.desk.exchange.folder or "")
        with Vertical(classes="dialog"):
            yield Static(_("Connect a shared folder"), classes="terminals--title", markup=False)
            words = _("A folder on a network drive, or one that a sync program keeps alike everywhere. Empty: none")
            yield Static(words, classes="terminals--label", markup=False)
            yield Input(typed, id="path", select_on_focus=False)
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _keep(self) -> None:
        self._draft.changed(path=self.query_one(Input).value)

    def action_complete(self) -> None:
        field = self.query_one(Input)
        field.value = picked.completed(field.value, endings=())
        field.cursor_position = len(field.value)

    @on(Input.Submitted)
    def action_connect(self) -> None:
        away = none_here(self.desk)
        if away:
            self.tell(away, "refused")
        if away or self._asking:
            return
        typed = self.query_one(Input).value.strip()
        if not typed:
            self._disconnect()
            return
        self._asking = True
        self.tell(_("Asking {folder} …", folder=visible(typed)))
        self.run_worker(self._connect(picked.path_of(typed)), name="connect a share")

    async def _connect(self, folder: Path) -> None:
        try:
            reason = await asyncio.to_thread(self.desk.exchange.connect, folder)
        finally:
            self._asking = False
        if reason is not None:
            self.tell(cannot(reason.code, reason.values), "refused")
            return
        self._draft.drop()
        self.leave(_("Connected: what is recorded goes to {folder}", folder=visible(str(folder))), "saved")

    def _disconnect(self) -> None:
        error = self.desk.exchange.disconnect()
        if error is not None:
            self.tell(cannot("unreachable", {"reason": os_words(error)}), "error")
            return
        self._draft.drop()
        self.leave(_("This terminal shares with nobody now. What is recorded is saved here"))
