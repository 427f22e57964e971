"""Rounds: walked point by point, called in by radio, and the missed ones explained together."""

from __future__ import annotations

from dutytui.rules.patrols.standing import RoundStatus
from dutytui.rules.patrols.views import RoundView, rounds
from tests.flows.day.person import FORM, Person, cursor_row

_A_POINT = 75
"""Seconds from one point to the next."""


def walk(a: Person, key: str, who: str, post: str) -> None:
    """Begin a round and tick its points, one Enter each."""
    found = _begins(a, key, who, post)
    for point in found.points:
        a.passes(_A_POINT)
        a.press("Enter")
        a.saved(point.point.name["zh-Hans"] if not found.next else "")
    assert round_of(a, key).status is RoundStatus.DONE and not round_of(a, key).found


def by_radio(a: Person, key: str, who: str, post: str) -> None:
    """Begin a round and type what the guard calls in from each point."""
    found = _begins(a, key, who, post)
    a.press("C-r")
    for point in found.points:
        a.passes(_A_POINT)
        a.says(f"{point.point.name['zh-Hans']} 完毕")
        a.saved()
    a.press("Escape")
    assert round_of(a, key).status is RoundStatus.DONE and not round_of(a, key).found


def first_drawn(a: Person, route: str) -> str:
    """The key of the first round of that route, whose time was drawn from the day's seed."""
    return next(one.key for one in rounds(a.book.look()).rounds if one.route == route)


def round_of(a: Person, key: str) -> RoundView:
    return next(one for one in rounds(a.book.look()).rounds if one.key == key)


def _begins(a: Person, key: str, who: str, post: str) -> RoundView:
    """Find it in the list, and Enter."""
    found = round_of(a, key)
    title = found.title["zh-Hans"]
    a.waits_until(found.begins)
    a.comes(who, post)
    a.opens("patrol")
    a.finds(f"{title} {found.begins:%H%M}")
    a.desk.tmux.until(
        lambda screen: f"{found.begins:%H:%M}  {title}" in cursor_row(screen), f"the cursor is not on {key}"
    )
    a.press("Enter")
    a.saved()
    return found


def explain_missed(a: Person, who: str) -> None:
    """One word for all rounds that nobody walked."""
    if not any(one.needs_word for one in rounds(a.book.look()).rounds):
        return
    a.comes(who, "duty_manager")
    a.opens("patrol")
    a.finds("漏巡")
    a.press("F4")
    a.sees(FORM)
    a.says("人手集中在促销区，楼层由主管兼看")
    a.saved()
    assert not any(one.needs_word for one in rounds(a.book.look()).rounds)
