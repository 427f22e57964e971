"""An office with a few posts, flows that turn at every kind of corner, and desks at which requests go round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from dutytui.rules.approvals.commands import SignRequest, SubmitRequest
from dutytui.rules.approvals.conditions import Condition, Given, Op
from dutytui.rules.approvals.course import Course, Standing
from dutytui.rules.approvals.delegations import proof
from dutytui.rules.approvals.flow import (
    START,
    Approvals,
    Due,
    DueUnit,
    Field,
    FieldKind,
    Flow,
    FollowUp,
    Sign,
    Step,
    StepKind,
)
from dutytui.rules.approvals.fold import RequestFold
from dutytui.rules.events import Event
from dutytui.rules.lookup import lookup
from dutytui.rules.procedure import SETTLE_APPROVALS, Person, Post, Procedures
from tests.rules.a_mall import DAY, Desk, at, mall, t

SETTLE = frozenset({SETTLE_APPROVALS})
POSTS = (
    Post("clerk", t("Clerk")),
    Post("manager", t("Manager")),
    Post("finance", t("Finance")),
    Post("ops", t("Operations")),
    Post("gm", t("General manager"), may=SETTLE),
    Post("chair", t("Chairman"), may=SETTLE),
)
PEOPLE = (
    Person("ann", "Ann", ("clerk",)),
    Person("bob", "Bob", ("clerk", "manager")),
    Person("cat", "Cat", ("manager",)),
    Person("dan", "Dan", ("finance",)),
    Person("eve", "Eve", ("ops",)),
    Person("gil", "Gil", ("gm",)),
    Person("hal", "Hal", ("chair", "ops")),
    Person("ida", "Ida", ("chair",)),
)
OVER = Condition(Op.OVER, "amount", 10_000_00)
FIELDS = (
    Field("topic", t("Topic")),
    Field("amount", t("Amount"), FieldKind.MONEY, minimum=0),
    Field("planned", t("Planned"), FieldKind.YES_NO),
    Field("budget", t("Budget"), FieldKind.MONEY),
)
LINE = Flow(
    "LINE",
    t("One after another"),
    ("clerk", "manager"),
    (
        Step("manager", t("Manager"), ("manager",), due=Due(60, DueUnit.MINUTES)),
        Step("finance", t("Finance"), ("finance",), fields=("budget",), when=OVER),
        Step("gm", t("General manager"), ("gm",), sees=("amount", "planned")),
        Step("chair", t("Chairman"), ("chair",), when=Condition(Op.IS, "planned", False)),
        Step("carry", t("Carry out"), ("ops",), StepKind.DO, rejects=False),
    ),
    FIELDS,
    follows=(FollowUp("file", t("File it"), ("clerk",)),),
)
ALL = Flow(
    "ALL",
    t("Countersign"),
    ("clerk", "manager"),
    (
        Step("all", t("All sign"), ("manager", "finance", "gm"), sign=Sign.ALL),
        Step("last", t("Chairman"), ("chair",), rejected=START),
    ),
    FIELDS[:3],
)
SAME = Flow(
    "SAME",
    t("The same twice"),
    ("clerk",),
    (
        Step("ops", t("Operations"), ("ops",)),
        Step("chair", t("Chairman"), ("chair",)),
        Step("gm", t("General manager"), ("gm",)),
    ),
    FIELDS[:1],
)
RULES = Approvals((LINE, ALL, SAME), stands_in=("gm", "chair"))
OFFICE: Procedures = mall(posts=POSTS, people=PEOPLE, phases=(), approvals=RULES)
POST_OF = {person.id: person.posts[0] for person in PEOPLE}
FORM: Mapping[str, Given] = {"topic": "show", "amount": 500_00, "planned": True}


def office(writer: str = "desk", procedures: Procedures = OFFICE) -> Desk:
    return Desk(writer, procedures=procedures)


def without(*people: str) -> Procedures:
    """The office with some people gone."""
    return replace(OFFICE, people=tuple(one for one in PEOPLE if one.id not in people))


class Paper:
    """A request and what is done with it at a desk, one minute after another."""

    def __init__(self, desk: Desk, on: str, day: date = DAY) -> None:
        self.desk = desk
        self.on = on
        self.day = day

    @classmethod
    def submitted(cls, desk: Desk, flow: str, who: str = "ann", **fields: Given) -> Paper:
        known = desk.procedures.approvals.flow(flow)
        asked = {one.id for one in known.asked_at_start()} if known is not None else set()
        form = {name: value for name, value in {**FORM, **fields}.items() if name in asked}
        (event, *_) = desk.does(who, SubmitRequest(DAY, flow, form), now(desk), POST_OF[who])
        return cls(desk, event.on)

    def does(self, who: str, verb: type, *rest: object, **more: object) -> list[Event]:
        return self.desk.does(who, verb(self.day, self.on, *rest, **more), now(self.desk), POST_OF[who])

    def refuses(self, who: str, verb: type, *rest: object, **more: object) -> str:
        return self.desk.refuses(who, verb(self.day, self.on, *rest, **more), now(self.desk), POST_OF[who]).code

    def signs(self, *people: str, **more: object) -> None:
        for who in people:
            self.does(who, SignRequest, **more)

    @property
    def course(self) -> Course:
        return course_of(self.desk, self.on, self.day)

    @property
    def stands(self) -> str:
        """The stage it stands at, else how it stands."""
        it = self.course
        return it.stage.id if it.stage else it.standing.value

    @property
    def open(self) -> list[str]:
        return [seat.key for seat in self.course.open_seats]

    def at(self, desk: Desk) -> Paper:
        return Paper(desk, self.on, self.day)


def course_of(desk: Desk, on: str, day: date = DAY) -> Course:
    subject = desk.state.subject(day, on)
    assert subject is not None and isinstance(subject.fold, RequestFold)
    found = subject.fold.course(lookup(desk.procedures), proof(desk.state, subject.fold.acts))
    assert found is not None
    return found


def now(desk: Desk) -> datetime:
    """A minute for each act that the desk knows of."""
    minutes = desk.state.version
    return at(f"{9 + minutes // 60}:{minutes % 60:02d}")


def owners(paper: Paper) -> frozenset[str]:
    it = paper.course
    return it.owners(lookup(paper.desk.procedures)) if it.standing not in _OVER else frozenset()


_OVER = {Standing.APPROVED, Standing.REJECTED, Standing.WITHDRAWN}
