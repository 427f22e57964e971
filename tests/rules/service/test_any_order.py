"""Properties: whatever is tried in whatever order, no case is handled or closed without what its topic requires."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.rules.commands import CloseEntry, Command, EntryFields, HandleEntry, LogEntry, ReopenEntry, Undo
from dutytui.rules.events import ENTRY_LOGGED
from dutytui.rules.folds import ENTRY_PREFIX, UNDOABLE
from dutytui.rules.lookup import lookup
from dutytui.rules.refusal import Refusal
from dutytui.rules.service import cases
from dutytui.rules.service.alarms import alarms
from dutytui.rules.service.commands import CallBackCase, DetailCase, FeedBackCase, KeepCase, OpenCase
from dutytui.rules.service.fold import OUTCOMES, TOPIC
from dutytui.rules.service.unsettled import unsettled
from dutytui.rules.service.views import desk as service_desk
from dutytui.rules.state import State
from dutytui.rules.views import EntryStatus
from tests.rules.a_mall import DAY, at
from tests.rules.service.a_desk import DESK, GUARD, MANAGER, SERVED, ServiceDesk
from tests.thorough import examples

SERVED_LAW = lookup(SERVED)
WHO = (DESK, DESK, DESK, MANAGER, GUARD)
DETAILS = (
    {TOPIC: "attitude"},
    {TOPIC: "price"},
    {TOPIC: "other", "phone": "1"},
    {"responsible": "counter 12"},
    {"responsible": ""},
    {"cause": "old label", "settlement": "lower price"},
    {"settlement": ""},
    {"phone": "2"},
    {"storage": "drawer", "handed_to": "its owner"},
    {"handed_to": ""},
    {"injured": "yes"},
)


@dataclass(frozen=True)
class Try:
    desk: int
    who: int
    what: int
    pick: int
    hears: bool


tries = st.lists(
    st.builds(
        Try,
        desk=st.integers(0, 1),
        who=st.integers(0, 4),
        what=st.integers(0, 13),
        pick=st.integers(0, 60),
        hears=st.sampled_from((False,) * 5 + (True,)),
    ),
    min_size=25,
    max_size=70,
)


def fitting(desk: ServiceDesk, on: str, pick: int) -> Command:
    """One detail that the case still lacks."""
    fold = desk.state.entry(DAY, on)
    case = cases.case_of(SERVED_LAW, fold) if fold else None
    if fold is None or case is None:
        return HandleEntry(DAY, on, "done")
    if case.topics and not fold.case.topic:
        return DetailCase(DAY, on, {TOPIC: case.topics[pick % len(case.topics)].id})
    wanted = [field for field in case.asked(fold.case.topic) if not fold.case.details.get(field.id)]
    given = {field.id: field.choices[0].id if field.choices else "something" for field in wanted[:1]}
    return DetailCase(DAY, on, given)


def command_of(step: Try, desk: ServiceDesk) -> Command:
    journal = [event for subject in desk.state.subjects(DAY, ENTRY_PREFIX) for event in subject.events]
    entries = sorted({event.on for event in journal if event.kind == ENTRY_LOGGED}) or ["entry:none"]
    on = entries[step.pick % len(entries)]
    some = journal[step.pick % len(journal)] if journal else None
    kind = ("complaint", "complaint", "found", "injury")[step.pick % 4]
    details = DETAILS[step.pick % len(DETAILS)]
    logs = LogEntry(DAY, EntryFields(kind, ("label wrong", "noise")[step.pick % 2]))
    commands: tuple[Command, ...] = (
        OpenCase(DAY, EntryFields(kind, "noise"), details) if len(entries) < 2 else HandleEntry(DAY, on, "done"),
        logs if len(entries) < 2 else CloseEntry(DAY, on),
        DetailCase(DAY, on, details),
        fitting(desk, on, step.pick),
        DetailCase(DAY, on, DETAILS[(step.pick * 7) % len(DETAILS)]),
        FeedBackCase(DAY, on, "told"),
        fitting(desk, on, step.pick),
        HandleEntry(DAY, on, "done"),
        CallBackCase(DAY, on, OUTCOMES[step.pick % 3], "note"),
        CloseEntry(DAY, on),
        CloseEntry(DAY, on),
        ReopenEntry(DAY, on, "again"),
        KeepCase(DAY, on, "tomorrow"),
        Undo(DAY, some.on, some.id) if some else HandleEntry(DAY, on, "done"),
    )
    return commands[step.what]


def play(script: list[Try], desks: int) -> list[ServiceDesk]:
    """Each thing a minute after the one before; what is refused leaves no trace."""
    known = [ServiceDesk(f"desk-{number}") for number in range(desks)]
    for minute, step in enumerate(script):
        desk = known[step.desk % desks]
        if step.hears:
            desk.hears(*(other for other in known if other is not desk))
        now = at(f"10:{minute}")
        answer = desk.tries(WHO[step.who], command_of(step, desk), now)
        if not isinstance(answer, Refusal):
            for fact in answer:
                desk.records(fact, now)
    return known


@settings(max_examples=examples(80), deadline=None)
@given(tries)
def test_at_one_desk_no_case_is_handled_or_closed_without_what_its_topic_requires(script: list[Try]) -> None:
    """DS §3, SY006."""
    (desk,) = play(script, 1)
    for subject in desk.state.subjects(DAY, ENTRY_PREFIX):
        fold = desk.entry(subject.on)
        case = cases.case_of(SERVED_LAW, fold)
        assert not fold.void
        if fold.status is not EntryStatus.OPEN:
            assert cases.refuse_handling(case, fold.case.details, "") is None
        if fold.status is EntryStatus.CLOSED:
            assert cases.refuse_closing(case, fold, "") is None


@settings(max_examples=examples(40), deadline=None)
@given(tries)
def test_what_a_desk_decides_has_an_effect(script: list[Try]) -> None:
    (desk,) = play(script, 1)
    for event in desk.journal:
        subject = desk.state.subject(DAY, event.on)
        assert subject is not None
        leant = [other for other in subject.undone.values() if other.seq > event.seq]  # the handling it was about
        if event.kind in UNDOABLE and event.id not in subject.undone and not leant:
            calls_dropped = event.kind == "case_called_back"
            assert calls_dropped or event.id in subject.fold.effective


@settings(max_examples=examples(60), deadline=None)
@given(tries, st.randoms(use_true_random=False))
def test_desks_that_were_apart_come_to_the_same_in_any_order_and_every_view_can_be_drawn(
    script: list[Try], random: object
) -> None:
    one, two = play(script, 2)
    events = one.journal + two.journal
    shuffled = list(events)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert State(SERVED, events) == State(SERVED, shuffled + shuffled)
    one.hears(two)
    looking = one.looks(at("12:30"))
    view, counts = service_desk(looking), service_desk(looking).timeliness
    told = [row for row in (*view.open, *view.closed) if row.case.feedback_due and not row.entry.withdrawn]
    assert counts.in_time + counts.late + counts.running == len(told)
    assert len({alarm.subject for alarm in alarms(looking)}) == len(alarms(looking))
    assert {matter.subject for matter in unsettled(looking)} <= {row.entry.subject for row in view.open}
