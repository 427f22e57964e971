"""What is said of a counter: cause, measure, proposal; each is written by the posts that the mall names for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static, TextArea

from dutytui.rules.sales.commands import ExplainCounter
from dutytui.rules.sales.procedure import CAUSE, MEASURE, PARTS, PROPOSAL
from dutytui.rules.sales.views import CounterView, Review
from dutytui.screens.dialog import DeskForm
from dutytui.screens.keys import CLOSE, NEW_LINE, NEXT_FIELD, SAVE
from dutytui.screens.sales.words import figures
from dutytui.session import Saved
from dutytui.texts.catalogue import N_, _, pick
from dutytui.texts.labels import clock_time
from dutytui.widgets.note_area import NoteArea

_LABELS = {CAUSE: N_("Cause ({posts})"), MEASURE: N_("Measure ({posts})"), PROPOSAL: N_("Proposal ({posts})")}


class ExplainForm(DeskForm):
    """Enter goes on to the next part and, in the last one, saves all of them."""

    KEYS = (SAVE, NEXT_FIELD, NEW_LINE, CLOSE)
    CSS_PATH = "forms.tcss"

    def __init__(self, review: Review, counter: CounterView, may: tuple[str, ...]) -> None:
        """may: the parts that this person may write; the others are shown."""
        super().__init__()
        self._review, self._counter, self._may = review, counter, may

    def compose(self) -> ComposeResult:
        self._draft = self.draft(f"sales-{self._review.day}-{self._counter.id}")
        kept = self._draft.load()
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(self._counter.name, classes="sales--title", markup=False)
            yield Static(figures(self._counter, self._review), classes="sales--label", markup=False)
            for part in PARTS:
                yield from self._part(part, kept)
        yield self.bottom_bar()

    def _part(self, part: str, kept: dict[str, Any]) -> Iterator[Widget]:
        law = self.session.look(self._review.day).law
        posts = law.post_names(law.procedures.sales.writers(part))
        names = _(", ").join(pick(post.name) for post in posts)
        said = self._counter.said.get(part, ())
        yield Static(_(_LABELS[part], posts=names), classes="sales--name", markup=False)
        if part not in self._may or len(said) > 1:
            for one in said:
                yield Static(one.text, classes="sales--label", markup=False)
        if part in self._may:
            standing = said[0].text if len(said) == 1 else ""
            yield NoteArea(str(kept.get(part, standing)), id=part)
        elif not said:
            yield Static(_("nobody has written it yet"), classes="sales--label", markup=False)

    def on_mount(self) -> None:
        for area in self.query(NoteArea):
            area.move_cursor(area.document.end)
        lacking = [part for part in self._may if part in self._counter.lacks]
        self.query_one(f"#{(lacking or self._may)[0]}").focus()

    @on(TextArea.Changed)
    def keep_draft(self) -> None:
        self._draft.changed(**{part: self._typed(part) for part in self._may})

    @on(NoteArea.Submitted)
    def go_on(self, event: NoteArea.Submitted) -> None:
        if event.area.id == self._may[-1]:
            self.action_save()
        else:
            self.query_one(f"#{self._may[self._may.index(str(event.area.id)) + 1]}").focus()

    def action_save(self) -> None:
        cause, measure, proposal = (self._typed(part) if part in self._may else "" for part in PARTS)
        outcome = self.submit(ExplainCounter(self._review.day, self._counter.id, cause, measure, proposal))
        if isinstance(outcome, Saved):
            self._draft.drop()
            at = clock_time(self.session.now())
            self.leave(_("Saved {time}: {item}", time=at, item=self._counter.name), "saved")

    def _typed(self, part: str) -> str:
        return self.query_one(f"#{part}", NoteArea).text.strip()
