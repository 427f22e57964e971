"""A night at the desk, DS §2 clearance_sweep and lock_up, on the smallest terminal and in Chinese."""

from __future__ import annotations

from pathlib import Path

from dutytui.rules.closing import views
from dutytui.rules.closing.sweep_view import SweepView
from dutytui.rules.views import ItemStatus
from tests.desk import Robot, StandingClock, at_desk, make_mall

FLOORS = ("6F", "5F", "4F", "3F", "2F", "1F", "B1")
STEPS = 6
NIGHT = "22:12"


def sweep(desk: Robot) -> SweepView:
    found = views.sweep(desk.session.look())
    assert found is not None
    return found


def lock_up(desk: Robot) -> SweepView:
    found = views.lock_up(desk.session.look())
    assert found is not None
    return found


def floor_now(desk: Robot) -> str:
    current = sweep(desk).current
    return current.place.id if current else ""


async def gathers(desk: Robot) -> None:
    """The duty manager says that the three are there: one Enter for the board, one for each of the others."""
    await desk.press("7", "enter", "enter", "enter")


async def sweeps(desk: Robot, floors: int) -> None:
    for _step in range(floors * STEPS):
        await desk.press("enter")


async def test_a_tired_duty_manager_sweeps_and_locks_with_little_but_enter(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path), clock=StandingClock(time=NIGHT)) as desk:
        keys = 0

        async def presses(*given: str) -> None:
            nonlocal keys
            keys += len(given)
            for key in given:
                desk.clock.later(seconds=20)
                await desk.press(key)

        await presses("7")
        await presses("enter", "enter", "enter")  # the three are there
        await presses("enter")  # all staff have left
        for place in FLOORS:
            assert floor_now(desk) == place
            await presses(*["enter"] * STEPS)
        assert not sweep(desk).signed
        await presses("enter", "enter")  # the duty manager signs: the form says what it means
        await presses(*["enter"] * 3)  # who is next, that it is them, the signature
        await presses(*["enter"] * 3)
        assert sweep(desk).finished
        await presses(*["enter"] * 2)  # rear passage: the guard, who is at the desk
        await presses(*["enter"] * 3)  # the key holder
        await presses(*["enter"] * len(FLOORS))
        await presses(*["enter"] * 3)  # locks: one of the two
        await presses(*["enter"] * 3)  # and the other
        await presses("enter")  # both have left
        assert lock_up(desk).finished
        desk.sees("7/7")
        assert keys == 1 + 3 + 1 + 7 * 6 + 2 + 3 + 3 + 2 + 3 + 7 + 3 + 3 + 1
        checked = desk.session.item("lock_up/locks_checked")
        assert checked is not None
        assert {act.by.id for act in checked.history if act.by} == {"zhang-san", "zhou-ba"}


async def test_nothing_begins_before_the_three_are_there(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path), clock=StandingClock(time=NIGHT)) as desk:
        await desk.press("7")
        desk.sees("保安主管", "保安员", "值班经理")
        await desk.press("enter", "escape")  # the duty manager is there; who else, is left open
        assert [post.id for post in sweep(desk).missing] == ["security_chief", "guard"]
        await desk.press("2")
        staff = desk.session.item("clearance_sweep/staff_left")
        assert staff is not None
        assert staff.status not in {ItemStatus.DONE, ItemStatus.DONE_LATE}


async def test_no_floor_is_skipped_and_the_board_says_so(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path), clock=StandingClock(time=NIGHT)) as desk:
        await gathers(desk)
        await desk.press("enter", "f4")
        assert floor_now(desk) == "6F"
        assert sweep(desk).floors[0].done == 0
        assert desk.app.screen.__class__.__name__ == "ClosingScreen", "no form opens for what is not allowed"
        await desk.press("down", "down", "enter")  # two floors further down
        assert sweep(desk).floors[2].done == 0
        await desk.press("enter")
        assert sweep(desk).floors[0].done == 1


