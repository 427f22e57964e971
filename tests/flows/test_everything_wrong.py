"""The day on which everything goes wrong, scene by scene: by keys in a real terminal, in Chinese on the smallest one.

Each scene begins on the day as `wrong_day` tells it until then, recorded at another terminal.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from dutytui.bootstrap import open_desk
from dutytui.rehearsal.troupe import Troupe
from dutytui.rules.closing import views
from dutytui.rules.closing.day_alarms import day_alarms
from dutytui.rules.closing.day_matters import Need, matters
from dutytui.rules.closing.day_views import DayEndView, DayStatus, day_end_view
from dutytui.rules.events import Event
from dutytui.rules.handover.fold import Status
from dutytui.rules.handover.views import over, running
from dutytui.rules.journals.fold import PageState
from dutytui.rules.journals.views import books
from dutytui.rules.logbook import logbook
from dutytui.rules.looking import Looking
from dutytui.rules.meals.commands import ReturnFromMeal
from dutytui.rules.meals.views import EaterStatus, meals
from dutytui.rules.patrols.standing import RoundStatus
from dutytui.rules.patrols.views import rounds
from dutytui.rules.roll_call.views import CallStatus, calls
from dutytui.rules.service import unsettled as service
from dutytui.rules.views import EntryStatus
from dutytui.texts import catalogue
from dutytui.texts.areas import unsettled
from dutytui.texts.catalogue import _
from tests.desk import MONDAY, StandingClock, at_desk
from tests.flows import wrong_day
from tests.flows.day import evening
from tests.flows.day.book import Book
from tests.flows.day.checklist import Checklist
from tests.flows.day.person import FORM, Person
from tests.flows.folded import events, folded
from tests.flows.terminal import MISSING, TerminalDesk

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)

DAY = date.fromisoformat(MONDAY)


@pytest.fixture(scope="module")
def stops(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The mall as it is when each of the scenes begins."""
    folder = tmp_path_factory.mktemp("told")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUTYTUI_HOME", str(folder / "home"))
        catalogue.use("zh-Hans")
        try:
            return wrong_day.told(folder)
        finally:
            catalogue.use("en")


@pytest.fixture
def chinese() -> Iterator[None]:
    catalogue.use("zh-Hans")
    yield
    catalogue.use("en")


At = Callable[[str], Person]


@pytest.fixture
def at(stops: Mapping[str, Path], tmp_path: Path, chinese: None) -> Iterator[At]:
    """``at("08:50")``: the program is started at that moment, and somebody stands before it."""
    opened: list[Person] = []

    def start(time: str) -> Person:
        mall = shutil.copytree(stops[time], tmp_path / "mall")
        desk = TerminalDesk(tmp_path, mall, seed="00")
        desk.at(time)
        opened.append(Person(desk, Book(mall, lambda: desk.moment)))
        desk.start()
        return opened[0]

    yield start
    for person in opened:
        person.desk.close()
        person.book.close()


def record(a: Person, tmp_path: Path) -> Looking:
    """What the files alone say of the day."""
    return folded(a.desk.mall, tmp_path / "strangers", a.desk.moment, DAY)


@contextmanager
def elsewhere(a: Person) -> Iterator[Troupe]:
    """Others, at a terminal of their own, while the program stands open."""
    desk = open_desk(a.desk.mall, clock=a.book, name="others")
    desk.session.tick()
    yield Troupe(desk.session, "")
    desk.close()


def becomes(a: Person, time: str) -> None:
    """The clock goes there at once, and the program has noticed."""
    a.desk.at(time)
    a.sees(f"{time}:00")


def row(a: Person) -> str:
    """The row that the cursor stands on."""
    return next((row for row in a.desk.tmux.screen.split("\n")[2:] if row.startswith("> ")), "")


def row_with(a: Person, *words: str) -> str:
    """The first row that says all of them, once there is one: a terminal takes a long write in parts."""

    def found(screen: str) -> str:
        return next((row for row in screen.split("\n") if all(word in row for word in words)), "")

    return found(a.desk.tmux.until(lambda screen: bool(found(screen)), f"no row says {words}"))


def note(a: Person, key: str, words: str) -> None:
    """A key that asks for one text."""
    a.press(key)
    a.sees(FORM)
    a.says(words)
    a.saved()


# -- the opening ------------------------------------------------------------------------------------------------------


