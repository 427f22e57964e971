"""Gates on numbers, on skipping and on signatures; phases that run beside the day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dutytui.rules import board
from dutytui.rules.commands import SignIn, TickItem, WaiveItem
from dutytui.rules.events import ITEM_DONE, ITEM_WAIVED, Fact
from dutytui.rules.item_fold import Verdict
from dutytui.rules.looking import Looking
from dutytui.rules.procedure import Item, ItemKind, Phase
from dutytui.rules.views import ItemStatus
from tests.rules.a_mall import DAY, LOCK_UP, STAFF_ENTRY, SWEEP, Desk, at, mall, plan_day, t, wall

TURNED_AWAY = Item("away", t("Turned away"), ItemKind.NUMBER, ("guard",), usual=0, unit=t("people"), minimum=0)
SWEPT = replace(SWEEP, items=(replace(SWEEP.items[0], skippable=False),))
OWN_DAY = Phase(
    id="own_day",
    title=t("Own day"),
    starts=wall("08:20"),
    ends=wall("18:00"),
    posts=("floor_supervisor",),
    items=(Item("early", t("There early"), ItemKind.TICK, ("floor_supervisor",)),),
    beside=True,
)
ENTRY = replace(STAFF_ENTRY, items=(*STAFF_ENTRY.items, TURNED_AWAY))
GATED = mall(phases=(OWN_DAY, ENTRY, SWEPT, LOCK_UP))
AWAY = TickItem(DAY, "staff_entry/away")


def test_the_usual_number_speaks_for_itself_and_any_other_needs_a_remark() -> None:
    """DS staff entry: number turned away, with reason."""
    desk = Desk(procedures=GATED)
    assert desk.refuses("sun", AWAY, at("08:25")).code == "number_missing"
    refusal = desk.refuses("sun", replace(AWAY, value="2"), at("08:25"))
    assert (refusal.code, refusal.values["value"], refusal.values["usual"]) == ("remark_missing", 2, 0)
    assert desk.refuses("sun", replace(AWAY, value=2, note="  "), at("08:25")).code == "remark_missing"
    assert desk.does("sun", replace(AWAY, value=2, note="no badge"), at("08:25"))[0].data["note"] == "no badge"


def test_the_usual_number_needs_no_remark() -> None:
    assert Desk(procedures=GATED).does("sun", replace(AWAY, value=0), at("08:25"))[0].data == {"value": 0}


def test_nobody_skips_a_floor_of_the_sweep() -> None:
    """Domain §4: a sweep marked complete with a floor skipped."""
    desk = Desk(procedures=GATED)
    assert desk.refuses("zhao", WaiveItem(DAY, "clearance_sweep/floor@6F", "no time"), at("22:05")).code == (
        "item_not_skippable"
    )
    desk.records(waived(), at("22:05"))
    fold = desk.state.item(DAY, "clearance_sweep/floor@6F")
    assert fold is not None
    assert fold.verdict(GATED.phases[2].items[0]) is Verdict.NONE
    assert len(fold.void) == 1


def waived() -> Fact:
    on, data = "item:clearance_sweep/floor@6F", {"reason": "no time"}
    return Fact(ITEM_WAIVED, on, DAY, at("22:05"), "zhao", "duty_manager", data=data, procedure="v1")


def test_a_name_that_anybody_could_type_signs_nothing() -> None:
    """Domain §4: the locks "checked" by one person under two names."""
    desk = Desk()
    for floor in ("6F", "5F", "4F", "3F", "2F", "1F", "B1"):
        desk.does("qian", TickItem(DAY, f"clearance_sweep/floor@{floor}"), at("22:05"))
    sign = TickItem(DAY, "lock_up/locks")
    desk.does("", SignIn("temp-1", "Somebody", "duty_manager"), at("22:30"))
    assert desk.refuses("temp-1", sign, at("22:35"), post="duty_manager").code == "signer_not_listed"
    desk.does("qian", sign, at("22:35"))
    data = {"signer": "duty_manager"}
    forged = Fact(
        ITEM_DONE, "item:lock_up/locks", DAY, at("22:36"), "temp-1", "duty_manager", data=data, procedure="v1"
    )
    desk.records(forged, at("22:36"))
    fold = desk.state.item(DAY, "lock_up/locks")
    assert fold is not None
    assert fold.verdict(LOCK_UP.items[0]) is Verdict.NONE
    assert len(fold.void) == 1


@pytest.mark.parametrize(("post", "seen"), [("floor_supervisor", True), ("duty_manager", False), ("", False)])
def test_what_runs_beside_the_day_is_seen_by_those_whose_day_it_is(post: str, seen: bool) -> None:
    desk, plan = Desk(procedures=GATED), plan_day(GATED, DAY)
    shown = board.board(desk.state, plan, GATED, at("08:25"), post, "")
    assert "own_day" not in [phase.id for phase in shown.phases]
    assert "own_day" not in shown.current
    assert ("own_day/early" in [item.key for item in shown.due]) is seen
    assert "own_day" not in [phase.id for phase in board.phases(desk.state, plan, GATED, at("08:25"))]
    assert [phase.id for phase in board.checklists(Looking(desk.state, plan, GATED, at("08:25")))][-1] == "own_day"
    own = board.checklist(desk.state, plan, GATED, "own_day", at("08:25"), post, "")
    assert own.items[0].status is ItemStatus.DUE
