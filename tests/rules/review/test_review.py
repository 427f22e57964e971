"""What is said of a past day: remarks, follow-ups and the signature under it."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

import pytest

from dutytui.rules.alarms import alarms
from dutytui.rules.commands import EntryFields, HandleEntry, LogEntry, TickItem, Undo
from dutytui.rules.matters import Level
from dutytui.rules.review.commands import (
    ChangeFollowUp,
    FinishFollowUp,
    RemarkDay,
    ReopenFollowUp,
    SetFollowUp,
    SignOffDay,
)
from dutytui.rules.review.unsettled import unsettled
from dutytui.rules.review.views import FollowUpStatus
from dutytui.rules.state import State
from tests.rules.a_mall import DAY, TOMORROW, at
from tests.rules.review.a_review import FRIDAY, MORNING, REVIEWED, SEALS, desk, followed, looking, meet, seen, sets

SIGN = SignOffDay(DAY, told={"wrong": 2, "open": 1, "watch": 0})
LOCKS = TickItem(DAY, "staff_entry/locks_checked")


# -- remarks ----------------------------------------------------------------------------------------------------------


def test_a_remark_stands_on_its_day_and_can_be_withdrawn() -> None:
    one = desk()
    (said,) = one.does("zhao", RemarkDay(DAY, " Locks were late again ", "item:staff_entry/locks_checked"), MORNING)
    (remark,) = seen(one).remarks
    assert (remark.act.note, remark.about) == ("Locks were late again", "item:staff_entry/locks_checked")
    one.does("zhao", Undo(DAY, said.on, said.id), MORNING)
    assert seen(one).remarks == ()
    assert [act.undone for act in seen(one).history if act.kind == "review_remarked"] == [True]


def test_only_who_may_review_says_anything_and_hears_who_may() -> None:
    one = desk()
    for command in (RemarkDay(DAY, "x"), SEALS, SIGN):
        refused = one.refuses("sun", command, MORNING)
        assert refused.code == "review_not_allowed"
        assert [post.id for post in refused.values["posts"]] == ["duty_manager"]


def test_nothing_is_said_of_tomorrow_and_nothing_without_words() -> None:
    one = desk()
    assert one.refuses("zhao", RemarkDay(TOMORROW, "x"), at("12:00")).code == "day_not_begun"
    assert one.refuses("zhao", RemarkDay(DAY, "  "), MORNING).code == "review_text_missing"


def test_a_remark_of_somebody_without_the_right_that_arrives_is_void() -> None:
    one, forger = desk(), desk("desk-2")
    (said,) = forger.does("zhao", RemarkDay(DAY, "All is well"), MORNING)
    one.state.add(said._replace(by="sun", post="guard", id="forged"))
    assert seen(one).remarks == ()
    assert [act.void for act in seen(one).history] == [True]


# -- the signature ----------------------------------------------------------------------------------------------------


def test_a_day_is_signed_off_when_it_is_over_and_says_what_was_seen() -> None:
    one = desk()
    one.does("qian", LOCKS, at("08:10"))
    assert one.refuses("zhao", SIGN, at("22:00")).code == "review_day_not_over"
    (signed,) = one.does("zhao", SIGN, MORNING)
    assert signed.data["saw"] == {"desk": 1}
    (view,) = seen(one).signatures
    assert (view.told, view.changed) == ({"wrong": 2, "open": 1, "watch": 0}, ())
    assert seen(one).signed


def test_what_comes_in_afterwards_is_shown_as_changed_since_and_may_be_signed_again() -> None:
    one, other = desk(), desk("desk-2")
    other.does("qian", LOCKS, at("08:10"))
    one.does("zhao", SIGN, MORNING)
    assert one.refuses("zhao", SIGN, MORNING).code == "review_signed_already"
    one.hears(other)
    (view,) = seen(one).signatures
    assert [event.on for event in view.changed] == ["item:staff_entry/locks_checked"]
    assert not seen(one).signed
    one.does("zhao", SIGN, MORNING)
    assert seen(one).signed


def test_a_clock_that_is_wrong_hides_no_late_record() -> None:
    """What was recorded elsewhere long before, by the stamps, was not seen here all the same."""
    one, slow = desk(), desk("desk-2")
    one.does("zhao", SIGN, MORNING)
    slow.does("qian", LOCKS, at("08:00"))
    one.hears(slow)
    assert len(seen(one).signatures[0].changed) == 1


def test_what_follows_by_itself_is_no_change() -> None:
    """An entry of the day is handled later, remarks are made: the day is what it was."""
    one = desk()
    (logged,) = one.does("zhao", LogEntry(DAY, EntryFields("note", "door jams")), at("12:00"))
    one.does("zhao", SIGN, MORNING)
    one.does("zhao", HandleEntry(DAY, logged.on, "oiled"), MORNING)
    one.does("zhao", RemarkDay(DAY, "Well done"), MORNING)
    one.does("zhao", SEALS, MORNING)
    assert seen(one).signed
    one.does("zhao", LogEntry(DAY, EntryFields("note", "forgotten yesterday"), at=at("13:00")), MORNING)
    assert not seen(one).signed


def test_a_signature_is_taken_back_by_an_event() -> None:
    one = desk()
    (signed,) = one.does("zhao", SIGN, MORNING)
    one.does("zhao", Undo(DAY, signed.on, signed.id, "too early"), MORNING)
    assert seen(one).signatures == () and len(seen(one).history) == 2


def test_two_who_sign_apart_have_both_signed() -> None:
    one, other = desk(), desk("desk-2")
    one.does("zhao", SIGN, MORNING)
    other.does("zhao", SIGN, MORNING)
    meet(one, other)
    assert len(seen(one).signatures) == 2 and seen(one).signed


# -- follow-ups -------------------------------------------------------------------------------------------------------


def test_a_follow_up_lives_on_until_it_is_done_and_stands_on_the_days_between() -> None:
    one = desk()
    on = sets(one)
    friday = at("10:00", FRIDAY)
    assert followed(one).status is FollowUpStatus.AHEAD
    assert followed(one, friday, TOMORROW).status is FollowUpStatus.DUE
    (done,) = one.does("qian", FinishFollowUp(DAY, on, "Seals came"), friday)
    assert done.data["note"] == "Seals came"
    assert followed(one, friday, TOMORROW).status is FollowUpStatus.DONE, "it was open on that day"
    assert seen(one, friday + timedelta(days=3), FRIDAY + timedelta(days=1)).follow_ups == ()
    assert one.state.unfinished("followup") == ()


def test_it_is_heard_when_it_is_due_by_whom_it_is_for_and_when_it_is_late_by_who_reviews() -> None:
    one = desk()
    sets(one)

    def heard(day: int, who: str, post: str) -> list[tuple[str, Level]]:
        now = at("10:00", FRIDAY + timedelta(days=day))
        told = alarms(looking(one, now, now.date(), who, post))
        return [(alarm.code, alarm.level) for alarm in told if alarm.code.startswith("review_")]

    assert heard(-1, "qian", "security_chief") == []
    assert heard(0, "qian", "security_chief") == [("review_due", Level.SOON)]
    assert heard(0, "zhao", "duty_manager") == []
    late = [("review_late", Level.LATE)]
    assert heard(1, "qian", "security_chief") == heard(1, "zhao", "duty_manager") == late
    assert heard(1, "sun", "guard") == []


def test_what_is_due_travels_with_the_handover_and_asks_no_reason_of_the_closing() -> None:
    one = desk()
    sets(one)
    now = at("10:00", FRIDAY)
    (matter,) = unsettled(looking(one, now, FRIDAY))
    assert (matter.code, matter.travels, matter.asks) == ("review_due", True, False)
    assert unsettled(looking(one, MORNING, TOMORROW)) == ()


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (SetFollowUp(DAY, " ", "guard", FRIDAY), "review_text_missing"),
        (SetFollowUp(DAY, "x", "", FRIDAY), "follow_up_owner_missing"),
        (SetFollowUp(DAY, "x", "nobody", FRIDAY), "owner_unknown"),
        (SetFollowUp(DAY, "x", "guard", DAY), "follow_up_due_past"),
        (FinishFollowUp(DAY, "followup:gone", "x"), "follow_up_unknown"),
    ],
)
def test_a_follow_up_needs_words_somebody_and_a_day_that_is_not_over(command: SetFollowUp, code: str) -> None:
    assert desk().refuses("zhao", command, MORNING).code == code


def test_it_is_done_by_whom_it_is_for_or_who_reviews_and_opened_again_with_a_reason() -> None:
    one = desk()
    on = sets(one)
    assert one.refuses("sun", FinishFollowUp(DAY, on, "x"), MORNING).code == "follow_up_not_yours"
    assert one.refuses("qian", FinishFollowUp(DAY, on, " "), MORNING).code == "follow_up_note_missing"
    one.does("qian", FinishFollowUp(DAY, on, "ordered"), MORNING)
    assert one.refuses("qian", FinishFollowUp(DAY, on, "again"), MORNING).code == "follow_up_done_already"
    assert one.refuses("qian", ReopenFollowUp(DAY, on, "no"), MORNING).code == "review_not_allowed"
    assert one.refuses("zhao", ReopenFollowUp(DAY, on, ""), MORNING).code == "follow_up_reason_missing"
    one.does("zhao", ReopenFollowUp(DAY, on, "wrong size"), MORNING)
    assert followed(one).status is FollowUpStatus.AHEAD
    assert one.refuses("zhao", ReopenFollowUp(DAY, on, "x"), MORNING).code == "follow_up_still_open"
    one.does("qian", FinishFollowUp(DAY, on, "right size"), MORNING)
    assert followed(one).status is FollowUpStatus.DONE


def test_another_date_is_an_event_with_a_reason_and_both_dates_are_shown() -> None:
    one = desk()
    on = sets(one)
    monday = FRIDAY + timedelta(days=3)
    later = {"due": monday.isoformat()}
    assert one.refuses("zhao", ChangeFollowUp(DAY, on, later), MORNING).code == "follow_up_reason_missing"
    same = ChangeFollowUp(DAY, on, {"due": FRIDAY.isoformat()}, "x")
    assert one.refuses("zhao", same, MORNING).code == "follow_up_nothing_changed"
    (changed,) = one.does("zhao", ChangeFollowUp(DAY, on, later, "supplier closed"), MORNING)
    assert changed.data["changes"] == {"due": {"old": FRIDAY.isoformat(), "new": monday.isoformat()}}
    assert followed(one).due == monday


def test_taken_back_it_stands_on_its_own_day_alone() -> None:
    one = desk()
    (made,) = one.does("zhao", SEALS, MORNING)
    one.does("zhao", Undo(DAY, made.on, made.id), MORNING)
    assert followed(one).status is FollowUpStatus.WITHDRAWN and followed(one).text == SEALS.text
    assert seen(one, day=TOMORROW).follow_ups == ()
    assert one.state.unfinished("followup") == ()


def test_done_twice_apart_is_done() -> None:
    one, other = desk(), desk("desk-2")
    on = sets(one)
    other.hears(one)
    one.does("qian", FinishFollowUp(DAY, on, "here"), MORNING)
    other.does("zhao", FinishFollowUp(DAY, on, "there"), MORNING)
    meet(one, other)
    assert followed(one).status is FollowUpStatus.DONE


def test_done_without_knowing_that_it_was_opened_again_is_in_dispute_and_open() -> None:
    one, other = desk(), desk("desk-2")
    on = sets(one)
    one.does("qian", FinishFollowUp(DAY, on, "ordered"), MORNING)
    other.hears(one)
    one.does("zhao", ReopenFollowUp(DAY, on, "wrong size"), MORNING)
    (first,) = (event for event in one.journal if event.kind == "follow_up_done")
    other.does("qian", Undo(DAY, on, first.id), MORNING)
    other.does("qian", FinishFollowUp(DAY, on, "asked again"), MORNING)
    meet(one, other)
    assert followed(one).status is FollowUpStatus.DISPUTED
    assert len(one.state.unfinished("followup")) == 1


def test_any_order_of_the_same_events_says_the_same() -> None:
    one = desk()
    on = sets(one)
    one.does("zhao", ChangeFollowUp(DAY, on, {"owner": "guard"}, "on leave"), MORNING)
    one.does("sun", FinishFollowUp(DAY, on, "done"), MORNING)
    one.does("zhao", ReopenFollowUp(DAY, on, "not all"), MORNING)
    expected = State(REVIEWED, one.journal)
    for order in permutations(one.journal):
        assert State(REVIEWED, order) == expected
