"""The reference of every figure of the screen: a Textual program that shows a line and answers a key in it."""

from __future__ import annotations

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class Empty(App[None]):
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        self._line = Static("ready")
        self._count = 0
        yield self._line

    def on_key(self, event: events.Key) -> None:
        self._count += 1
        self._line.update(f"{self._count} {event.key}")


def main() -> None:
    Empty().run()
