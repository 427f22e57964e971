"""The review: what a supervisor does with a day that is looked at, by the keys of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from dutytui.rules.commands import Command, Undo
from dutytui.rules.review.commands import RemarkDay, SetFollowUp, SignOffDay
from dutytui.rules.review.fold import REVIEW_SUBJECT
from dutytui.rules.review.views import FollowUpView
from dutytui.screens.find_line import FindLine
from dutytui.screens.keys import REPORT_KEYS, bindings
from dutytui.screens.review.board import ReviewBoard, row_lines
from dutytui.screens.review.days import typed_day
from dutytui.screens.review.going import go
from dutytui.screens.review.keys import REVIEW_KEYS
from dutytui.screens.review.rows import Row
from dutytui.screens.review.said import FOLLOW_UP, REMARK, SIGN_ROW, SIGNATURE
from dutytui.texts.catalogue import _
from dutytui.texts.labels import day_name
from dutytui.texts.refusals import refused
from dutytui.widgets.rows import RowList


class ReviewScreen(ReviewBoard):
    """Enter unfolds a row, goes to the record behind it, or opens what can be done about a follow-up."""

    OWN_KEYS = REVIEW_KEYS[2:]
    FOOTER_WORDS: ClassVar[Mapping[str, str]] = {"waive": "", "fail": ""}
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(*REPORT_KEYS, *REVIEW_KEYS),
        Binding("escape", "day_alone", show=False),
    ]

    @on(RowList.Chosen)
    async def act(self) -> None:
        row = self.row
        if row is None:
            return
        if row.key == SIGN_ROW:
            self._sign_off()
        elif row.inside is not None:
            self.unfold(row.key)
        elif row.subject.startswith("area:"):
            self._beside = None
            self.unfold(row.subject, only_open=True)
        elif follow_up := self._follow_up(row):
            from dutytui.screens.review.forms import FollowUpActs  # only when one is opened

            self.app.push_screen(FollowUpActs(follow_up))
        elif not (row.subject and row.day and await go(self, self.found, row.day, row.subject)):
            self.action_details()

    def _follow_up(self, row: Row) -> FollowUpView | None:
        return next((one for one in self.said.follow_ups if one.subject == row.key), None)

    # -- what is said of the day ------------------------------------------------------------------------------------

    def action_remark_day(self) -> None:
        """About the record under the cursor, or about the day."""
        about, title = self._about()
        if self._allowed(RemarkDay(self.day, "?", about)):
            from dutytui.screens.entry_forms import NoteForm  # only when it is opened

            day, draft = self.day, f"review-{self.day}-{about}".replace("/", "-")
            self.app.push_screen(NoteForm(title, _("Remark"), draft, lambda said: RemarkDay(day, said, about)))

    def action_follow_up(self) -> None:
        """Something is to be done because of the record under the cursor, or of the day."""
        about, title = self._about()
        someone = next(iter(self.session.posts()), None)
        if self._allowed(SetFollowUp(self.day, "?", someone.id if someone else "", self.session.day, about)):
            from dutytui.screens.review.follow_up import setting  # only when it is opened

            self.app.push_screen(setting(self.session, self.day, about, title))

    def _about(self) -> tuple[str, str]:
        """The subject, "" for the day as a whole, and what a dialog about it is called."""
        row, name = self.row, day_name(self.day)
        known = row is not None and row.day == self.day and ":" in row.subject and row.inside is None
        if row is None or not known or row.key.startswith((REMARK, FOLLOW_UP, SIGNATURE)):
            return "", name
        return row.subject, f"{name}  {row.words.strip()}"

    def _sign_off(self) -> None:
        told = self.digest
        counts = {"wrong": len(told.wrong), "open": len(told.open), "watch": len(told.watch)}
        command = SignOffDay(self.day, counts)
        if self._allowed(command):
            from dutytui.screens.review.forms import SignForm  # only when it is opened

            self.app.push_screen(SignForm(command))

    def _allowed(self, command: Command) -> bool:
        """Said at once where the rules refuse it whatever is typed."""
        refusal = self.session.refuses(command)
        if refusal is not None:
            self.tell(refused(refusal), "refused")
        return refusal is None

    # -- the other keys ---------------------------------------------------------------------------------------------

    def action_undo(self) -> None:
        """A remark or a signature is withdrawn; of a follow-up the last act is taken back."""
        row = self.row
        command: Command | None = None
        if row is not None and row.key.startswith((REMARK, SIGNATURE)):
            command = Undo(self.day, REVIEW_SUBJECT, row.key.partition(":")[2])
        elif row is not None and (one := self._follow_up(row)) is not None and one.last:
            command = Undo(one.day, one.subject, one.last)
        if command is None:
            self.tell(_("Remarks, follow-ups and the sign-off are taken back here, and nothing else"), "refused")
        else:
            self.submit(command)

    def action_to_day(self) -> None:
        from dutytui.screens.review.forms import DayForm  # only when somebody types a date

        self.app.push_screen(DayForm(_("Which day"), typed_day, self.go_to_day))

    def action_compare(self) -> None:
        """Ask for the day to stand beside."""
        from dutytui.screens.review.forms import BesideForm  # only when it is opened

        self.app.push_screen(BesideForm(self.day, typed_day, self.put_beside))

    def action_day_alone(self) -> None:
        """Esc: without the other day, or without what was looked for."""
        if self._beside is not None:
            self.put_beside(None)
        else:
            self.query_one(FindLine).action_stop_finding()

    def action_details(self) -> None:
        row = self.row
        if row is None:
            self.tell(_("Nothing is selected"), "refused")
            return
        from dutytui.screens.details import Details  # only when it is opened

        self.app.push_screen(Details(lambda width: row_lines(row, width)))

    def action_find(self) -> None:
        self.query_one(FindLine).open()

    def action_waive(self) -> None:
        day = day_name(self.day)
        self.tell(_("Here {day} is looked at; Enter goes to where something is done about it", day=day), "refused")

    action_fail = action_waive
