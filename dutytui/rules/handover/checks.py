"""Who may do what at a handover, and the case that all its decisions look at."""

from __future__ import annotations

from datetime import date

from dutytui.rules.acts import person
from dutytui.rules.context import Context, author
from dutytui.rules.handover.duty import Duty, duty_at
from dutytui.rules.handover.fold import ENDED, HANDOVER_PREFIX, HandoverFold, Status
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.lookup import Lookup
from dutytui.rules.plan import business_day
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State
from dutytui.rules.views import Named


@dataclass(frozen=True, slots=True)
class Case:
    """A handover that goes on, and who acts on it. on: its subject."""

    state: State
    context: Context
    day: date
    on: str
    fold: HandoverFold

    @property
    def looking(self) -> Looking:
        context = self.context
        return Looking(self.state, context.plan, context.procedures, context.now, context.person, context.post)

    @property
    def gives(self) -> bool:
        return self.context.person == self.fold.giver

    def named(self, who: str) -> Named:
        return person(self.state, self.context.law, who) or self.context.law.person("")


def running(state: State, day: date, on: str, context: Context) -> Case | Refusal:
    """The handover, unless it is unknown or over."""
    subject = state.subject(day, on) if on.startswith(HANDOVER_PREFIX) else None
    fold = subject.fold if subject is not None else None
    if not isinstance(fold, HandoverFold) or fold.begun is None:
        return Refusal("handover_unknown", {"given": on.removeprefix(HANDOVER_PREFIX)})
    if fold.status not in ENDED:
        return Case(state, context, day, on, fold)
    last = [*fold.received, *fold.withdrawals][-1]
    values = {"by": author(state, context, last), "at": last.at}
    if fold.status is Status.WITHDRAWN:
        return Refusal("handover_withdrawn", values)
    return Refusal("handover_over", values)


def check_giver(case: Case) -> Refusal | None:
    return None if case.gives else Refusal("handover_giver_only", {"by": case.named(case.fold.giver)})


def check_receiver(case: Case) -> Refusal | None:
    """Another person than the giver, under a post that may hold the duty."""
    if case.gives:
        return Refusal("handover_to_self")
    return check_may_hold(case.context)


def check_either(case: Case) -> Refusal | None:
    return None if case.gives else check_may_hold(case.context)


def check_not_given(case: Case) -> Refusal | None:
    """What the giver has signed is not changed under their signature."""
    signed = case.fold.signature
    if signed is None:
        return None
    return Refusal("handover_given", {"by": author(case.state, case.context, signed), "at": signed.at})


def check_may_hold(context: Context) -> Refusal | None:
    holders = context.law.procedures.handover.holders
    if not holders:
        return Refusal("duty_not_kept")
    if context.post in holders:
        return None
    return Refusal("duty_post_not_allowed", {"post": context.law.post(context.post), "posts": posts(context.law)})


def posts(law: Lookup) -> tuple[Named, ...]:
    return law.post_names(law.procedures.handover.holders)


def check_holds(state: State, context: Context, giver: str) -> Refusal | Duty:
    """The duty as it is today, which this person must hold alone."""
    duty = duty_at(state, today(context))
    if duty.disputed:
        return disputed(state, context, duty)
    if not duty.holder:
        return Refusal("duty_not_taken")
    if duty.holder != giver:
        holder = person(state, context.law, duty.holder)
        return Refusal("duty_not_yours", {"by": holder, "at": duty.since})
    return duty


def disputed(state: State, context: Context, duty: Duty) -> Refusal:
    return Refusal("duty_disputed", {"people": tuple(person(state, context.law, one) for one in duty.people)})


def today(context: Context) -> date:
    return business_day(context.now, context.procedures.mall.day_starts)
