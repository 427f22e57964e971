"""The roll call before opening: posts answer, the duty manager gives the order, or holds and releases it (DS)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dutytui.rules import board
from dutytui.rules.commands import Command, FailItem, TickItem, Undo
from dutytui.rules.events import POST_ANSWERED
from dutytui.rules.matters import Level
from dutytui.rules.roll_call.alarms import alarms
from dutytui.rules.roll_call.commands import AnswerCall, GiveOrder, HoldOrder
from dutytui.rules.roll_call.fold import Answer
from dutytui.rules.roll_call.unsettled import unsettled
from dutytui.rules.roll_call.views import CallStatus, history
from dutytui.rules.views import ItemStatus
from tests.rules.a_mall import DAY, Desk, at, t
from tests.rules.roll_call.a_roll_call import (
    CALLING,
    HOLD,
    ORDER,
    PLAN,
    READY,
    RELEASE,
    answered,
    call,
    desk,
    looking,
    not_ready,
)

DOOR = TickItem(DAY, "opening/main_door")

REFUSED: list[tuple[str, str, Command, str]] = [
    ("zhao", "08:29", READY["guard"], "call_too_early"),
    ("zhao", "08:40", replace(READY["guard"], at=at("08:20")), "call_too_early"),
    ("zhao", "08:40", replace(READY["guard"], at=at("08:41")), "time_in_future"),
    ("zhao", "08:40", AnswerCall(DAY, "opening", "it"), "call_post_unknown"),
    ("zhao", "08:40", AnswerCall(DAY, "closing", "guard"), "call_unknown"),
    ("li", "08:40", READY["guard"], "answer_not_allowed"),
    ("zhao", "08:40", not_ready("guard", " "), "reason_missing"),
    ("", "08:40", READY["guard"], "not_signed_in"),
    ("qian", "08:40", ORDER, "order_not_allowed"),
    ("qian", "08:40", HOLD, "order_not_allowed"),
    ("qian", "08:40", RELEASE, "order_not_allowed"),
    ("zhao", "08:40", ORDER, "order_needs_reason"),
    ("zhao", "08:40", RELEASE, "order_not_held"),
    ("zhao", "08:40", replace(HOLD, reason=" "), "reason_missing"),
    ("zhao", "08:40", replace(HOLD, guards=None), "guards_missing"),
    ("zhao", "08:40", replace(HOLD, guards=-1), "guards_missing"),
    ("zhao", "08:40", replace(HOLD, at=at("08:39"), until=at("08:38")), "release_before_hold"),
    ("zhao", "08:40", replace(HOLD, until=at("08:41")), "time_in_future"),
]


@pytest.mark.parametrize(("who", "when", "command", "code"), REFUSED, ids=lambda v: str(v)[:50])
def test_what_may_not_be_is_refused(who: str, when: str, command: Command, code: str) -> None:
    made = desk()
    assert made.refuses(who, command, at(when)).code == code
    assert made.journal == []


def test_each_post_answers_for_itself_or_the_duty_manager_hears_it_by_radio() -> None:
    made = desk()
    (own,) = made.does("sun", READY["guard"], at("08:35"))
    (heard,) = made.does("zhao", READY["electrician"], at("08:36"))
    assert (own.behalf, heard.behalf) == ("", "post:electrician")
    view = call(made, at("08:36"))
    assert (view.status, view.answered, view.total) == (CallStatus.CALLING, 2, 3)
    assert [post.id for post in view.silent] == ["security_chief"]
    assert [post.at for post in view.posts] == [None, at("08:35"), at("08:36")]


def test_a_post_that_is_not_ready_becomes_ready_and_the_order_of_posts_stays() -> None:
    made = desk()
    made.does("li", not_ready("electrician", "escalator 2"), at("08:35"))
    assert call(made, at("08:36")).posts[2].words == "escalator 2"
    assert [post.id for post in call(made, at("08:36")).unready] == ["electrician"]
    made.does("li", READY["electrician"], at("08:40"))
    assert call(made, at("08:41")).unready == ()
    assert made.refuses("li", READY["electrician"], at("08:42")).code == "post_is_ready"


def test_an_answer_taken_back_leaves_the_one_before() -> None:
    made = desk()
    made.does("li", not_ready("electrician"), at("08:35"))
    (ready,) = made.does("li", READY["electrician"], at("08:40"))
    made.does("li", Undo(DAY, "call:opening", ready.id), at("08:41"))
    assert call(made, at("08:42")).posts[2].answer is Answer.NOT_READY
    (first,) = [event for event in made.journal if event.kind == POST_ANSWERED][:1]
    made.does("li", Undo(DAY, "call:opening", first.id), at("08:43"))
    assert call(made, at("08:44")).posts[2].answer is Answer.SILENT


def test_two_terminals_that_heard_different_answers_show_a_dispute_until_the_post_is_asked_again() -> None:
    one, two = desk(), desk("desk-2")
    one.does("zhao", READY["guard"], at("08:35"))
    two.does("qian", not_ready("guard"), at("08:36"), post="duty_manager")
    one.hears(two)
    two.hears(one)
    assert one.state == two.state
    assert call(one, at("08:37")).posts[1].answer is Answer.DISPUTED
    assert one.refuses("zhao", ORDER, at("08:38")).code == "order_needs_reason"
    one.does("zhao", READY["guard"], at("08:39"))
    assert call(one, at("08:40")).posts[1].answer is Answer.READY


def test_the_door_waits_for_the_order_and_the_crowd_is_asked_about_before_it() -> None:
    """DS opening: trading starts on the duty manager's order."""
    made = answered()
    made.does("qian", TickItem(DAY, "opening/crowd"), at("08:55"))
    refusal = made.refuses("qian", DOOR, at("08:56"))
    assert (refusal.code, refusal.values["order"]) == ("item_waits_for_order", t("Order to open"))
    assert [post.id for post in refusal.values["posts"]] == ["duty_manager"]
    view = board.item(made.state, PLAN, CALLING, DOOR.item, at("08:56"), "", "")
    assert view is not None
    assert (view.status, view.waits_for) == (ItemStatus.WAITING, (t("Order to open"),))
    made.does("zhao", ORDER, at("08:58"))
    made.does("qian", DOOR, at("08:59"))
    assert made.refuses("zhao", ORDER, at("09:00")).code == "order_already_given"


