"""What dialogs over a destination share: message and key rows, the session, and drafts that survive a crash."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.timer import Timer

from dutytui.platform.row_compositor import paint_rows
from dutytui.rules.commands import Command
from dutytui.screens.keys import Key
from dutytui.screens.outcomes import with_doubt, worded
from dutytui.session import Outcome, Saved, Session
from dutytui.texts.catalogue import _
from dutytui.texts.labels import clock_time
from dutytui.texts.refusals import disk_error
from dutytui.widgets.bars import BottomBar

if TYPE_CHECKING:
    from dutytui.screens.app import DutyApp
    from dutytui.screens.at_desk import Drafts

_DRAFT_EVERY = 0.25
"""Seconds between two writes of a draft while somebody types: what a crash may take of it."""


class Draft:
    """One draft: written at most every `_DRAFT_EVERY` seconds, and at once when asked to `keep`."""

    def __init__(self, drafts: Drafts, name: str, later: Callable[[float, Callable[[], None]], Timer]) -> None:
        """later: the screen's `set_timer`."""
        self._drafts = drafts
        # A subject has a colon, which no file name may have everywhere.
        self._name = name.replace(":", "-")
        self._later = later
        self._waiting: dict[str, Any] | None = None
        self._timer: Timer | None = None
        self.error: OSError | None = None

    def load(self) -> dict[str, Any]:
        return self._drafts.load(self._name) or {}

    def changed(self, **value: Any) -> None:
        """What stands there now; an all-empty draft is none."""
        self._waiting = value
        if self._timer is None:
            self._timer = self._later(_DRAFT_EVERY, self.keep)

    def keep(self) -> None:
        """Write what waits. `error` says why it could not be written, None when it was."""
        value, self._waiting = self._waiting, None
        self._stop()
        if value is None:
            return
        if any(value.values()):
            self.error = self._drafts.save(self._name, value)
        else:
            self._drafts.drop(self._name)

    def drop(self) -> None:
        self._waiting = None
        self._stop()
        self._drafts.drop(self._name)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None


class DeskDialog(ModalScreen[None]):
    """A modal screen with a `BottomBar` of its own; subclasses yield one (`bottom_bar`) at the end of `compose`."""

    KEYS: ClassVar[tuple[Key, ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "app.help", show=False),
        Binding("f8", "switch_person", show=False),
        Binding("escape", "close", show=False),
    ]

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        paint_rows(self)

    @property
    def desk(self) -> DutyApp:
        return cast("DutyApp", self.app)

    @property
    def session(self) -> Session:
        return self.desk.session

    def bottom_bar(self) -> BottomBar:
        return BottomBar([(key.shown, key.word, key.id) for key in self.KEYS if key.footer])

    def refresh_views(self) -> None:
        """Something was recorded, here or at another desk. For a dialog that shows a view of it."""

    def draft(self, name: str) -> Draft:
        return Draft(self.desk.drafts, name, self.set_timer)

    def action_switch_person(self) -> None:
        """Who was refused here is told to press F8: nobody must leave the dialog for it."""
        from dutytui.screens.people import sign_in  # only when somebody else sits down

        sign_in(self.desk)

    def action_next_language(self) -> None:
        self.desk.action_next_language()
        self.tell("")
        self.query_one(BottomBar).refresh()
        self.refresh_views()

    def tell(self, text: str, kind: str = "info") -> None:
        """Say one thing on the dialog's message row; kind: saved, refused, error or info."""
        self.query_one(BottomBar).tell(*with_doubt(text, kind, self.desk.shut_out))

    def submit(self, command: Command) -> Outcome:
        """Submit, and say why when it was not saved. That it was is said where the dialog leads back to (`saved`)."""
        outcome = self.session.submit(command)
        if not isinstance(outcome, Saved):
            self.tell(*worded(outcome, self.session.now()))
        return outcome

    def leave(self, text: str = "", kind: str = "info") -> None:
        """Close, and say it where the dialog leads back to: the dialog beneath, and the destination behind that."""
        beneath = [screen for screen in self.app.screen_stack if isinstance(screen, DeskDialog) and screen is not self]
        self.dismiss()
        if text:
            self.desk.tell(text, kind)
            for dialog in beneath:
                dialog.tell(text, kind)

    def saved(self) -> str:
        """The words for *saved*; only after `submit` returned `Saved`."""
        return _("Saved {time}", time=clock_time(self.session.now()))

    def action_close(self) -> None:
        """Esc. Where somebody types it is `DeskForm`'s."""
        self.leave()

    def action_next_field(self) -> None:
        self.focus_next()

    def action_new_line(self) -> None:
        from dutytui.widgets.note_area import NoteArea  # only where a note is typed

        if isinstance(self.focused, NoteArea):
            self.focused.insert("\n")


class DeskForm(DeskDialog):
    """A dialog in which somebody types; subclasses make `_draft` in `compose`. Leaving it loses nothing."""

    _draft: Draft

    def put_away(self, text: str = "") -> None:
        """Close with the draft kept, and say `text`; or why it could not be kept."""
        self._draft.keep()
        if self._draft.error is not None:
            self.leave(disk_error(self._draft.error), "error")
        else:
            self.leave(text)

    def action_close(self) -> None:
        self.put_away()
