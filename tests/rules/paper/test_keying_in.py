"""What is keyed in from paper: the facts are those of any desk, with the paper's time and the number of the row."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from dutytui.rules.closing.procedure import DayEnd
from dutytui.rules.commands import EntryFields, LogEntry, TickItem, WaiveItem
from dutytui.rules.events import DAY_CLOSED, ITEM_DONE, MEAL_LEFT, POINT_REACHED, ROUND_ENDED, ROUND_STARTED, Fact
from dutytui.rules.looking import Looking
from dutytui.rules.paper.commands import KeyIn
from dutytui.rules.paper.keying import POINT, Keying, Mode, command, steps
from dutytui.rules.paper.rows import RowKind, SheetRow, sheets
from dutytui.rules.paper.views import Entered, paper, summary
from dutytui.rules.patrols.commands import StartRound
from dutytui.rules.procedure import ItemKind
from dutytui.rules.refusal import Refusal
from dutytui.session import Saved
from tests.desk import ZONE
from tests.screens.morning import TODAY, MorningDesk, shipped

LATER = "23:30"


def moment(time: str) -> datetime:
    return datetime.fromisoformat(f"{TODAY} {time}").replace(tzinfo=ZONE)


def desk(post: str = "duty_manager", clock: str = LATER) -> MorningDesk:
    return MorningDesk(clock, post=post)


def row(at: Looking, key: str = "", kind: RowKind = RowKind.ITEM, of: str = "") -> SheetRow:
    found = (one for sheet in sheets(at.plan, at.procedures) for one in sheet.rows)
    return next(one for one in found if one.kind is kind and key in ("", one.key) and of in ("", one.of))


def keys(desk: MorningDesk, keying: Keying) -> Any:
    wanted = command(keying, desk.session.look())
    assert wanted is not None
    return desk.session.submit(KeyIn(TODAY, wanted, keying.row.number))


def entered(desk: MorningDesk, number: str) -> Entered:
    return next(one.entered for view in paper(desk.session.look()) for one in view.rows if one.row.number == number)


def first_item(at: Looking) -> str:
    return at.plan.by_phase["staff_entry"].items[0].key


def test_an_item_has_the_time_of_the_paper_and_the_mark_of_its_row() -> None:
    here = desk()
    at = here.session.look()
    one = row(at, first_item(at))
    saved = keys(here, Keying(one, answers={"at": moment("08:22")}))
    assert isinstance(saved, Saved)
    (event,) = saved.events
    assert (event.kind, event.at, event.data["paper"]) == (ITEM_DONE, moment("08:22"), one.number)
    assert event.behalf.startswith("post:")  # the duty manager's is not the post that checks the locks
    view = here.session.item(first_item(at))
    assert view is not None and view.last is not None
    assert (view.last.late_entry, view.last.paper) == (True, one.number)
    assert entered(here, one.number) is Entered.KEYED


def test_paper_without_a_time_is_refused() -> None:
    here = desk()
    at = here.session.look()
    refused = keys(here, Keying(row(at, first_item(at)), answers={}))
    assert isinstance(refused, Refusal)
    assert refused.code == "paper_time_missing"


@pytest.mark.parametrize("number", ["", "x", "307", "0-01", "3-07; drop"])
def test_what_is_no_number_of_a_row_is_no_mark(number: str) -> None:
    here = desk()
    wanted = LogEntry(TODAY, EntryFields("general", "Water on the floor"), at=moment("10:00"))
    refused = here.session.submit(KeyIn(TODAY, wanted, number))
    assert isinstance(refused, Refusal)
    assert refused.code == "paper_row_unknown"


def test_paper_gives_nobody_a_right_that_they_lack() -> None:
    here = desk(post="guard")
    at = here.session.look()
    item = next(key for key in at.plan.by_key if "guard" not in at.law.item(key).posts)  # type: ignore[union-attr]
    plain = here.session.submit(TickItem(TODAY, item, at=moment("09:00")))
    keyed = here.session.submit(KeyIn(TODAY, TickItem(TODAY, item, at=moment("09:00")), "4-01"))
    assert isinstance(plain, Refusal)
    assert keyed == plain


def test_a_time_before_the_item_was_open_is_refused_as_anywhere() -> None:
    here = desk()
    at = here.session.look()
    refused = keys(here, Keying(row(at, first_item(at)), answers={"at": moment("06:30")}))
    assert isinstance(refused, Refusal)
    assert refused.code == "time_before_open"


def test_what_comes_first_is_keyed_in_first() -> None:
    here = desk()
    at = here.session.look()
    waits = next(item for item in at.plan.by_phase["staff_entry"].items if item.waits_on)
    answers = {"at": moment("08:25")}
    refused = keys(here, Keying(row(at, waits.key), answers=answers))
    assert isinstance(refused, Refusal)
    assert refused.code == "item_waits_for"
    for before in waits.waits_on:
        assert isinstance(keys(here, Keying(row(at, before), answers={"at": moment("08:21")})), Saved)
    assert isinstance(keys(here, Keying(row(at, waits.key), answers=answers)), Saved)


def test_what_was_skipped_on_paper_is_skipped_with_its_reason() -> None:
    here = desk()
    at = here.session.look()
    one = row(at, first_item(at))
    wanted = command(Keying(one, Mode.WAIVED, {"at": moment("08:22"), "reason": "No key"}), at)
    assert wanted == WaiveItem(TODAY, one.key, "No key", moment("08:22"), "")


def walked(at: Looking) -> tuple[SheetRow, list[str]]:
    one = row(at, kind=RowKind.ROUND)
    route = at.procedures.patrols.route(one.of)
    assert route is not None
    return one, list(route.points)


def key_all(desk: MorningDesk, keying: Keying) -> list[str]:
    """Every command of a row, one after the other; the kinds of the facts."""
    kinds: list[str] = []
    while (wanted := command(keying, desk.session.look())) is not None:
        outcome = desk.session.submit(KeyIn(TODAY, wanted, keying.row.number))
        assert isinstance(outcome, Saved), outcome
        kinds += [event.kind for event in outcome.events]
    return kinds


def test_a_round_is_begun_walked_and_ended_with_the_times_of_the_paper() -> None:
    here = desk()
    one, points = walked(here.session.look())
    times = {POINT + point: moment("09:31") + timedelta(minutes=2 * place) for place, point in enumerate(points)}
    kinds = key_all(here, Keying(one, answers={"at": moment("09:31"), **times}))
    assert kinds == [ROUND_STARTED, *([POINT_REACHED] * len(points)), ROUND_ENDED]
    subject = here.session.state.subject(TODAY, f"round:{one.key}")
    assert subject is not None
    assert {event.data["paper"] for event in subject.events} == {one.number}
    assert max(event.at for event in subject.events) == times[POINT + points[-1]]
    assert entered(here, one.number) is Entered.KEYED


def test_a_round_keyed_in_halfway_goes_on_where_it_stopped() -> None:
    here = desk()
    one, points = walked(here.session.look())
    key_all(here, Keying(one, answers={"at": moment("09:31"), POINT + points[0]: moment("09:33")}))
    assert entered(here, one.number) is Entered.PART
    asked = [step.id for step in steps(Keying(one), here.session.look())]
    assert asked == [*(POINT + point for point in points[1:]), "left_out"]
    kinds = key_all(here, Keying(one, answers={POINT + points[1]: moment("09:36"), "left_out": "Called away"}))
    assert kinds == [POINT_REACHED, ROUND_ENDED]
    assert entered(here, one.number) is Entered.KEYED


def test_a_round_that_a_desk_walked_needs_no_paper() -> None:
    here = desk(clock="09:31")
    one, _points = walked(here.session.look())
    assert entered(here, one.number) is Entered.OPEN
    here.does(StartRound(TODAY, one.of, one.key))
    assert entered(here, one.number) is Entered.DESK


def test_a_meal_is_keyed_in_as_a_whole() -> None:
    here = desk()
    one = row(here.session.look(), kind=RowKind.MEAL, of="lunch")
    answers = {"name": "张三", "at": moment("11:31"), "back": moment("11:58")}
    saved = keys(here, Keying(one, answers=answers))
    assert isinstance(saved, Saved)
    assert saved.events[0].kind == MEAL_LEFT
    assert (saved.events[0].data["who"], saved.events[1].at) == ("zhang-san", moment("11:58"))


def test_the_summary_counts_what_is_in_and_names_what_is_missing() -> None:
    here = desk()
    at = here.session.look()
    before = summary(paper(at))
    one = row(at, first_item(at))
    assert (before.keyed, before.desk, one.number in before.open) == (0, 0, True)
    keys(here, Keying(one, answers={"at": moment("08:22")}))
    after = summary(paper(here.session.look()))
    assert (after.keyed, len(after.open), one.number in after.open) == (1, len(before.open) - 1, False)


def test_lines_nobody_wrote_on_are_not_missing() -> None:
    at = desk().session.look()
    found = summary(paper(at)).open
    assert row(at, kind=RowKind.ENTRY).number not in found
    assert row(at, kind=RowKind.MEAL).number not in found


def test_sheets_of_what_is_over_and_done_are_not_printed() -> None:
    early, late = (paper(desk(clock=clock).session.look()) for clock in ("08:00", "23:59"))
    assert all(view.needed for view in early)
    needed = {view.sheet.of for view in late if view.needed}
    assert "lunch" not in needed  # nobody eats now
    assert "routine_rounds" not in needed  # beside the day, and over
    assert "staff_entry" in needed  # required, and nobody has recorded it


def test_a_closed_day_takes_from_paper_what_it_takes_from_a_desk() -> None:
    ends = replace(shipped().closing, sweep="", lock_up="", day=DayEnd(closed_by=("duty_manager",)))
    here = MorningDesk(LATER, procedures=replace(shipped(), closing=ends))
    closing = Fact(DAY_CLOSED, "day:mall", TODAY, moment("23:10"), by="zhang-san", post="duty_manager")
    here.session.receive(here.journal.append([closing], now=moment("23:10"), day=TODAY))
    at = here.session.look()
    refused = keys(here, Keying(row(at, first_item(at)), answers={"at": moment("08:22")}))
    assert isinstance(refused, Refusal)
    assert refused.code == "day_is_closed"
    entry = Keying(row(at, kind=RowKind.ENTRY), answers={"at": moment("22:00"), "line": EntryFields("general", "News")})
    assert isinstance(keys(here, entry), Saved)


def test_nobody_signs_from_paper_for_somebody_else_and_for_oneself_one_may() -> None:
    """The manager keys in the sheet that the floor supervisors have signed: each of them signs it again here."""
    phase = next(one for one in shipped().phases if one.id == "staff_entry")
    signed = replace(phase.items[0], kind=ItemKind.SIGNATURE, posts=("duty_manager", "guard"))
    phases = (replace(phase, items=(signed,)), *(one for one in shipped().phases if one.id != "staff_entry"))
    here = MorningDesk(LATER, procedures=replace(shipped(), phases=phases))
    one = row(here.session.look(), first_item(here.session.look()))
    refused = keys(here, Keying(one, answers={"at": moment("08:25")}, behalf="post:guard"))
    assert isinstance(refused, Refusal)
    assert refused.code == "signature_not_for_others"
    assert isinstance(keys(here, Keying(one, answers={"at": moment("08:25")})), Saved)
    assert entered(here, one.number) is Entered.PART  # the guard has not signed
