"""A day on which everything goes wrong, told by commands: everybody's routine, with mishaps between.

It is told once and copied at each of `STOPS`, so that a scene by keys begins just before what it is about.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from dutytui.bootstrap import Desk, open_desk
from dutytui.rehearsal.invented.calls import answer_calls
from dutytui.rehearsal.invented.cases import follow_cases
from dutytui.rehearsal.invented.duty import keep_duty
from dutytui.rehearsal.invented.items import do_items
from dutytui.rehearsal.invented.meals import eat
from dutytui.rehearsal.invented.rounds import walk_rounds
from dutytui.rehearsal.invented.sales import review_sales
from dutytui.rehearsal.stage import StoryClock
from dutytui.rehearsal.troupe import Troupe
from dutytui.rules.closing.commands import JoinSweep
from dutytui.rules.commands import Command, EntryFields, TickItem
from dutytui.rules.handover.commands import (
    BeginHandover,
    CountArticle,
    RefuseHandover,
    Side,
    SignHandover,
    TakeDuty,
)
from dutytui.rules.handover.views import running
from dutytui.rules.journals.commands import WriteSection
from dutytui.rules.journals.views import books
from dutytui.rules.meals.commands import LeaveForMeal, ReturnFromMeal
from dutytui.rules.meals.people import unlisted
from dutytui.rules.meals.views import BatchView, meals
from dutytui.rules.roll_call.commands import HoldOrder, ReleaseOrder
from dutytui.rules.service.commands import OpenCase
from dutytui.rules.service.fold import TOPIC
from dutytui.session import Saved
from tests.desk import MONDAY, ZONE, make_mall

MANAGER = ("zhang-san", "duty_manager")
LATE_MANAGER = ("wei-shisi", "duty_manager")
CHIEF = ("zhou-ba", "security_chief")
GUARD = ("wu-jiu", "guard")
SERVICE = ("chen-shier", "service_desk")
OPS = ("li-si", "ops_manager")

STOPS = ("08:50", "11:25", "14:20", "15:25", "21:10", "22:15")
"""Where a scene may begin: what the story has for that very moment is not told yet."""
EMPTY_SECTION = "page:duty_journal/exceptions"
"""Of the journals, what nobody has written by night."""
COMPLAINT = "羊毛衫洗后缩水"
COUNTER, DINER = "欧莱雅", "李娜"
GUEST = unlisted(COUNTER, DINER)

_STEP = timedelta(minutes=5)
_ROUTINE = (keep_duty, answer_calls, do_items, follow_cases, walk_rounds, eat, review_sales)
_LEFT_OUT: Mapping[Callable[[Troupe], None], tuple[str, str]] = {
    walk_rounds: ("09:55", "10:35"),
    eat: ("12:10", "13:00"),
}
"""What nobody does from one moment until before another: the round of ten is missed, lunch has its own story."""


def moment(time: str) -> datetime:
    return datetime.fromisoformat(f"{MONDAY} {time}").replace(tzinfo=ZONE)


def told(folder: Path) -> Mapping[str, Path]:
    """The mall as it is at each of `STOPS`."""
    mall, stops = make_mall(folder / "told"), {}
    clock = StoryClock(moment("08:20"))
    desk = open_desk(mall, clock=clock, name="others")
    try:
        desk.wake()
        troupe = Troupe(desk.session, GUEST)  # who comes back late by the story, not by the routine
        while len(stops) < len(STOPS):
            time = f"{clock.moment:%H:%M}"
            if time in STOPS:
                stops[time] = shutil.copytree(mall, folder / time.replace(":", ""))
            _goes_on(desk, troupe, time)
            clock.moment += _STEP
    finally:
        desk.close()
    return stops


def _goes_on(desk: Desk, troupe: Troupe, time: str) -> None:
    """Five minutes of the day."""
    if time in _MISHAPS:
        _MISHAPS[time](troupe)
    if time == "15:25":
        desk.sleep()
    elif time == "16:40":
        desk.wake()
    if not desk.session.awake:
        return
    for act in _ROUTINE:
        begins, ends = _LEFT_OUT.get(act, ("", ""))
        if not begins <= time < ends:
            act(troupe)


# -- the mishaps ------------------------------------------------------------------------------------------------------


def does(troupe: Troupe, who: tuple[str, str], command: Command) -> Saved:
    """What the story says is never refused."""
    saved = troupe.does(*who, command)
    assert saved is not None, (f"{troupe.now:%H:%M}", command, troupe.session.refuses(command))
    return saved


def _duty(troupe: Troupe) -> None:
    does(troupe, MANAGER, TakeDuty(troupe.day))


def _hold(troupe: Troupe) -> None:
    does(troupe, MANAGER, HoldOrder(troupe.day, "opening", "门外拥挤，雨天路滑", 4))


def _release(troupe: Troupe) -> None:
    does(troupe, MANAGER, ReleaseOrder(troupe.day, "opening", "已排好队", moment("09:08")))


def _complaint(troupe: Troupe) -> None:
    """A case that nobody can settle today."""
    does(troupe, SERVICE, OpenCase(troupe.day, EntryFields("complaint", COMPLAINT, "3F"), {TOPIC: "goods_quality"}))


def _counter_goes(troupe: Troupe) -> None:
    command = LeaveForMeal(troupe.day, "lunch", GUEST, DINER, 1, COUNTER)
    does(troupe, OPS, command)


def _second_batch(troupe: Troupe) -> None:
    """Everybody of the second batch waits until the last of the first is back, twelve minutes late."""
    back = ReturnFromMeal(troupe.day, "lunch", GUEST, at=moment("12:12"))
    does(troupe, OPS, back)
    for eater in _lunch(troupe).eaters:
        does(troupe, OPS, LeaveForMeal(troupe.day, "lunch", eater.who, eater.name, eater.batch))


def _second_back(troupe: Troupe) -> None:
    for eater in _lunch(troupe).eaters:
        does(troupe, OPS, ReturnFromMeal(troupe.day, "lunch", eater.who))


def _lunch(troupe: Troupe) -> BatchView:
    return meals(troupe.session.look())[0].batches[1]


def _refusal(troupe: Troupe) -> None:
    """A key is missing, and the receiver does not take the duty like that. It passes half an hour later."""
    does(troupe, MANAGER, BeginHandover(troupe.day, LATE_MANAGER[0]))
    (going,) = running(troupe.session.look())
    for article in going.articles:
        missing = article.id == "keys"
        counted, reason = (23, "一把在修锁处") if missing else (article.expected, "")
        does(troupe, MANAGER, CountArticle(troupe.day, going.subject, article.id, counted, reason))
    does(troupe, MANAGER, SignHandover(troupe.day, going.subject, Side.GIVING, anyway=True))
    does(troupe, LATE_MANAGER, RefuseHandover(troupe.day, going.subject, "钥匙少一把，先找回来"))


def _journals(troupe: Troupe) -> None:
    """All but one section of the duty manager's."""
    for page in (page for book in books(troupe.session.look()) for page in book.pages if page.on != EMPTY_SECTION):
        floor = page.place.id if page.place else ""
        saved = troupe.one_does(
            [post.id for post in page.posts], WriteSection(troupe.day, page.on, "见值班日志"), floor
        )
        assert saved is not None, page.on


