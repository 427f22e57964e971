"""The share on the screen: its word on the top bar, the page of terminals, the form, where records are."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from dutytui.rules.sharing import NOT_SHARED, Arrivals, Peer, Reach, Sharing, reached, terminals
from dutytui.screens.terminals.dialog import TerminalsDialog
from dutytui.screens.terminals.rows import state
from dutytui.texts.sharing import state_word, whole_where
from dutytui.widgets.rows import RowList
from tests.desk import Robot, at_desk
from tests.store.mall import NOW

HERE = Sharing(
    Reach.HERE,
    NOW,
    saved={"desk": 5, "till": 3},
    shared={"desk": 4, "till": 3},
    peers=(
        Peer("aaaa", "desk", own=True, heads={"desk": 4}),
        Peer("bbbb", "till", heads={"desk": 2, "till": 3}, heard=NOW, skew=timedelta(minutes=7)),
        Peer("cccc", "office", heads={"desk": 4, "till": 3}, heard=NOW + timedelta(minutes=1)),
    ),
    own_writers=("desk",),
)


def test_a_record_is_saved_then_shared_then_seen_by_each() -> None:
    assert [reached(HERE, "desk", seq).shared for seq in (4, 5)] == [True, False]
    assert [reached(HERE, "desk", seq).seen_by for seq in (2, 3, 5)] == [2, 1, 0]
    assert reached(NOT_SHARED, "desk", 1).shared is None
    assert HERE.waiting == 1


def test_this_terminal_comes_first_then_whoever_was_heard_of_last() -> None:
    rows = terminals(HERE)
    assert [row.name for row in rows] == ["desk", "office", "till"]
    assert [row.behind for row in rows] == [0, 1, 3]
    assert [row.clock_is_off for row in rows] == [False, False, True]


async def test_without_a_share_nothing_is_said_of_one(mall: Path) -> None:
    async with at_desk(mall) as desk:
        assert state_word(desk.desk.exchange.sharing, desk.clock.now()) == ("", False)
        desk.misses("共享", "断开")


class Standing:
    """An exchange that stands still."""

    def __init__(self, sharing: Sharing) -> None:
        self.sharing = sharing
        self.arrivals = Arrivals()
        self.folder = Path("/mnt/duty")


async def show(desk: Robot, sharing: Sharing) -> None:
    desk.app.exchange = Standing(sharing)  # type: ignore[assignment]
    desk.app.refresh_desk()
    await desk.settle()


async def test_the_top_bar_says_shared_and_since_when_it_is_cut_off(mall: Path) -> None:
    async with at_desk(mall) as desk:
        since = desk.clock.now().replace(hour=8, minute=1)
        await show(desk, replace(HERE, since=since))
        desk.sees("共享  值班经理")
        await show(desk, replace(HERE, reach=Reach.AWAY, since=since))
        desk.sees("08:01 起断开")
        await show(desk, replace(HERE, refused="磁盘已满"))
        desk.sees("未共享")


async def open_terminals(desk: Robot) -> TerminalsDialog:
    desk.app.action_terminals()
    await desk.settle()
    assert isinstance(desk.app.screen, TerminalsDialog)
    return desk.app.screen


async def test_the_page_lists_each_terminal_with_what_is_odd(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await show(desk, HERE)
        page = await open_terminals(desk)
        desk.sees("desk", "本终端", "office", "差 1 条", "till", "时钟 +7 分钟")
        rows = terminals(HERE)
        assert page.query_one(RowList).cursor_key == rows[0].fingerprint
        assert rows[0].own
        await desk.press("down")
        assert page.query_one(RowList).cursor_key == "cccc"
        assert state(rows[2], NOW) == "差 3 条  时钟 +7 分钟  08:00 有消息"


async def test_a_new_terminal_shows_on_the_page_how_much_it_has_taken_over_while_the_desk_is_worked_at(
    mall: Path,
) -> None:
    async with at_desk(mall) as desk:
        much = replace(HERE, saved={"desk": 2_000, "till": 23_000}, to_come=75_000)
        await show(desk, much)
        desk.sees("待收 75,000")
        await desk.press("2", "home", "enter")
        desk.sees("已保存")
        await open_terminals(desk)
        desk.sees("[#######.......................]  25 %  还有 75000 条")
        await desk.press("escape")
        await show(desk, replace(much, to_come=7))
        await open_terminals(desk)
        desk.sees("还有 7 条")
        desk.misses("[#")


async def test_connecting_from_the_page_makes_the_share_and_a_mistake_keeps_what_was_typed(
    mall: Path, tmp_path: Path
) -> None:
    async with at_desk(mall) as desk:
        await open_terminals(desk)
        desk.sees("本终端没有共享")
        await desk.press("1")
        wrong = tmp_path / "no" / "such" / "place"
        await desk.types(str(wrong))
        await desk.press("enter")
        await desk.app.workers.wait_for_complete()
        await desk.settle()
        desk.sees("这个文件夹用不了", "such")
        await desk.press("ctrl+u")
        await desk.types(str(tmp_path / "share"))
        await desk.press("enter")
        await desk.app.workers.wait_for_complete()
        await desk.settle()
        assert (tmp_path / "share" / "dutytui-share.json").exists()
        assert desk.desk.exchange.folder == tmp_path / "share"


async def test_a_row_and_an_entry_say_where_their_records_are(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await desk.press("2", "home", "enter")
        outcome = [event for one in desk.app.session.state.subjects(desk.app.session.day) for event in one.events]
        last = max(event.seq for event in outcome if event.writer == "desk")
        sharing = replace(
            HERE, saved={"desk": last}, shared={"desk": last}, peers=(Peer("bbbb", heads={"desk": last}),)
        )
        await show(desk, sharing)
        assert whole_where(sharing, "desk", last) == "已保存 / 共享 / 1 台已见"
        await desk.press("home", "f7")
        desk.sees("已保存 / 共享 / 1 台已见")
