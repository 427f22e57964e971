"""Doing, leaving out and failing the items of the day."""

from __future__ import annotations

from datetime import datetime, timedelta

from dutytui.rules.closing.gate import check_closing
from dutytui.rules.commands import FailItem, TickItem, WaiveItem
from dutytui.rules.context import Context, author, check_day
from dutytui.rules.entry_views import number_shown
from dutytui.rules.events import ENTRY_LOGGED, ITEM_DONE, ITEM_FAILED, ITEM_WAIVED, Event, Fact
from dutytui.rules.folds import ENTRY_PREFIX, ITEM_PREFIX
from dutytui.rules.item_fold import ItemFold, Verdict
from dutytui.rules.item_views import DayItems, Viewer, mended, title_of
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import POST_PREFIX, Lookup
from dutytui.rules.plan import PlannedItem
from dutytui.rules.procedure import WAIVE, Item, ItemKind, Raises
from dutytui.rules.refusal import Refusal
from dutytui.rules.rights import behalf_fits, may_do
from dutytui.rules.roll_call.fold import CALL_PREFIX, call_of
from dutytui.rules.state import State
from dutytui.rules.values import done_value, failed_value, is_unusual
from dutytui.rules.words import Text

ItemCommand = TickItem | WaiveItem | FailItem


@dataclass(frozen=True, slots=True)
class _Case:
    """One command about one item, with all that its checks look at. title names the place of an instance, too."""

    state: State
    context: Context
    command: ItemCommand
    planned: PlannedItem
    item: Item
    fold: ItemFold
    title: Text

    @property
    def happened(self) -> datetime:
        return self.command.at or self.context.now


def tick(state: State, command: TickItem, context: Context) -> tuple[Fact, ...] | Refusal:
    """Done, with the value and the proof that it asks for."""
    case = _case(state, command, context)
    if isinstance(case, Refusal):
        return case
    if case.item.kind is ItemKind.SIGNATURE:
        return _sign(case, command)
    behalf = _behalf(case)
    if isinstance(behalf, Refusal):
        return behalf
    value = done_value(case.item, command.value, command.note)
    if isinstance(value, Refusal):
        return value
    if is_unusual(case.item, value) and not command.note.strip():
        values = {"title": case.title, "value": value, "usual": case.item.usual, "unit": case.item.unit}
        return Refusal("remark_missing", values)
    note = "" if case.item.kind is ItemKind.NOTE and command.note.strip() == value else command.note.strip()
    said = {"value": value, "note": note, "evidence": command.evidence.strip()}
    return _without_evidence(case, command) or (_fact(case, ITEM_DONE, behalf, **said),)


def waive(state: State, command: WaiveItem, context: Context) -> tuple[Fact, ...] | Refusal:
    """Left out, with a reason."""
    case = _case(state, command, context)
    if isinstance(case, Refusal):
        return case
    if not command.reason.strip():
        return Refusal("reason_missing")
    law, item = context.law, case.item
    if not item.skippable:
        return Refusal("item_not_skippable", {"title": case.title})
    may = law.may(context.post, WAIVE)
    if item.required and not may:
        return Refusal("waive_not_allowed", {"title": case.title, "posts": law.posts_that_may(WAIVE)})
    behalf = command.behalf if may else _behalf(case)
    if isinstance(behalf, Refusal):
        return behalf
    refused = check_behalf(state, law, behalf)
    return refused or (_fact(case, ITEM_WAIVED, behalf, reason=command.reason.strip()),)


def fail(state: State, command: FailItem, context: Context) -> tuple[Fact, ...] | Refusal:
    """Looked at and not right: recorded, and the entry raised that it is followed by."""
    case = _case(state, command, context)
    if isinstance(case, Refusal):
        return case
    behalf = _behalf(case)
    if isinstance(behalf, Refusal):
        return behalf
    value = failed_value(case.item, command.value)
    if isinstance(value, Refusal):
        return value
    reason = command.reason.strip()
    if not reason:
        return Refusal("reason_missing")
    raises = case.item.raises
    if raises is None:
        return (_fact(case, ITEM_FAILED, behalf, reason=reason, value=value),)
    entry = ENTRY_PREFIX + context.command
    failed = _fact(case, ITEM_FAILED, behalf, reason=reason, value=value, entry=entry)
    return (failed, _raise(case, raises, entry, reason, behalf))


