"""Done, skipped, taken back, late, disputed (domain §5); who may and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.rules.approvals.flow import Approvals, Flow, Step
from dutytui.rules.commands import Undo
from dutytui.rules.context import Context
from dutytui.rules.events import OBLIGATION_DONE, UNDONE, Fact
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Level
from dutytui.rules.obligations import views
from dutytui.rules.obligations.alarms import alarms
from dutytui.rules.obligations.commands import MarkDone, WaiveObligation
from dutytui.rules.obligations.started import done_by_request
from dutytui.rules.obligations.unsettled import unsettled
from dutytui.rules.obligations.views import DueStatus, due_view, pressing
from dutytui.rules.procedure import Procedures
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State
from tests.rules.a_mall import Desk, at, event_of, mall, plan_under, t
from tests.rules.obligations.a_calendar import NEWS, REPORT, desk, looking, seen, the_year
from tests.thorough import examples

MON, TUE, SAT = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 28)


def known_since(one: Desk, day: date) -> Desk:
    one.state.began = day
    return one


def test_it_is_done_with_a_note_and_by_whom_is_known() -> None:
    one = desk()
    one.does("wu", MarkDone(MON, "news", "sent by mail"), at("10:00"))
    found = seen(one.state, at("10:01"), NEWS, MON)
    assert found.status is DueStatus.DONE
    assert found.last is not None and found.last.by is not None
    assert (found.last.by.id, found.last.note) == ("wu", "sent by mail")


def test_what_is_done_once_is_not_done_again_nor_skipped() -> None:
    one = desk()
    one.does("wu", MarkDone(MON, "news"), at("10:00"))
    assert one.refuses("wu", MarkDone(MON, "news"), at("10:01")).code == "obligation_already_done"
    assert one.refuses("zhao", WaiveObligation(MON, "news", "x"), at("10:01")).code == "obligation_already_done"


def test_skipping_needs_a_reason_and_the_right() -> None:
    one = desk()
    assert (
        one.refuses("wu", WaiveObligation(MON, "news", "no events"), at("10:00")).code == "obligation_waive_not_allowed"
    )
    assert one.refuses("zhao", WaiveObligation(MON, "news", " "), at("10:00")).code == "obligation_reason_missing"
    one.does("zhao", WaiveObligation(MON, "news", "no events"), at("10:00"))
    assert seen(one.state, at("10:01"), NEWS, MON).status is DueStatus.WAIVED
    assert one.refuses("wu", MarkDone(MON, "news"), at("10:02")).code == "obligation_already_waived"


def test_another_post_hears_whose_it_is_and_who_may_act_for_others_says_for_whom() -> None:
    one = desk()
    refused = one.refuses("sun", MarkDone(MON, "news"), at("10:00"))
    assert refused.code == "obligation_not_yours"
    assert [post.id for post in refused.values["posts"]] == ["service_desk"]
    assert one.refuses("zhao", MarkDone(MON, "news"), at("10:00")).code == "obligation_not_yours"
    (event,) = one.does("zhao", MarkDone(MON, "news", behalf="post:service_desk"), at("10:00"))
    assert event.behalf == "post:service_desk"


@pytest.mark.parametrize("day", [TUE, date(2026, 11, 22)])
def test_a_date_that_it_does_not_fall_due_on_is_refused_with_the_next(day: date) -> None:
    refused = desk().refuses("wu", MarkDone(day, "news"), at("10:00"))
    assert refused.code == "obligation_not_due"
    assert refused.values["next"] in {MON, date(2026, 11, 30)}


def test_it_may_be_done_early_in_its_period_and_not_before() -> None:
    one = desk()
    assert one.refuses("sun", MarkDone(date(2026, 12, 28), "report"), at("10:00")).values["opens"] == date(2026, 11, 29)
    one.does("sun", MarkDone(SAT, "report"), at("10:00"))
    assert seen(one.state, at("10:01"), REPORT, SAT).status is DueStatus.DONE


def test_nothing_is_done_in_the_future_and_nothing_unknown() -> None:
    one = desk()
    assert one.refuses("wu", MarkDone(MON, "news", at=at("11:00")), at("10:00")).code == "time_in_future"
    assert one.refuses("wu", MarkDone(MON, "gone"), at("10:00")).code == "obligation_unknown"


def test_what_was_done_in_time_and_entered_late_was_in_time() -> None:
    """补录: the report was sent at half past four."""
    one = desk()
    evening = at("20:00", SAT)
    one.does("sun", MarkDone(SAT, "report", at=at("16:30", SAT)), evening)
    found = seen(one.state, evening, REPORT, SAT)
    assert found.status is DueStatus.DONE
    assert found.last is not None and found.last.late_entry


@pytest.mark.parametrize(
    ("now", "status"),
    [
        (at("12:00", date(2026, 11, 24)), DueStatus.LATER),
        (at("12:00", date(2026, 11, 25)), DueStatus.AHEAD),
        (at("16:59", SAT), DueStatus.DUE),
        (at("17:00", SAT), DueStatus.DUE),
        (at("17:01", SAT), DueStatus.LATE),
        (at("12:00", date(2026, 12, 2)), DueStatus.LATE),
    ],
)
def test_the_month_report_is_due_on_the_28th_at_five(now: object, status: DueStatus) -> None:
    """DC: 28th, 17:00."""
    one = known_since(desk(), date(2026, 11, 1))
    assert seen(one.state, now, REPORT, SAT).status is status  # type: ignore[arg-type]


def test_without_a_time_the_whole_business_day_is_in_time() -> None:
    one = known_since(desk(), MON)
    assert seen(one.state, at("28:59", MON), NEWS, MON).status is DueStatus.DUE
    assert seen(one.state, at("29:00", MON), NEWS, MON).status is DueStatus.LATE
    one.does("wu", MarkDone(MON, "news"), at("12:00", date(2026, 11, 26)))
    found = seen(one.state, at("12:01", date(2026, 11, 26)), NEWS, MON)
    assert (found.status, found.late_by) == (DueStatus.DONE_LATE, 3)


def test_what_is_late_stays_in_sight_until_it_is_done_or_skipped() -> None:
    one = known_since(desk(), MON)
    much_later = at("09:00", date(2027, 3, 2))
    late = [due.key for due in pressing(looking(one.state, much_later, much_later.date())) if due.day == MON]
    assert late == ["news@2026-11-23"]
    one.does("zhao", WaiveObligation(MON, "news", "too late now"), much_later)
    assert "news@2026-11-23" not in [due.key for due in pressing(looking(one.state, much_later, much_later.date()))]


def test_what_fell_due_before_the_journals_begin_is_not_late_for_ever() -> None:
    one = known_since(desk(), MON)
    assert seen(one.state, at("10:00"), NEWS, date(2026, 11, 16)).status is DueStatus.UNRECORDED
    fresh = desk()
    assert seen(fresh.state, at("10:00"), NEWS, date(2026, 11, 16)).status is DueStatus.UNRECORDED


def test_taking_back_makes_it_open_again() -> None:
    one = desk()
    (done,) = one.does("wu", MarkDone(MON, "news"), at("10:00"))
    assert one.refuses("sun", Undo(MON, "obligation:news", done.id), at("10:01")).code == "undo_not_yours"
    one.does("wu", Undo(MON, "obligation:news", done.id), at("10:01"))
    assert seen(one.state, at("10:02"), NEWS, MON).status is DueStatus.DUE
    one.does("wu", MarkDone(MON, "news"), at("10:03"))


def test_done_twice_apart_agrees_and_both_are_shown() -> None:
    here, there = desk("a"), desk("b")
    here.does("wu", MarkDone(MON, "news"), at("10:00"))
    there.does("zhao", MarkDone(MON, "news", behalf="post:service_desk"), at("10:05"))
    here.hears(there)
    found = seen(here.state, at("10:10"), NEWS, MON)
    assert (found.status, found.twice, len(found.history)) == (DueStatus.DONE, True, 2)


def test_done_here_and_skipped_there_is_disputed_until_one_is_taken_back() -> None:
    here, there = desk("a"), desk("b")
    here.does("wu", MarkDone(MON, "news"), at("10:00"))
    (skipped,) = there.does("zhao", WaiveObligation(MON, "news", "no events"), at("10:05"))
    here.hears(there)
    assert seen(here.state, at("10:10"), NEWS, MON).status is DueStatus.DISPUTED
    assert here.refuses("wu", MarkDone(MON, "news"), at("10:11")).code == "obligation_disputed"
    assert [one.code for one in unsettled(looking(here.state, at("10:11"), MON))] == ["obligation_disputed_still"]
    here.does("zhao", Undo(MON, "obligation:news", skipped.id), at("10:12"))
    assert seen(here.state, at("10:13"), NEWS, MON).status is DueStatus.DONE


def test_a_forged_act_of_another_post_is_void_and_stays_in_sight() -> None:
    one = desk()
    facts = one.tries("wu", MarkDone(MON, "news"), at("10:00"))
    assert isinstance(facts, tuple)
    forged = event_of(facts[0], "evil", 1, "2026-11-23T02:00:00.000Z-0000")._replace(by="sun", post="guard")
    one.state.add(forged)
    found = seen(one.state, at("10:01"), NEWS, MON)
    assert found.status is DueStatus.DUE
    assert [act.void for act in found.history] == [True]


def test_events_with_any_data_do_no_harm() -> None:
    one = desk()
    facts = one.tries("wu", MarkDone(MON, "news"), at("10:00"))
    assert isinstance(facts, tuple)
    odd = event_of(facts[0], "x", 1, "2026-11-23T02:00:00.000Z-0000")
    for number, data in enumerate(({"note": 7}, {"started": ["x"]}, {"reason": None, "note": {}})):
        one.state.add(odd._replace(data=data, seq=number, id=f"odd{number}"))
    one.state.add(odd._replace(kind=UNDONE, data={"event": 4}, id="u"))
    assert seen(one.state, at("10:01"), NEWS, MON).status is DueStatus.DONE


def by_flow() -> Procedures:
    """News are done by a flow that guards submit."""
    flow = Flow("NEWS", t("News"), ("guard",), (Step("ops", t("Operations"), ("duty_manager",)),))
    law = the_year()
    return replace(law, obligations=(replace(NEWS, flow="NEWS"), REPORT), approvals=Approvals((flow,)))


@pytest.mark.parametrize(
    ("law", "who", "post", "status"),
    [
        (by_flow(), "sun", "guard", DueStatus.DONE),
        (by_flow(), "sun", "electrician", DueStatus.DUE),
        (by_flow(), "zhao", "duty_manager", DueStatus.DUE),
        (by_flow(), "stranger", "guard", DueStatus.DUE),
        (the_year(), "sun", "guard", DueStatus.DUE),
        (the_year(), "wu", "service_desk", DueStatus.DONE),
    ],
    ids=["who submits", "a post not held", "who does not submit", "nobody listed", "no flow does it", "by hand"],
)
def test_a_request_that_does_it_counts_by_whoever_may_submit_it(
    law: Procedures, who: str, post: str, status: DueStatus
) -> None:
    """The flow says who submits. That a record names a request gives nobody a right."""
    one = Desk("x", procedures=law)
    data = {"started": "request:x.1"}
    one.records(Fact(OBLIGATION_DONE, "obligation:news", MON, at("10:00"), who, post, data=data), at("10:00"))
    found = due_view(Looking(one.state, plan_under(law, MON), law, at("10:01")), replace(NEWS, flow="NEWS"), MON)
    assert found.status is status
    assert [act.void for act in found.history] == [status is DueStatus.DUE]


def test_the_handover_takes_along_what_is_due_today_and_not_done() -> None:
    one = known_since(desk(), date(2026, 11, 1))
    (matter,) = unsettled(looking(one.state, at("10:00"), MON))
    assert (matter.code, matter.subject, matter.blocks, matter.travels) == (
        "obligation_open",
        "obligation:news@2026-11-23",
        False,
        True,
    )
    one.does("wu", MarkDone(MON, "news"), at("10:00"))
    assert unsettled(looking(one.state, at("10:01"), MON)) == ()
    assert unsettled(looking(one.state, at("10:01", TUE), TUE)) == (), "the rest waits in the calendar"


def test_the_bell_reminds_those_whose_it_is_before_its_time_and_when_it_is_late() -> None:
    one = known_since(desk(), SAT)

    def told(clock: str, post: str) -> list[tuple[str, Level]]:
        return [(alarm.code, alarm.level) for alarm in alarms(looking(one.state, at(clock, SAT), SAT, post))]

    assert told("14:59", "guard") == []
    assert told("15:00", "guard") == [("obligation_due", Level.SOON)]
    assert told("17:01", "guard") == [("obligation_late", Level.LATE)]
    assert told("17:01", "electrician") == []


def test_several_late_ones_are_one_alarm_with_their_number() -> None:
    one = known_since(desk(), date(2026, 10, 1))
    now = at("09:00", date(2026, 12, 1))
    (alarm,) = alarms(looking(one.state, now, now.date(), "guard"))
    assert alarm.code == "obligations_late"
    assert (
        alarm.values["count"] == 6
    )  # reports of October and November, rent returns of 15 and 31 October, 15 and 30 November


def test_a_month_is_whole_weeks_with_its_rest_days_marked() -> None:
    one = known_since(desk(), date(2026, 10, 1))
    month = views.month(looking(one.state, at("10:00"), MON), 2026, 10)
    days = [cell for week in month.weeks for cell in week]
    assert (days[0].day, days[-1].day) == (date(2026, 9, 28), date(2026, 11, 1))
    assert all(week[0].day.weekday() == 0 and len(week) == 7 for week in month.weeks)
    by_day = {cell.day: cell for cell in days}
    assert by_day[date(2026, 10, 1)].kind == "holiday" and not by_day[date(2026, 10, 1)].working
    assert by_day[date(2026, 10, 10)].kind == "make_up_workday" and by_day[date(2026, 10, 10)].working
    assert [due.id for due in by_day[date(2026, 10, 15)].due] == ["rent"]
    assert not by_day[date(2026, 9, 28)].inside


def test_every_month_of_a_year_has_its_weeks() -> None:
    one = desk()
    for number in range(1, 13):
        month = views.month(looking(one.state, at("10:00"), MON), 2026, number)
        inside = [cell.day.day for week in month.weeks for cell in week if cell.inside]
        assert inside == list(range(1, len(inside) + 1)) and len(inside) >= 28


def test_an_obligation_may_be_done_and_taken_back_when_its_day_is_closed() -> None:
    assert MarkDone.AFTER_CLOSING and WaiveObligation.AFTER_CLOSING


def test_an_obligation_that_the_mall_has_deleted_is_still_in_the_records() -> None:
    one = desk()
    one.does("wu", MarkDone(MON, "news"), at("10:00"))
    subject = one.state.subject(MON, "obligation:news")
    assert subject is not None and len(subject.fold.effective) == 1
    one.state.judge_by(mall(obligations=()))
    again = one.state.subject(MON, "obligation:news")
    assert again is not None and len(again.fold.effective) == 1


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 5), st.integers(0, 4), st.booleans()), max_size=14))
def test_whatever_two_terminals_do_nothing_is_lost_or_without_right(script: list[tuple[int, int, int, bool]]) -> None:
    """What a desk decides has effect there; both agree when they have heard of each other, in any order."""
    desks = (desk("a"), desk("b"))
    now = at("08:00")
    for number, what, who, hears in script:
        one, now = desks[number], now + timedelta(minutes=1)
        if hears:
            one.hears(desks[1 - number])
        acts = [event for event in one.journal if event.kind != UNDONE] or [None]
        some = acts[who % len(acts)]
        command = (
            MarkDone(MON, "news", behalf="post:service_desk"),
            MarkDone(MON, "news"),
            WaiveObligation(MON, "news", "x"),
            MarkDone(TUE, "news"),
            MarkDone(SAT, "report", at=now - timedelta(days=1)),
            Undo(some.day, some.on, some.id) if some else WaiveObligation(SAT, "report", "y"),
        )[what]
        answer = one.tries(("wu", "zhao", "sun", "qian", "li")[who], command, now)
        for fact in answer if isinstance(answer, tuple) else ():
            event = one.records(fact, now)
            subject = one.state.subject(event.day, event.on)
            assert subject is not None and event.id not in subject.fold.void
            assert event.kind == UNDONE or event.id in subject.fold.effective
            assert event.day in {MON, SAT}
    events = [*desks[0].journal, *desks[1].journal]
    straight = State(the_year(), sorted(events, key=lambda event: event.order))
    assert State(the_year(), reversed(events)) == straight
    shown = {act.event for due in views.agenda(looking(straight, now, MON), MON, SAT) for act in due.history}
    assert shown == {event.id for event in events}


def test_it_is_the_same_whatever_order_the_terminals_are_heard_in() -> None:
    here, there = desk("a"), desk("b")
    (first,) = here.does("wu", MarkDone(MON, "news"), at("10:00"))
    here.does("wu", Undo(MON, "obligation:news", first.id), at("10:02"))
    here.does("wu", MarkDone(MON, "news", "again"), at("10:03"))
    there.does("zhao", WaiveObligation(MON, "news", "no events"), at("10:01"))
    events = [*here.journal, *there.journal]
    straight = State(the_year(), sorted(events, key=lambda event: event.order))
    assert State(the_year(), reversed(events)) == straight
    assert seen(straight, at("11:00"), NEWS, MON).status is DueStatus.DISPUTED


def test_submitting_a_request_for_it_does_it_once() -> None:
    law = by_flow()
    one = Desk("desk", procedures=law)
    now = at("10:00")
    context = Context(now, "sun", "guard", plan_under(law, MON), law, "desk.1")
    for key in ("gone@2026-11-23", "news@monday", "news"):
        refused = done_by_request(one.state, key, "NEWS", "request:desk.1", context)
        assert isinstance(refused, Refusal) and refused.code == "obligation_unknown"
    other = done_by_request(one.state, "news@2026-11-23", "OUTING", "request:desk.1", context)
    assert isinstance(other, Refusal) and other.code == "obligation_not_yours", "no flow of theirs does it"
    answer = done_by_request(one.state, "news@2026-11-23", "NEWS", "request:desk.1", context)
    assert isinstance(answer, tuple)
    one.records(answer[0], now)
    assert due_view(Looking(one.state, context.plan, law, now), law.obligations[0], MON).started == "request:desk.1"
    again = done_by_request(one.state, "news@2026-11-23", "NEWS", "request:desk.2", context)
    assert isinstance(again, Refusal) and again.code == "obligation_already_done"
