"""What a duty manager types in one line, and what the program makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dutytui.rules.capture import Capture, Part, Role, Vocabulary, parse, split_lines, vocabulary
from dutytui.rules.capture_compose import compose
from dutytui.rules.procedure import (
    EntryKind,
    Hours,
    HoursTable,
    Logbook,
    Mall,
    Person,
    Place,
    Post,
    Procedures,
    Severity,
)

ZONE = timezone(timedelta(hours=8))
NOW = datetime(2026, 3, 4, 15, 0, 20, tzinfo=ZONE)


def _text(hans: str, hant: str, en: str) -> dict[str, str]:
    return {"zh-Hans": hans, "zh-Hant": hant, "en": en}


def _procedures() -> Procedures:
    return Procedures(
        version="v",
        mall=Mall(
            name=_text("新天地", "新天地", "New World"),
            time_zone="Asia/Shanghai",
            languages=("zh-Hans", "zh-Hant", "en"),
            floors=(
                Place("6F", {"en": "6F"}),
                Place("3F", {"en": "3F"}),
                Place("1F", {"en": "1F"}),
                Place("B1", {"en": "B1"}),
            ),
            departments=(Place("apparel", _text("服装部", "服裝部", "Apparel")),),
            day_starts=300,
            late_entry_after=10,
        ),
        hours=HoursTable(Hours(540, 1290)),
        posts=(
            Post("duty_manager", _text("值班经理", "值班經理", "duty manager"), ("经理",)),
            Post("engineering", _text("工程部", "工程部", "engineering"), ("工程",)),
            Post("security_chief", _text("保安主管", "保安主管", "security chief"), ("保安",)),
            Post("guard", _text("保安员", "保安員", "guard"), ("保安",)),
        ),
        people=(Person("zhang-san", "张三", ("duty_manager",)),),
        phases=(),
        logbook=Logbook(
            kinds=(
                EntryKind("complaint", _text("投诉", "投訴", "complaint"), ("客诉",)),
                EntryKind("lost", _text("失物", "失物", "lost property")),
            ),
            severities=(
                Severity("normal", _text("一般", "一般", "normal"), 0, ("常",)),
                Severity("urgent", _text("紧急", "緊急", "urgent"), 1, ("急",)),
            ),
        ),
    )


WORDS: Vocabulary = vocabulary(_procedures())


def read(line: str, now: datetime = NOW) -> Capture:
    return parse(line, WORDS, now)


def said(capture: Capture) -> tuple[str, str, str, str, str, str]:
    at = f"{capture.at:%H:%M}" if capture.at else ""
    return (at, capture.kind, capture.place, capture.severity, capture.owner, capture.text)


WHOLE = ("14:32", "complaint", "3F", "urgent", "engineering", "电梯夹包")


@pytest.mark.parametrize(
    "line",
    [
        "1432 客诉 3F 电梯夹包 !急 @工程",
        "14:32 客诉 3F 电梯夹包 !急 @工程",
        "14：32 投诉 3Ｆ 电梯夹包 ！急 ＠工程",
        "１４３２　客诉　３Ｆ　电梯夹包　！急　＠工程",
        "14点32 客诉 三楼 电梯夹包 !紧急 @工程部",
        "14点32分 客诉 3楼 电梯夹包 !急 @engineering",
        "1432 客诉 3F电梯夹包 !急 @工程",
        "1432客诉3F电梯夹包!急@工程",
        "1432 客诉：3F，电梯夹包！急，@工程。",
        "1432 3F 客诉 电梯夹包 !急 @工程",
        "1432 #投诉 三層 电梯夹包 !急 @工程",
        "1432 3F 电梯夹包 ＃客诉 !急 @工程",
        "@工程 !急 1432 客诉 3F 电梯夹包",
        "1432 客诉 电梯夹包 3F !急 @工程",
        "-28 客诉 3F 电梯夹包 !急 @工程",
        "28分钟前 客诉 3F 电梯夹包 !急 @工程",
        "28 min ago 客诉 3F 电梯夹包 !急 @工程",
    ],
)
def test_the_same_entry_however_it_is_typed(line: str) -> None:
    assert said(read(line)) == WHOLE


def test_english_works_the_same_way() -> None:
    line = "14:32 complaint 3F bag caught in escalator !urgent @Engineering"
    assert said(read(line)) == ("14:32", "complaint", "3F", "urgent", "engineering", "bag caught in escalator")
    assert said(read("Lost property b1 umbrella @duty manager")) == ("", "lost", "B1", "", "duty_manager", "umbrella")
    assert said(read("@duty_manager please call @Duty-Manager"))[4:] == ("duty_manager", "please call")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("2599元的包", "2599元的包"),
        ("9999 号会员", "9999 号会员"),
        ("1200元的包", "1200元的包"),
        ("客诉 1200 的包坏了", "1200 的包坏了"),
        ("灯 1432 坏了", "灯 1432 坏了"),
        ("14:32:05 断电", "14:32:05 断电"),
        ("24:10 断电", "24:10 断电"),
        ("3Fx 灯坏了", "3Fx 灯坏了"),
        ("x3F 灯坏了", "x3F 灯坏了"),
        ("3F2 灯坏了", "3F2 灯坏了"),
        ("3#电梯停了", "3#电梯停了"),
        ("#3电梯停了", "#3电梯停了"),
        ("写信到 a@b.cn", "写信到 a@b.cn"),
        ("客人大喊救命！", "客人大喊救命！"),
        ("客人生气！要求退货", "客人生气！要求退货"),
        ("电梯停了 ！！！", "电梯停了 ！！！"),
        ("《通知》已发", "《通知》已发"),
        ("客流>50人", "客流>50人"),
        ("!", "!"),
        ("\\", "\\"),
        ("", ""),
        ("   　", ""),
    ],
)
def test_what_only_looks_like_a_part_stays_text(line: str, text: str) -> None:
    capture = read(line)
    assert capture.text == text
    assert not capture.problems
    assert capture.at is None


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("\\3F 是店名", "3F 是店名"),
        ("＼客诉 单遗失", "客诉 单遗失"),
        ("告示写着 \\!急", "告示写着 !急"),
        ("告示写着\\!急", "告示写着!急"),
        ("\\\\3F", "\\3F"),
        ("\\1432", "1432"),
    ],
)
def test_a_backslash_keeps_a_word_as_it_is(line: str, text: str) -> None:
    capture = read(line)
    assert (capture.text, capture.kind, capture.place, capture.severity) == (text, "", "", "")


@pytest.mark.parametrize(
    ("words", "place"),
    [("负一楼", "B1"), ("地下1层", "B1"), ("六樓", "6F"), ("b1", "B1"), ("服装部", "apparel"), ("10楼", "")],
)
def test_places_as_people_say_them(words: str, place: str) -> None:
    assert read(f"{words} 漏水").place == place


def test_only_the_first_place_is_taken() -> None:
    capture = read("3F 客人从 1F 上来")
    assert (capture.place, capture.text) == ("3F", "客人从 1F 上来")


def test_the_longest_word_wins() -> None:
    assert read("!急 @保安员").owner == "guard"


def only_problem(line: str, now: datetime = NOW) -> Part:
    problems = read(line, now).problems
    assert len(problems) == 1
    return problems[0]


def test_an_alias_of_two_posts_asks_which() -> None:
    part = only_problem("灯坏了 @保安")
    assert (part.role, part.problem, part.candidates) == (Role.OWNER, "ambiguous", ("security_chief", "guard"))
    assert not part.ok
    assert read("灯坏了 @保安").owner == ""


@pytest.mark.parametrize(
    ("line", "role", "problem", "first"),
    [
        ("灯坏了 !紧", Role.SEVERITY, "unknown", "urgent"),
        ("灯坏了 @engi", Role.OWNER, "unknown", "engineering"),
        ("灯坏了 @主管", Role.OWNER, "unknown", "security_chief"),
        ("#没有 灯坏了", Role.KIND, "unknown", "complaint"),
        ("灯坏了 !急 !常", Role.SEVERITY, "repeated", "normal"),
        ("灯坏了 >很快", Role.DUE, "not_a_time", None),
        ("1832 灯坏了", Role.TIME, "time_in_future", None),
    ],
)
def test_what_is_not_understood_is_said_with_what_it_may_be(
    line: str, role: Role, problem: str, first: str | None
) -> None:
    part = only_problem(line)
    assert (part.role, part.problem, part.candidates[0] if part.candidates else None) == (role, problem, first)
    assert read(line).text == "灯坏了"


@pytest.mark.parametrize(
    ("typed", "now", "meant"),
    [
        ("1500", NOW, datetime(2026, 3, 4, 15, 0, tzinfo=ZONE)),
        ("1501", NOW, datetime(2026, 3, 4, 15, 1, tzinfo=ZONE)),
        ("1502", NOW, None),
        # Half past midnight is still the business day before: the late evening is not the future.
        ("2350", NOW.replace(hour=0, minute=30), datetime(2026, 3, 3, 23, 50, tzinfo=ZONE)),
        ("0010", NOW.replace(hour=0, minute=30), datetime(2026, 3, 4, 0, 10, tzinfo=ZONE)),
        ("0455", NOW.replace(hour=0, minute=30), None),
        ("2350", NOW.replace(hour=5, minute=30), None),
        ("0430", NOW.replace(hour=5, minute=30), datetime(2026, 3, 4, 4, 30, tzinfo=ZONE)),
        ("-10", NOW.replace(hour=0, minute=5), datetime(2026, 3, 3, 23, 55, tzinfo=ZONE)),
        ("半小时前", NOW, datetime(2026, 3, 4, 14, 30, tzinfo=ZONE)),
        ("1小时20分钟前", NOW, datetime(2026, 3, 4, 13, 40, tzinfo=ZONE)),
        ("1 hour ago", NOW, datetime(2026, 3, 4, 14, 0, tzinfo=ZONE)),
        ("14点半", NOW, datetime(2026, 3, 4, 14, 30, tzinfo=ZONE)),
        ("9点", NOW, datetime(2026, 3, 4, 9, 0, tzinfo=ZONE)),
    ],
)
def test_a_time_is_the_last_one_within_the_business_day(typed: str, now: datetime, meant: datetime | None) -> None:
    capture = read(f"{typed} 灯坏了", now)
    assert capture.at == meant
    assert capture.text == "灯坏了"
    assert [part.problem for part in capture.problems] == ([] if meant else ["time_in_future"])


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        (">30m", datetime(2026, 3, 4, 15, 30, tzinfo=ZONE)),
        ("》30分钟", datetime(2026, 3, 4, 15, 30, tzinfo=ZONE)),
        ("＞1h30m", datetime(2026, 3, 4, 16, 30, tzinfo=ZONE)),
        (">半小时", datetime(2026, 3, 4, 15, 30, tzinfo=ZONE)),
        (">2天", datetime(2026, 3, 6, 15, 0, tzinfo=ZONE)),
        (">18:00", datetime(2026, 3, 4, 18, 0, tzinfo=ZONE)),
        (">1800", datetime(2026, 3, 4, 18, 0, tzinfo=ZONE)),
        (">18点", datetime(2026, 3, 4, 18, 0, tzinfo=ZONE)),
        (">9:00", datetime(2026, 3, 5, 9, 0, tzinfo=ZONE)),
    ],
)
def test_a_deadline_lies_ahead(typed: str, due: datetime) -> None:
    capture = read(f"1432 灯坏了 {typed}")
    assert (capture.due, capture.text) == (due, "灯坏了")


def test_parts_stand_where_they_were_typed() -> None:
    line = "１４３２　客诉 ㍿x 3Ｆ电梯　！急"
    assert [(part.role, part.typed) for part in read(line).parts] == [
        (Role.TIME, "１４３２"),
        (Role.KIND, "客诉"),
        (Role.TEXT, "㍿x 3Ｆ电梯"),
        (Role.SEVERITY, "！急"),
    ]
    assert all(line[part.start : part.end] == part.typed for part in read(line).parts)


def test_pasted_lines_are_taken_one_by_one() -> None:
    assert split_lines(" 1432 电梯停了\r\n\n　\n1435 已恢复 \n") == ["1432 电梯停了", "1435 已恢复"]


TYPED = """
1432 14:32 １４：３２ 1832 -10 -1440 10分钟前 1 min ago 客诉 客诉： lost property 3F 三楼 B1 3F电梯夹包 服装部 电梯夹包
!急 ！紧急 !x !常 @工程 ＠张三 @保安 @duty manager #投诉 #x >30m 》18:00 >9天 >x bag , ， 。 ： 2599元 ㍿ ﬁ ¨ ß İ
\\ \\3F \\!急 ! @ # >
"""
PIECES = st.sampled_from(TYPED.split())
LINES = st.one_of(
    st.text(max_size=40),
    st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=8).map(" ".join),
    st.lists(PIECES, max_size=6).map("".join),
)
MOMENTS = st.sampled_from(
    [
        NOW,
        NOW.replace(hour=0, minute=30),
        datetime.min.replace(tzinfo=ZONE),
        datetime.max.replace(tzinfo=ZONE),
    ]
)


@given(LINES, MOMENTS)
def test_nothing_typed_is_lost_and_nothing_crashes(line: str, now: datetime) -> None:
    capture = read(line, now)
    at = 0
    for part in capture.parts:
        assert line[at : part.start].strip() == ""
        assert part.start < part.end
        assert line[part.start : part.end] == part.typed
        at = part.end
    assert line[at:].strip() == ""
    texts = [part for part in capture.parts if part.role is Role.TEXT]
    assert "".join(capture.text.split()) == "".join("".join(part.value.split()) for part in texts)
    # Of a text part, nothing but the escape itself is left out.
    assert all(squeezed(part.typed) in (squeezed(part.value), part.typed[0] + squeezed(part.value)) for part in texts)


def squeezed(text: str) -> str:
    return " ".join(text.split())


@given(LINES)
@example("\\3F 电梯")
@example("-1440 电梯夹包")
@example("客诉 3F 3F")
def test_a_line_made_from_a_capture_reads_as_that_capture(line: str) -> None:
    first = read(line)
    again = read(compose(first, WORDS, NOW))
    problems = sorted((part.role, part.problem, part.typed) for part in first.problems)
    assert sorted((part.role, part.problem, part.typed) for part in again.problems) == problems
    assert (said(again), again.at, again.due) == (said(first), first.at, first.due)


def test_a_part_corrected_in_the_form_comes_back_in_the_line() -> None:
    capture = replace(read("1432 客诉 电梯夹包 !x @保安"), severity="urgent", owner="guard", place="B1")
    line = compose(capture, WORDS, NOW)
    assert line == "14:32 客诉 B1 电梯夹包 !urgent @guard"
    assert said(read(line)) == ("14:32", "complaint", "B1", "urgent", "guard", "电梯夹包")
