"""The line in which a guard's radio calls are typed, read as they are typed: point, done, time."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from dutytui.rules.patrols.radio import Call
from dutytui.texts.catalogue import _
from dutytui.widgets.cells import visible


class RadioLine(Vertical):
    """Hidden until asked for; stays open for one call after the other. Esc closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "stop", show=False)]
    DEFAULT_CSS = """
    RadioLine { display: none; height: 2; background: $panel;
        & Input, & Input:focus { border: none; height: 1; padding: 0 1; background: $surface; }
        & Static { height: 1; padding: 0 1; color: $text-success; }
        & Static.-wrong { color: $text-error; }
    }
    """

    class Said(Message):
        """Enter on a call that was understood."""

        def __init__(self, call: Call) -> None:
            super().__init__()
            self.call = call

    class Closed(Message):
        """Esc."""

    def __init__(self, read: Callable[[str], Call], words: Callable[[Call], tuple[str, bool]]) -> None:
        """read: a line as a call; words: a call in words, and whether it can be recorded."""
        super().__init__()
        self._read = read
        self._words = words

    def compose(self) -> ComposeResult:
        yield Static("", id="heard", markup=False)
        yield Input(select_on_focus=False)

    @property
    def is_open(self) -> bool:
        return bool(self.display)

    def open(self) -> None:
        self.query_one(Input).placeholder = _("B1 done; 3F stockroom done 1432. Enter records, Esc closes")
        self.display = True
        self.query_one(Input).focus()
        self.preview()

    def clear(self) -> None:
        """The call was recorded; the next one may come."""
        self.query_one(Input).value = ""

    @on(Input.Changed)
    def preview(self, event: Input.Changed | None = None) -> None:
        """Say what the line is taken for."""
        if event is not None:
            event.stop()
        words, good = self._words(self._read(self.query_one(Input).value))
        heard = self.query_one("#heard", Static)
        heard.set_class(not good, "-wrong")
        heard.update(visible(words), layout=False)

    @on(Input.Submitted)
    def _say(self, event: Input.Submitted) -> None:
        event.stop()
        call = self._read(event.value)
        if not call.problem:
            self.post_message(self.Said(call))
        else:
            self.preview()

    def action_stop(self) -> None:
        self.display = False
        self.post_message(self.Closed())
