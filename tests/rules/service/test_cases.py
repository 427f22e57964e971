"""A case is handled and closed only with what its topic asks for (DS §3 service desk)."""

from __future__ import annotations

import pytest

from dutytui.rules.commands import CloseEntry, CorrectEntry, EntryFields, HandleEntry, LogEntry, ReopenEntry, Undo
from dutytui.rules.events import CASE_CALLED_BACK, CASE_DETAILED, CASE_FED_BACK
from dutytui.rules.service.commands import CallBackCase, DetailCase, FeedBackCase, KeepCase, OpenCase
from dutytui.rules.service.fold import NOT_REACHED, NOT_SATISFIED, SATISFIED, TOPIC
from dutytui.rules.views import EntryStatus
from tests.rules.a_mall import DAY, TOMORROW, at, t
from tests.rules.service.a_desk import DESK, GUARD, MANAGER, ServiceDesk


@pytest.fixture
def desk() -> ServiceDesk:
    return ServiceDesk()


def attitude(desk: ServiceDesk, **details: str) -> str:
    return desk.opens(topic="attitude", **details)


@pytest.mark.parametrize(
    ("topic", "details", "code", "fields"),
    [
        ("", {}, "case_topic_missing", None),
        ("attitude", {}, "case_lacks_to_handle", (t("Who"),)),
        ("price", {}, "case_lacks_to_handle", (t("Cause"), t("Settlement"))),
        ("price", {"cause": "old label"}, "case_lacks_to_handle", (t("Settlement"),)),
        ("price", {"cause": "old label", "settlement": "lower price"}, "", None),
        ("attitude", {"responsible": "counter 12"}, "", None),
        ("other", {}, "", None),
    ],
)
def test_somebody_handles_a_complaint(
    desk: ServiceDesk, topic: str, details: dict[str, str], code: str, fields: object
) -> None:
    """DS §3: attitude names the responsible person; price has its cause found and settled."""
    on = desk.opens(topic=topic, **details)
    answer = desk.tries(DESK, HandleEntry(DAY, on, "done"), at("10:10"))
    assert getattr(answer, "code", "") == code
    if fields is not None:
        assert answer.values["fields"] == fields  # type: ignore[union-attr]


def test_a_price_label_is_due_at_once_and_other_topics_in_the_time_of_their_kind(desk: ServiceDesk) -> None:
    """DS §3: price: settled at once."""
    dues = [desk.entry(desk.opens(topic=topic)).due for topic in ("price", "attitude")]
    assert dues == [at("10:15"), at("12:00")]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("label says 99, till says 129", "price"),
        ("Label says 99", "price"),
        ("the label says 99", ""),
        ("manners", "attitude"),
        ("", ""),
    ],
)
def test_a_captured_text_that_begins_with_a_topic_has_it(desk: ServiceDesk, text: str, topic: str) -> None:
    if not text:
        assert desk.says_no(LogEntry(DAY, EntryFields("complaint", text))) == "text_missing"
        return
    on = desk.logs(text)
    assert desk.entry(on).case.topic == topic
    assert desk.entry(on).fields["text"] == text
    assert desk.entry(on).due == (at("10:15") if topic == "price" else at("12:00"))


def test_a_note_that_begins_with_a_topic_is_only_a_note(desk: ServiceDesk) -> None:
    on = desk.logs("label printer is broken", kind="note")
    assert desk.entry(on).case.topic == ""
    assert desk.says_no(DetailCase(DAY, on, {"phone": "1"})) == "case_not_followed"
    desk.handles(on)
    desk.closes(on)


