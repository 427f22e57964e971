"""Of each kind of record: whether it is the person's own word, or the terminal's. A new kind stands in neither list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dutytui.rules import events as kinds
from dutytui.rules.credentials.commands import SetCredential
from dutytui.rules.credentials.procedure import Pins, PinUse
from dutytui.rules.credentials.trust import is_personal
from dutytui.rules.events import KINDS, Fact
from tests.rules.a_mall import DAY, at
from tests.rules.credentials.keys import MANAGED, KeyDesk, known, signed

NOW = at("08:22")
MALL = replace(MANAGED, pins=Pins(PinUse.OPTIONAL))

ONES_OWN = (
    # decisions on requests, and what is decided about
    *(kinds.REQUEST_SUBMITTED, kinds.REQUEST_REVISED, kinds.REQUEST_WITHDRAWN, kinds.REQUEST_SETTLED),
    *(kinds.REQUEST_SIGNED, kinds.REQUEST_REJECTED, kinds.REQUEST_SENT_BACK, kinds.REQUEST_UNSIGNED),
    *(kinds.REQUEST_TRANSFERRED, kinds.SIGNER_ADDED, kinds.DELEGATION_GIVEN, kinds.DELEGATION_ENDED),
    *(kinds.PROCEDURES_ADOPTED, kinds.PROCEDURES_SETTLED),
    # the duty and its handover
    *(kinds.DUTY_TAKEN, kinds.HANDOVER_SIGNED, kinds.HANDOVER_REFUSED, kinds.HANDOVER_WITHDRAWN),
    # the sweep, the end of the day, its review
    *(kinds.SWEEP_JOINED, kinds.DAY_CLOSED, kinds.DAY_REOPENED, kinds.REVIEW_SIGNED),
    # whom to let in, and what is said to an alarm
    *(kinds.ROSTER_BEGUN, kinds.TERMINAL_ENROLLED, kinds.TERMINAL_REVOKED, kinds.ALARM_ACKNOWLEDGED),
    *(kinds.CREDENTIAL_SET, kinds.CREDENTIAL_ENDED, kinds.SIGN_IN_UNLOCKED),
)
THE_PROGRAMS = frozenset(
    (
        *(kinds.JOURNAL_OPENED, kinds.DESK_OPENED, kinds.DESK_CLOSED, kinds.HEADS_WITNESSED, kinds.SIGN_IN_FAILED),
        *(kinds.TERMINAL_PRESENTED, kinds.CREDENTIAL_SHARED, kinds.ROUNDS_DRAWN, kinds.PROCEDURES_DRAFTED),
    )
)
WHAT_OTHERS_SEE_TOO = frozenset(
    (
        *(kinds.SIGNED_IN, kinds.SIGNED_OUT, kinds.ITEM_DONE, kinds.ITEM_WAIVED, kinds.ITEM_FAILED, kinds.UNDONE),
        *(kinds.ENTRY_LOGGED, kinds.ENTRY_REMARKED, kinds.ENTRY_CORRECTED, kinds.ENTRY_HANDLED, kinds.ENTRY_CLOSED),
        *(kinds.ENTRY_REOPENED, kinds.POST_ANSWERED, kinds.ORDER_HELD, kinds.ORDER_RELEASED, kinds.ORDER_GIVEN),
        *(kinds.ROUND_STARTED, kinds.POINT_REACHED, kinds.ROUND_ENDED, kinds.ROUND_EXPLAINED, kinds.MEAL_LEFT),
        *(kinds.MEAL_RETURNED, kinds.CASE_DETAILED, kinds.CASE_FED_BACK, kinds.CASE_CALLED_BACK, kinds.CASE_KEPT),
        *(kinds.SALES_IMPORTED, kinds.SALES_ROWS, kinds.COUNTER_EXPLAINED, kinds.HANDOVER_BEGUN),
        *(kinds.ARTICLE_COUNTED, kinds.MATTER_PLANNED, kinds.MATTER_ACKNOWLEDGED),  # signed with the handover's sheet
        *(kinds.SECTION_WRITTEN, kinds.SECTION_LEFT_EMPTY, kinds.STAY_REGISTERED, kinds.STAY_ENDED),
        *(kinds.REQUEST_REMINDED, kinds.REQUEST_COPIED, kinds.REQUEST_NOTED, kinds.REQUEST_CHECKED_IN),
        *(kinds.REQUEST_FOLLOWED, kinds.OBLIGATION_DONE, kinds.OBLIGATION_WAIVED, kinds.REVIEW_REMARKED),
        *(kinds.FOLLOW_UP_SET, kinds.FOLLOW_UP_CHANGED, kinds.FOLLOW_UP_DONE, kinds.FOLLOW_UP_REOPENED),
        *(kinds.ASSESSED, kinds.CONSEQUENCE_DRAWN),
    )
)


def desk_with_a_pin() -> KeyDesk:
    desk = KeyDesk("desk", MALL, keys={"qian": "Q"}, proven="qian")
    desk.does("", SetCredential("qian", "Q", {"aaaa": "00"}), NOW)
    return desk


def said(desk: KeyDesk, kind: str, **data: object) -> Fact:
    cause = f"{desk.writer}.{len(desk.journal) + 1}"
    return Fact(kind, "subject:one", DAY, NOW, "qian", "security_chief", data=data, cause=cause)


def test_each_kind_is_in_one_of_the_lists() -> None:
    assert set(ONES_OWN) | THE_PROGRAMS | WHAT_OTHERS_SEE_TOO == KINDS
    assert len(ONES_OWN) + len(THE_PROGRAMS) + len(WHAT_OTHERS_SEE_TOO) == len(KINDS)


@pytest.mark.parametrize("kind", ONES_OWN)
def test_what_only_a_person_may_say_is_void_without_their_signature(kind: str) -> None:
    desk = desk_with_a_pin()
    bare = desk.records(said(desk, kind), NOW)
    right = desk.records(signed(said(desk, kind), "Q"), NOW)
    whose = known(desk.journal)
    assert is_personal(bare)
    if kind not in {kinds.CREDENTIAL_SET, kinds.CREDENTIAL_ENDED}:  # those are judged by more (`test_trust`)
        assert (whose.why(bare), whose.why(right)) == ("unsigned", "")


@pytest.mark.parametrize("kind", sorted(WHAT_OTHERS_SEE_TOO))
def test_what_others_see_too_needs_none(kind: str) -> None:
    desk = desk_with_a_pin()
    event = desk.records(said(desk, kind), NOW)
    assert known(desk.journal).why(event) == ""


def test_an_item_that_is_signed_is_ones_own_word_and_a_tick_is_not() -> None:
    desk = desk_with_a_pin()
    signature = desk.records(said(desk, kinds.ITEM_DONE, signer="security_chief"), NOW)
    tick = desk.records(said(desk, kinds.ITEM_DONE), NOW)
    whose = known(desk.journal)
    assert (whose.why(signature), whose.why(tick)) == ("unsigned", "")
