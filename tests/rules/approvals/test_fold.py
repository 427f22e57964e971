"""What is known of one request: whatever arrives, in whatever order, and whether anything is left to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dutytui.rules.approvals.commands import (
    CopyRequest,
    FollowRequest,
    NoteRequest,
    RejectRequest,
    RemindSigners,
    SignRequest,
    WithdrawRequest,
)
from dutytui.rules.approvals.conditions import Condition, Op
from dutytui.rules.approvals.course import Weight
from dutytui.rules.approvals.flow import Flow, FollowUp, Inform, InformAt, Step
from dutytui.rules.approvals.fold import RequestFold
from dutytui.rules.approvals.recorded import as_data
from dutytui.rules.events import REQUEST_REJECTED, Event
from dutytui.rules.lookup import lookup
from dutytui.rules.procedure import Procedures
from dutytui.rules.state import State
from tests.rules.a_mall import DAY, t
from tests.rules.approvals.a_flow import ALL, OFFICE, RULES, Paper, now, office


def office_with(flow: Flow) -> Procedures:
    return replace(OFFICE, approvals=replace(RULES, flows=(flow,)))


def fold_of(state: State, on: str) -> RequestFold:
    subject = state.subject(DAY, on)
    assert subject is not None and isinstance(subject.fold, RequestFold)
    return subject.fold


def a_request() -> tuple[str, list[Event]]:
    desk = office()
    paper = Paper.submitted(desk, "ALL")
    paper.signs("dan", "gil", "cat")
    paper.does("ida", RejectRequest, "once more")
    return paper.on, desk.journal


def test_acts_that_arrive_before_the_submission_wait_for_it() -> None:
    on, events = a_request()
    state = State(OFFICE, events[1:])
    assert fold_of(state, on).course(lookup(OFFICE)) is None
    assert not state.unfinished("request")
    state.add(events[0])
    assert state == State(OFFICE, events)
    assert [subject.on for subject in state.unfinished("request")] == [on]


def test_looking_meanwhile_changes_nothing() -> None:
    on, events = a_request()
    looked, blind = State(OFFICE), State(OFFICE)
    for event in reversed(events):
        looked.add(event)
        blind.add(event)
        fold_of(looked, on).course(lookup(OFFICE))
    assert looked == blind == State(OFFICE, events)


def test_a_second_submission_does_not_begin_it_anew() -> None:
    on, events = a_request()
    second = events[0]._replace(id="second", seq=99, stamp=events[-1].stamp, by="bob", data={**events[0].data, "no": 7})
    state = State(OFFICE, [*events, second])
    it = fold_of(state, on).course(lookup(OFFICE))
    assert it is not None and it.submitter == "ann"


@pytest.mark.parametrize(
    "changes",
    [
        {"by": "eve", "post": "ops"},  # may not submit it
        {"by": "stranger"},  # nobody knows them: they could decide it under another name
        {"data": {"flow": as_data(replace(ALL, steps=ALL.steps[:1])), "fields": {}}},  # not the mall's flow
        {"data": {"flow": as_data(replace(ALL, id="MINE", submitters=("clerk",))), "fields": {}}},
    ],
)
def test_a_forged_submission_begins_nothing(changes: dict[str, object]) -> None:
    on, events = a_request()
    forged = events[0]._replace(**changes)
    state = State(OFFICE, [forged, *events[1:]])
    fold = fold_of(state, on)
    assert fold.void == {forged.id} and fold.flow is None
    assert not state.unfinished("request")


def test_a_request_of_an_earlier_version_keeps_its_own_flow() -> None:
    """Domain §6: a running case keeps the version that it started under."""
    on, events = a_request()
    changed = replace(OFFICE, version="v2", approvals=replace(RULES, flows=(replace(ALL, steps=ALL.steps[:1]),)))
    fold = fold_of(State(changed, events), on)
    it = fold.course(lookup(changed))
    assert fold.flow == ALL and it is not None
    assert [stage.id for stage in it.stages] == ["all", "last"]


@pytest.mark.parametrize("data", [{}, {"flow": None}, {"flow": []}, {"flow": {"id": "X"}}, {"flow": "x", "fields": 3}])
def test_a_submission_that_says_no_flow_is_kept_and_does_nothing(data: dict[str, object]) -> None:
    on, events = a_request()
    state = State(OFFICE, [events[0]._replace(data=data), *events[1:]])
    assert fold_of(state, on).course(lookup(OFFICE)) is None


ONE = Flow("ONE", t("One"), ("clerk",), (Step("only", t("Only"), ("gm",)),))


def ended(flow: Flow) -> Paper:
    paper = Paper.submitted(office(procedures=office_with(flow)), flow.id)
    paper.signs("gil")
    assert paper.stands == "approved"
    return paper


def unfinished(paper: Paper) -> bool:
    return bool(paper.desk.state.unfinished("request"))


def test_what_has_ended_and_concerns_nobody_is_over() -> None:
    assert not unfinished(ended(ONE))


def test_what_is_to_follow_keeps_it_open() -> None:
    paper = ended(replace(ONE, follows=(FollowUp("file", t("File it"), ("clerk",)),)))
    assert unfinished(paper)
    (done,) = paper.does("bob", FollowRequest, "file", "in the cabinet")
    assert "closes" in done.data
    assert not unfinished(paper)


def test_whoever_was_told_of_the_end_has_to_have_read_it_since() -> None:
    told = replace(ONE, informed=(Inform(("finance",), InformAt.ENDED),))
    paper = Paper.submitted(office(procedures=office_with(told)), "ONE")
    paper.does("dan", NoteRequest)
    paper.signs("gil")
    assert unfinished(paper), "to have read that it began is not to have read how it ended"
    paper.does("dan", NoteRequest)
    assert not unfinished(paper)


def test_a_copy_keeps_it_in_view_until_it_was_read() -> None:
    paper = ended(ONE)
    paper.does("ann", CopyRequest, ("eve", "post:finance"))
    assert unfinished(paper)
    paper.does("eve", NoteRequest)
    assert unfinished(paper)
    paper.does("dan", NoteRequest)
    assert not unfinished(paper)
    assert paper.refuses("dan", NoteRequest) == "note_already"
    paper.does("ann", CopyRequest, ("dan",))
    paper.does("dan", NoteRequest)


def test_the_act_that_ends_it_says_until_when_it_is_kept() -> None:
    paper = Paper.submitted(office(), "LINE")
    (withdrawn,) = paper.does("ann", WithdrawRequest)
    assert withdrawn.data["closes"] == (DAY + timedelta(days=RULES.told_for)).isoformat()
    other = Paper.submitted(paper.desk, "LINE")
    for who in ("cat", "gil", "eve"):
        (signed,) = other.does(who, SignRequest)
        assert "closes" not in signed.data, "its follow-up is still to come"


def test_a_flow_that_asks_nobody_is_approved_as_it_is_submitted() -> None:
    never = replace(ONE, steps=(replace(ONE.steps[0], when=Condition(Op.GIVEN, "nothing")),))
    paper = Paper.submitted(office(procedures=office_with(never)), "ONE")
    assert paper.stands == "approved"
    assert "closes" in paper.desk.journal[0].data
    assert not unfinished(paper)


def test_an_answer_by_a_clock_far_behind_still_comes_after_what_it_answers() -> None:
    """Terminals take over each other's clocks, but not one that is years ahead."""
    on, events = a_request()
    late = events[1]._replace(stamp="2030-01-01T00:00:00.000Z-0000")
    state = State(OFFICE, [events[0], late, *events[2:]])
    it = fold_of(state, on).course(lookup(OFFICE))
    right = fold_of(State(OFFICE, events), on).course(lookup(OFFICE))
    assert it is not None and right is not None
    assert it.weights == right.weights and it.standing is right.standing


