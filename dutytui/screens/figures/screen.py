"""Figures: what the journals say of a day, week, month, quarter or year; and the assessments of the quarter."""

from __future__ import annotations

from textual import on

from dutytui.rules.figures.assessments import AssessmentView, ProposedView
from dutytui.rules.figures.commands import Assess, DrawConsequence
from dutytui.rules.figures.known import Figure
from dutytui.rules.figures.periods import Length, period
from dutytui.screens.figures.board import FiguresBoard
from dutytui.screens.figures.rows import DrawRow, PartRow
from dutytui.screens.figures.source import Source
from dutytui.screens.figures.words import assessment_lines, figure_lines
from dutytui.screens.find_line import FindLine
from dutytui.texts.catalogue import _
from dutytui.widgets.rows import RowList


class FiguresScreen(FiguresBoard):
    """Enter opens what stands behind a row: a figure day by day, the form of an assessment, a consequence to draw."""

    def action_find(self) -> None:
        self.query_one(FindLine).open()

    @on(RowList.Chosen)
    def act(self) -> None:
        row = self.row
        if isinstance(row, PartRow):
            self._assess(row)
        elif isinstance(row, DrawRow):
            self._draw(row.view, row.proposed)
        else:
            self.action_details()

    def action_details(self) -> None:
        row = self.row
        if row is None:
            self.tell(_("Nothing is selected"), "refused")
            return
        from dutytui.screens.details import Details  # only when it is opened

        if isinstance(row, Figure):
            seen, law = self.source.seen(self.over), self.session.look().law
            self.app.push_screen(Details(lambda width: figure_lines(row, seen, law, width)))
        else:
            view = row if isinstance(row, AssessmentView) else row.view
            self.app.push_screen(Details(lambda width: assessment_lines(view, width)))

    def _assess(self, row: PartRow) -> None:
        """Ask for the marks; what the rules refuse whatever they are is said at once."""
        measures = row.view.sheet.measures_by(row.part.kind)
        asked = Assess(
            row.view.last,
            row.view.subject.id,
            row.part.kind,
            {measure.id: 0 for measure in measures},
            note="?",
            correct=bool(row.part.given),
        )
        refused = self.session.refuses(asked)
        if refused is not None:
            self.tell_outcome(refused)
            return
        from dutytui.screens.figures.forms import AssessForm

        self.app.push_screen(AssessForm(row.view, row.part, self._proposed(row)))

    def _proposed(self, row: PartRow) -> dict[str, float]:
        """What the journals say of the whole quarter, for measures that take a figure of theirs."""
        from dutytui.screens.figures.proposed import from_journals

        quarter = Source(self.session, self.desk.figures).seen(period(Length.QUARTER, row.view.last))
        return from_journals(row.view, row.part, quarter)

    def _draw(self, view: AssessmentView, one: ProposedView) -> None:
        refused = self.session.refuses(DrawConsequence(view.last, view.subject.id, one.consequence.id))
        if refused is not None:
            self.tell_outcome(refused)
            return
        from dutytui.screens.figures.forms import DrawForm

        self.app.push_screen(DrawForm(view, one))

    def action_export(self) -> None:
        from dutytui.screens.figures.export import ExportForm

        seen = self.source.seen(self.over)
        if seen.lacking:
            self.tell(_("Figures are still being worked out: export them in a moment"), "refused")
            return
        self.app.push_screen(ExportForm(seen))

    def action_waive(self) -> None:
        self.tell(_("That is for checklist items; here Enter opens a row"), "refused")

    action_fail = action_waive

    def action_undo(self) -> None:
        self.tell(_("An assessment is not taken back: Enter corrects it, with a reason"), "refused")
