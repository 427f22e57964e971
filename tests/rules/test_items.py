"""Ticking, waiving and failing items: what the day allows to whom, and when. DS is cited by its section."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from dutytui.rules import board, logbook
from dutytui.rules.commands import CloseEntry, Command, FailItem, HandleEntry, SignIn, TickItem, WaiveItem
from dutytui.rules.views import EntryStatus, ItemStatus
from tests.rules.a_mall import DAY, MALL, TOMORROW, Desk, at, plan_of, t

LOCKS = TickItem(DAY, "staff_entry/locks_checked")
PASSAGE = TickItem(DAY, "staff_entry/passage_open")


def status(desk: Desk, key: str, now: datetime) -> ItemStatus:
    view = board.item(desk.state, plan_of(DAY), MALL, key, now, "", "")
    assert view is not None
    return view.status


def staff_are_in(desk: Desk) -> None:
    desk.does("qian", LOCKS, at("08:21"))
    desk.does("sun", PASSAGE, at("08:22"))
    for floor in MALL.mall.floors:
        desk.does("li", TickItem(DAY, f"staff_entry/lights@{floor.id}"), at("08:23"))


REFUSED: list[tuple[str, str, Command, str, str]] = [
    # who, when, command, code, source
    ("qian", "07:49", LOCKS, "item_not_open_yet", "DS §2 staff entry, release window"),
    ("qian", "08:25", TickItem(TOMORROW, "staff_entry/locks_checked"), "day_not_begun", "domain §4"),
    ("sun", "08:25", PASSAGE, "item_waits_for", "DS §2 staff entry: locks before the passage"),
    ("qian", "08:55", TickItem(DAY, "opening/main_door", evidence="quiet"), "phase_waits_for", "DS §2 opening"),
    ("li", "08:25", LOCKS, "post_not_allowed", "DS §1 posts"),
    ("qian", "08:25", TickItem(DAY, "staff_entry/locks_checked", value=3), "value_not_asked", ""),
    ("qian", "08:25", TickItem(DAY, "staff_entry/nothing"), "item_unknown", ""),
    ("qian", "08:25", replace(LOCKS, at=at("08:26")), "time_in_future", ""),
    ("qian", "08:25", replace(LOCKS, at=at("07:30")), "time_before_open", ""),
    ("sun", "08:25", TickItem(DAY, "staff_entry/staff_in"), "number_missing", ""),
    ("sun", "08:25", TickItem(DAY, "staff_entry/staff_in", value="many"), "number_missing", ""),
    ("sun", "08:25", TickItem(DAY, "staff_entry/staff_in", value="nan"), "number_missing", ""),
    ("sun", "08:25", TickItem(DAY, "staff_entry/staff_in", value=float("nan")), "number_missing", ""),
    ("sun", "08:25", TickItem(DAY, "staff_entry/staff_in", value=501), "number_too_large", ""),
    ("sun", "08:25", TickItem(DAY, "staff_entry/staff_in", value=-1), "number_too_small", ""),
    ("sun", "08:25", TickItem(DAY, "staff_entry/turned_away", value="  "), "note_missing", ""),
    ("zhou", "08:35", TickItem(DAY, "morning_meeting/held", value="maybe"), "choice_unknown", ""),
    ("zhou", "08:35", TickItem(DAY, "morning_meeting/held"), "choice_unknown", ""),
    ("zhou", "08:35", TickItem(DAY, "morning_meeting/held", value="not_held"), "choice_fails", ""),
    ("zhou", "08:35", FailItem(DAY, "morning_meeting/held", "no", value="held"), "choice_does_not_fail", ""),
    ("qian", "08:25", WaiveItem(DAY, "staff_entry/locks_checked", "broken"), "waive_not_allowed", "required"),
    ("zhao", "08:25", WaiveItem(DAY, "staff_entry/locks_checked", " "), "reason_missing", ""),
    ("qian", "08:25", FailItem(DAY, "staff_entry/locks_checked", " "), "reason_missing", ""),
    ("zhao", "08:25", replace(LOCKS, behalf="post:guard"), "behalf_not_allowed", "domain §1 for whom"),
    ("zhao", "08:25", replace(LOCKS, behalf="li"), "behalf_not_allowed", ""),
    ("zhao", "08:25", replace(LOCKS, behalf="nobody"), "behalf_unknown", ""),
    ("", "08:25", LOCKS, "not_signed_in", ""),
    ("qian", "22:05", TickItem(DAY, "clearance_sweep/floor@5F"), "item_waits_for", "DS §2 sweep, top down"),
]


@pytest.mark.parametrize(("who", "when", "command", "code", "source"), REFUSED, ids=lambda v: str(v)[:40])
def test_what_may_not_be_is_refused(who: str, when: str, command: Command, code: str, source: str) -> None:
    desk = Desk()
    assert desk.refuses(who, command, at(when)).code == code
    assert desk.journal == []


def test_a_post_that_one_does_not_hold_is_refused_with_ones_own() -> None:
    refusal = Desk().refuses("sun", LOCKS, at("08:25"), post="security_chief")
    assert refusal.code == "post_not_held"
    assert [post.id for post in refusal.values["posts"]] == ["guard"]
    assert Desk().refuses("sun", LOCKS, at("08:25"), post="gardener").code == "post_unknown"


def test_nothing_is_ticked_on_a_closed_day() -> None:
    closed = date(2027, 2, 6)
    refusal = Desk().refuses("qian", TickItem(closed, "staff_entry/locks_checked"), at("08:25", closed))
    assert refusal.code == "day_closed"


def test_a_plan_of_another_day_is_a_mistake_of_the_program() -> None:
    from dutytui.rules.context import Context
    from dutytui.rules.decide import decide

    context = Context(at("08:25"), "qian", "security_chief", plan_of(TOMORROW), MALL, "desk.1")
    with pytest.raises(ValueError, match="2026-11-24"):
        decide(Desk().state, LOCKS, context)


@pytest.mark.parametrize(
    ("item", "who", "value", "kept"),
    [
        ("staff_entry/staff_in", "sun", "213", 213),
        ("staff_entry/staff_in", "sun", "２１３", 213),  # typed with a Chinese input method on
        ("staff_entry/staff_in", "sun", 12.5, 12.5),
        ("staff_entry/staff_in", "sun", 0, 0),
        ("staff_entry/turned_away", "sun", " 两人未戴工牌 ", "两人未戴工牌"),
        ("morning_meeting/held", "zhou", "held", "held"),
    ],
)
def test_what_is_typed_is_recorded(item: str, who: str, value: object, kept: object) -> None:
    now = at("08:35") if item.startswith("morning") else at("08:25")
    (event,) = Desk().does(who, TickItem(DAY, item, value=value), now)  # type: ignore[arg-type]
    assert event.data == {"value": kept}
    assert (event.by, event.cause, event.procedure) == (who, "desk.1", "v1")


def test_the_passage_opens_once_the_locks_are_checked() -> None:
    """DS §2 staff entry: the passage opens only after the lock check."""
    desk = Desk()
    refusal = desk.refuses("sun", PASSAGE, at("08:25"))
    assert refusal.values["waits_for"] == (t("Locks checked"),)
    desk.does("qian", LOCKS, at("08:26"))
    desk.does("sun", PASSAGE, at("08:27"))
    assert status(desk, "staff_entry/passage_open", at("08:28")) is ItemStatus.DONE


def test_the_door_waits_for_what_is_required_of_staff_entry_and_no_more() -> None:
    desk = Desk()
    refusal = desk.refuses("qian", TickItem(DAY, "opening/main_door", evidence="quiet"), at("08:55"))
    assert refusal.values["phase"] == t("Staff entry")
    assert len(refusal.values["waits_for"]) == 9  # locks, passage, lights on seven floors; not the optional two
    staff_are_in(desk)
    assert desk.refuses("qian", TickItem(DAY, "opening/main_door"), at("08:55")).code == "evidence_missing"
    desk.does("qian", TickItem(DAY, "opening/main_door", evidence="quiet"), at("08:58"))


def test_a_floor_of_the_sweep_opens_when_the_one_above_is_confirmed() -> None:
    """DS §2 clearance sweep; what is found stops it until it has been dealt with."""
    desk = Desk()
    desk.does("qian", TickItem(DAY, "clearance_sweep/floor@6F"), at("22:05"))
    desk.does("qian", FailItem(DAY, "clearance_sweep/floor@5F", "有顾客滞留"), at("22:06"))
    refusal = desk.refuses("qian", TickItem(DAY, "clearance_sweep/floor@4F"), at("22:07"))
    assert refusal.values["waits_for"] == (t("Floor swept · 5F"),)
    entry = desk.journal[-1].on
    desk.does("li", HandleEntry(DAY, entry, "escorted out"), at("22:08"))
    desk.does("zhao", CloseEntry(DAY, entry), at("22:09"))
    assert status(desk, "clearance_sweep/floor@5F", at("22:10")) is ItemStatus.MENDED
    desk.does("qian", TickItem(DAY, "clearance_sweep/floor@4F"), at("22:10"))


def test_done_once_is_done_and_the_refusal_says_by_whom() -> None:
    desk = Desk()
    desk.does("qian", LOCKS, at("08:21"))
    for command in (LOCKS, FailItem(DAY, LOCKS.item, "x"), WaiveItem(DAY, LOCKS.item, "x")):
        refusal = desk.refuses("zhao", command, at("08:25"))
        assert (refusal.code, refusal.values["by"].id, refusal.values["at"]) == (
            "item_already_done",
            "qian",
            at("08:21"),
        )


def test_the_duty_manager_ticks_for_a_post_and_the_record_says_for_whom() -> None:
    desk = Desk()
    (event,) = desk.does("zhao", LOCKS, at("08:25"))
    assert (event.by, event.post, event.behalf) == ("zhao", "duty_manager", "post:security_chief")
    view = board.item(desk.state, plan_of(DAY), MALL, LOCKS.item, at("08:26"), "", "")
    assert view is not None
    assert view.last is not None
    assert view.last.behalf is not None
    assert (view.last.behalf.id, view.last.behalf.name) == ("post:security_chief", t("Security chief"))


def test_somebody_can_be_named_whom_it_is_done_for() -> None:
    (event,) = Desk().does("zhao", replace(LOCKS, behalf="qian"), at("08:25"))
    assert event.behalf == "qian"


def test_somebody_who_is_not_listed_can_be_named_once_they_have_signed_in() -> None:
    desk = Desk()
    stand_in = replace(LOCKS, behalf="temp-1")
    assert desk.refuses("zhao", stand_in, at("08:25")).code == "behalf_unknown"
    desk.does("", SignIn("temp-1", "临时工", "guard"), at("08:10"))
    assert desk.does("zhao", stand_in, at("08:25"))[0].behalf == "temp-1"


def test_waived_is_neither_done_nor_forgotten() -> None:
    desk = Desk()
    desk.does("zhao", WaiveItem(DAY, LOCKS.item, "停电检修"), at("08:25"))
    assert status(desk, LOCKS.item, at("12:00")) is ItemStatus.WAIVED
    desk.does("sun", PASSAGE, at("08:26"))
    assert desk.refuses("qian", LOCKS, at("08:30")).code == "item_already_waived"


def test_an_optional_item_may_be_left_out_by_those_who_would_do_it() -> None:
    desk = Desk()
    assert desk.refuses("li", WaiveItem(DAY, "staff_entry/staff_in", "x"), at("08:25")).code == "post_not_allowed"
    desk.does("sun", WaiveItem(DAY, "staff_entry/staff_in", "counter broken"), at("08:25"))


def test_a_failure_raises_an_entry_that_is_followed_to_its_recheck() -> None:
    desk = Desk()
    failed, logged = desk.does("qian", FailItem(DAY, LOCKS.item, "三号门锁坏", at=at("08:20")), at("08:21"))
    assert failed.data["entry"] == logged.on == "entry:desk.1"
    assert failed.cause == logged.cause == "desk.1"
    assert logged.data == {
        "no": 1,
        "kind": "rectification",
        "text": "三号门锁坏",
        "severity": "urgent",
        "owner": "electrician",
        "due": at("08:50").isoformat(),
        "item": LOCKS.item,
    }
    assert status(desk, LOCKS.item, at("08:22")) is ItemStatus.FAILED
    assert desk.refuses("qian", LOCKS, at("08:22")).values["number"] == "1"
    desk.does("li", HandleEntry(DAY, logged.on, "lock replaced"), at("08:40"))
    assert status(desk, LOCKS.item, at("08:41")) is ItemStatus.FAILED
    desk.does("zhao", CloseEntry(DAY, logged.on), at("08:45"))
    assert status(desk, LOCKS.item, at("08:46")) is ItemStatus.MENDED
    view = logbook.entry(desk.state, MALL, DAY, logged.on, at("08:46"))
    assert view is not None
    assert (view.status, view.item, view.item_title) == (EntryStatus.CLOSED, LOCKS.item, t("Locks checked"))


def test_the_place_of_an_instance_goes_into_the_entry_it_raises() -> None:
    logged = Desk().does("li", FailItem(DAY, "staff_entry/lights@3F", "dark"), at("08:25"))[1]
    assert logged.data["place"] == "3F"


def test_a_number_out_of_bounds_can_be_recorded_as_a_failure() -> None:
    desk = Desk()
    refusal = desk.refuses("sun", TickItem(DAY, "staff_entry/staff_in", value=600), at("08:25"))
    assert (refusal.code, refusal.values["maximum"], refusal.values["unit"]) == ("number_too_large", 500, t("people"))
    failed, _ = desk.does("sun", FailItem(DAY, "staff_entry/staff_in", "too many", value=600), at("08:25"))
    assert failed.data["value"] == 600


def test_a_choice_that_fails_is_recorded_as_a_failure_and_shown_by_its_title() -> None:
    desk = Desk()
    (failed,) = desk.does("zhou", FailItem(DAY, "morning_meeting/held", "nobody came", value="not_held"), at("08:35"))
    assert "entry" not in failed.data  # this item raises nothing
    view = board.item(desk.state, plan_of(DAY), MALL, "morning_meeting/held", at("08:36"), "", "")
    assert view is not None
    assert (view.status, view.value, view.entry) == (ItemStatus.FAILED, t("Not held"), "")


class TestSignatures:
    """DS §2 lock up: locks checked jointly by duty manager and security chief, two signatures by two people."""

    KEY = "lock_up/locks"
    SIGN = TickItem(DAY, KEY)

    def desk(self) -> Desk:
        desk = Desk()
        for floor in MALL.mall.floors:
            desk.does("qian", TickItem(DAY, f"clearance_sweep/floor@{floor.id}"), at("22:05"), post="security_chief")
        return desk

    def test_two_people_sign_and_then_it_is_done(self) -> None:
        desk = self.desk()
        (first,) = desk.does("qian", self.SIGN, at("22:35"))
        assert first.data == {"signer": "security_chief"}
        assert status(desk, self.KEY, at("22:36")) is ItemStatus.DUE
        desk.does("zhao", self.SIGN, at("22:37"))
        assert status(desk, self.KEY, at("22:38")) is ItemStatus.DONE
        assert desk.refuses("zhao", self.SIGN, at("22:39")).code == "item_already_done"

    def test_one_person_with_two_posts_signs_once(self) -> None:
        """Domain §4: the locks "checked" by one person under two names."""
        desk = self.desk()
        desk.does("qian", self.SIGN, at("22:35"), post="security_chief")
        assert desk.refuses("qian", self.SIGN, at("22:36"), post="duty_manager").code == "person_has_signed"

    def test_a_post_signs_once(self) -> None:
        desk = self.desk()
        desk.does("qian", self.SIGN, at("22:35"), post="duty_manager")
        assert desk.refuses("zhao", self.SIGN, at("22:36")).code == "post_has_signed"

    def test_nobody_signs_for_somebody_else(self) -> None:
        desk = self.desk()
        assert desk.refuses("zhao", replace(self.SIGN, behalf="qian"), at("22:35")).code == "signature_not_for_others"
        assert desk.refuses("sun", self.SIGN, at("22:35")).code == "post_not_allowed"

    def test_what_is_half_signed_is_not_overruled(self) -> None:
        desk = self.desk()
        desk.does("qian", self.SIGN, at("22:35"))
        refusal = desk.refuses("zhao", WaiveItem(DAY, self.KEY, "late"), at("22:36"))
        assert refusal.code == "item_has_signatures"
        assert [post.id for post in refusal.values["signed"]] == ["security_chief"]

    def test_nobody_locks_up_before_every_floor_is_swept(self) -> None:
        """Domain §4: a sweep marked complete with a floor skipped."""
        desk = Desk()
        desk.does("qian", TickItem(DAY, "clearance_sweep/floor@6F"), at("22:05"))
        refusal = desk.refuses("qian", self.SIGN, at("22:35"))
        assert (refusal.code, len(refusal.values["waits_for"])) == ("phase_waits_for", 6)
