"""A morning at the desk, from staff entry to opening: by keys alone, on a real terminal, told in two languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from dutytui.widgets.glyphs import RICH
from tests.flows.stock import recorded
from tests.flows.terminal import MISSING, TerminalDesk

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)

PEOPLE = {"1": "张三", "2": "李四", "5": "孙七", "6": "周八", "7": "吴九", "8": "郑十"}
DEPARTMENTS = (
    ("化妆珠宝部", "Beauty and jewellery"),
    ("女装部", "Womenswear"),
    ("男装运动部", "Menswear and sports"),
    ("儿童家居部", "Children and home"),
    ("餐饮部", "Restaurants"),
    ("超市部", "Supermarket"),
)


class Morning:
    """What one says and sees in either language; each step waits for what the screen then shows."""

    def __init__(self, desk: TerminalDesk, language: str) -> None:
        self.desk = desk
        self._chinese = language == "zh-Hans"
        self.opens = self.t("Esc 返回", "Esc Back")

    def t(self, chinese: str, english: str) -> str:
        return chinese if self._chinese else english

    def saved(self, chinese: str, english: str) -> None:
        """The message row says that it is on disk."""
        self.desk.sees(self.t("已保存", "Saved") + " 08:")
        self.desk.sees(self.t(f"：{chinese}", f": {english}"))

    def comes(self, digit: str, post: str = "") -> None:
        """Somebody else takes the keyboard; with several posts they say under which."""
        self.desk.press("F8")
        self.desk.sees(self.t("现在谁值班？", "Who is at the desk?"))
        found = self.desk.digit_of(PEOPLE[digit])
        self.desk.types(found or PEOPLE[digit])
        if not found:
            self.desk.sees(self.t(f"已输入：{PEOPLE[digit]}", f"Typed: {PEOPLE[digit]}"))
            self.desk.press("Enter")
        if post:
            self.desk.sees(self.t(f"{PEOPLE[digit]}：", f"{PEOPLE[digit]}: "))
            self.desk.types(post)
        self.desk.sees(self.t(f"已登录：{PEOPLE[digit]}", f"Signed in: {PEOPLE[digit]}"))

    def ticks(self, chinese: str, english: str) -> None:
        self.desk.press("Enter")
        self.saved(chinese, english)

    def fills(self, typed: str, chinese: str, english: str, *, key: str = "Enter") -> None:
        """Enter opens the form; a digit in it chooses and saves, other text wants Enter."""
        self.desk.press(key)
        self.desk.sees(self.opens)
        self.desk.types(typed)
        if not (len(typed) == 1 and typed in "12"):
            self.desk.sees(typed)
            self.desk.press("Enter")
        self.saved(chinese, english)

    def goes_to(self, initials: str, chinese: str, english: str) -> None:
        """By palette: a phase's checklist by pinyin initials, or by its English name."""
        desk = self.desk
        desk.press("F10")
        desk.sees(self.t("菜单", "Menu"), "Ctrl+F")
        desk.types(self.t(initials, english))
        desk.misses("Ctrl+F")
        desk.press("Enter")
        desk.sees("/16 >  " + self.t(chinese, english))


@pytest.fixture(params=[("zh-Hans", (80, 24)), ("en", (120, 40))], ids=["zh-Hans-80x24", "en-120x40"])
def morning(request: pytest.FixtureRequest, tmp_path: Path, mall: Path) -> Iterator[Morning]:
    language, size = request.param
    desk = TerminalDesk(tmp_path, mall, size=size, language=language)
    desk.start()
    yield Morning(desk, language)
    desk.close()


def test_a_morning_from_staff_entry_to_opening(morning: Morning) -> None:
    staff_entry(morning)
    the_logbook(morning)
    morning_meeting(morning)
    inspection(morning)
    opening(morning)
    leaving(morning)


def staff_entry(a: Morning) -> None:
    desk, t = a.desk, a.t
    desk.sees(t("星桥广场", "Starbridge Mall"), t("现在谁值班？", "Who is at the desk?"), "1 张三", "8 郑十")
    desk.types("6")
    desk.sees(t("保安主管 周八", "Security chief 周八"))
    desk.at("08:22")
    desk.sees("08:22:00", t("员工进场 0/11", "Staff entry 0/11"))
    a.ticks("各处门锁检查无异常", "All door locks checked, nothing abnormal")
    desk.sees(t("员工进场 1/11", "Staff entry 1/11"))

    a.comes("1")
    a.ticks("员工通道开放", "Staff passage opened")  # on behalf of the guard
    a.ticks("打卡处检查工装、工牌、仪容", "Uniform, badge and appearance checked")

    a.comes("7")
    a.fills("126", "进场人数", "Staff let in")
    desk.press("Enter")
    desk.sees(a.opens)
    desk.types("3")
    desk.goes_on("Tab")
    desk.types("孙某、钱某未穿工装，李某无工牌")
    desk.press("Enter")
    a.saved("未准进场人数", "Staff turned away")
    desk.press("Enter")
    desk.sees(t("由电工办理", "for Electrician"), "F8")

    a.comes("8")
    a.ticks("照明开启", "Lighting on")
    a.ticks("空调开启", "Air-conditioning on")
    a.fills("1", "扶梯运行状态", "Escalators: run state")
    desk.press("Enter")
    desk.sees(a.opens)
    desk.types("2")
    desk.sees(t("选「故障」", 'Faulty"'))
    desk.press("Enter")
    desk.sees(t("请填写原因", "A reason is needed"))
    desk.types("3号客梯关门时异响，已停用")
    desk.press("Enter")
    a.saved("电梯运行状态。生成 1 号记录", "Lifts: run state. Raised: no. 1")
    a.fills("1", "配电设备运行状态", "Power supply: run state")
    a.fills("1", "消防设备运行状态", "Fire protection: run state")
    desk.press("2")
    desk.sees(t("张三 代保安员", "张三 for Security guard"), t("126 人 吴九", "126 people 吴九"), t("故障", "Faulty"))


