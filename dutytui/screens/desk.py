"""The base of every destination: top bar, the screen's own body, message row and key row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType

from dutytui.rules.commands import Command
from dutytui.rules.refusal import Refusal
from dutytui.screens.find_line import FindLine
from dutytui.screens.keys import DESTINATIONS, FOOTER, ROW_KEYS, Key, bindings
from dutytui.screens.outcomes import with_doubt, worded
from dutytui.screens.row_first import RowFirst
from dutytui.session import Outcome, Session
from dutytui.widgets.bars import BottomBar, TopBar
from dutytui.widgets.rows import RowList

if TYPE_CHECKING:
    from dutytui.screens.app import DutyApp


class DeskScreen(RowFirst):
    """Subclasses give `compose_body` and `refresh_views`, and set `DESTINATION` to the id of their digit."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*ROW_KEYS)
    DESTINATION = ""
    REPORT = "day"
    """Which report Ctrl+O writes, on the pages that bind it."""
    OWN_KEYS: ClassVar[tuple[Key, ...]] = ()
    """The page's own keys that are told on the message row as long as nothing else stands there."""
    FOOTER_WORDS: ClassVar[Mapping[str, str]] = {}
    """By a key's id, what it does here where that is not what its word says; "" leaves out what does nothing here."""
    _day: date | None = None
    """The day looked at, on pages that can look at others; None is today, whenever that is."""

    @property
    def desk(self) -> DutyApp:
        return cast("DutyApp", self.app)

    @property
    def session(self) -> Session:
        return self.desk.session

    def compose(self) -> ComposeResult:
        # Its class for the terminal's width from the beginning: else all of it is styled once more when it is laid out.
        widths = [name for least, name in self.desk.HORIZONTAL_BREAKPOINTS if self.app.size.width >= least]
        self.add_class(*widths[-1:], update=False)
        here = f"go('{self.DESTINATION}')"
        yield TopBar([(key.shown, (key.word, key.brief or key.word), key.id == here, key.id) for key in DESTINATIONS])
        yield from self.compose_body()
        yield BottomBar(*self._keys())

    def _keys(self) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
        """Those of the key row, and the page's own."""
        words = {key.id: self.FOOTER_WORDS.get(key.id, key.word) for key in FOOTER}
        everywhere = [(key.shown, words[key.id], self._action(key)) for key in FOOTER if words[key.id]]
        return everywhere, [(key.shown, key.word, self._action(key)) for key in self.OWN_KEYS]

    def _action(self, key: Key) -> str:
        return key.id if hasattr(self, f"action_{key.id}") else f"app.{key.id}"

    def compose_body(self) -> ComposeResult:
        raise NotImplementedError

    def refresh_views(self) -> None:
        """Ask for the views again and repaint what changed. Called after every change and every new minute."""
        raise NotImplementedError

    def refresh_recorded(self) -> None:
        """The same after an act, for a page that shows its row first and the rest `afterwards`."""
        self.refresh_views()

    def show_at(self, day: date, key: str) -> bool:
        """Show that day with the row `key` under the cursor; False when it has no such row to stand on."""
        for line in self.query(FindLine):
            if line.display:
                line.action_stop_finding()
        self._day = None if day == self.session.day else day
        self.refresh_views()
        for rows in self.query(RowList):
            if rows.go_to(key):
                rows.focus()
                return True
        return False

    def on_screen_suspend(self) -> None:
        self.query_one(BottomBar).refresh_row(0)

    def on_screen_resume(self) -> None:
        if self.desk.spoke not in (None, self):
            self.query_one(BottomBar).tell("", "info")  # another page has said something since: this is no news
        self.query_one(BottomBar).refresh_row(0)
        self.refresh_frame()
        self.refresh_views()

    def refresh_frame(self) -> None:
        """Clock, person, phase strip; repaints only rows whose text changed."""
        self.query_one(TopBar).show(self.session, self.desk.alarm_watch.alarms, self.desk.exchange.sharing)

    def language_changed(self) -> None:
        self.query_one(TopBar).show(self.session, self.desk.alarm_watch.alarms, self.desk.exchange.sharing, afresh=True)
        self.tell("")  # what was told was told in the language before
        self.query_one(BottomBar).offer(*self._keys())
        self.refresh_views()

    def tell(self, text: str, kind: str = "info") -> None:
        """Say one thing on the message row; kind: saved, refused, error, alarm or info."""
        self.desk.spoke = self
        self.query_one(BottomBar).tell(*with_doubt(text, kind, self.desk.shut_out))

    @property
    def told(self) -> tuple[str, str]:
        """What stands on the message row, and its kind."""
        return self.query_one(BottomBar).said

    def submit(self, command: Command) -> Outcome:
        """Submit and say what came of it; *saved* is said only when the disk has it."""
        outcome = self.session.submit(command)
        self.tell_outcome(outcome)
        return outcome

    def tell_outcome(self, outcome: Outcome) -> None:
        self.tell(*worded(outcome, self.session.now()))
        if isinstance(outcome, Refusal) and outcome.code == "desk_locked":
            self.desk.guard.ask()  # a click goes through where a key would have been kept

    def open_entry(self, day: date, subject: str) -> None:
        from dutytui.screens.entry import EntryScreen  # only when an entry is opened

        self.app.push_screen(EntryScreen(day, subject))

    def action_report(self) -> None:
        from dutytui.screens.reports.form import report  # with its writers, only when it is asked for

        report(self.desk, self.REPORT)
