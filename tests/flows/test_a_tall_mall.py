"""A mall unlike the shipped one: twelve floors, other posts, three orders, two handovers, closing at two at night.

The program must know nothing of the shipped mall, and a business day must hold together past midnight.
"""

from __future__ import annotations

import shutil
from datetime import date, datetime, time
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from dutytui.bootstrap import Desk, look_on, open_desk
from dutytui.procedures.load import load
from dutytui.rehearsal import stage
from dutytui.rehearsal.invented.day import InventedDay
from dutytui.rules.closing.day_views import DayStatus, day_end_view
from dutytui.rules.closing.sweep_view import FloorStatus
from dutytui.rules.closing.views import lock_up, sweep
from dutytui.rules.events import Event
from dutytui.rules.handover.views import duty
from dutytui.rules.meals.views import meals
from dutytui.rules.patrols.views import rounds
from dutytui.rules.views import PhaseStatus
from dutytui.screens.wall.app import WallApp
from dutytui.screens.wall.screen import WallScreen
from dutytui.texts import catalogue
from tests.cli.program import run
from tests.desk import CHECKOUT, StandingClock, at_desk, screen_rows

TALL = CHECKOUT / "tests" / "malls" / "tall"
FLOORS = ("10F", "9F", "8F", "7F", "6F", "5F", "4F", "3F", "2F", "1F", "B1", "B2")
TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)


def moment(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), stage.ZONE)


class Played(NamedTuple):
    """A folder in which Tuesday was played until `until`."""

    mall: Path
    until: datetime

    def open(self) -> Desk:
        return open_desk(self.mall, clock=stage.StoryClock(self.until))


def play(folder: Path, until: datetime) -> Played:
    stage.copy_mall(TALL, folder)
    stage.catch_up(stage.Rehearsal(folder, until, 60, "", InventedDay()))
    return Played(folder, until)


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Everything until six in the morning."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUTYTUI_HOME", str(tmp_path_factory.mktemp("home")))
        return play(tmp_path_factory.mktemp("night") / "mall", moment(WEDNESDAY, "06:00"))


