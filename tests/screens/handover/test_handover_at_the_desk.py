"""The whole handover through the real screen (DS §3 shift handover), in Chinese on 80x24."""

from __future__ import annotations

from pathlib import Path

from dutytui.rules.commands import EntryFields, LogEntry
from dutytui.rules.events import DUTY_TAKEN
from dutytui.rules.handover import views
from dutytui.rules.handover.commands import TakeDuty
from dutytui.rules.handover.fold import Status
from dutytui.rules.handover.views import HandoverView
from dutytui.session import Saved
from tests.desk import Robot, StandingClock, at_desk, make_mall

NUMBERS = {"radios": "8", "keys": "24", "cash_float": "2000", "torches": "6", "first_aid_boxes": "3"}


def quiet_mall(folder: Path) -> Path:
    """Rounds that nobody walked would fill the list: they are the patrols' own to test."""
    mall = make_mall(folder)
    for name in ("patrols", "meals", "service", "sales", "journals"):
        (mall / "checklists" / f"{name}.yaml").unlink(missing_ok=True)
    return mall


def logs(robot: Robot, text: str, severity: str) -> None:
    fields = EntryFields("to_do", text, place="3F", severity=severity)
    assert isinstance(robot.session.submit(LogEntry(robot.session.day, fields)), Saved)


def running(robot: Robot) -> HandoverView:
    (found,) = views.running(robot.session.look())
    return found


def holder(robot: Robot) -> str:
    found = views.duty(robot.session.look()).holder
    return found.id if found else ""


def cursor(robot: Robot) -> str:
    return next(row for row in robot.screen.split("\n")[3:] if row.startswith(">"))


async def sits_down(robot: Robot, who: str) -> None:
    """F8, a part of the name, Enter."""
    await robot.press("f8")
    await robot.types(who)
    await robot.press("enter")


async def counts_all(robot: Robot, **differing: str) -> None:
    """Enter on an article asks for one after the other."""
    await robot.press("enter")
    for article, number in NUMBERS.items():
        await robot.types(differing.get(article, number))
        await robot.press("enter")
        if article in differing:
            await robot.types("一把在修锁处")
            await robot.press("enter")


async def begins(robot: Robot) -> None:
    """Takes the duty, and hands it over to whoever comes."""
    await robot.press("5", "enter")
    await robot.press("enter", "3")


async def signs(robot: Robot) -> None:
    """Enter on the signature under the cursor, and Enter once more on what it means."""
    await robot.press("enter")
    await robot.press("enter")


async def acknowledges_the_rest(robot: Robot) -> None:
    """One Enter each; the clock runs on as it would for somebody who reads."""
    while left := [one for one in running(robot).matters if not one.done]:
        robot.clock.later(seconds=30)
        await robot.press("enter")
        assert len([one for one in running(robot).matters if not one.done]) < len(left), robot.screen


async def test_from_the_first_article_to_both_signatures(tmp_path: Path) -> None:
    clock = StandingClock(time="14:00")
    async with at_desk(quiet_mall(tmp_path), clock=clock) as robot:
        logs(robot, "电梯夹包，家属下午再来", "urgent")
        logs(robot, "雨伞架搬到大门口", "normal")
        await begins(robot)
        assert holder(robot) == "zhang-san"
        assert "对讲机" in cursor(robot)

        await counts_all(robot, keys="23")
        assert running(robot).counted == 5
        robot.sees("-1", "一把在修锁处")
        assert "电梯夹包" in cursor(robot)

        await robot.press("ctrl+t")
        await robot.types("如果家属来，请叫客服主管")
        await robot.press("enter")
        robot.sees("如果家属来，请叫客服主管")
        clock.later(minutes=5)
        await robot.press("end", "up", "up")
        await signs(robot)
        assert running(robot).status is Status.GIVEN, robot.screen

        await sits_down(robot, "卫十四")
        assert "电梯夹包" in cursor(robot)
        await robot.press("enter")
        await robot.types("好")
        await robot.press("enter")
        assert not running(robot).matters[0].done
        await robot.types("的，看住电梯，等家属来")
        await robot.press("enter")
        assert running(robot).matters[0].done

        await robot.press("f5")
        await robot.types("钥匙少一把，先找回来")
        await robot.press("enter")
        assert running(robot).status is Status.REFUSED
        assert holder(robot) == "zhang-san"
        assert "补正" in robot.row_of("钥匙少一把，先找回来"), (
            "whoever has the cursor far below the list's top reads it, too"
        )
        await robot.press("end", "up", "f6")
        robot.sees("签字不能撤销", "F5")
        await robot.press("home")
        robot.sees("拒接")

        await sits_down(robot, "张三")
        await robot.press("home", "down")
        assert "值班钥匙" in cursor(robot)
        await robot.press("f6")
        await robot.press("enter")
        await robot.types("24")
        await robot.press("enter")
        robot.misses("一把在修锁处")
        clock.later(minutes=2)
        await robot.press("end", "up", "up")
        await signs(robot)
        assert running(robot).status is Status.GIVEN, robot.screen

        await sits_down(robot, "卫十四")
        await acknowledges_the_rest(robot)
        clock.later(minutes=1)
        await signs(robot)
        assert holder(robot) == "wei-shisi", robot.screen
        (done,) = views.over(robot.session.look())
        assert (done.status, len(done.refusals)) == (Status.PASSED, 1)
        robot.sees("张三", "卫十四")


