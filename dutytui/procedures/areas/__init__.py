"""The files that a mall may have or not, one module each: its models, and what they come to in the rules.

A mall without ``meals.yaml`` has no meals. A module may have ``sense(name, trees, hours)``, which tells what is wrong
between values that are right one by one (`dutytui.procedures.sense` asks it); hours are those of every kind of day.
"""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.procedures.areas.approvals import ApprovalsFile
from dutytui.procedures.areas.closing import ClosingFile
from dutytui.procedures.areas.figures import FiguresFile
from dutytui.procedures.areas.handover import HandoverFile
from dutytui.procedures.areas.journals import JournalsFile
from dutytui.procedures.areas.meals import MealsFile
from dutytui.procedures.areas.patrols import PatrolsFile
from dutytui.procedures.areas.roll_calls import RollCallsFile
from dutytui.procedures.areas.sales import SalesFile
from dutytui.procedures.areas.service import ServiceFile
from dutytui.procedures.model import Model

AREA_FILES: Mapping[str, type[Model]] = {
    "roll_calls": RollCallsFile,
    "patrols": PatrolsFile,
    "meals": MealsFile,
    "service": ServiceFile,
    "sales": SalesFile,
    "handover": HandoverFile,
    "journals": JournalsFile,
    "closing": ClosingFile,
    "approvals": ApprovalsFile,
    "figures": FiguresFile,
}
"""The model of each, by the file's name without ``.yaml``, which is also the field of `rules.procedure.Procedures`."""
