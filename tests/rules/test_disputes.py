"""Two desks with the network cut: contradictions are shown and settled by a person, never by the later stamp."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dutytui.rules import board, logbook
from dutytui.rules.commands import CloseEntry, Command, FailItem, HandleEntry, TickItem, Undo, WaiveItem
from dutytui.rules.events import Fact
from dutytui.rules.procedure import ItemKind, Procedures
from dutytui.rules.views import EntryStatus, ItemStatus, ItemView
from tests.rules.a_mall import DAY, MALL, Desk, at, mall, plan_of, t

KEY = "staff_entry/staff_in"
TICK = TickItem(DAY, KEY, value=200)
NOON = at("12:00")


def shown(desk: Desk, key: str = KEY) -> ItemView:
    view = board.item(desk.state, plan_of(DAY), MALL, key, at("08:30"), "", "")
    assert view is not None
    return view


def apart(first: Command, second: Command, who: str = "sun") -> tuple[Desk, Desk]:
    desk, other = Desk(), Desk("desk-2")
    desk.does(who, first, at("08:25"))
    other.does(who, second, at("08:26"))
    desk.hears(other)
    other.hears(desk)
    assert desk.state == other.state
    return desk, other


@pytest.mark.parametrize(
    ("second", "status"),
    [
        (TICK, ItemStatus.DONE),  # they agree
        (replace(TICK, value=200.0, note="counted twice"), ItemStatus.DONE),
        (replace(TICK, value=201), ItemStatus.DISPUTED),
        (FailItem(DAY, KEY, "no counter"), ItemStatus.DISPUTED),
        (WaiveItem(DAY, KEY, "no counter"), ItemStatus.DISPUTED),
    ],
)
def test_what_two_desks_said_of_one_item(second: Command, status: ItemStatus) -> None:
    for first, then in ((TICK, second), (second, TICK)):
        desk, _ = apart(first, then)
        assert shown(desk).status is status
        assert len([act for act in shown(desk).history if act.kind.startswith("item_")]) == 2


def test_a_dispute_is_on_the_board_and_refuses_more_of_the_same() -> None:
    desk, other = apart(TICK, replace(TICK, value=201))
    assert KEY in [view.key for view in board.board(desk.state, plan_of(DAY), MALL, at("20:00"), "", "").due]
    assert other.refuses("sun", TICK, at("08:30")).code == "item_disputed"


def test_what_is_shown_of_a_dispute_is_the_word_of_the_person_it_is_shown_with() -> None:
    desk, other = apart(TICK, replace(TICK, value=201))
    view = shown(desk)
    assert view.last is not None
    assert (view.last.event, view.value) == (other.journal[0].id, t("201"))


def test_a_person_settles_it_by_undoing_one() -> None:
    desk, other = apart(TICK, replace(TICK, value=201))
    desk.does("zhao", Undo(DAY, f"item:{KEY}", other.journal[0].id), at("08:31"))
    assert (shown(desk).status, shown(desk).value) == (ItemStatus.DONE, t("200"))


def test_an_item_that_two_desks_failed_is_mended_when_both_entries_are_closed() -> None:
    key = "staff_entry/locks_checked"
    fail = FailItem(DAY, key, "loose")
    desk, other = apart(fail, fail, who="qian")
    for closed, status in ((desk, ItemStatus.FAILED), (other, ItemStatus.MENDED)):
        raised = closed.journal[1].on
        desk.does("li", HandleEntry(DAY, raised, "tightened"), at("08:40"))
        desk.does("zhao", CloseEntry(DAY, raised), at("08:41"))
        assert shown(desk, key).status is status


def test_one_person_signing_for_two_posts_on_two_desks_has_not_signed() -> None:
    """Domain §4: the locks "checked" by one person under two names."""
    key = "lock_up/locks"
    desk = Desk()
    for post in ("security_chief", "duty_manager"):
        fact = Fact("item_done", f"item:{key}", DAY, at("22:35"), "qian", post, data={"signer": post}, procedure="v1")
        desk.records(fact, at("22:35"))
    assert shown(desk, key).status is ItemStatus.DISPUTED


FORGED = [
    (KEY, "sun", "security_chief", "", {"value": 1}, "a post that is not theirs"),
    (KEY, "li", "electrician", "", {"value": 1}, "a post that may not"),
    (KEY, "zhao", "duty_manager", "", {"value": 1}, "for others without saying for whom"),
    (KEY, "zhao", "duty_manager", "post:electrician", {"value": 1}, "for a post that may not"),
    (KEY, "", "guard", "", {"value": 1}, "nobody"),
    ("lock_up/locks", "zhao", "duty_manager", "", {"signer": "security_chief"}, "domain §4: signed for another post"),
    ("lock_up/locks", "zhao", "duty_manager", "", {}, "a tick where a signature belongs"),
    ("lock_up/locks", "zhao", "duty_manager", "qian", {"signer": "duty_manager"}, "a signature on behalf"),
]


@pytest.mark.parametrize(("key", "by", "post", "behalf", "data", "why"), FORGED, ids=[row[-1] for row in FORGED])
def test_an_act_without_the_right_is_void_and_shown(
    key: str, by: str, post: str, behalf: str, data: dict[str, object], why: str
) -> None:
    desk = Desk()
    desk.records(Fact("item_done", f"item:{key}", DAY, at("08:25"), by, post, behalf, data, "v1"), at("08:25"))
    view = shown(desk, key)
    assert view.last is None
    assert [act.void for act in view.history] == [True]
    assert view.status not in {ItemStatus.DONE, ItemStatus.DISPUTED}


@pytest.mark.parametrize(
    ("kind", "by", "post"),
    [
        ("entry_handled", "sun", "guard"),  # neither the owner nor a post that handles any
        ("entry_closed", "li", "electrician"),  # domain: who mends does not recheck
        ("entry_closed", "sun", "guard"),
        ("entry_reopened", "sun", "guard"),
        ("entry_corrected", "sun", "guard"),
        ("entry_closed", "sun", "duty_manager"),  # a post that is not theirs
    ],
)
def test_an_entry_is_not_moved_by_who_may_not(kind: str, by: str, post: str) -> None:
    desk = Desk()
    _, raised = desk.does("qian", FailItem(DAY, "staff_entry/locks_checked", "loose"), at("08:25"))
    if kind != "entry_handled":
        desk.does("li", HandleEntry(DAY, raised.on, "tightened"), at("08:26"))
    before = logbook.entry(desk.state, MALL, DAY, raised.on, at("08:30"))
    data = {"changes": {"text": {"old": "loose", "new": "fine"}}, "note": "x", "reason": "x"}
    desk.records(Fact(kind, raised.on, DAY, at("08:27"), by, post, data=data, procedure="v1"), at("08:27"))
    after = logbook.entry(desk.state, MALL, DAY, raised.on, at("08:30"))
    assert before is not None
    assert after is not None
    assert (after.status, after.text, after.corrected) == (before.status, before.text, False)
    assert after.history[-1].void


def test_a_recheck_by_who_mended_it_is_void_even_with_every_right() -> None:
    desk = Desk()
    _, raised = desk.does("qian", FailItem(DAY, "staff_entry/locks_checked", "loose"), at("08:25"))
    desk.does("zhao", HandleEntry(DAY, raised.on, "tightened"), at("08:26"))
    forged = Fact("entry_closed", raised.on, DAY, at("08:27"), "zhao", "duty_manager", procedure="v1")
    desk.records(forged, at("08:27"))
    entry = logbook.entry(desk.state, MALL, DAY, raised.on, NOON)
    assert entry is not None
    assert (entry.status, entry.history[-1].void) == (EntryStatus.HANDLED, True)


def test_a_correction_that_sorts_before_its_entry_still_counts() -> None:
    """A desk whose clock was behind: what it corrected is not overwritten by what it had corrected."""
    desk = Desk()
    changes = {"changes": {"text": {"old": "b", "new": "a"}}, "reason": "x"}
    logged = {"no": 1, "kind": "note", "text": "b"}
    desk.records(Fact("entry_corrected", "entry:a", DAY, NOON, "zhao", "duty_manager", data=changes), at("08:00"))
    desk.records(Fact("entry_logged", "entry:a", DAY, NOON, "sun", "guard", data=logged), at("08:25"))
    entry = logbook.entry(desk.state, MALL, DAY, "entry:a", NOON)
    assert entry is not None
    assert (entry.text, entry.corrected) == ("a", True)


def test_anybody_may_write_into_the_log_and_no_right_takes_it_out() -> None:
    desk = Desk()
    data = {"no": 1, "kind": "note", "text": "fire door open"}
    desk.records(Fact("entry_logged", "entry:a", DAY, at("08:25"), "sun", "no_post", data=data, procedure="v1"), NOON)
    entry = logbook.entry(desk.state, MALL, DAY, "entry:a", NOON)
    assert entry is not None
    assert (entry.text, entry.post and entry.post.name["en"], entry.history[0].void) == (
        "fire door open",
        "no_post",
        False,
    )


def test_an_edit_of_the_procedures_does_not_void_what_was_done_before_it() -> None:
    desk = Desk()
    desk.does("sun", TICK, at("08:25"))
    stricter = _only_the_chief_counts()
    desk.state.judge_by(stricter)
    view = board.item(desk.state, plan_of(DAY), stricter, KEY, at("08:30"), "", "")
    assert view is not None
    assert view.status is ItemStatus.DONE
    late = Fact("item_done", f"item:{KEY}", DAY, at("08:31"), "sun", "guard", data={"value": 3}, procedure="v2")
    desk.records(late, at("08:31"))
    assert [act.void for act in desk_history(desk, stricter)] == [False, True]


def desk_history(desk: Desk, procedures: Procedures) -> tuple[object, ...]:
    view = board.item(desk.state, plan_of(DAY), procedures, KEY, at("08:32"), "", "")
    assert view is not None
    return view.history


def _only_the_chief_counts() -> Procedures:
    phases = tuple(
        replace(
            phase,
            items=tuple(
                replace(item, posts=("security_chief",)) if item.kind is ItemKind.NUMBER else item
                for item in phase.items
            ),
        )
        for phase in MALL.phases
    )
    return mall(version="v2", phases=phases)


def test_a_newer_versions_event_is_kept_shown_and_changes_nothing() -> None:
    desk = Desk()
    desk.does("sun", TICK, at("08:25"))
    desk.records(Fact("item_photographed", f"item:{KEY}", DAY, at("08:26"), "sun", data={"picture": 7}), at("08:26"))
    view = shown(desk)
    assert view.status is ItemStatus.DONE
    assert [(act.kind, act.known, act.note) for act in view.history][1] == ("item_photographed", False, "picture: 7")


@pytest.mark.parametrize(
    "data",
    [{}, {"value": [1]}, {"value": {"a": 1}}, {"entry": 3}, {"no": "x", "text": 4, "due": 9}, {"changes": {"text": 1}}],
)
@pytest.mark.parametrize(
    "kind",
    [
        "item_done",
        "item_failed",
        "item_waived",
        "entry_logged",
        "entry_corrected",
        "entry_closed",
        "undone",
        "signed_in",
    ],
)
def test_nonsense_from_a_foreign_program_breaks_no_view(kind: str, data: dict[str, object]) -> None:
    from dutytui.rules.acts import history

    desk = Desk()
    for on in (f"item:{KEY}", "item:", "item:gone/thing@9F", "entry:x", "person:y", "patrol:z", ""):
        desk.records(Fact(kind, on, DAY, at("08:25"), "sun", "guard", data=data, procedure="v1"), at("08:25"))
        assert len(history(desk.state, MALL, DAY, on)) == 1
    plan, now = plan_of(DAY), at("08:30")
    board.board(desk.state, plan, MALL, now, "guard", "sun")
    board.phases(desk.state, plan, MALL, now)
    logbook.logbook(desk.state, MALL, DAY, now)
    assert board.item(desk.state, plan, MALL, "gone/thing@9F", now, "", "") is not None
    assert board.checklist(desk.state, plan, MALL, "gone", now, "", "").items[0].title["en"] == "thing@9F"
