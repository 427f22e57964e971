"""Closing the day and opening it again; and what may still be recorded in a day that is closed."""

from __future__ import annotations

from dutytui.rules.closing.day_commands import CloseDay, ReopenDay
from dutytui.rules.closing.day_fold import DAY_SUBJECT
from dutytui.rules.closing.day_matters import Matter, Need, closed, day_end, day_fold, matters
from dutytui.rules.commands import Command, Undo
from dutytui.rules.context import Context, author, check_day
from dutytui.rules.events import DAY_CLOSED, DAY_REOPENED, ITEM_DONE, Event, Fact
from dutytui.rules.folds import ENTRY_PREFIX, ITEM_PREFIX
from dutytui.rules.looking import Looking
from dutytui.rules.obligations.fold import OBLIGATION_PREFIX
from dutytui.rules.refusal import Refusal
from dutytui.rules.review.fold import FOLLOW_UP_PREFIX, REVIEW_SUBJECT
from dutytui.rules.self_check import Pace, hurried, pace, recorded_by
from dutytui.rules.state import State


def check_open(state: State, command: Command, context: Context) -> Refusal | None:
    """Whether the day that the command is about still takes it.

    Into a closed day go only commands that say so themselves (`Command.AFTER_CLOSING`), and whatever is about one log
    entry, which lives on over night, or about an obligation or a review, which were never the day's own.
    """
    day = getattr(command, "day", None)
    if day is None or command.AFTER_CLOSING or context.plan.day != day:
        return None
    on = command.on if isinstance(command, Undo) else str(getattr(command, "entry", ""))
    if on.startswith((ENTRY_PREFIX, OBLIGATION_PREFIX, REVIEW_SUBJECT, FOLLOW_UP_PREFIX)):
        return None
    closing = closed(state, context.plan, context.law)
    return None if closing is None else _is_closed(state, context, closing)


def close(state: State, command: CloseDay, context: Context) -> tuple[Fact, ...] | Refusal:
    """With a reason for all that is open; never over what blocks."""
    rules = day_end(context.law)
    refused = check_day(context, command.day, None) or _check_may(state, context)
    if refused:
        return refused
    still_open = matters(_looking(state, context))
    refused = _check_settled(still_open, command)
    if refused:
        return refused
    found = _pace(state, command, context)
    if hurried(found, rules.self_check) and not command.sure:
        return Refusal("day_in_a_hurry", found.data)
    left = [matter for matter in still_open if matter.need is Need.REASON]
    used = {key for matter in left for key in (matter.what.subject, matter.group)}
    data = {
        "reasons": {key: reason.strip() for key, reason in sorted(command.reasons.items()) if key in used},
        "left": [matter.what.subject for matter in left],
        "check": found.data,
        "reopened": [event.id for event in day_fold(state, command.day).reopenings],
    }
    said = {name: value for name, value in data.items() if value}
    return (context.fact(DAY_CLOSED, DAY_SUBJECT, command.day, None, data=said),)


def reopen(state: State, command: ReopenDay, context: Context) -> tuple[Fact, ...] | Refusal:
    """By the posts that may, with a reason; afterwards it must be closed again."""
    rules = day_end(context.law)
    if context.post not in rules.reopened_by:
        return Refusal("reopen_day_not_allowed", {"posts": context.law.post_names(rules.reopened_by)})
    if day_fold(state, command.day).closed is None:
        return Refusal("day_not_closed", {"day": command.day})
    if not command.reason.strip():
        return Refusal("reopen_reason_missing", {"day": command.day})
    return (context.fact(DAY_REOPENED, DAY_SUBJECT, command.day, None, data={"reason": command.reason.strip()}),)


def _check_may(state: State, context: Context) -> Refusal | None:
    rules = context.law.procedures.closing.day
    if rules is None:
        return Refusal("day_never_closes")
    if context.post not in rules.closed_by:
        return Refusal("close_day_not_allowed", {"posts": context.law.post_names(rules.closed_by)})
    closing = closed(state, context.plan, context.law)
    return None if closing is None else _is_closed(state, context, closing)


def _check_settled(still_open: tuple[Matter, ...], command: CloseDay) -> Refusal | None:
    blocking = [matter for matter in still_open if matter.need is Need.BLOCKS]
    if blocking:
        return Refusal("day_blocked", {"count": len(blocking), "first": blocking[0].what})
    silent = [matter for matter in still_open if matter.need is Need.REASON and not matter.reason(command.reasons)]
    if silent:
        return Refusal("day_needs_reasons", {"count": len(silent), "first": silent[0].what})
    return None


def _pace(state: State, command: CloseDay, context: Context) -> Pace:
    found = (event for subject in state.subjects(command.day, ITEM_PREFIX) for event in subject.events)
    events = filter(state.trust.counts, found)
    return pace(recorded_by(context.person, events, {ITEM_DONE}), day_end(context.law).self_check)


def _looking(state: State, context: Context) -> Looking:
    return Looking(state, context.plan, context.procedures, context.now, context.person, context.post)


def _is_closed(state: State, context: Context, closing: Event) -> Refusal:
    posts = context.law.post_names(day_end(context.law).reopened_by)
    values = {"day": closing.day, "by": author(state, context, closing), "at": closing.at, "posts": posts}
    return Refusal("day_is_closed", values)
