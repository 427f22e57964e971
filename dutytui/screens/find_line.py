"""The line at the top of a list that finds in it while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget

from dutytui.texts.catalogue import _
from dutytui.widgets.rows import RowList

if TYPE_CHECKING:
    from textual.widgets import Input


class FindLine(Widget):
    """Hidden until asked for; what is typed into is made when it is first opened, so that a page comes up without it.

    Enter keeps what was found and goes to the list, Esc shows everything again. The arrows move in the list while one
    types, so that finding and doing is: F3, letters, Enter, Enter.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop_finding", show=False),
        Binding("up", "rows('move', -1)", show=False),
        Binding("down", "rows('move', 1)", show=False),
        Binding("pageup", "rows('page', -1)", show=False),
        Binding("pagedown", "rows('page', 1)", show=False),
    ]
    DEFAULT_CSS = """
    FindLine { display: none; height: 1; background: $panel; }
    FindLine Input, FindLine Input:focus { border: none; height: 1; padding: 0 1; background: $panel; }
    """

    class Wanted(Message):
        """Other words are looked for; "" shows everything."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def __init__(self, rows: RowList) -> None:
        super().__init__()
        self._rows = rows
        self._line: Input | None = None

    @property
    def words(self) -> str:
        """What is looked for now."""
        return self._line.value.strip() if self._line is not None and self.display else ""

    def open(self) -> None:
        self.display = True
        if self._line is None:
            from textual.widgets import Input  # only when somebody looks for something

            self._line = Input(select_on_focus=False)
            self.mount(self._line)
        self._line.placeholder = _("Find: words or pinyin initials. Enter goes to the list, Esc shows all")
        self._line.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Wanted(self.words))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if not self.words:
            self.action_stop_finding()
        self._rows.focus()

    def action_stop_finding(self) -> None:
        self._rows.focus()
        if self._line is not None:
            self._line.value = ""
        self.display = False
        self.post_message(self.Wanted(""))

    def action_rows(self, how: str, step: int) -> None:
        (self._rows.action_move if how == "move" else self._rows.action_page)(step)
