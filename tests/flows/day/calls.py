"""A roll call: one Enter for each post that answers, and the order at its time."""

from __future__ import annotations

from dutytui.rules.roll_call.views import calls
from tests.flows.day.person import FORM, Person


def roll_call(a: Person, which: str, *, order_at: str) -> None:
    """Every post answers ready; at its time the order is given."""
    call = next(one for one in calls(a.book.look()) if one.call == which)
    a.opens("roll_call")
    a.sees(call.title["zh-Hans"], call.order["zh-Hans"])
    for post in call.posts:
        a.passes(8)
        a.press("Enter")
        a.saved(post.post.name["zh-Hans"])
    a.waits_until(order_at)
    a.press("End", "Enter")
    a.sees("全部岗位到位，按 Enter 下令。", FORM)
    a.press("Enter")
    a.saved()
