"""Of each kind of record: who may, and that the fold judges it, too. What `decide` refuses, another program may record
all the same: it is kept, void and shown. A new kind stands in none of the lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest

from dutytui.rules import events as kinds
from dutytui.rules.approvals.course import Weight
from dutytui.rules.approvals.fold import RequestFold
from dutytui.rules.approvals.recorded import as_data
from dutytui.rules.events import KINDS, Event, Fact
from dutytui.rules.lookup import lookup
from dutytui.rules.roster.fingerprints import fingerprint
from tests.rules.a_mall import DAY, Desk, at
from tests.rules.never.a_day import shipped

NOW = at("23:00")
KEY = "ab" * 32
MANAGER, GUARD, CHIEF = ("zhang-san", "duty_manager"), ("wu-jiu", "guard"), ("zhou-ba", "security_chief")
FLOOR, CASHIER, IT = ("wang-wu", "floor_supervisor"), ("feng-shiyi", "cashier_lead"), ("chu-shisan", "it")
HEAD, CLERK, MARKETING = ("jiang-shiwu", "general_manager"), ("lyu-ershiwu", "market_supervisor"), "marketing_manager"
BORROWED = ("wu-jiu", "duty_manager")
"""A post that people.yaml gives somebody else."""
NOT_LISTED = ("somebody", "duty_manager")

Who = tuple[str, str]


class Act(NamedTuple):
    kind: str
    on: str
    data: Mapping[str, Any] = {}
    who: Who = MANAGER

    @property
    def fact(self) -> Fact:
        return Fact(self.kind, self.on, DAY, NOW, *self.who, data=self.data, procedure=shipped().version)


class Row(NamedTuple):
    """act: by somebody who may; wrong: others, who may not; before: what must have been recorded."""

    act: Act
    wrong: tuple[Who, ...]
    before: tuple[Act, ...] = ()


ENTRY = Act(kinds.ENTRY_LOGGED, "entry:one", {"no": 1, "kind": "complaint", "text": "x", "owner": "electrician"})
HANDLED = Act(kinds.ENTRY_HANDLED, "entry:one", {"note": "x"})
CLOSED = Act(kinds.ENTRY_CLOSED, "entry:one", {}, ("li-si", "ops_manager"))
BEGUN = Act(kinds.HANDOVER_BEGUN, "handover:one", {"giver": MANAGER[0]})
RELIEF = ("wei-shisi", "duty_manager")
FOLLOW_UP = Act(kinds.FOLLOW_UP_SET, "followup:one", {"text": "x", "owner": "electrician", "due": "2026-11-30"})
FIELDS = {"topic": "x", "kind": "routine", "starts": "2026-12-01", "ends": "2026-12-31", "content": "x", "budget": 0}
FLOW = as_data(next(flow for flow in shipped().approvals.flows if flow.id == "SY001"))
REQUEST = Act(kinds.REQUEST_SUBMITTED, "request:one", {"flow": FLOW, "no": 1, "fields": FIELDS}, CLERK)
FIRST = "manager_review/marketing_manager"
MARKETER = ("qin-ershiyi", MARKETING)
BACK = Act(
    kinds.REQUEST_SENT_BACK, REQUEST.on, {"seat": FIRST, "to": "", "opinion": "x", "after": ["desk:1"]}, MARKETER
)
SIGNED = Act(kinds.REQUEST_SIGNED, REQUEST.on, {"seat": FIRST, "after": ["desk:1"]}, MARKETER)
LENT = Act(
    kinds.DELEGATION_GIVEN, "delegation:one", {"giver": MARKETER[0], "to": CLERK[0], "until": str(DAY)}, MARKETER
)
SUBJECT = f"terminal:{fingerprint(KEY)}"
NOT_AT_SEAT = (CLERK, GUARD, ("somebody", MARKETING))


def at_seat(kind: str, **data: object) -> Row:
    return Row(Act(kind, REQUEST.on, {"seat": FIRST, "after": ["desk:1"], **data}, MARKETER), NOT_AT_SEAT, (REQUEST,))


ROWS = (
    Row(Act(kinds.ITEM_DONE, "item:clearance_sweep/floor_confirmed@6F"), (GUARD, CHIEF, BORROWED)),
    Row(
        Act(kinds.ITEM_DONE, "item:clearance_sweep/sweep_signed", {"signer": "guard"}, GUARD),
        (CASHIER, CHIEF, ("somebody", "guard")),
    ),
    Row(Act(kinds.ITEM_WAIVED, "item:staff_entry/lighting_on", {"reason": "x"}), (GUARD, CASHIER, BORROWED)),
    Row(Act(kinds.ITEM_FAILED, "item:opening/crowd_outside", {"reason": "x"}), (CASHIER, BORROWED)),
    Row(HANDLED, (GUARD, BORROWED), (ENTRY,)),
    Row(
        Act(kinds.ENTRY_CORRECTED, ENTRY.on, {"changes": {"text": {"old": "x", "new": "y"}}}), (GUARD, CHIEF), (ENTRY,)
    ),
    Row(CLOSED, (GUARD, CHIEF, BORROWED), (ENTRY, HANDLED)),
    Row(Act(kinds.ENTRY_REOPENED, ENTRY.on, {"reason": "x"}), (GUARD, CHIEF), (ENTRY, HANDLED, CLOSED)),
    *(
        Row(Act(kind, ENTRY.on, data), (GUARD, BORROWED), (ENTRY, HANDLED))
        for kind, data in (
            (kinds.CASE_DETAILED, {"details": {"@topic": "x"}}),
            (kinds.CASE_FED_BACK, {"note": "x"}),
            (kinds.CASE_CALLED_BACK, {"outcome": "satisfied"}),
            (kinds.CASE_KEPT, {"night": str(DAY), "reason": "x"}),
        )
    ),
    Row(Act(kinds.UNDONE, ENTRY.on, {"event": "desk:1"}), (GUARD, CHIEF, BORROWED), (ENTRY,)),
    Row(Act(kinds.POST_ANSWERED, "call:opening", {"post": "guard", "ready": True}, GUARD), (CASHIER, CHIEF)),
    *(
        Row(Act(kind, "call:opening", {"reason": "x", "holds": ["x"]}), (CHIEF, BORROWED))
        for kind in (kinds.ORDER_GIVEN, kinds.ORDER_HELD, kinds.ORDER_RELEASED)
    ),
    Row(Act(kinds.ROUNDS_DRAWN, "patrol:floors", {"seed": "ab"}, FLOOR), (CASHIER, ("wu-jiu", "floor_supervisor"))),
    *(
        Row(Act(kind, "round:floors@one", {"point": "x", "reason": "x"}, FLOOR), (CASHIER, ("wu-jiu", FLOOR[1])))
        for kind in (kinds.ROUND_STARTED, kinds.POINT_REACHED, kinds.ROUND_ENDED, kinds.ROUND_EXPLAINED)
    ),
    Row(Act(kinds.MEAL_LEFT, "meal:lunch", {"who": "temp", "name": "x", "batch": 1}), (GUARD, CASHIER, BORROWED)),
    Row(
        Act(kinds.MEAL_RETURNED, "meal:lunch", {"who": "temp"}),
        (GUARD, CASHIER, BORROWED),
        (Act(kinds.MEAL_LEFT, "meal:lunch", {"who": "temp", "name": "x", "batch": 1}),),
    ),
    Row(Act(kinds.SALES_IMPORTED, "sales:2026-11-22", {"rows": 1}), (GUARD, ("wu-jiu", "it"))),
    Row(Act(kinds.COUNTER_EXPLAINED, "sales:2026-11-22", {"counter": "x", "measure": "y"}), (GUARD, FLOOR, BORROWED)),
    Row(Act(kinds.DUTY_TAKEN, "duty:mall"), (GUARD, BORROWED)),
    Row(BEGUN, (BORROWED,)),
    Row(Act(kinds.ARTICLE_COUNTED, BEGUN.on, {"article": "keys", "counted": 1}), (GUARD, BORROWED), (BEGUN,)),
    Row(Act(kinds.MATTER_PLANNED, BEGUN.on, {"matter": "x", "plan": "y"}), (RELIEF, GUARD), (BEGUN,)),
    Row(Act(kinds.MATTER_ACKNOWLEDGED, BEGUN.on, {"matter": "x"}, RELIEF), (MANAGER, GUARD, BORROWED), (BEGUN,)),
    Row(Act(kinds.HANDOVER_SIGNED, BEGUN.on, {"side": "giving"}), (RELIEF, GUARD, BORROWED), (BEGUN,)),
    Row(
        Act(kinds.HANDOVER_SIGNED, BEGUN.on, {"side": "receiving", "given": ["desk:2"]}, RELIEF),
        (MANAGER, GUARD, BORROWED),
        (BEGUN, Act(kinds.HANDOVER_SIGNED, BEGUN.on, {"side": "giving"})),
    ),
    Row(Act(kinds.HANDOVER_REFUSED, BEGUN.on, {"reason": "x"}, RELIEF), (MANAGER, GUARD, BORROWED), (BEGUN,)),
    Row(Act(kinds.HANDOVER_WITHDRAWN, BEGUN.on, {"reason": "x"}), (RELIEF, GUARD), (BEGUN,)),
    Row(Act(kinds.SECTION_WRITTEN, "page:duty_journal/staff", {"text": "x"}), (GUARD, BORROWED)),
    Row(Act(kinds.SECTION_LEFT_EMPTY, "page:duty_journal/staff", {"reason": "x"}), (GUARD, BORROWED)),
    Row(Act(kinds.STAY_REGISTERED, "stay:one", {"name": "x", "until": "x"}, GUARD), (BORROWED,)),
    Row(
        Act(kinds.STAY_ENDED, "stay:one", {}, GUARD),
        (BORROWED,),
        (Act(kinds.STAY_REGISTERED, "stay:one", {"name": "x", "until": "x"}, GUARD),),
    ),
    Row(
        Act(kinds.SWEEP_JOINED, "sweep:team", {"post": "guard", "person": "wu-jiu"}, CHIEF),
        (CASHIER, ("wu-jiu", "security_chief")),
    ),
    Row(Act(kinds.DAY_CLOSED, "day:mall"), (GUARD, BORROWED, ("li-si", "ops_manager"))),
    Row(Act(kinds.DAY_REOPENED, "day:mall", {"reason": "x"}), (GUARD, BORROWED)),
    Row(Act(kinds.OBLIGATION_DONE, "obligation:market_report", {}, MARKETER), (GUARD, ("wu-jiu", MARKETING))),
    Row(Act(kinds.OBLIGATION_WAIVED, "obligation:market_report", {"reason": "x"}), (MARKETER, GUARD, BORROWED)),
    Row(Act(kinds.REVIEW_REMARKED, "review:mall", {"text": "x"}), (GUARD, BORROWED)),
    Row(Act(kinds.REVIEW_SIGNED, "review:mall", {"saw": {}}), (GUARD, BORROWED)),
    Row(FOLLOW_UP, (GUARD, BORROWED)),
    *(
        Row(Act(kind, FOLLOW_UP.on, data), (GUARD, BORROWED), (FOLLOW_UP,))
        for kind, data in (
            (kinds.FOLLOW_UP_CHANGED, {"changes": {"text": {"old": "x", "new": "y"}}, "reason": "x"}),
            (kinds.FOLLOW_UP_DONE, {"note": "x"}),
            (kinds.FOLLOW_UP_REOPENED, {"reason": "x"}),
        )
    ),
    Row(
        Act(kinds.ASSESSED, "assessment:operations", {"by": "superior", "marks": {}}, HEAD),
        (GUARD, FLOOR, ("wu-jiu", HEAD[1]), ("somebody", HEAD[1])),
    ),
    Row(
        Act(kinds.CONSEQUENCE_DRAWN, "assessment:operations", {"consequence": "warning"}, HEAD),
        (GUARD, MANAGER, ("somebody", HEAD[1])),
    ),
    Row(Act(kinds.PROCEDURES_SETTLED, "procedures:mall", {"keeps": "x", "reason": "x"}, HEAD), (GUARD, MANAGER)),
    Row(Act(kinds.ALARM_ACKNOWLEDGED, "evidence:one", {"words": "x"}, IT), (GUARD, MANAGER, ("wu-jiu", "it"))),
    Row(Act(kinds.ROSTER_BEGUN, "roster:mall", {"terminals": []}, IT), (MANAGER, ("wu-jiu", "it"), ("somebody", "it"))),
    *(
        Row(Act(kind, SUBJECT, {"key": KEY}, IT), (MANAGER, ("wu-jiu", "it"), ("somebody", "it")))
        for kind in (kinds.TERMINAL_ENROLLED, kinds.TERMINAL_REVOKED)
    ),
    Row(Act(kinds.CREDENTIAL_SET, "credential:wu-jiu", {"key": KEY}, GUARD), (MANAGER, HEAD)),
    Row(Act(kinds.CREDENTIAL_SHARED, "credential:wu-jiu", {"key": KEY}, ("", "")), (GUARD, MANAGER)),
    Row(Act(kinds.CREDENTIAL_ENDED, "credential:wu-jiu", {"reason": "x"}), (GUARD, CHIEF, NOT_LISTED)),
    Row(Act(kinds.CREDENTIAL_ENDED, "credential:zhang-san", {"reason": "x"}, HEAD), (MANAGER,)),
    Row(Act(kinds.SIGN_IN_UNLOCKED, "person:wu-jiu"), (GUARD, CHIEF, NOT_LISTED)),
    Row(REQUEST, (GUARD, MARKETER, ("somebody", CLERK[1]))),
    at_seat(kinds.REQUEST_SIGNED),
    at_seat(kinds.REQUEST_REJECTED, opinion="x"),
    at_seat(kinds.REQUEST_SENT_BACK, to="", opinion="x"),
    at_seat(kinds.REQUEST_TRANSFERRED, to="you-ershier"),
    at_seat(kinds.SIGNER_ADDED, to="you-ershier", place="before"),
    Row(
        Act(kinds.REQUEST_REVISED, REQUEST.on, {"fields": {}, "after": ["desk:2"]}, CLERK),
        (GUARD, MARKETER),
        (REQUEST, BACK),
    ),
    Row(Act(kinds.REQUEST_WITHDRAWN, REQUEST.on, {"after": ["desk:1"]}, CLERK), (GUARD, MARKETER), (REQUEST,)),
    Row(
        Act(kinds.REQUEST_UNSIGNED, REQUEST.on, {"signature": "desk:2", "after": ["desk:2"]}, MARKETER),
        (CLERK, GUARD),
        (REQUEST, SIGNED),
    ),
    Row(Act(kinds.REQUEST_REMINDED, REQUEST.on, {"seats": [FIRST]}, CLERK), (GUARD, MARKETER), (REQUEST,)),
    Row(Act(kinds.REQUEST_COPIED, REQUEST.on, {"to": ["zhang-san"]}, CLERK), (("somebody", "guard"),), (REQUEST,)),
    Row(LENT, (GUARD, NOT_LISTED)),
    Row(Act(kinds.DELEGATION_ENDED, LENT.on, {}, CLERK), (GUARD, HEAD), (LENT,)),
)

ANYBODYS = frozenset(
    (
        *(kinds.SIGNED_IN, kinds.SIGNED_OUT),  # says who sits there; what they then record is judged
        *(kinds.ENTRY_LOGGED, kinds.ENTRY_REMARKED),  # whoever sees something may write it down
        *(kinds.REQUEST_NOTED, kinds.REQUEST_CHECKED_IN),  # one has read it; whoever has them on the telephone
    )
)
ELSEWHERE = {
    kinds.SALES_ROWS: "tests/rules/sales",  # belong to an import of the same writer and command
    kinds.REQUEST_FOLLOWED: "tests/rules/approvals/test_fold.py",  # what follows is owed once the request is approved
    kinds.REQUEST_SETTLED: "tests/rules/approvals/test_apart.py",
    kinds.PROCEDURES_ADOPTED: "tests/rules/changes/test_in_force.py",  # counts with an approved request behind it
    kinds.PROCEDURES_DRAFTED: "tests/rules/changes/test_in_force.py",  # the files prove themselves by their hash
}
BY_ITS_JOURNAL = frozenset(
    # The program's own word, which counts for the terminal in whose journal it stands.
    (
        *(kinds.JOURNAL_OPENED, kinds.DESK_OPENED, kinds.DESK_CLOSED, kinds.HEADS_WITNESSED),
        *(kinds.TERMINAL_PRESENTED, kinds.SIGN_IN_FAILED),
    )
)


def played(row: Row, who: Who) -> tuple[Desk, Event]:
    desk = Desk("desk", procedures=shipped())
    for one in row.before:
        desk.records(one.fact, NOW)
    return desk, desk.records(row.act._replace(who=who).fact, NOW)


def is_void(row: Row, who: Who) -> bool:
    desk, event = played(row, who)
    subject = desk.state.subject(DAY, event.on)
    assert subject is not None and not [one for one in subject.events[:-1] if one.id in subject.fold.void]
    if isinstance(subject.fold, RequestFold) and event.kind != kinds.REQUEST_SUBMITTED:
        course = subject.fold.course(lookup(shipped()))
        assert course is not None
        return course.weights[event.id] is Weight.VOID
    return event.id in subject.fold.void


def named(row: Row) -> str:
    return f"{row.act.kind}-{row.act.on}-{row.act.who[1]}"


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_what_decide_would_refuse_is_void_in_the_fold(row: Row) -> None:
    assert not is_void(row, row.act.who), "whoever may"
    assert [who for who in row.wrong if not is_void(row, who)] == []


def test_each_kind_is_judged_or_told_why_not() -> None:
    judged = {row.act.kind for row in ROWS}
    others = ANYBODYS | ELSEWHERE.keys() | BY_ITS_JOURNAL
    assert judged | others == KINDS and not judged & others