@pytest.mark.parametrize("procedure", ["v1", "", "v0", "of nobody"])
def test_nobody_decides_their_own_request_whatever_version_their_record_names(procedure: str) -> None:
    """Domain §4. What depends on posts.yaml is judged by the version it was made under; this holds under each."""
    paper = Paper.submitted(office(), "LINE", "bob")
    signed = paper.desk.tries("cat", SignRequest(paper.day, paper.on), now(paper.desk), "manager")
    assert isinstance(signed, tuple)
    paper.desk.records(replace(signed[0], by="bob", procedure=procedure), now(paper.desk))
    assert paper.stands == "manager"
    assert list(paper.course.weights.values()) == [Weight.COUNTS, Weight.VOID]


@pytest.mark.parametrize("procedure", ["v1", "", "of nobody"])
@pytest.mark.parametrize("verb", [WithdrawRequest, RemindSigners])
def test_nobody_withdraws_or_hurries_the_request_of_another_whatever_version_their_record_names(
    verb: type[WithdrawRequest | RemindSigners], procedure: str
) -> None:
    paper = Paper.submitted(office(), "LINE")
    (fact,) = paper.desk.tries("ann", verb(paper.day, paper.on), now(paper.desk), "clerk")  # type: ignore[misc]
    event = paper.desk.records(replace(fact, by="bob", procedure=procedure), now(paper.desk))
    assert (paper.stands, paper.course.weights[event.id]) == ("manager", Weight.VOID)


