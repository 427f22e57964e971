"""One request: its form, its way, its history, and what can be done about it with a digit each."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from dutytui.rules.approvals.commands import NoteRequest, RemindSigners, UnsignRequest
from dutytui.rules.approvals.course import Standing
from dutytui.rules.approvals.flow import FollowUp
from dutytui.rules.approvals.views import RequestView, Share
from dutytui.rules.commands import Command
from dutytui.screens.approvals.found import Place, course_of, view_of
from dutytui.screens.approvals.keys import REQUEST_KEYS
from dutytui.screens.approvals.possible import Possible, follows, owed_to, possible_verbs, signs
from dutytui.screens.approvals.text import title_line, whole_request
from dutytui.screens.approvals.verbs import VerbBar
from dutytui.screens.approvals.words import names
from dutytui.screens.dialog import DeskDialog
from dutytui.screens.keys import bindings
from dutytui.screens.people import Choose
from dutytui.session import Saved
from dutytui.texts.catalogue import _, pick
from dutytui.widgets.picker import Option
from dutytui.widgets.text_pane import TextPane


class RequestScreen(DeskDialog):
    """Covers the queue; digits act on the request while it is open, Enter does what it waits for."""

    KEYS = REQUEST_KEYS
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(*REQUEST_KEYS),
        Binding("f7,d", "close", show=False),
        Binding("enter", "proceed", show=False),
    ]
    CSS_PATH = "approvals.tcss"

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place
        self._verbs: list[Possible] = []

    def compose(self) -> ComposeResult:
        yield TextPane(id="request-title")
        yield TextPane(id="request-body")
        yield VerbBar()
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.query_one("#request-title", TextPane).can_focus = False
        self.query_one("#request-body").focus()
        self.refresh_views()
        self.call_after_refresh(self._read_it)

    def on_screen_resume(self) -> None:
        self.refresh_views()

    @property
    def view(self) -> RequestView | None:
        return view_of(self.session, self._place)

    def refresh_views(self) -> None:
        """Show the request as it is now; each pane repaints only when its words changed."""
        view = self.view
        if view is None:
            self.tell(_("This request is not known at this terminal (yet)"), "error")
            return
        now, late = self.session.now(), (self.session.procedures, self.desk.exchange.arrivals)
        self.query_one("#request-title", TextPane).show(lambda width: [title_line(view.row, now, width)])
        self.query_one("#request-body", TextPane).show(lambda width: whole_request(view, now, width, *late))
        self._verbs = possible_verbs(self.session, view)
        self.query_one(VerbBar).show(self._verbs)

    def _read_it(self) -> None:
        """Whoever was told of it has read it by opening it."""
        view = self.view
        if view is not None and Share.TOLD in view.row.shares:
            command = NoteRequest(self._place.day, self._place.request)
            if self.session.refuses(command) is None:
                self._record(command, _("noted that you have read it"))

    # -- what it waits for ----------------------------------------------------------------------------------------

    def action_proceed(self) -> None:
        """Sign, submit again, settle, follow up or say that it was read: whatever it waits for."""
        view = self._may("proceed")
        if view is None:
            return
        row = view.row
        if row.standing is Standing.SENT_BACK:
            from dutytui.screens.approvals.new_request import revise_form  # the text area is loaded when somebody types

            self.app.push_screen(revise_form(view, self.session))
        elif row.standing is Standing.DISPUTED:
            from dutytui.screens.approvals.settling import settle_form

            self.app.push_screen(settle_form(view, self.session))
        elif follows(row):
            self._choose_follow(view, done=True)
        elif signs(row):
            self._open("sign", view)
        else:
            self._read_it()

    def action_reject(self) -> None:
        view = self._may("reject")
        if view is None:
            return
        if follows(view.row):
            self._choose_follow(view, done=False)
        else:
            self._open("reject", view)

    def _choose_follow(self, view: RequestView, *, done: bool) -> None:
        """Of several that are still to come, which; the only one at once."""
        course = course_of(self.session, self._place)
        owed = {one.id: one for one in owed_to(self.session, self._place, course)}
        if len(owed) == 1:
            self._follow(view, *owed.values(), done=done)
            return

        def chosen(follow: str | None) -> None:
            if follow in owed:
                self._follow(view, owed[follow], done=done)

        options = [Option(one.id, pick(one.title)) for one in owed.values()]
        title = _("Which of them is done or begun?") if done else _("Which of them won't be?")
        self.app.push_screen(Choose(title, options), chosen)

    def _follow(self, view: RequestView, follow: FollowUp, *, done: bool) -> None:
        if done and follow.flow:
            from dutytui.screens.approvals.new_request import open_form

            open_form(self, follow.flow, parent=view.row, follow=follow.id)
        else:
            from dutytui.screens.approvals.settling import task_form

            self.app.push_screen(task_form(view, self.session, follow, done=done))

    # -- the other verbs ------------------------------------------------------------------------------------------

    def action_verb(self, verb: str) -> None:
        """send_back, amend, transfer, add_signer, copy or withdraw: each has a form of its own."""
        view = self._may(f"verb('{verb}')")
        if view is not None:
            self._open(verb, view)

    def action_remind(self) -> None:
        view = self._may("remind")
        if view is not None:
            told = _("reminded: {who}", who=names(view.row.waits_for))
            self._record(RemindSigners(view.row.day, view.row.request), told)

    def action_unsign(self) -> None:
        view = self._may("unsign")
        if view is not None:
            self._record(UnsignRequest(view.row.day, view.row.request), _("your signature is taken back"))

    def _may(self, verb: str) -> RequestView | None:
        """The request when the verb may be done now; else says why not, and what would allow it."""
        view = self.view
        if view is None:
            return None
        self._verbs = possible_verbs(self.session, view)
        possible = next((one for one in self._verbs if one.key.id == verb), None)
        if possible is not None and possible.why_not:
            self.tell(possible.why_not, "refused")
            return None
        return view

    def _open(self, verb: str, view: RequestView) -> None:
        from dutytui.screens.approvals.signing import form_of  # the text area is loaded when somebody types

        self.tell("")
        self.app.push_screen(form_of(verb, view, self.session))

    def _record(self, command: Command, told: str) -> None:
        outcome = self.submit(command)
        if isinstance(outcome, Saved):
            self.tell(f"{self.saved()}{_('; ')}{told}", "saved")
            self.refresh_views()
