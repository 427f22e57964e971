"""What is asked of a row, step by step, and the command that the answers come to.

Rows of rounds come to several commands, one after the other: each looks at what is recorded by then, so a row that was
keyed in halfway goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from dutytui.rules.closing.commands import RegisterStay
from dutytui.rules.commands import Command, FailItem, LogEntry, TickItem, WaiveItem
from dutytui.rules.handover.commands import CountArticle
from dutytui.rules.handover.views import running
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.meals.commands import LeaveForMeal
from dutytui.rules.meals.people import typed, unlisted
from dutytui.rules.paper.rows import RowKind, SheetRow
from dutytui.rules.patrols.commands import EndRound, ReachPoint, StartRound
from dutytui.rules.patrols.draw import drawn_rounds
from dutytui.rules.patrols.rounds import DayRound, day_round
from dutytui.rules.patrols.standing import reached_points
from dutytui.rules.procedure import ItemKind
from dutytui.rules.roll_call.commands import AnswerCall, GiveOrder, HoldOrder


class Mode(StrEnum):
    DONE = "done"
    WAIVED = "waived"
    FAILED = "failed"


class Asks(StrEnum):
    TIME = "time"
    NUMBER = "number"
    CHOICE = "choice"
    TEXT = "text"
    NAME = "name"
    PLACE = "place"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class Step:
    """One answer. id: its name among the answers; may_lack: whether Enter on nothing goes on without one."""

    id: str
    asks: Asks
    may_lack: bool = False


@dataclass(frozen=True, slots=True)
class Keying:
    """A row that is being keyed in.

    answers: by a step's id, read already: times as aware datetimes, a choice by its id, a log entry as `EntryFields`,
    everything else as typed; None for nothing typed; behalf: for whom, "" for oneself; round: the key of a free round
    once it was begun; also: steps that the rules have asked for.
    """

    row: SheetRow
    mode: Mode = Mode.DONE
    answers: Mapping[str, Any] | None = None
    behalf: str = ""
    round: str = ""
    also: frozenset[str] = frozenset()

    def get(self, step: str) -> Any:
        return (self.answers or {}).get(step)

    def text(self, step: str) -> str:
        return str(self.get(step) or "")


AT = Step("at", Asks.TIME)
POINT = "point:"
_REASON = Step("reason", Asks.TEXT)
_ASKED_BY = {
    "remark_missing": "note",
    "evidence_missing": "evidence",
    "difference_unexplained": "reason",
    "reason_missing": "reason",
    "order_needs_reason": "reason",
    "guards_missing": "guards",
    "hold_end_missing": "until",
}
"""By the code of a refusal, the step that would mend it."""


def steps(keying: Keying, at: Looking) -> tuple[Step, ...]:
    """In the order in which they stand on the paper."""
    match keying.row.kind:
        case RowKind.ITEM:
            found = _item_steps(keying, at)
        case RowKind.ROUND:
            found = _round_steps(keying, at)
        case RowKind.ENTRY:
            found = (AT, Step("line", Asks.ENTRY))
        case RowKind.MEAL:
            found = (Step("name", Asks.NAME), AT, Step("back", Asks.TIME, may_lack=True))
        case RowKind.STAY:
            place = Step("place", Asks.PLACE)
            found = (AT, Step("name", Asks.NAME), place, Step("until", Asks.TIME), _REASON)
        case RowKind.ANSWER:
            found = (AT, Step("words", Asks.TEXT, may_lack=keying.mode is not Mode.FAILED))
        case RowKind.HOLD:
            found = (AT, Step("until", Asks.TIME, may_lack=True), Step("guards", Asks.NUMBER), _REASON)
        case RowKind.ORDER:
            found = (AT, Step("reason", Asks.TEXT, may_lack=True))
        case RowKind.ARTICLE:
            found = (AT, Step("value", Asks.NUMBER))
    known = {step.id for step in found}
    return (*found, *(Step(name, Asks.TEXT) for name in ("note", "evidence", "reason") if name in keying.also - known))


def _item_steps(keying: Keying, at: Looking) -> tuple[Step, ...]:
    item = at.law.item(keying.row.key)
    if keying.mode is Mode.WAIVED or item is None:
        return AT, _REASON
    failed = keying.mode is Mode.FAILED
    value: tuple[Step, ...] = ()
    match item.kind:
        case ItemKind.NUMBER:
            value = (Step("value", Asks.NUMBER, may_lack=failed),)
        case ItemKind.CHOICE:
            value = (Step("value", Asks.CHOICE, may_lack=failed),)
            failed = failed or any(one.fails and one.id == keying.get("value") for one in item.choices)
        case ItemKind.NOTE:
            value = () if failed else (Step("value", Asks.TEXT),)
    if failed:
        return AT, *value, _REASON
    proof = (Step("evidence", Asks.TEXT),) if item.evidence is not None else ()
    return AT, *value, *proof


def _round_steps(keying: Keying, at: Looking) -> tuple[Step, ...]:
    """The beginning, every point that has no time yet, and why some were left out."""
    one = round_of(keying, at)
    route = at.procedures.patrols.route(keying.row.of)
    reached = reached_points(one) if one is not None else {}
    begun = one is not None and one.began is not None
    points = tuple(
        Step(POINT + point, Asks.TIME, may_lack=True)
        for point in (route.points if route is not None else ())
        if point not in reached
    )
    first = () if begun else (AT,)
    return (*first, *points, Step("left_out", Asks.TEXT, may_lack=True))


def round_of(keying: Keying, at: Looking) -> DayRound | None:
    """The round that a row stands for; None for a random one that was never drawn and not begun either."""
    row = keying.row
    key = keying.round or row.key
    if not key:
        drawn = [one for one in drawn_rounds(at.state, at.plan, at.procedures) if one.route == row.of]
        key = drawn[row.place].key if row.place < len(drawn) else ""
    return day_round(at.state, at.plan, at.procedures, key) if key else None


def command(keying: Keying, at: Looking) -> Command | None:
    """What is to be recorded next of the row; None when all that was typed is. Answers of every step are there."""
    return _MADE[keying.row.kind](keying, at, keying.get("at"))


def _entry(keying: Keying, at: Looking, happened: datetime | None) -> Command:
    return LogEntry(at.day, keying.get("line"), happened, keying.behalf)


def _stay(keying: Keying, at: Looking, happened: datetime | None) -> Command:
    name, place, until = keying.text("name"), keying.text("place"), keying.get("until")
    return RegisterStay(at.day, name, place, until, keying.text("reason"), happened)


def _answer(keying: Keying, at: Looking, happened: datetime | None) -> Command:
    row, ready = keying.row, keying.mode is not Mode.FAILED
    return AnswerCall(at.day, row.of, row.key, ready, keying.text("words"), happened)


def _hold(keying: Keying, at: Looking, happened: datetime | None) -> Command:
    guards = keying.text("guards")
    sent = int(guards) if guards.isdecimal() else None
    return HoldOrder(at.day, keying.row.of, keying.text("reason"), sent, happened, keying.get("until"))


def _order(keying: Keying, at: Looking, happened: datetime | None) -> Command:
    return GiveOrder(at.day, keying.row.of, keying.text("reason"), happened)


def _article(keying: Keying, at: Looking, happened: datetime | None) -> Command:
    handover = next((one.subject for one in running(at)), "")
    return CountArticle(at.day, handover, keying.row.key, keying.get("value"), keying.text("reason"), happened)


def _item(keying: Keying, at: Looking, happened: datetime | None) -> Command:
    day, key, value = at.day, keying.row.key, keying.get("value")
    if keying.mode is Mode.WAIVED:
        return WaiveItem(day, key, keying.text("reason"), happened, keying.behalf)
    item = at.law.item(key)
    chosen = item is not None and any(one.fails and one.id == value for one in item.choices)
    if keying.mode is Mode.FAILED or chosen:
        return FailItem(day, key, keying.text("reason"), value, happened, keying.behalf)
    return TickItem(day, key, value, keying.text("note"), keying.text("evidence"), happened, keying.behalf)


def _round(keying: Keying, at: Looking, happened: datetime | None) -> Command | None:
    one, row = round_of(keying, at), keying.row
    if one is None or one.began is None:
        return StartRound(at.day, row.of, one.key if one is not None else "", happened, keying.behalf)
    reached = reached_points(one)
    for step, moment in (keying.answers or {}).items():
        point = step.removeprefix(POINT)
        if step != point and moment is not None and point not in reached:
            return ReachPoint(at.day, one.key, point, at=moment)
    reason = keying.text("left_out")
    if reason and not one.fold.ended:
        return EndRound(at.day, one.key, reason, max([one.began, *reached.values()]))
    return None


def _meal(keying: Keying, at: Looking, happened: datetime | None) -> Command:
    row, words = keying.row, keying.text("name")
    listed = next((one for one in at.procedures.people if words in (one.name, one.id)), None)
    if listed is not None:
        who, name, place = listed.id, listed.name, ""
    else:
        place, name = typed(words)
        who = unlisted(place, name) if name else ""
    return LeaveForMeal(at.day, row.of, who, name, row.batch, place, happened, keying.get("back"))


_MADE: Mapping[RowKind, Callable[[Keying, Looking, datetime | None], Command | None]] = {
    RowKind.ITEM: _item,
    RowKind.ROUND: _round,
    RowKind.ENTRY: _entry,
    RowKind.MEAL: _meal,
    RowKind.STAY: _stay,
    RowKind.ANSWER: _answer,
    RowKind.HOLD: _hold,
    RowKind.ORDER: _order,
    RowKind.ARTICLE: _article,
}


def several(kind: RowKind) -> bool:
    """Whether a row comes to more than one command."""
    return kind is RowKind.ROUND


def asked_by(code: str) -> str:
    """The step that mends a refusal, "" where none does."""
    return _ASKED_BY.get(code, "")
