"""A small mall after DS (a department store's daily workflow), and desks that write down what the rules decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from functools import cache

from dutytui.rules.commands import Command
from dutytui.rules.context import Context
from dutytui.rules.decide import decide
from dutytui.rules.events import Event, Fact
from dutytui.rules.plan import DayPlan
from dutytui.rules.procedure import (
    Choice,
    EntryKind,
    Hours,
    HoursTable,
    Item,
    ItemKind,
    Logbook,
    Mall,
    Person,
    Phase,
    Place,
    Post,
    Procedures,
    Raises,
    Severity,
)
from dutytui.rules.refusal import Refusal
from dutytui.rules.stamps import next_stamp
from dutytui.rules.state import State
from dutytui.rules.timetable import plan_day
from dutytui.rules.words import Anchor, Moment, Text
from tests.rules.refusal_codes import CODES

SHANGHAI = timezone(timedelta(hours=8))
DAY = date(2026, 11, 23)
TOMORROW = date(2026, 11, 24)


def t(words: str) -> Text:
    return {"zh-Hans": words, "zh-Hant": words, "en": words}


def at(clock: str, day: date = DAY) -> datetime:
    """A wall time of the business day, "25:30" being half past one the next morning."""
    hours, minutes = (int(part) for part in clock.split(":"))
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI) + timedelta(hours=hours, minutes=minutes)


def wall(clock: str) -> Moment:
    hours, minutes = (int(part) for part in clock.split(":"))
    return Moment(Anchor.MIDNIGHT, hours * 60 + minutes)


def opening(minutes: int = 0) -> Moment:
    return Moment(Anchor.OPENING, minutes)


def closing(minutes: int = 0) -> Moment:
    return Moment(Anchor.CLOSING, minutes)


FLOORS = tuple(Place(name, t(name)) for name in ("6F", "5F", "4F", "3F", "2F", "1F", "B1"))

RECTIFY = Raises("rectification", "urgent", "electrician", 30)

STAFF_ENTRY = Phase(
    id="staff_entry",
    title=t("Staff entry"),
    starts=wall("08:20"),
    ends=wall("08:30"),
    early=30,
    grace=5,
    posts=("floor_supervisor", "duty_manager", "guard", "electrician", "security_chief"),
    items=(
        Item("locks_checked", t("Locks checked"), ItemKind.TICK, ("security_chief",), raises=RECTIFY),
        Item("passage_open", t("Staff passage open"), ItemKind.TICK, ("guard",), after=("locks_checked",)),
        Item(
            "staff_in",
            t("Staff in"),
            ItemKind.NUMBER,
            ("guard",),
            unit=t("people"),
            minimum=0,
            maximum=500,
            raises=RECTIFY,
            required=False,
        ),
        Item("lights", t("Lighting on"), ItemKind.TICK, ("electrician",), each="floors", raises=RECTIFY),
        Item("turned_away", t("Turned away"), ItemKind.NOTE, ("guard",), required=False),
    ),
)

MEETING = Phase(
    id="morning_meeting",
    title=t("Morning meeting"),
    starts=wall("08:30"),
    ends=wall("08:40"),
    posts=("duty_manager", "floor_supervisor"),
    items=(
        Item(
            "held",
            t("Meeting held"),
            ItemKind.CHOICE,
            ("floor_supervisor",),
            choices=(Choice("held", t("Held")), Choice("not_held", t("Not held"), fails=True)),
        ),
    ),
)

OPENING = Phase(
    id="opening",
    title=t("Opening"),
    starts=opening(-10),
    ends=opening(5),
    early=10,
    after=("staff_entry",),
    posts=("duty_manager", "security_chief", "electrician"),
    items=(
        Item(
            "main_door",
            t("Main door open"),
            ItemKind.TICK,
            ("security_chief",),
            due=opening(),
            evidence=t("What the guards outside report"),
        ),
    ),
)

TRADING = Phase("trading", t("Trading"), opening(5), closing(-30), ("duty_manager",), ())

SWEEP = Phase(
    id="clearance_sweep",
    title=t("Clearance sweep"),
    starts=closing(30),
    ends=closing(60),
    posts=("security_chief", "guard", "duty_manager"),
    items=(
        Item(
            "floor", t("Floor swept"), ItemKind.TICK, ("security_chief",), each="floors", in_order=True, raises=RECTIFY
        ),
    ),
)

LOCK_UP = Phase(
    id="lock_up",
    title=t("Lock up"),
    starts=closing(60),
    ends=closing(90),
    after=("clearance_sweep",),
    posts=("duty_manager", "security_chief"),
    items=(Item("locks", t("Locks checked jointly"), ItemKind.SIGNATURE, ("duty_manager", "security_chief")),),
)

POSTS = (
    Post(
        "duty_manager",
        t("Duty manager"),
        may=frozenset(
            {"tick_for_others", "waive", "undo_others", "handle_entries", "close_entries", "correct_entries"}
        ),
    ),
    Post("security_chief", t("Security chief")),
    Post("floor_supervisor", t("Floor supervisor")),
    Post("guard", t("Guard")),
    Post("electrician", t("Electrician")),
    Post("service_desk", t("Service desk")),
)

PEOPLE = (
    Person("zhao", "Zhao", ("duty_manager",)),
    Person("qian", "Qian", ("security_chief", "duty_manager")),
    Person("sun", "Sun", ("guard",)),
    Person("li", "Li", ("electrician",)),
    Person("zhou", "Zhou", ("floor_supervisor",), floors=("3F",)),
    Person("wu", "Wu", ("service_desk",)),
)
POST_OF = {person.id: person.posts[0] for person in PEOPLE}


def mall(**changes: object) -> Procedures:
    parts: dict[str, object] = {
        "version": "v1",
        "mall": Mall(
            name=t("Example Mall"),
            time_zone="Asia/Shanghai",
            languages=("zh-Hans", "zh-Hant", "en"),
            floors=FLOORS,
            departments=(Place("apparel", t("Apparel")), Place("food", t("Food"))),
            day_starts=5 * 60,
            late_entry_after=10,
        ),
        "hours": HoursTable(
            default=Hours(540, 1290),
            weekdays={4: Hours(540, 1320)},
            kinds={"holiday": Hours(570, 1350)},
            dates={date(2026, 12, 31): Hours(540, 1560), date(2027, 2, 6): Hours(0, 0, closed=True)},
        ),
        "posts": POSTS,
        "people": PEOPLE,
        "phases": (STAFF_ENTRY, MEETING, OPENING, TRADING, SWEEP, LOCK_UP),
        "logbook": Logbook(
            kinds=(
                EntryKind("complaint", t("Complaint"), owner="service_desk", within=60),
                EntryKind("rectification", t("Rectification"), recheck=True),
                EntryKind("note", t("Note")),
            ),
            severities=(Severity("normal", t("Normal"), 0), Severity("urgent", t("Urgent"), 1)),
        ),
        "holidays": {date(2026, 10, 1): "holiday"},
        "announced": (2026,),
    }
    return Procedures(**(parts | changes))  # type: ignore[arg-type]


MALL = mall()


@cache
def plan_of(day: date) -> DayPlan:
    return plan_day(MALL, day)


_plans: dict[tuple[int, date], tuple[Procedures, DayPlan]] = {}


def plan_under(procedures: Procedures, day: date) -> DayPlan:
    """The same plan for the same object: a plan takes longer than a hundred decisions."""
    kept = _plans.get((id(procedures), day))
    if kept is None or kept[0] is not procedures:
        kept = _plans[id(procedures), day] = (procedures, plan_day(procedures, day))
    return kept[1]


@dataclass
class Desk:
    """A terminal: its own journal, and a state that knows what it has been shown."""

    writer: str = "desk"
    procedures: Procedures = MALL
    journal: list[Event] = field(default_factory=list)
    state: State = field(init=False)
    last: str = ""

    def __post_init__(self) -> None:
        self.state = State(self.procedures)

    def tries(self, who: str, command: Command, now: datetime, post: str | None = None) -> tuple[Fact, ...] | Refusal:
        day = getattr(command, "day", DAY)
        plan = plan_of(day) if self.procedures is MALL else plan_under(self.procedures, day)
        held = POST_OF.get(who, "") if post is None else post
        name = f"{self.writer}.{len(self.journal) + 1}"
        answer = decide(self.state, command, Context(now, who, held, plan, self.procedures, name))
        if isinstance(answer, Refusal):
            assert set(answer.values) == set(CODES[answer.code]), answer
        return answer

    def does(self, who: str, command: Command, now: datetime, post: str | None = None) -> list[Event]:
        answer = self.tries(who, command, now, post)
        assert not isinstance(answer, Refusal), answer
        return [self.records(fact, now) for fact in answer]

    def refuses(self, who: str, command: Command, now: datetime, post: str | None = None) -> Refusal:
        answer = self.tries(who, command, now, post)
        assert isinstance(answer, Refusal), answer
        return answer

    def records(self, fact: Fact, now: datetime) -> Event:
        self.last = next_stamp(self.last, now)
        event = event_of(fact, self.writer, len(self.journal) + 1, self.last)
        self.journal.append(event)
        self.state.add(event)
        return event

    def hears(self, *others: Desk) -> None:
        for other in others:
            self.state.extend(other.journal)
            self.last = max(self.last, other.last)


def event_of(fact: Fact, writer: str, seq: int, stamp: str) -> Event:
    return Event(
        kind=fact.kind,
        on=fact.on,
        day=fact.day,
        at=fact.at,
        by=fact.by,
        post=fact.post,
        behalf=fact.behalf,
        data=fact.data,
        procedure=fact.procedure,
        cause=fact.cause,
        writer=writer,
        seq=seq,
        stamp=stamp,
        id=f"{writer}:{seq}",
    )
