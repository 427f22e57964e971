"""What dialogs about PINs share: masked lines that take digits of any width, a reason beneath, and the trying."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from dutytui.identity.pins import NotHereError
from dutytui.rules.credentials.pins import LONGEST, digits_of
from dutytui.rules.procedure import MANAGE_PEOPLE
from dutytui.screens.key_row import BACK, GO_ON, KeyRow
from dutytui.texts.catalogue import _, n_, pick
from dutytui.texts.labels import clock_time
from dutytui.texts.os_words import os_words
from dutytui.texts.refusals import refused
from dutytui.widgets.cells import visible

if TYPE_CHECKING:
    from dutytui.identity.pins import Pins
    from dutytui.screens.app import DutyApp


class PinLine(Input):
    """Digits, each shown as a star: Textual's own dot is two cells wide in some terminals."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id, password=True, max_length=LONGEST)

    @property
    def _value(self) -> Text:
        return Text("*" * len(self.value), no_wrap=True, overflow="ignore", end="")

    @property
    def digits(self) -> str:
        """What was typed, full-width digits as plain ones."""
        return digits_of(self.value)

    def taken(self) -> str:
        """The same; the line is empty afterwards."""
        typed, self.value = self.digits, ""
        return typed


class PinDialog(ModalScreen[bool]):
    """person: their id; name: as it is shown. Hands back True once they are proven, False on Esc."""

    LINES: ClassVar[tuple[str, ...]] = ()
    """The ids of the lines, in order."""
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (GO_ON, BACK)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("down,tab", "app.focus_next", show=False),
        Binding("up,shift+tab", "app.focus_previous", show=False),
    ]
    DEFAULT_CSS = """
    PinDialog > Vertical { width: 60; }
    PinDialog .pin--title { text-style: bold; color: $text-accent; height: auto; }
    PinDialog .pin--label { color: $text-muted; height: auto; margin: 1 0 0 0; }
    PinDialog .pin--why { color: $text-error; height: auto; margin: 1 0 0 0; }
    PinDialog .pin--hint { color: $text-muted; height: auto; margin: 1 0 0 0; }
    """

    def __init__(self, person: str, name: str) -> None:
        super().__init__()
        self.person, self.person_name = person, name
        self._busy = False

    @property
    def desk(self) -> DutyApp:
        return cast("DutyApp", self.app)

    @property
    def pins(self) -> Pins:
        return self.desk.pins

    def title_words(self) -> str:
        raise NotImplementedError

    def label(self, line: str) -> str:
        """The words over a line, "" for none."""
        raise NotImplementedError

    def hint(self) -> str:
        return ""

    async def entered(self, line: str) -> None:
        """Enter was pressed in a line."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(visible(self.title_words()), classes="pin--title", markup=False)
            for line in self.LINES:
                label = self.label(line)
                if label:
                    yield Static(label, classes="pin--label", markup=False)
                yield PinLine(line)
            yield Static("", classes="pin--why", markup=False)
            hint = self.hint()
            if hint:
                yield Static(hint, classes="pin--hint", markup=False)
        yield KeyRow(*self.KEYS)

    def line(self, name: str) -> PinLine:
        return self.query_one(f"#{name}", PinLine)

    def why(self, text: str) -> None:
        self.query_one(".pin--why", Static).update("\n".join(map(visible, text.split("\n"))))

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if not self._busy:  # a second Enter, while the first is still being looked at, is no second try
            self._busy = True
            self.run_worker(self._enter(event.input.id or ""), name="pin", exit_on_error=True)

    async def _enter(self, line: str) -> None:
        try:
            await self.entered(line)
        finally:
            self._busy = False

    async def proves(self, pin: str) -> bool:
        """Try a PIN: count it, look in a worker so that the screen lives, and say what came of it. What is no PIN, as
        words that were typed on into the dialog, is no try.
        """
        if not (pin.isascii() and pin.isdigit()):
            self.why(_("Type the digits of the PIN"))
            return False
        try:
            attempt = self.pins.attempt(self.person)
        except NotHereError as reason:
            self.why(refused(reason.refusal))
            return False
        except OSError as reason:
            self.why(_("Nobody can try now: this terminal's folder says {reason}", reason=os_words(reason)))
            return False
        if isinstance(attempt, datetime):
            self.why(self._waits(attempt))
            return False
        self.why(_("One moment …"))
        key = await asyncio.to_thread(attempt.opens, pin)
        if key is not None:
            self.pins.right(self.person, key)
            return True
        until = self.pins.wrong(attempt)
        left = self.pins.policy.tries - attempt.wrong
        told = [_("Wrong PIN.")]
        if left > 0:
            told.append(n_("{count} try left before the long wait", "{count} tries left before the long wait", left))
        if until is not None:
            told.append(self._waits(until))
        self.why("\n".join(told))
        return False

    def _waits(self, until: datetime) -> str:
        told = _("Next try at {time}.", time=clock_time(until))
        if (until - self.desk.session.now()).total_seconds() <= 300:
            return told
        posts = self.desk.session.look().law.posts_that_may(MANAGE_PEOPLE)
        who = _(", ").join(pick(post.name) for post in posts)
        return told + "\n" + _("Sooner: {posts} let them in at this terminal (F10, People and PINs)", posts=who)

    def done(self) -> None:
        """Close as proven, once the worker that calls this has come to its end: it goes with its screen."""
        self.call_later(self._close, True)

    def _close(self, proven: bool) -> None:
        self.dismiss(proven)  # not handed back: a screen can't wait for its own end

    def action_close(self) -> None:
        self.dismiss(False)
