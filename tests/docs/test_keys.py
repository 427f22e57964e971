"""docs/keys.md is what the key table says now, and its counts are true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dutytui.rules import events
from dutytui.rules.views import EntryStatus, ItemStatus
from dutytui.texts import catalogue
from tests.desk import Robot, StandingClock, at_desk, in_use_since
from tests.docs.prepared import PREPARED, SALES, TYPED, prepare, quiet
from tests.docs.tasks import TASKS, TEXT, Task
from tests.docs.write_keys import PAGE, page

LOCKS = "staff_entry/locks_checked"


def test_the_page_is_what_the_key_table_says_now() -> None:
    assert PAGE.read_text("utf-8") == page(), "run make keys"


def entries(robot: Robot) -> list[Any]:
    return [entry for entry in robot.session.logbook().entries if TYPED in entry.text]


def locks(robot: Robot) -> ItemStatus:
    item = robot.session.item(LOCKS)
    assert item is not None
    return item.status


DONE: dict[str, Callable[[Robot], bool] | str] = {
    "tick": lambda robot: locks(robot) is ItemStatus.DONE,
    "skip": lambda robot: locks(robot) is ItemStatus.WAIVED,
    "fail": lambda robot: locks(robot) is ItemStatus.FAILED and len(entries(robot)) == 1,
    "undo": lambda robot: locks(robot) in (ItemStatus.DUE, ItemStatus.LATE),
    "log": lambda robot: len(entries(robot)) == 1,
    "handle": lambda robot: entries(robot)[0].status is EntryStatus.HANDLED,
    "go": lambda robot: "值班日志 11-23" in robot.screen,
    "sign_in": lambda robot: robot.session.actor.person == "li-si",
    "language": lambda robot: catalogue.language() == "zh-Hant",
    "answer": events.POST_ANSWERED,
    "order": events.ORDER_GIVEN,
    "round": events.ROUND_STARTED,
    "point": events.POINT_REACHED,
    "radio": events.POINT_REACHED,
    "explain": events.ROUND_EXPLAINED,
    "out": events.MEAL_LEFT,
    "back": events.MEAL_RETURNED,
    "case": events.CASE_DETAILED,
    "told": events.CASE_FED_BACK,
    "sales": events.SALES_IMPORTED,
    "section": events.SECTION_WRITTEN,
    "count": events.ARTICLE_COUNTED,
    "understood": events.MATTER_ACKNOWLEDGED,
    "sign": events.HANDOVER_SIGNED,
    "sweep": events.ITEM_DONE,
    "found": events.ITEM_FAILED,
    "stay": events.STAY_REGISTERED,
    "close": events.DAY_CLOSED,
}
"""By task: whether it has come about, or the kind of event that it records."""


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)
async def test_a_task_takes_as_many_keys_as_the_page_says(
    task: Task, mall: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sales.csv").write_text(SALES, encoding="utf-8")
    quiet(mall, task.id)
    in_use_since(mall, "2026-11-20")
    async with at_desk(mall, clock=StandingClock(time=task.at), size=(120, 40)) as robot:
        for step in task.before:
            if step in PREPARED:
                prepare(step, robot)
                await robot.at(task.at)
            else:
                await robot.press(step)
        before, typed = recorded(robot), iter(task.typed)
        for key in task.keys:
            assert not came_about(task, robot, before), f"done before {key}"
            await (robot.types(next(typed)) if key == TEXT else robot.press(key))
        assert came_about(task, robot, before), robot.screen


def recorded(robot: Robot) -> Counter[str]:
    """How many events there are of each kind."""
    state = robot.session.state
    return Counter(event.kind for subject in state.subjects(robot.session.day) for event in subject.events)


def came_about(task: Task, robot: Robot, before: Counter[str]) -> bool:
    done = DONE[task.id]
    return recorded(robot)[done] > before[done] if isinstance(done, str) else bool(done(robot))