def test_the_opening_is_held_until_order_is_restored_and_the_record_says_why_it_was_late(
    at: At, tmp_path: Path
) -> None:
    """DS §2 opening: guards sent, reason, start and end; released by the duty manager; trading late by the hold."""
    a = at("08:50")
    a.comes_first("zhang-san", "duty_manager")
    a.press("1")
    a.sees("开门点名", "开门令", "未应答")
    silent = len(calls(a.book.look())[0].silent)
    a.press(*["Enter"] * silent)
    a.sees("到位 8/8")
    a.press("End", "Up", "Enter")
    a.sees(FORM)
    a.says("门外拥挤，雨天路滑")
    a.says("4")
    a.saved()
    a.sees("暂缓", "门外拥挤", "派保安 4 人", "秩序恢复，解除暂缓")
    a.press("End", "Enter")
    a.sees("开门令：张三 自 08:50 暂缓。先解除暂缓")
    Checklist(a, "pre_opening_inspection").play()
    Checklist(a, "opening").play()
    assert "等：开门令" in row_with(a, "正门开启")
    assert done(a, "opening") == {"crowd_outside"}
    becomes(a, "09:08")
    a.press("1", "Home")
    assert "18 分钟前" in row_with(a, "开门点名：暂缓中")
    a.press("1")
    a.sees("08:50 起，已 18 分钟")
    a.press("End", "Up", "Enter")
    a.sees(FORM)
    a.says("已排好队，地面铺防滑垫")
    a.saved()
    becomes(a, "09:10")
    a.press("End", "Enter")
    a.sees(FORM)
    a.press("Enter")
    a.saved()
    a.sees("晚 10 分钟", "（其中暂缓 8 分钟）", "曾暂缓", "08:50-09:08")
    Checklist(a, "opening").play()
    a.sees("晚完  3/3")
    call = calls(record(a, tmp_path))[0]
    assert (call.status, call.late_by, call.late_held) == (CallStatus.GIVEN, 10, 8)
    (held,) = call.holds
    assert (held.reason, held.guards, held.note) == ("门外拥挤，雨天路滑", 4, "已排好队，地面铺防滑垫")


def done(a: Person, phase: str) -> set[str]:
    """Ids of the items of a phase that somebody has done."""
    return {item.key.partition("/")[2] for item in a.book.items(phase) if item.last is not None}


# -- rounds -----------------------------------------------------------------------------------------------------------


def test_a_round_is_missed_and_those_of_an_hour_without_the_terminal_are_unknown(at: At, tmp_path: Path) -> None:
    """field.md: missed needs a witness. One word closes all of them, and each still says what it was."""
    a = at("15:25")
    a.comes_first("wei-shisi", "duty_manager")
    a.press("4")
    a.sees("营业巡场")
    a.desk.runs_to(wrong_day.moment("16:05"), rate=2400)
    a.finds("营业巡场 1530")
    assert "漏巡" in row(a), row(a)
    a.desk.kill()
    a.desk.at("17:10")
    a.desk.start()
    a.press("4")
    found = {"15:30": "漏巡", "15:42": "不明", "16:00": "不明", "16:30": "不明"}
    for time, fate in found.items():
        assert fate in row_with(a, time)
    assert fates(a) == {"15:30": "missed", "15:42": "unknown", "16:00": "unknown", "16:30": "unknown"}
    for words in ("导购缺人，经理守收银台", "终端断电一小时，人手都在处理配电房跳闸"):
        a.press("F4")
        a.sees(FORM, *fates(a))
        a.says(words)
        a.saved()
    assert not fates(a)
    seen = {f"{one.begins:%H:%M}": one for one in rounds(record(a, tmp_path)).rounds if one.was is not None}
    assert seen["15:30"].was is RoundStatus.MISSED and "收银台" in seen["15:30"].reason
    for time in ("15:42", "16:00", "16:30"):
        assert seen[time].was is RoundStatus.UNKNOWN and "配电房" in seen[time].reason
    crashed = [event for event in events(a.desk.mall) if event.kind == "desk_closed" and event.data.get("crashed")]
    assert [f"{event.at:%H:%M}" for event in crashed] == ["16:05"], "when it was last known to be on"


def fates(a: Person) -> dict[str, str]:
    """What became of the rounds that nobody can explain yet, by their time."""
    return {f"{one.begins:%H:%M}": one.status.value for one in rounds(a.book.look()).rounds if one.needs_word}


# -- meals ------------------------------------------------------------------------------------------------------------


