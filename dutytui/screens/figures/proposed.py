"""What the journals propose for measures that take a figure of theirs."""

from __future__ import annotations

from dutytui.rules.figures.assessments import AssessmentView, PartView
from dutytui.rules.figures.known import BY_ID
from dutytui.rules.figures.procedure import Assessor
from dutytui.screens.figures.source import Seen


def from_journals(view: AssessmentView, part: PartView, quarter: Seen) -> dict[str, float]:
    """Percent by measure, to two decimals; nothing for other assessors, or while days are still to be worked out."""
    if part.kind is not Assessor.DATA or quarter.lacking:
        return {}
    found = {}
    for measure in view.sheet.measures_by(part.kind):
        figure = BY_ID.get(measure.figure)
        value = figure.value(quarter.now.total) if figure is not None else None
        if value is not None:
            found[measure.id] = float(round(value, 2))
    return found
