"""The queue to be looked at: arranged, found in, and of other days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from dutytui.rules.approvals.queue import finished, queue, void_requests
from dutytui.rules.approvals.views import QueueView, RequestRow, Share
from dutytui.screens.approvals.found import Place, view_of
from dutytui.screens.approvals.keys import APPROVAL_KEYS, MARK, OPEN
from dutytui.screens.approvals.list import QueueList
from dutytui.screens.approvals.rows import QueueRows, Searching, by_part, under
from dutytui.screens.approvals.text import title_line, whole_request
from dutytui.screens.find_line import FindLine
from dutytui.screens.keys import bindings
from dutytui.screens.list_screen import ListScreen
from dutytui.screens.page_head import LATE, PageHead, Words
from dutytui.texts.catalogue import N_, _, language, n_
from dutytui.texts.labels import day_name
from dutytui.widgets.text_pane import Layout, nothing


class QueueBoard(ListScreen):
    """What is seen of the queue; what its keys do is `ApprovalsScreen`."""

    DESTINATION = "approvals"
    OWN_KEYS = (OPEN, *APPROVAL_KEYS[:3], MARK)
    FOOTER_WORDS: ClassVar[Mapping[str, str]] = {"waive": "", "fail": N_("Reject"), "undo": N_("Unsign")}
    BINDINGS: ClassVar[list[BindingType]] = bindings(*APPROVAL_KEYS)
    CSS_PATH = "approvals.tcss"
    PAGE = "approvals"

    def __init__(self) -> None:
        super().__init__()
        self._everything = False
        self.marked: dict[str, RequestRow] = {}
        self._searching = Searching()
        self._person = ""

    def make_list(self) -> QueueList:
        return QueueList(id="queue")

    @property
    def under_cursor(self) -> RequestRow | None:
        rows, cursor = self.listed.rows, self.listed.cursor
        return rows.request(cursor) if isinstance(rows, QueueRows) and cursor is not None else None

    # -- what is shown --------------------------------------------------------------------------------------------

    def refresh_views(self) -> None:
        """The rows are arranged anew only when the view, the words looked for, the marks or the minute are others."""
        look, now = self.session.look(), self.session.now()
        if self._day is not None:
            self.session.logbook(self._day)  # reads that day, should nobody have looked at it yet
        view = queue(look, everything=self._everything)
        rows = view.rows if self._day is None else finished(look, self._day)
        self.marked = {row.request: row for row in view.rows if row.request in self.marked and row.batch}
        wanted, minute = self.query_one(FindLine).words, now.replace(second=0, microsecond=0)
        drawn = (rows, wanted, minute, language(), self.size.width, tuple(self.marked), self._day)
        if drawn != self._drawn:
            self._drawn = drawn
            found = self._searching.narrowed(rows, wanted)
            arranged = by_part(found) if self._day is None else under(_("Finished"), found)
            # Another person's queue is read from its beginning.
            cursor = arranged.first if look.person != self._person else None
            self._person = look.person
            self.listed.show(QueueRows(arranged, now, self.marked), empty=self._nothing(wanted), cursor=cursor)
        # It counts requests of others, too, which have no row here.
        self.query_one(PageHead).show(self._head(view))
        self.show_detail()

    def _nothing(self, wanted: str) -> str:
        if wanted and not self._everything and self._day is None:
            return _("Nothing found here. Ctrl+T looks in all open requests of the mall, Esc shows mine again.")
        if wanted:
            return _("Nothing found. Esc shows all again.")
        if not self.session.procedures.approvals.flows:
            return _(
                "The mall has no flows yet, so nothing is asked for here.\n"
                "`dutytui init --missing` brings checklists/approvals.yaml and flows/."
            )
        if self._day is not None:
            return _(
                "Nothing that was submitted on this day has ended.\nCtrl+Left, Ctrl+Right: other days. Esc: my queue."
            )
        return _(
            "Nothing waits for you here.\n"
            "Ctrl+N: begin a request.\n"
            "Ctrl+T: everything that is open in the mall.\n"
            "Ctrl+Left: what has ended."
        )

    def _head(self, view: QueueView) -> Words:
        words = head_words(view, self._day, self._everything, len(self.marked))
        void = void_requests(self.session.look())
        told = n_("{count} void of another terminal", "{count} void of other terminals", void)
        return [*words, (f"  {told}", LATE, "")] if void else words

    def detail(self) -> Layout:
        row, now = self.under_cursor, self.session.now()
        view = view_of(self.session, Place(row.day, row.request)) if row else None
        if view is None:
            return nothing
        late = self.session.procedures, self.desk.exchange.arrivals
        return lambda width: [title_line(view.row, now, width), *whole_request(view, now, width, *late)]

    # -- finding, days --------------------------------------------------------------------------------------------

    def action_everything(self) -> None:
        self._day, self._everything = None, not self._everything
        self.tell(_("All open requests of the mall; Ctrl+T: mine") if self._everything else "")
        self.refresh_views()

    def action_day(self, step: int) -> None:
        """Finished ones: from the queue back to today's first, then day by day; past today is the queue again."""
        if self._day is None:
            self._day = self.session.day if step < 0 else None
        else:
            day = self._day + timedelta(days=step)
            self._day = None if day > self.session.day else day
        self.tell("")
        self.refresh_views()

    @on(FindLine.Wanted)
    def find(self) -> None:
        self.refresh_views()
        rows = self.listed.rows
        if self.query_one(FindLine).words and isinstance(rows, QueueRows) and rows.first:
            self.listed.go_to(rows.first)

    def action_show_all(self) -> None:
        """Back to one's own queue: what was found, marked or looked at goes first."""
        finding = self.query_one(FindLine)
        if finding.display:
            finding.action_stop_finding()
            return
        self.marked, self._day, self._everything = {}, None, False
        self.refresh_views()


_COUNTED = (Share.DISPUTE, Share.FOLLOW, Share.ESCALATED)


def head_words(view: QueueView, day: date | None, everything: bool, marked: int) -> Words:
    """``Approvals  to do 4  to settle 1  open 12, 2 late``; day: of finished ones."""
    words: Words = [(f" {_('Approvals')}", "head--day", "")]
    if day is not None:
        words.append((f"  {_('finished, submitted {day}', day=day_name(day))}", "head--filter", "show_all"))
        return words
    if marked:
        words.append(
            (f"  {_('{count} marked: 1 approves them, Esc clears', count=marked)}", "head--open", "approve_marked")
        )
        return words
    mine = sum(view.counts.get(share, 0) for share in (Share.MINE, Share.POST, *_COUNTED))
    words.append((f"  {_('for me')} {mine}", "head--open" if mine else "", ""))
    if awaited := view.counts.get(Share.AWAITED, 0):
        words.append((f"  {_('I wait for')} {awaited}", "", ""))
    told = _("open in the mall {count}", count=view.open)
    words.append((f"  {told}", "head--filter" if everything else "", "everything"))
    if view.late:
        words.append((f"  {_('late')} {view.late}", "head--late", "everything"))
    return words