def test_the_order_may_go_out_without_a_post_when_a_reason_is_given_and_kept() -> None:
    made = desk()
    made.does("sun", READY["guard"], at("08:35"))
    made.does("li", not_ready("electrician"), at("08:35"))
    (given,) = made.does("zhao", GiveOrder(DAY, "opening", "stand-in is there"), at("08:59"))
    assert given.data == {"silent": ["security_chief", "electrician"], "reason": "stand-in is there"}
    view = call(made, at("09:30"))
    assert (view.status, view.given_reason, view.late_by) == (CallStatus.GIVEN, "stand-in is there", 0)
    assert [post.id for post in view.missing] == ["security_chief", "electrician"]


def test_a_hold_shuts_the_door_until_the_duty_manager_releases_it_and_the_record_says_how_late_it_made_us() -> None:
    """DS opening: guards sent, reason, start and end recorded; trading starts late by the hold."""
    made = answered()
    made.does("zhao", HOLD, at("08:55"))
    assert made.refuses("zhao", ORDER, at("08:58")).code == "order_is_held"
    assert made.refuses("zhao", HOLD, at("08:58")).code == "order_is_held"
    assert made.refuses("qian", DOOR, at("08:58")).code == "item_waits_for_order"
    assert made.refuses("qian", RELEASE, at("09:10"), post="security_chief").code == "order_not_allowed"
    held = call(made, at("09:05"))
    assert (held.status, held.held_since, held.minutes_held, held.late_by) == (CallStatus.HELD, at("08:55"), 10, 5)
    made.does("zhao", RELEASE, at("09:10"))
    made.does("zhao", ORDER, at("09:12"))
    view = call(made, at("11:00"))
    assert (view.status, view.minutes_held, view.late_by, view.late_held) == (CallStatus.GIVEN, 15, 12, 10)
    assert (view.holds[0].guards, view.holds[0].reason, view.holds[0].note) == (4, "crowd pushes", "in order")
    made.does("qian", DOOR, at("09:13"))


def test_the_minutes_of_a_hold_are_told_from_the_second_it_began() -> None:
    made = answered()
    made.does("zhao", HOLD, at("08:57") + timedelta(seconds=20))
    lasts = [
        alarms(looking(made, at("08:58") + timedelta(seconds=seconds)))[0].values["lasts"] for seconds in (0, 20, 21)
    ]
    assert lasts == [timedelta(minutes=begun) for begun in (1, 1, 2)]


def test_a_hold_after_the_order_calls_it_back_and_the_order_is_given_again() -> None:
    made = answered()
    made.does("zhao", ORDER, at("08:57"))
    made.does("zhao", HOLD, at("08:59"))
    assert call(made, at("09:00")).status is CallStatus.HELD
    made.does("zhao", RELEASE, at("09:05"))
    assert call(made, at("09:05")).status is CallStatus.LATE
    assert made.refuses("qian", DOOR, at("09:06")).code == "item_waits_for_order"
    made.does("zhao", ORDER, at("09:06"))
    assert call(made, at("09:07")).given == at("09:06")


def test_a_hold_entered_afterwards_keeps_its_real_times_and_the_order_stands() -> None:
    made = answered()
    made.does("zhao", ORDER, at("09:10"))
    late = HoldOrder(DAY, "opening", "crowd", 2, at("08:50"))
    assert made.refuses("zhao", late, at("10:00")).code == "hold_end_missing"
    assert made.refuses("zhao", replace(late, until=at("09:20")), at("10:00")).code == "hold_end_too_late"
    made.does("zhao", replace(late, until=at("09:08")), at("10:00"))
    view = call(made, at("10:01"))
    assert (view.status, view.minutes_held, view.late_by, view.late_held) == (CallStatus.GIVEN, 18, 10, 8)


