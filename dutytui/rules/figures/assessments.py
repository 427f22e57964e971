"""What the screen draws of a quarter's assessments: the marks given, the result, what follows and what was drawn."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction

from dutytui.rules.acts import acts, person
from dutytui.rules.entry_fold import words
from dutytui.rules.figures.assessment_fold import ASSESSMENT_PREFIX, AssessmentFold
from dutytui.rules.figures.periods import quarters
from dutytui.rules.figures.procedure import Assessed, Assessor, Consequence, Sheet
from dutytui.rules.figures.recorded import marks_of
from dutytui.rules.figures.results import Result, failed_in_a_row, proposed, quarters_needed, result
from dutytui.rules.figures.rights import may_not_assess, may_not_draw
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.plan import business_day
from dutytui.rules.state import State
from dutytui.rules.views import Act, Named


@dataclass(frozen=True, slots=True)
class GivenView:
    """Marks that stand. marks: numbers by measure, as they were given."""

    event: str
    by: Named | None
    at: datetime
    marks: dict[str, float]
    note: str


@dataclass(frozen=True, slots=True)
class PartView:
    """One assessor's part. given: () while nobody has, more than one while terminals differ; may: whoever looks may
    give or correct it; posts: who may."""

    kind: Assessor
    given: tuple[GivenView, ...]
    may: bool
    posts: tuple[Named, ...]

    @property
    def disputed(self) -> bool:
        return len(self.given) > 1


@dataclass(frozen=True, slots=True)
class ProposedView:
    """A consequence. drawn: the act that drew it, None while it is only proposed; may: whoever looks may draw it."""

    consequence: Consequence
    drawn: Act | None
    may: bool
    posts: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """One subject in one quarter. last: the quarter's last day; row: failed quarters up to it; before: marks of the
    quarters before, oldest first; late: it should have been assessed by now."""

    subject: Assessed
    sheet: Sheet
    last: date
    parts: tuple[PartView, ...]
    result: Result
    row: int
    before: tuple[Fraction | None, ...]
    consequences: tuple[ProposedView, ...]
    late: bool
    history: tuple[Act, ...]

    @property
    def on(self) -> str:
        return ASSESSMENT_PREFIX + self.subject.id


def assessments(at: Looking, last: date) -> tuple[AssessmentView, ...]:
    """All subjects of figures.yaml in its order. last: the quarter's last day; earlier quarters must be loaded."""
    figures = at.procedures.figures
    return tuple(_view(at, sheet, subject, last) for sheet in figures.sheets for subject in sheet.subjects)


def results(state: State, sheet: Sheet, subject: Assessed, last: date, count: int) -> tuple[Result, ...]:
    """Of `count` quarters up to the one that ends on `last`, oldest first."""
    return tuple(result(sheet, fold_of(state, one.last, subject.id)) for one in quarters(last, count))


def fold_of(state: State, last: date, subject: str) -> AssessmentFold:
    """What is known of a quarter; an empty fold when nothing is."""
    found = state.subject(last, ASSESSMENT_PREFIX + subject)
    known = found.fold if found is not None else None
    return known if isinstance(known, AssessmentFold) else AssessmentFold(subject)


def _view(at: Looking, sheet: Sheet, subject: Assessed, last: date) -> AssessmentView:
    figures, fold = at.procedures.figures, fold_of(at.state, last, subject.id)
    known = results(at.state, sheet, subject, last, max(quarters_needed(figures.consequences), 4))
    due = last + timedelta(days=figures.within)
    found = at.state.subject(last, ASSESSMENT_PREFIX + subject.id)
    lines = acts(at.state, at.law, found) if found is not None else ()
    return AssessmentView(
        subject=subject,
        sheet=known[-1].sheet,
        last=last,
        parts=tuple(_part(at, sheet, subject, kind, fold) for kind in sheet.assessors),
        result=known[-1],
        row=failed_in_a_row([one.passed for one in known]),
        before=tuple(one.mark for one in known[:-1]),
        consequences=tuple(_consequences(at, subject, fold, known, lines)),
        late=known[-1].mark is None and business_day(at.now, at.law.procedures.mall.day_starts) > due,
        history=lines,
    )


def _part(at: Looking, sheet: Sheet, subject: Assessed, kind: Assessor, fold: AssessmentFold) -> PartView:
    return PartView(
        kind=kind,
        given=tuple(
            GivenView(
                event.id, person(at.state, at.law, event.by), event.at, marks_of(event), words(event.data, "note")
            )
            for event in fold.standing(kind)
        ),
        may=may_not_assess(at.law, sheet, subject, kind, at.person, at.post) is None,
        posts=at.law.post_names(sheet.posts_of(kind, subject)),
    )


def _consequences(
    at: Looking, subject: Assessed, fold: AssessmentFold, known: tuple[Result, ...], lines: tuple[Act, ...]
) -> list[ProposedView]:
    """Those that follow now, then those that were drawn and no longer follow (a mark was corrected since)."""
    figures = at.procedures.figures
    follow = proposed(figures.consequences, [(one.mark, one.passed) for one in known])
    drawn = [one for one in figures.consequences if fold.drawn_as(one.id) is not None and one not in follow]
    may = may_not_draw(at.law, subject, at.person, at.post) is None
    found = []
    for one in (*follow, *drawn):
        event = fold.drawn_as(one.id)
        act = next((line for line in lines if event is not None and line.event == event.id), None)
        found.append(ProposedView(one, act, may, at.law.post_names(figures.drawn_by)))
    return found
