"""The wall board: read only, follows what others record, and cuts nothing away silently."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutytui.bootstrap import look_on, open_desk
from dutytui.rules.commands import EntryFields, LogEntry, SignIn
from dutytui.rules.meals.commands import LeaveForMeal
from dutytui.screens.wall.app import WallApp
from dutytui.screens.wall.digits import height_of, large, width_of_large
from dutytui.screens.wall.layout import aired, pages
from dutytui.screens.wall.screen import WallScreen
from dutytui.screens.wall.sections import Section, Told
from dutytui.session import NotSaved, Saved
from dutytui.texts import catalogue
from dutytui.widgets.glyphs import use_plain
from tests.desk import StandingClock, at_desk, make_mall, screen_rows


def files_of(mall: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in mall.rglob("*") if path.is_file()}


def text(app: WallApp) -> str:
    return "\n".join(screen_rows(app))  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
@pytest.mark.parametrize("plain", [False, True])
async def test_it_writes_nothing_and_shows_what_another_process_records(
    tmp_path: Path, size: tuple[int, int], plain: bool
) -> None:
    mall, clock = make_mall(tmp_path), StandingClock(time="11:40")
    desk, looker = open_desk(mall, clock=clock), look_on(mall, clock=clock)
    catalogue.use("en")
    try:
        app = WallApp(looker, every=10, theme="night", plain=plain)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            before = files_of(mall)
            screen = app.screen
            assert isinstance(screen, WallScreen)
            screen.second()
            await pilot.pause()
            assert "Starbridge Mall" in text(app) and "Trading" in text(app)
            assert files_of(mall) == before and looker.session.actor.person == ""
            assert isinstance(desk.session.submit(SignIn("zhang-san", "张三", "duty_manager")), Saved)
            left = LeaveForMeal(desk.session.day, "lunch", "wu-jiu", "吴九", 1)
            assert isinstance(desk.session.submit(left), Saved)
            entry = LogEntry(desk.session.day, EntryFields("general", "water on the floor", severity="urgent"))
            desk.session.submit(entry)
            after = files_of(mall)
            screen.second()
            await pilot.pause()
            assert "吴九" in text(app) and "20:00" in text(app)
            await pilot.press("enter", "f2", "f4", "f6", "1", "2")
            assert files_of(mall) == after, "no key records anything"
            await pilot.press("q")
            await pilot.pause()
            assert not app.is_running
    finally:
        use_plain(False)
        desk.close()
        looker.close()


def test_an_onlooker_can_record_nothing(tmp_path: Path) -> None:
    mall = make_mall(tmp_path)
    looker = look_on(mall, clock=StandingClock())
    try:
        outcome = looker.session.submit(SignIn("zhang-san", "张三", "duty_manager"))
        assert isinstance(outcome, NotSaved)
        assert not looker.session.sleep() and [*(mall / "logs").iterdir()] == []
        second = open_desk(mall, clock=StandingClock())
        assert second.session._journal.writer == "desk", "no writer slot was taken"
        second.close()
    finally:
        looker.close()


async def test_from_the_menu_it_comes_over_the_desk_and_escape_goes_back(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path), language="en") as robot:
        await robot.press("f10")
        await robot.types("Wall board")
        await robot.press("enter")
        assert isinstance(robot.app.screen, WallScreen)
        robot.sees("Starbridge Mall", "Staff entry")
        await robot.at("08:21")
        await robot.press("escape")
        assert robot.app.is_running
        robot.sees("Late" if "Late" in robot.screen else "Now", "F1 Help")


@pytest.mark.parametrize("width", [77, 117, 197])
@pytest.mark.parametrize("height", [2, 5, 17, 50])
def test_every_row_comes_on_some_page(width: int, height: int) -> None:
    some = [Section(f"s{n}", tuple(Told(f"row-{n}-{m}.", "in 5:00", "late") for m in range(13))) for n in range(5)]
    found = pages(some, width, height)
    assert all(len(page) <= height for page in found)
    shown = "\n".join("".join(words for words, _tone in line) for page in found for line in page)
    assert [row.words for one in some for row in one.rows if row.words not in shown] == []


@pytest.mark.parametrize("rows", [(1, 2, 7, 3, 5), (9, 1, 1), (4,)])
def test_what_fits_on_one_page_stands_in_even_columns_and_no_section_is_parted(rows: tuple[int, ...]) -> None:
    some = [Section(f"s{n}", tuple(Told(f"row-{n}-{m}.") for m in range(count))) for n, count in enumerate(rows)]
    (page,) = pages(some, 197, 50)
    shown = ["".join(words for words, _tone in line) for line in page]
    assert "continued" not in "\n".join(shown)
    assert len(page) <= max(max(rows) + 1, sum(rows) + 2 * len(rows) - max(rows))
    assert aired(page, 50)[1] == () and aired(page, len(page)) == page


async def test_a_large_board_tells_also_what_comes_next_and_a_small_one_gets_no_page_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_desk(make_mall(tmp_path), clock=StandingClock(time="11:39")).close()
    looker = look_on(tmp_path, clock=StandingClock(time="11:40"))
    looker.session.load_open(looker.session.open_before())
    catalogue.use("en")

    async def shown(size: tuple[int, int]) -> str:
        app = WallApp(looker, every=10, theme="night", plain=False)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            return text(app)

    try:
        large_one, small = await shown((200, 60)), await shown((80, 24))
        monkeypatch.setattr("dutytui.screens.wall.board.further_sections", lambda *_: [])
        without = await shown((80, 24))
    finally:
        looker.close()
    for heading in ("To do now", "Coming next", "Rounds to come"):
        assert heading in large_one
    assert small.split("\n")[0] == without.split("\n")[0], "how many pages there are"
    assert set(without.split()) <= set(small.split())


def test_with_nothing_to_tell_there_is_one_empty_page() -> None:
    assert pages([], 80, 20) == [[]]


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("scale", [1, 2, 3])
def test_large_digits_are_as_large_as_they_say(scale: int, plain: bool) -> None:
    rows = large("12:34:56", scale, plain=plain)
    assert len(rows) == height_of(scale, plain=plain)
    assert {len(row) for row in rows} == {width_of_large("12:34:56", scale)}
    assert not plain or set("".join(rows)) <= {"#", " "}
