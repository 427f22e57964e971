"""Keying in what was written on paper: number, time, value, row after row, by digits and Enter."""

from __future__ import annotations

from textual import on
from textual.widgets import Input

from dutytui.rules.paper.keying import Asks, Mode
from dutytui.rules.paper.rows import RowKind, read_number
from dutytui.rules.paper.views import Entered, RowView
from dutytui.screens.item_fields import found_who, who_options
from dutytui.screens.outcomes import worded
from dutytui.screens.paper.asked import ending
from dutytui.screens.paper.line import PaperLine
from dutytui.screens.paper.recording import record
from dutytui.screens.paper.view import PaperView
from dutytui.texts.catalogue import _
from dutytui.texts.paper import row_title
from dutytui.widgets.rows import RowList

_TURNED = {Mode.WAIVED: (RowKind.ITEM,), Mode.FAILED: (RowKind.ITEM, RowKind.ANSWER)}
"""Which rows can be skipped, and which can be not right."""


class PaperScreen(PaperView):
    """What is typed, and what the keys do."""

    @on(RowList.Highlighted)
    def moved(self) -> None:
        if self._typist.row is None:
            self._say()

    @on(RowList.Chosen)
    def clicked(self, event: RowList.Chosen) -> None:
        if event.key in self._sheets.rows:
            self._begin(self._sheets.rows[event.key])

    # -- what is typed --------------------------------------------------------------------------------------------

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        if self._asks_who:
            self._take_who(event.value)
        elif self._sheets.day is None:
            self._take_code(event.value)
        elif self._typist.row is None:
            self._take_number(event.value)
        else:
            self._take_answer(event.value)
        self.keep_draft()

    def _take_code(self, typed: str) -> None:
        if self._sheets.open(typed.strip() or self._sheets.today):
            self.tell("")
            self._show(self._sheets.first_open)
            self._ask()
        else:
            words = _("It is like 1130-4821 and stands at the head of each sheet; the day alone will do: 1130")
            self.tell(words, "refused")

    def _take_number(self, typed: str) -> None:
        number = read_number(typed) if typed.strip() else self.query_one(RowList).cursor_key
        view = self._sheets.rows.get(number)
        if view is None:
            words = _("There is no row {number} on this day. It is like 3-07, typed 307", number=typed.strip())
            self.tell(words, "refused")
        elif view.entered is Entered.KEYED and self._again != number:
            self._again = number
            words = _("{number} was keyed in already. Enter once more takes it all the same", number=number)
            self.tell(words, "refused")
        else:
            self._begin(view)

    def _begin(self, view: RowView) -> None:
        self._typist.begin(view.row)
        self._again = ""
        self.query_one(RowList).go_to(view.row.number)
        self.tell("")
        self._ask()

    def _take_answer(self, typed: str) -> None:
        wrong = self._typist.answer(self._sheets.reader, typed)
        if wrong:
            self.tell(wrong, "refused")
        elif self._typist.asked(self._sheets.reader) is None:
            self._record()
        else:
            self.tell("")
            self._ask()

    def _record(self) -> None:
        """What is refused leaves everything typed where it is; else on to the next row that lacks something."""
        typist, sheets = self._typist, self._sheets
        row, recorded = typist.row, record(self.session, self._sheets, self._typist)
        assert row is not None
        if recorded.stopped is not None:
            self.tell(*worded(recorded.stopped, self.session.now()))
            typist.go_to(sheets.reader, recorded.step)
            self._ask()
            return
        if recorded.events:
            typist.last = recorded.events[-1].at.astimezone(self.session.now().tzinfo)
            at = f"{recorded.events[0].at:%H:%M}"
            self.tell(f"{self.saved()}: {row.number} {row_title(sheets.at, row)} {at}", "saved")
        else:
            self.tell(_("Nothing new was typed for {number}", number=row.number), "refused")
        typist.done()
        sheets.look()
        self._show(sheets.after(row))
        self._ask()

    def _take_who(self, typed: str) -> None:
        found = found_who(typed, who_options(self.session.procedures, None))
        if typed.strip() and not found:
            self.tell(_("Nobody of that name; a post or a name of the mall's list"), "refused")
            return
        self._typist.behalf = found[0].value if found else ""
        self._asks_who = False
        self.tell("")
        self._ask()

    # -- what the keys do -----------------------------------------------------------------------------------------

    def action_next_open(self) -> None:
        found = self._sheets.next_open(self.query_one(RowList).cursor_key)
        if found is None:
            self.tell(_("Nothing is missing: every planned row is recorded"), "saved")
        elif self._typist.row is None:
            self.query_one(RowList).go_to(found)

    def action_turn(self, mode: str) -> None:
        """Skipped, or not right; a row that was not begun yet is begun with it."""
        typist, line, kinds = self._typist, self.query_one(PaperLine), _TURNED[Mode(mode)]
        view = self._sheets.rows.get(read_number(line.value), self._suggested)
        if typist.row is None and view is not None and view.row.kind in kinds:
            self._begin(view)
        if typist.row is None or typist.row.kind not in kinds:
            self.tell(_("That can't be said of this row. Enter goes on"), "refused")
            return
        step = typist.asked(self._sheets.reader)
        if step is not None and step.asks is Asks.TIME:
            typist.typed[step.id] = line.value
        typist.turn(Mode(mode))
        self._ask()

    def action_behalf(self) -> None:
        if self._sheets.day is None:
            return
        self._asks_who = not self._asks_who
        words = _("A post or a name, pinyin initials will do; Enter on nothing: whoever is signed in")
        self.tell(words if self._asks_who else "")
        if self._asks_who:
            self.query_one(PaperLine).put("")
            self._say()
        else:
            self._ask()

    def action_other_day(self) -> None:
        self._typist.leave()
        self._sheets.close()
        self._show()
        self._ask()

    def action_back(self) -> None:
        """A step back; between two rows the screen is closed, and told what is still missing."""
        typist = self._typist
        if self._asks_who:
            self.action_behalf()
        elif typist.row is not None and typist.step > 0:
            typist.step -= 1
            self._ask()
        elif typist.row is not None:
            typist.leave()
            self._ask()
        else:
            self.keep_draft()
            self.put_away(ending(self._sheets.done) if self._sheets.day is not None else "")