def _sweep(troupe: Troupe) -> None:
    """The three go, and the upper three floors are clear."""
    for who in (LATE_MANAGER, CHIEF, GUARD):
        does(troupe, LATE_MANAGER, JoinSweep(troupe.day, who[1], who[0]))
    sweeps(troupe, ("6F", "5F", "4F"))


def sweeps(troupe: Troupe, floors: tuple[str, ...]) -> None:
    """Every step of these floors that is not done, as soon as it may be done."""
    found = troupe.session.checklist("clearance_sweep").items
    for item in found:
        if item.place is None and item.key.endswith("staff_left") and item.last is None:
            does(troupe, CHIEF, TickItem(troupe.day, item.key))
    for floor in floors:
        for item in found:
            if item.place is not None and item.place.id == floor:
                good = next((choice.id for choice in item.choices if not choice.fails), None)
                does(troupe, LATE_MANAGER, TickItem(troupe.day, item.key, good))


def signs_and_locks(troupe: Troupe, floors: tuple[str, ...]) -> None:
    """The three sign the sweep, guard and key holder lock the rear passage, the guard these floors."""
    for who in (LATE_MANAGER, CHIEF, GUARD):
        does(troupe, who, TickItem(troupe.day, "clearance_sweep/sweep_signed"))
    for who in (GUARD, ("chu-shisan", "key_holder")):
        does(troupe, who, TickItem(troupe.day, "lock_up/rear_passage_locked"))
    for floor in floors:
        does(troupe, GUARD, TickItem(troupe.day, f"lock_up/floor_locked@{floor}"))


_MISHAPS: Mapping[str, Callable[[Troupe], None]] = {
    "08:20": _duty,
    "08:50": _hold,
    "09:10": _release,
    "10:40": _complaint,
    "11:40": _counter_goes,
    "12:15": _second_batch,
    "12:40": _second_back,
    "14:20": _refusal,
    "20:30": _journals,
    "22:10": _sweep,
}
