"""Assessments of one quarter by the same assessor that differ."""

from __future__ import annotations

from collections.abc import Iterator

from dutytui.rules.contradictions import Sides
from dutytui.rules.dispute import Dispute, Kind, Settlement, Stands, of_subject
from dutytui.rules.figures.assessment_fold import ASSESSMENT_PREFIX
from dutytui.rules.figures.commands import Assess
from dutytui.rules.figures.procedure import Assessor
from dutytui.rules.figures.recorded import marks_of
from dutytui.rules.looking import Looking
from dutytui.rules.state import Subject


def disputes(at: Looking) -> Iterator[Dispute]:
    for subject in at.state.shared(ASSESSMENT_PREFIX):
        yield from of_subject(at, subject, lambda about, one=subject: _kind(at, one, about))  # type: ignore[misc]


def _kind(at: Looking, subject: Subject, assessor: str) -> Kind:
    name = subject.on.removeprefix(ASSESSMENT_PREFIX)
    found = at.law.procedures.figures.assessed(name)
    title = found[1].title if found else at.law.same(name)
    posts = at.law.post_names(found[0].posts_of(Assessor(assessor), found[1])) if found else ()
    return Kind("assessment", {"title": title}, _anew(subject, name, assessor), posts, go="figures")


def _anew(subject: Subject, name: str, assessor: str) -> Stands:
    """The marks of one side, given once more in place of all."""

    def stands(sides: Sides, place: int) -> Settlement | None:
        marks = marks_of(sides[place][0])
        return Settlement((Assess(subject.day, name, assessor, marks, correct=True),), asks="note")

    return stands
