"""A handover step by step (DS §3 shift handover; field.md: two-way, read back, refuse with reason, self-check)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from dutytui.rules.commands import CloseEntry, Command, CorrectEntry, HandleEntry, Undo
from dutytui.rules.events import HANDOVER_SIGNED, MATTER_ACKNOWLEDGED
from dutytui.rules.handover import views
from dutytui.rules.handover.alarms import alarms
from dutytui.rules.handover.commands import (
    AcknowledgeMatter,
    BeginHandover,
    CountArticle,
    PlanMatter,
    RefuseHandover,
    Side,
    SignHandover,
    WithdrawHandover,
)
from dutytui.rules.handover.fold import Status
from dutytui.rules.handover.matters import MatterView
from dutytui.rules.handover.unsettled import unsettled
from dutytui.rules.matters import Level, Unsettled
from tests.rules.a_mall import DAY, Desk, at
from tests.rules.handover import a_duty
from tests.rules.handover.a_duty import (
    MANAGER,
    acknowledged,
    begun,
    counted,
    duty_desk,
    given,
    handover,
    logged,
    looking,
    ready,
    received,
    taken,
)


@pytest.fixture(autouse=True)
def _own_matters_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the other areas have unsettled is theirs to test."""
    monkeypatch.setattr("dutytui.rules.handover.matters.travelling", lambda _at: ())


def matter(desk: Desk, on: str, clock: str = "14:10", who: str = "wei") -> MatterView:
    return next(one for one in handover(desk, clock, who).matters if one.id == on)


# -- articles -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "article", "number", "reason", "code"),
    [
        ("zhao", "radios", 8, "", ""),
        ("wei", "radios", "８", "", ""),
        ("zhao", "radios", 7, "one is in repair", ""),
        ("zhao", "radios", 9, "", "difference_unexplained"),
        ("zhao", "radios", 7, "  ", "difference_unexplained"),
        ("zhao", "radios", "seven", "", "number_missing"),
        ("zhao", "radios", -1, "lost", "number_too_small"),
        ("zhao", "torches", 1, "", "article_unknown"),
        ("sun", "radios", 8, "", "duty_post_not_allowed"),
    ],
)
def test_articles_are_counted_and_a_difference_needs_its_reason(
    who: str, article: str, number: str | int, reason: str, code: str
) -> None:
    desk = taken(duty_desk())
    command = CountArticle(DAY, begun(desk), article, number, reason)
    if code:
        assert desk.refuses(who, command, at("14:05")).code == code
    else:
        (event,) = desk.does(who, command, at("14:05"), post=MANAGER)
        assert event.data["expected"] == 8 and event.data["counted"] in {7, 8}


def test_a_wrong_count_is_undone_and_counted_again() -> None:
    desk = taken(duty_desk())
    on = begun(desk)
    (event,) = desk.does("zhao", CountArticle(DAY, on, "radios", 8), at("14:02"))
    assert desk.refuses("zhao", CountArticle(DAY, on, "radios", 7, "x"), at("14:03")).code == "article_counted"
    desk.does("zhao", Undo(DAY, on, event.id), at("14:04"))
    desk.does("zhao", CountArticle(DAY, on, "radios", 7, "x"), at("14:05"))
    assert handover(desk, "14:06").articles[0].counted == 7


def test_two_counts_apart_that_differ_are_shown_and_keep_the_giver_from_signing() -> None:
    here, there = taken(duty_desk()), duty_desk("desk-2")
    on = begun(here)
    there.hears(here)
    counted(here, on)
    (other,) = there.does("wei", CountArticle(DAY, on, "radios", 7, "not found"), at("14:04"), post=MANAGER)
    here.hears(there)
    assert handover(here, "14:06").articles[0].disputed
    assert here.refuses("zhao", SignHandover(DAY, on, Side.GIVING), at("14:10")).code == "articles_disputed"
    here.does("wei", Undo(DAY, on, other.id), at("14:11"), post=MANAGER)
    given(here, on)


# -- matters ------------------------------------------------------------------------------------------------------


def test_open_entries_of_all_days_come_by_themselves_the_gravest_first() -> None:
    desk = taken(duty_desk())
    first, grave = logged(desk, "first"), logged(desk, "grave", "urgent")
    done = logged(desk, "done")
    desk.does("wu", HandleEntry(DAY, done, "done"), at("11:00"))
    desk.does("wu", CloseEntry(DAY, done), at("11:01"))
    begun(desk)
    assert [one.id for one in handover(desk, "14:10").matters] == [grave, first]


