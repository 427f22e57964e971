"""The program on the screen: destinations, themes, language, the one ticking clock. It holds no rule and no store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.binding import Binding
from textual.screen import Screen

from dutytui.platform.row_compositor import paint_now
from dutytui.screens.alarm_watch import AlarmWatch, hear
from dutytui.screens.alerts.outgoing import Outgoing
from dutytui.screens.at_desk import AtDesk, Desk
from dutytui.screens.desk import DeskScreen
from dutytui.screens.dialog import DeskDialog
from dutytui.screens.keys import DESK_KEYS, DESTINATIONS, PAGES, bindings
from dutytui.screens.lock import Guard
from dutytui.screens.modes import MODES
from dutytui.screens.safe_app import SafeApp
from dutytui.screens.themes import THEMES
from dutytui.screens.type_ahead import TypeAhead
from dutytui.texts import catalogue
from dutytui.texts.catalogue import _
from dutytui.widgets.glyphs import use_plain

if TYPE_CHECKING:
    from dutytui.exchange import Beat
    from dutytui.rules.commands import Command
    from dutytui.screens.carrying import Carrying
    from dutytui.screens.tour.tour import Tour


_LOOK_EVERY = 5
"""Minutes of the clock after which the journals are looked through again for what is new or was changed."""
_AT_ONCE = 500
"""Events of earlier days that are taken in between two keys."""


class DutyApp(AtDesk, SafeApp[None]):
    """stands: whether the first screen has been drawn; what it does without is loaded after that."""

    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {**MODES}
    DEFAULT_MODE = "now"
    BINDINGS = [*bindings(*DESTINATIONS, *DESK_KEYS), Binding("ctrl+c", "quit_hint", show=False, priority=True)]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (160, "-wide")]
    ENABLE_COMMAND_PALETTE = False
    outbox: Path | None = None
    """In a browser tab, the folder that files are handed on from; None at the machine itself (`screens.files`)."""
    CSS = """
    Screen { background: $background; }
    .dialog { width: 72; max-width: 96%; height: auto; max-height: 90%; padding: 0 1; }
    .dialog { background: $surface; border: round $primary; }
    .dialog Input, .dialog Input:focus { border: none; height: 1; padding: 0 1; background: $panel; }
    Finder .dialog { width: 100; height: 90%; }
    .-plain .dialog { border: ascii $primary; }
    ModalScreen { align: center middle; background: $background 60%; }
    """

    practice = False
    """Whether the mall is invented, so that everything may be tried."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.tour: Tour | None = None
        self.stands = False
        self.session = desk.session
        self.drafts = desk.drafts
        self.settings = desk.settings
        self.exchange = desk.exchange
        self.catch_up = desk.catch_up
        self._desk = desk
        self._minute: tuple[int, int] | None = None
        self._carrying: Carrying | None = None
        self._index_behind = False
        self.alarm_watch = AlarmWatch()
        self.spoke: DeskScreen | None = None
        """The destination that has said something last."""
        self.outgoing = Outgoing(desk.make_alerts, desk.has_alerts)
        self._type_ahead = TypeAhead(self)
        self.guard = Guard(self)
        self.animation_level = "none"
        for theme in THEMES:
            self.register_theme(theme)
        catalogue.use(self.settings.get("language", "zh-Hans"))
        self.theme = self.settings.get("theme", "night")
        self.set_plain(bool(self.settings.get("safe_width", False)))

    def on_mount(self) -> None:
        self.session.listen(self.refresh_desk)
        self.set_interval(1, self._tick)
        self.call_after_refresh(self._after_first_paint)

    def _after_first_paint(self) -> None:
        """What may come a moment later: whose word counts, who is there, and what earlier days left open."""
        self.stands = True
        self.session.prove()
        self.refresh_desk()
        self.greet()
        self._desk.wake()
        self.run_worker(self._load_open(), name="open entries")
        self._carry()

    def greet(self) -> None:
        """What whoever sits down is met with."""
        if not self.session.actor.person:
            self.action_switch_person()

    async def _load_open(self) -> None:
        import asyncio

        # The index may have years to read on its first start; the desk is worked at meanwhile.
        await asyncio.to_thread(self._desk.catch_up)
        left_open = await asyncio.to_thread(self.session.open_before)
        self.session.load_open(left_open[:_AT_ONCE])
        for begin in range(_AT_ONCE, len(left_open), _AT_ONCE):
            await asyncio.sleep(0)  # a key that was pressed meanwhile goes first
            self.session.receive(left_open[begin : begin + _AT_ONCE])

    def _carry(self) -> None:
        from dutytui.screens.carrying import Carrying  # nobody waits for it before the first paint

        carrying = self._carrying = Carrying(self.exchange, self._took)
        self.session.listen(carrying.nudge)

    def _took(self, beat: Beat) -> None:
        """What came from other terminals; of earlier days the index tells what it opened or closed."""
        if not self.is_running:
            return
        self._desk.take(beat)
        if not beat.events:
            self.refresh_desk()  # where records have come to is shown beside them
        self._index_behind = self._index_behind or beat.older
        if not beat.again and (self._index_behind or self._desk.owes_a_look):
            self._index_behind = False
            self.run_worker(self._load_open(), name="open entries", group="open entries", exclusive=True)

    def on_unmount(self) -> None:
        """Left in order, whatever ended it; a process that is killed says nothing, and the next start tells."""
        self._desk.sleep()
        self.outgoing.close()
        if self._carrying is not None:
            self._carrying.end()

    async def on_event(self, event: events.Event) -> None:
        typed = isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded
        if typed and not self.is_running:
            return  # typed ahead of the end: the screens it was meant for are gone
        if typed or isinstance(event, events.MouseDown):
            self.guard.felt()
        if typed and self.tour is not None and self.tour.takes(event):
            return
        if not typed or (self._type_ahead.lets_through(event) and not self.guard.holds(event)):
            await super().on_event(event)

    # -- the clock and changes ------------------------------------------------------------------------------------

    def _tick(self) -> None:
        if not self.is_running:
            return  # the screens are being taken down, row by row
        now: datetime = self.session.now()
        self._desk.go_on()
        self.session.tick()
        self.guard.look()
        hear(self)
        for screen in self.desk_screens():
            screen.refresh_frame()
            paint_now(screen)
        for between in self.screen_stack[1:-1]:
            between.refresh()  # Textual draws what a dialog lies over once, and again only if that has changed itself
        if self.tour is not None:
            self.tour.look()
        minute = (now.hour, now.minute)
        if minute != self._minute:
            self._minute = minute
            self._desk.keep_alive()
            self.refresh_desk()
            if now.minute % _LOOK_EVERY == 0:
                # Whether anything in the logs was changed since; what is found comes in with the next minute.
                self.run_worker(self._desk.catch_up, name="look", group="look", thread=True)

    def refresh_desk(self) -> None:
        """Views may have changed: the visible destination asks again (a hidden one does when it comes back)."""
        if not self.is_running:
            return
        for screen in self.desk_screens():
            screen.refresh_recorded()
            screen.afterwards("frame", screen.refresh_frame)
        for dialog in self.screen_stack:
            if isinstance(dialog, DeskDialog) and dialog.is_mounted:
                dialog.refresh_views()

    def desk_screens(self) -> list[DeskScreen]:
        """The destination on the stack, once it is composed and until it is taken down."""
        return [screen for screen in self.screen_stack if isinstance(screen, DeskScreen) and screen.stands]

    def tell(self, text: str, kind: str = "info") -> None:
        """Say something on the message row of the visible destination."""
        for screen in self.desk_screens():
            screen.tell(text, kind)

    def submit(self, command: Command) -> object:
        """Submit from anywhere (a dialog); the visible destination says what came of it."""
        outcome = self.session.submit(command)
        for screen in self.desk_screens():
            screen.tell_outcome(outcome)
        return outcome

    # -- actions --------------------------------------------------------------------------------------------------

    def action_go(self, destination: str) -> None:
        if not isinstance(self.screen, DeskScreen):
            return  # a dialog is open: it keeps what is being typed, Esc closes it
        pages = PAGES.get(destination, (destination,))
        here = self.current_mode
        # The same digit again is the next page of the same destination.
        self.switch_mode(pages[(pages.index(here) + 1) % len(pages)] if here in pages else destination)

    def action_show(self, page: str) -> None:
        """Go to a page itself, whichever page of its destination is open now; some are over all of them."""
        if page == "disputes" and isinstance(self.screen, DeskScreen):
            from dutytui.screens.disputes.list import DisputesScreen  # only when somebody looks

            self.push_screen(DisputesScreen())
        elif page == "search" and isinstance(self.screen, DeskScreen):
            from dutytui.screens.search.screen import SearchScreen  # only when somebody searches

            self.push_screen(SearchScreen())
        elif page == "terminals":
            self.action_terminals()
        elif page == "alerts" and isinstance(self.screen, DeskScreen):
            from dutytui.screens.alerts.page import show_alerts  # only where somebody sets it up

            show_alerts(self)
        elif page in ("paper", "blank_paper") and isinstance(self.screen, DeskScreen):
            from dutytui.screens.paper.opening import open_paper  # before and after an outage

            open_paper(self, page)
        elif isinstance(self.screen, DeskScreen) and page != self.current_mode:
            self.switch_mode(page)

    async def action_go_phase(self, phase: str) -> None:
        await self.switch_mode("checklists")
        show = getattr(self.screen, "show_phase", None)
        if show is not None:
            show(phase)

    def action_help(self) -> None:
        from dutytui.screens.help import show_help

        show_help(self)

    def action_palette(self) -> None:
        from dutytui.screens.help import show_palette

        show_palette(self)

    def action_capture(self) -> None:
        from dutytui.screens.capture import CaptureScreen

        if isinstance(self.screen, DeskScreen):
            self.push_screen(CaptureScreen())

    def action_switch_person(self) -> None:
        from dutytui.screens.people import sign_in

        if isinstance(self.screen, DeskScreen):
            sign_in(self)

    def action_terminals(self) -> None:
        from dutytui.screens.terminals.dialog import show_terminals

        if isinstance(self.screen, DeskScreen):
            show_terminals(self)

    def action_notices(self) -> None:
        from dutytui.screens.help import show_notices

        show_notices(self)

    def action_next_language(self) -> None:
        languages = catalogue.LANGUAGES
        self.speak(languages[(languages.index(catalogue.language()) + 1) % len(languages)])

    def speak(self, language: str) -> None:
        """Change the language at once and remember it for this terminal."""
        catalogue.use(language)
        for screen in self.desk_screens():
            screen.language_changed()
        self.remember("language", language)

    def dress(self, theme: str) -> None:
        """Change the theme at once and remember it for this terminal."""
        self.theme = theme
        self.remember("theme", theme)

    def set_plain(self, plain: bool) -> None:
        """Safe glyphs for terminals that draw ambiguous-width characters two cells wide."""
        use_plain(plain)
        self.set_class(plain, "-plain")

    def choose_plain(self, plain: bool) -> None:
        """`set_plain`, drawn at once and remembered for this terminal."""
        self.set_plain(plain)
        for screen in self.desk_screens():
            screen.language_changed()
        self.remember("safe_width", plain)

    def remember(self, name: str, value: Any) -> None:
        """Keep a choice of this terminal."""
        if self.settings.set(name, value) is not None:
            self.tell(_("The choice holds until you quit: this terminal's settings could not be written"), "error")

    def action_quit_hint(self) -> None:
        self.tell(_("Ctrl+Q quits"))