@pytest.fixture(scope="module")
def sweeping(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Everything until a quarter to three: some floors are swept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUTYTUI_HOME", str(tmp_path_factory.mktemp("home")))
        return play(tmp_path_factory.mktemp("sweeping") / "mall", moment(WEDNESDAY, "02:45"))


def copy_of(played: Played, folder: Path) -> Path:
    shutil.copytree(played.mall, folder)
    return folder


def events_of(desk: Desk, prefix: str = "") -> list[Event]:
    found = [event for subject in desk.session.state.subjects(TUESDAY, prefix) for event in subject.events]
    return sorted(found, key=lambda event: event.order)


def test_the_folder_is_in_order() -> None:
    told = run("check", TALL)
    assert told.returncode == 0, told


def test_it_shares_no_id_of_a_post_phase_kind_or_route_with_the_shipped_mall() -> None:
    """Else this file proves less than it says. (Trading is trading; radios are radios.)"""
    mine, shipped = (load(folder / "checklists", TUESDAY).procedures for folder in (TALL, CHECKOUT))
    assert mine is not None and shipped is not None
    for shared in (
        {post.id for post in mine.posts} & {post.id for post in shipped.posts},
        {person.id for person in mine.people} & {person.id for person in shipped.people},
        {route.id for route in mine.patrols.routes} & {route.id for route in shipped.patrols.routes},
        {call.id for call in mine.roll_calls} & {call.id for call in shipped.roll_calls},
        {book.id for book in mine.journals.books} & {book.id for book in shipped.journals.books},
        {kind.id for kind in mine.logbook.kinds} & {kind.id for kind in shipped.logbook.kinds},
        {item.id for phase in mine.phases for item in phase.items}
        & {item.id for phase in shipped.phases for item in phase.items},
        {phase.id for phase in mine.phases} & {phase.id for phase in shipped.phases} - {"trading", "wind_down"},
    ):
        assert not shared


def test_the_day_goes_from_the_seals_of_the_morning_to_a_closed_day(night: Played) -> None:
    desk = night.open()
    try:
        look = desk.session.look()
        assert look.day == TUESDAY
        assert {phase.status for phase in desk.session.phases()} <= {PhaseStatus.DONE, PhaseStatus.DONE_LATE}
        swept, locked = sweep(look), lock_up(look)
        assert swept is not None and locked is not None
        assert swept.finished and locked.finished
        assert day_end_view(look).status is DayStatus.CLOSED
        kinds = {event.kind for event in events_of(desk)}
        assert {"round_ended", "meal_returned", "handover_signed", "order_given", "section_written"} <= kinds
    finally:
        desk.close()


def test_floors_are_swept_and_locked_from_the_sky_deck_down_to_the_car_park(night: Played) -> None:
    """DS §2: the next floor opens only when the one above is confirmed; in this mall's order, which is no order of
    names (10F before 9F, B1 before B2)."""
    desk = night.open()
    try:
        for item in ("top_down/sealed", "final_lock/locked"):
            done = [event.on.partition("@")[2] for event in events_of(desk, f"item:{item}")]
            assert tuple(done) == FLOORS
        steps = [event.on.partition("@")[2] for event in events_of(desk, "item:top_down/") if "@" in event.on]
        assert [FLOORS.index(floor) for floor in steps] == sorted(FLOORS.index(floor) for floor in steps)
        assert len(steps) == 4 * len(FLOORS)
    finally:
        desk.close()


def test_what_is_done_after_midnight_belongs_to_the_evening_before(night: Played) -> None:
    desk = night.open()
    try:
        later = [event for event in events_of(desk) if event.at >= moment(WEDNESDAY, "00:00")]
        assert {event.on.partition("/")[0] for event in later} >= {"item:wind_down", "item:top_down", "item:final_lock"}
        assert any(event.on.startswith("meal:") for event in later), "the night snack ends after midnight"
        assert any(event.on.startswith("round:house@01") for event in later)
        assert not list(desk.session.state.subjects(WEDNESDAY))
        assert [path.name for path in (night.mall / "logs").iterdir()] == [str(TUESDAY)]
    finally:
        desk.close()


def test_three_meals_and_three_batches_leave_one_after_the_other(night: Played) -> None:
    desk = night.open()
    try:
        view = meals(desk.session.look())
        assert [len(meal.batches) for meal in view] == [2, 3, 2]
        for meal in view:
            out = []
            for batch in meal.batches:
                gone = [(one.left_at, one.back_at) for one in batch.eaters if one.left_at and one.back_at]
                assert len(gone) == len(batch.eaters)
                out.append((min(left for left, _ in gone), max(back for _, back in gone)))
            assert all(back <= left for (_, back), (left, _) in pairwise(out))
    finally:
        desk.close()


def test_the_duty_passes_twice_and_comes_back(night: Played) -> None:
    desk = night.open()
    try:
        taken = [event for event in events_of(desk, "handover:") if event.kind == "handover_signed"]
        receivers = [event for event in taken if event.data["side"] == "receiving"]
        assert [event.by for event in receivers] == ["yi", "er"]
        assert [event.at.hour for event in receivers] in ([15, 21], [16, 22], [15, 22], [16, 21])
        held = duty(desk.session.look())
        assert held.holder is not None and held.holder.id == "er"
    finally:
        desk.close()


def test_no_round_of_the_day_is_left_without_a_word(night: Played) -> None:
    desk = night.open()
    try:
        view = rounds(desk.session.look())
        assert len(view.rounds) > 20
        assert not [one.key for one in view.rounds if one.needs_word]
        assert len([one for one in view.rounds if one.route == "shadow"]) == 3
    finally:
        desk.close()


@pytest.mark.parametrize(("language", "size"), [("zh-Hans", (80, 24)), ("en", (80, 24)), ("zh-Hant", (80, 24))])
async def test_twelve_floors_stand_on_the_closing_board_at_a_quarter_to_three(
    sweeping: Played, tmp_path: Path, language: str, size: tuple[int, int]
) -> None:
    """zh-Hant is none of this mall's languages: its texts fall back, the program's own do not."""
    mall = copy_of(sweeping, tmp_path / "mall")
    clock = StandingClock("2026-11-25", "02:45")
    async with at_desk(mall, clock=clock, size=size, language=language, who="yi", post="shift_lead") as desk:
        part = sweep(desk.session.look())
        assert part is not None and not part.finished
        assert [floor.place.id for floor in part.floors] == list(FLOORS)
        await desk.press("7")
        desk.sees("11-24", "02:45", f"{part.done}/12")
        names = [name.get(language) or name["zh-Hans"] for floor in part.floors for name in [floor.place.name]]
        shown = [place for place, row in enumerate(desk.screen.split("\n")) for name in names if _begins(row, name)]
        assert len(shown) == len(FLOORS), desk.screen
        assert shown == sorted(shown)


def _begins(row: str, name: str) -> bool:
    """Names are cut where the column is narrow."""
    return name[:3] in row[:16]


async def test_the_shift_lead_sweeps_what_is_left_and_no_floor_can_be_jumped(sweeping: Played, tmp_path: Path) -> None:
    mall = copy_of(sweeping, tmp_path / "mall")
    clock = StandingClock("2026-11-25", "02:45")
    async with at_desk(mall, clock=clock, who="yi", post="shift_lead") as desk:
        await desk.press("7")
        for _step in range(4 * len(FLOORS)):
            part = sweep(desk.session.look())
            assert part is not None
            clear = [floor.status is FloorStatus.CLEAR for floor in part.floors]
            assert clear == sorted(clear, reverse=True), "the clear floors are the upper ones"
            if all(clear):
                break
            desk.clock.later(seconds=30)
            await desk.press("enter")
        part = sweep(desk.session.look())
        assert part is not None and part.done == len(FLOORS)
        desk.sees("12/12")


async def test_the_wall_shows_the_night_in_the_business_day_it_belongs_to(sweeping: Played, tmp_path: Path) -> None:
    mall = copy_of(sweeping, tmp_path / "mall")
    looker = look_on(mall, clock=StandingClock("2026-11-25", "02:45"))
    catalogue.use("en")
    try:
        app = WallApp(looker, every=10, theme="night", plain=False)
        async with app.run_test(size=(80, 24)) as pilot:
            seen = []
            for _second in range(40):
                assert isinstance(app.screen, WallScreen)
                app.screen.second()
                await pilot.pause()
                seen.append("\n".join(screen_rows(app)))  # type: ignore[arg-type]
            assert "Cloud Tower" in seen[0] and "Top to bottom" in seen[0]
            assert "11-24" in seen[0]
    finally:
        looker.close()
        catalogue.use("en")


async def test_half_past_six_begins_a_new_day_and_the_old_one_stays_closed(night: Played, tmp_path: Path) -> None:
    mall = copy_of(night, tmp_path / "mall")
    clock = StandingClock("2026-11-25", "06:29")
    async with at_desk(mall, clock=clock, who="er", post="shift_lead") as desk:
        desk.sees("11-24", "06:29")
        assert desk.session.day == TUESDAY
        await desk.at("06:30")
        assert desk.session.day == WEDNESDAY
        desk.sees("11-25", "06:30")
        assert day_end_view(desk.session.look(TUESDAY)).status is DayStatus.CLOSED
        part = sweep(desk.session.look())
        assert part is not None and part.done == 0
        held = duty(desk.session.look())
        assert held.yesterday, "whoever held the duty holds it until somebody takes it"
        await desk.press("7", "2", "4", "1")


def test_a_rehearsal_may_begin_after_midnight_of_its_business_day() -> None:
    procedures = load(TALL / "checklists", TUESDAY).procedures
    assert procedures is not None
    assert stage.moment_of(TUESDAY, time(2, 45), procedures.mall) == moment(WEDNESDAY, "02:45")
    assert stage.moment_of(TUESDAY, time(6, 30), procedures.mall) == moment(TUESDAY, "06:30")
