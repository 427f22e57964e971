"""DS §2 lock_up ("day closed") and §3: the day is closed over nothing that blocks, and over the rest with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dutytui.rules.closing.day_alarms import day_alarms
from dutytui.rules.closing.day_matters import Need, matters
from dutytui.rules.closing.day_views import DayStatus
from dutytui.rules.closing.procedure import Closing
from dutytui.rules.commands import (
    CloseEntry,
    EntryFields,
    FailItem,
    HandleEntry,
    LogEntry,
    RemarkEntry,
    TickItem,
    Undo,
    WaiveItem,
)
from dutytui.rules.events import DAY_CLOSED, DAY_REOPENED, Fact
from dutytui.rules.journals.commands import WriteSection
from dutytui.rules.presence.commands import OpenDesk
from tests.rules.a_mall import DAY, TOMORROW, Desk, at, mall, plan_under
from tests.rules.closing.a_closing_day import (
    CLOSES,
    HELD,
    LOCKS,
    NIGHT,
    REASONS,
    STAFF,
    SWEPT,
    all_but_reasons,
    closes,
    desk,
    is_closed,
    locks,
    looking,
    manager_does,
    reopens,
    seen,
    sweeps,
)

LATER = at("22:40")


def ready() -> Desk:
    here = desk()
    all_but_reasons(here)
    return here


def test_a_day_swept_and_locked_is_closed_with_its_reasons() -> None:
    here = ready()
    (closing,) = manager_does(here, closes())
    assert closing.kind == DAY_CLOSED and closing.data["reasons"] == REASONS
    assert set(closing.data["left"]) == {f"item:{HELD}", STAFF}
    assert is_closed(here) and seen(here).status is DayStatus.CLOSED


def test_a_day_with_everything_done_needs_no_reason() -> None:
    here = desk()
    here.does("zhou", TickItem(DAY, HELD, value="held"), at("08:35"))
    manager_does(here, WriteSection(DAY, STAFF, "All present"), at("20:00"))
    all_but_reasons(here)
    (closing,) = manager_does(here, closes({}))
    assert "reasons" not in closing.data and "left" not in closing.data
    summary = seen(here).summary
    assert summary is not None and summary.journals and summary.left == 0
    assert (summary.done, summary.total) == (9, 9)
    assert summary.worked == timedelta(hours=13, minutes=57)


def test_a_skipped_floor_keeps_the_day_open_whatever_the_reason() -> None:
    """DS §4: a sweep marked complete with a floor skipped must never happen."""
    here = desk()
    sweeps(here, SWEPT[:-1])
    reasons = {**REASONS, f"item:{SWEPT[-1]}": "no time", "phase:clearance_sweep": "no time", "phase:lock_up": "later"}
    refused = here.refuses("zhao", closes(reasons), NIGHT)
    assert refused.code == "day_blocked" and refused.values["count"] == 2


def test_locks_signed_by_one_keep_the_day_open() -> None:
    here = desk()
    sweeps(here)
    manager_does(here, TickItem(DAY, LOCKS), at("22:31"))
    assert here.refuses("zhao", closes(), NIGHT).code == "day_blocked"


def test_a_floor_waived_by_the_duty_manager_is_no_longer_open() -> None:
    here = desk()
    sweeps(here, SWEPT[:-1])
    manager_does(here, WaiveItem(DAY, SWEPT[-1], "closed off by the fire brigade"), at("22:20"))
    locks(here)
    manager_does(here, closes())
    summary = seen(here).summary
    assert summary is not None and summary.skipped == 1


@pytest.mark.parametrize("missing", sorted(REASONS))
def test_an_empty_journal_or_an_open_item_needs_a_stated_reason(missing: str) -> None:
    """DS §3: a day whose sections are not filled can't be closed without a stated reason."""
    reasons = {key: reason for key, reason in REASONS.items() if key != missing}
    for given in (reasons, {**reasons, missing: "  "}):
        refused = ready().refuses("zhao", closes(given), NIGHT)
        assert refused.code == "day_needs_reasons" and refused.values["count"] == 1


