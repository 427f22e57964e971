"""One line says what is looked for: words, and filters by what a mall calls things."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutytui.rules.search.dates import moment, stretch
from dutytui.rules.search.plain import plain
from dutytui.rules.search.terms import Terms
from dutytui.rules.search.wanted import Role, Wanted, read
from dutytui.texts.pinyin import matches

TODAY = date(2026, 11, 23)
TERMS = Terms(
    kinds={
        "投诉": ("complaint",),
        "报修": ("repair",),
        "报警": ("alarm",),
        "complaint": ("complaint",),
        "sy003": ("SY003",),
    },
    places={"3f": ("3F",), "3楼": ("3F",), "三楼": ("3F",), "b1": ("B1",)},
    severities={"紧急": ("urgent",), "急": ("urgent",), "关注": ("watch",)},
    people={"工程": ("engineering",), "张三": ("zhang-san",), "王单": ("wang-shan",)},
)


def looked_for(line: str) -> Wanted:
    return replace(read(line, TERMS, TODAY, lambda typed, word: matches(typed, word) is not None), parts=())


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("", Wanted()),
        ("  \t　", Wanted()),
        ("电梯", Wanted("电梯")),
        ("电梯 夹包", Wanted("电梯 夹包")),
        ("电梯　夹包", Wanted("电梯 夹包")),
        ("梯", Wanted("梯")),
        (
            "电梯 #投诉 3F @工程 >2026-10 未结",
            Wanted("电梯", ("complaint",), ("3F",), people=("engineering",), first=date(2026, 10, 1), open=True),
        ),
        ("＃投诉　３Ｆ　＠张三　！急", Wanted("", ("complaint",), ("3F",), ("urgent",), ("zhang-san",))),
        ("#投訴 @張三", Wanted(kinds=("complaint",), people=("zhang-san",))),
        ("#投", Wanted(kinds=("complaint",))),
        ("#报", Wanted(kinds=("repair", "alarm"))),
        ("#ts", Wanted(kinds=("complaint",))),
        ("@gc @zs", Wanted(people=("engineering", "zhang-san"))),
        ("@ws", Wanted(people=("wang-shan",))),
        ("@wd", Wanted(people=("wang-shan",))),
        ("#SY003", Wanted(kinds=("SY003",))),
        ("三樓 漏水", Wanted("漏水", places=("3F",))),
        ("3F电梯", Wanted("3F电梯")),
        ("#投诉 #报修", Wanted(kinds=("complaint", "repair"))),
        ("已结", Wanted(open=False)),
        ("未結", Wanted(open=True)),
        ("未结 已结", Wanted()),
        (">10-03", Wanted(first=date(2026, 10, 3))),
        (">12", Wanted(first=date(2025, 12, 1))),
        ("<2026-10", Wanted(last=date(2026, 10, 31))),
        (">=2025 <=2026-02", Wanted(first=date(2025, 1, 1), last=date(2026, 2, 28))),
        ("》2026年10月", Wanted(first=date(2026, 10, 1))),
        ("＞２０２６－１０", Wanted(first=date(2026, 10, 1))),
        ("2026-10", Wanted(first=date(2026, 10, 1), last=date(2026, 10, 31))),
        ("2026-10..2026-11", Wanted(first=date(2026, 10, 1), last=date(2026, 11, 30))),
        ("昨天 电梯", Wanted("电梯", first=date(2026, 11, 22), last=date(2026, 11, 22))),
        ("今天", Wanted(first=TODAY, last=TODAY)),
        (">2026-10 >2026-11", Wanted(first=date(2026, 11, 1))),
        ("2026 10-03", Wanted("2026 10-03")),
        ("12号柜", Wanted("12号柜")),
        ("#", Wanted()),
        ("> @ !", Wanted()),
        ("#没有", Wanted("没有")),
        (">明年", Wanted("明年")),
        (">2026-13", Wanted("2026-13")),
        ("\\#投诉", Wanted("#投诉")),
        ("\\未结", Wanted("未结")),
        ("\\3F", Wanted("3F")),
        ("a#b c@d", Wanted("a#b c@d")),
    ],
)
def test_what_a_line_asks_for(line: str, wanted: Wanted) -> None:
    assert looked_for(line) == wanted


@pytest.mark.parametrize(
    ("line", "role", "problem"),
    [
        ("#", Role.KIND, "unfinished"),
        (">", Role.SINCE, "unfinished"),
        ("@没有", Role.PERSON, "unknown"),
        ("<2026-02-30", Role.UNTIL, "unknown"),
    ],
)
def test_what_was_not_understood_is_told(line: str, role: Role, problem: str) -> None:
    (part,) = read(line, TERMS, TODAY, lambda typed, word: False).problems
    assert (part.role, part.problem, part.typed) == (role, problem, line)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2026-10", "2026-10-01", "2026-10-31"),
        ("2024-2", "2024-02-01", "2024-02-29"),
        ("2026/10/3", "2026-10-03", "2026-10-03"),
        ("2026年10月3日", "2026-10-03", "2026-10-03"),
        ("2026.10.3", "2026-10-03", "2026-10-03"),
        ("2026-10-01~2026-10-05", "2026-10-01", "2026-10-05"),
        ("2026-10-01至2026-11", "2026-10-01", "2026-11-30"),
        ("2026-11..2026-10", None, None),
        ("2026-02-30", None, None),
        ("0000-01", None, None),
        ("2026", None, None),
        ("10月", None, None),
    ],
)
def test_a_stretch_of_days_that_stands_for_itself(typed: str, first: str | None, last: str | None) -> None:
    expected = (date.fromisoformat(first), date.fromisoformat(last)) if first and last else None
    assert stretch(typed, TODAY) == expected


def test_a_month_that_has_not_begun_is_last_years() -> None:
    assert moment("12", TODAY) == (date(2025, 12, 1), date(2025, 12, 31))
    assert moment("11月", TODAY) == (date(2026, 11, 1), date(2026, 11, 30))
    assert moment("2-29", date(2025, 3, 1)) == (date(2024, 2, 29), date(2024, 2, 29))
    assert moment("0000", TODAY) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("電梯", "电梯"),
        ("收銀機卡紙", "收银机卡纸"),
        ("投訴", "投诉"),
        ("樓層", "楼层"),
        ("裡", "裏"),
        ("臺", "台"),
        ("綫", "線"),
        ("著", "着"),
        ("ＡＢｃ１", "abc1"),
        ("羣", "群"),
    ],
)
def test_ways_to_write_one_word(one: str, other: str) -> None:
    assert plain(one) == plain(other)


def test_words_that_differ_stay_apart() -> None:
    assert len({plain(word) for word in ("电梯", "楼梯", "卡纸", "卡住", "3F", "3E")}) == 6


@given(st.text(max_size=40) | st.text(st.sampled_from("电#@!><\\ 0123-.年月至~〉＃"), max_size=30))
def test_any_line_asks_for_something_or_nothing(line: str) -> None:
    wanted = looked_for(line)
    assert wanted.first is None or isinstance(wanted.first, date)
