"""docs/keys.md is what the key table says now, and its counts are true."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dutytui.rules.commands import EntryFields, LogEntry
from dutytui.rules.views import EntryStatus, ItemStatus
from dutytui.session import Saved
from dutytui.texts import catalogue
from tests.desk import Robot, StandingClock, at_desk
from tests.docs.tasks import TASKS, TEXT, Task
from tests.docs.write_keys import PAGE, page

LOCKS = "staff_entry/locks_checked"
TYPED = "漏水"


def test_the_page_is_what_the_key_table_says_now() -> None:
    assert PAGE.read_text("utf-8") == page(), "run make keys"


def entries(robot: Robot) -> list[Any]:
    return [entry for entry in robot.session.logbook().entries if TYPED in entry.text]


def locks(robot: Robot) -> ItemStatus:
    item = robot.session.item(LOCKS)
    assert item is not None
    return item.status


DONE = {
    "tick": lambda robot: locks(robot) is ItemStatus.DONE,
    "skip": lambda robot: locks(robot) is ItemStatus.WAIVED,
    "fail": lambda robot: locks(robot) is ItemStatus.FAILED and len(entries(robot)) == 1,
    "undo": lambda robot: locks(robot) in (ItemStatus.DUE, ItemStatus.LATE),
    "log": lambda robot: len(entries(robot)) == 1,
    "handle": lambda robot: entries(robot)[0].status is EntryStatus.HANDLED,
    "go": lambda robot: "值班日志 11-23" in robot.screen,
    "sign_in": lambda robot: robot.session.actor.person == "li-si",
    "language": lambda robot: catalogue.language() == "zh-Hant",
}
"""By task: whether it has come about."""


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)
async def test_a_task_takes_as_many_keys_as_the_page_says(task: Task, mall: Path) -> None:
    async with at_desk(mall, clock=StandingClock(time="08:22"), size=(120, 40)) as robot:
        for key in task.before:
            await (robot.press(key) if key != "logged" else logged(robot))
        for key in task.keys:
            assert not came_about(task, robot), f"done before {key}"
            await (robot.types(TYPED) if key == TEXT else robot.press(key))
        assert came_about(task, robot), robot.screen


async def logged(robot: Robot) -> None:
    command = LogEntry(day=robot.session.day, fields=EntryFields(kind="general", text=TYPED))
    assert isinstance(robot.session.submit(command), Saved)


def came_about(task: Task, robot: Robot) -> bool:
    return bool(DONE[task.id](robot))