async def test_somebody_in_a_hurry_is_asked_and_may_go_back(tmp_path: Path) -> None:
    async with at_desk(quiet_mall(tmp_path), clock=StandingClock(time="14:00"), language="en") as robot:
        await begins(robot)
        await counts_all(robot)
        await robot.press("end", "up", "up")
        await robot.press("enter")
        robot.sees("5 items in 1 s. Look again, or sign anyway")
        await robot.press("escape")
        assert running(robot).status is Status.OPEN
        await signs(robot)
        given = running(robot).given
        assert given is not None and given.pace.count == 5
        robot.sees("5 items in 1 s")


async def test_the_giver_cannot_sign_for_the_receiver(tmp_path: Path) -> None:
    async with at_desk(quiet_mall(tmp_path), clock=StandingClock(time="14:00"), language="en") as robot:
        await begins(robot)
        await counts_all(robot)
        robot.clock.later(minutes=5)
        await robot.press("end", "up", "up")
        await signs(robot)
        await robot.press("end", "up", "enter")
        robot.sees("Nobody hands the duty over to themselves. The receiver signs in: F8")
        assert holder(robot) == "zhang-san"


async def test_a_typed_number_survives_escape(tmp_path: Path) -> None:
    async with at_desk(quiet_mall(tmp_path), clock=StandingClock(time="14:00"), language="en") as robot:
        await begins(robot)
        await robot.press("enter")
        await robot.types("7")
        await robot.press("enter")
        robot.sees("Radios: 7 instead of 8")
        await robot.press("escape")
        await robot.press("enter")
        robot.sees("7")
        await robot.types("lent to the car park")
        await robot.press("tab", "enter")
        assert running(robot).articles[0].counted is None or running(robot).articles[0].counted == 7


async def test_a_mall_without_the_file_says_what_to_add(tmp_path: Path) -> None:
    mall = quiet_mall(tmp_path)
    (mall / "checklists" / "handover.yaml").unlink()
    async with at_desk(mall, language="en") as robot:
        await robot.press("5")
        robot.sees("No duty is kept here", "checklists/handover.yaml")
        await robot.press("enter", "f4", "f5", "f6", "f7", "ctrl+t")


async def test_a_dispute_is_shown_and_settled_with_enter(tmp_path: Path) -> None:
    async with at_desk(quiet_mall(tmp_path), language="en") as robot:
        robot.session.submit(TakeDuty(robot.session.day))
        (event,) = [
            event
            for subject in robot.session.state.subjects(robot.session.day, "duty:")
            for event in subject.events
            if event.kind == DUTY_TAKEN
        ]
        robot.session.receive([event._replace(by="wei-shisi", writer="desk-9", seq=1, id="other")])
        await robot.press("5")
        robot.sees("The duty is disputed")
        await robot.press("home")
        assert "卫十四" in cursor(robot)
        await robot.press("enter")
        assert holder(robot) == "wei-shisi"
        robot.sees("卫十四 holds the duty since")


async def test_yesterdays_holder_and_the_time_since_one_held_it(tmp_path: Path) -> None:
    mall = quiet_mall(tmp_path)
    async with at_desk(mall, clock=StandingClock(time="09:00")) as robot:
        robot.session.submit(TakeDuty(robot.session.day))
        logs(robot, "旧的", "normal")
    tomorrow = StandingClock("2026-11-24", "08:25")
    async with at_desk(mall, clock=tomorrow, language="en", who="wei-shisi") as robot:
        await robot.settle()
        await robot.press("5")
        robot.sees("张三 still holds the duty, since 11-23 09:00")
        await robot.press("home", "enter")
        assert holder(robot) == "wei-shisi"
    later = StandingClock("2026-11-24", "09:00")
    async with at_desk(mall, clock=later, language="en") as robot:
        logs(robot, "新的", "normal")
        await robot.press("5")
        await robot.press("end", "enter")
        robot.sees("Since I last held the duty: 11-24 08:25, 35 min ago", "新的", "1 entry logged")
        robot.misses("旧的")
