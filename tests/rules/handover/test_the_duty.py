"""One holder at every moment (field.md, logbooks and handover; DS §3 shift handover)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dutytui.rules.commands import Undo
from dutytui.rules.events import HANDOVER_SIGNED, Fact
from dutytui.rules.handover.commands import BeginHandover, RefuseHandover, Side, TakeDuty, WithdrawHandover
from dutytui.rules.handover.duty import duty_at
from dutytui.rules.handover.unsettled import unsettled
from tests.rules.a_mall import DAY, TOMORROW, Desk, at
from tests.rules.handover.a_duty import (
    MANAGER,
    acknowledged,
    begun,
    counted,
    duty,
    duty_desk,
    given,
    looking,
    ready,
    received,
    taken,
)


def holder(desk: Desk) -> str:
    found = duty(desk).holder
    return found.id if found else ""


def test_the_first_of_the_day_takes_it_and_holds_it_since_then() -> None:
    desk = duty_desk()
    assert (holder(desk), duty(desk).people) == ("", ())
    taken(desk)
    assert (holder(desk), duty(desk).since) == ("zhao", at("08:15"))


def test_who_came_first_but_typed_it_in_later_holds_it_since_he_came() -> None:
    desk = duty_desk()
    desk.does("zhao", TakeDuty(DAY, at=at("08:15")), at("09:40"))
    assert duty(desk).since == at("08:15")
    assert desk.refuses("wei", TakeDuty(DAY, at=at("10:00")), at("09:45"), post=MANAGER).code == "time_in_future"


@pytest.mark.parametrize(
    ("who", "post", "command", "code"),
    [
        ("sun", "guard", TakeDuty(DAY), "duty_post_not_allowed"),
        ("qian", "security_chief", TakeDuty(DAY), "duty_post_not_allowed"),
        ("wei", MANAGER, TakeDuty(DAY), "duty_held"),
        ("zhao", MANAGER, TakeDuty(DAY), "duty_held"),
        ("wei", MANAGER, TakeDuty(DAY, holder="wei"), "duty_held"),
        ("wei", MANAGER, TakeDuty(TOMORROW), "day_not_begun"),
        ("wei", MANAGER, TakeDuty(DAY - timedelta(days=1)), "duty_day_over"),
        ("wei", MANAGER, BeginHandover(DAY), "duty_not_yours"),
        ("zhao", MANAGER, BeginHandover(DAY, receiver="zhao"), "handover_to_self"),
        ("zhao", MANAGER, BeginHandover(DAY, receiver="nobody"), "receiver_unknown"),
    ],
)
def test_it_passes_only_by_a_handover(who: str, post: str, command: object, code: str) -> None:
    desk = taken(duty_desk())
    assert desk.refuses(who, command, at("09:00"), post=post).code == code  # type: ignore[arg-type]
    assert holder(desk) == "zhao"


def test_nobody_takes_it_in_the_name_of_another() -> None:
    assert duty_desk().refuses("zhao", TakeDuty(DAY, holder="wei"), at("09:00")).code == "duty_of_another"


def test_it_cannot_be_dropped_by_an_undo() -> None:
    desk = taken(duty_desk())
    assert desk.refuses("zhao", Undo(DAY, "duty:mall", desk.journal[0].id), at("09:00")).code == "undo_not_possible"


def test_the_last_of_yesterday_holds_it_until_somebody_takes_it() -> None:
    desk = taken(duty_desk())
    assert duty_at(desk.state, TOMORROW).holder == "zhao"
    desk.does("wei", TakeDuty(TOMORROW), at("08:10", TOMORROW), post=MANAGER)
    assert duty_at(desk.state, TOMORROW).holder == "wei"
    assert duty_at(desk.state, DAY).holder == "zhao"


def test_the_last_of_yesterday_hands_it_over_in_the_morning() -> None:
    desk = taken(duty_desk())
    (event,) = desk.does("zhao", BeginHandover(TOMORROW), at("08:00", TOMORROW))
    assert event.data == {"giver": "zhao"}


def test_two_who_take_it_apart_are_shown_on_both_terminals_and_a_person_settles_it() -> None:
    here, there = duty_desk(), duty_desk("desk-2")
    taken(here)
    there.does("wei", TakeDuty(DAY), at("08:16"), post=MANAGER)
    here.hears(there)
    there.hears(here)
    for desk in (here, there):
        assert duty(desk).disputed
        assert [person.id for person in duty(desk).people] == ["wei", "zhao"]
        assert [one.code for one in unsettled(looking(desk, at("09:00")))] == ["duty_disputed"]
    assert here.refuses("zhao", BeginHandover(DAY), at("09:00")).code == "duty_disputed"
    assert here.refuses("qian", TakeDuty(DAY), at("09:00"), post=MANAGER).code == "duty_disputed"
    here.does("qian", TakeDuty(DAY, holder="wei"), at("09:01"), post=MANAGER)
    there.hears(here)
    assert {holder(here), holder(there)} == {"wei"}


def test_two_settlements_apart_that_differ_are_a_dispute_again() -> None:
    here, there = duty_desk(), duty_desk("desk-2")
    taken(here)
    there.does("wei", TakeDuty(DAY), at("08:16"), post=MANAGER)
    here.hears(there)
    there.hears(here)
    here.does("zhao", TakeDuty(DAY), at("09:00"))
    there.does("wei", TakeDuty(DAY), at("09:01"), post=MANAGER)
    assert (holder(here), holder(there)) == ("zhao", "wei")
    here.hears(there)
    assert duty(here).disputed


def test_a_receiver_who_signed_what_was_withdrawn_elsewhere_is_a_dispute() -> None:
    here, there = duty_desk(), duty_desk("desk-2")
    on = ready(here)
    there.hears(here)
    acknowledged(there, on)
    received(there, on)
    here.does("zhao", WithdrawHandover(DAY, on, "too early"), at("14:50"))
    assert (holder(here), holder(there)) == ("zhao", "wei")
    here.hears(there)
    there.hears(here)
    assert duty(here).disputed and duty(there).disputed
    here.does("wei", TakeDuty(DAY), at("15:00"), post=MANAGER)
    assert holder(here) == "wei"


def test_two_receivers_apart_are_a_dispute() -> None:
    here, there = duty_desk(), duty_desk("desk-2")
    on = ready(here)
    there.hears(here)
    received(here, on, "wei")
    received(there, on, "qian")
    here.hears(there)
    there.hears(here)
    assert [person.id for person in duty(here).people] == ["qian", "wei"]
    assert duty(here) == duty(there)


def test_a_refusal_at_another_terminal_disputes_the_signature_too() -> None:
    here, there = duty_desk(), duty_desk("desk-2")
    on = ready(here)
    there.hears(here)
    received(here, on, "wei")
    there.does("qian", RefuseHandover(DAY, on, "the log is unclear"), at("14:40"), post=MANAGER)
    here.hears(there)
    assert [person.id for person in duty(here).people] == ["wei", "zhao"]


def test_a_second_handover_does_not_begin_beside_the_first() -> None:
    desk = taken(duty_desk())
    on = begun(desk)
    assert desk.refuses("zhao", BeginHandover(DAY), at("14:05")).code == "handover_running"
    desk.does("zhao", WithdrawHandover(DAY, on, "later"), at("14:06"))
    again = begun(desk, "14:10")
    counted(desk, again)
    given(desk, again)
    received(desk, again)
    assert holder(desk) == "wei"


def test_a_mall_without_the_file_keeps_no_duty() -> None:
    assert Desk().refuses("zhao", TakeDuty(DAY), at("09:00")).code == "duty_not_kept"
    assert Desk().refuses("zhao", BeginHandover(DAY), at("09:00")).code == "duty_not_kept"


def test_a_foreign_program_signs_for_the_giver_under_a_post_that_may_not_hold_the_duty() -> None:
    desk = taken(duty_desk())
    on = begun(desk)
    fact = Fact(HANDOVER_SIGNED, on, DAY, at("14:30"), "zhao", "guard", data={"side": Side.GIVING})
    forged = desk.records(fact, at("14:30"))
    subject = desk.state.subject(DAY, on)
    assert subject is not None
    assert forged.id in subject.fold.void, "kept, and shown as void"
    assert forged.id not in subject.fold.effective


def test_nobody_puts_the_duty_on_somebody_else_by_their_own_word() -> None:
    """`decide` refuses it; a foreign program may record it all the same."""
    desk = duty_desk()
    named = Fact("duty_taken", "duty:mall", DAY, at("08:20"), "wei", MANAGER, data={"holder": "zhao"})
    desk.records(named, at("08:20"))
    assert (holder(desk), duty(desk).people) == ("", ())
    taken(desk)
    desk.records(replace(named, data={"holder": "wei", "over": list(duty_at(desk.state, DAY).ids)}), at("08:30"))
    desk.records(replace(named, data={"holder": "sun", "over": list(duty_at(desk.state, DAY).ids)}), at("08:31"))
    assert holder(desk) == "", "somebody's own word beside it is a dispute"
    assert {one.id for one in duty(desk).people} == {"zhao", "wei"}