async def test_a_person_on_3f_stops_the_sweep_until_one_has_handled_and_another_rechecked(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path), clock=StandingClock(time=NIGHT)) as desk:
        await gathers(desk)
        await desk.press("enter")
        await sweeps(desk, 3)
        assert floor_now(desk) == "3F"
        await desk.press("enter")  # corners looked at: clear. Then somebody comes out of a fitting room.
        await desk.press("f5", "1")
        await desk.types("试衣间一位顾客")
        await desk.press("enter")
        desk.sees("!!", "3F", "试衣间一位顾客", "周八")
        assert len(sweep(desk).stopped_by) == 1
        await desk.press("enter", "enter")  # the owner's post is offered first, and sits down
        assert desk.session.actor.person == "zhou-ba"
        await desk.types("送出员工通道")
        await desk.press("enter")
        await desk.press("enter", "enter")  # rechecked by somebody else, who is offered
        assert desk.session.actor.person == "zhang-san"
        await desk.types("已空")
        await desk.press("enter")
        assert not sweep(desk).stopped_by
        assert floor_now(desk) == "3F"
        await desk.press("enter")
        assert sweep(desk).floors[3].done == 2


async def test_who_is_registered_to_stay_is_no_finding(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path), clock=StandingClock(time=NIGHT)) as desk:
        await desk.press("7", "ctrl+r")
        await desk.types("王五")
        await desk.press("enter")
        await desk.press(*["backspace"] * 4)
        await desk.types("6F")
        await desk.press("enter")
        await desk.types("23:30")
        await desk.press("enter")
        await desk.types("盘点")
        await desk.press("enter")
        desk.sees("王五", "23:30")
        await desk.press("enter", "enter", "enter", "enter")
        await desk.press("f5", "6")
        assert not sweep(desk).stopped_by
        assert sweep(desk).floors[0].done == 1
        desk.sees("王五")


async def test_a_floor_gone_through_in_a_moment_is_marked_and_the_mark_is_kept(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path), clock=StandingClock(time=NIGHT)) as desk:
        await gathers(desk)
        await desk.press("enter")
        await sweeps(desk, 1)
        assert sweep(desk).floors[0].quick is not None
        confirmed = desk.session.item("clearance_sweep/floor_confirmed@6F")
        assert confirmed is not None
        assert confirmed.last is not None
        assert "6" in confirmed.last.note


async def test_a_mall_without_a_sweep_says_what_to_add(tmp_path: Path) -> None:
    mall = make_mall(tmp_path)
    (mall / "checklists" / "closing.yaml").unlink()
    async with at_desk(mall, clock=StandingClock(time=NIGHT)) as desk:
        await desk.press("7")
        desk.sees("closing.yaml")
        await desk.press("enter", "f4", "f5", "f6", "f7", "ctrl+g", "f3")


async def test_the_key_of_another_day_says_where_earlier_nights_stand(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path), clock=StandingClock(time=NIGHT), language="en") as desk:
        await desk.press("7", "ctrl+left")
        desk.sees("stand in the checklists: 2", "0/7")


async def test_twelve_floors_fit(tmp_path: Path) -> None:
    mall = make_mall(tmp_path)
    text = (mall / "checklists" / "mall.yaml").read_text(encoding="utf-8")
    more = "".join(f"  - {{id: {name}, name: {name}}}\n" for name in ("10F", "9F", "8F", "7F"))
    text = text.replace("floors:\n", f"floors:\n{more}", 1).replace(
        "departments:", "  - {id: B2, name: B2}\n\ndepartments:", 1
    )
    (mall / "checklists" / "mall.yaml").write_text(text, encoding="utf-8")
    async with at_desk(mall, clock=StandingClock(time=NIGHT)) as desk:
        await gathers(desk)
        await desk.press("enter")
        desk.sees("10F", "B2", "0/12", "██")
        assert floor_now(desk) == "10F"
