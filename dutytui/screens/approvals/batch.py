"""What is done from the queue itself: approve all that are marked, reject one, begin a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from dutytui.rules.approvals.commands import RejectRequest, SignRequest
from dutytui.rules.approvals.views import RequestRow
from dutytui.screens.approvals.found import Place, view_of
from dutytui.screens.approvals.possible import STILL_TO_TYPE
from dutytui.screens.dialog import DeskForm
from dutytui.screens.entry_text import name
from dutytui.screens.keys import CLOSE, NEW_LINE, SAVE
from dutytui.screens.outcomes import worded
from dutytui.session import Saved
from dutytui.texts.catalogue import N_, _, n_, pick
from dutytui.widgets.cells import cut, visible
from dutytui.widgets.note_area import NoteArea
from dutytui.widgets.rows import Line
from dutytui.widgets.text_pane import TextPane

if TYPE_CHECKING:
    from dutytui.screens.approvals.screen import ApprovalsScreen


def why_not_marked(row: RequestRow | None) -> str:
    """Why it can't be approved together with others, "" when it can."""
    if row is None:
        return _("Nothing stands here to be marked")
    if not row.batch:
        return _(
            "{number}: not one of several at once. Enter opens it; its flow and step say what it asks",
            number=row.number,
        )
    return ""


def reject_row(screen: ApprovalsScreen, row: RequestRow) -> None:
    from dutytui.screens.approvals.signing import form_of  # the text area is loaded when somebody types

    refused = screen.session.refuses(RejectRequest(row.day, row.request, "-"))
    view = view_of(screen.session, Place(row.day, row.request))
    if refused is not None and refused.code not in STILL_TO_TYPE:
        screen.tell_outcome(refused)
    elif view is not None:
        screen.app.push_screen(form_of("reject", view, screen.session))


class BatchForm(DeskForm):
    """One opinion for all that are marked. Each is signed for itself: what is refused is said, the others stand."""

    KEYS = (replace(SAVE, word=N_("Approve")), NEW_LINE, CLOSE)
    CSS_PATH = "approvals.tcss"
    DEFAULT_CSS = """
    BatchForm .form--title { height: 1; color: $text-accent; text-style: bold; }
    BatchForm .form--label { height: auto; color: $text-muted; margin: 1 0 0 0; }
    BatchForm TextPane { height: auto; max-height: 9; background: $surface; }
    BatchForm NoteArea { height: 2; background: $panel; }
    """

    def __init__(self, rows: Sequence[RequestRow]) -> None:
        super().__init__()
        self._rows = list(rows)

    def compose(self) -> ComposeResult:
        self._draft = self.draft("batch-opinion")
        with Vertical(classes="dialog"):
            count = len(self._rows)
            title = n_("Approve {count} request", "Approve {count} requests", count)
            yield Static(title, classes="form--title", markup=False)
            yield TextPane()
            yield Static(_("One opinion for all of them (may stay empty)"), classes="form--label", markup=False)
            yield NoteArea(str(self._draft.load().get("text", "")))
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.query_one(TextPane).show(lambda width: [_line(row, width) for row in self._rows])
        self.query_one(TextPane).can_focus = False
        area = self.query_one(NoteArea)
        area.move_cursor(area.document.end)
        area.focus()

    @on(TextArea.Changed)
    def keep_draft(self) -> None:
        self._draft.changed(text=self.query_one(NoteArea).text)

    @on(NoteArea.Submitted)
    def action_save(self) -> None:
        opinion = self.query_one(NoteArea).text.strip()
        refused: list[str] = []
        for row in self._rows:
            outcome = self.session.submit(SignRequest(row.day, row.request, opinion))
            if not isinstance(outcome, Saved):
                refused.append(worded(outcome, self.session.now())[0])
        self._draft.drop()
        signed = len(self._rows) - len(refused)
        told = n_("{count} approved", "{count} approved", signed)
        if refused:
            told = _("; ").join((told, _("{count} refused: {why}", count=len(refused), why=refused[0])))
        self.leave(told, "refused" if refused else "saved")


def _line(row: RequestRow, width: int) -> Line:
    words = " ".join(word for word in (name(row.flow), pick(row.summary)) if word)
    return ((f"{visible(row.number)}  ", "strong"), (cut(words, max(0, width - len(row.number) - 2)), ""))
