"""The forms of an assessment: one assessor's marks, all at once; and a consequence that is drawn, with a note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from dutytui.rules.figures.assessments import AssessmentView, PartView, ProposedView
from dutytui.rules.figures.commands import Assess, DrawConsequence
from dutytui.rules.figures.procedure import Measure
from dutytui.screens.dialog import DeskForm
from dutytui.screens.figures.words import ASSESSORS
from dutytui.screens.keys import CLOSE, NEW_LINE, NEXT_FIELD, SAVE
from dutytui.session import Saved
from dutytui.texts.catalogue import _, pick
from dutytui.texts.labels import clock_time, day_name
from dutytui.widgets.note_area import NoteArea


class AssessForm(DeskForm):
    """Enter goes on to the next mark and, in the note, saves. A correction shows what was given and asks why."""

    KEYS = (SAVE, NEXT_FIELD, NEW_LINE, CLOSE)
    CSS_PATH = "forms.tcss"

    def __init__(self, view: AssessmentView, part: PartView, proposed: Mapping[str, float]) -> None:
        """proposed: values that the journals say, by measure."""
        super().__init__()
        self._view, self._part, self._proposed = view, part, proposed
        self._measures = view.sheet.measures_by(part.kind)

    def compose(self) -> ComposeResult:
        self._draft = self.draft(f"assess-{self._view.last}-{self._view.subject.id}-{self._part.kind}")
        kept = self._draft.load()
        with VerticalScroll(classes="dialog", can_focus=False):
            title = _(
                "{subject}: {assessor}, quarter to {day}",
                subject=pick(self._view.subject.title),
                assessor=_(ASSESSORS[self._part.kind]),
                day=day_name(self._view.last),
            )
            yield Static(title, classes="figures--title", markup=False)
            if self._proposed:
                said = _("What the journals say is there already; change it where you know better")
                yield Static(said, classes="figures--label", markup=False)
            for number, measure in enumerate(self._measures):
                yield from self._row(number, measure, kept)
            asked = _("Why it is corrected") if self._part.given else _("Note (may stay empty)")
            yield Static(asked, classes="figures--name", markup=False)
            yield NoteArea(str(kept.get("note", "")), id="note")
        yield self.bottom_bar()

    def _row(self, number: int, measure: Measure, kept: Mapping[str, Any]) -> Iterator[Widget]:
        with Horizontal(classes="form--row"):
            yield Static(pick(measure.title), markup=False)
            yield Input(str(kept.get(measure.id, self._known(measure))), id=f"mark-{number}")
            yield Static(_best(measure), classes="figures--best", markup=False)

    def _known(self, measure: Measure) -> str:
        given = self._part.given[0].marks if len(self._part.given) == 1 else self._proposed
        return f"{given[measure.id]:g}" if measure.id in given else ""

    def on_mount(self) -> None:
        self.query_one("#mark-0").focus()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def keep_draft(self) -> None:
        typed = {measure.id: self._typed(number) for number, measure in enumerate(self._measures)}
        self._draft.changed(note=self._note, **typed)

    @on(Input.Submitted)
    def go_on(self) -> None:
        self.focus_next()

    @on(NoteArea.Submitted)
    def action_save(self) -> None:
        marks: dict[str, float] = {}
        for number, measure in enumerate(self._measures):
            typed = self._typed(number)
            value = number_typed(typed)
            if typed and value is None:
                self.tell(_("{field}: a number is needed, like 85 or 97.5", field=pick(measure.title)), "refused")
                self.query_one(f"#mark-{number}").focus()
                return
            if value is not None:
                marks[measure.id] = value
        view, correct = self._view, bool(self._part.given)
        outcome = self.submit(Assess(view.last, view.subject.id, self._part.kind, marks, self._note, correct))
        if isinstance(outcome, Saved):
            self._draft.drop()
            at = clock_time(self.session.now())
            self.leave(_("Saved {time}: {item}", time=at, item=pick(view.subject.title)), "saved")

    def _typed(self, number: int) -> str:
        return self.query_one(f"#mark-{number}", Input).value.strip()

    @property
    def _note(self) -> str:
        return self.query_one("#note", NoteArea).text.strip()


class DrawForm(DeskForm):
    """What follows from the quarters, drawn by whoever may; the note says what was told to whom."""

    KEYS = (SAVE, NEW_LINE, CLOSE)
    CSS_PATH = "forms.tcss"

    def __init__(self, view: AssessmentView, proposed: ProposedView) -> None:
        super().__init__()
        self._view, self._consequence = view, proposed.consequence

    def compose(self) -> ComposeResult:
        self._draft = self.draft(f"draw-{self._view.last}-{self._view.subject.id}-{self._consequence.id}")
        with Vertical(classes="dialog"):
            title = _(
                "{consequence}: {subject}",
                consequence=pick(self._consequence.title),
                subject=pick(self._view.subject.title),
            )
            yield Static(title, classes="figures--title", markup=False)
            yield Static(_("Note (may stay empty)"), classes="figures--name", markup=False)
            yield NoteArea(str(self._draft.load().get("note", "")), id="note")
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.query_one(NoteArea).focus()

    @on(TextArea.Changed)
    def keep_draft(self) -> None:
        self._draft.changed(note=self.query_one(NoteArea).text.strip())

    @on(NoteArea.Submitted)
    def action_save(self) -> None:
        view, note = self._view, self.query_one(NoteArea).text.strip()
        outcome = self.submit(DrawConsequence(view.last, view.subject.id, self._consequence.id, note))
        if not isinstance(outcome, Saved):
            return
        self._draft.drop()
        at, item = clock_time(self.session.now()), pick(self._consequence.title)
        words = _("Saved {time}: {item}", time=at, item=item)
        if self._consequence.flow:
            words = _("Saved {time}: {item}. 6 starts the flow {flow}", time=at, item=item, flow=self._consequence.flow)
        self.leave(words, "saved")


def number_typed(typed: str) -> float | None:
    """``97.5``, ``１００``, ``85%``; None for what is no such number."""
    import unicodedata

    plain = unicodedata.normalize("NFKC", typed).strip().removesuffix("%").replace("。", ".").replace(",", "")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if abs(value) < 2**53 else None


def _best(measure: Measure) -> str:
    if measure.target is None:
        return _("of {most}", most=f"{measure.full:g}")
    return _("target {target} {unit}", target=f"{measure.target:g}", unit=pick(measure.unit)).rstrip()