def test_an_entry_that_an_area_speaks_of_too_stands_once(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = taken(duty_desk())
    entry = logged(desk, "a complaint")
    told = (
        Unsettled("case_open", entry, go="service"),
        Unsettled("round_missed", "round:a", go="patrol"),
        Unsettled("round_missed", "round:a", go="patrol"),
        Unsettled("handover_running", "handover:x", go="handover"),
    )
    monkeypatch.setattr("dutytui.rules.handover.matters.travelling", lambda _at: told)
    begun(desk)
    assert [one.id for one in handover(desk, "14:10").matters] == [entry, "round_missed round:a"]


def test_the_giver_says_how_grave_it_is_whose_and_what_if() -> None:
    desk = taken(duty_desk())
    entry = logged(desk, "lift door")
    on = begun(desk)
    desk.does("zhao", PlanMatter(DAY, on, entry, "if it sticks, call 3", "urgent"), at("14:05"))
    desk.does("zhao", PlanMatter(DAY, on, entry, owner="li"), at("14:06"))
    shown = matter(desk, entry)
    assert (shown.plan, shown.severity and shown.severity.id, shown.owner and shown.owner.id, shown.reads_back) == (
        "if it sticks, call 3",
        "urgent",
        "li",
        True,
    )


@pytest.mark.parametrize(
    ("who", "command", "code"),
    [
        ("wei", PlanMatter(DAY, "", "", "x"), "handover_giver_only"),
        ("zhao", PlanMatter(DAY, "", ""), "nothing_said"),
        ("zhao", PlanMatter(DAY, "", "", "x", "awful"), "severity_unknown"),
        ("zhao", PlanMatter(DAY, "", "", "x", "", "nobody"), "owner_unknown"),
        ("zhao", PlanMatter(DAY, "", "entry:gone", "x"), "matter_unknown"),
        ("zhao", AcknowledgeMatter(DAY, "", ""), "handover_to_self"),
        ("sun", AcknowledgeMatter(DAY, "", ""), "duty_post_not_allowed"),
        ("wei", AcknowledgeMatter(DAY, "", "entry:gone"), "matter_unknown"),
        ("wei", RefuseHandover(DAY, "", " "), "reason_missing"),
        ("zhao", RefuseHandover(DAY, "", "x"), "handover_to_self"),
        ("wei", WithdrawHandover(DAY, "", "x"), "handover_giver_only"),
        ("wei", SignHandover(DAY, "", Side.GIVING), "handover_giver_only"),
        ("zhao", SignHandover(DAY, "", Side.GIVING), "articles_uncounted"),
        ("zhao", SignHandover(DAY, "", Side.RECEIVING), "handover_to_self"),
        ("sun", SignHandover(DAY, "", Side.RECEIVING), "duty_post_not_allowed"),
        ("wei", SignHandover(DAY, "", Side.RECEIVING), "handover_not_given"),
        ("wei", SignHandover(DAY, "handover:none", Side.RECEIVING), "handover_unknown"),
    ],
)
def test_who_may_not_is_told_why(who: str, command: Command, code: str) -> None:
    desk = taken(duty_desk())
    entry = logged(desk, "x")
    on = begun(desk)
    changes = {"handover": command.handover or on}  # type: ignore[attr-defined]
    if isinstance(command, PlanMatter | AcknowledgeMatter):
        changes["matter"] = command.matter or entry
    post = "guard" if who == "sun" else MANAGER
    assert desk.refuses(who, replace(command, **changes), at("14:10"), post=post).code == code


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("", "read_back_missing"),
        ("  ...", "read_back_missing"),
        ("ok", "read_back_too_short"),
        ("aaaaaaaa", "read_back_too_short"),
        ("看电梯", "read_back_too_short"),
        ("看住电梯", ""),
        ("watch the lift", ""),
    ],
)
def test_a_grave_matter_is_said_back_in_words(said: str, code: str) -> None:
    desk = taken(duty_desk())
    entry = logged(desk, "lift door", "urgent")
    on = begun(desk)
    command = AcknowledgeMatter(DAY, on, entry, said)
    if code:
        assert desk.refuses("wei", command, at("14:10"), post=MANAGER).code == code
    else:
        desk.does("wei", command, at("14:10"), post=MANAGER)
        assert matter(desk, entry).done


