"""What may be recorded of an obligation, by whom and when.

It may be done early, at any time of its period, and late, without end; never on a date that it does not fall due on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from dutytui.rules.commands import Command
from dutytui.rules.context import Context, Decision, author
from dutytui.rules.events import OBLIGATION_DONE, OBLIGATION_WAIVED, Event, Fact
from dutytui.rules.obligations.commands import MarkDone, WaiveObligation
from dutytui.rules.obligations.dates import due_dates, opens_on
from dutytui.rules.obligations.fold import OBLIGATION_PREFIX, Verdict, obligation_fold
from dutytui.rules.obligations.procedure import Obligation
from dutytui.rules.obligations.rights import may_do, may_waive, obligation_of
from dutytui.rules.plan import business_day
from dutytui.rules.procedure import WAIVE
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State
from dutytui.rules.working_days import is_working_day

_AHEAD = timedelta(days=732)
"""How far the next due date is looked for, for a refusal to name: two of the longest periods."""


def mark_done(state: State, command: MarkDone, context: Context) -> tuple[Fact, ...] | Refusal:
    """Done, by one of its posts or on behalf of one."""
    obligation = obligation_of(context.law, command.obligation)
    if obligation is None:
        return Refusal("obligation_unknown", {"given": command.obligation})
    if not may_do(context.law, obligation, context.post, command.behalf):
        posts = context.law.post_names(obligation.posts)
        return Refusal("obligation_not_yours", {"title": obligation.title, "posts": posts})
    refused = (
        _check_time(context, command.at)
        or check_due(obligation, command.day, command.at, context)
        or check_open(state, obligation, command.day, context)
    )
    if refused:
        return refused
    behalf = "" if context.post in obligation.posts else command.behalf
    data = {"note": command.note.strip()}
    on = OBLIGATION_PREFIX + obligation.id
    return (context.fact(OBLIGATION_DONE, on, command.day, command.at, behalf=behalf, data=data),)


def waive(state: State, command: WaiveObligation, context: Context) -> tuple[Fact, ...] | Refusal:
    """It won't be done this time, with a reason."""
    obligation = obligation_of(context.law, command.obligation)
    if obligation is None:
        return Refusal("obligation_unknown", {"given": command.obligation})
    if not may_waive(context.law, context.post):
        posts = context.law.posts_that_may(WAIVE)
        return Refusal("obligation_waive_not_allowed", {"title": obligation.title, "posts": posts})
    refused = check_due(obligation, command.day, None, context) or check_open(state, obligation, command.day, context)
    if refused:
        return refused
    reason = command.reason.strip()
    if not reason:
        return Refusal("obligation_reason_missing", {"title": obligation.title})
    on = OBLIGATION_PREFIX + obligation.id
    return (context.fact(OBLIGATION_WAIVED, on, command.day, None, data={"reason": reason}),)


def check_due(obligation: Obligation, day: date, at: datetime | None, context: Context) -> Refusal | None:
    """It must fall due on `day`, and its period must have begun."""
    worked = partial(is_working_day, context.procedures)
    if not due_dates(obligation, day, day, worked):
        coming = due_dates(obligation, day, day + min(_AHEAD, date.max - day), worked)
        values = {"title": obligation.title, "day": day, "next": coming[0] if coming else None}
        return Refusal("obligation_not_due", values)
    happened = (at or context.now).astimezone(context.now.tzinfo)
    opens = opens_on(obligation, day, worked)
    if business_day(happened, context.procedures.mall.day_starts) < opens:
        return Refusal("obligation_too_early", {"title": obligation.title, "day": day, "opens": opens})
    return None


def check_open(state: State, obligation: Obligation, day: date, context: Context) -> Refusal | None:
    """Nobody here knows of an act that has settled it already."""
    fold = obligation_fold(state, day, obligation.id)
    match fold.verdict:
        case Verdict.DISPUTED:
            return Refusal("obligation_disputed", {"title": obligation.title})
        case Verdict.DONE:
            return Refusal("obligation_already_done", _said(state, context, obligation, fold.done[-1]))
        case Verdict.WAIVED:
            return Refusal("obligation_already_waived", _said(state, context, obligation, fold.waived[-1]))
    return None


def _check_time(context: Context, at: datetime | None) -> Refusal | None:
    return Refusal("time_in_future", {"at": at, "now": context.now}) if at is not None and at > context.now else None


def _said(state: State, context: Context, obligation: Obligation, act: Event) -> dict[str, Any]:
    happened = act.at.astimezone(context.now.tzinfo)
    return {
        "title": obligation.title,
        "by": author(state, context, act),
        "day": happened.date(),
        "at": happened,
    }


DECISIONS: Mapping[type[Command], Decision] = {MarkDone: mark_done, WaiveObligation: waive}
