"""F10, terminals: which are in the roster and which wait, this one's fingerprint for whoever lets it in, when each was
last heard of and how far behind it is, and how the share stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from dutytui.rules.refusal import Refusal
from dutytui.rules.roster.commands import BeginRoster, EnrolTerminal, RevokeTerminal
from dutytui.rules.roster.fingerprints import fingerprint
from dutytui.rules.roster.standing import Standing
from dutytui.rules.roster.views import RosterView, TerminalView, roster_view
from dutytui.rules.sharing import Reach, terminals
from dutytui.screens.dialog import DeskDialog
from dutytui.screens.entry_text import name
from dutytui.screens.keys import CLOSE, bindings
from dutytui.screens.terminals.keys import CONNECT_SHARE, PAGE_KEYS
from dutytui.screens.terminals.roster_words import large, terminal_lines
from dutytui.screens.terminals.rows import Listed, TerminalRows, state, together
from dutytui.texts.catalogue import _, n_
from dutytui.texts.labels import short_time
from dutytui.texts.os_words import in_words
from dutytui.texts.refusals import refused
from dutytui.texts.sharing import state_word, taking_over
from dutytui.widgets.cells import visible
from dutytui.widgets.rows import RowList
from dutytui.widgets.text_pane import TextPane, nothing

if TYPE_CHECKING:
    from dutytui.screens.app import DutyApp


_EMPTY, _FEWEST, _REST = 2, 6, 24
"""Rows for the words of an empty list, rows of terminals that there is always room for, and rows of the screen that
everything else may take."""


def show_terminals(app: DutyApp) -> None:
    app.push_screen(TerminalsDialog())


class TerminalsDialog(DeskDialog):
    """Enter lets the selected terminal in, F5 shuts it out, F2 founds the roster, 1 connects the share."""

    KEYS = (*PAGE_KEYS, CLOSE)
    BINDINGS: ClassVar[list[BindingType]] = bindings(*PAGE_KEYS[1:])
    CSS_PATH = "terminals.tcss"

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog terminals"):
            yield Static("", classes="terminals--title", markup=False)
            yield Static("", classes="terminals--own", markup=False)
            yield Static("", id="share", markup=False)
            yield RowList()
            yield TextPane()
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.refresh_views()
        self.query_one(TextPane).can_focus = False
        self.query_one(RowList).focus()
        self.set_interval(1, self.refresh_views)

    @property
    def _own(self) -> str:
        return self.desk.own.key

    @property
    def _view(self) -> RosterView:
        return roster_view(self.session.look(), self._own)

    @property
    def _listed(self) -> Listed | None:
        rows = self.query_one(RowList)
        found = rows.rows
        return found.terminal(rows.cursor) if isinstance(found, TerminalRows) and rows.cursor is not None else None

    @property
    def _selected(self) -> TerminalView | None:
        """What the roster says of the selected terminal; where there is none, that is said."""
        listed = self._listed
        if listed is not None and listed.roster is None:
            self.tell(_("It is not in the journals here yet, or there is no roster: F2 founds it"), "refused")
        return None if listed is None else listed.roster

    def refresh_views(self) -> None:
        view = self._view
        self.query_one(".terminals--title", Static).update(_lines(self._title(view)))
        self.query_one(".terminals--own", Static).update(_lines(self._about_itself(view)))
        self.query_one("#share", Static).update(_lines(self._share()))
        empty = _("No terminal has presented itself yet. Each does as soon as there is a roster.")
        listed = together(view.terminals, terminals(self.desk.exchange.sharing))
        rows = self.query_one(RowList)
        # Where there are few, what is said of the selected one has their room.
        rows.styles.height = max(_EMPTY, min(len(listed), max(_FEWEST, self.app.size.height - _REST)))
        rows.show(TerminalRows(listed, self.session.now()), empty=empty)
        self._show_details()

    def _title(self, view: RosterView) -> str:
        if view.begun is None:
            return _("Terminals: no roster yet, so the records of every terminal count. F2 founds it")
        since = short_time(view.begun, self.session.day)
        words = _("Terminals of the mall, by the roster of {when}, {by}", when=since, by=name(view.by))
        for _id, when, by in view.others:
            apart = {"when": short_time(when, self.session.day), "by": name(by)}
            words += "\n" + _("Another roster was founded apart, {when}, {by}. It does not hold here (F4)", **apart)
        return words

    def _about_itself(self, view: RosterView) -> str:
        words = _("Fingerprint of this terminal:") + f"\n\n  {large(fingerprint(self._own))}"
        if view.own is Standing.WAITING:
            words += "\n\n" + _(
                "It is not let in yet. Somebody who may does it at another terminal (F10, Terminals), and reads this "
                "here. Work on: all that is recorded here counts as soon as it is let in."
            )
        elif view.own is Standing.REVOKED:
            words += "\n\n" + _("It was shut out: what is recorded here now is void.")
        return words

    def _share(self) -> str:
        sharing, folder = self.desk.exchange.sharing, self.desk.exchange.folder
        if folder is None or sharing.reach is Reach.OFF:
            return _("This terminal shares with nobody. {key} connects it to a shared folder", key=CONNECT_SHARE.shown)
        word, _odd = state_word(sharing, self.session.now())
        parts = [f"{folder}  {word}"]
        if sharing.refused:
            parts.append(_("The share takes nothing: {reason}", reason=in_words(sharing.refused)))
        if sharing.waiting:
            parts.append(n_("{count} record waits to be shared", "{count} records wait to be shared", sharing.waiting))
        if sharing.to_come:
            words = n_("{count} record is still to come", "{count} records are still to come", sharing.to_come)
            parts.append("  ".join(filter(None, (taking_over(sharing), words))))
        return "\n".join(parts)

    @on(RowList.Highlighted)
    def _show_details(self) -> None:
        listed, day, now = self._listed, self.session.day, self.session.now()
        pane = self.query_one(TextPane)
        if listed is None:
            pane.show(nothing)
        elif listed.roster is not None:
            one = listed.roster
            pane.show(lambda width: terminal_lines(one, day, width), top=True)
        elif listed.card is not None:
            words = state(listed.card, now)
            pane.show(lambda _width: [((words, ""),)], top=True)

    # -- acts -----------------------------------------------------------------------------------------------------

    @on(RowList.Chosen)
    def action_enrol(self) -> None:
        one = self._selected
        if one is None:
            return
        # Asked with the right fingerprint: whether it is read right, the form finds out.
        command = EnrolTerminal(self.session.day, self._own, one.key, one.name or "?", one.fingerprint)
        if self._may(self.session.refuses(command)):
            from dutytui.screens.terminals.roster_forms import enrol_form  # when somebody is let in

            self.app.push_screen(enrol_form(one, self._own, self.session))

    def action_revoke(self) -> None:
        one = self._selected
        if one is None:
            return
        cut = self.desk.trust.cut_of(self.session.state, one.key)
        if self._may(self.session.refuses(RevokeTerminal(self.session.day, self._own, one.key, "?", cut))):
            from dutytui.screens.terminals.roster_forms import revoke_form

            self.app.push_screen(revoke_form(one, self._own, self.session, cut))

    def action_found(self) -> None:
        if not self.desk.trust.indexed:
            self.tell(_("The journals are still being read. A moment, then once more"), "refused")
            return
        own = self.desk.own
        if self._may(self.session.refuses(BeginRoster(self.session.day, own.key, (own,)))):
            from dutytui.screens.terminals.roster_forms import found_form

            self.app.push_screen(found_form(own, self._others(), self.session, self._hold))

    def action_hold(self) -> None:
        """This terminal's own choice: which of two rosters is the mall's, people agree on by talking."""
        view = self._view
        if not view.others:
            self.tell(_("There is no other roster"), "refused")
        elif not view.mine:
            self._may(self.session.refuses(BeginRoster(self.session.day, self._own, (self.desk.own,))))
        else:
            an_id, when, by = view.others[0]
            self._hold(an_id)
            self.refresh_views()
            values = {"when": short_time(when, self.session.day), "by": name(by)}
            self.tell(_("This terminal keeps to the roster of {when}, {by}. F4 goes back", **values), "saved")

    def _hold(self, founding: str) -> None:
        """Here, and for whoever joins through the share from now on."""
        self.desk.trust.hold(founding)
        self.desk.exchange.belongs_to(founding)
        self.session.judge()

    def action_connect_share(self) -> None:
        from dutytui.screens.terminals.share_form import ShareForm  # when somebody connects one

        self.app.push_screen(ShareForm())

    def _may(self, no: Refusal | None) -> bool:
        if no is not None:
            self.tell(refused(no), "refused")
        return no is None

    def _others(self) -> dict[str, list[str]]:
        """The writers of every other key whose journals are here."""
        found: dict[str, list[str]] = {}
        for writer, key in sorted(self.desk.trust.keys(self.session.state).items()):
            if key != self._own:
                found.setdefault(key, []).append(writer)
        return found


def _lines(text: str) -> str:
    return "\n".join(map(visible, text.split("\n")))