def test_one_that_becomes_grave_after_it_was_acknowledged_is_said_back_after_all() -> None:
    desk = taken(duty_desk())
    entry = logged(desk, "lift door")
    on = begun(desk)
    desk.does("wei", AcknowledgeMatter(DAY, on, entry), at("14:10"), post=MANAGER)
    assert (
        desk.refuses("wei", AcknowledgeMatter(DAY, on, entry), at("14:11"), post=MANAGER).code == "matter_acknowledged"
    )
    desk.does("zhao", CorrectEntry(DAY, entry, {"severity": "urgent"}, "it is grave"), at("14:12"))
    assert not matter(desk, entry, "14:13").done
    desk.does("wei", AcknowledgeMatter(DAY, on, entry, "watch the lift"), at("14:14"), post=MANAGER)
    assert matter(desk, entry, "14:15").done


def test_each_receiver_acknowledges_for_themselves() -> None:
    desk = duty_desk()
    entry = logged(desk, "x")
    on = ready(desk)
    desk.does("wei", AcknowledgeMatter(DAY, on, entry), at("14:25"), post=MANAGER)
    refused = desk.refuses("qian", SignHandover(DAY, on, Side.RECEIVING), at("14:26"), post=MANAGER)
    assert (refused.code, refused.values) == ("matters_open", {"count": 1})


# -- signatures ---------------------------------------------------------------------------------------------------


def test_signed_by_both_the_duty_is_the_receivers_from_that_moment() -> None:
    desk = duty_desk()
    entry = logged(desk, "umbrella stand")
    on = ready(desk)
    acknowledged(desk, on)
    received(desk, on, clock="14:28")
    shown = a_duty.duty(desk)
    assert (shown.holder and shown.holder.id, shown.since) == ("wei", at("14:28"))
    (done,) = views.over(looking(desk, at("15:00")))
    assert (done.status, done.shift) == (Status.PASSED, a_duty.DUTY_MALL.handover.shifts[0].title)
    assert done.received is not None and [one.matter for one in done.received.matters] == [entry]
    assert desk.refuses("wei", SignHandover(DAY, on, Side.RECEIVING), at("15:00"), post=MANAGER).code == "handover_over"


def test_what_was_signed_stays_as_it_was_then() -> None:
    desk = duty_desk()
    entry = logged(desk, "umbrella stand")
    on = ready(desk)
    acknowledged(desk, on)
    received(desk, on)
    desk.does("zhao", CorrectEntry(DAY, entry, {"text": "something else"}, "x"), at("15:30"))
    (done,) = views.over(looking(desk, at("16:00")))
    assert done.received is not None
    assert [one.text for one in done.received.matters] == ["umbrella stand"]
    assert [(one.article, one.counted) for one in done.received.articles] == [("radios", 8), ("keys", 24)]


def test_under_a_signature_nothing_changes() -> None:
    desk = duty_desk()
    entry = logged(desk, "x")
    on = ready(desk)
    assert desk.refuses("zhao", PlanMatter(DAY, on, entry, "if"), at("14:21")).code == "handover_given"
    assert desk.refuses("zhao", SignHandover(DAY, on, Side.GIVING), at("14:21")).code == "handover_given"


def test_refused_the_duty_stays_and_mended_it_is_signed_again() -> None:
    desk = duty_desk()
    on = ready(desk)
    desk.does("wei", RefuseHandover(DAY, on, "the keys were not shown"), at("14:25"), post=MANAGER)
    shown = handover(desk, "14:26")
    assert (shown.status, shown.given) == (Status.REFUSED, None)
    assert [said.reason for said in shown.refusals] == ["the keys were not shown"]
    holder = a_duty.duty(desk).holder
    assert holder is not None and holder.id == "zhao"
    assert (
        desk.refuses("wei", SignHandover(DAY, on, Side.RECEIVING), at("14:27"), post=MANAGER).code
        == "handover_not_given"
    )
    given(desk, on, "14:30")
    received(desk, on, clock="14:31")
    (done,) = views.over(looking(desk, at("15:00")))
    assert done.status is Status.PASSED and len(done.refusals) == 1


def test_withdrawn_it_is_over_and_the_duty_stays() -> None:
    desk = duty_desk()
    on = ready(desk)
    desk.does("zhao", WithdrawHandover(DAY, on, "the relief has not come"), at("14:25"))
    holder = a_duty.duty(desk).holder
    assert holder is not None and holder.id == "zhao"
    refused = desk.refuses("wei", SignHandover(DAY, on, Side.RECEIVING), at("14:26"), post=MANAGER)
    assert refused.code == "handover_withdrawn"