def test_one_reason_for_one_matter_does_as_well_as_one_for_its_kind() -> None:
    here = ready()
    manager_does(here, closes({f"item:{HELD}": "a drill", STAFF: "nothing"}))
    assert is_closed(here)


def test_what_can_not_be_begun_yet_blocks_even_where_nothing_must() -> None:
    lax = mall(phases=CLOSES.phases, closing=Closing(day=replace(CLOSES.closing.day, must=())))  # type: ignore[type-var]
    here = Desk("desk", lax)
    everything = {f"phase:{phase.id}": "no time" for phase in lax.phases}
    assert here.refuses("zhao", closes(everything), at("10:00")).code == "day_blocked"
    here.does("zhao", closes(everything), at("23:00"))


# who, under which post → why not
@pytest.mark.parametrize(
    ("who", "post", "code"),
    [
        ("qian", "security_chief", "close_day_not_allowed"),
        ("sun", "guard", "close_day_not_allowed"),
        ("zhao", "guard", "post_not_held"),
        ("", "", "not_signed_in"),
    ],
)
def test_only_the_posts_of_the_file_close_the_day(who: str, post: str, code: str) -> None:
    assert ready().refuses(who, closes(), NIGHT, post).code == code


def test_a_mall_that_does_not_close_its_days_says_so() -> None:
    here = Desk("desk", mall(closing=Closing()))
    assert here.refuses("zhao", closes(), NIGHT).code == "day_never_closes"


def test_tomorrow_cannot_be_closed() -> None:
    assert desk().refuses("zhao", type(closes())(TOMORROW, {}), NIGHT).code == "day_not_begun"


def test_twelve_items_in_twenty_seconds_are_asked_about_and_the_figure_is_kept() -> None:
    here = desk()
    for number, floor in enumerate(SWEPT):
        here.does("zhao", TickItem(DAY, floor), at("22:00") + timedelta(seconds=number))
    locks(here)
    strict = replace(CLOSES.closing.day, self_check=replace(CLOSES.closing.day.self_check, items=7))  # type: ignore[type-var, union-attr]
    hurried = replace(CLOSES, closing=Closing(day=strict))
    here.procedures = hurried
    refused = here.refuses("zhao", closes(), NIGHT)
    assert refused.code == "day_in_a_hurry" and refused.values == {"count": 7, "seconds": 6}
    (closing,) = here.does("zhao", closes(sure=True), NIGHT)
    assert closing.data["check"] == {"count": 7, "seconds": 6}


# -- a closed day ---------------------------------------------------------------------------------------------------


def test_a_closed_day_takes_no_more_acts_on_items_and_journals() -> None:
    here = ready()
    entry = manager_does(here, LogEntry(DAY, EntryFields("note", "before")), at("22:33"))[0]
    manager_does(here, closes())
    for command in (
        TickItem(DAY, HELD, value="held"),
        WaiveItem(DAY, HELD, "no"),
        FailItem(DAY, HELD, "not held"),
        WriteSection(DAY, STAFF, "late"),
        Undo(DAY, f"item:{LOCKS}", "any"),
        closes(),
    ):
        refused = here.refuses("zhao", command, LATER)
        assert refused.code == "day_is_closed", command
        assert refused.values["by"].id == "zhao" and refused.values["at"] == NIGHT
    manager_does(here, RemarkEntry(DAY, entry.on, "still true"), LATER)
    manager_does(here, HandleEntry(DAY, entry.on, "done"), LATER)
    (done,) = manager_does(here, CloseEntry(DAY, entry.on), LATER)
    manager_does(here, Undo(DAY, entry.on, done.id), LATER)
    manager_does(here, LogEntry(DAY, EntryFields("note", "forgotten"), at=at("21:00")), LATER)
    assert is_closed(here) and seen(here).afterwards == ()


@pytest.mark.parametrize("on", ["request:desk.9", "obligation:rent_return", "procedures:mall", "assessment:li"])
def test_what_only_bears_the_date_of_a_closed_day_is_no_afterthought_to_it(on: str) -> None:
    here = ready()
    manager_does(here, closes())
    here.records(Fact("request_noted", on, DAY, LATER, by="zhou", post="guard"), LATER)
    assert seen(here).afterwards == ()