def _raise(case: _Case, raises: Raises, entry: str, reason: str, behalf: str) -> Fact:
    place = case.planned.place
    data = {
        "no": case.state.next_number(case.command.day),
        "kind": raises.kind,
        "text": reason,
        "place": place.id if place else "",
        "severity": raises.severity,
        "owner": raises.owner,
        "due": (case.happened + timedelta(minutes=raises.within)).isoformat(),
        "item": case.planned.key,
    }
    return case.context.fact(ENTRY_LOGGED, entry, case.command.day, case.happened, behalf=behalf, data=data)


def _sign(case: _Case, command: TickItem) -> tuple[Fact, ...] | Refusal:
    """Each post that is asked signs once; nobody signs twice, and nobody for somebody else (DS §2 lock_up)."""
    value = _check_signer(case) or done_value(case.item, command.value, command.note)
    if isinstance(value, Refusal):
        return value
    said = {"signer": case.context.post, "note": command.note.strip(), "evidence": command.evidence.strip()}
    return _without_evidence(case, command) or (_fact(case, ITEM_DONE, "", **said),)


def _check_signer(case: _Case) -> Refusal | None:
    context = case.context
    if context.post not in case.item.posts:
        return _post_not_allowed(case)
    if context.person not in context.law.people:
        return Refusal("signer_not_listed", {"title": case.title})
    if case.command.behalf:
        return Refusal("signature_not_for_others", {"title": case.title})
    for post, event in case.fold.signers():
        values = {"title": case.title, "post": context.law.post(post), "at": event.at}
        if event.by == context.person:
            return Refusal("person_has_signed", values)
        if post == context.post:
            return Refusal("post_has_signed", values | {"by": author(case.state, context, event)})
    return None


def _without_evidence(case: _Case, command: TickItem) -> Refusal | None:
    asked = case.item.evidence
    if asked is None or command.evidence.strip():
        return None
    return Refusal("evidence_missing", {"title": case.title, "evidence": asked})


def _case(state: State, command: ItemCommand, context: Context) -> _Case | Refusal:
    """The checks that all three share, in the order in which a person can mend them."""
    if context.plan.day != command.day:
        raise ValueError(f"the plan is of {context.plan.day}, the command of {command.day}")
    refused = check_day(context, command.day, command.at)
    if refused:
        return refused
    if context.plan.closed:
        return Refusal("day_closed", {"day": command.day})
    planned = context.plan.by_key.get(command.item)
    item = context.law.item(command.item)
    if planned is None or item is None:
        return Refusal("item_unknown", {"item": command.item})
    fold = state.item(command.day, command.item) or ItemFold(command.item)
    title = title_of(context.law, context.plan, command.item)
    case = _Case(state, context, command, planned, item, fold, title)
    refused = _check_time(case) or _check_verdict(case)
    return refused or check_closing(state, context, command, planned, item, title) or _check_order(case) or case


def _check_time(case: _Case) -> Refusal | None:
    opens = case.planned.opens
    if case.context.now < opens:
        return Refusal("item_not_open_yet", {"title": case.title, "opens": opens})
    if case.happened < opens:
        return Refusal("time_before_open", {"title": case.title, "at": case.happened, "opens": opens})
    return None


def _check_verdict(case: _Case) -> Refusal | None:
    verdict = case.fold.verdict(case.item)
    if case.item.kind is ItemKind.SIGNATURE and not mended(case.state, case.command.day, case.fold):
        return _already(case, case.fold.failures[-1], Verdict.FAILED)
    if verdict is Verdict.NONE:
        signs = isinstance(case.command, TickItem)
        signed = case.context.law.post_names(dict.fromkeys(post for post, _ in case.fold.signers()))
        return Refusal("item_has_signatures", {"title": case.title, "signed": signed}) if signed and not signs else None
    if verdict is Verdict.DISPUTED:
        return Refusal("item_disputed", {"title": case.title})
    return _already(case, case.fold.decider(), verdict)