def the_logbook(a: Morning) -> None:
    desk, t = a.desk, a.t
    a.comes("1")
    desk.press("F2")
    desk.sees(t("\\ 原样作内容", "\\ as text"))
    desk.types("0815 客诉 3F 电梯夹包，顾客手被夹 !急 @工程 >09:30")
    desk.sees(t("时间 08:15  类别 投诉  地点 3F  程度 紧急  负责 电工  时限 09:30", "Electrician"))
    desk.press("Enter")
    desk.sees(t("已保存：2 号", "Saved as no. 2"))
    desk.press("F2")
    desk.sees(t("\\ 原样作内容", "\\ as text"))
    desk.types("捡到黑色钱包一只 ＃失物 １Ｆ ！关注 ＠客服 ＞18:00")  # as an input method in full width sends it
    desk.sees("1F", t("总服务台", "Service desk"), "18:00")
    desk.press("Enter")
    desk.sees(t("已保存：3 号", "Saved as no. 3"))
    desk.press("F2")
    desk.sees(t("\\ 原样作内容", "\\ as text"))
    desk.tmux.pastes("B1 车库出口漏水 !关注\n2F 洗手间缺纸\n4F 广播无声 #报修")
    desk.press("F3")
    desk.sees(t(">每行一条：3 条", ">one entry a line: 3"))
    desk.press("F2")
    desk.sees(t("已保存 3 条", "3 entries saved"), t("6 号", "no. 6"))

    desk.press("3")
    desk.sees(t("未办 6", "6"), "3号客梯关门时异响，已停用", "电梯夹包，顾客手被夹", "4F")
    desk.press("Home", "Enter")
    desk.sees(t("1 号  报修  未办", "No. 1  Repair  open"), t("检查项 电梯运行状态", "Lifts: run state"))
    desk.press("2")
    desk.sees(t("怎样处理的？", "How was it handled?"))
    desk.types("已更换门机皮带，试运行正常")
    desk.press("Enter")
    desk.sees(t("1 号  报修  已办", "No. 1  Repair  handled"), "已更换门机皮带，试运行正常")
    # What a failed item has raised is closed by somebody else than its handler.
    desk.sees("3", t("复查须换人", "Another person must recheck it"))
    desk.press("Escape")
    a.comes("2")
    desk.press("Enter")
    desk.sees(t("1 号  报修  已办", "No. 1  Repair  handled"))
    desk.press("3")
    desk.sees(t("复查", "What did the recheck show?"))
    desk.types("三台都试过")
    desk.press("Enter")
    desk.sees(t("1 号  报修  关闭", "No. 1  Repair  closed"))
    desk.press("Escape")
    a.comes("1")
    desk.sees(t("值班日志", "Logbook"), t("员工进场 完成", "Staff entry done"))


def morning_meeting(a: Morning) -> None:
    desk, t = a.desk, a.t
    desk.at("08:34")
    desk.sees("08:34:00")
    a.comes("2")
    a.goes_to("chenh", "晨会", "Morning meeting")
    for chinese, english in DEPARTMENTS:
        a.fills("1", f"部门晨会召开情况 {RICH.dot} {chinese}", f"Department meeting held {RICH.dot} {english}")
    for number, (chinese, english) in enumerate(DEPARTMENTS, 14):
        a.fills(str(number), f"晨会出席人数 {RICH.dot} {chinese}", f"Attendance at the meeting {RICH.dot} {english}")
    a.ticks("议题一：部门及专柜销售", "Agenda 1: sales by department and counter")
    problems = (t("议题二：问题、整改及期限", "Agenda 2: problems, corrections, deadlines"), RICH.dot)
    desk.press("Enter")
    desk.sees(a.opens)
    desk.types("1")
    desk.goes_on("Tab")
    desk.types("试衣间灯不亮，今天 18:00 前换好，赵六负责")
    desk.press("Enter")
    desk.sees(" ".join((*problems, t(*DEPARTMENTS[0]))))
    for chinese, english in DEPARTMENTS[1:]:
        a.fills("0", f"{' '.join(problems)} {chinese}", f"{' '.join(problems)} {english}")
    a.fills("周年庆第二天，客流比平日多三成", "议题三：今日工作及要求", "Agenda 3: today's work and requirements")
    a.fills("满三百减五十", "议题四：上级指示及促销", "Agenda 4: instructions and promotions")
    a.comes("1")
    a.ticks("值班经理巡查各部门晨会", "Duty manager went round the meetings")
    desk.sees(t("晨会 完成", "Morning meeting done"))


