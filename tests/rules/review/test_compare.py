"""Two days side by side, and one day by its own clock."""

from __future__ import annotations

from datetime import timedelta

from dutytui.rules.closing.day_views import DayStatus
from dutytui.rules.commands import EntryFields, FailItem, LogEntry, TickItem, WaiveItem
from dutytui.rules.review.compare import difference
from dutytui.rules.review.day import DayReview
from dutytui.rules.review.digest import Weight, digest
from dutytui.rules.views import ItemStatus, PhaseStatus
from tests.rules.a_mall import DAY, TOMORROW, Desk, at
from tests.rules.closing.a_closing_day import HELD, closes, locks, sweeps
from tests.rules.closing.a_closing_day import desk as closing_desk
from tests.rules.closing.a_closing_day import looking as at_night
from tests.rules.patrols.a_patrol import Terminal
from tests.rules.review.a_review import desk, looking

LOCKS = "staff_entry/locks_checked"
YEARS_LATER = at("09:00", TOMORROW) + timedelta(days=800)


def reviewed(one: Desk, now: object = None, day: object = DAY) -> DayReview:
    return DayReview(looking(one, now or at("09:00", TOMORROW), day))  # type: ignore[arg-type]


def test_an_item_done_in_time_on_one_day_and_late_on_the_other_differs() -> None:
    one = desk()
    one.does("qian", TickItem(DAY, LOCKS), at("08:10"))
    one.does("qian", TickItem(TOMORROW, LOCKS), at("11:00", TOMORROW))
    now = at("12:00", TOMORROW)
    found = difference(reviewed(one, now, TOMORROW), reviewed(one, now, DAY))
    (locks_of_both,) = (pair for pair in found.items if pair.key == LOCKS)
    assert locks_of_both.one is not None and locks_of_both.other is not None
    assert (locks_of_both.one.status, locks_of_both.other.status) == (ItemStatus.DONE_LATE, ItemStatus.DONE)
    assert {pair.figure.id for pair in found.figures} >= {"items_done", "items_on_time"}


def test_two_days_that_went_alike_differ_in_nothing() -> None:
    one = desk()
    for day in (DAY, TOMORROW):
        one.does("qian", TickItem(day, LOCKS), at("08:10", day))
    now = at("09:00", TOMORROW) + timedelta(days=1)
    found = difference(reviewed(one, now, TOMORROW), reviewed(one, now, DAY))
    assert (found.items, found.phases) == ((), ())


def test_what_was_not_done_grows_no_later_while_the_years_pass() -> None:
    one = desk()
    one.does("qian", TickItem(DAY, LOCKS), at("08:10"))
    morning, later = reviewed(one), reviewed(one, YEARS_LATER)
    assert [phase.late_by for phase in morning.phases] == [phase.late_by for phase in later.phases]
    assert digest(morning).wrong == digest(later).wrong


def test_the_digest_says_what_failed_was_left_out_and_never_done() -> None:
    one = desk()
    one.does("qian", FailItem(DAY, LOCKS, "lock jams"), at("08:10"))
    one.does("zhao", WaiveItem(DAY, "staff_entry/staff_in", "gate counter broken"), at("08:20"))
    told = {finding.code: finding for finding in digest(reviewed(one)).wrong}
    assert told["item_failed"].said == "lock jams"
    assert (told["item_waived"].said, told["item_waived"].weight) == ("gate counter broken", Weight.MILD)
    assert told["item_missing"].weight is Weight.PLAIN


def test_what_is_open_is_as_it_stands_now_and_what_was_closed_since_is_gone() -> None:
    one = desk()
    one.does("zhao", LogEntry(DAY, EntryFields("note", "door jams")), at("12:00"))
    (entry,) = (finding for finding in digest(reviewed(one)).open if finding.code == "entry_open")
    assert entry.values["text"] == "door jams"


def test_a_day_nobody_recorded_anything_on_is_empty_and_no_failure() -> None:
    found = reviewed(desk())
    assert not found.recorded
    assert found.end.status is DayStatus.OPEN


def test_a_day_closed_after_midnight_is_judged_by_its_closing() -> None:
    one = closing_desk()
    sweeps(one)
    locks(one)
    night = at("25:30")
    one.does("zhao", closes(), night)
    found = DayReview(at_night(one, YEARS_LATER))
    assert found.then.now == night
    assert found.end.status is DayStatus.CLOSED
    meeting = next(phase for phase in found.phases if phase.id == HELD.partition("/")[0])
    assert meeting.status is PhaseStatus.LATE and meeting.late_by < 24 * 60


def test_a_round_that_may_still_be_walked_is_late_and_not_missed_while_the_day_runs() -> None:
    here = Terminal()
    here.opens("08:00")
    during, after = (digest(DayReview(here.looks(clock))) for clock in ("10:15", "33:00"))
    of_ten = [(one.code, one.subject) for one in during.wrong if one.subject == "round:floors@1000"]
    assert of_ten == [("round_waiting", "round:floors@1000")]
    assert "round_waiting" not in {one.code for one in after.wrong}