@pytest.mark.parametrize(("who", "weight"), [("ann", Weight.COUNTS), ("somebody", Weight.VOID)])
def test_a_copy_is_sent_by_people_who_are_listed(who: str, weight: Weight) -> None:
    paper = Paper.submitted(office(), "LINE")
    (fact,) = paper.desk.tries("ann", CopyRequest(paper.day, paper.on, ("dan",)), now(paper.desk), "clerk")  # type: ignore[misc]
    event = paper.desk.records(replace(fact, by=who), now(paper.desk))
    assert paper.course.weights[event.id] is weight
    assert bool(paper.course.copies) is (weight is Weight.COUNTS)


def test_a_record_covers_no_seat_whose_post_its_author_has_not() -> None:
    """One signature for all seats that are one's own in a row; another program may name more."""
    paper = Paper.submitted(office(), "SAME")
    (fact, *_) = paper.desk.tries("eve", SignRequest(paper.day, paper.on), now(paper.desk), "ops")  # type: ignore[misc]
    paper.desk.records(replace(fact, data={**fact.data, "seats": ["chair/chair", "gm/gm"]}), now(paper.desk))
    assert paper.stands == "chair"
    hal = Paper.submitted(office(), "SAME")
    hal.signs("hal")
    assert hal.stands == "gm", "who holds both signs both"


def test_what_follows_is_not_said_to_be_done_by_others() -> None:
    paper = ended(replace(ONE, follows=(FollowUp("file", t("File it"), ("clerk",)),)))
    (fact,) = paper.desk.tries("bob", FollowRequest(paper.day, paper.on, "file", "done"), now(paper.desk), "clerk")  # type: ignore[misc]
    event = paper.desk.records(replace(fact, by="dan", post="finance"), now(paper.desk))
    assert paper.course.weights[event.id] is Weight.VOID and unfinished(paper)
    paper.desk.records(fact, now(paper.desk))
    assert not unfinished(paper)


def test_a_step_that_only_carries_out_is_rejected_by_no_record() -> None:
    paper = Paper.submitted(office(), "LINE")
    paper.signs("cat", "gil")
    assert paper.stands == "carry"
    (fact, *_) = paper.desk.tries("eve", SignRequest(paper.day, paper.on), now(paper.desk), "ops")  # type: ignore[misc]
    data = {"seat": "carry/ops", "opinion": "no", "after": fact.data["after"]}
    event = paper.desk.records(replace(fact, kind=REQUEST_REJECTED, data=data), now(paper.desk))
    assert (paper.stands, paper.course.weights[event.id]) == ("carry", Weight.VOID)
