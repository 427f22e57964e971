"""What was recorded, as the command that it was recorded by: `decide` the other way round."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from dutytui.rehearsal.as_request_command import REQUEST_COMMANDS
from dutytui.rules import commands, events
from dutytui.rules.closing import commands as closing
from dutytui.rules.closing import day_commands as day
from dutytui.rules.entry_fold import changes_of, moment, words
from dutytui.rules.events import Event
from dutytui.rules.figures import commands as assessment
from dutytui.rules.folds import ITEM_PREFIX
from dutytui.rules.handover import commands as duty
from dutytui.rules.journals import commands as journal
from dutytui.rules.meals import commands as meal
from dutytui.rules.obligations import commands as obligation
from dutytui.rules.patrols import commands as patrol
from dutytui.rules.review import commands as review
from dutytui.rules.review.fold import FIELDS as FOLLOW_UP_FIELDS
from dutytui.rules.review.fold import day_of
from dutytui.rules.roll_call import commands as call
from dutytui.rules.sales import commands as sale
from dutytui.rules.sales.figures import SoldRow, row_of
from dutytui.rules.service import commands as case


def command_of(said: Sequence[Event]) -> commands.Command | None:
    """The command behind the events of one cause; None for what is not played again (signing in, the program's own)."""
    whole = _OF_SEVERAL.get(said[0].kind)
    found = whole(said) if whole else None
    make = COMMANDS.get(said[0].kind)
    return found or (make(said[0]) if make else None)


def _tick(event: Event) -> commands.Command:
    return commands.TickItem(
        event.day,
        event.on.removeprefix(ITEM_PREFIX),
        value=event.data.get("value"),
        note=words(event.data, "note"),
        evidence=words(event.data, "evidence"),
        at=event.at,
        behalf=event.behalf,
    )


def _waive(event: Event) -> commands.Command:
    key = event.on.removeprefix(ITEM_PREFIX)
    return commands.WaiveItem(event.day, key, words(event.data, "reason"), event.at, event.behalf)


def _fail(event: Event) -> commands.Command:
    key, value = event.on.removeprefix(ITEM_PREFIX), event.data.get("value")
    return commands.FailItem(event.day, key, words(event.data, "reason"), value, event.at, event.behalf)


def _log(event: Event) -> commands.Command:
    said = {name: words(event.data, name) for name in ("kind", "text", "place", "severity", "owner")}
    entry = commands.EntryFields(**said, due=moment(words(event.data, "due")))
    return commands.LogEntry(event.day, entry, event.at, event.behalf)


def _correct(event: Event) -> commands.Command:
    changes = {name: new for name, _old, new in changes_of(event)}
    return commands.CorrectEntry(event.day, event.on, changes, words(event.data, "reason"))


def _number(event: Event, name: str) -> int | None:
    value = event.data.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _texts(event: Event, name: str) -> dict[str, str]:
    """A mapping of texts in an event's data; what is no text is left out."""
    value = event.data.get(name)
    found = value.items() if isinstance(value, Mapping) else ()
    return {key: words for key, words in found if isinstance(words, str)}


def _after(event: Event) -> str:
    """What stands behind the colon of the subject."""
    return event.on.partition(":")[2]


def _hold(event: Event) -> commands.Command:
    reason, until = words(event.data, "reason"), moment(words(event.data, "until"))
    return call.HoldOrder(event.day, _after(event), reason, _number(event, "guards"), event.at, until)


def _answer(event: Event) -> commands.Command:
    ready = event.data.get("ready") is True
    post = words(event.data, "post")
    return call.AnswerCall(event.day, _after(event), post, ready, words(event.data, "words"), event.at)


def _start(event: Event) -> commands.Command:
    planned = event.data.get("planned") is True
    route = words(event.data, "route")
    return patrol.StartRound(event.day, route, _after(event) if planned else "", event.at, event.behalf)


def _point(event: Event) -> commands.Command:
    point, evidence = words(event.data, "point"), words(event.data, "evidence")
    return patrol.ReachPoint(event.day, _after(event), point, evidence, event.at, words(event.data, "note"))


def _explained(said: Sequence[Event]) -> commands.Command:
    rounds = tuple(map(_after, said))
    return patrol.ExplainRounds(said[0].day, rounds, words(said[0].data, "reason"))


def _readings(said: Sequence[Event]) -> commands.Command | None:
    """A reader's file, when that is what it was."""
    read = [one for one in said if one.kind == events.POINT_REACHED and words(one.data, "evidence") == "reader"]
    if not read:
        return None
    readings = tuple(
        patrol.Reading(words(one.data, "point"), one.at, words(one.data, "reader"), words(one.data, "person"))
        for one in read
    )
    return patrol.ImportReadings(said[0].day, readings, words(read[0].data, "source"))


def _left(event: Event) -> commands.Command:
    who, name = words(event.data, "who"), words(event.data, "name")
    batch, place = _number(event, "batch") or 1, words(event.data, "place")
    return meal.LeaveForMeal(event.day, _after(event), who, name, batch, place, event.at)


def _meal_of(said: Sequence[Event]) -> commands.Command:
    """What was entered afterwards was entered as a whole: gone and back in one."""
    command = _left(said[0])
    back = next((one.at for one in said if one.kind == events.MEAL_RETURNED), None)
    return replace(command, back=back) if isinstance(command, meal.LeaveForMeal) else command


def _opened(said: Sequence[Event]) -> commands.Command | None:
    """A case that was opened with its details at once."""
    detailed = next((one for one in said if one.kind == events.CASE_DETAILED), None)
    logged = _log(said[0])
    if detailed is None or not isinstance(logged, commands.LogEntry):
        return None
    return case.OpenCase(said[0].day, logged.fields, _texts(detailed, "details"), said[0].at)


def _kept(event: Event) -> commands.Command:
    try:
        night = date.fromisoformat(words(event.data, "night"))
    except ValueError:
        night = event.day
    return case.KeepCase(event.day, event.on, words(event.data, "reason"), night)


def _sales(said: Sequence[Event]) -> commands.Command | None:
    """A file with all its rows, or one counter by hand."""
    head = said[0]
    rows = [sold for one in said if one.kind == events.SALES_ROWS for sold in _rows(one)]
    if not words(head.data, "file"):
        return sale.TypeSales(head.day, rows[0], head.at) if rows else None
    columns, header = head.data.get("columns"), head.data.get("header")
    return sale.ImportSales(
        head.day,
        tuple(rows),
        words(head.data, "file"),
        words(head.data, "hash"),
        _number(head, "bad") or 0,
        columns if isinstance(columns, Mapping) else {},
        tuple(map(str, header)) if isinstance(header, list | tuple) else (),
        head.at,
    )


def _rows(event: Event) -> list[SoldRow]:
    rows = event.data.get("rows")
    found = (row_of(row) for row in rows) if isinstance(rows, list | tuple) else ()
    return [row for row in found if row is not None]


def _explain(event: Event) -> commands.Command:
    said = {part: words(event.data, part) for part in ("cause", "measure", "proposal")}
    return sale.ExplainCounter(event.day, words(event.data, "counter"), **said, at=event.at)


def _count(event: Event) -> commands.Command:
    article, counted = words(event.data, "article"), event.data.get("counted")
    return duty.CountArticle(event.day, event.on, article, counted, words(event.data, "reason"), event.at)


def _plan(event: Event) -> commands.Command:
    said = {part: words(event.data, part) for part in ("plan", "severity", "owner")}
    return duty.PlanMatter(event.day, event.on, words(event.data, "matter"), **said)


def _sign(event: Event) -> commands.Command:
    side = duty.Side(words(event.data, "side"))
    return duty.SignHandover(event.day, event.on, side, anyway=True, at=event.at)


def _stay(event: Event) -> commands.Command:
    until = moment(words(event.data, "until")) or event.at
    said = {part: words(event.data, part) for part in ("name", "place", "reason")}
    return closing.RegisterStay(event.day, **said, until=until, at=event.at)


def _obligation_done(event: Event) -> commands.Command | None:
    if words(event.data, "started"):
        return None  # said by the submission of the request that does it
    return obligation.MarkDone(event.day, _after(event), words(event.data, "note"), event.at, event.behalf)


def _assessed(event: Event) -> commands.Command:
    marks = event.data.get("marks")
    named = marks.items() if isinstance(marks, Mapping) else ()
    numbers = {name: one for name, one in named if isinstance(one, int | float) and not isinstance(one, bool)}
    by, note = words(event.data, "by"), words(event.data, "note")
    return assessment.Assess(event.day, _after(event), by, numbers, note, correct=bool(event.data.get("replaces")))


def _counts(event: Event, name: str) -> dict[str, int]:
    value = event.data.get(name)
    found = value.items() if isinstance(value, Mapping) else ()
    return {key: count for key, count in found if isinstance(count, int)}


def _follow_up(event: Event) -> commands.Command:
    said = {part: words(event.data, part) for part in ("text", "owner", "about")}
    return review.SetFollowUp(event.day, **said, due=day_of(words(event.data, "due")) or event.day)


Made = Callable[[Event], commands.Command | None]

_CORE: Mapping[str, Made] = {
    events.ITEM_DONE: _tick,
    events.ITEM_WAIVED: _waive,
    events.ITEM_FAILED: _fail,
    events.ENTRY_LOGGED: _log,
    events.ENTRY_REMARKED: lambda e: commands.RemarkEntry(e.day, e.on, words(e.data, "text")),
    events.ENTRY_CORRECTED: _correct,
    events.ENTRY_HANDLED: lambda e: commands.HandleEntry(e.day, e.on, words(e.data, "note")),
    events.ENTRY_CLOSED: lambda e: commands.CloseEntry(e.day, e.on, words(e.data, "note")),
    events.ENTRY_REOPENED: lambda e: commands.ReopenEntry(e.day, e.on, words(e.data, "reason")),
    events.UNDONE: lambda e: commands.Undo(e.day, e.on, words(e.data, "event"), words(e.data, "reason")),
}

_AREAS: Mapping[str, Made] = {
    events.POST_ANSWERED: _answer,
    events.ORDER_HELD: _hold,
    events.ORDER_RELEASED: lambda e: call.ReleaseOrder(e.day, _after(e), words(e.data, "note"), e.at),
    events.ORDER_GIVEN: lambda e: call.GiveOrder(e.day, _after(e), words(e.data, "reason"), e.at),
    events.ROUNDS_DRAWN: lambda e: patrol.DrawRounds(e.day, _after(e), words(e.data, "seed")),
    events.ROUND_STARTED: _start,
    events.POINT_REACHED: _point,
    events.ROUND_ENDED: lambda e: patrol.EndRound(e.day, _after(e), words(e.data, "note"), e.at),
    events.ROUND_EXPLAINED: lambda e: _explained([e]),
    events.MEAL_LEFT: _left,
    events.MEAL_RETURNED: lambda e: meal.ReturnFromMeal(
        e.day, _after(e), words(e.data, "who"), words(e.data, "note"), e.at
    ),
    events.CASE_DETAILED: lambda e: case.DetailCase(e.day, e.on, _texts(e, "details"), words(e.data, "reason")),
    events.CASE_FED_BACK: lambda e: case.FeedBackCase(e.day, e.on, words(e.data, "note"), e.at),
    events.CASE_CALLED_BACK: lambda e: case.CallBackCase(
        e.day, e.on, words(e.data, "outcome"), words(e.data, "note"), e.at
    ),
    events.CASE_KEPT: _kept,
    events.COUNTER_EXPLAINED: _explain,
    events.DUTY_TAKEN: lambda e: duty.TakeDuty(e.day, words(e.data, "holder"), e.at, words(e.data, "reason")),
    events.HANDOVER_BEGUN: lambda e: duty.BeginHandover(e.day, words(e.data, "receiver"), e.at),
    events.ARTICLE_COUNTED: _count,
    events.MATTER_PLANNED: _plan,
    events.MATTER_ACKNOWLEDGED: lambda e: duty.AcknowledgeMatter(
        e.day, e.on, words(e.data, "matter"), words(e.data, "read_back")
    ),
    events.HANDOVER_SIGNED: _sign,
    events.HANDOVER_REFUSED: lambda e: duty.RefuseHandover(e.day, e.on, words(e.data, "reason")),
    events.HANDOVER_WITHDRAWN: lambda e: duty.WithdrawHandover(e.day, e.on, words(e.data, "reason")),
    events.SECTION_WRITTEN: lambda e: journal.WriteSection(e.day, e.on, words(e.data, "text")),
    events.SECTION_LEFT_EMPTY: lambda e: journal.LeaveSectionEmpty(e.day, e.on, words(e.data, "reason")),
    events.STAY_REGISTERED: _stay,
    events.STAY_ENDED: lambda e: closing.EndStay(e.day, e.on, words(e.data, "note"), e.at),
    events.SWEEP_JOINED: lambda e: closing.JoinSweep(
        e.day, words(e.data, "post"), words(e.data, "person"), e.at, words(e.data, "reason")
    ),
    events.DAY_CLOSED: lambda e: day.CloseDay(e.day, _texts(e, "reasons"), sure=True),
    events.OBLIGATION_DONE: _obligation_done,
    events.OBLIGATION_WAIVED: lambda e: obligation.WaiveObligation(e.day, _after(e), words(e.data, "reason")),
    events.REVIEW_REMARKED: lambda e: review.RemarkDay(e.day, words(e.data, "text"), words(e.data, "about")),
    events.REVIEW_SIGNED: lambda e: review.SignOffDay(e.day, _counts(e, "told")),
    events.FOLLOW_UP_SET: _follow_up,
    events.FOLLOW_UP_CHANGED: lambda e: review.ChangeFollowUp(
        e.day, e.on, {name: new for name, _old, new in changes_of(e, FOLLOW_UP_FIELDS)}, words(e.data, "reason")
    ),
    events.FOLLOW_UP_DONE: lambda e: review.FinishFollowUp(e.day, e.on, words(e.data, "note")),
    events.FOLLOW_UP_REOPENED: lambda e: review.ReopenFollowUp(e.day, e.on, words(e.data, "reason")),
    events.ASSESSED: _assessed,
    events.CONSEQUENCE_DRAWN: lambda e: assessment.DrawConsequence(
        e.day, _after(e), words(e.data, "consequence"), words(e.data, "note"), words(e.data, "request")
    ),
    events.DAY_REOPENED: lambda e: day.ReopenDay(e.day, words(e.data, "reason")),
}

COMMANDS: Mapping[str, Made] = {**_CORE, **_AREAS, **REQUEST_COMMANDS}
"""By the kind of the first event. A kind that is missing here, and below, is not played again."""

_OF_SEVERAL: Mapping[str, Callable[[Sequence[Event]], commands.Command | None]] = {
    events.ENTRY_LOGGED: _opened,
    events.ROUND_STARTED: _readings,
    events.POINT_REACHED: _readings,
    events.ROUND_EXPLAINED: _explained,
    events.MEAL_LEFT: _meal_of,
    events.SALES_IMPORTED: _sales,
}
"""Those that one event alone does not tell; None: it was the ordinary command after all."""