def test_the_guided_form_asks_for_what_must_be_known_at_once(desk: ServiceDesk) -> None:
    injury = EntryFields("injury", "slipped")
    assert desk.says_no(OpenCase(DAY, injury)) == "case_lacks_at_once"
    assert desk.says_no(OpenCase(DAY, injury, {"injured": "maybe"})) == "case_choice_unknown"
    logged, detailed = desk.does(DESK, OpenCase(DAY, injury, {"injured": "no"}), at("10:00"))
    assert detailed.kind == CASE_DETAILED and detailed.on == logged.on and detailed.cause == logged.cause
    # The quick line never waits for it; the handling does.
    on = desk.logs("slipped", kind="injury")
    assert desk.says_no(HandleEntry(DAY, on, "done")) == "case_lacks_to_handle"


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({TOPIC: "weather"}, "case_topic_unknown"),
        ({"cause": "no"}, "case_field_unknown"),
        ({"nothing": "no"}, "case_field_unknown"),
        ({}, "case_nothing_new"),
        ({"responsible": "  "}, "case_nothing_new"),
        ({TOPIC: "attitude"}, "case_nothing_new"),
    ],
)
def test_a_detail_that_nothing_asks_for_is_refused(desk: ServiceDesk, details: dict[str, str], code: str) -> None:
    assert desk.says_no(DetailCase(DAY, attitude(desk), details)) == code


def test_a_closed_complaint_was_told_handled_and_called_back_in_this_order(desk: ServiceDesk) -> None:
    """SY006: the customer is told; field.md: a call-back is recorded before closing."""
    on = attitude(desk)
    close = CloseEntry(DAY, on)
    assert desk.says_no(CallBackCase(DAY, on, SATISFIED)) == "case_call_before_handling"
    desk.does(DESK, DetailCase(DAY, on, {"responsible": "counter 12"}), at("10:05"))
    desk.handles(on)
    assert desk.says_no(close) == "case_not_fed_back"
    assert desk.says_no(FeedBackCase(DAY, on, " ")) == "case_note_missing"
    desk.does(DESK, FeedBackCase(DAY, on, "she will be spoken to"), at("10:31"))
    assert desk.says_no(close) == "case_not_called_back"
    for outcome in (NOT_SATISFIED, NOT_REACHED):
        assert desk.says_no(CallBackCase(DAY, on, outcome)) == "case_note_missing"
    assert desk.says_no(CallBackCase(DAY, on, "shrugged")) == "case_outcome_unknown"
    desk.does(DESK, CallBackCase(DAY, on, NOT_SATISFIED, "wants an apology"), at("10:32"))
    assert desk.says_no(close) == "case_not_satisfied"
    desk.does(DESK, CallBackCase(DAY, on, SATISFIED), at("10:40"))
    desk.closes(on)
    assert desk.says_no(DetailCase(DAY, on, {"phone": "1"})) == "entry_already_closed"


def test_a_customer_who_cannot_be_reached_holds_nothing_up(desk: ServiceDesk) -> None:
    on = attitude(desk, responsible="counter 12")
    desk.does(DESK, FeedBackCase(DAY, on, "told"), at("10:05"))
    desk.handles(on)
    desk.does(DESK, CallBackCase(DAY, on, NOT_REACHED, "rang three times"), at("10:40"))
    desk.closes(on)


def test_after_a_reopening_the_customer_is_called_again(desk: ServiceDesk) -> None:
    on = attitude(desk, responsible="counter 12")
    desk.does(DESK, FeedBackCase(DAY, on, "told"), at("10:05"))
    desk.handles(on)
    desk.does(DESK, CallBackCase(DAY, on, SATISFIED), at("10:31"))
    desk.does(DESK, ReopenEntry(DAY, on, "again"), at("10:32"))
    desk.handles(on, "10:33")
    assert desk.says_no(CloseEntry(DAY, on)) == "case_not_called_back"


def test_lost_property_is_closed_only_when_it_was_handed_out(desk: ServiceDesk) -> None:
    on = desk.opens(kind="found", storage="drawer 2")
    desk.handles(on)
    assert desk.says_no(CloseEntry(DAY, on)) == "case_lacks_to_close"
    desk.does(DESK, DetailCase(DAY, on, {"handed_to": "its owner"}), at("10:40"))
    desk.closes(on)


