"""The shipped mall folder holds the whole business day of a department store's daily workflow (DS) as data.

Each row below is one fact of that workflow, in our words, and where the loaded procedures must say it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest

from dutytui.procedures.load import Loaded, load
from dutytui.rules.capture import parse, vocabulary
from dutytui.rules.meals import people as eaters
from dutytui.rules.procedure import Item, ItemKind, Phase, Procedures
from dutytui.rules.timetable import plan_day
from dutytui.texts.catalogue import LANGUAGES
from dutytui.widgets.cells import width_of

CHECKLISTS = Path(__file__).parents[2] / "checklists"
ORDINARY = date(2026, 11, 24)  # a Tuesday: 09:00 to 21:30
FLOORS = ("6F", "5F", "4F", "3F", "2F", "1F", "B1")
SECURITY = {"security_chief", "guard"}


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(CHECKLISTS, ORDINARY)


@pytest.fixture(scope="module")
def mall(loaded: Loaded) -> Procedures:
    assert loaded.procedures is not None
    return loaded.procedures


def test_the_shipped_folder_has_no_problem_and_no_hint(loaded: Loaded) -> None:
    assert loaded.problems == ()


def phase_of(mall: Procedures, phase: str) -> Phase:
    return next(one for one in mall.phases if one.id == phase)


def item_of(mall: Procedures, key: str) -> Item:
    phase, _, item = key.partition("/")
    return next(one for one in phase_of(mall, phase).items if one.id == item)


# phase, from, until (an ordinary day), who takes part (at least)
PHASES = [
    ("staff_entry", "08:20", "08:30", {"floor_supervisor", "duty_manager", "guard", "electrician", "security_chief"}),
    ("morning_meeting", "08:30", "08:40", {"floor_supervisor", "ops_manager", "duty_manager"}),
    ("counter_preparation", "08:40", "09:00", {"counter_staff", "floor_supervisor"}),
    ("pre_opening_inspection", "08:40", "09:00", {"duty_manager"}),
    ("opening", "09:00", "09:05", {"duty_manager", "electrician", *SECURITY}),
    ("welcome", "09:00", "09:05", {"broadcast", "duty_manager", "cashier_lead", *SECURITY}),
    ("trading", "09:05", "21:00", {"duty_manager", "ops_manager", "floor_supervisor", "service_desk", "counter_staff"}),
    ("pre_closing_tour", "21:00", "21:30", {"duty_manager"}),
    ("wind_down", "21:20", "21:50", {"electrician", "counter_staff", "it", "cashier_lead", *SECURITY}),
    ("end_of_day", "21:50", "22:10", {"electrician", *SECURITY}),
    ("clearance_sweep", "22:10", "22:40", {"duty_manager", *SECURITY}),
    ("lock_up", "22:40", "23:00", {"key_holder", "duty_manager", *SECURITY}),
]


def test_the_day_has_these_phases_at_these_times(mall: Procedures) -> None:
    planned = [
        (one.phase, f"{one.starts:%H:%M}", f"{one.ends:%H:%M}")
        for one in plan_day(mall, ORDINARY).phases
        if not one.beside
    ]
    assert sorted(planned) == sorted((phase, starts, ends) for phase, starts, ends, _ in PHASES)


@pytest.mark.parametrize(("phase", "posts"), [(phase, posts) for phase, *_, posts in PHASES])
def test_who_takes_part_in_a_phase(mall: Procedures, phase: str, posts: set[str]) -> None:
    assert posts <= set(phase_of(mall, phase).posts)


# What the workflow says, the item that holds it, its kind, who does it, and what else must be so.
FACTS: list[tuple[str, str, str, set[str], dict[str, Any]]] = [
    ("every door lock is checked", "staff_entry/locks_checked", "tick", SECURITY, {"raises": "security_chief"}),
    ("the passage opens after the locks", "staff_entry/passage_opened", "tick", SECURITY,
     {"after": ("locks_checked",)}),
    ("uniform, badge, appearance at the clock", "staff_entry/appearance_checked", "tick",
     {"floor_supervisor", "duty_manager"}, {"after": ("passage_opened",)}),
    ("how many came in", "staff_entry/people_in", "number", {"guard", "floor_supervisor"},
     {"after": ("passage_opened",), "unit": "人"}),
    ("how many were turned away, and why", "staff_entry/turned_away", "number", {"guard", "floor_supervisor"},
     {"after": ("passage_opened",), "hint": "reason", "usual": 0}),
    ("lighting on", "staff_entry/lighting_on", "tick", {"electrician"}, {"raises": "electrician"}),
    ("air-conditioning on", "staff_entry/air_conditioning_on", "tick", {"electrician"}, {"raises": "electrician"}),
    ("run state of the escalators", "staff_entry/escalators_state", "choice", {"electrician"}, {"fails": ("faulty",)}),
    ("run state of the lifts", "staff_entry/lifts_state", "choice", {"electrician"}, {"fails": ("faulty",)}),
    ("run state of the power supply", "staff_entry/power_state", "choice", {"electrician"}, {"fails": ("faulty",)}),
    ("run state of fire protection", "staff_entry/fire_system_state", "choice", {"electrician", "security_chief"},
     {"fails": ("faulty",)}),
    ("each department's meeting held or not", "morning_meeting/meeting_held", "choice",
     {"floor_supervisor", "ops_manager"}, {"each": "departments", "fails": ("not_held",)}),
    ("each department's attendance", "morning_meeting/attendance", "number", {"floor_supervisor", "ops_manager"},
     {"each": "departments"}),
    ("agenda 1: sales by department and counter", "morning_meeting/agenda_sales", "tick",
     {"floor_supervisor", "ops_manager"}, {"title": "sales by department and counter"}),
    ("agenda 2: problems, corrections, deadlines", "morning_meeting/agenda_problems", "number",
     {"floor_supervisor", "ops_manager"}, {"title": "deadlines", "each": "departments", "usual": 0, "hint": "by when"}),
    ("agenda 3: today's work and requirements", "morning_meeting/agenda_today", "note",
     {"floor_supervisor", "ops_manager"}, {"title": "requirements"}),
    ("agenda 4: instructions and promotions", "morning_meeting/agenda_instructions", "note",
     {"floor_supervisor", "ops_manager"}, {"title": "promotions"}),
    ("the duty manager tours the meetings", "morning_meeting/meetings_toured", "tick", {"duty_manager"}, {}),
    *((fact, f"counter_preparation/{item}", "tick", {"counter_staff", "floor_supervisor"}, {"each": "floors"})
      for fact, item in (
        ("cleaning before opening", "cleaning"), ("replenishment", "replenishment"),
        ("display and stock in order", "display_and_stock"), ("barcodes on new and marked-down goods", "barcodes"),
        ("a correct price label on each article", "price_labels"))),
    ("nobody shouts, idles or strays", "counter_preparation/discipline", "choice", {"floor_supervisor"},
     {"each": "floors", "fails": ("violation",), "hint": "shouts, idles"}),
    ("violations corrected and recorded", "counter_preparation/violations_recorded", "note", {"floor_supervisor"},
     {"each": "floors", "required": False}),
    *((fact, f"pre_opening_inspection/{item}", "tick", {"duty_manager"}, {}) for fact, item in (
        ("counters ready", "counters_ready"), ("display to standard", "display_standard"), ("staffing", "staffing"),
        ("stock full", "stock_full"), ("enough supply", "supply_enough"), ("tills on and prepared", "tills_ready"))),
    ("guards outside are radioed; anything abnormal holds the opening", "opening/crowd_outside", "choice",
     {"duty_manager", "security_chief"}, {"fails": ("abnormal",), "raises": "security_chief"}),
    ("main door open on the duty manager's order", "opening/main_door_opened", "tick", SECURITY,
     {"after": ("crowd_outside",), "after_calls": ("opening",)}),
    ("escalators on after the door", "opening/escalators_on", "choice", {"electrician"},
     {"after": ("main_door_opened",)}),
    ("welcome music, a little above normal", "welcome/welcome_music", "tick", {"broadcast"}, {"hint": "little louder"}),
    ("posts greeted", "welcome/posts_greeted", "tick", {"duty_manager", "security_chief"}, {}),
    ("two cashiers greet with a slight bow", "welcome/greeters", "choice", {"cashier_lead", "duty_manager"},
     {"title": "Two cashiers", "hint": "10 to 15 degrees", "fails": ("short",)}),
    ("customers still inside: where, how many", "pre_closing_tour/customers_inside", "number", {"duty_manager"},
     {"evidence": "Where"}),
    ("the closing announcement is heard at its time", "pre_closing_tour/closing_announcement", "tick",
     {"duty_manager"}, {"raises": "broadcast"}),
    ("service is kept up", "pre_closing_tour/service_kept", "tick", {"duty_manager"}, {}),
    ("counters' sales of the day are asked", "pre_closing_tour/counter_sales_asked", "note", {"duty_manager"}, {}),
    ("staff stay until the last customer left", "pre_closing_tour/staff_stay", "tick", {"duty_manager"}, {}),
    ("up escalators off", "wind_down/up_escalators_off", "tick", {"electrician"}, {"raises": "electrician"}),
    ("when the last customer left", "wind_down/last_customer_left", "note", SECURITY, {}),
    ("main door closed after the last customer", "wind_down/main_door_closed", "tick", SECURITY,
     {"after": ("last_customer_left",), "after_calls": ("closing",)}),
    ("cleaning after closing", "wind_down/cleaning", "tick", {"counter_staff", "floor_supervisor"}, {"each": "floors"}),
    ("goods in order", "wind_down/goods_in_order", "tick", {"counter_staff", "floor_supervisor"}, {"each": "floors"}),
    ("slips against goods: differences", "wind_down/slips_difference", "number", {"counter_staff", "floor_supervisor"},
     {"each": "floors", "usual": 0}),
    ("IT's sales total", "wind_down/sales_total", "number", {"it"}, {"unit": "元"}),
    ("evening meeting", "wind_down/evening_meeting", "choice", {"floor_supervisor", "ops_manager"},
     {"each": "departments", "fails": ("not_held",)}),
    ("cashier reports", "wind_down/cashier_reports", "tick", {"cashier_lead"}, {}),
    ("sealed bags counted", "wind_down/cash_bags", "number", {"cashier_lead"}, {"unit": "袋"}),
    ("cash escorted by security, both sign", "wind_down/cash_escorted", "signature",
     {"security_chief", "cashier_lead"}, {"after": ("cashier_reports", "cash_bags")}),
    ("escalators off", "end_of_day/escalators_off", "tick", {"electrician"}, {}),
    ("lifts off", "end_of_day/lifts_off", "tick", {"electrician"}, {}),
    ("air-conditioning off", "end_of_day/air_conditioning_off", "tick", {"electrician"}, {}),
    ("main doors locked in procedure", "end_of_day/main_doors_locked", "tick", SECURITY, {"raises": "security_chief"}),
    ("staff leave by their passage only, after the meeting", "end_of_day/passage_released", "tick", SECURITY,
     {"title": "Meetings over", "hint": "this passage only"}),
    ("bag check", "end_of_day/bags_checked", "tick", SECURITY, {"after": ("passage_released",)}),
    ("clock-out watched", "end_of_day/clock_out_watched", "tick", SECURITY, {"after": ("passage_released",)}),
    ("the sweep begins after staff left", "clearance_sweep/staff_left", "tick", SECURITY, {}),
    *((fact, f"clearance_sweep/{item}", kind, {"duty_manager", *SECURITY},
       {"each": "floors", "in_order": True, "after": after, "fails": fails, "severity": severity})
      for fact, item, kind, after, fails, severity in (
        ("every corner, for people left behind", "corners", "choice", ("staff_left",), ("person",), "urgent"),
        ("fire hazards", "fire_hazards", "choice", ("staff_left",), ("hazard",), "urgent"),
        ("power, water valves, gas off", "power_water_gas_off", "choice", ("staff_left",), ("not_shut",), "urgent"),
        ("tills cut from power", "tills_cut", "tick", ("staff_left",), (), "watch"),
        ("lights off, inside to out", "lights_off", "choice", ("corners", "fire_hazards"), ("not_shut",), "watch"))),
    ("each floor is confirmed after all of it", "clearance_sweep/floor_confirmed", "tick", {"duty_manager"},
     {"each": "floors", "in_order": True,
      "after": ("corners", "fire_hazards", "power_water_gas_off", "tills_cut", "lights_off")}),
    ("the three sign the sweep", "clearance_sweep/sweep_signed", "signature", {"duty_manager", *SECURITY},
     {"after": ("floor_confirmed",)}),
    ("rear passage locked by two", "lock_up/rear_passage_locked", "signature", {"guard", "key_holder"}, {}),
    ("floors locked from the top down", "lock_up/floor_locked", "tick", {"guard", "key_holder"},
     {"each": "floors", "in_order": True, "after": ("rear_passage_locked",)}),
    ("locks checked jointly by two people", "lock_up/locks_checked", "signature", {"duty_manager", "security_chief"},
     {"after": ("floor_locked",)}),
    ("both leave", "lock_up/both_left", "tick", {"duty_manager", "security_chief"}, {"after": ("locks_checked",)}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "kind", "posts", "more"), [fact[1:] for fact in FACTS], ids=[fact[0] for fact in FACTS]
)
def test_a_fact_of_the_workflow_is_data(
    mall: Procedures, key: str, kind: str, posts: set[str], more: dict[str, Any]
) -> None:
    item = item_of(mall, key)
    assert item.kind == ItemKind(kind)
    assert set(item.posts) == posts
    assert item.required is more.get("required", True)
    found: dict[str, Any] = {
        "each": item.each,
        "in_order": item.in_order,
        "after": item.after,
        "fails": tuple(choice.id for choice in item.choices if choice.fails),
        "raises": item.raises and item.raises.owner,
        "severity": item.raises and item.raises.severity,
        "required": item.required,
        "unit": item.unit and item.unit["zh-Hans"],
        "usual": item.usual,
        "after_calls": item.after_calls,
    }
    for field, expected in more.items():
        if field in {"title", "hint", "evidence"}:
            assert expected in (getattr(item, field) or {}).get("en", ""), field
        else:
            assert found[field] == expected, field


# The order in which the workflow takes the steps of a phase; the list shows them so.
ORDERS = {
    "morning_meeting": ("agenda_sales", "agenda_problems", "agenda_today", "agenda_instructions"),
    "opening": ("crowd_outside", "main_door_opened", "escalators_on"),
    "wind_down": ("up_escalators_off", "last_customer_left", "main_door_closed", "sales_total", "cash_escorted"),
    "clearance_sweep": ("staff_left", "corners", "lights_off", "floor_confirmed", "sweep_signed"),
    "lock_up": ("rear_passage_locked", "floor_locked", "locks_checked", "both_left"),
}


@pytest.mark.parametrize("phase", ORDERS)
def test_steps_stand_in_the_order_they_are_taken(mall: Procedures, phase: str) -> None:
    steps = ORDERS[phase]
    assert tuple(item.id for item in phase_of(mall, phase).items if item.id in steps) == steps


def test_what_blocks_what(mall: Procedures) -> None:
    blocked = {phase.id: phase.after for phase in mall.phases if phase.after}
    assert blocked == {
        "opening": ("pre_opening_inspection",),
        "trading": ("opening",),
        "lock_up": ("clearance_sweep",),
    }


@pytest.mark.parametrize(("call", "starts", "by"), [("opening", "08:30", "09:00"), ("closing", "21:00", "21:20")])
def test_posts_are_called_half_an_hour_before_and_the_duty_manager_gives_the_order(
    mall: Procedures, call: str, starts: str, by: str
) -> None:
    planned = next(one for one in plan_day(mall, ORDINARY).roll_calls if one.call == call)
    assert (f"{planned.starts:%H:%M}", f"{planned.by:%H:%M}") == (starts, by)
    described = next(one for one in mall.roll_calls if one.id == call)
    assert described.orders == ("duty_manager",)
    assert {"security_chief", "guard", "electrician"} <= set(described.posts)


def test_the_up_escalators_go_by_the_clock_and_wait_for_no_order(mall: Procedures) -> None:
    assert plan_day(mall, ORDINARY).by_key["wind_down/up_escalators_off"].needs_calls == ()


@pytest.mark.parametrize("phase", ["clearance_sweep", "lock_up"])
def test_nothing_of_the_sweep_and_the_locking_is_skipped(mall: Procedures, phase: str) -> None:
    assert [item.id for item in phase_of(mall, phase).items if item.skippable] == []


@pytest.mark.parametrize(
    ("key", "due"),
    [
        ("staff_entry/locks_checked", "08:20"),
        ("opening/main_door_opened", "09:00"),
        ("wind_down/up_escalators_off", "21:20"),
    ],
)
def test_items_with_a_time_of_their_own(mall: Procedures, key: str, due: str) -> None:
    assert f"{plan_day(mall, ORDINARY).by_key[key].due:%H:%M}" == due


@pytest.mark.parametrize(
    ("day", "opening", "closing"),
    [
        (date(2026, 11, 24), "09:00", "21:30"),  # Tuesday
        (date(2026, 11, 27), "09:00", "22:00"),  # Friday
        (date(2026, 11, 28), "09:00", "22:00"),  # Saturday
        (date(2026, 11, 29), "09:00", "22:00"),  # Sunday
        (date(2026, 9, 30), "09:00", "22:00"),  # eve of the National Day
        (date(2026, 10, 1), "09:30", "22:00"),  # National Day
        (date(2026, 10, 10), "09:00", "21:30"),  # a Saturday that is worked in exchange
        (date(2026, 12, 31), "09:00", "00:30"),  # a sales event, until after midnight
    ],
)
def test_hours_differ_and_every_offset_follows(mall: Procedures, day: date, opening: str, closing: str) -> None:
    plan = plan_day(mall, day)
    assert plan.opening is not None
    assert plan.closing is not None
    assert (f"{plan.opening:%H:%M}", f"{plan.closing:%H:%M}") == (opening, closing)
    assert plan.by_phase["staff_entry"].starts == plan.opening - timedelta(minutes=40)
    assert plan.by_phase["wind_down"].starts == plan.closing - timedelta(minutes=10)
    assert plan.by_phase["lock_up"].ends == plan.closing + timedelta(minutes=90)


def test_floors_are_swept_and_locked_from_the_top_down(mall: Procedures) -> None:
    assert tuple(floor.id for floor in mall.mall.floors) == FLOORS
    items = plan_day(mall, ORDINARY).by_key
    for step in ("clearance_sweep/floor_confirmed", "lock_up/floor_locked"):
        for above, floor in pairwise(FLOORS):
            assert f"{step}@{above}" in items[f"{step}@{floor}"].waits_on
    for above, floor in pairwise(FLOORS):
        assert f"clearance_sweep/floor_confirmed@{above}" in items[f"clearance_sweep/corners@{floor}"].waits_on
    for step in ("corners", "fire_hazards", "power_water_gas_off", "tills_cut", "lights_off"):
        assert f"clearance_sweep/{step}@B1" in items["clearance_sweep/floor_confirmed@B1"].waits_on


POSTS = [
    "duty_manager", "ops_manager", "floor_supervisor", "security_chief", "guard",
    "key_holder", "electrician", "service_desk", "cashier_lead", "broadcast",
    "it", "counter_staff", "general_manager", "ops_vp", "chairman",
    "finance", "legal", "marketing_manager", "marketing_director", "marketing_vp",
    "property_supervisor", "cs_specialist", "regional_lead", "group_cs_centre",
    "market_supervisor", "market_researcher", "market_planner", "editor", "division_manager",
    "group_general_manager", "group_cs_manager", "group_club",
    "leasing_manager", "leasing_specialist", "company_leader",
    "engineering_supervisor", "regional_manager", "order_assistant", "technician", "order_specialist", "auditor",
]  # fmt: skip
DUTY_TEAM = set(POSTS[: POSTS.index("general_manager")])


def test_every_post_is_there_and_each_is_held_by_somebody(mall: Procedures) -> None:
    assert [post.id for post in mall.posts] == POSTS
    assert {post for person in mall.people for post in person.posts} == set(POSTS)


def test_each_floor_has_one_supervisor(mall: Procedures) -> None:
    covered = [floor for one in mall.people if "floor_supervisor" in one.posts for floor in one.floors]
    assert sorted(covered) == sorted(FLOORS)


def test_a_signature_of_several_posts_can_be_given_by_different_people(mall: Procedures) -> None:
    signed = [item for phase in mall.phases for item in phase.items if item.kind is ItemKind.SIGNATURE]
    assert signed
    for item in signed:
        holders = [[person.id for person in mall.people if post in person.posts] for post in item.posts]
        assert len(holders) > 1
        assert any(len(set(signers)) == len(holders) for signers in product(*holders)), item.id


def test_only_the_duty_manager_may_stand_in_for_others(mall: Procedures) -> None:
    for right in ("tick_for_others", "waive", "undo_others"):
        assert [post.id for post in mall.posts if right in post.may] == ["duty_manager"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1432 客诉 3F 电梯夹包 !急 @工程", ("complaint", "3F", "urgent", "electrician")),
        ("客訴 三樓 退款不滿 !注意 @客服", ("complaint", "3F", "watch", "service_desk")),
        ("报修 B1 水管漏水 !紧急 @电工", ("repair", "B1", "urgent", "electrician")),
        ("失物 1楼 黑色钱包 @总台", ("lost_found", "1F", "", "service_desk")),
        ("违纪 6层 串岗 @楼层", ("discipline", "6F", "", "floor_supervisor")),
        ("安全 负一层 通道堵塞 !特急 @保安", ("safety", "B1", "urgent", "guard")),
        ("整改 超市 价签缺失 @值班", ("rectification", "supermarket", "", "duty_manager")),
    ],
)
def test_what_people_type_is_understood(mall: Procedures, line: str, said: tuple[str, ...]) -> None:
    now = datetime.fromisoformat("2026-11-24T15:00:00+08:00")
    capture = parse(line, vocabulary(mall), now)
    assert (capture.kind, capture.place, capture.severity, capture.owner) == said
    assert not capture.problems


def test_severities_run_from_mild_to_urgent_and_rectifications_are_rechecked(mall: Procedures) -> None:
    assert [one.id for one in sorted(mall.logbook.severities, key=lambda one: one.rank)] == [
        "normal",
        "watch",
        "urgent",
    ]
    assert [kind.id for kind in mall.logbook.kinds if kind.recheck] == ["rectification"]


def _short(mall: Procedures) -> Iterator[tuple[str, Any]]:
    for phase in mall.phases:
        yield phase.id, phase.title
        for item in phase.items:
            yield f"{phase.id}/{item.id}", item.title
            yield from ((f"{phase.id}/{item.id}={choice.id}", choice.title) for choice in item.choices)
    named: list[Any] = [*mall.posts, *mall.logbook.kinds, *mall.logbook.severities, *mall.mall.departments]
    yield from ((one.id, one.name) for one in named)


def _all(mall: Procedures) -> Iterator[tuple[str, Any]]:
    yield from _short(mall)
    for phase in mall.phases:
        for item in phase.items:
            more = (item.hint, item.evidence, item.unit)
            yield from ((f"{phase.id}/{item.id}", text) for text in more if text is not None)


# Characters outside these sets are the other script's (or too rare for a duty sheet), or not English.
SCRIPTS = {"zh-Hans": "gb2312", "zh-Hant": "big5", "en": "ascii"}


def test_each_text_is_written_in_each_language(mall: Procedures) -> None:
    for where, text in _all(mall):
        assert set(text) == set(LANGUAGES), where
        for language, words in text.items():
            assert words.strip(), where
            assert words.encode(SCRIPTS[language]).decode(SCRIPTS[language]) == words, where
        assert not any("\u4e00" <= char <= "\u9fff" for char in text["en"]), where


def test_titles_fit_a_row_of_eighty_columns(mall: Procedures) -> None:
    most = {"zh-Hans": 40, "zh-Hant": 40, "en": 45}
    for where, text in _short(mall):
        assert {language: words for language, words in text.items() if width_of(words) > most[language]} == {}, where


# -- beside the day's phases, and what is written -------------------------------------------------------------------


def test_the_journal_has_four_sections_and_each_floors_log_three_parts(mall: Procedures) -> None:
    """DS §3: both are asked for when the day is closed."""
    journal, floor_log = mall.journals.books
    assert [one.id for one in journal.sections] == ["staff", "sales_floor", "back_of_house", "exceptions"]
    assert [one.posts for one in journal.sections] == [("duty_manager",)] * 4
    assert [one.id for one in floor_log.sections] == ["problems", "to_do", "sales"]
    assert (journal.each, floor_log.each) == ("", "floors")
    assert all(one.required for book in mall.journals.books for one in book.sections)
    assert "floor_supervisor" in floor_log.sections[0].posts


def test_no_reason_stands_in_for_the_sweep_and_the_locks(mall: Procedures) -> None:
    """DS §2 lock_up: the day is closed last of all; DS §4: no sweep with a floor skipped."""
    assert mall.closing.day is not None
    assert set(mall.closing.day.must) == {"clearance_sweep", "lock_up"}
    assert mall.closing.day.closed_by == ("duty_manager",)


@pytest.mark.parametrize(
    ("meal", "batches"),
    [("lunch", ("11:30-12:00", "12:00-12:30")), ("dinner", ("17:30-18:00", "18:00-18:30"))],
)
def test_meals_go_in_two_batches(mall: Procedures, meal: str, batches: tuple[str, ...]) -> None:
    planned = next(one for one in plan_day(mall, ORDINARY).meals if one.meal == meal)
    assert tuple(f"{starts:%H:%M}-{ends:%H:%M}" for starts, ends in planned.batches) == batches
    assert mall.meals.grace == 0, "over time counts as late"


def test_the_duty_manager_eats_first_and_other_supervisors_second(mall: Procedures) -> None:
    posts = {person.id: person.posts[0] for person in mall.people}
    team = [person for person in mall.people if set(person.posts) & DUTY_TEAM]
    for meal in mall.meals.meals:
        first, second = ({posts[one.id] for one in eaters.expected(mall, meal, number)} for number in (1, 2))
        assert "duty_manager" in first
        assert {"ops_manager", "floor_supervisor", "security_chief", "cashier_lead"} <= second
        assert len(eaters.expected(mall, meal, 1)) + len(eaters.expected(mall, meal, 2)) == len(team)


# phase beside the day's own, whose, how many steps, words that some of its items must have
BESIDE = [
    ("routine_rounds", {"duty_manager", "ops_manager", "floor_supervisor"}, 15, ("Counterfeits", "Quality", "flow")),
    (
        "ops_manager_day",
        {"ops_manager"},
        20,
        ("uniform", "Managers' meeting", "Readiness", "Evening meeting", "Last tour"),
    ),
    ("floor_manager_day", {"floor_supervisor"}, 10, ("Barcodes", "highest stock", "area tracking", "daily sales")),
]


@pytest.mark.parametrize(("phase", "posts", "count", "words"), BESIDE)
def test_routine_rounds_and_own_days_run_beside_the_day_and_nothing_waits_for_them(
    mall: Procedures, phase: str, posts: set[str], count: int, words: tuple[str, ...]
) -> None:
    found = phase_of(mall, phase)
    assert found.beside and len(found.items) == count and set(found.posts) == posts
    assert not any(item.required for item in found.items)
    titles = " / ".join(item.title["en"] for item in found.items)
    assert [word for word in words if word not in titles] == []
    dues = [plan_day(mall, ORDINARY).by_key[f"{phase}/{item.id}"].due for item in found.items]
    assert dues == sorted(dues) or phase == "floor_manager_day"


def test_whatever_a_routine_round_finds_raises_an_entry(mall: Procedures) -> None:
    for item in phase_of(mall, "routine_rounds").items:
        assert item.kind is ItemKind.CHOICE and item.raises is not None
        assert [choice.id for choice in item.choices if choice.fails] == ["found"]
