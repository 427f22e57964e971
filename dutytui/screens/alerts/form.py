"""A channel's name, address and what it is for; the quiet hours. The address is typed unseen and kept in no draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static

from dutytui.rules.matters import Level
from dutytui.rules.telling import Wants
from dutytui.screens.alerts.page import choose
from dutytui.screens.dialog import DeskDialog
from dutytui.screens.item_fields import plain
from dutytui.screens.keys import CLOSE, NEXT_FIELD, SAVE
from dutytui.telling.alerts import AREA_NAMES
from dutytui.telling.channels import SCHEMES, Channel, is_name, is_taken, quiet_words, read_quiet
from dutytui.texts.alerts import address_wanted, name_wanted
from dutytui.texts.catalogue import _

_SOON = "2"


class _Form(DeskDialog):
    """Fields with their labels; Enter saves from any of them."""

    KEYS = (SAVE, NEXT_FIELD, CLOSE)
    CSS_PATH = "form.tcss"

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    def typed(self, name: str) -> str:
        return plain(self.query_one(f"#{name}", Input).value)

    def field(self, name: str, label: str, value: str, *, secret: bool = False) -> Iterator[Widget]:
        yield Static(label, classes="alerts--label", markup=False)
        yield Input(value, id=name, password=secret, select_on_focus=False)

    def areas(self, name: str) -> frozenset[str] | None:
        """What was typed, by blanks or commas; None when one of it is none, and that is said."""
        found = frozenset(self.typed(name).replace(",", " ").replace("、", " ").split())
        wrong = sorted(found - set(AREA_NAMES))
        if wrong:
            self.tell(
                _("There is no area {typed}. Areas: {names}", typed=wrong[0], names=" ".join(AREA_NAMES)), "refused"
            )
        return None if wrong else found


class ChannelForm(_Form):
    def __init__(self, channel: Channel | None) -> None:
        """channel: None for a new one."""
        super().__init__()
        self._channel = channel

    def compose(self) -> ComposeResult:
        known = self._channel
        wants = known.wants if known is not None else Wants()
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(_("Alarms sent out"), classes="alerts--title", markup=False)
            yield from self.field("name", _("Name, like duty-group"), known.name if known is not None else "")
            told = _("Address, not shown; empty: as it was") if known is not None else _("Address, not shown")
            yield from self.field("url", told, "", secret=True)
            yield Static(" ".join(f"{one}://" for one in SCHEMES), classes="alerts--label", markup=False)
            soon = Level.SOON in wants.levels
            yield from self.field("levels", _("1 what is late, 2 what is due soon, too"), _SOON if soon else "1")
            yield from self.field("areas", _("Areas; empty: all"), " ".join(sorted(wants.areas)))
            yield Static(" ".join(AREA_NAMES), classes="alerts--label", markup=False)
            yield from self.field(
                "post", _("As which post; empty: the desk's"), known.post if known is not None else ""
            )
        yield self.bottom_bar()

    @on(Input.Submitted)
    def action_save(self) -> None:
        name, url = self.typed("name"), self.query_one("#url", Input).value.strip()
        areas = self.areas("areas")
        if areas is None:
            return
        if not is_name(name):
            self._wrong("name", name_wanted())
            return
        url = url or (self._channel.url if self._channel is not None else "")
        if not is_taken(url):
            self._wrong("url", address_wanted())
            return
        post = self.typed("post")
        if post and all(post != one.id for one in self.session.posts()):
            self._wrong("post", _("There is no post {given}. There are: {posts}", given=post, posts=self._posts()))
            return
        levels = frozenset(Level) if self.typed("levels") == _SOON else frozenset({Level.LATE})
        settings = self.desk.outgoing.alerts.settings
        if self._channel is not None:
            settings = settings.without(self._channel.name)
        made = Channel(name, url, Wants(levels, areas), post)
        if choose(self.desk, settings.with_channel(made), _("{channel}: saved. Send a test next", channel=name)):
            self.dismiss()

    def _posts(self) -> str:
        return " ".join(one.id for one in self.session.posts())

    def _wrong(self, field: str, words: str) -> None:
        self.tell(words, "refused")
        self.query_one(f"#{field}").focus()


class QuietForm(_Form):
    def compose(self) -> ComposeResult:
        pace = self.desk.outgoing.alerts.settings.pace
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(_("Quiet hours"), classes="alerts--title", markup=False)
            yield from self.field("hours", _("From and until, like 22:30-08:00; empty: none"), quiet_words(pace))
            yield from self.field("areas", _("Urgent: areas that go out all the same"), " ".join(sorted(pace.urgent)))
            yield Static(" ".join(AREA_NAMES), classes="alerts--label", markup=False)
        yield self.bottom_bar()

    @on(Input.Submitted)
    def action_save(self) -> None:
        typed, urgent = self.typed("hours"), self.areas("areas")
        quiet = read_quiet(typed)
        if urgent is None:
            return
        if typed and quiet is None:
            self.tell(_("Hours are needed, like 22:30-08:00, or off"), "refused")
            return
        settings = self.desk.outgoing.alerts.settings
        pace = replace(settings.pace, quiet=quiet, urgent=urgent)
        if choose(self.desk, replace(settings, pace=pace), _("Saved: quiet hours")):
            self.dismiss()
