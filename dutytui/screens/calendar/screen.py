"""What the keys do in the calendar: done, skipped, taken back, looked at, exported."""

from __future__ import annotations

from datetime import date

from textual import on

from dutytui.rules.commands import Undo
from dutytui.rules.events import UNDONE
from dutytui.rules.lookup import POST_PREFIX, lookup
from dutytui.rules.obligations.commands import MarkDone, WaiveObligation
from dutytui.rules.obligations.fold import OBLIGATION_PREFIX
from dutytui.rules.obligations.rights import obligation_of
from dutytui.rules.obligations.views import DueView
from dutytui.rules.procedure import TICK_FOR_OTHERS
from dutytui.screens import files
from dutytui.screens.calendar.board import CalendarBoard
from dutytui.screens.calendar.grid import MonthGrid
from dutytui.screens.calendar.words import due_lines
from dutytui.screens.details import Details
from dutytui.screens.find_line import FindLine
from dutytui.session import Saved
from dutytui.texts.catalogue import _, n_, pick
from dutytui.texts.os_words import os_words
from dutytui.widgets.rows import RowList

_ANYTHING = "?"
"""Stands for the reason while the rules are only asked; it is never recorded."""


class CalendarScreen(CalendarBoard):
    """Enter does what falls due: a note and it is done, or the form of the flow that does it."""

    @on(RowList.Chosen)
    def act(self) -> None:
        row = self._wanted()
        if row is None:
            return
        if row.flow is None:
            self._ask_done(row, in_full=False)
        elif not self._settled(row):
            from dutytui.screens.approvals.new_request import open_form  # only when it is opened

            open_form(self, row.flow.id, obligation=row.key)

    def action_record(self) -> None:
        """With a note and the real time: what is entered later, or was done without its flow."""
        row = self._wanted()
        if row is not None:
            self._ask_done(row, in_full=True)

    def action_waive(self) -> None:
        row = self._wanted()
        if row is None:
            return
        refused = self.session.refuses(WaiveObligation(row.day, row.id, _ANYTHING))
        if refused is not None:
            self.tell_outcome(refused)
            return
        from dutytui.screens.calendar.forms import waive_form  # the text area is loaded when somebody types

        self.app.push_screen(waive_form(row))

    def action_fail(self) -> None:
        self.tell(_("Something is wrong? F2 writes it into the logbook"), "refused")

    def action_undo(self) -> None:
        """Take back the last act that counts on the row under the cursor."""
        row = self._wanted()
        if row is None:
            return
        acts = [act for act in row.history if act.kind != UNDONE and not act.undone and not act.void]
        if not acts:
            self.tell(_("Nothing to take back on this row"), "refused")
        elif isinstance(self.submit(Undo(row.day, OBLIGATION_PREFIX + row.id, acts[-1].event)), Saved):
            self.tell(_("Taken back and saved: {item}", item=pick(row.title)), "saved")

    def action_details(self) -> None:
        row = self._wanted()
        if row is not None:
            self.app.push_screen(Details(lambda width: due_lines(row, width)))

    def action_export(self) -> None:
        """The year shown, as a file for calendar programs."""
        from dutytui.screens.calendar.forms import FileForm  # only when it is opened

        year = self.day.year
        path = files.proposed(self.desk, "", f"dutytui-{year}.ics")
        title = _("Export what falls due in {year}", year=year)
        self.app.push_screen(FileForm(title, path, lambda typed: self._write(typed, year)))

    # -- where the keys go -----------------------------------------------------------------------------------------

    def action_switch_part(self) -> None:
        grid = self.query_one(MonthGrid)
        (self.list_of_due if grid.has_focus else grid).focus()

    def action_back(self) -> None:
        """Esc: all rows again, and back to the month."""
        self.query_one(FindLine).action_stop_finding()
        self.query_one(MonthGrid).focus()

    def action_find(self) -> None:
        self.query_one(FindLine).open()

    # -- inside ---------------------------------------------------------------------------------------------------

    def _wanted(self) -> DueView | None:
        """The row under the cursor; in the month only if it falls due on the very day under the cursor there."""
        row = self.row
        if row is None or (not self.list_of_due.has_focus and row.day != self.day):
            self.tell(_("Nothing falls due on this day. Tab: the list"), "refused")
            return None
        return row

    def _settled(self, row: DueView) -> bool:
        """Says why when it is done or skipped already, or too early."""
        refused = self.session.refuses(MarkDone(row.day, row.id, behalf=self._behalf(row)))
        if refused is None or refused.code == "obligation_not_yours":
            return False  # who may submit the flow is the flow's own to say
        self.tell_outcome(refused)
        return True

    def _ask_done(self, row: DueView, *, in_full: bool) -> None:
        behalf = self._behalf(row)
        refused = self.session.refuses(MarkDone(row.day, row.id, behalf=behalf))
        if refused is not None:
            self.tell_outcome(refused)
            return
        from dutytui.screens.calendar.forms import DoneForm  # the text area is loaded when somebody types

        self.app.push_screen(DoneForm(row, behalf, in_full=in_full))

    def _behalf(self, row: DueView) -> str:
        """On behalf of its first post, where the post that looks may do what others have to."""
        law = lookup(self.session.procedures)
        obligation = obligation_of(law, row.id)
        if row.mine or obligation is None or not law.may(self.session.actor.post, TICK_FOR_OTHERS):
            return ""
        return POST_PREFIX + obligation.posts[0]

    def _write(self, typed: str, year: int) -> tuple[str, str]:
        """What to say of it, and of which kind."""
        from dutytui.exports.due_dates import dated  # with its library, only for an export
        from dutytui.exports.ical import ical
        from dutytui.exports.saved import save

        if not typed:
            return _("Type where the file is to go"), "refused"
        mall = self.session.procedures.mall
        entries = dated(self.session.procedures, date(year, 1, 1), date(year, 12, 31))
        name = _("{mall}: what falls due", mall=pick(mall.name))
        try:
            path = files.place(self.desk, typed)
            save(path, ical(entries, name, mall.time_zone, self.session.now()))
        except (OSError, RuntimeError, ValueError) as reason:
            why = os_words(reason) if isinstance(reason, OSError) else str(reason)
            return _("{file} can't be written: {reason}", file=typed, reason=why), "refused"
        handed = files.written(self.desk, path)
        if self.desk.outbox is not None:
            return handed, "saved"
        return n_("{count} date written to {file}", "{count} dates written to {file}", len(entries), file=path), "saved"