def test_nobody_of_the_second_batch_leaves_while_one_of_the_first_is_over_time(at: At, tmp_path: Path) -> None:
    """DS §3 meals: person by person; over time counts as late."""
    a = at("11:25")
    a.comes_first("zhang-san", "duty_manager")
    a.press("4", "4")
    a.sees("午餐第1批")
    becomes(a, "11:31")
    a.finds("吴九")
    a.press("Enter")
    a.saved("吴九")
    becomes(a, "12:06")
    a.sees("1 人用餐中，1 人超时")
    assert "超时" in row_with(a, "吴九")
    a.finds("王五")
    a.press("Enter")
    a.sees("另一批还没返岗：吴九。返岗后才可离岗")
    with elsewhere(a) as others:
        wrong_day.does(others, wrong_day.OPS, ReturnFromMeal(DAY, "lunch", "wu-jiu"))
    a.sees("无人用餐")
    a.press("Enter")
    a.saved("王五")
    a.finds("吴九")
    assert row_with(a, "吴九", "迟到", "11:31-12:06 晚 6 分钟").startswith("> ")
    batches = meals(record(a, tmp_path))[0].batches
    eaters = {eater.name: eater for batch in batches for eater in batch.eaters}
    assert (eaters["吴九"].status, eaters["吴九"].late_by) == (EaterStatus.BACK_LATE, 6)
    assert eaters["王五"].status is EaterStatus.OUT


# -- a complaint ------------------------------------------------------------------------------------------------------


async def test_a_complaint_stays_overnight_with_a_reason_and_is_open_the_next_morning(
    stops: Mapping[str, Path], tmp_path: Path
) -> None:
    """field.md: a complaint open overnight must be recorded. No terminal's own matter, so without one."""
    mall = shutil.copytree(stops["21:10"], tmp_path / "mall")
    who = {"who": "wei-shisi", "post": "duty_manager"}
    async with at_desk(mall, clock=StandingClock(time="21:10"), **who) as desk:
        await desk.press("7", "7")
        desk.sees("投诉 1 号过夜未结：写明原因")
        assert [matter.code for matter in service.unsettled(desk.session.look())] == ["case_open_overnight"]
        await desk.press("8", "enter", "9")
        await desk.types("等厂家明天来人鉴定")
        await desk.press("enter")
        desk.sees("已保存 21:10:00", "过夜未结 11-23 周一")
        assert not service.unsettled(desk.session.look())
    async with at_desk(mall, clock=StandingClock("2026-11-24", "08:25"), **who) as desk:
        await desk.press("3")
        desk.sees("往日转来")
        assert "未办" in desk.row_of(wrong_day.COMPLAINT) and "11-23" in desk.row_of(wrong_day.COMPLAINT)
        await desk.press("8")
        assert "超 20 小时 45 分" in desk.row_of(wrong_day.COMPLAINT)
        await desk.press("enter")
        desk.sees("1 号  投诉  未办  转来", "时间 11-23 10:40", "时限 11-23 11:40")
        await desk.press("end")
        desk.sees("等厂家明天来人鉴定")
        await desk.press("9")
        await desk.types("厂家改约后天")
        await desk.press("enter")
        desk.sees("已保存 08:25:00")
    at = folded(mall, tmp_path / "strangers", StandingClock("2026-11-24", "08:26").now(), DAY)
    (entry,) = logbook(at.state, at.procedures, DAY, at.now).entries
    assert entry.case is not None
    assert (entry.status, entry.case.kept) == (EntryStatus.OPEN, (MONDAY, "2026-11-24"))


# -- the handover -----------------------------------------------------------------------------------------------------

_COUNTS = {"radios": "8", "keys": "24", "cash_float": "2000", "torches": "6", "first_aid_boxes": "3"}


def test_a_refused_handover_is_mended_and_signed_by_both(at: At, tmp_path: Path) -> None:
    """DS §3 shift handover: the receiver takes nothing over that is not right."""
    a = at("14:20")
    a.comes_first("zhang-san", "duty_manager")
    a.press("5")
    a.sees("当班：张三")
    a.press("Enter")
    a.sees("谁来接班？")
    a.press("2")
    a.saved()
    a.passes(30)
    a.press("Enter")
    for article, count in _COUNTS.items():
        a.sees(FORM)
        a.passes(20)
        a.says("23" if article == "keys" else count)
        if article == "keys":
            a.says("一把在修锁处")
    a.sees("1 物品 5/5", "23 把，应为 24 把", "一把在修锁处")
    gives(a)
    a.comes("wei-shisi", "duty_manager")
    note(a, "F5", "钥匙少一把，先找回来")
    a.sees("按拒接原因补正", "张三 值班")
    a.press("Home")
    a.sees("拒接：钥匙少一把，先找回来")
    a.comes("zhang-san", "duty_manager")
    a.finds("值班钥匙")
    a.press("F6")
    a.saved()
    a.passes(300)
    a.press("Enter")
    a.sees(FORM)
    a.says("24")
    a.saved()
    a.sees("24 把，相符")
    gives(a)
    a.comes("wei-shisi", "duty_manager")
    for matter in running(a.book.look())[0].matters:
        a.passes(30)
        a.press("Enter")
        if matter.reads_back:
            a.sees(FORM)
            a.says("知道了，今天盯住，办完回复")
        a.saved()
    signs(a)
    a.sees("卫十四 值班，自 14:34 起", "已交接")
    (passed,) = over(record(a, tmp_path))
    assert (passed.status, [said.reason for said in passed.refusals]) == (Status.PASSED, ["钥匙少一把，先找回来"])
    assert passed.given is not None and passed.received is not None
    assert [one.by and one.by.id for one in (passed.given, passed.received)] == ["zhang-san", "wei-shisi"]
    assert {one.article: one.counted for one in passed.given.articles}["keys"] == 24


