"""What can be wrong with the obligations of calendar.yaml: one mistake, one problem, at its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dutytui.procedures.load import load
from dutytui.procedures.making import default_checklists
from dutytui.rules.obligations.procedure import LAST, Every, Rule
from dutytui.texts.problems import line

DAY = date(2026, 5, 1)
HEAD = "holidays: {source: none}\n"
RIGHT = """\
obligations:
  - id: report
    title: {zh-Hans: 报告, en: Report}
    due: {every: month, day: 28}
    posts: [manager]
"""

# words there, words instead, "line:column code" of every problem
CASES = [
    ("day: 28", "day: 31", ["5:30 day_not_always_there"]),
    ("day: 28", "day: 0", ["5:30 bad_day_number"]),
    ("day: 28", "day: lst", ["5:30 bad_day_number"]),
    ("day: 28", "working_day: 25", ["5:38 day_not_always_there"]),
    ("day: 28", "day: 28, working_day: 3", ["5:34 day_twice"]),
    ("{every: month, day: 28}", "{every: month}", ["5:18 rule_without_day"]),
    ("{every: month, day: 28}", "{every: monthly, day: 28}", ["5:18 not_one_of"]),
    ("{every: month, day: 28}", "{every: week, day: 3}", ["5:24 day_key_does_not_fit", "5:18 rule_without_day"]),
    ("{every: month, day: 28}", "{every: week, weekday: mondays}", ["5:33 not_one_of"]),
    ("{every: month, day: 28}", "{every: month, day: 28, month: 2}", ["5:34 day_key_does_not_fit"]),
    ("{every: month, day: 28}", "{every: half_month, days: [15, 31]}", ["5:41 day_not_always_there"]),
    ("{every: month, day: 28}", "{every: half_month, days: [15]}", ["5:36 empty_list"]),
    ("{every: month, day: 28}", "{every: quarter, month: 4, day: 3}", ["5:34 no_such_month"]),
    ("{every: month, day: 28}", "{every: quarter, month: 2, day: 29}", ["5:42 day_not_always_there"]),
    ("{every: month, day: 28}", "{every: year, month: 2, day: 29}", ["5:39 day_not_always_there"]),
    ("{every: month, day: 28}", "{every: year, month: 13, day: 2}", ["5:31 bad_month_number"]),
    ("{every: month, day: 28}", "{every: year, month: 12, day: 31}", []),
    ("{every: month, day: 28}", "{every: quarter, month: 3, day: 30}", []),
    ("posts: [manager]", "posts: [managers]", ["6:13 unknown_post"]),
    ("posts: [manager]", "posts: [manager]\n    lead: 40d", ["7:11 lead_over_period"]),
    ("posts: [manager]", "posts: [manager]\n    lead: 3", ["7:11 bad_days"]),
    ("posts: [manager]", 'posts: [manager]\n    time: "37:00"', ["7:11 bad_clock"]),
    ("posts: [manager]", "posts: [manager]\n    on_rest_day: never", ["7:18 not_one_of"]),
    (
        "posts: [manager]",
        'posts: [manager]\n    starts: "2026-05-01"\n    ends: "2026-04-01"',
        ["8:11 ends_before_it_starts"],
    ),
    (
        "posts: [manager]",
        "posts: [manager]\n  - id: other\n    title: {zh-Hans: 报告, en: Report}\n"
        "    due: {every: month, day: 28}\n    posts: [guard]",
        ["8:12 obligations_alike"],
    ),
    ("zh-Hans: 报告, ", "", ["4:12 missing_language"]),
]


def problems(mall: Path, text: str) -> list[str]:
    (mall / "calendar.yaml").write_text(HEAD + text, encoding="utf-8")
    found = [one for one in load(mall, DAY).problems if one.file == "calendar.yaml"]
    assert all(line(one) for one in found), "each has words"
    return [f"{one.line}:{one.column} {one.code}" for one in found]


def test_the_example_itself_is_right(mall: Path) -> None:
    assert problems(mall, RIGHT) == []


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_a_mistake_is_told_where_it_is(mall: Path, old: str, new: str, expected: list[str]) -> None:
    assert RIGHT.count(old) == 1
    assert sorted(problems(mall, RIGHT.replace(old, new))) == sorted(expected)


def test_a_mall_that_never_rests_makes_no_sense(mall: Path) -> None:
    days = "[monday, tuesday, wednesday, thursday, friday, saturday, sunday]"
    assert problems(mall, f"rest_weekdays: {days}\n") == ["2:16 wrong_value"]


def test_a_mall_without_obligations_has_none_and_rests_on_weekends(mall: Path) -> None:
    loaded = load(mall, DAY)
    assert loaded.procedures is not None
    assert (loaded.procedures.obligations, loaded.procedures.rest_weekdays) == ((), (5, 6))


def test_what_is_written_is_what_the_rules_have(mall: Path, edit: Callable[[str, str, str], None]) -> None:
    text = (
        "rest_weekdays: [friday]\nsoon: 30m\nlate_for: 90d\nobligations:\n"
        "  - {id: a, title: A, due: {every: week, weekday: friday}, posts: [manager]}\n"
        "  - {id: b, title: B, due: {every: half_month, days: [15, last]}, posts: [manager]}\n"
        "  - {id: c, title: C, due: {every: quarter, month: 2, working_day: last}, posts: [guard]}\n"
    )
    assert problems(mall, text) == []
    procedures = load(mall, DAY).procedures
    assert procedures is not None
    assert [one.rule for one in procedures.obligations] == [
        Rule(Every.WEEK, (5,)),
        Rule(Every.MONTH, (15, LAST)),
        Rule(Every.QUARTER, (LAST,), 2, working=True),
    ]
    assert (procedures.rest_weekdays, procedures.reminding.soon, procedures.reminding.late_for) == ((4,), 30, 90)


def test_a_flow_that_the_mall_does_not_have_is_a_hint_and_stops_nothing(mall: Path) -> None:
    """Done by hand then: a mall without flows/ need not rewrite its calendar."""
    named = RIGHT + "    flow: SY005\n"
    assert problems(mall, named) == ["7:11 flow_not_there"]
    loaded = load(mall, DAY)
    assert loaded.procedures is not None
    (told,) = [line(one) for one in loaded.problems]
    assert "SY005" in told and "by hand" in told
    assert [one.flow for one in loaded.procedures.obligations] == ["SY005"]


def test_those_that_a_flow_does_name_it_and_whoever_sees_to_them_may_begin_it() -> None:
    """Domain §5 and §6: plans of property and activities, the evaluation, the return of rent."""
    shipped = load(default_checklists(), DAY).procedures
    assert shipped is not None
    named = {one.id: one for one in shipped.obligations if one.flow}
    assert {name: one.flow for name, one in named.items()} == {
        "property_month_plan": "SY004",
        "rent_return": "SY005",
        "year_plan_group": "CA-1",
        "year_plan_region": "CA-2",
        "year_evaluation": "CA-4",
    }
    for one in named.values():
        flow = shipped.approvals.flow(one.flow)
        assert flow is not None and set(one.posts) <= set(flow.submitters), one.id


def test_all_obligations_of_domain_5_are_shipped() -> None:
    """All but archive_contract, which follows the flow CON."""
    loaded = load(default_checklists(), DAY)
    assert loaded.procedures is not None, [line(one) for one in loaded.problems]
    assert {one.id for one in loaded.procedures.obligations} == {
        "month_summary_and_plan",
        "property_month_plan",
        "market_report",
        "plan_exchange",
        "month_report",
        "month_meeting",
        "monday_news",
        "monday_leasing_call",
        "joint_meeting",
        "coordination_meeting",
        "rent_return",
        "quarter_review",
        "year_plan_group",
        "year_plan_region",
        "year_evaluation",
        "year_archive",
    }
