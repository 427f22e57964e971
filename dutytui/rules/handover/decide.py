"""Commands in, facts or a refusal out: the duty, and the steps of a handover up to its signatures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dutytui.rules.acts import person
from dutytui.rules.commands import Command
from dutytui.rules.context import Context, Decision, author, check_belongs, check_day
from dutytui.rules.entry_fold import words
from dutytui.rules.events import (
    ARTICLE_COUNTED,
    DUTY_TAKEN,
    HANDOVER_BEGUN,
    MATTER_ACKNOWLEDGED,
    MATTER_PLANNED,
    Fact,
)
from dutytui.rules.handover.checks import (
    Case,
    check_either,
    check_giver,
    check_holds,
    check_may_hold,
    check_not_given,
    check_receiver,
    disputed,
    running,
    today,
)
from dutytui.rules.handover.commands import (
    AcknowledgeMatter,
    BeginHandover,
    CountArticle,
    PlanMatter,
    RefuseHandover,
    SignHandover,
    TakeDuty,
    WithdrawHandover,
)
from dutytui.rules.handover.duty import duty_of
from dutytui.rules.handover.fold import DUTY, ENDED, HANDOVER_PREFIX, HandoverFold
from dutytui.rules.handover.matters import MatterView, gathered, matter_id, matters
from dutytui.rules.handover.said import handovers
from dutytui.rules.handover.shifts import shift_of
from dutytui.rules.handover.sign import refuse, sign, withdraw
from dutytui.rules.procedure import Item, ItemKind
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State
from dutytui.rules.values import done_value

Answer = tuple[Fact, ...] | Refusal


def take(state: State, command: TakeDuty, context: Context) -> Answer:
    """The first of the day takes it; where two hold it, somebody says which of them does."""
    refused = check_may_hold(context) or check_day(context, command.day, command.at)
    if refused is None and command.at is not None:
        refused = check_belongs(context, command.day, command.at)
    if refused is None and command.day != today(context):
        refused = Refusal("duty_day_over", {"day": command.day, "today": today(context)})
    if refused:
        return refused
    duty = duty_of(state, command.day)
    holder = command.holder or context.person
    if duty.disputed:
        if holder not in duty.people:
            return disputed(state, context, duty)
    elif duty.holder:
        return Refusal("duty_held", {"by": person(state, context.law, duty.holder), "at": duty.since})
    elif holder != context.person:
        return Refusal("duty_of_another")
    said = holder if holder != context.person else ""
    data = {"holder": said, "over": duty.ids or None, "reason": command.reason.strip()}
    return (context.fact(DUTY_TAKEN, DUTY, command.day, command.at, data=data),)


def begin(state: State, command: BeginHandover, context: Context) -> Answer:
    """By the holder, one at a time."""
    refused = check_day(context, command.day, command.at)
    if refused is None and command.at is not None:
        refused = check_belongs(context, command.day, command.at)
    if refused is None and command.day != today(context):
        refused = Refusal("duty_day_over", {"day": command.day, "today": today(context)})
    if refused is None and not context.law.procedures.handover.holders:
        refused = Refusal("duty_not_kept")
    duty = refused or check_holds(state, context, context.person)
    if isinstance(duty, Refusal):
        return duty
    if command.receiver == context.person:
        return Refusal("handover_to_self")
    if command.receiver and command.receiver not in context.law.people and not state.name_said(command.receiver):
        return Refusal("receiver_unknown", {"given": command.receiver})
    for subject in handovers(state, command.day):
        fold = subject.fold
        if isinstance(fold, HandoverFold) and fold.begun is not None and fold.status not in ENDED:
            return Refusal("handover_running", {"by": author(state, context, fold.begun), "at": fold.begun.at})
    shift = shift_of(state, context.plan, command.at or context.now)
    data = {"giver": context.person, "receiver": command.receiver, "shift": shift.shift if shift else ""}
    on = HANDOVER_PREFIX + context.command
    return (context.fact(HANDOVER_BEGUN, on, command.day, command.at, data=data),)


def count(state: State, command: CountArticle, context: Context) -> Answer:
    """Counted and entered; a difference with its reason (DS §3 shift handover)."""
    case = running(state, command.day, command.handover, context)
    if isinstance(case, Refusal):
        return case
    refused = check_either(case) or check_not_given(case) or check_day(context, command.day, command.at)
    if refused:
        return refused
    data = _counted(case, command)
    if isinstance(data, Refusal):
        return data
    return (context.fact(ARTICLE_COUNTED, command.handover, command.day, command.at, data=data),)


def _counted(case: Case, command: CountArticle) -> dict[str, Any] | Refusal:
    """The data of a count that is in order."""
    article = next((one for one in case.context.procedures.handover.articles if one.id == command.article), None)
    if article is None:
        return Refusal("article_unknown", {"given": command.article})
    known = case.fold.counts.get(article.id)
    if known:
        values = {"title": article.title, "by": author(case.state, case.context, known[-1]), "at": known[-1].at}
        return Refusal("article_counted", values)
    # An article is counted as the number of an item is typed.
    asked = Item(article.id, article.title, ItemKind.NUMBER, (), unit=article.unit, minimum=0)
    counted = done_value(asked, command.counted, "")
    if isinstance(counted, Refusal):
        return counted
    reason = command.reason.strip()
    if counted != article.expected and not reason:
        values = {"title": article.title, "expected": article.expected, "counted": counted}
        return Refusal("difference_unexplained", values)
    return {"article": article.id, "expected": article.expected, "counted": counted, "reason": reason}


def plan(state: State, command: PlanMatter, context: Context) -> Answer:
    """What the giver adds to a matter; what was said before of its other parts stays said."""
    case = running(state, command.day, command.handover, context)
    if isinstance(case, Refusal):
        return case
    refused = check_giver(case) or check_not_given(case)
    matter = refused or _matter(case, command.matter, "")
    if isinstance(matter, Refusal):
        return matter
    refused = _check_parts(state, command, context)
    if refused:
        return refused
    said = case.fold.planned(matter.id)
    data = {
        part: wanted or next((words(one.data, part) for one in reversed(said) if words(one.data, part)), "")
        for part, wanted in (("plan", command.plan.strip()), ("severity", command.severity), ("owner", command.owner))
    }
    instead = [one.id for one in said] or None
    data_of_act = {"matter": matter.id, **data, "instead": instead}
    return (context.fact(MATTER_PLANNED, command.handover, command.day, None, data=data_of_act),)


def _check_parts(state: State, command: PlanMatter, context: Context) -> Refusal | None:
    law = context.law
    if not (command.plan.strip() or command.severity or command.owner):
        return Refusal("nothing_said")
    if command.severity and command.severity not in law.severities:
        names = tuple(law.severity(one) for one in law.severities)
        return Refusal("severity_unknown", {"given": command.severity, "severities": names})
    owner = command.owner
    if owner and owner not in law.posts and owner not in law.people and not state.name_said(owner):
        return Refusal("owner_unknown", {"given": owner, "posts": law.post_names(law.posts)})
    return None


def acknowledge(state: State, command: AcknowledgeMatter, context: Context) -> Answer:
    """One by one; the grave ones said back in own words."""
    case = running(state, command.day, command.handover, context)
    if isinstance(case, Refusal):
        return case
    matter = check_receiver(case) or _matter(case, command.matter, context.person)
    if isinstance(matter, Refusal):
        return matter
    if matter.done:
        return Refusal("matter_acknowledged", {"at": matter.at})
    read_back = command.read_back.strip()
    if matter.reads_back:
        refused = _check_read_back(matter, read_back, context.procedures.handover.read_back_length)
        if refused:
            return refused
    data = {"matter": matter.id, "read_back": read_back}
    return (context.fact(MATTER_ACKNOWLEDGED, command.handover, command.day, None, data=data),)


def _check_read_back(matter: MatterView, read_back: str, length: int) -> Refusal | None:
    """Some words, not one key held down."""
    told = [character for character in read_back.casefold() if character.isalnum()]
    if not told:
        return Refusal("read_back_missing", {"severity": matter.severity})
    if len(told) < length or len(set(told)) * 2 < min(length, len(told)):
        return Refusal("read_back_too_short", {"severity": matter.severity, "length": length})
    return None


def _matter(case: Case, wanted: str, receiver: str) -> MatterView | Refusal:
    """The matter as it stands; one that has been settled meanwhile is not known any more."""
    if all(matter_id(one) != wanted for one in gathered(case.looking)):
        return Refusal("matter_unknown", {"given": wanted})
    return next(one for one in matters(case.looking, case.fold, receiver) if one.id == wanted)


DECISIONS: Mapping[type[Command], Decision] = {
    TakeDuty: take,
    BeginHandover: begin,
    CountArticle: count,
    PlanMatter: plan,
    AcknowledgeMatter: acknowledge,
    SignHandover: sign,
    RefuseHandover: refuse,
    WithdrawHandover: withdraw,
}