def test_the_next_day_is_not_closed_with_it() -> None:
    here = ready()
    manager_does(here, closes())
    manager_does(here, LogEntry(TOMORROW, EntryFields("note", "new day")), at("08:00", TOMORROW))
    here.does("zhou", TickItem(TOMORROW, HELD, value="held"), at("08:35", TOMORROW))


@pytest.mark.parametrize(("who", "post"), [("zhao", "duty_manager"), ("qian", "security_chief")])
def test_a_closed_day_is_reopened_with_a_reason_and_closed_again(who: str, post: str) -> None:
    here = ready()
    manager_does(here, closes())
    (reopened,) = here.does(who, reopens(), LATER, post)
    assert reopened.kind == DAY_REOPENED and seen(here).status is DayStatus.REOPENED
    here.does("zhou", TickItem(DAY, HELD, value="held"), LATER)
    (again,) = manager_does(here, closes(), at("22:50"))
    assert again.data["reopened"] == [reopened.id] and again.data["left"] == [STAFF]
    assert is_closed(here)


@pytest.mark.parametrize(
    ("command", "who", "post", "code"),
    [
        (reopens(" "), "zhao", "duty_manager", "reopen_reason_missing"),
        (reopens(), "sun", "guard", "reopen_day_not_allowed"),
        (reopens(), "", "", "not_signed_in"),
    ],
)
def test_a_reopening_needs_a_reason_and_the_right(command, who, post, code) -> None:  # type: ignore[no-untyped-def]
    here = ready()
    manager_does(here, closes())
    assert here.refuses(who, command, LATER, post).code == code


def test_an_open_day_is_not_reopened() -> None:
    assert desk().refuses("zhao", reopens(), NIGHT).code == "day_not_closed"


def test_a_closing_is_not_undone() -> None:
    here = ready()
    (closing,) = manager_does(here, closes())
    assert here.refuses("zhao", Undo(DAY, closing.on, closing.id), LATER).code == "day_is_closed"
    here.does("zhao", reopens(), LATER)
    assert here.refuses("zhao", Undo(DAY, closing.on, closing.id), LATER).code == "undo_not_possible"


# -- terminals apart --------------------------------------------------------------------------------------------------


def test_what_was_ticked_elsewhere_after_the_closing_is_shown_as_such() -> None:
    here, there = ready(), desk("desk-2")
    there.hears(here)
    manager_does(here, closes())
    there.does("zhou", TickItem(DAY, HELD, value="held"), LATER)
    here.hears(there)
    assert seen(here).status is DayStatus.CLOSED
    assert [one.act.by.id for one in seen(here).afterwards if one.act.by] == ["zhou"]


def test_a_lock_taken_back_elsewhere_opens_the_closed_day_until_it_is_signed_again() -> None:
    here, there = desk(), desk("desk-2")
    sweeps(here)
    signed = locks(here)
    there.hears(here)
    manager_does(here, closes())
    there.does("zhao", Undo(DAY, f"item:{LOCKS}", signed[0].id), LATER)
    here.hears(there)
    assert not is_closed(here) and seen(here).status is DayStatus.UNDERMINED
    manager_does(here, TickItem(DAY, LOCKS), at("22:45"))
    assert is_closed(here)


def test_closed_again_here_and_reopened_there_is_open() -> None:
    here, there = ready(), desk("desk-2")
    manager_does(here, closes())
    there.hears(here)
    there.does("zhao", reopens(), LATER)
    assert seen(here).status is DayStatus.CLOSED
    here.hears(there)
    assert seen(here).status is DayStatus.REOPENED
    (again,) = manager_does(here, closes(), at("22:50"))
    there.hears(here)
    assert again.data["reopened"] and is_closed(there)


def test_two_closings_made_apart_agree() -> None:
    here, there = ready(), desk("desk-2")
    there.hears(here)
    manager_does(here, closes())
    manager_does(there, closes(), LATER)
    here.hears(there)
    there.hears(here)
    assert is_closed(here) and is_closed(there) and here.state == there.state


