"""One dispute: both sides, and a digit that says which of them stands."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from dutytui.rules.acts import history
from dutytui.rules.commands import Command
from dutytui.rules.dispute import Dispute, Settlement
from dutytui.rules.disputes import disputes
from dutytui.screens.dialog import DeskDialog
from dutytui.screens.disputes.keys import DISPUTE_KEYS
from dutytui.screens.disputes.words import dispute_lines, side_brief
from dutytui.screens.key import Key
from dutytui.screens.keys import bindings
from dutytui.screens.outcomes import worded
from dutytui.screens.service.steps import Answers, Step, StepsForm
from dutytui.session import Outcome, Saved
from dutytui.texts.catalogue import _
from dutytui.texts.disputes import title
from dutytui.widgets.text_pane import TextPane

_WHY = "why"
_SOME_WORD = "-"
"""Stands for the words of why while the rules are only asked; it is never recorded."""
_MOST = 9


class DisputeScreen(DeskDialog):
    """key: of the dispute; one that is settled meanwhile says so and closes with any key."""

    KEYS = DISPUTE_KEYS
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(*(key for key in DISPUTE_KEYS if key.id not in {"stands", "visit"})),
        *bindings(*(Key(f"stands({n})", (str(n),), "", "", "") for n in range(1, _MOST + 1))),
        Binding("enter", "visit", show=False),
    ]
    CSS_PATH = "disputes.tcss"

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self._last: Dispute | None = None

    def compose(self) -> ComposeResult:
        yield TextPane(id="dispute-body")
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.query_one("#dispute-body").focus()
        self.refresh_views()

    def on_screen_resume(self) -> None:
        self.refresh_views()

    @property
    def dispute(self) -> Dispute | None:
        """None when it has been settled."""
        return next((one for one in disputes(self.session.look()) if one.key == self._key), None)

    def refresh_views(self) -> None:
        now = self.dispute
        self._last = now or self._last
        one = self._last
        if one is None:
            return
        session = self.session
        acts = history(session.state, session.procedures, one.day, one.subject)
        self.query_one("#dispute-body", TextPane).show(
            lambda width: dispute_lines(one, acts, session.day, width, settled=now is None)
        )

    # -- settling -------------------------------------------------------------------------------------------------

    def action_stands(self, number: int) -> None:
        """This side stands; asks for a word of why, unless whoever sits here may not settle it."""
        one = self.dispute
        if one is None or number > len(one.sides):
            return
        settlement = one.sides[number - 1].stands
        if settlement is None:
            self._tell_how(one)
            return
        refused = self.session.refuses(settlement.because(_SOME_WORD)[0])
        if refused is not None:
            self.tell(*worded(refused, self.session.now()))
            return
        self.tell("")
        self.app.push_screen(_WhyForm(one, number, settlement))

    def _tell_how(self, one: Dispute) -> None:
        if one.harmless:
            self.tell(_("Both stand; there is nothing to settle"))
        else:
            self.tell(_("It is settled on its own page: Enter goes there"), "refused")

    def action_visit(self) -> None:
        """To the page that it belongs to."""
        one = self._last
        if one is None or not one.go:
            return
        for screen in [screen for screen in self.app.screen_stack if isinstance(screen, DeskDialog)]:
            screen.dismiss()
        self.desk.call_later(self.desk.action_show, one.go)


class _WhyForm(StepsForm):
    """Asks why one side stands, and records what lets it stand."""

    CSS_PATH = "../service/service.tcss"

    def __init__(self, one: Dispute, number: int, settlement: Settlement) -> None:
        label = _("Why: {side}", side=side_brief(one.sides[number - 1]))
        self._settlement = settlement
        self._why = ""

        def steps(_answers: Answers) -> tuple[Step, ...]:
            return (Step(_WHY, label, wanted=_("needed"), must=True),)

        def command(answers: dict[str, str]) -> Command:
            self._why = answers.get(_WHY, "")
            return settlement.because(self._why)[0]

        super().__init__(
            _("{number} stands: {dispute}", number=number, dispute=title(one)),
            f"dispute-{number}-{one.key}".replace("/", "-"),
            steps,
            command,
        )

    def submit(self, command: Command) -> Outcome:
        """All that lets the side stand. What a refusal or a full disk leaves undone stays in dispute."""
        outcome = super().submit(command)
        for other in self._settlement.because(self._why)[1:]:
            if not isinstance(outcome, Saved):
                break
            outcome = super().submit(other)
        return outcome
