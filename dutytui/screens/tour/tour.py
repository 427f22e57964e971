"""The guided tour: goes from step to step over the real pages, and in an invented mall lets one try each.

It records nothing itself, ever. Where the mall is real it only shows; where it is invented it waits beside the page
until what it asked for was done, whichever way, and goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Event, Key
from textual.widgets import Input, Static

from dutytui.screens.desk import DeskScreen
from dutytui.screens.tour.card import BEFORE, LEFT, ON, TourCard
from dutytui.screens.tour.steps import COUNTED, STEPS, Before, count
from dutytui.texts.catalogue import _

if TYPE_CHECKING:
    from dutytui.screens.app import DutyApp

SETTING = "tour"
"""Of this terminal: how the tour ended, ``left`` or ``done``."""


class TourLine(Static):
    """What is to be tried, over the page that it is tried on."""

    DEFAULT_CSS = (
        "TourLine { height: auto; max-height: 2; padding: 0 1; background: $success 20%; color: $foreground; }"
    )


def begin(app: DutyApp) -> None:
    """From the first step. In the middle of trying: back to the card of that step."""
    if app.tour is None:
        app.tour = Tour(app)
    app.tour.show()


class Tour:
    """at: the step, from 0; trying: how things stood when its task was begun, None while its card is shown."""

    def __init__(self, app: DutyApp) -> None:
        self._app = app
        self._seen = False
        self._line: TourLine | None = None
        self.at = 0
        self.trying: Before | None = None

    def show(self) -> None:
        """The card of the step, over its page."""
        self._take_line()
        self.trying = None
        self._app.run_worker(self._show(), name="tour", exclusive=True)

    async def _show(self) -> None:
        app, step = self._app, STEPS[self.at]
        page = (app.practice and step.begin) or step.page
        if app.current_mode != page and isinstance(app.screen, DeskScreen):
            await app.switch_mode(page)
        head = _("Tour, {step} of {steps}. {about}", step=self.at + 1, steps=len(STEPS), about=self._about())
        card = TourCard((head, _(step.title)), _(step.text), _(step.task) if app.practice else "")
        await app.push_screen(card, lambda _nothing: self._left(card.result))

    def _about(self) -> str:
        if self._app.practice:
            return _("This mall is invented: nothing can go wrong")
        return _("The tour only shows; it records nothing")

    def _left(self, result: str) -> None:
        if result.isdigit():
            self.at = min(int(result), len(STEPS)) - 1
        elif result == BEFORE:
            self.at = max(self.at - 1, 0)
        elif result == ON and self._app.practice:
            self._try()
            return
        elif result == ON:
            self._on()
            return
        else:
            self.end(LEFT)
            return
        self.show()

    def _on(self) -> None:
        if self.at + 1 == len(STEPS):
            self.end("done")
        else:
            self.at += 1
            self.show()

    def _try(self) -> None:
        self.trying, self._seen = {kind: count(self._app, kind) for kind in COUNTED}, False
        self._put_line()

    def takes(self, key: Event) -> bool:
        """Whether a key is meant for the tour: Esc on a page, which leads back to the card. Asked before each key, so
        that a dialog that is open for a moment only is noticed."""
        self._see()
        on_page = self.trying is not None and isinstance(self._app.screen, DeskScreen)
        if not on_page or not isinstance(key, Key) or key.key != "escape" or isinstance(self._app.focused, Input):
            return False
        self.look() if self._seen else self.show()
        return True

    def _see(self) -> None:
        done = STEPS[self.at].done
        if self.trying is not None and done is not None and done(self._app, self.trying):
            self._seen = True

    def look(self) -> None:
        """Once a second: on to the next step when the task was done; else the line stands where somebody looks."""
        self._see()
        if self.trying is None or not isinstance(self._app.screen, DeskScreen):
            return  # what is open over the page is finished first
        if self._seen:
            self._app.tell(_("Done, that is how it goes"))
            self._on()
        else:
            self._put_line()

    def _put_line(self) -> None:
        screen = self._app.screen
        if self._line is None or self._line.screen is not screen:
            self._take_line()
            task = _(STEPS[self.at].task)
            words = _("{task}. (Esc: back to the card)", task=task)
            self._line = TourLine(words, markup=False)
            screen.mount(self._line, before=0)

    def _take_line(self) -> None:
        if self._line is not None:
            self._line.remove()
            self._line = None

    def end(self, how: str) -> None:
        """how: `LEFT` or ``done``. Whoever has not signed in is asked now."""
        app = self._app
        self._take_line()
        self.trying = None
        app.tour = None
        app.remember(SETTING, how)
        app.tell(_("The tour is over. F10, Tour: any time again"))
        if not app.session.actor.person:
            app.action_switch_person()
