"""From the last half hour of trading to the closed day: journals, roll call, sweep, lock-up, the day's end."""

from __future__ import annotations

from collections.abc import Callable

from dutytui.rules.closing import views as closing
from dutytui.rules.closing.day_matters import Need, matters
from dutytui.rules.closing.day_views import DayStatus, day_end_view
from dutytui.rules.closing.sweep_view import SweepView
from dutytui.rules.journals.views import books
from dutytui.rules.looking import Looking
from dutytui.rules.procedure import ItemKind
from dutytui.rules.views import ItemView
from tests.flows.day.calls import roll_call
from tests.flows.day.checklist import Checklist, shown
from tests.flows.day.person import FORM, Person

SUPERVISORS = ("wang-wu", "zhao-liu", "sun-qi")
_JOURNAL = ("应到 126 人，实到 126 人", "客流平稳，促销区销售好", "库房、通道、卸货区正常", "价签投诉一件，当场改签")
_A_STEP = 12
"""Seconds that one step of the sweep takes."""


def journals(a: Person, manager: str) -> None:
    """The manager writes the four sections; each floor's supervisor their log, or leaves a part empty with a reason."""
    a.waits_until("20:30")
    a.comes(manager, "duty_manager")
    a.opens("journals")
    for words in _JOURNAL:
        a.passes(60)
        a.press("Enter")
        a.sees(FORM)
        a.says(words)
        a.saved()
        a.press("Down")
    for supervisor in SUPERVISORS:
        a.comes(supervisor, "floor_supervisor")
        for _floor in a.book.floors_of(supervisor):
            _floor_log(a)
    assert all(book.complete == book.required for book in books(a.book.look()))


def _floor_log(a: Person) -> None:
    """Its three parts: one is written, of the others there is nothing to say."""
    for key, words in (("Enter", "无投诉，地面及时清洁"), ("F4", "无待办"), ("F4", "销售见报表")):
        a.passes(20)
        a.press(key)
        a.sees(FORM)
        a.says(words)
        a.saved()
        a.press("Down")


def tour(a: Person, manager: str) -> None:
    """The duty manager's tour before closing."""
    a.waits_until("21:04")
    a.comes(manager, "duty_manager")
    Checklist(a, "pre_closing_tour", seconds=40).play()


def before_closing(a: Person) -> None:
    """The roll call, and the order to close."""
    roll_call(a, "closing", order_at="21:16")


def wind_down(a: Person) -> None:
    """The up escalators by the clock; the rest once the last customer has left."""
    a.waits_until("21:20")
    Checklist(a, "wind_down", ["up_escalators_off"]).play()
    a.waits_until("21:38")
    Checklist(a, "wind_down").play()


def staff_leave(a: Person) -> None:
    """Doors, escalators and lights; staff by the staff passage only."""
    Checklist(a, "end_of_day", seconds=30).play()


def sweep(a: Person, manager: str) -> None:
    """The three are there; floor by floor from the top; each of them signs."""
    a.waits_until("22:10")
    a.comes(manager, "duty_manager")
    a.opens("closing")
    a.press("Enter")
    for _other in ("security_chief", "guard"):
        a.sees("由谁参加？")
        a.press("Enter")
    _goes_on(a, closing.sweep)


def lock_up(a: Person) -> None:
    """The rear passage by two, the floors from the top down, the locks by two others, who leave together."""
    a.waits_until("22:28")
    _goes_on(a, closing.lock_up)


def _goes_on(a: Person, part: Callable[[Looking], SweepView | None]) -> None:
    """Enter for every step that comes next, until there is none."""
    while (view := part(a.book.look())) is not None and view.step is not None:
        a.passes(_A_STEP)
        a.press("Enter")
        _does(a, view.step)
        a.sat_down(*a.book.at_desk())
    assert view is not None and view.finished


def _does(a: Person, step: ItemView) -> None:
    """What the board asks for before it is saved: who is at the desk now, and what a signature means."""
    other, signs = "现在由谁操作？", step.kind is ItemKind.SIGNATURE

    def good(screen: str) -> bool:
        return FORM in screen if signs else a.says_saved(screen, shown(step))

    if other in a.desk.tmux.until(lambda screen: other in screen or good(screen), f"nobody does {step.key}"):
        a.press("Enter")
        a.desk.tmux.until(good, f"it is not done: {step.key}")
    if signs:
        a.press("Enter")
        a.saved(shown(step))
        a.desk.misses(FORM)  # what is asked next is not to be taken for this


def end_of_day(a: Person, manager: str) -> None:
    """What is still open gets a reason, and the day is closed."""
    a.comes(manager, "duty_manager")
    a.opens("day_end")
    _reasons(a)
    a.press("End", "Enter")
    a.sees("暂不")
    a.press("1")
    a.saved()
    assert day_end_view(a.book.look()).status is DayStatus.CLOSED


def _reasons(a: Person) -> None:
    """One reason for each kind of matter that wants one."""
    found = matters(a.book.look())
    assert not [matter for matter in found if matter.need is Need.BLOCKS]
    groups = dict.fromkeys(matter.group for matter in found if matter.need is Need.REASON)
    a.press("Home")
    for _group in groups:
        a.press("F4")
        a.sees(FORM)
        a.says("已在夕会说明")
        a.desk.misses(FORM)
        a.press("Down")
