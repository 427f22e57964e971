"""Whose queue a request is in, in which part, and in which order (domain §6; field.md: dozens of cases get lost)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dutytui.rules.approvals.commands import (
    CopyRequest,
    EndDelegation,
    FollowRequest,
    GiveDelegation,
    NoteRequest,
    RejectRequest,
    RemindSigners,
    SendBack,
    SettleRequest,
    SignRequest,
    TransferSeat,
)
from dutytui.rules.approvals.course import Standing
from dutytui.rules.approvals.queue import finished
from dutytui.rules.approvals.views import Share
from tests.rules.a_mall import DAY, TOMORROW, at
from tests.rules.approvals.a_flow import OFFICE, Paper
from tests.rules.approvals_views.a_queue import HOUSE, do, house, look, part, row, seen, submit

BIG = 20_000_00


@pytest.mark.parametrize(
    ("who", "where"),
    [("ann", Share.AWAITED), ("bob", Share.POST), ("cat", Share.POST), ("dan", None), ("eve", None), ("gil", None)],
)
def test_it_waits_for_the_holders_of_a_post_and_is_awaited_by_its_submitter(who: str, where: Share | None) -> None:
    assert part(submit(house(), "SHOW"), who) is where


def test_a_manager_who_submits_does_not_decide_it_and_sees_that_it_waits_for_the_other() -> None:
    paper = submit(house(), "SHOW", who="bob")
    assert part(paper, "bob") is Share.AWAITED
    assert part(paper, "cat") is Share.POST


def test_every_post_that_somebody_holds_counts_not_only_the_one_they_are_signed_in_under() -> None:
    desk = house()
    paper = submit(desk, "SHOW")
    (found,) = seen(desk, "bob", post="clerk").rows
    assert found.request == paper.on and found.part is Share.POST


def test_somebody_who_is_not_listed_sees_the_queue_of_the_post_they_are_signed_in_under() -> None:
    desk = house()
    submit(desk, "SHOW")
    assert [one.part for one in seen(desk, "temp", post="manager").rows] == [Share.POST]
    assert seen(desk, "temp", post="gm").rows == ()


def test_nobody_signed_in_sees_how_much_is_open_and_nobodys_queue() -> None:
    desk = house()
    submit(desk, "SHOW")
    submit(desk, "BOTH")
    found = seen(desk, "", "10:30")
    assert found.rows == () and found.counts == {Share.POST: 2}
    assert (found.open, found.late) == (2, 1)


def test_the_soonest_due_comes_first_and_what_has_no_deadline_by_its_age() -> None:
    desk = house()
    none_old = submit(desk, "BOTH", "09:00")
    late = submit(desk, "SHOW", "09:05")
    none_new = submit(desk, "BOTH", "09:06")
    later = submit(desk, "SHOW", "09:20")
    rows = seen(desk, "cat", "09:30").rows
    assert [one.request for one in rows] == [late.on, later.on, none_old.on, none_new.on]


def test_parts_stand_in_their_order_and_are_counted() -> None:
    desk = house()
    post = submit(desk, "SHOW", "09:00")
    mine = submit(desk, "BOTH", "09:01")
    do(mine, "09:02", "bob", TransferSeat, "cat", seat="both/manager")
    own = submit(desk, "SHOW", "09:03", "cat")
    told = submit(desk, "BOTH", "09:04")
    do(told, "09:05", "cat", SignRequest)
    do(told, "09:06", "ann", CopyRequest, ("cat",))
    found = seen(desk, "cat", "09:10")
    assert [one.request for one in found.rows] == [mine.on, post.on, own.on, told.on]
    assert found.counts == {Share.MINE: 1, Share.POST: 1, Share.AWAITED: 1, Share.TOLD: 1}


def test_everything_is_there_too_with_that_of_others_last() -> None:
    desk = house()
    others = submit(desk, "SHOW", "09:00")
    do(others, "09:01", "cat", SignRequest)
    mine = submit(desk, "SHOW", "09:02")
    found = seen(desk, "cat", everything=True)
    assert [(one.request, one.part) for one in found.rows] == [(mine.on, Share.POST), (others.on, None)]
    assert [one.request for one in seen(desk, "", everything=True).rows] == [mine.on, others.on]


@pytest.mark.parametrize(
    ("clock", "soon", "late"),
    [("09:29", False, False), ("09:30", True, False), ("10:00", True, False), ("10:01", False, True)],
)
def test_what_is_late_is_shown_as_late_and_never_as_approved(clock: str, soon: bool, late: bool) -> None:
    """field.md: a timeout is shown as a timeout."""
    found = row(submit(house(), "SHOW"), "cat", clock)
    assert found is not None and found.due == at("10:00")
    assert (found.soon, found.late, found.standing) == (soon, late, Standing.WAITING)


def test_it_is_still_late_and_waiting_a_week_after() -> None:
    desk = house()
    submit(desk, "SHOW")
    (found,) = seen(desk, "cat", at("09:00", DAY + timedelta(days=7))).rows
    assert found.late and found.standing is Standing.WAITING


def test_the_post_it_escalates_to_is_told_once_it_is_late_and_not_before() -> None:
    paper = submit(house(), "SHOW")
    assert [part(paper, "eve", clock) for clock in ("10:00", "10:01")] == [None, Share.ESCALATED]
    do(paper, "10:02", "cat", SignRequest)
    assert part(paper, "eve", "10:03") is None


def test_what_was_sent_back_waits_for_its_submitter_by_name() -> None:
    paper = submit(house(), "SHOW")
    do(paper, "09:05", "cat", SendBack, "say more")
    found = row(paper, "ann")
    assert found is not None and found.part is Share.MINE and found.due is None
    assert [one.id for one in found.waits_for] == ["ann"]
    assert part(paper, "cat") is None


def test_what_was_handed_to_somebody_is_theirs_by_name_and_nobody_elses() -> None:
    paper = submit(house(), "SHOW")
    do(paper, "09:05", "cat", TransferSeat, "dan")
    assert [part(paper, who) for who in ("dan", "cat", "bob")] == [Share.MINE, None, None]


def test_a_delegate_sees_the_queue_of_the_giver_for_those_days_only() -> None:
    desk = house()
    desk.does("gil", GiveDelegation(TOMORROW, "dan", TOMORROW), at("08:00"), "gm")
    paper = submit(desk, "SHOW")
    do(paper, "09:05", "cat", SignRequest)
    assert part(paper, "dan") is None
    rows = seen(desk, "dan", at("09:00", TOMORROW)).rows
    assert [(one.part, one.in_place_of and one.in_place_of.id) for one in rows] == [(Share.MINE, "gil")]
    assert not seen(desk, "dan", at("09:00", TOMORROW + timedelta(days=1))).rows


def test_a_delegate_does_not_get_what_they_have_submitted_themselves() -> None:
    desk = house()
    desk.does("gil", GiveDelegation(DAY, "ann", DAY), at("08:00"), "gm")
    paper = submit(desk, "SHOW")
    do(paper, "09:05", "cat", SignRequest)
    assert part(paper, "ann") is Share.AWAITED


def test_the_queue_of_a_giver_is_gone_from_the_delegate_once_they_are_back() -> None:
    desk = house()
    (given,) = desk.does("gil", GiveDelegation(DAY, "dan", TOMORROW), at("08:00"), "gm")
    paper = submit(desk, "SHOW")
    do(paper, "09:05", "cat", SignRequest)
    assert part(paper, "dan") is Share.MINE
    desk.does("gil", EndDelegation(DAY, given.on), at("09:06"), "gm")
    assert part(paper, "dan") is None


def test_the_informed_are_told_when_it_is_approved_until_they_have_read_it() -> None:
    paper = submit(house(), "SHOW")
    do(paper, "09:05", "cat", SignRequest)
    assert part(paper, "eve") is None
    do(paper, "09:06", "gil", SignRequest)
    found = row(paper, "eve")
    assert found is not None and found.part is Share.TOLD and found.standing is Standing.APPROVED
    do(paper, "09:07", "eve", NoteRequest)
    assert part(paper, "eve") is None
    assert part(paper, "hal") is Share.TOLD, "the other holder has not read it"


def test_who_is_informed_only_of_large_sums_hears_of_those_alone() -> None:
    desk = house()
    assert part(submit(desk, "SHOW"), "dan") is None
    assert part(submit(desk, "SHOW", amount=BIG), "dan") is Share.TOLD


@pytest.mark.parametrize(("to", "who"), [("eve", "eve"), ("post:finance", "dan")])
def test_a_copy_is_in_the_queue_of_whom_it_was_sent_to(to: str, who: str) -> None:
    paper = submit(house(), "SHOW")
    do(paper, "09:05", "ann", CopyRequest, (to,))
    assert part(paper, who) is Share.TOLD
    do(paper, "09:06", who, NoteRequest)
    assert part(paper, who) is None


def test_what_nobody_has_read_leaves_the_queue_when_the_mall_says_so() -> None:
    desk = house()
    paper = submit(desk, "BOTH")
    do(paper, "09:01", "ann", CopyRequest, ("eve",))
    do(paper, "09:05", "cat", SignRequest)
    do(paper, "09:06", "dan", SignRequest)
    days = [seen(desk, "eve", at("09:00", DAY + timedelta(days=count))).rows for count in (14, 15)]
    assert [len(rows) for rows in days] == [1, 0]


def test_what_follows_is_in_the_queue_of_whoever_sees_to_it_with_its_deadline() -> None:
    paper = submit(house(), "SHOW")
    do(paper, "09:05", "cat", SignRequest)
    do(paper, "09:06", "gil", SignRequest)
    found = row(paper, "bob")
    assert found is not None and found.part is Share.FOLLOW and found.due == at("09:06", TOMORROW)
    assert [one["en"] for one in found.follows] == ["Report"] and [one.id for one in found.waits_for] == ["clerk"]
    do(paper, "09:10", "bob", FollowRequest, "report", "sent")
    assert part(paper, "bob", "09:11") is None


def test_a_reminder_is_seen_until_the_step_has_signed() -> None:
    paper = submit(house(), "SHOW")
    do(paper, "09:05", "ann", RemindSigners)
    found = row(paper, "cat")
    assert found is not None and found.reminded == at("09:05") and found.reminded_by and found.reminded_by.id == "ann"
    do(paper, "09:06", "cat", SignRequest)
    next_one = row(paper, "gil")
    assert next_one is not None and next_one.reminded is None


def test_what_was_decided_elsewhere_meanwhile_has_left_the_queue() -> None:
    """Offline: the other desk rejected it; when it is heard, it is shown as ended and not as waiting."""
    here, there = house("desk"), house("desk-2")
    paper = submit(here, "SHOW")
    there.hears(here)
    do(paper.at(there), "09:05", "cat", RejectRequest, "no")
    assert part(paper, "cat") is Share.POST
    here.hears(there)
    assert part(paper, "cat") is None
    assert [one.standing for one in finished(look(here, "cat", "09:10"), DAY)] == [Standing.REJECTED]


def _disputed() -> Paper:
    here, there = house("desk"), house("desk-2")
    paper = submit(here, "SHOW")
    there.hears(here)
    do(paper, "09:05", "cat", SignRequest)
    do(paper.at(there), "09:06", "bob", RejectRequest, "no")
    here.hears(there)
    return paper


def test_two_who_decided_apart_make_a_dispute_that_those_who_may_settle_it_find() -> None:
    paper = _disputed()
    assert [part(paper, who) for who in ("gil", "ida", "cat", "ann")] == [
        Share.DISPUTE,
        Share.DISPUTE,
        None,
        Share.AWAITED,
    ]
    (keeps, _other) = paper.course.contending
    do(paper, "09:20", "gil", SettleRequest, keeps.id, "as cat says")
    assert part(paper, "ida", "09:21") is None
    assert part(paper, "gil", "09:21") is Share.POST, "approved by the manager, it is his to decide"


def test_only_what_asks_for_nothing_more_is_approved_in_a_batch() -> None:
    desk = house()
    plain = submit(desk, "SHOW")
    assert [found.batch for who in ("cat", "ann") if (found := row(plain, who))] == [True, False]
    big = submit(desk, "SHOW", amount=BIG)
    do(big, "09:05", "cat", SignRequest)
    asks = row(big, "dan")
    assert asks is not None and not asks.batch, "finance fills in the budget"
    both = row(submit(desk, "BOTH"), "cat")
    assert both is not None and not both.batch, "its flow does not say so"


def test_finished_lists_the_ended_requests_of_a_day_the_last_first() -> None:
    desk = house()
    first, second = submit(desk, "SHOW"), submit(desk, "SHOW")
    submit(desk, "SHOW")
    do(second, "09:05", "cat", RejectRequest, "no")
    do(first, "09:06", "cat", RejectRequest, "no")
    found = finished(look(desk, "ann", "09:10"), DAY)
    assert [one.request for one in found] == [first.on, second.on]


def test_a_post_that_has_lost_its_people_is_stood_in_for_and_it_says_by_whom() -> None:
    gone = replace(HOUSE, people=tuple(one for one in OFFICE.people if one.id not in {"bob", "cat"}))
    paper = submit(house(procedures=gone), "SHOW")
    found = row(paper, "gil")
    assert found is not None and found.part is Share.POST
    assert [one.id for one in found.waits_for] == ["gm", "chair"]
