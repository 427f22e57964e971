"""What may be recorded here, by whom and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from dutytui.rules.commands import Command
from dutytui.rules.context import Context, Decision, author
from dutytui.rules.events import ASSESSED, CONSEQUENCE_DRAWN, Fact
from dutytui.rules.figures.assessment_fold import ASSESSMENT_PREFIX
from dutytui.rules.figures.assessments import fold_of, results
from dutytui.rules.figures.commands import Assess, DrawConsequence
from dutytui.rules.figures.periods import Length, period
from dutytui.rules.figures.procedure import Assessed, Assessor, Sheet
from dutytui.rules.figures.recorded import number, sheet_data
from dutytui.rules.figures.results import proposed, quarters_needed
from dutytui.rules.figures.rights import Why, may_not_assess, may_not_draw
from dutytui.rules.plan import business_day
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State

MOST = 1_000_000_000.0
"""The largest number that can be measured against a target."""


def assess(state: State, command: Assess, context: Context) -> tuple[Fact, ...] | Refusal:
    """Marks of one assessor for a quarter, all at once; a correction names what it takes the place of."""
    found = context.law.procedures.figures.assessed(command.subject)
    if found is None:
        return Refusal("assess_unknown", {"given": command.subject})
    sheet, subject = found
    kind = next((one for one in sheet.assessors if one.value == command.by), None)
    if kind is None:
        return Refusal("assess_kind_unknown", {"given": command.by, "subject": subject.title})
    refused = _check_day(context, command, subject) or _check_right(context, sheet, subject, kind)
    refused = refused or _check_standing(state, context, command, subject, kind)
    refused = refused or _check_marks(sheet, subject, kind, command.marks)
    if refused:
        return refused
    known = fold_of(state, command.day, subject.id).standing(kind)
    data = {
        "by": kind.value,
        "marks": {measure.id: command.marks[measure.id] for measure in sheet.measures_by(kind)},
        "note": command.note.strip(),
        "replaces": [event.id for event in known] or None,
        "sheet": sheet_data(sheet),
    }
    return (context.fact(ASSESSED, ASSESSMENT_PREFIX + subject.id, command.day, None, data=data),)


def draw(state: State, command: DrawConsequence, context: Context) -> tuple[Fact, ...] | Refusal:
    """What follows from the quarters is proposed by the program and drawn by a person, once a quarter."""
    figures = context.law.procedures.figures
    found = figures.assessed(command.subject)
    if found is None:
        return Refusal("assess_unknown", {"given": command.subject})
    sheet, subject = found
    consequence = next((one for one in figures.consequences if one.id == command.consequence), None)
    if consequence is None:
        return Refusal("consequence_unknown", {"given": command.consequence})
    why = may_not_draw(context.law, subject, context.person, context.post)
    if why is not None:
        return _refused(context, why, subject, figures.drawn_by)
    named = {"subject": subject.title, "consequence": consequence.title}
    drawn = fold_of(state, command.day, subject.id).drawn_as(consequence.id)
    if drawn is not None:
        return Refusal("consequence_drawn", {**named, "by": author(state, context, drawn), "at": drawn.at})
    known = results(state, sheet, subject, command.day, quarters_needed(figures.consequences))
    if consequence not in proposed(figures.consequences, [(one.mark, one.passed) for one in known]):
        return Refusal("consequence_not_due", named)
    data = {"consequence": consequence.id, "note": command.note.strip(), "request": command.request}
    return (context.fact(CONSEQUENCE_DRAWN, ASSESSMENT_PREFIX + subject.id, command.day, None, data=data),)


def _check_day(context: Context, command: Assess, subject: Assessed) -> Refusal | None:
    """A quarter is named by its last day, and assessed from some days before it."""
    last = period(Length.QUARTER, command.day).last
    if command.day != last:
        return Refusal("assess_day_wrong", {"day": command.day, "last": last})
    opens = last - timedelta(days=context.law.procedures.figures.opens)
    if business_day(context.now, context.procedures.mall.day_starts) < opens:
        return Refusal("assess_too_early", {"subject": subject.title, "last": last, "opens": opens})
    return None


def _check_right(context: Context, sheet: Sheet, subject: Assessed, kind: Assessor) -> Refusal | None:
    why = may_not_assess(context.law, sheet, subject, kind, context.person, context.post)
    return None if why is None else _refused(context, why, subject, sheet.posts_of(kind, subject))


def _refused(context: Context, why: Why, subject: Assessed, posts: tuple[str, ...]) -> Refusal:
    values: dict[str, object] = {"subject": subject.title}
    if why is Why.POST:
        values["posts"] = context.law.post_names(posts)
    return Refusal(why.value, values)


def _check_standing(
    state: State, context: Context, command: Assess, subject: Assessed, kind: Assessor
) -> Refusal | None:
    known = fold_of(state, command.day, subject.id).standing(kind)
    if command.correct and not known:
        return Refusal("assess_nothing_to_correct", {"subject": subject.title})
    if known and not command.correct:
        last = known[-1]
        return Refusal("assess_already", {"subject": subject.title, "by": author(state, context, last), "at": last.at})
    return Refusal("reason_missing") if command.correct and not command.note.strip() else None


def _check_marks(sheet: Sheet, subject: Assessed, kind: Assessor, marks: Mapping[str, float]) -> Refusal | None:
    asked = {measure.id: measure for measure in sheet.measures_by(kind)}
    strange = next((name for name in sorted(marks) if name not in asked), None)
    if strange is not None:
        return Refusal("assess_measure_unknown", {"given": strange, "subject": subject.title})
    missing = tuple(measure.title for name, measure in asked.items() if name not in marks)
    if missing:
        return Refusal("assess_marks_missing", {"subject": subject.title, "missing": missing})
    for name, measure in asked.items():
        most = measure.full if measure.target is None else MOST
        value = number(marks[name])
        if value is None or not 0 <= value <= most:
            return Refusal("assess_mark_out_of_range", {"title": measure.title, "value": marks[name], "most": most})
    return None


DECISIONS: Mapping[type[Command], Decision] = {Assess: assess, DrawConsequence: draw}