def test_what_was_said_before_is_said_again_until_the_matter_is_settled() -> None:
    desk = taken(duty_desk())
    entry = logged(desk, "lift door")
    on = begun(desk)
    counted(desk, on)
    desk.does("zhao", PlanMatter(DAY, on, entry, "if it sticks, call 3"), at("14:05"))
    given(desk, on)
    acknowledged(desk, on)
    received(desk, on)
    desk.does("wei", BeginHandover(DAY), at("20:00"), post=MANAGER)
    shown = matter(desk, entry, "20:01", "zhao")
    assert (shown.plan, shown.before) == ("if it sticks, call 3", True)
    desk.does("wu", HandleEntry(DAY, entry, "done"), at("20:02"))
    desk.does("wu", CloseEntry(DAY, entry), at("20:03"))
    assert handover(desk, "20:04", "zhao").matters == ()


def test_signing_after_a_row_of_quick_keys_is_asked_about_and_kept() -> None:
    desk = duty_desk()
    for number in range(6):
        logged(desk, f"matter {number}")
    on = ready(desk)
    for one in handover(desk, "14:25").matters:
        desk.does("wei", AcknowledgeMatter(DAY, on, one.id), at("14:25"), post=MANAGER)
    command = SignHandover(DAY, on, Side.RECEIVING)
    refused = desk.refuses("wei", command, at("14:26"), post=MANAGER)
    assert (refused.code, refused.values) == ("signed_too_quickly", {"count": 6, "seconds": 1})
    (event,) = desk.does("wei", SignHandover(DAY, on, Side.RECEIVING, anyway=True), at("14:26"), post=MANAGER)
    assert (event.kind, event.data["check"]) == (HANDOVER_SIGNED, {"count": 6, "seconds": 1})


def test_a_terminal_whose_clock_is_behind_signs_all_the_same() -> None:
    """Its stamps sort before the giver's: what answers what is named, not dated."""
    here, there = duty_desk(), duty_desk("desk-2")
    entry = logged(here, "x")
    on = ready(here)
    there.state.extend(here.journal)
    there.does("wei", AcknowledgeMatter(DAY, on, entry), at("13:50"), post=MANAGER)
    there.does("wei", SignHandover(DAY, on, Side.RECEIVING), at("13:51"), post=MANAGER)
    here.state.extend(there.journal)
    for desk in (here, there):
        holder = a_duty.duty(desk).holder
        assert holder is not None and holder.id == "wei"
    acts = [event for event in there.journal if event.kind == MATTER_ACKNOWLEDGED]
    assert acts[0].order < here.journal[0].order or acts[0].stamp < here.journal[-1].stamp


# -- what must be told --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clock", "level"),
    [("14:19", None), ("14:20", Level.SOON), ("14:29", Level.SOON), ("14:30", Level.LATE), ("20:00", Level.LATE)],
)
def test_relief_is_due_ten_minutes_early_and_late_after_the_shift(clock: str, level: Level | None) -> None:
    desk = taken(duty_desk())
    assert [alarm.level for alarm in alarms(looking(desk, at(clock)))] == ([level] if level else [])


def test_once_handed_over_nothing_rings() -> None:
    desk = duty_desk()
    received(desk, ready(desk))
    assert alarms(looking(desk, at("15:00"))) == ()


def test_a_handover_long_before_the_shift_is_not_the_shifts() -> None:
    desk = taken(duty_desk())
    on = begun(desk, "11:00")
    counted(desk, on)
    given(desk, on)
    received(desk, on)
    assert [alarm.code for alarm in alarms(looking(desk, at("15:00")))] == ["handover_late"]


def test_a_handover_that_nobody_ended_is_told_when_the_day_closes() -> None:
    desk = taken(duty_desk())
    begun(desk)
    (told,) = unsettled(looking(desk, at("22:00")))
    assert (told.code, told.blocks, told.travels) == ("handover_running", False, False)


def test_times_are_never_in_the_future() -> None:
    desk = taken(duty_desk())
    on = begun(desk)
    command = CountArticle(DAY, on, "radios", 8, at=at("15:00"))
    assert desk.refuses("zhao", command, at("14:10")).code == "time_in_future"
    now: datetime = at("14:10")
    assert desk.refuses("zhao", SignHandover(DAY, on, Side.GIVING, at=at("15:00")), now).code == "time_in_future"
