"""Textual's table of pages: each is imported when somebody first goes there.

A new destination is one line here and one in `keys.DESTINATIONS` (or in `keys.PAGES`).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from textual.screen import Screen

_PAGES = {
    "now": "now.NowScreen",
    "roll_call": "roll_call.screen.RollCallScreen",
    "checklists": "checklists.ChecklistsScreen",
    "logbook": "logbook.LogbookScreen",
    "journals": "journals.screen.JournalsScreen",
    "patrol": "patrol.screen.PatrolScreen",
    "meals": "meals.screen.MealsScreen",
    "handover": "handover.screen.HandoverScreen",
    "closing": "closing.screen.ClosingScreen",
    "day_end": "day_end.screen.DayEndScreen",
    "service": "service.screen.ServiceScreen",
    "sales": "sales.screen.SalesScreen",
    "approvals": "approvals.screen.ApprovalsScreen",
    "outings": "outings.screen.OutingsScreen",
    "calendar": "calendar.screen.CalendarScreen",
    "figures": "figures.screen.FiguresScreen",
    "review": "review.screen.ReviewScreen",
}
"""Each page's class, under ``dutytui.screens``: imported when somebody first goes there."""


def _later(path: str) -> Callable[[], Screen[Any]]:
    def make() -> Screen[Any]:
        module, _dot, name = path.rpartition(".")
        screen: Screen[Any] = getattr(importlib.import_module(f"dutytui.screens.{module}"), name)()
        return screen

    return make


MODES = {mode: _later(path) for mode, path in _PAGES.items()}
