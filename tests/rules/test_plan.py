"""A day's plan: hours, holidays, closing after midnight, order and places. Times from DS §2 unless said otherwise."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
import pytest

from dutytui.rules.plan import DayPlan, business_day
from dutytui.rules.procedure import Hours, HoursTable, Item, ItemKind, Mall, Phase
from dutytui.rules.timetable import plan_day
from tests.rules.a_mall import DAY, LOCK_UP, MALL, STAFF_ENTRY, SWEEP, at, closing, mall, opening, t, wall


@pytest.mark.parametrize(
    ("day", "opens", "closes", "kind"),
    [
        (DAY, "09:00", "21:30", "ordinary"),  # a Monday: the default
        (date(2026, 11, 27), "09:00", "22:00", "ordinary"),  # a Friday
        (date(2026, 10, 1), "09:30", "22:30", "holiday"),  # its kind comes before its weekday
        (date(2026, 12, 31), "09:00", "26:00", "ordinary"),  # its date comes before everything, and ends at 02:00
    ],
)
def test_the_calendar_decides_the_hours(day: date, opens: str, closes: str, kind: str) -> None:
    plan = plan_day(MALL, day)
    assert (plan.opening, plan.closing, plan.kind) == (at(opens, day), at(closes, day), kind)
    assert not plan.closed


def test_a_closed_day_has_no_phases() -> None:
    plan = plan_day(MALL, date(2027, 2, 6))
    assert plan.closed
    assert (plan.opening, plan.closing, plan.phases) == (None, None, ())


@pytest.mark.parametrize(
    ("announced", "day", "unannounced"),
    [((2026,), DAY, False), ((2026,), date(2027, 3, 1), True), ((), DAY, True), (None, DAY, False)],
)
def test_a_year_whose_holidays_are_not_announced_is_said(
    announced: tuple[int, ...] | None, day: date, unannounced: bool
) -> None:
    assert plan_day(mall(announced=announced), day).unannounced is unannounced


def test_offsets_follow_a_closing_after_midnight() -> None:
    day = date(2026, 12, 31)
    plan = plan_day(MALL, day)
    lock_up = plan.by_phase["lock_up"]
    assert (lock_up.starts, lock_up.ends) == (at("27:00", day), at("27:30", day))


def test_phases_stand_in_the_order_of_their_start_whatever_the_files_say() -> None:
    shuffled = mall(phases=(LOCK_UP, SWEEP, STAFF_ENTRY))
    assert list(plan_day(shuffled, DAY).by_phase) == ["staff_entry", "clearance_sweep", "lock_up"]


def test_items_open_early_and_are_due_at_the_end_or_their_own_time() -> None:
    """DS §2 staff entry 08:20 to 08:30; opening: the main door at nine."""
    items = plan_day(MALL, DAY).by_key
    assert (items["staff_entry/locks_checked"].opens, items["staff_entry/locks_checked"].due) == (
        at("07:50"),
        at("08:30"),
    )
    assert (items["opening/main_door"].opens, items["opening/main_door"].due) == (at("08:40"), at("09:00"))
    assert items["opening/main_door"].needs_phases == ("staff_entry",)


def test_the_sweep_goes_from_the_top_down() -> None:
    """DS §2 clearance sweep: the next floor opens only when the one above is confirmed."""
    items = plan_day(MALL, DAY).by_phase["clearance_sweep"].items
    assert [item.key.rpartition("@")[2] for item in items] == ["6F", "5F", "4F", "3F", "2F", "1F", "B1"]
    assert items[0].waits_on == ()
    assert [item.waits_on for item in items[1:]] == [(above.key,) for above in items[:-1]]


def test_an_item_waits_for_its_own_place_and_else_for_all_of_them() -> None:
    items = (
        Item("swept", t("Swept"), ItemKind.TICK, ("guard",), each="floors"),
        Item("locked", t("Locked"), ItemKind.TICK, ("guard",), each="floors", after=("swept",)),
        Item("left", t("Left"), ItemKind.TICK, ("guard",), after=("locked",)),
    )
    phase = Phase("night", t("Night"), closing(), closing(30), ("guard",), items)
    plan = plan_day(mall(phases=(phase,)), DAY)
    assert plan.by_key["night/locked@3F"].waits_on == ("night/swept@3F",)
    assert len(plan.by_key["night/left"].waits_on) == 7


def _berlin(starts: int, ends: int, day: date) -> DayPlan:
    place = Mall(t("M"), "Europe/Berlin", ("en",), (), (), 300, 10)
    phase = Phase("p", t("p"), wall("01:00"), closing(-10), ("guard",), ())
    return plan_day(mall(mall=place, hours=HoursTable(Hours(starts, ends)), phases=(phase,)), day)


def test_the_night_the_clocks_go_forward_keeps_wall_times_and_real_offsets() -> None:
    plan = _berlin(60, 185, date(2026, 3, 29))  # 02:00 is 03:00
    assert plan.opening == datetime(2026, 3, 29, 0, 0, tzinfo=UTC)
    assert plan.closing == datetime(2026, 3, 29, 1, 5, tzinfo=UTC)
    assert plan.phases[0].ends == datetime(2026, 3, 29, 0, 55, tzinfo=UTC)


def test_a_closing_on_the_next_day_counts_the_clock_on_the_wall() -> None:
    plan = _berlin(600, 27 * 60, date(2026, 10, 24))  # closes at 03:00, after the clocks went back
    assert plan.closing == datetime(2026, 10, 25, 2, 0, tzinfo=UTC)


def test_a_phase_never_ends_before_it_starts() -> None:
    phase = Phase("short", t("Short"), opening(60), closing(-60), ("guard",), ())
    short = plan_day(mall(hours=HoursTable(Hours(540, 570)), phases=(phase,)), DAY).phases[0]
    assert short.ends == short.starts


@pytest.mark.parametrize(
    ("clock", "belongs"), [("04:59", 22), ("05:00", 23), ("23:59", 23), ("28:59", 23), ("29:00", 24)]
)
def test_what_happens_before_the_day_starts_belongs_to_yesterday(clock: str, belongs: int) -> None:
    assert business_day(at(clock), 300) == date(2026, 11, belongs)


@pytest.mark.parametrize("form", [msgspec.json, msgspec.msgpack])
def test_a_plan_survives_a_cache(form: object) -> None:
    plan = plan_day(MALL, DAY)
    assert plan.by_key  # the dictionaries stay out of the cache
    kept = form.encode(plan)  # type: ignore[attr-defined]
    assert b"by_key" not in kept
    assert form.decode(kept, type=DayPlan) == plan  # type: ignore[attr-defined]
