"""The logbook: numbers, fields, handling, closing, reopening, remarks and corrections."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dutytui.rules import logbook
from dutytui.rules.commands import (
    CloseEntry,
    Command,
    CorrectEntry,
    EntryFields,
    FailItem,
    HandleEntry,
    LogEntry,
    RemarkEntry,
    ReopenEntry,
)
from dutytui.rules.views import EntryStatus, EntryView
from tests.rules.a_mall import DAY, MALL, TOMORROW, Desk, at, mall, t

FIELDS = EntryFields(kind="complaint", text="电梯夹包", place="3F", severity="urgent")
LOG = LogEntry(DAY, FIELDS)
ENTRY = "entry:desk.1"
NOON = at("12:00")


def logged() -> Desk:
    desk = Desk()
    desk.does("wu", LOG, NOON)
    return desk


def view(desk: Desk, on: str = ENTRY, now: str = "12:30") -> EntryView:
    found = logbook.entry(desk.state, MALL, DAY, on, at(now))
    assert found is not None
    return found


def test_a_kind_fills_in_its_owner_and_its_time() -> None:
    entry = view(logged())
    assert entry.owner is not None
    assert (entry.owner.id, entry.due) == ("service_desk", at("13:00"))
    assert (entry.number, entry.text, entry.status, entry.rank) == ("1", "电梯夹包", EntryStatus.OPEN, 1)
    assert (entry.kind.name, entry.place and entry.place.id) == (t("Complaint"), "3F")


def test_what_is_given_is_not_filled_in() -> None:
    desk = Desk()
    given = replace(FIELDS, owner="li", due=at("15:00"))
    desk.does("wu", LogEntry(DAY, given, at=at("11:00")), NOON)
    entry = view(desk)
    assert entry.owner is not None
    assert (entry.owner.name["en"], entry.due, entry.happened) == ("Li", at("15:00"), at("11:00"))


WRONG: list[tuple[Command, str]] = [
    (LogEntry(DAY, replace(FIELDS, kind="gossip")), "kind_unknown"),
    (LogEntry(DAY, replace(FIELDS, kind="")), "kind_unknown"),
    (LogEntry(DAY, replace(FIELDS, place="9F")), "place_unknown"),
    (LogEntry(DAY, replace(FIELDS, severity="huge")), "severity_unknown"),
    (LogEntry(DAY, replace(FIELDS, owner="nobody")), "owner_unknown"),
    (LogEntry(DAY, replace(FIELDS, text=" \n ")), "text_missing"),
    (LogEntry(DAY, replace(FIELDS, due=at("11:59"))), "due_before_happened"),
    (LogEntry(DAY, FIELDS, at=at("12:01")), "time_in_future"),
    (LogEntry(DAY, FIELDS, at=at("04:59")), "time_not_of_day"),
    (LogEntry(TOMORROW, FIELDS), "day_not_begun"),
    (LogEntry(DAY, FIELDS, behalf="ghost"), "behalf_unknown"),
    (RemarkEntry(DAY, "entry:other.9", "x"), "entry_unknown"),
    (RemarkEntry(DAY, ENTRY, " "), "text_missing"),
    (HandleEntry(DAY, ENTRY, " "), "note_of_handling_missing"),
    (CloseEntry(DAY, ENTRY), "entry_not_handled"),
    (ReopenEntry(DAY, ENTRY, "no"), "entry_still_open"),
    (CorrectEntry(DAY, ENTRY, {"text": "电梯夹包"}, "typo"), "nothing_changed"),
    (CorrectEntry(DAY, ENTRY, {"due": "2026-11-23T05:00:00+00:00"}, "typo"), "nothing_changed"),  # 13:00 here
    (CorrectEntry(DAY, ENTRY, {}, "typo"), "nothing_changed"),
    (CorrectEntry(DAY, ENTRY, {"text": "别的"}, ""), "reason_missing"),
    (CorrectEntry(DAY, ENTRY, {"text": ""}, "typo"), "text_missing"),
    (CorrectEntry(DAY, ENTRY, {"colour": "red"}, "typo"), "field_unknown"),
    (CorrectEntry(DAY, ENTRY, {"due": "soon"}, "typo"), "due_unreadable"),
    (CorrectEntry(DAY, ENTRY, {"due": "2026-11-23T13:00:00"}, "typo"), "due_unreadable"),
    (CorrectEntry(DAY, ENTRY, {"due": at("11:00").isoformat()}, "typo"), "due_before_happened"),
    (CorrectEntry(DAY, ENTRY, {"place": "9F"}, "typo"), "place_unknown"),
]


@pytest.mark.parametrize(("command", "code"), WRONG)
def test_what_is_wrong_is_refused(command: Command, code: str) -> None:
    assert logged().refuses("wu", command, NOON).code == code


def test_a_refusal_names_the_choices() -> None:
    refusal = Desk().refuses("wu", LogEntry(DAY, replace(FIELDS, kind="gossip")), NOON)
    assert [kind.id for kind in refusal.values["kinds"]] == ["complaint", "rectification", "note"]


def test_entries_are_numbered_through_the_day() -> None:
    desk = logged()
    desk.does("wu", LOG, NOON)
    tomorrow = at("12:00", TOMORROW)
    (next_day,) = desk.does("wu", LogEntry(TOMORROW, FIELDS), tomorrow)
    assert [event.data["no"] for event in desk.journal] == [1, 2, 1]
    assert next_day.on == "entry:desk.3"


def test_two_desks_that_gave_one_number_offline_show_both() -> None:
    desk, other = logged(), Desk("desk-2")
    other.does("wu", LOG, NOON + timedelta(minutes=1))
    desk.hears(other)
    other.hears(desk)
    for state in (desk.state, other.state):
        numbers = [entry.number for entry in logbook.logbook(state, MALL, DAY, at("13:00")).entries]
        assert numbers == ["1", "1·desk-2"]
    assert desk.does("wu", LOG, at("13:00"))[0].data["no"] == 2


def test_open_handled_closed_and_back() -> None:
    desk = logged()
    desk.does("wu", HandleEntry(DAY, ENTRY, "apologised"), NOON)
    assert view(desk).status is EntryStatus.HANDLED
    already = desk.refuses("wu", HandleEntry(DAY, ENTRY, "again"), NOON)
    assert (already.code, already.values["by"].id) == ("entry_already_handled", "wu")
    desk.does("wu", CloseEntry(DAY, ENTRY, "ok"), NOON)
    assert view(desk).status is EntryStatus.CLOSED
    assert desk.refuses("zhao", CloseEntry(DAY, ENTRY), NOON).code == "entry_already_closed"
    assert desk.refuses("zhao", ReopenEntry(DAY, ENTRY, ""), NOON).code == "reason_missing"
    desk.does("zhao", ReopenEntry(DAY, ENTRY, "customer called again"), NOON)
    assert view(desk).status is EntryStatus.OPEN
    assert [act.kind for act in view(desk).history] == [
        "entry_logged",
        "entry_handled",
        "entry_closed",
        "entry_reopened",
    ]


@pytest.mark.parametrize(
    ("who", "command", "code"),
    [
        ("li", HandleEntry(DAY, ENTRY, "x"), "handle_not_allowed"),
        ("li", CloseEntry(DAY, ENTRY), "close_not_allowed"),
        ("li", ReopenEntry(DAY, ENTRY, "x"), "close_not_allowed"),
        ("li", CorrectEntry(DAY, ENTRY, {"text": "y"}, "x"), "correct_not_allowed"),
    ],
)
def test_who_has_nothing_to_do_with_it_only_remarks(who: str, command: Command, code: str) -> None:
    desk = logged()
    if not isinstance(command, HandleEntry):
        desk.does("wu", HandleEntry(DAY, ENTRY, "done"), NOON)
    refusal = desk.refuses(who, command, NOON)
    assert refusal.code == code
    assert [post.id for post in refusal.values["posts"]] == ["duty_manager"]
    desk.does(who, RemarkEntry(DAY, ENTRY, "I saw it, too"), NOON)
    assert view(desk).remarks == 1


def test_an_entry_without_an_owner_may_be_handled_by_anybody() -> None:
    desk = Desk()
    desk.does("wu", LogEntry(DAY, EntryFields("note", "umbrella found")), NOON)
    desk.does("li", HandleEntry(DAY, ENTRY, "given back"), NOON)
    assert view(desk).status is EntryStatus.HANDLED


def test_who_mends_does_not_recheck() -> None:
    """A rectification is closed by a recheck, made by somebody else."""
    desk = Desk()
    _, raised = desk.does("qian", FailItem(DAY, "staff_entry/locks_checked", "loose"), at("08:25"))
    desk.does("zhao", HandleEntry(DAY, raised.on, "tightened"), NOON)
    refusal = desk.refuses("zhao", CloseEntry(DAY, raised.on), NOON)
    assert (refusal.code, refusal.values["by"].id) == ("recheck_by_handler", "zhao")
    desk.does("zhao", ReopenEntry(DAY, raised.on, "still loose"), NOON)
    desk.does("li", HandleEntry(DAY, raised.on, "replaced"), NOON)
    desk.does("zhao", CloseEntry(DAY, raised.on), NOON)  # handled by somebody else this time
    assert view(desk, raised.on).recheck


def test_a_correction_keeps_both_versions() -> None:
    desk = logged()
    changes = {"text": "扶梯夹包", "place": "2F", "severity": "urgent", "owner": ""}
    desk.does("wu", CorrectEntry(DAY, ENTRY, changes, "听错"), NOON)
    entry = view(desk)
    assert (entry.text, entry.place and entry.place.id, entry.owner, entry.corrected) == ("扶梯夹包", "2F", None, True)
    assert entry.history[0].note == "电梯夹包"
    assert entry.history[1].changes == (
        ("owner", "service_desk", ""),
        ("place", "3F", "2F"),
        ("text", "电梯夹包", "扶梯夹包"),
    )


def test_a_closed_entry_still_takes_remarks_and_corrections() -> None:
    desk = logged()
    desk.does("wu", HandleEntry(DAY, ENTRY, "done"), NOON)
    desk.does("wu", CloseEntry(DAY, ENTRY), NOON)
    desk.does("wu", RemarkEntry(DAY, ENTRY, "called back"), NOON)
    desk.does("wu", CorrectEntry(DAY, ENTRY, {"place": ""}, "elsewhere"), NOON)
    entry = view(desk)
    assert (entry.status, entry.remarks, entry.place) == (EntryStatus.CLOSED, 1, None)


def test_two_corrections_made_without_knowing_of_each_other_are_said_until_settled() -> None:
    desk, other = logged(), Desk("desk-2")
    other.hears(desk)
    desk.does("wu", CorrectEntry(DAY, ENTRY, {"place": "2F"}, "a"), NOON)
    other.does("zhao", CorrectEntry(DAY, ENTRY, {"place": "1F"}, "b"), NOON + timedelta(minutes=1))
    desk.hears(other)
    assert view(desk).disputed == ("place",)
    desk.does("wu", CorrectEntry(DAY, ENTRY, {"place": "2F"}, "checked"), at("12:10"))
    assert (view(desk).disputed, view(desk).place and view(desk).place.id) == ((), "2F")  # type: ignore[union-attr]


def test_closed_here_and_reopened_there_is_open() -> None:
    for first, second in (("wu", "zhao"), ("zhao", "wu")):
        desk, other = logged(), Desk("desk-2")
        desk.does("wu", HandleEntry(DAY, ENTRY, "done"), NOON)
        other.hears(desk)
        minute = {first: NOON + timedelta(minutes=1), second: NOON + timedelta(minutes=2)}
        desk.does("wu", CloseEntry(DAY, ENTRY), minute["wu"])
        other.does("zhao", ReopenEntry(DAY, ENTRY, "not yet"), minute["zhao"])
        desk.hears(other)
        assert view(desk).status is EntryStatus.OPEN


def test_overdue_is_open_past_its_time() -> None:
    desk = logged()
    assert not view(desk, now="13:00").overdue
    assert logbook.logbook(desk.state, MALL, DAY, at("13:00")).entries[0].overdue is False
    assert logbook.logbook(desk.state, MALL, DAY, at("13:01")).entries[0].overdue is True
    assert view(desk, now="13:01").overdue
    desk.does("wu", HandleEntry(DAY, ENTRY, "done"), at("13:02"))
    assert not view(desk, now="13:03").overdue


def test_what_was_left_open_is_carried_to_the_next_day_until_it_is_closed() -> None:
    desk = logged()
    desk.does("wu", LOG, NOON)
    desk.does("wu", HandleEntry(DAY, "entry:desk.2", "done"), NOON)
    desk.does("wu", CloseEntry(DAY, "entry:desk.2"), NOON)
    desk.does("wu", LogEntry(TOMORROW, FIELDS), at("09:00", TOMORROW))
    tomorrow = logbook.logbook(desk.state, MALL, TOMORROW, at("10:00", TOMORROW))
    assert [(entry.subject, entry.carried) for entry in tomorrow.entries] == [(ENTRY, True), ("entry:desk.5", False)]
    desk.does("wu", HandleEntry(DAY, ENTRY, "done"), at("10:00", TOMORROW))
    desk.does("wu", CloseEntry(DAY, ENTRY), at("10:30", TOMORROW))
    tomorrow = logbook.logbook(desk.state, MALL, TOMORROW, at("11:00", TOMORROW))
    assert (len(tomorrow.entries), tomorrow.closed) == (2, 1)  # it was still open when that day began
    later = TOMORROW + timedelta(days=1)
    assert [entry.day for entry in logbook.logbook(desk.state, MALL, later, at("11:00", later)).entries] == [TOMORROW]


def test_typed_in_long_after_it_happened_is_a_late_entry() -> None:
    desk = Desk()
    desk.does("wu", LogEntry(DAY, FIELDS, at=at("11:50")), NOON)
    desk.does("wu", LogEntry(DAY, FIELDS, at=at("11:49")), NOON)
    assert [e.late_entry for e in logbook.logbook(desk.state, MALL, DAY, NOON).entries] == [False, True]
    assert view(desk).recorded == NOON


def test_the_mall_says_from_when_on_it_is_a_late_entry() -> None:
    patient = mall(mall=replace(MALL.mall, late_entry_after=30))
    desk = Desk(procedures=patient)
    desk.does("wu", LogEntry(DAY, FIELDS, at=at("11:30")), NOON)
    desk.does("wu", LogEntry(DAY, FIELDS, at=at("11:29")), NOON)
    assert [e.late_entry for e in logbook.logbook(desk.state, patient, DAY, NOON).entries] == [False, True]


def test_ids_that_the_procedures_have_forgotten_are_shown_by_themselves() -> None:
    desk = logged()
    fact_like = desk.journal[0]
    data = dict(fact_like.data) | {"kind": "gone", "place": "7F", "severity": "odd", "owner": "left", "no": 7}
    desk.state.add(fact_like._replace(on="entry:x.1", id="x", writer="x", data=data))
    entry = view(desk, "entry:x.1")
    shown = [entry.kind, entry.place, entry.severity, entry.owner]
    assert [named and (named.id, named.name["en"]) for named in shown] == [
        ("gone", "gone"),
        ("7F", "7F"),
        ("odd", "odd"),
        ("left", "left"),
    ]
