"""Commands in, facts or a refusal out. Source: DS opening, hold and release; the roll call by radio before it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from dutytui.rules.commands import Command
from dutytui.rules.context import Context, Decision, author, check_day
from dutytui.rules.events import ORDER_GIVEN, ORDER_HELD, ORDER_RELEASED, POST_ANSWERED, Event, Fact
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import POST_PREFIX
from dutytui.rules.refusal import Refusal
from dutytui.rules.roll_call.commands import AnswerCall, GiveOrder, HoldOrder, ReleaseOrder
from dutytui.rules.roll_call.fold import CALL_PREFIX, Answer, CallFold, act_name, call_of, may_answer
from dutytui.rules.roll_call.gate import fold_of, planned_call
from dutytui.rules.roll_call.procedure import RollCall
from dutytui.rules.state import State

Outcome = tuple[Fact, ...] | Refusal


@dataclass(frozen=True, slots=True)
class _Case:
    """One command about one roll call, with all that its checks look at."""

    state: State
    context: Context
    day: date
    call: RollCall
    fold: CallFold
    happened: datetime

    def fact(self, kind: str, at: datetime, data: Mapping[str, object], behalf: str = "") -> Fact:
        """data: lists as tuples; an empty one is left out."""
        on = CALL_PREFIX + self.call.id
        said = {name: list(value) if isinstance(value, tuple) else value for name, value in data.items() if value != ()}
        return self.context.fact(kind, on, self.day, at, behalf=behalf, data=said)

    def values(self, event: Event, time: str) -> dict[str, object]:
        """What the order is called, by whom something was done to it, and when."""
        return {"order": self.call.order, "by": author(self.state, self.context, event), time: event.at}


def answer(state: State, command: AnswerCall, context: Context) -> Outcome:
    """Ready, or not ready and why. A later answer takes the place of those known so far."""
    case = _case(state, command, context)
    if isinstance(case, Refusal):
        return case
    law, call = context.law, case.call
    if command.post not in call.posts:
        posts = law.post_names(call.posts)
        return Refusal("call_post_unknown", {"title": call.title, "given": command.post, "posts": posts})
    if not may_answer(law, call, context.post, command.post):
        posts = law.post_names(dict.fromkeys((command.post, *call.orders)))
        return Refusal("answer_not_allowed", {"post": law.post(command.post), "posts": posts})
    standing = case.fold.standing(command.post)
    if command.ready and case.fold.answer(command.post) is Answer.READY:
        values = {"by": author(state, context, standing[0]), "at": standing[0].at}
        return Refusal("post_is_ready", {"post": law.post(command.post), **values})
    if not command.ready and not command.words.strip():
        return Refusal("reason_missing")
    behalf = "" if context.post == command.post else POST_PREFIX + command.post
    replaces = tuple(event.id for event in standing)
    said = {"post": command.post, "ready": command.ready, "words": command.words.strip(), "replaces": replaces}
    return (case.fact(POST_ANSWERED, case.happened, said, behalf),)


def hold(state: State, command: HoldOrder, context: Context) -> Outcome:
    """Not yet, with the reason and the guards sent (DS opening)."""
    case = _ordering(state, command, context)
    if isinstance(case, Refusal):
        return case
    standing = case.fold.open_holds()
    if standing:
        return Refusal("order_is_held", case.values(standing[0], "since"))
    if not command.reason.strip():
        return Refusal("reason_missing")
    if command.guards is None or command.guards < 0:
        return Refusal("guards_missing")
    over = _over(case, command)
    if isinstance(over, Refusal):
        return over
    recalls = tuple(act_name(event) for event in case.fold.orders() if event.at <= case.happened)
    said = {"reason": command.reason.strip(), "guards": command.guards, "recalls": recalls}
    return (case.fact(ORDER_HELD, case.happened, said), *over)


def _over(case: _Case, command: HoldOrder) -> tuple[Fact, ...] | Refusal:
    """The release of a hold that is entered when it is over already."""
    later = next((event for event in case.fold.orders() if event.at > case.happened), None)
    if command.until is None:
        values = {"order": case.call.order, "at": later.at} if later else {}
        return Refusal("hold_end_missing", values) if later else ()
    if command.until < case.happened:
        return Refusal("release_before_hold", {"at": command.until, "since": case.happened})
    if command.until > case.context.now:
        return Refusal("time_in_future", {"at": command.until, "now": case.context.now})
    if later is not None and command.until > later.at:
        values = {"order": case.call.order, "at": later.at, "until": command.until}
        return Refusal("hold_end_too_late", values)
    return (case.fact(ORDER_RELEASED, command.until, {"holds": (case.context.command,)}),)


def release(state: State, command: ReleaseOrder, context: Context) -> Outcome:
    """Order is restored; every hold known of is over."""
    case = _ordering(state, command, context)
    if isinstance(case, Refusal):
        return case
    standing = case.fold.open_holds()
    if not standing:
        return Refusal("order_not_held", {"order": case.call.order})
    since = max(event.at for event in standing)
    if case.happened < since:
        return Refusal("release_before_hold", {"at": case.happened, "since": since})
    holds = tuple(act_name(event) for event in standing)
    return (case.fact(ORDER_RELEASED, case.happened, {"holds": holds, "note": command.note.strip()}),)


def give(state: State, command: GiveOrder, context: Context) -> Outcome:
    """Go: when all posts are ready, or with the reason why not all need be; never while it is held."""
    case = _ordering(state, command, context)
    if isinstance(case, Refusal):
        return case
    fold, call, law = case.fold, case.call, context.law
    held, orders = fold.open_holds(), fold.orders()
    if held:
        return Refusal("order_is_held", case.values(held[0], "since"))
    if orders:
        return Refusal("order_already_given", case.values(orders[0], "at"))
    for _hold, since, until in fold.spans():
        if until is not None and case.happened < until:
            values = {"order": call.order, "at": case.happened, "since": since, "until": until}
            return Refusal("order_in_hold", values)
    missing = tuple(post for post in call.posts if fold.answer(post) is not Answer.READY)
    if missing and not command.reason.strip():
        return Refusal("order_needs_reason", {"order": call.order, "missing": law.post_names(missing)})
    reason = command.reason.strip()
    return (case.fact(ORDER_GIVEN, case.happened, {"silent": missing, "reason": reason}),)


def _ordering(state: State, command: HoldOrder | ReleaseOrder | GiveOrder, context: Context) -> _Case | Refusal:
    """What only the posts that give the order may do (DS: the duty manager)."""
    case = _case(state, command, context)
    if isinstance(case, Refusal) or context.post in case.call.orders:
        return case
    posts = context.law.post_names(case.call.orders)
    return Refusal("order_not_allowed", {"order": case.call.order, "posts": posts})


def _case(
    state: State, command: AnswerCall | HoldOrder | ReleaseOrder | GiveOrder, context: Context
) -> _Case | Refusal:
    refused = check_day(context, command.day, command.at)
    if refused:
        return refused
    call, planned = call_of(context.law, command.call), planned_call(context.plan, command.call)
    if call is None or planned is None:
        return Refusal("call_unknown", {"call": command.call})
    happened = command.at or context.now
    if happened < planned.starts:
        return Refusal("call_too_early", {"title": call.title, "starts": planned.starts})
    return _Case(state, context, command.day, call, fold_of(state, command.day, call.id), happened)


DECISIONS: Mapping[type[Command], Decision] = {
    AnswerCall: answer,
    HoldOrder: hold,
    ReleaseOrder: release,
    GiveOrder: give,
}