def _already(case: _Case, event: Event, verdict: Verdict) -> Refusal:
    values = {"title": case.title, "by": author(case.state, case.context, event), "at": event.at}
    if verdict is Verdict.FAILED:
        entry = event.data.get("entry")
        values["number"] = number_shown(case.state, case.command.day, entry) if isinstance(entry, str) else ""
    return Refusal(f"item_already_{verdict}", values)


def _check_order(case: _Case) -> Refusal | None:
    context = case.context
    items = DayItems(case.state, context.plan, context.law, context.now, Viewer(context.post, context.person))
    waits = items.waits_for(case.planned)
    if not waits:
        return None
    titles = tuple(title_of(context.law, context.plan, key) for key in waits)
    if waits[0].startswith(CALL_PREFIX):
        return _waits_for_order(case, waits[0].removeprefix(CALL_PREFIX))
    first = context.plan.by_key[waits[0]]
    if first.phase == case.planned.phase:
        own = tuple(title for key, title in zip(waits, titles, strict=True) if key in case.planned.waits_on)
        return Refusal("item_waits_for", {"title": case.title, "waits_for": own})
    phase = context.law.phases[first.phase].title
    there = tuple(t for k, t in zip(waits, titles, strict=True) if k.startswith(f"{first.phase}/"))
    return Refusal("phase_waits_for", {"title": case.title, "phase": phase, "waits_for": there})


def _waits_for_order(case: _Case, name: str) -> Refusal:
    """DS opening: the door stays shut until the duty manager gives the order, and while the opening is held."""
    law = case.context.law
    call = call_of(law, name)
    order, call_title = (call.order, call.title) if call else (law.same(name), law.same(name))
    posts = law.post_names(call.orders if call else ())
    return Refusal("item_waits_for_order", {"title": case.title, "order": order, "call": call_title, "posts": posts})


def _behalf(case: _Case) -> str | Refusal:
    """For whom it is done: what was said, or the item's first post when a post ticks what is not its own."""
    context, item = case.context, case.item
    behalf = case.command.behalf
    own = context.post in item.posts
    if not own and not behalf:
        behalf = POST_PREFIX + item.posts[0]
    if not may_do(context.law, item, context.post, POST_PREFIX + item.posts[0]):
        return _post_not_allowed(case)
    refused = check_behalf(case.state, context.law, behalf)
    if refused or own or behalf_fits(context.law, item, behalf):
        return refused or behalf
    named = context.law.post(behalf.removeprefix(POST_PREFIX)) if behalf.startswith(POST_PREFIX) else None
    who = named or context.law.person(behalf, case.state.name_said(behalf))
    posts = context.law.post_names(item.posts)
    return Refusal("behalf_not_allowed", {"title": case.title, "behalf": who, "posts": posts})


def check_behalf(state: State, law: Lookup, behalf: str) -> Refusal | None:
    """A post that exists, somebody listed, or somebody who has signed in before; "" is oneself."""
    if behalf.startswith(POST_PREFIX):
        known = behalf.removeprefix(POST_PREFIX) in law.posts
    else:
        known = not behalf or behalf in law.people or bool(state.name_said(behalf))
    return None if known else Refusal("behalf_unknown", {"given": behalf})


def _post_not_allowed(case: _Case) -> Refusal:
    posts = case.context.law.post_names(case.item.posts)
    return Refusal("post_not_allowed", {"title": case.title, "posts": posts})


def _fact(case: _Case, kind: str, behalf: str, **data: object) -> Fact:
    on = ITEM_PREFIX + case.planned.key
    return case.context.fact(kind, on, case.command.day, case.command.at, behalf=behalf, data=data)
