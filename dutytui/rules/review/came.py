"""What of a day came to this terminal long after it was recorded elsewhere."""

from __future__ import annotations

from datetime import datetime

from dutytui.rules.acts import acts
from dutytui.rules.folds import ITEM_PREFIX
from dutytui.rules.item_views import title_of
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.sharing import Arrivals, came_late
from dutytui.rules.views import Act
from dutytui.rules.words import Text

ITS_OWN = ("desk:", "witness:", "person:", "journal:", "terminal:")
"""Subjects that the program writes of by itself, and who came and went."""


@dataclass(frozen=True, slots=True)
class CameLate:
    """act: about `subject`; at: when it came; title: of the item it is about, None for what is none."""

    subject: str
    act: Act
    at: datetime
    title: Text | None


def late_ones(at: Looking, arrivals: Arrivals) -> tuple[CameLate, ...]:
    """In the order they came."""
    found = []
    for subject in at.state.subjects(at.day) if arrivals.late else ():
        if subject.on.startswith(ITS_OWN) or arrivals.late.keys().isdisjoint(subject.writers):
            continue
        key = subject.on.removeprefix(ITEM_PREFIX)
        title = title_of(at.law, at.plan, key) if key != subject.on else None
        for act in acts(at.state, at.law, subject):
            came = came_late(arrivals, act, at.procedures)
            if came is not None:
                found.append(CameLate(subject.on, act, came, title))
    return tuple(sorted(found, key=lambda one: (one.at, one.act.recorded, one.act.event)))