def test_what_the_handling_asked_for_cannot_be_taken_away_afterwards(desk: ServiceDesk) -> None:
    on = attitude(desk)
    given = desk.does(DESK, DetailCase(DAY, on, {"responsible": "counter 12"}), at("10:05"))[0]
    desk.handles(on)
    assert desk.says_no(DetailCase(DAY, on, {"responsible": ""})) == "case_lacks_to_handle"
    assert desk.says_no(DetailCase(DAY, on, {TOPIC: "price"})) == "case_lacks_to_handle"
    assert desk.says_no(Undo(DAY, on, given.id)) == "undo_not_last"
    desk.does(DESK, DetailCase(DAY, on, {"responsible": "counter 14"}), at("10:40"))
    assert desk.entry(on).case.details["responsible"] == "counter 14"


def test_acts_on_a_case_are_taken_back_like_any_other(desk: ServiceDesk) -> None:
    on = attitude(desk)
    told = desk.does(DESK, FeedBackCase(DAY, on, "told"), at("10:05"))[0]
    assert desk.says_no(FeedBackCase(DAY, on, "told again")) == "case_already_fed_back"
    desk.does(DESK, Undo(DAY, on, told.id), at("10:06"))
    assert desk.entry(on).case.told_at is None
    assert desk.says_no(Undo(DAY, on, told.id)) == "undo_already"


def test_a_closed_case_keeps_what_closed_it(desk: ServiceDesk) -> None:
    on = attitude(desk, responsible="counter 12")
    desk.does(DESK, FeedBackCase(DAY, on, "told"), at("10:05"))
    desk.handles(on)
    desk.does(DESK, CallBackCase(DAY, on, SATISFIED), at("10:31"))
    desk.closes(on)
    for kind in (CASE_DETAILED, CASE_FED_BACK, CASE_CALLED_BACK):
        act = next(event for event in desk.journal if event.kind == kind)
        assert desk.says_no(Undo(DAY, on, act.id)) == "undo_not_last"


def test_who_may_follow_a_case_is_who_may_handle_it_or_logged_it(desk: ServiceDesk) -> None:
    on = attitude(desk)
    command = FeedBackCase(DAY, on, "told")
    refused = desk.refuses(GUARD, command, at("10:05"))
    assert refused.code == "case_not_allowed"
    assert [post.id for post in refused.values["posts"]] == ["duty_manager"]
    own = desk.does(GUARD, OpenCase(DAY, EntryFields("complaint", "at the door"), {TOPIC: "other"}), at("10:00"))[0].on
    desk.does(GUARD, FeedBackCase(DAY, own, "told"), at("10:05"))
    desk.does(MANAGER, command, at("10:05"))
    assert desk.entry(on).case.told


@pytest.mark.parametrize(
    ("told_at", "code"), [("09:59", "case_time_before"), ("10:31", "time_in_future"), ("10:20", "")]
)
def test_a_feedback_is_entered_late_by_its_real_time(desk: ServiceDesk, told_at: str, code: str) -> None:
    command = FeedBackCase(DAY, attitude(desk), "told", at=at(told_at))
    if code:
        assert desk.says_no(command) == code
    else:
        assert desk.does(DESK, command, at("10:30"))[0].at == at(told_at)


def test_a_case_is_kept_once_a_night_and_only_for_nights_it_saw(desk: ServiceDesk) -> None:
    """field.md: a complaint open overnight must be recorded."""
    on = attitude(desk)
    assert desk.says_no(KeepCase(DAY, on, " ")) == "reason_missing"
    assert desk.says_no(KeepCase(DAY, on, "expert comes", night=TOMORROW)) == "case_night_unknown"
    desk.does(DESK, KeepCase(DAY, on, "expert comes tomorrow"), at("21:00"))
    assert desk.says_no(KeepCase(DAY, on, "still"), "21:10") == "case_already_kept"
    desk.does(DESK, KeepCase(DAY, on, "expert was ill"), at("21:00", TOMORROW))
    assert sorted(desk.entry(on).case.kept) == [DAY.isoformat(), TOMORROW.isoformat()]


