"""What may be said of a day that is reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dutytui.rules.acts import named
from dutytui.rules.commands import Command
from dutytui.rules.context import Context, Decision, author, check_day
from dutytui.rules.events import (
    FOLLOW_UP_CHANGED,
    FOLLOW_UP_DONE,
    FOLLOW_UP_REOPENED,
    FOLLOW_UP_SET,
    REVIEW_REMARKED,
    REVIEW_SIGNED,
    Event,
    Fact,
)
from dutytui.rules.looking import Looking
from dutytui.rules.plan import business_day
from dutytui.rules.procedure import REVIEW
from dutytui.rules.refusal import Refusal
from dutytui.rules.review.commands import (
    ChangeFollowUp,
    FinishFollowUp,
    RemarkDay,
    ReopenFollowUp,
    SetFollowUp,
    SignOffDay,
)
from dutytui.rules.review.fold import FIELDS, FOLLOW_UP_PREFIX, REVIEW_SUBJECT, FollowUpFold, ReviewFold, day_of
from dutytui.rules.review.own_clock import is_over
from dutytui.rules.review.rights import may_finish, may_review
from dutytui.rules.review.since import changed_since, seen_of
from dutytui.rules.state import State

Answer = tuple[Fact, ...] | Refusal


def remark(state: State, command: RemarkDay, context: Context) -> Answer:  # noqa: ARG001 - a decision has three
    """On any day that has begun."""
    refused = _check_may(context) or check_day(context, command.day, None)
    if refused:
        return refused
    if not command.text.strip():
        return Refusal("review_text_missing")
    data = {"text": command.text.strip(), "about": command.about}
    return (context.fact(REVIEW_REMARKED, REVIEW_SUBJECT, command.day, None, data=data),)


def sign_off(state: State, command: SignOffDay, context: Context) -> Answer:
    """Of a day that is over. Once more where something was recorded since, or by somebody else."""
    refused = _check_may(context) or check_day(context, command.day, None)
    if refused:
        return refused
    looking = Looking(state, context.plan, context.procedures, context.now)
    if not is_over(looking):
        return Refusal("review_day_not_over", {"day": command.day})
    mine = [event for event in review_fold(state, command.day).signatures if event.by == context.person]
    if mine and not changed_since(state, command.day, mine[-1]):
        return Refusal("review_signed_already", _said(state, context, mine[-1]))
    saw = seen_of(state, command.day)
    told = {part: count for part, count in sorted(command.told.items()) if isinstance(count, int)}
    data: dict[str, Any] = {"saw": saw, "told": told or None}
    return (context.fact(REVIEW_SIGNED, REVIEW_SUBJECT, command.day, None, data=data),)


def set_follow_up(state: State, command: SetFollowUp, context: Context) -> Answer:
    """With an owner and a day until which; that may be today."""
    fields = {"text": command.text.strip(), "owner": command.owner, "due": command.due.isoformat()}
    refused = _check_may(context) or check_day(context, command.day, None) or _check_fields(state, context, fields)
    if refused:
        return refused
    on = FOLLOW_UP_PREFIX + context.command
    return (context.fact(FOLLOW_UP_SET, on, command.day, None, data={**fields, "about": command.about}),)


def change_follow_up(state: State, command: ChangeFollowUp, context: Context) -> Answer:
    """Field by field, with a reason; what was changed apart may be said once more as it is shown."""
    found = _open(state, context, command.day, command.follow_up)
    if isinstance(found, Refusal):
        return found
    after = {name: value.strip() for name, value in command.changes.items() if name in FIELDS}
    refused = _check_may(context) or _check_fields(state, context, after)
    if refused:
        return refused
    disputed = found.disputed
    changes = {
        name: {"old": found.fields.get(name, ""), "new": new}
        for name, new in sorted(after.items())
        if new != found.fields.get(name, "") or name in disputed
    }
    if not changes:
        return Refusal("follow_up_nothing_changed", {"text": found.fields.get("text", "")})
    if not command.reason.strip():
        return Refusal("follow_up_reason_missing")
    data = {"changes": changes, "reason": command.reason.strip()}
    return (context.fact(FOLLOW_UP_CHANGED, command.follow_up, command.day, None, data=data),)


def finish_follow_up(state: State, command: FinishFollowUp, context: Context) -> Answer:
    """By whoever it was given to, or whoever may review; with what was done."""
    found = _open(state, context, command.day, command.follow_up)
    if isinstance(found, Refusal):
        return found
    owner = found.fields.get("owner", "")
    if not may_finish(context.law, {owner} - {""}, context.person, context.post):
        values = {"owner": owner_named(state, context, owner), "posts": context.law.posts_that_may(REVIEW)}
        return Refusal("follow_up_not_yours", values)
    if not command.note.strip():
        return Refusal("follow_up_note_missing")
    data = {"note": command.note.strip()}
    return (context.fact(FOLLOW_UP_DONE, command.follow_up, command.day, None, data=data),)


def reopen_follow_up(state: State, command: ReopenFollowUp, context: Context) -> Answer:
    """It is not done after all: with a reason, by whoever may review."""
    found = follow_up_fold(state, command.day, command.follow_up)
    if found is None:
        return Refusal("follow_up_unknown")
    refused = _check_may(context)
    if refused:
        return refused
    if found.done is None:
        return Refusal("follow_up_still_open", {"text": found.fields.get("text", "")})
    if not command.reason.strip():
        return Refusal("follow_up_reason_missing")
    data = {"reason": command.reason.strip()}
    return (context.fact(FOLLOW_UP_REOPENED, command.follow_up, command.day, None, data=data),)


DECISIONS: Mapping[type[Command], Decision] = {
    RemarkDay: remark,
    SignOffDay: sign_off,
    SetFollowUp: set_follow_up,
    ChangeFollowUp: change_follow_up,
    FinishFollowUp: finish_follow_up,
    ReopenFollowUp: reopen_follow_up,
}


def review_fold(state: State, day: date) -> ReviewFold:
    """What was said of a day; an empty fold when nothing was."""
    subject = state.subject(day, REVIEW_SUBJECT)
    found = subject.fold if subject is not None else None
    return found if isinstance(found, ReviewFold) else ReviewFold("mall")


def follow_up_fold(state: State, day: date, on: str) -> FollowUpFold | None:
    """None for one that nothing is known of, or that was taken back."""
    subject = state.subject(day, on)
    found = subject.fold if subject is not None else None
    return found if isinstance(found, FollowUpFold) and found.origin is not None else None


def owner_named(state: State, context: Context, owner: str) -> Any:
    return context.law.post(owner) if owner in context.law.posts else named(state, context.law, owner)


def _open(state: State, context: Context, day: date, on: str) -> FollowUpFold | Refusal:
    found = follow_up_fold(state, day, on)
    if found is None:
        return Refusal("follow_up_unknown")
    return found if found.done is None else Refusal("follow_up_done_already", _said(state, context, found.done))


def _check_may(context: Context) -> Refusal | None:
    if may_review(context.law, context.post):
        return None
    return Refusal("review_not_allowed", {"posts": context.law.posts_that_may(REVIEW)})


def _check_fields(state: State, context: Context, fields: Mapping[str, str]) -> Refusal | None:
    """Of those that are given: some words, somebody who is known, a day that has not passed."""
    if "text" in fields and not fields["text"]:
        return Refusal("review_text_missing")
    if "owner" in fields:
        owner, law = fields["owner"], context.law
        if not owner:
            return Refusal("follow_up_owner_missing")
        if owner not in law.posts and owner not in law.people and not state.name_said(owner):
            return Refusal("owner_unknown", {"given": owner, "posts": law.post_names(law.posts)})
    if "due" in fields:
        due, today = day_of(fields["due"]), business_day(context.now, context.procedures.mall.day_starts)
        if due is None:
            return Refusal("follow_up_due_unreadable", {"given": fields["due"]})
        if due < today:
            return Refusal("follow_up_due_past", {"due": due, "today": today})
    return None


def _said(state: State, context: Context, act: Event) -> dict[str, Any]:
    happened = act.at.astimezone(context.now.tzinfo)
    return {"by": author(state, context, act), "day": happened.date(), "at": happened}