def test_an_order_is_not_given_for_a_time_at_which_it_was_held() -> None:
    made = answered()
    made.does("zhao", replace(HOLD, at=at("08:50")), at("08:50"))
    assert made.refuses("zhao", replace(RELEASE, at=at("08:40")), at("09:00")).code == "release_before_hold"
    made.does("zhao", replace(RELEASE, at=at("09:00")), at("09:05"))
    assert made.refuses("zhao", replace(ORDER, at=at("08:59")), at("09:06")).code == "order_in_hold"
    made.does("zhao", replace(ORDER, at=at("09:00")), at("09:06"))


def test_an_order_given_here_and_held_there_is_held_until_somebody_settles_it() -> None:
    one, two = answered(), desk("desk-2")
    two.hears(one)
    one.does("zhao", ORDER, at("08:58"))
    (hold,) = two.does("qian", HOLD, at("08:57"), post="duty_manager")
    one.hears(two)
    two.hears(one)
    assert one.state == two.state
    view = call(one, at("09:00"))
    assert (view.status, view.given, view.holds[0].disputed) == (CallStatus.DISPUTED, None, True)
    assert one.refuses("qian", DOOR, at("09:00")).code == "item_waits_for_order"
    two.does("qian", Undo(DAY, "call:opening", hold.id), at("09:01"), post="duty_manager")
    assert call(two, at("09:02")).given == at("08:58")
    one.does("zhao", RELEASE, at("09:03"))
    assert call(one, at("09:04")).status is CallStatus.GIVEN


def test_a_release_ends_only_the_holds_its_author_knew_of() -> None:
    one, two = answered(), desk("desk-2")
    two.hears(one)
    one.does("zhao", HOLD, at("08:50"))
    two.does("qian", HOLD, at("08:51"), post="duty_manager")
    one.does("zhao", RELEASE, at("08:55"))
    one.hears(two)
    assert call(one, at("08:56")).held_since == at("08:51")
    one.does("zhao", RELEASE, at("08:58"))
    assert call(one, at("08:59")).status is CallStatus.CALLING
    assert call(one, at("08:59")).minutes_held == 8  # 08:50 to 08:58, together


def test_an_order_by_somebody_without_the_right_is_void_and_shown() -> None:
    """Rights are judged twice: this one was made by a desk that does not ask."""
    made = answered()
    (fact,) = made.tries("zhao", ORDER, at("08:58"))  # type: ignore[misc]
    made.records(replace(fact, by="sun", post="guard"), at("08:58"))
    assert call(made, at("08:59")).status is CallStatus.CALLING
    assert history(looking(made, at("08:59")), "opening")[-1].act.void


def test_an_order_once_given_is_not_taken_back_but_held() -> None:
    made = answered()
    (given,) = made.does("zhao", ORDER, at("08:58"))
    assert made.refuses("zhao", Undo(DAY, "call:opening", given.id), at("08:59")).code == "undo_not_possible"


ALARMS = [
    ("08:54", "calling", []),
    ("08:55", "calling", [("order_soon", Level.SOON)]),
    ("09:01", "calling", [("order_late", Level.LATE)]),
    ("08:50", "held", [("order_held", Level.LATE)]),
    ("09:30", "given", []),
]


@pytest.mark.parametrize(("now", "stands", "told"), ALARMS)
def test_the_order_is_told_of_in_time(now: str, stands: str, told: list[tuple[str, Level]]) -> None:
    made = answered()
    if stands != "calling":
        made.does("zhao", HOLD if stands == "held" else ORDER, at("08:45"))
    assert [(alarm.code, alarm.level) for alarm in alarms(looking(made, at(now)))] == told


def test_an_order_that_was_never_given_is_unsettled_and_travels() -> None:
    made = desk()
    assert unsettled(looking(made, at("08:00"))) == ()
    (matter,) = unsettled(looking(made, at("09:30")))
    assert (matter.code, matter.travels, matter.blocks, matter.since) == ("order_not_given", True, False, at("09:00"))
    made.does("zhao", HOLD, at("09:31"))
    assert [matter.code for matter in unsettled(looking(made, at("09:40")))] == ["order_held"]


@pytest.mark.parametrize(
    "data",
    [{}, {"post": 3, "ready": "yes"}, {"post": "guard", "replaces": "x"}, {"holds": {}}, {"recalls": [1]}],
    ids=str,
)
@pytest.mark.parametrize("command", [READY["guard"], HOLD, ORDER], ids=lambda command: type(command).__name__)
def test_whatever_another_program_writes_is_shown_and_nothing_breaks(command: Command, data: dict[str, object]) -> None:
    made = answered() if isinstance(command, GiveOrder) else desk()
    (fact,) = made.tries("zhao", command, at("08:50"))  # type: ignore[misc]
    made.records(replace(fact, data=data), at("08:50"))
    call(made, at("08:51"))
    assert history(looking(made, at("08:51")), "opening")


def test_a_failed_item_is_no_order() -> None:
    made = answered()
    made.does("qian", FailItem(DAY, "opening/crowd", "they push"), at("08:55"))
    assert call(made, at("08:56")).status is CallStatus.CALLING


def test_a_mall_without_roll_calls_has_none() -> None:
    assert Desk().refuses("zhao", ORDER, at("08:58")).code == "call_unknown"