def test_an_entry_that_becomes_a_complaint_is_one_from_then_on(desk: ServiceDesk) -> None:
    on = desk.logs("shouting at counter 12", kind="note")
    desk.does(DESK, CorrectEntry(DAY, on, {"kind": "complaint"}, "it was a complaint"), at("10:05"))
    assert desk.says_no(HandleEntry(DAY, on, "done")) == "case_topic_missing"


# -- desks that were apart ----------------------------------------------------------------------------------------


def two_desks() -> tuple[ServiceDesk, ServiceDesk, str]:
    """Both know of an attitude complaint; from then on they are apart."""
    one, two = ServiceDesk("desk"), ServiceDesk("desk-2")
    on = attitude(one)
    two.hears(one)
    return one, two, on


def meet(one: ServiceDesk, two: ServiceDesk) -> None:
    one.hears(two)
    two.hears(one)
    assert one.state == two.state


def test_two_who_name_different_people_make_a_dispute_until_somebody_says_it_again() -> None:
    one, two, on = two_desks()
    one.does(DESK, DetailCase(DAY, on, {"responsible": "counter 12"}), at("10:05"))
    two.does(MANAGER, DetailCase(DAY, on, {"responsible": "counter 14"}), at("10:06"))
    meet(one, two)
    assert one.entry(on).case.disputed == {"responsible"}
    one.does(MANAGER, DetailCase(DAY, on, {"responsible": "counter 14"}), at("10:10"))
    meet(one, two)
    assert not two.entry(on).case.disputed


def test_two_who_say_the_same_agree() -> None:
    one, two, on = two_desks()
    one.does(DESK, DetailCase(DAY, on, {"responsible": "counter 12"}), at("10:05"))
    two.does(MANAGER, DetailCase(DAY, on, {"responsible": "counter 12"}), at("10:06"))
    meet(one, two)
    assert not one.entry(on).case.disputed


def test_of_two_feedbacks_the_first_counts() -> None:
    one, two, on = two_desks()
    one.does(DESK, FeedBackCase(DAY, on, "told"), at("10:50"))
    two.does(MANAGER, FeedBackCase(DAY, on, "told", at=at("10:20")), at("11:10"))
    meet(one, two)
    assert one.entry(on).case.told_at == at("10:20")


def test_a_call_back_to_what_was_reopened_elsewhere_says_nothing() -> None:
    one, two, on = two_desks()
    one.does(DESK, DetailCase(DAY, on, {"responsible": "counter 12"}), at("10:05"))
    one.handles(on)
    two.hears(one)
    two.does(MANAGER, ReopenEntry(DAY, on, "not yet"), at("10:31"))
    one.does(DESK, CallBackCase(DAY, on, SATISFIED), at("10:32"))
    meet(one, two)
    assert one.entry(on).status is EntryStatus.OPEN
    assert one.entry(on).case.outcome == ""


def test_a_stranger_s_feedback_is_void_and_kept(desk: ServiceDesk) -> None:
    on = attitude(desk)
    fact = desk.tries(DESK, FeedBackCase(DAY, on, "told"), at("10:05"))
    assert isinstance(fact, tuple)
    from dataclasses import replace

    event = desk.records(replace(fact[0], by=GUARD, post="guard"), at("10:05"))
    assert event.id in desk.entry(on).void
    assert desk.entry(on).case.told_at is None


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"details": 3},
        {"details": {"responsible": 3, "x": None}},
        {"details": {"responsible": "a"}, "was": []},
        {"outcome": ["x"], "night": 7, "note": 3},
    ],
)
def test_foreign_data_never_breaks_a_case(desk: ServiceDesk, data: dict[str, object]) -> None:
    from dutytui.rules.events import CASE_KEPT, Fact

    on = attitude(desk)
    for kind in (CASE_DETAILED, CASE_FED_BACK, CASE_CALLED_BACK, CASE_KEPT):
        desk.records(Fact(kind, on, DAY, at("10:05"), DESK, "service_desk", data=data, procedure="v1"), at("10:05"))
    assert desk.entry(on).case.topic == "attitude"
