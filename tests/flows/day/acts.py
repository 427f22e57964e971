"""The whole day in its order: what is done, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.flows.day import evening, morning, patrols, trading
from tests.flows.day.person import Person

EARLY, LATE = "zhang-san", "wei-shisi"
"""Who holds the duty before and after the handover."""
_OPS = ("li-si", "ops_manager")


class Act(NamedTuple):
    """id: of its line in `tests.docs.whole_day`."""

    id: str
    play: Callable[[Person], None]


MORNING = (
    Act("duty", lambda a: morning.takes_the_duty(a, EARLY)),
    Act("staff_entry", morning.staff_entry),
    Act("meetings", morning.meetings),
    Act("counters", morning.counters),
    Act("opening_call", lambda a: morning.before_opening(a, EARLY)),
    Act("opening", morning.opening),
)
TRADING = (
    Act("walked", lambda a: patrols.walk(a, "fire@0900", "wu-jiu", "guard")),
    Act("walked", lambda a: patrols.walk(a, "floors@0930", EARLY, "duty_manager")),
    Act("sales", lambda a: trading.sales(a, EARLY)),
    Act("walked", lambda a: patrols.walk(a, patrols.first_drawn(a, "security"), "wu-jiu", "guard")),
    Act("entries", trading.logs),
    Act("complaint", trading.complaint),
    Act("radio", lambda a: patrols.by_radio(a, "fire@1100", "zhou-ba", "security_chief")),
    Act("meals", lambda a: trading.meal(a, 0, _OPS, (EARLY, "duty_manager"))),
    Act("back_of_house", trading.noon),
    Act("counter_books", trading.counter_books),
    Act("missed", lambda a: patrols.explain_missed(a, EARLY)),
    Act("handover", lambda a: trading.handover(a, EARLY, LATE)),
    Act("entries", lambda a: trading.entries(a, LATE)),
    Act("meals", lambda a: trading.meal(a, 1, _OPS, (LATE, "duty_manager"))),
    Act("back_of_house", trading.evening),
)
EVENING = (
    Act("journals", lambda a: evening.journals(a, LATE)),
    Act("tour", lambda a: evening.tour(a, LATE)),
    Act("closing_call", evening.before_closing),
    Act("wind_down", evening.wind_down),
    Act("walked", lambda a: patrols.walk(a, "fire@2145", "wu-jiu", "guard")),
    Act("staff_leave", evening.staff_leave),
    Act("sweep", lambda a: evening.sweep(a, LATE)),
    Act("lock_up", evening.lock_up),
    Act("missed", lambda a: patrols.explain_missed(a, LATE)),
    Act("day_end", lambda a: evening.end_of_day(a, LATE)),
)


def play(a: Person, *parts: tuple[Act, ...]) -> None:
    """Act after act; the keys of each are counted under its id."""
    for part in parts:
        for act in part:
            with a.doing(act.id):
                act.play(a)
