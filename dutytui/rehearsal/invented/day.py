"""An invented day: what everybody does, by the mall's own procedures."""

from __future__ import annotations

from collections.abc import Sequence

from dutytui.rehearsal.invented.calls import answer_calls
from dutytui.rehearsal.invented.cases import follow_cases
from dutytui.rehearsal.invented.duty import keep_duty
from dutytui.rehearsal.invented.entries import attend_to_entries, tell
from dutytui.rehearsal.invented.evening import end_day
from dutytui.rehearsal.invented.items import do_items
from dutytui.rehearsal.invented.meals import eat
from dutytui.rehearsal.invented.rounds import walk_rounds
from dutytui.rehearsal.invented.sales import review_sales
from dutytui.rehearsal.invented.telling import Telling
from dutytui.rehearsal.troupe import Troupe


class InventedDay:
    """story: what happens besides the routine; told: how much of it is recorded already."""

    def __init__(self, story: Sequence[Telling] = (), told: int = 0) -> None:
        self._story = story
        self.told = told

    def play(self, troupe: Troupe) -> None:
        """Everything whose time has come."""
        keep_duty(troupe)
        self.told = tell(troupe, self._story, self.told)
        answer_calls(troupe)
        do_items(troupe)
        follow_cases(troupe)
        attend_to_entries(troupe)
        walk_rounds(troupe)
        eat(troupe)
        review_sales(troupe)
        end_day(troupe)
