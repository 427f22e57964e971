"""What somebody has done before a task of `tests.docs.tasks` begins, by its name there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dutytui.rules.closing.commands import JoinSweep
from dutytui.rules.commands import Command, EntryFields, LogEntry, SignIn, TickItem, WaiveItem
from dutytui.rules.handover import views as handovers
from dutytui.rules.handover.commands import BeginHandover, CountArticle, TakeDuty
from dutytui.rules.roll_call import views as calls
from dutytui.rules.roll_call.commands import AnswerCall
from dutytui.rules.service.commands import OpenCase
from dutytui.session import Saved
from tests.desk import Robot

TYPED = "漏水"
SALES = "部门,专柜,品类,品牌,数量,销售额\n女装部,丝绸坊,女装,丝绸坊,12,5680.00\n"


def prepare(name: str, robot: Robot) -> None:
    PREPARED[name](robot)


def quiet(mall: Path, name: str) -> None:
    """What the mall leaves out of its procedures for a task."""
    checklists = mall / "checklists"
    for file in _LEFT_OUT.get(name, ()):
        (checklists / file).unlink()
    if name == "close":
        closing = checklists / "closing.yaml"
        lines = ("day:" + closing.read_text("utf-8").partition("\nday:")[2]).splitlines(keepends=True)
        closing.write_text("".join(line for line in lines if "must:" not in line), encoding="utf-8")
        (checklists / "calendar.yaml").write_text("holidays: {source: china}\n", encoding="utf-8")
        for file in (checklists / "day").iterdir():
            if file.name != "pre_opening_inspection.yaml":
                file.unlink()


_LEFT_OUT = {
    "understood": ("patrols.yaml", "meals.yaml", "service.yaml", "journals.yaml"),
    "close": (
        "patrols.yaml",
        "meals.yaml",
        "handover.yaml",
        "journals.yaml",
        "roll_calls.yaml",
        "sales.yaml",
        "figures.yaml",
    ),
}


def _does(robot: Robot, *commands: Command) -> None:
    for command in commands:
        assert isinstance(robot.session.submit(command), Saved), command


def _logged(robot: Robot) -> None:
    _does(robot, LogEntry(day=robot.session.day, fields=EntryFields(kind="general", text=TYPED)))


def _answered(robot: Robot) -> None:
    call = calls.calls(robot.session.look())[0]
    _does(robot, *(AnswerCall(robot.session.day, call.call, post.post.id) for post in call.posts))


def _complained(robot: Robot) -> None:
    _does(robot, OpenCase(robot.session.day, EntryFields("complaint", TYPED, "3F")))


def _begun(robot: Robot) -> None:
    _does(robot, TakeDuty(robot.session.day), BeginHandover(robot.session.day, "li-si"))


def _counted(robot: Robot) -> None:
    _logged(robot)
    _begun(robot)
    (running,) = handovers.running(robot.session.look())
    articles = robot.session.procedures.handover.articles
    _does(robot, *(CountArticle(robot.session.day, running.subject, one.id, one.expected) for one in articles))


def _receiver(robot: Robot) -> None:
    _does(robot, SignIn("li-si", "李四", "ops_manager"))


def _gathered(robot: Robot) -> None:
    """The three of the sweep are there, and all staff have left."""
    day = robot.session.day
    for person, post in (("zhang-san", "duty_manager"), ("zhou-ba", "security_chief"), ("wu-jiu", "guard")):
        _does(robot, JoinSweep(day, post, person))
    _does(robot, TickItem(day, "clearance_sweep/staff_left"))


def _settled(robot: Robot) -> None:
    """No item of the day is left: each was skipped with a reason."""
    for phase in robot.session.phases():
        for item in robot.session.checklist(phase.id).items:
            _does(robot, WaiveItem(robot.session.day, item.key, "演练"))


PREPARED: dict[str, Callable[[Robot], None]] = {
    "logged": _logged,
    "answered": _answered,
    "complained": _complained,
    "begun": _begun,
    "counted": _counted,
    "receiver": _receiver,
    "gathered": _gathered,
    "settled": _settled,
}
