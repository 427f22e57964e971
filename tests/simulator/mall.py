"""The small mall of the simulation, and what people in it do: real commands, chosen by chance from what is there."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache

from dutytui.rules.approvals.commands import RejectRequest, SignRequest, SubmitRequest
from dutytui.rules.approvals.flow import Approvals, Flow, Step
from dutytui.rules.commands import (
    CloseEntry,
    Command,
    EntryFields,
    FailItem,
    HandleEntry,
    LogEntry,
    RemarkEntry,
    ReopenEntry,
    SignIn,
    TickItem,
    Undo,
    WaiveItem,
)
from dutytui.rules.events import ENTRY_LOGGED, REQUEST_SUBMITTED, Event
from dutytui.rules.folds import UNDOABLE
from dutytui.rules.handover.commands import TakeDuty
from dutytui.rules.handover.procedure import Handover
from dutytui.rules.plan import DayPlan
from dutytui.rules.procedure import Person, Post, Procedures
from dutytui.rules.timetable import plan_day
from dutytui.session import Session
from dutytui.store.notices import Notice
from tests.rules.a_mall import PEOPLE, POSTS, mall, t

_FLOW = Flow(
    "show",
    t("A show"),
    ("duty_manager", "guard", "clerk"),
    (Step("manager", t("Manager"), ("manager",)), Step("gm", t("General manager"), ("gm",))),
)
SMALL: Procedures = mall(
    posts=(*POSTS, Post("clerk", t("Clerk")), Post("manager", t("Manager")), Post("gm", t("General manager"))),
    people=(
        *PEOPLE,
        Person("bob", "Bob", ("clerk", "manager")),
        Person("cat", "Cat", ("manager",)),
        Person("gil", "Gil", ("gm",)),
    ),
    handover=Handover(holders=("duty_manager",)),
    approvals=Approvals((_FLOW,)),
)
_ITEMS = ("staff_entry/locks_checked", "staff_entry/passage_open", "staff_entry/staff_in", "staff_entry/lights@1F")


@cache
def _plan(day: date) -> DayPlan:
    return plan_day(SMALL, day)


class InForce:
    """The procedures of the small mall, which nobody changes."""

    countersigned = None

    def current(self, day: date) -> tuple[Procedures, Sequence[Notice]]:
        return SMALL, ()

    def changed(self) -> bool:
        return False

    def plan(self, procedures: Procedures, day: date) -> DayPlan:
        return _plan(day)

    def version(self, version: str) -> Procedures | None:
        return SMALL


def sign_in(chance: random.Random) -> SignIn:
    person = chance.choice(SMALL.people)
    return SignIn(person.id, person.name, chance.choice(person.posts))


def an_act(session: Session, chance: random.Random) -> Command:
    """What somebody tries next at this desk. Half of it concerns what others have done."""
    day = session.day
    known = [event for subject in session.state.subjects(day) for event in subject.events]
    kind = chance.choices(list(_ACTS), [weight for weight, _make in _ACTS.values()])[0]
    return _ACTS[kind][1](day, known, chance)


def _undo(day: date, known: list[Event], chance: random.Random) -> Command:
    undoable = [event for event in known if event.kind in UNDOABLE]
    if not undoable:
        return _log(day, known, chance)
    target = chance.choice(undoable)
    return Undo(day, target.on, target.id)


def _log(day: date, known: list[Event], chance: random.Random) -> Command:
    text = chance.choice(("扶梯异响", "a", "客诉：排队太久" * 20, "x" * 1500))
    return LogEntry(day, EntryFields(chance.choice(("complaint", "rectification", "note")), text))


def _about_entry(day: date, known: list[Event], chance: random.Random) -> Command:
    entries = [event.on for event in known if event.kind == ENTRY_LOGGED]
    if not entries:
        return _log(day, known, chance)
    entry = chance.choice(entries)
    made: tuple[Callable[[], Command], ...] = (
        lambda: RemarkEntry(day, entry, "seen"),
        lambda: HandleEntry(day, entry, "done"),
        lambda: CloseEntry(day, entry),
        lambda: ReopenEntry(day, entry, "again"),
    )
    return chance.choice(made)()


def _about_request(day: date, known: list[Event], chance: random.Random) -> Command:
    requests = [event.on for event in known if event.kind == REQUEST_SUBMITTED]
    if not requests:
        return SubmitRequest(day, "show")
    request = chance.choice(requests)
    return SignRequest(day, request) if chance.random() < 0.6 else RejectRequest(day, request, "no")


def _tick(day: date, known: list[Event], chance: random.Random) -> Command:
    item = chance.choice(_ITEMS)
    return TickItem(day, item, value=chance.randrange(20) if item.endswith("staff_in") else None)


_ACTS: dict[str, tuple[int, Callable[[date, list[Event], random.Random], Command]]] = {
    "sign in": (10, lambda day, known, chance: sign_in(chance)),
    "tick": (12, _tick),
    "waive": (4, lambda day, known, chance: WaiveItem(day, chance.choice(_ITEMS), "no time")),
    "fail": (10, lambda day, known, chance: FailItem(day, chance.choice(_ITEMS), "broken")),
    "undo": (16, _undo),
    "log": (14, _log),
    "entry": (16, _about_entry),
    "submit": (6, lambda day, known, chance: SubmitRequest(day, "show")),
    "request": (12, _about_request),
    "duty": (4, lambda day, known, chance: TakeDuty(day)),
}
