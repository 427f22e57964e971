"""A screen that does nothing twice while it comes up, and nothing that nobody asked for yet.

Textual styles all of a new screen as it is mounted and once more as it is shown, and renders frames only to throw them
away, since nothing is written until the screen is complete. The names taken from it are private: used here, nowhere
else.
"""

from __future__ import annotations

from textual import events
from textual.screen import Screen
from textual.widget import Widget

from dutytui.platform.row_compositor import paint_rows


class OnceScreen(Screen[None]):
    """The base of every destination, painted row by row."""

    def __init__(self) -> None:
        super().__init__()
        paint_rows(self)
        self._has_tooltip = False
        self._held_back = False

    def _extend_compose(self, widgets: list[Widget]) -> None:
        """Without the tooltip, which a mouse must rest for."""

    def _handle_mouse_move(self, event: events.MouseMove) -> None:
        if not self._has_tooltip:
            from textual.widgets import Tooltip

            self._has_tooltip = True
            self.mount(Tooltip(id="textual-tooltip"))
        super()._handle_mouse_move(event)

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        """Goes before Textual's own. Shown for the first time, it has missed nothing since its widgets were styled; it
        was itself, before its own style sheet was read."""
        if not self.stack_updates:
            event.refresh_styles = False
            self.app.stylesheet.apply(self)

    def _compositor_refresh(self) -> None:
        """What is held back is drawn when it no longer is: all of it, once."""
        if self.app._batch_count:
            self._held_back = self._repaint_required = True
            return
        if self._held_back:
            self._held_back = self._repaint_required = False
            self._compositor._dirty_regions.add(self._compositor.size.region)
        super()._compositor_refresh()
