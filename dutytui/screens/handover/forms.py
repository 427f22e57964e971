"""The forms of a handover: counting article after article, planning a matter, signing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static, TextArea

from dutytui.rules.handover.commands import CountArticle, PlanMatter, Side, SignHandover
from dutytui.rules.handover.matters import ArticleView, MatterView
from dutytui.rules.refusal import Refusal
from dutytui.screens.choices import choices_for, fits
from dutytui.screens.dialog import DeskDialog, DeskForm
from dutytui.screens.handover.words import count_words, matter_words
from dutytui.screens.item_fields import found_who, plain, who_options
from dutytui.screens.keys import CLOSE, NEXT_FIELD, SAVE
from dutytui.session import Saved
from dutytui.texts.catalogue import _, pick
from dutytui.texts.refusals import refused
from dutytui.widgets.cells import visible
from dutytui.widgets.note_area import NoteArea
from dutytui.widgets.picker import Picker


class CountForm(DeskForm):
    """One article after the other: the number, and a reason where it differs. Enter saves and goes on to the next."""

    KEYS = (SAVE, NEXT_FIELD, CLOSE)
    CSS_PATH = "handover.tcss"

    def __init__(self, day: date, handover: str, articles: Sequence[ArticleView]) -> None:
        """articles: those to count, the first of them first."""
        super().__init__()
        self._day, self._handover = day, handover
        self._articles = list(articles)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("", id="title", classes="form--title", markup=False)
            yield Static(_("How many were counted"), classes="form--label", markup=False)
            yield Input(id="counted")
            yield Static(_("Reason, when it is not the expected number"), classes="form--label", markup=False)
            yield NoteArea(id="reason")
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self._ask()

    @property
    def _article(self) -> ArticleView:
        return self._articles[0]

    def _ask(self) -> None:
        """The next article, with what was typed for it and not saved."""
        article = self._article
        self._draft = self.draft(f"count-{self._handover}-{article.id}")
        kept = self._draft.load()
        title = f"{pick(article.title)}  {count_words(article)}"
        left = len(self._articles) - 1
        if left:
            title += "  " + _("({count} more after it)", count=left)
        self.query_one("#title", Static).update(visible(title))
        counted = self.query_one("#counted", Input)
        counted.value = str(kept.get("counted", ""))
        self.query_one("#reason", NoteArea).text = str(kept.get("reason", ""))
        counted.focus()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def keep_draft(self) -> None:
        counted, reason = self.query_one("#counted", Input).value, self.query_one("#reason", NoteArea).text
        self._draft.changed(counted=counted, reason=reason)

    @on(Input.Submitted)
    @on(NoteArea.Submitted)
    def action_save(self) -> None:
        counted = plain(self.query_one("#counted", Input).value).replace(",", "")
        reason = self.query_one("#reason", NoteArea).text.strip()
        outcome = self.submit(CountArticle(self._day, self._handover, self._article.id, counted, reason))
        if isinstance(outcome, Saved):
            self._draft.drop()
            self._articles.pop(0)
            if self._articles:
                self.tell(self.saved(), "saved")
                self._ask()
            else:
                self.leave(self.saved(), "saved")
        elif isinstance(outcome, Refusal) and outcome.code == "difference_unexplained":
            self.query_one("#reason", NoteArea).focus()


class PlanForm(DeskForm):
    """What the giver says of a matter: "if … then …", how grave it is, whose it is."""

    KEYS = (SAVE, NEXT_FIELD, CLOSE)
    CSS_PATH = "handover.tcss"

    def __init__(self, day: date, handover: str, matter: MatterView) -> None:
        super().__init__()
        self._day, self._handover, self._matter = day, handover, matter
        self._severity = matter.severity.id if matter.severity else ""

    def compose(self) -> ComposeResult:
        self._draft = self.draft(f"plan-{self._handover}-{self._matter.id}".replace("/", "-").replace(" ", "-"))
        kept = self._draft.load()
        procedures = self.session.procedures_of(self._day)
        self._people = who_options(procedures, None)
        own = "" if self._matter.before else self._matter.plan
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(visible(matter_words(self._matter)), classes="form--title", markup=False)
            yield Static(_("If … then …: what may happen, and what to do then"), classes="form--label", markup=False)
            yield NoteArea(str(kept.get("plan", own)), id="plan")
            yield Static(_("Severity: a digit chooses"), classes="form--label", markup=False)
            yield Picker(choices_for("severity", procedures, may_be_empty=False), matches=fits, id="severity")
            yield Static(_("Owner: a post or name, pinyin initials will do"), classes="form--label", markup=False)
            yield Input(str(kept.get("owner", "")), id="owner")
        yield self.bottom_bar()

    def on_mount(self) -> None:
        procedures = self.session.procedures_of(self._day)
        options = choices_for("severity", procedures, may_be_empty=False)
        self.query_one("#severity", Picker).offer(options, self._severity)
        area = self.query_one(NoteArea)
        area.move_cursor(area.document.end)
        area.focus()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def keep_draft(self) -> None:
        self._draft.changed(plan=self.query_one("#plan", NoteArea).text, owner=self.query_one("#owner", Input).value)

    @on(Picker.Chosen, "#severity")
    def choose_severity(self, event: Picker.Chosen) -> None:
        self._severity = event.option.value
        self.query_one("#owner").focus()

    @on(Input.Submitted)
    @on(NoteArea.Submitted)
    def action_save(self) -> None:
        typed = self.query_one("#owner", Input).value.strip()
        found = found_who(typed, self._people)
        if typed and not found:
            self.tell(_("Nobody of that name; a post or a name of the mall's list"), "refused")
            return
        owner = found[0].value.removeprefix("post:") if found else ""
        before = self._matter.severity.id if self._matter.severity else ""
        severity = self._severity if self._severity != before else ""
        text = self.query_one("#plan", NoteArea).text.strip()
        outcome = self.submit(PlanMatter(self._day, self._handover, self._matter.id, text, severity, owner))
        if isinstance(outcome, Saved):
            self._draft.drop()
            self.leave(self.saved(), "saved")


class SignForm(DeskDialog):
    """What the signature means, and, when it all went very quickly, that it did. Enter signs."""

    KEYS = (SAVE, CLOSE)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "save", show=False)]
    CSS_PATH = "handover.tcss"

    def __init__(self, day: date, handover: str, side: Side, meaning: str) -> None:
        super().__init__()
        self._day, self._handover, self._side = day, handover, side
        self._meaning = meaning
        self._hurry: Refusal | None = None

    def compose(self) -> ComposeResult:
        title = _("Sign as the giver") if self._side is Side.GIVING else _("Sign as the receiver")
        self._hurry = self.session.refuses(SignHandover(self._day, self._handover, self._side))
        with Vertical(classes="dialog"):
            yield Static(title, classes="form--title", markup=False)
            yield Static(visible(self._meaning), classes="form--label", markup=False)
            if self._hurry is not None:
                yield Static(refused(self._hurry), classes="form--hurry", markup=False)
            yield Static(_("Enter signs, Esc goes back."), classes="form--label", markup=False)
        yield self.bottom_bar()

    def action_save(self) -> None:
        anyway = self._hurry is not None
        outcome = self.submit(SignHandover(self._day, self._handover, self._side, anyway=anyway))
        if isinstance(outcome, Saved):
            self.leave(self.saved(), "saved")
