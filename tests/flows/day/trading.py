"""From the open door to the evening: sales, a complaint, meals, the handover of the duty, rounds on the way."""

from __future__ import annotations

from datetime import timedelta

from dutytui.rules.handover.views import duty, running
from dutytui.rules.meals.views import EaterStatus, meals
from dutytui.rules.sales.views import review
from dutytui.rules.views import EntryStatus
from tests.flows.day.checklist import Checklist
from tests.flows.day.person import FORM, Person

_COUNTERS = 12


def sales(a: Person, manager: str) -> None:
    """IT brings yesterday's file in by its path; the manager explains the counters that stand out, and ticks it off."""
    a.waits_until("09:48")
    path = a.desk.mall.parent / "11-22.csv"
    lines = ["部门,专柜,大类,品牌,数量,销售额"]
    lines += [f"女装部,A{n:02},服装,牌子{n},{n},{n * 1000}" for n in range(1, _COUNTERS + 1)]
    path.write_bytes("\r\n".join([*lines, "合计,,,,78,78000"]).encode("gb18030"))
    a.comes("chu-shisan", "it")
    a.opens("sales")
    a.press("C-o")
    a.sees(FORM)
    a.says(str(path))
    a.sees("11-22.csv", "78,000")
    a.press("Enter")
    a.saved("11-22.csv")
    a.comes(manager, "duty_manager")
    wanted = [one for one in (*review(a.book.look()).top, *review(a.book.look()).bottom) if one.lacks]
    for _counter in wanted:
        a.passes(30)
        a.press("Enter")
        a.sees(FORM)
        a.says("周末换季上新，客流集中")
        a.says("加一名导购，补足尺码")
        a.press("Enter")
        a.saved()
        a.press("Down")
    assert not any(one.lacks for one in (*review(a.book.look()).top, *review(a.book.look()).bottom))
    Checklist(a, "trading", ["yesterday_sales_read"]).play()


def logs(a: Person) -> None:
    """Three entries in one line each; the electrician and the duty manager see to them in the afternoon."""
    a.waits_until("10:15")
    for number, line in enumerate(
        ("1010 报修 3F 扶梯异响 !急 @电工 >16:00", "2F 灯箱不亮 #报修", "6F 加一块指示牌 #待办 @经理"), 1
    ):
        a.passes(60)
        a.press("F2")
        a.sees("\\ 原样作内容")
        a.says(line)
        a.sees(f"已保存：{number} 号")


def complaint(a: Person) -> None:
    """A price complaint through its whole life: opened, settled, the customer told and called back, closed."""
    a.waits_until("10:40")
    a.comes("chen-shier", "service_desk")
    a.opens("service")
    a.press("C-n")
    a.sees(FORM)
    a.press("1")
    a.press("3")
    a.says("货架价与收银价不符")
    a.press("F2")
    a.desk.misses(FORM)
    a.press("Enter")
    a.passes(240)
    _steps(a, "6", "促销签未撤", "按低价收取并换签")
    _note(a, "2", "已改签")
    _steps(a, "7", "已按低价收取", "")
    a.passes(600)
    a.press("8")
    a.sees("结果")
    a.press("1", "F2")
    a.saved()
    _note(a, "3", "顾客满意")
    a.escapes(FORM)
    found = next(one for one in a.book.entries() if "货架价" in one.text)
    assert found.status is EntryStatus.CLOSED


def _note(a: Person, key: str, words: str) -> None:
    """An act on an entry with one note."""
    a.passes(20)
    a.press(key)
    a.says(words)
    a.saved()


def _steps(a: Person, key: str, *words: str) -> None:
    """A form of steps that is saved with F2."""
    a.passes(20)
    a.press(key)
    for text in words[:-1]:
        a.says(text)
    if words[-1]:
        a.types(words[-1])
        a.sees(words[-1])
    a.press("F2")
    a.saved()


def meal(a: Person, number: int, first: tuple[str, str], second: tuple[str, str]) -> None:
    """Both batches go and come back; one key a person each time. first, second: who records for them."""
    planned = meals(a.book.look())[number]
    for batch, (who, post) in zip(planned.batches, (first, second), strict=True):
        a.waits_until(batch.starts)
        a.comes(who, post)
        a.opens("meals")
        _all(a, len(batch.eaters))
        a.waits_until(batch.ends - timedelta(minutes=5))
        _all(a, len(batch.eaters))
    statuses = {eater.status for batch in meals(a.book.look())[number].batches for eater in batch.eaters}
    assert statuses == {EaterStatus.BACK}


def _all(a: Person, count: int) -> None:
    for _person in range(count):
        a.passes(5)
        a.press("Enter")
        a.saved()


def noon(a: Person) -> None:
    a.waits_until("13:40")
    Checklist(a, "trading", ["back_of_house_noon"]).play()


def counter_books(a: Person) -> None:
    """Every counter completes its book; appearance of the evening shift, spot checks."""
    a.waits_until("14:12")
    Checklist(a, "shift_handover").play()


def handover(a: Person, giver: str, receiver: str) -> None:
    """The duty: articles counted, matters gone through, both sign."""
    a.waits_until("14:22")
    a.comes(giver, "duty_manager")
    a.opens("handover")
    a.press("Enter")
    a.sees("谁来接班？")
    a.press("2")
    a.sees("1 物品 0/5")
    (shown,) = running(a.book.look())
    a.passes(10)
    a.press("Enter")
    for article in shown.articles:
        a.passes(20)
        a.sees(article.title["zh-Hans"])
        a.says(str(int(article.expected)))
    a.desk.misses(FORM)
    a.press("End", "Up", "Up")
    _signs(a)
    a.comes(receiver, "duty_manager")
    for matter in shown.matters:
        a.passes(30)
        a.press("Enter")
        if matter.reads_back:
            a.sees(FORM)
            a.says("知道了，今天盯住，办完回复")
        a.saved()
    _signs(a)
    held = duty(a.book.look()).holder
    assert held is not None and held.id == receiver


def _signs(a: Person) -> None:
    a.passes(60)
    a.press("Enter")
    a.sees(FORM)
    a.press("Enter")
    a.saved()


def entries(a: Person, manager: str) -> None:
    """The urgent repair is handled by its owner and closed by the manager."""
    a.waits_until("15:50")
    for who, post, key, words in (
        ("zheng-shi", "electrician", "2", "更换梳齿板螺栓，试运行正常"),
        (manager, "duty_manager", "3", "已到现场看过"),
    ):
        a.comes(who, post)
        a.opens("logbook")
        a.finds("扶梯异响")
        a.press("Enter")
        a.sees(FORM)
        _note(a, key, words)
        a.escapes(FORM)


def evening(a: Person) -> None:
    a.waits_until("19:05")
    Checklist(a, "trading", ["back_of_house_evening"]).play()
    a.waits_until("20:10")
    Checklist(a, "trading", ["complaints_reviewed"]).play()
