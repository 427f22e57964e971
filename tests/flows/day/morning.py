"""From staff entry to the open door."""

from __future__ import annotations

from dutytui.rules.handover.views import duty
from tests.flows.day.calls import roll_call
from tests.flows.day.checklist import Checklist
from tests.flows.day.person import Person


def takes_the_duty(a: Person, manager: str) -> None:
    """The program has just started; the duty manager sits down and takes the duty."""
    a.waits_until("08:20")
    a.comes_first(manager, "duty_manager")
    a.opens("handover")
    a.sees("接值班")
    a.press("Enter")
    a.sees("开始交班")
    held = duty(a.book.look()).holder
    assert held is not None and held.id == manager


def staff_entry(a: Person) -> None:
    a.waits_until("08:22")
    Checklist(a, "staff_entry").play()


def meetings(a: Person) -> None:
    a.waits_until("08:32")
    Checklist(a, "morning_meeting").play()


def counters(a: Person) -> None:
    """Each floor's counters by its own supervisor, and the duty manager's inspection."""
    a.waits_until("08:40")
    Checklist(a, "counter_preparation", seconds=5).play()
    Checklist(a, "pre_opening_inspection").play()


def before_opening(a: Person, manager: str) -> None:
    """The roll call, and the order to open."""
    a.waits_until("08:52")
    a.comes(manager, "duty_manager")
    roll_call(a, "opening", order_at="08:59")


def opening(a: Person) -> None:
    """The crowd outside, the door, the escalators, the music."""
    a.waits_until("09:00")
    Checklist(a, "opening", seconds=3).play()
    Checklist(a, "welcome").play()