def gives(a: Person) -> None:
    """The giver signs: the last but one of the signature's rows, above what one may look back at."""
    a.passes(60)
    a.press("End", "Up", "Up")
    a.desk.tmux.until(lambda _screen: "交班人" in row(a), "the cursor is not on the giver")
    signs(a)


def signs(a: Person) -> None:
    a.passes(60)
    a.press("Enter")
    a.sees(FORM)
    a.press("Enter")
    a.saved()


# -- the night --------------------------------------------------------------------------------------------------------

EMPTY_BECAUSE = "交接晚，来不及汇总，见值班日志"
FOUND = {"试衣间一位顾客": "clearance_sweep/corners@3F", "1F 西门锁芯卡死": "lock_up/floor_locked@1F"}
LOOKING_BACK = (
    ("1 1 C-Left", "11-23 周一", "曾暂缓", "08:50-09:08", "门外拥挤", "晚 10 分钟"),
    ("4 C-Left", "11-23 周一", "已说明"),
    ("4 C-Left", "11-23 周一", "欧莱雅", "11:40-12:12 晚 12 分钟"),
    ("5 C-Left Enter", "拒接", "钥匙少一把，先找回来"),
    ("Escape", "当天交接班 1"),
    ("3 C-Left", "11-23 周一", wrong_day.COMPLAINT, *FOUND),
    ("3 C-Left Home", "值班日记", EMPTY_BECAUSE),
    ("8 C-Left", "11-23 周一", wrong_day.COMPLAINT),
)
"""Keys that lead from page to page, and what stands there of the day before."""


def test_a_night_of_findings_ends_closed_and_the_morning_sees_all_of_it(at: At, tmp_path: Path) -> None:
    """DS §2 clearance_sweep, lock_up; DS §3: a day whose sections are not filled is closed with a stated reason."""
    a = at("22:15")
    a.comes_first("wei-shisi", "duty_manager")
    a.press("3", "3")
    a.finds("异常及处理")
    note(a, "F4", EMPTY_BECAUSE)
    a.press("7")
    a.sees("3F", "各角落查有无滞留人员")
    a.press("Enter")
    a.saved()
    a.press("F5", "1")
    a.sees(FORM)
    a.says("试衣间一位顾客")
    a.saved()
    a.sees("!!", "试衣间一位顾客", "周八")
    settles(a, "送出员工通道", "已空，洗手间也看过")
    for _step in range(5):
        a.passes(12)
        a.press("Enter")
        a.saved()
    with elsewhere(a) as others:
        wrong_day.sweeps(others, ("2F", "1F", "B1"))
        wrong_day.signs_and_locks(others, ("6F", "5F", "4F", "3F", "2F"))
    a.sees("锁门 5/7 层", "楼层上锁")
    a.press("F5")
    a.sees(FORM, "异常：楼层上锁 - 1F")
    a.says("1F 西门锁芯卡死")
    a.saved()
    a.sees("!!", "3 号：1F 西门锁芯卡死")
    settles(a, "换锁芯，已上锁", "拉过，锁牢")
    evening.lock_up(a)
    reasons = closes_late(a)
    a.desk.at("07:00", "2026-11-24")
    a.sees("11-24", "07:00:00", "尚未日结")
    end = day_end_view(record(a, tmp_path))
    assert {reason for _group, reason in end.reasons} == set(reasons)
    the_morning_after(a, end, reasons)
    what_the_files_say(record(a, tmp_path), list(events(a.desk.mall)))


