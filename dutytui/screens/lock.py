"""A locked desk stays readable: keys that only look go through, the first one that would act asks for the PIN."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from textual import events
from textual.binding import Binding

from dutytui.rules.commands import SignIn
from dutytui.screens.desk import DeskScreen
from dutytui.screens.dialog import DeskDialog
from dutytui.screens.find_line import FindLine
from dutytui.screens.keys import DESK_KEYS, DESTINATIONS, ON_DESK, ROW_KEYS
from dutytui.screens.outcomes import worded
from dutytui.texts.catalogue import _

if TYPE_CHECKING:
    from dutytui.screens.app import DutyApp

_ACTING = {"act", "capture", "waive", "fail", "undo", "record", "new_case"}
_ALWAYS = {"escape", "up", "down", "left", "right", "pageup", "pagedown", "home", "end", "tab", "shift+tab"}


def _reading_keys() -> frozenset[str]:
    """Keys of any destination that record nothing, as Textual names them, full-width forms included."""
    reads = (key.binding() for key in (*DESTINATIONS, *DESK_KEYS, *ROW_KEYS, *ON_DESK) if key.id not in _ACTING)
    return frozenset({one.key for binding in reads for one in Binding.make_bindings([binding])} | _ALWAYS)


class Guard:
    """The lock of one program. `felt` is called for every key and click, `look` once a second."""

    def __init__(self, app: DutyApp) -> None:
        self._app = app
        self._touched: datetime | None = None
        self._reading: frozenset[str] | None = None

    def felt(self) -> None:
        self._touched = self._app.session.now()

    def look(self) -> None:
        """Lock when nobody has touched anything for as long as the mall says."""
        session, minutes = self._app.session, self._app.session.procedures.pins.lock_after
        if self._touched is None:
            self.felt()
        if not minutes or not session.proving.signatory.person or self._touched is None:
            return
        if session.now() - self._touched >= timedelta(minutes=minutes):
            self.lock()

    def lock(self) -> None:
        """Forget the key of whoever sits here; what they were typing stays."""
        self._app.session.proving.signatory.lock()
        self._app.tell(_("Locked. Reading goes on; the first key that records something asks for the PIN"), "info")
        self._app.refresh_desk()

    def holds(self, event: events.Event) -> bool:
        """Whether a key or paste is kept until the PIN was typed; then it is given to whoever it was meant for."""
        session = self._app.session
        if not session.proving.locks(session.actor.person) or not self._acts(event):
            return False
        self.ask(event)
        return True

    def ask(self, then: events.Event | None = None) -> None:
        """Ask for the PIN of whoever is signed in, over whatever is open, and go on with `then`."""
        from dutytui.screens.people import pin_dialog, tell_here  # with the first lock
        from dutytui.screens.pins.dialog import PinDialog

        app, actor = self._app, self._app.session.actor

        def answered(proven: bool | None) -> None:
            app.refresh_desk()
            if proven and then is not None:
                app.call_after_refresh(app.post_message, then)

        if isinstance(app.screen, PinDialog):
            return
        refusal = app.session.refuses(SignIn(actor.person, actor.name, actor.post))
        dialog = pin_dialog(refusal)
        if dialog is not None:
            app.push_screen(dialog(actor.person, actor.name), answered)
        elif refusal is not None:  # they have left since they sat down
            tell_here(app, *worded(refusal, app.session.now()))

    def _acts(self, event: events.Event) -> bool:
        screen = self._app.screen
        if isinstance(screen, DeskDialog):
            return not isinstance(event, events.Key) or event.key not in {*_ALWAYS, "f1", "f9", "ctrl+q"}
        if not isinstance(screen, DeskScreen):
            return False
        if screen.focused is not None and isinstance(screen.focused.parent, FindLine):
            return False
        if self._reading is None:
            self._reading = _reading_keys()
        return not isinstance(event, events.Key) or event.key not in self._reading
