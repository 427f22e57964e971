"""The end of a handover: signed by both, refused by the receiver, or withdrawn by the giver."""

from __future__ import annotations

from dutytui.rules.context import Context, check_day
from dutytui.rules.events import (
    ARTICLE_COUNTED,
    HANDOVER_REFUSED,
    HANDOVER_SIGNED,
    HANDOVER_WITHDRAWN,
    MATTER_ACKNOWLEDGED,
    MATTER_PLANNED,
    Event,
    Fact,
)
from dutytui.rules.handover.checks import (
    Case,
    check_giver,
    check_holds,
    check_not_given,
    check_receiver,
    running,
    today,
)
from dutytui.rules.handover.commands import RefuseHandover, Side, SignHandover, WithdrawHandover
from dutytui.rules.handover.duty import duty_of
from dutytui.rules.handover.fold import HandoverFold
from dutytui.rules.handover.matters import articles, matters
from dutytui.rules.handover.sheet import sheet
from dutytui.rules.refusal import Refusal
from dutytui.rules.self_check import Pace, SelfCheck, hurried, pace, recorded_by
from dutytui.rules.state import State

Answer = tuple[Fact, ...] | Refusal

_WORK = frozenset({ARTICLE_COUNTED, MATTER_PLANNED, MATTER_ACKNOWLEDGED})


def sign(state: State, command: SignHandover, context: Context) -> Answer:
    """The giver first, when all is counted; then the receiver, when all is acknowledged: this passes the duty."""
    case = running(state, command.day, command.handover, context)
    if isinstance(case, Refusal):
        return case
    refused = check_day(context, command.day, command.at)
    if refused is None:
        refused = _check_giving(case) if command.side is Side.GIVING else _check_receiving(case)
    if refused is None:
        held = check_holds(state, context, case.fold.giver)
        refused = held if isinstance(held, Refusal) else _check_day_of(case)
    if refused:
        return refused
    found = pace_of_signer(case.fold, context.person, context.procedures.handover.self_check)
    if hurried(found, context.procedures.handover.self_check) and not command.anyway:
        return Refusal("signed_too_quickly", {"count": found.count, "seconds": found.seconds})
    receiver = "" if command.side is Side.GIVING else context.person
    data = {
        "side": command.side.value,
        "check": found.data,
        **sheet(matters(case.looking, case.fold, receiver), articles(case.looking, case.fold)),
    }
    if receiver:
        data |= {"given": list(case.fold.signatures), "over": duty_of(state, command.day).ids}
    return (context.fact(HANDOVER_SIGNED, command.handover, command.day, command.at, data=data),)


def pace_of_signer(fold: HandoverFold, person: str, limit: SelfCheck) -> Pace:
    """How densely this person has counted, planned and acknowledged at this handover."""
    return pace(recorded_by(person, fold.effective.values(), _WORK), limit)


def _check_giving(case: Case) -> Refusal | None:
    refused = check_giver(case) or check_not_given(case)
    if refused:
        return refused
    counted = articles(case.looking, case.fold)
    missing = tuple(one.title for one in counted if one.counted is None)
    if missing:
        return Refusal("articles_uncounted", {"titles": missing})
    differing = tuple(one.title for one in counted if one.disputed)
    return Refusal("articles_disputed", {"titles": differing}) if differing else None


def _check_receiving(case: Case) -> Refusal | None:
    refused = check_receiver(case)
    if refused:
        return refused
    if case.fold.signature is None:
        return Refusal("handover_not_given", {"by": case.named(case.fold.giver)})
    open_ones = [one for one in matters(case.looking, case.fold, case.context.person) if not one.done]
    return Refusal("matters_open", {"count": len(open_ones)}) if open_ones else None


def _check_day_of(case: Case) -> Refusal | None:
    """A handover of yesterday can be signed until somebody takes today's duty."""
    now = today(case.context)
    over = case.day != now and duty_of(case.state, now).claims
    return Refusal("handover_day_over", {"day": case.day}) if over else None


def refuse(state: State, command: RefuseHandover, context: Context) -> Answer:
    """The duty stays with the giver, whose signature counts no longer: mended, it is signed once more."""
    return _taken_back(state, command, context, HANDOVER_REFUSED)


def withdraw(state: State, command: WithdrawHandover, context: Context) -> Answer:
    """Before the receiver has signed."""
    return _taken_back(state, command, context, HANDOVER_WITHDRAWN)


def _taken_back(state: State, command: RefuseHandover | WithdrawHandover, context: Context, kind: str) -> Answer:
    case = running(state, command.day, command.handover, context)
    if isinstance(case, Refusal):
        return case
    refused = check_receiver(case) if kind == HANDOVER_REFUSED else check_giver(case)
    if refused:
        return refused
    reason = command.reason.strip()
    if not reason:
        return Refusal("reason_missing")
    data = {"reason": reason, "given": list(case.fold.signatures) or None}
    return (context.fact(kind, command.handover, command.day, None, data=data),)


def signatures(fold: HandoverFold) -> tuple[Event | None, Event | None]:
    """The giver's that counts, and the receiver's: None for what is missing. Once passed, those that passed it."""
    received = fold.received[0] if fold.received else None
    given = fold.signature or next(reversed(fold.given.values()), None) if received else fold.signature
    return given, received