def closes_late(a: Person) -> Mapping[str, str]:
    """Over what nobody did goes only a reason, one for each kind. The answer: what each reason is about."""
    becomes(a, "23:40")
    a.sees("1 项提醒")
    assert [alarm.code for alarm in day_alarms(a.book.look())] == ["day_not_closed"]
    a.comes("wei-shisi", "duty_manager")
    left = [one for one in matters(a.book.look()) if one.need is Need.REASON]
    groups = {one.group: unsettled(one.what) for one in reversed(left)}
    reasons = {f"事由{number}，人手都在抢修锁芯": groups[group] for number, group in enumerate(reversed(groups), 1)}
    a.press("7")
    a.sees("尚未日结", f"需说明原因 {len(left)}", "自动转到明天 3")
    a.press("End", "Enter")
    a.sees(f"{len(left)} 项还需说明原因，如 {unsettled(left[0].what)}。到该项按 F4 说明")
    a.press("Home")
    for reason in reasons:
        a.press("F4")
        a.sees(FORM)
        a.says(reason)
        a.desk.misses(FORM)
        a.press("Down")
    a.sees(f"已说明 {len(left)}")
    a.press("End", "Enter")
    a.sees("暂不")
    a.press("1")
    a.saved()
    a.sees("23:40 由卫十四日结")
    return reasons


def the_morning_after(a: Person, end: DayEndView, reasons: Mapping[str, str]) -> None:
    """At seven the floor's supervisor looks back, page by page."""
    summary = end.summary
    assert summary is not None
    a.comes("wang-wu", "floor_supervisor")
    a.press("C-Left")
    a.sees("11-23 周一", "23:40 由卫十四日结", f"晚完的阶段：{len(summary.late)}", "日志记录：3 条，未结 1 条")
    walked = {"count": summary.rounds, "missed": summary.missed, "unknown": summary.unknown}
    a.sees(_("Patrol rounds: {count}, missed: {missed}, unknown: {unknown}", **walked))
    assert "晚 1 小时 40 分" in row_with(a, "营业结束"), "as it was when the day was closed"
    a.press("End")
    a.sees("日结时说明的原因", "重开当日")
    for reason, what in reasons.items():
        assert what[:8] in row_with(a, reason)
    for keys, *shown in LOOKING_BACK:
        a.press(*keys.split())
        a.sees(*shown)


def what_the_files_say(at: Looking, found: list[Event]) -> None:
    """Everything that went wrong stands in the record, with who settled it."""
    end = day_end_view(at)
    assert end.status is DayStatus.CLOSED and end.summary is not None and end.closing is not None
    assert f"{end.closing.happened:%H:%M}" == "23:40" and end.closing.by and end.closing.by.id == "wei-shisi"
    assert end.summary.missed >= 1 and end.summary.unknown >= 3 and end.summary.meals_late >= 1
    assert end.summary.journals
    assert {"opening", "wind_down"} <= {phase.id for phase in end.summary.late}
    assert calls(at)[0].late_held == 8
    assert [said.reason for said in over(at)[0].refusals] == ["钥匙少一把，先找回来"]
    page = next(page for book in books(at) for page in book.pages if page.on == wrong_day.EMPTY_SECTION)
    assert page.state is PageState.LEFT_EMPTY and page.left is not None and page.left.note == EMPTY_BECAUSE
    entries = {entry.text: entry for entry in logbook(at.state, at.procedures, DAY, at.now).entries}
    assert entries[wrong_day.COMPLAINT].status is EntryStatus.OPEN
    for text, key in FOUND.items():
        assert entries[text].status is EntryStatus.CLOSED
        acts = [(event.kind, event.by) for event in found if event.on == entries[text].subject]
        assert acts == [
            ("entry_logged", "wei-shisi"),
            ("entry_handled", "zhou-ba"),
            ("entry_closed", "wei-shisi"),
        ]
        assert "item_failed" in {event.kind for event in found if event.on == f"item:{key}"}
    assert views.sweep(at) is not None and views.sweep(at).finished  # type: ignore[union-attr]
    locks = {event.by for event in found if event.on == "item:lock_up/locks_checked" and event.kind == "item_done"}
    assert locks == {"zhou-ba", "wei-shisi"}


def settles(a: Person, handled: str, rechecked: str) -> None:
    """What was found is handled by whose it is, and rechecked by another; each sits down for it."""
    for who, asks, words in (("周八", "怎样处理的？", handled), ("卫十四", "复查结果如何？", rechecked)):
        a.press("Enter")
        a.sees("现在由谁操作？", f">1 {who}")
        a.press("Enter")
        a.sees(asks)
        a.says(words)
        a.saved()
    a.sat_down("wei-shisi", "duty_manager")