def inspection(a: Morning) -> None:
    desk, t = a.desk, a.t
    desk.at("08:52")
    desk.sees("08:52:00")
    a.goes_to("km", "开门", "Opening")
    desk.press("Enter")
    desk.sees(t("开门", "Opening"), t("等待", "waits for"), t("各专柜准备就绪", "Counters ready"))
    a.goes_to("kmqxj", "开门前巡检", "Inspection before opening")
    a.ticks("各专柜准备就绪", "Counters ready")
    a.fills("3F 女装模特倒了一排", "陈列符合标准", "Display to standard", key="F5")
    a.ticks("人员到岗", "Staff at their places")
    a.ticks("货品丰满", "Shelves full")
    desk.press("Up", "F6")
    desk.sees(t("已撤销并保存：货品丰满", "Taken back and saved: Shelves full"))
    a.ticks("货品丰满", "Shelves full")
    a.fills("今天不进货", "货源充足", "Enough supply behind", key="F4")
    desk.press("F9")
    desk.sees(t("收銀機開機備妥", "收银机开机备妥"))
    desk.press("F9")
    desk.sees(t("Tills switched on and prepared", "收銀機開機備妥"))
    desk.press("F9")
    desk.sees(t("收银机开机备妥", "Tills switched on and prepared"))
    a.ticks("收银机开机备妥", "Tills switched on and prepared")

    # The display that was not right holds the opening until somebody else than its handler has looked again.
    a.goes_to("km", "开门", "Opening")
    desk.press("Enter")
    desk.sees(t("陈列符合标准", "Display to standard"))
    desk.press("3")
    desk.sees("3F 女装模特倒了一排")
    desk.goes_on("F3")
    desk.types("模特")
    desk.misses("电梯夹包")
    desk.press("Enter", "Enter")
    desk.sees(t("7 号  整改  未办", "No. 7  Rectification  open"))
    desk.press("2")
    desk.sees(t("怎样处理的？", "How was it handled?"))
    desk.types("已扶正并固定")
    desk.press("Enter")
    desk.sees(t("7 号  整改  已办", "No. 7  Rectification  handled"))
    desk.sees("3", t("复查须换人", "Another person must recheck it"))
    desk.press("3", "Escape")
    a.comes("2")
    desk.press("Enter")
    desk.sees(t("7 号  整改  已办", "No. 7  Rectification  handled"))
    desk.press("3")
    desk.sees(t("复查", "What did the recheck show?"))
    desk.types("看过了，稳固")
    desk.press("Enter")
    desk.sees(t("7 号  整改  关闭", "No. 7  Rectification  closed"))
    desk.press("Escape")
    a.comes("1")
    desk.sees(t("开门前巡检 完成", "Inspection before opening done"))


def opening(a: Morning) -> None:
    desk, t = a.desk, a.t
    desk.at("08:59")
    desk.sees("08:59:00")
    desk.press("F1")
    desk.sees(t("帮助", "Keys"))
    desk.types(t("xwd", "find in"))
    desk.sees(t("xwd", "find in"))
    desk.press("Escape")
    desk.misses(t("xwd", "find in"))
    desk.press("1", "1")
    desk.sees(t("开门点名", "Roll call before opening"))
    desk.press(*["Enter"] * 8)
    desk.sees(t("到位 8/8", "ready 8/8"))
    desk.press("End", "Enter")
    desk.sees(a.opens)
    desk.press("Enter")
    desk.sees(t("已下令", "given"))
    a.goes_to("km", "开门", "Opening")
    a.fills("1", "对讲机询问门外秩序", "Guards outside radioed about the crowd")
    a.comes("6")
    a.ticks("正门开启", "Main door open")
    a.comes("8")
    a.fills("1", "扶梯开启", "Escalators on")
    desk.sees(t("开门 完成", "Opening done"))


def leaving(a: Morning) -> None:
    a.desk.press("C-q")
    a.desk.ends()
    kinds = Counter(event["kind"] for event in recorded(a.desk.mall))
    assert kinds.pop("heads_witnessed") > 1  # about every five minutes, by the program
    assert kinds == {
        "journal_opened": 1,
        "procedures_adopted": 1,  # the mall's files as they are on the first start, with what they say
        "procedures_drafted": 7,
        "signed_in": 13,
        "item_done": 40,
        "post_answered": 8,
        "order_given": 1,
        "item_failed": 2,
        "item_waived": 1,
        "undone": 1,
        "entry_logged": 7,
        "entry_handled": 2,
        "entry_closed": 2,
    }