def test_a_closing_forged_under_a_post_without_the_right_is_void() -> None:
    here = ready()
    answer = here.tries("zhao", closes(), NIGHT)
    assert isinstance(answer, tuple)
    here.records(replace(answer[0], by="sun", post="guard"), NIGHT)
    assert not is_closed(here) and seen(here).history[0].void


def test_what_a_closed_day_came_to_does_not_change_while_the_nights_pass() -> None:
    """A phase left undone is as late as it was at the closing, and the reasons say what they were about."""
    here = ready()
    manager_does(here, closes())
    tonight, next_week = (seen(here, when) for when in (NIGHT, NIGHT + timedelta(days=7)))
    assert tonight.summary == next_week.summary
    for view in (tonight, next_week):
        assert {matter.group: matter.what.subject for matter in view.left} == {
            "phase:morning_meeting": f"item:{HELD}",
            "page:duty": STAFF,
        }


@pytest.mark.parametrize("data", [{}, {"reasons": 5, "left": "x", "reopened": 7}, {"reopened": [1, None], "check": []}])
def test_odd_data_of_another_program_breaks_nothing(data: dict[str, object]) -> None:
    here = ready()
    answer = here.tries("zhao", closes(), NIGHT)
    assert isinstance(answer, tuple)
    for kind in (DAY_CLOSED, "day_forgotten", DAY_REOPENED):
        here.records(replace(answer[0], kind=kind, data=data), NIGHT)
    assert seen(here).status is DayStatus.REOPENED


# -- what is told ---------------------------------------------------------------------------------------------------


def test_open_log_entries_go_on_by_themselves() -> None:
    here = ready()
    manager_does(here, LogEntry(DAY, EntryFields("note", "a lamp")), at("20:00"))
    found = {matter.what.code: matter.need for matter in matters(looking(here))}
    assert found["entry_stays_open"] is Need.FINE
    manager_does(here, closes())
    summary = seen(here).summary
    assert summary is not None and (summary.entries, summary.entries_open) == (1, 1)


@pytest.mark.parametrize(("now", "told"), [("23:29", []), ("23:30", ["day_not_closed"]), ("26:00", ["day_not_closed"])])
def test_a_day_long_past_its_last_phase_is_told(now: str, told: list[str]) -> None:
    assert [one.code for one in day_alarms(looking(ready(), at(now)))] == told


def test_a_closed_day_is_not_told() -> None:
    here = ready()
    manager_does(here, closes())
    assert day_alarms(looking(here, at("25:00"))) == ()


def test_yesterday_that_was_never_closed_is_told_in_the_morning() -> None:
    here = ready()
    morning = at("08:00", TOMORROW)
    told = replace(looking(here), plan=plan_under(CLOSES, TOMORROW), now=morning)
    assert [(one.code, one.values["day"]) for one in day_alarms(told)] == [("yesterday_not_closed", DAY)]
    here.does("zhao", closes(), morning)
    assert day_alarms(replace(told, state=here.state)) == ()
    nothing_recorded = replace(told, state=desk().state)
    assert day_alarms(nothing_recorded) == ()


@pytest.mark.parametrize(("opened", "told"), [("23:29", ["yesterday_not_closed"]), ("23:50", [])])
def test_a_first_day_that_was_opened_after_its_closing_is_not_held_against_anybody(
    opened: str, told: list[str]
) -> None:
    """What was still done on it then is no reason to ask why nobody closed it in time."""
    first = desk()
    first.does("", OpenDesk(DAY, "desk", None), at(opened), post="")
    first.state.began = DAY
    first.does("zhou", TickItem(DAY, HELD, value="held"), at("23:55"))
    morning = replace(looking(first), plan=plan_under(CLOSES, TOMORROW), now=at("08:00", TOMORROW))
    assert [one.code for one in day_alarms(morning)] == told


def test_what_is_said_of_a_day_before_the_first_record_opens_no_day() -> None:
    first = desk()
    first.state.began = TOMORROW
    first.does("zhou", TickItem(DAY, HELD, value="held"), at("23:55"))
    assert day_alarms(replace(looking(first), plan=plan_under(CLOSES, TOMORROW), now=at("08:00", TOMORROW))) == ()
