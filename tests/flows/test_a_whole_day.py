"""The default mall's whole day, from staff entry to the last lock and the closed day: keys alone, Chinese, 80x24.

The clock runs at 600 times its pace between two acts, and stands, or goes on by seconds, while keys are pressed
(`tests.flows.terminal`). The whole day takes over two minutes and is played by ``make day``; its evening, on a day that
others have recorded until then, is played every time.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from dutytui.rehearsal import stage
from dutytui.rehearsal.invented.day import InventedDay
from dutytui.rules.closing.day_views import DayStatus, day_end_view
from dutytui.rules.item_views import SATISFIED
from dutytui.rules.journals.views import complete
from dutytui.texts import catalogue
from tests.desk import MONDAY
from tests.docs.whole_day import TOTAL, WHOLE_DAY
from tests.flows.day import acts
from tests.flows.day.book import Book
from tests.flows.day.person import Person
from tests.flows.stock import journals
from tests.flows.terminal import MISSING, TerminalDesk

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)

_SEED = "0123456789abcdef"
"""The random rounds of the day are drawn from it, so that the same keys are pressed each time."""
_BEGUN = f"{MONDAY}T20:25+08:00"
"""Until then others have recorded the day of which only the evening is played."""


RECORDED = {
    "journal_opened": 1,
    "procedures_drafted": 7,
    "procedures_adopted": 1,
    "desk_opened": 1,
    "desk_closed": 1,
    "signed_in": 51,
    "duty_taken": 1,
    "item_done": 210,
    "post_answered": 16,
    "order_given": 2,
    "rounds_drawn": 1,
    "round_started": 5,
    "point_reached": 54,
    "round_ended": 5,
    "round_explained": 34,
    "sales_imported": 1,
    "sales_rows": 1,
    "counter_explained": 20,
    "entry_logged": 4,
    "entry_handled": 2,
    "entry_closed": 2,
    "case_detailed": 2,
    "case_fed_back": 1,
    "case_called_back": 1,
    "meal_left": 24,
    "meal_returned": 24,
    "handover_begun": 1,
    "article_counted": 5,
    "matter_acknowledged": 6,
    "handover_signed": 2,
    "section_written": 11,
    "section_left_empty": 14,
    "sweep_joined": 3,
    "day_closed": 1,
}
"""Events of the whole day by kind."""


@pytest.fixture
def begun(mall: Path) -> Path:
    """The mall on the evening of an invented day."""
    stage.catch_up(stage.Rehearsal(mall, datetime.fromisoformat(_BEGUN), 1, "", InventedDay()))
    return mall


def at_the_desk(folder: Path, mall: Path, time: str) -> Iterator[Person]:
    desk = TerminalDesk(folder, mall, seed=_SEED)
    desk.at(time)
    desk.start()
    book = Book(mall, lambda: desk.moment)
    catalogue.use("zh-Hans")  # as the program was started, whose words the person knows
    yield Person(desk, book)
    catalogue.use("en")
    desk.close()
    book.close()


@pytest.fixture
def evening(tmp_path: Path, begun: Path) -> Iterator[Person]:
    yield from at_the_desk(tmp_path, begun, "20:25")


@pytest.fixture
def morning(tmp_path: Path, mall: Path) -> Iterator[Person]:
    yield from at_the_desk(tmp_path, mall, "08:15")


def leaves(a: Person) -> None:
    a.desk.press("C-q")
    a.desk.ends()


def is_over(a: Person) -> None:
    """Closed, every part of the journals there, and nothing that must be done is left."""
    at = a.book.look()
    assert day_end_view(at).status is DayStatus.CLOSED
    assert complete(at)
    left = [
        item.key
        for phase in at.plan.phases
        for item in a.book.items(phase.phase)
        if item.required and item.status not in SATISFIED
    ]
    assert not left
    a.sees("由卫十四日结", "晚完的阶段：0", "日记：各栏已写")


def test_the_evening_of_a_day_by_keys_alone_until_it_is_closed(evening: Person) -> None:
    a = evening
    a.comes_first(acts.LATE, "duty_manager")
    acts.play(a, acts.EVENING)
    at = a.book.look()
    assert day_end_view(at).status is DayStatus.CLOSED and complete(at)
    # Of what others have left undone in the course of that day, nothing changes how an evening is closed.
    evening = ("tour", "closing_call", "wind_down", "staff_leave", "sweep", "lock_up")
    told = {task.id: task.keys for task in WHOLE_DAY if task.id in evening}
    assert {task: a.keys[task] for task in evening} == told
    leaves(a)
    assert {name.partition(".")[0] for name in (Path(path).name for path in journals(a.desk.mall))} == {
        "others",
        "desk",
    }


@pytest.mark.timeout(600)
@pytest.mark.skipif(not os.environ.get("DUTYTUI_WHOLE_DAY"), reason="two minutes: make day plays it")
def test_a_whole_day_from_staff_entry_to_the_last_lock_by_keys_alone(morning: Person) -> None:
    a = morning
    acts.play(a, acts.MORNING, acts.TRADING, acts.EVENING)
    is_over(a)
    leaves(a)
    found = journals(a.desk.mall)  # by stock TinyDB, which must open every file
    kinds = Counter(event["kind"] for events in found.values() for event in events)
    assert kinds.pop("heads_witnessed") > 10  # about every five minutes, by the program
    assert kinds == RECORDED
    assert dict(a.keys) == {task.id: task.keys for task in WHOLE_DAY}, "tell tests/docs/whole_day.py, and make keys"
    assert a.keys.total() == TOTAL
