"""The desk as it runs in a terminal: `DutyApp`, with what belongs to a process and not to a screen."""

from __future__ import annotations

import gc
import os
from typing import Any

from dutytui.cli import first_paint
from dutytui.platform.textual_run import let_keys_through
from dutytui.screens.app import DutyApp
from dutytui.screens.at_desk import Desk
from dutytui.screens.desk import DeskScreen
from dutytui.texts.catalogue import _


class LiveDesk(DutyApp):
    """mall: as `first_paint.opened_by` names it, to keep its last screen for the next start; None keeps none.
    with_tour: begin with the guided tour."""

    def __init__(self, desk: Desk, mall: str | None, *, with_tour: bool = False) -> None:
        super().__init__(desk)
        self._mall = mall
        self._with_tour = with_tour

    def on_ready(self) -> None:
        # What was loaded stays until the end; looking through it again would only cost time.
        gc.freeze()
        gc.enable()
        self.set_interval(60, self.keep_screen)
        self.call_after_refresh(let_keys_through, self)

    def greet(self) -> None:
        if not self._with_tour:
            super().greet()
            return
        from dutytui.screens.tour.tour import begin  # only where it is shown

        begin(self)

    def exit(self, *arguments: Any, **options: Any) -> None:
        self.keep_screen()
        super().exit(*arguments, **options)

    def keep_screen(self) -> None:
        """Keep what the visible destination shows, dialogs left out, for the first paint of the next start."""
        if self._mall is None:
            return
        shown = next((screen for screen in self.screen_stack if isinstance(screen, DeskScreen)), None)
        if shown is None or not shown.size:
            return
        lines = [strip.text for strip in shown._compositor.render_strips()]
        note = _("Last screen, {time}. Opening.", time=f"{self.session.now():%m-%d %H:%M}")
        first_paint.save(lines, (self.size.width, self.size.height), self._mall, note, os.environ)
