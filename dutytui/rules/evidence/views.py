"""The root of a day, as people compare it."""

from __future__ import annotations

from datetime import datetime

from dutytui.rules.evidence.fold import WitnessFold
from dutytui.rules.evidence.found import WITNESS_PREFIX
from dutytui.rules.evidence.heads import Heads, heads_in, root_of
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking


@dataclass(frozen=True, slots=True)
class RootView:
    """The last witness of a day. root: 64 hex digits over `heads`; writer: who witnessed it, at `at`."""

    root: str
    heads: Heads
    writer: str
    at: datetime


def root_of_day(at: Looking) -> RootView | None:
    """The day's root: that of the last heads that any terminal has witnessed on it; None before the first."""
    folds = (subject.fold for subject in at.state.subjects(at.day, WITNESS_PREFIX))
    found = [fold.last for fold in folds if isinstance(fold, WitnessFold) and fold.last is not None]
    if not found:
        return None
    last = max(found, key=lambda event: event.order)
    heads = heads_in(last.data) or {}
    return RootView(root_of(heads), heads, last.writer, last.at)
