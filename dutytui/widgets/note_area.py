"""A text field of several rows: Enter saves, Ctrl+J begins a new line, and pasted lines are all kept.

Imported by dialogs only, when they open: `TextArea` costs 11 ms.
"""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import TextArea


def unix_lines(text: str) -> str:
    """Terminals paste line breaks as carriage returns."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class PasteArea(TextArea):
    """A plain `TextArea` (Enter begins a new line) that takes in pasted text with its lines whole."""

    DEFAULT_CSS = "PasteArea { border: none; padding: 0; scrollbar-size-vertical: 1; }"

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(text, id=id, soft_wrap=True, compact=True, highlight_cursor_line=False)

    async def _on_paste(self, event: events.Paste) -> None:
        # Textual calls the handler of every base class, unless told not to.
        event.prevent_default()
        event.stop()
        if result := self._replace_via_keyboard(unix_lines(event.text), *self.selection):
            self.move_cursor(result.end_location)


class NoteArea(PasteArea):
    """A note of a few rows in a dialog."""

    class Submitted(Message):
        """Enter."""

        def __init__(self, area: NoteArea) -> None:
            super().__init__()
            self.area = area

        @property
        def control(self) -> NoteArea:
            return self.area

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self.post_message(self.Submitted(self))
        elif event.key in {"ctrl+j", "shift+enter"}:
            event.prevent_default()
            event.stop()
            self._replace_via_keyboard("\n", *self.selection)
