"""F10, terminals: who shares with us, when each was last heard of, how far behind it is, and how the share stands.

What can be done about a terminal (let it in, revoke it) is a key more in `KEYS` and an action that asks `chosen`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from dutytui.rules.sharing import Reach, TerminalRow, terminals
from dutytui.screens.dialog import DeskDialog
from dutytui.screens.keys import CLOSE
from dutytui.screens.terminals.keys import CONNECT_SHARE
from dutytui.screens.terminals.rows import TerminalRows
from dutytui.texts.catalogue import _, n_
from dutytui.texts.sharing import state_word
from dutytui.widgets.cells import visible
from dutytui.widgets.rows import RowList

if TYPE_CHECKING:
    from dutytui.screens.app import DutyApp


class TerminalsDialog(DeskDialog):
    KEYS = (CONNECT_SHARE, CLOSE)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("f2,1", "connect_share", show=False),
    ]
    CSS_PATH = "terminals.tcss"

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog terminals"):
            yield Static(_("Terminals"), classes="terminals--title", markup=False)
            yield Static("", id="share", markup=False)
            yield RowList()
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.refresh_views()
        self.query_one(RowList).focus()
        self.set_interval(1, self.refresh_views)

    @property
    def rows(self) -> tuple[TerminalRow, ...]:
        return terminals(self.desk.exchange.sharing)

    @property
    def chosen(self) -> TerminalRow | None:
        """The row under the cursor."""
        key = self.query_one(RowList).cursor_key
        return next((row for row in self.rows if row.fingerprint == key), None)

    def refresh_views(self) -> None:
        self.query_one("#share", Static).update(self._share())
        self.query_one(RowList).show(TerminalRows(self.rows, self.session.now()))

    def _share(self) -> str:
        sharing, folder = self.desk.exchange.sharing, self.desk.exchange.folder
        if folder is None or sharing.reach is Reach.OFF:
            return _("This terminal shares with nobody. {key} connects it to a shared folder", key=CONNECT_SHARE.shown)
        word, _odd = state_word(sharing, self.session.now())
        parts = [f"{visible(str(folder))}  {word}"]
        if sharing.refused:
            parts.append(_("The share takes nothing: {reason}", reason=sharing.refused))
        if sharing.waiting:
            parts.append(n_("{count} record waits to be shared", "{count} records wait to be shared", sharing.waiting))
        if sharing.to_come:
            parts.append(n_("{count} record is still to come", "{count} records are still to come", sharing.to_come))
        return "\n".join(parts)

    def action_connect_share(self) -> None:
        from dutytui.screens.terminals.share_form import ShareForm

        self.app.push_screen(ShareForm())

    def action_close(self) -> None:
        self.dismiss()


def show_terminals(app: DutyApp) -> None:
    app.push_screen(TerminalsDialog())
