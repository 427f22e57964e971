"""All contradictions that were made apart and that nobody has settled: one list, whatever they are about."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dutytui.rules.disputes import disputes
from dutytui.rules.evidence.found import unacknowledged
from dutytui.screens.dialog import DeskDialog
from dutytui.screens.disputes.keys import LIST_KEYS
from dutytui.screens.disputes.page import DisputeScreen
from dutytui.screens.disputes.words import DisputeRows
from dutytui.screens.evidence import evidence_words
from dutytui.screens.keys import bindings
from dutytui.texts.catalogue import _, language, n_
from dutytui.texts.notices import BRANCHED
from dutytui.widgets.rows import Line, RowList
from dutytui.widgets.text_pane import TextPane


class DisputesScreen(DeskDialog):
    """Covers the destination; Enter shows both sides of one."""

    KEYS = LIST_KEYS
    BINDINGS: ClassVar[list[BindingType]] = bindings(*(key for key in LIST_KEYS if key.id != "open"))
    CSS_PATH = "disputes.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._drawn: object = None

    def compose(self) -> ComposeResult:
        yield TextPane(id="disputes-title")
        yield RowList(id="disputes")
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.query_one("#disputes-title", TextPane).can_focus = False
        self.query_one("#disputes").focus()
        self.refresh_views()

    def on_screen_resume(self) -> None:
        self.refresh_views()

    def refresh_views(self) -> None:
        found = disputes(self.session.look())
        branched = tuple(
            (one.subject, evidence_words(one)) for one in unacknowledged(self.session.state) if one.code in BRANCHED
        )
        drawn = (found, branched, language(), self.session.day)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self.query_one("#disputes", RowList).show(
            DisputeRows(found, branched, self.session.day),
            empty=_("Nothing is in dispute: no two terminals have recorded what can't both be."),
        )
        count = sum(not one.harmless for one in found)
        words = n_("{count} dispute to settle", "{count} disputes to settle", count)
        self.query_one("#disputes-title", TextPane).show(lambda _width: [_title(words, count)])

    @on(RowList.Chosen)
    def open(self, event: RowList.Chosen) -> None:
        rows = event.rows.rows
        if not isinstance(rows, DisputeRows):
            return
        one = rows.dispute(event.index)
        if one is None:
            self.dismiss()
            self.desk.call_later(self.desk.action_notices)  # where it is acknowledged
        else:
            self.app.push_screen(DisputeScreen(one.key))


def _title(words: str, count: int) -> Line:
    return ((f"{_('Disputes')}  ", "heading"), (words, "bad" if count else "good"))
