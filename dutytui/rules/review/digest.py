"""The morning digest of a day: what went wrong in it, what of it is open, and what must be watched.

Findings are codes with values, worded by `dutytui.texts.review`. What went wrong is judged by the day's own clock and
stays so; what is open, and what must be watched, is as it stands now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from dutytui.rules.approvals.course import ENDED
from dutytui.rules.before_use import NEVER, in_use_from
from dutytui.rules.closing.day_alarms import late_from
from dutytui.rules.closing.day_fold import DAY_SUBJECT
from dutytui.rules.closing.day_matters import unsaid
from dutytui.rules.closing.day_views import DayStatus
from dutytui.rules.closing.sweep_view import SweepView
from dutytui.rules.folds import ENTRY_PREFIX, ITEM_PREFIX
from dutytui.rules.handover.sheet import SignedMatter
from dutytui.rules.handover.views import HandoverView, SignatureView
from dutytui.rules.journals.fold import PageState
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Unsettled
from dutytui.rules.meals.views import EaterStatus
from dutytui.rules.patrols.standing import RoundStatus
from dutytui.rules.review.day import DayReview
from dutytui.rules.review.fold import FOLLOW_UP_PREFIX
from dutytui.rules.review.own_clock import is_over
from dutytui.rules.self_check import hurried
from dutytui.rules.unsettled import unsettled
from dutytui.rules.views import EntryStatus, EntryView, ItemStatus, ItemView, Named, PhaseStatus
from dutytui.rules.words import Text


class Weight(StrEnum):
    GRAVE = "grave"
    PLAIN = "plain"
    MILD = "mild"  # it was done in the end, or left out with a reason


@dataclass(frozen=True, slots=True)
class Finding:
    """code and values: what it is; subject: the record it is about (``item:…``, ``round:…``), "" for the day as a
    whole; said: a reason, plan or remark that was recorded with it; by: who said so; at: when it was; unsettled: what
    an area says is open, which it words itself."""

    code: str
    subject: str
    values: Mapping[str, Any] = field(default_factory=dict)
    said: str = ""
    by: Named | None = None
    at: datetime | None = None
    weight: Weight = Weight.PLAIN
    unsettled: Unsettled | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """notes: what is unlike other days and nobody's fault."""

    wrong: tuple[Finding, ...]
    open: tuple[Finding, ...]
    watch: tuple[Finding, ...]
    notes: tuple[Finding, ...] = ()


def digest(found: DayReview) -> Digest:
    """What went wrong: the gravest first, else in the order of the areas."""
    wrong = [one for part in _WRONG for one in part(found)]
    order = list(Weight)
    wrong.sort(key=lambda one: order.index(one.weight))
    known = {one.subject for one in wrong}
    return Digest(tuple(wrong), tuple(_open(found, known)), tuple(_watch(found)), tuple(_notes(found)))


def _notes(found: DayReview) -> Iterator[Finding]:
    """From when the program was in use on the mall's first day with it, if anything had begun: what was due before is
    counted nowhere."""
    since, plan = in_use_from(found.now.state, found.now.plan), found.now.plan
    if since is not None and since != NEVER and any(phase.starts < since for phase in plan.phases):
        since = since.astimezone(found.now.now.tzinfo)
        yield Finding("day_first", DAY_SUBJECT, {"time": since}, at=since, weight=Weight.MILD)


# -- what went wrong -------------------------------------------------------------------------------------------------


def _end(found: DayReview) -> Iterator[Finding]:
    """How the day ended, or that it never did."""
    end, subject = found.end, DAY_SUBJECT
    if end.status is DayStatus.UNDERMINED:
        yield Finding("day_undermined", subject, weight=Weight.GRAVE)
    elif end.status is DayStatus.REOPENED and end.reopening is not None:
        yield Finding("day_reopened", subject, said=end.reopening.note, by=end.reopening.by, at=end.reopening.happened)
    elif end.status is DayStatus.OPEN and _is_over(found.now) and found.items and found.now.procedures.closing.day:
        yield Finding("day_never_closed", subject, weight=Weight.GRAVE)
    if end.reasons:
        yield Finding("day_left", subject, {"count": len(end.reasons)}, weight=Weight.MILD)
    if end.afterwards:
        yield Finding("day_afterwards", subject, {"count": len(end.afterwards)})


def _is_over(at: Looking) -> bool:
    """And there was still time to write its journals and to close it, from the mall's first record on."""
    late, since = late_from(at), in_use_from(at.state, at.plan)
    return is_over(at) and (since is None or late is None or late >= since)


def _calls(found: DayReview) -> Iterator[Finding]:
    for call in found.calls:
        values = {"title": call.order}
        if call.minutes_held:
            reason = next((hold.reason for hold in call.holds if hold.reason), "")
            length = timedelta(minutes=call.minutes_held)
            yield Finding("order_held", call.subject, {**values, "length": length}, said=reason)
        if call.late_by:
            late = timedelta(minutes=call.late_by)
            weight = Weight.PLAIN if call.given else Weight.GRAVE
            yield Finding(
                "order_late" if call.given else "order_missing", call.subject, {**values, "length": late}, weight=weight
            )
        if call.missing:
            yield Finding("order_without", call.subject, {**values, "posts": call.missing}, said=call.given_reason)


def _phases(found: DayReview) -> Iterator[Finding]:
    for phase in found.phases:
        if phase.id in found.beside or not phase.late_by:
            continue
        values = {"title": phase.title, "length": timedelta(minutes=phase.late_by)}
        if phase.status is PhaseStatus.LATE:
            yield Finding("phase_open", f"phase:{phase.id}", {**values, "done": phase.done, "total": phase.total})
        else:
            yield Finding("phase_late", f"phase:{phase.id}", values, weight=Weight.MILD)


def _items(found: DayReview) -> Iterator[Finding]:
    """Of the day's own phases: what nobody answers for but the one whose day it is stands in the checklists."""
    must = {found.now.procedures.closing.sweep, found.now.procedures.closing.lock_up}
    for phase in found.phases:
        if phase.id in found.beside:
            continue
        for item in found.items[phase.id]:
            one = _item(item, phase.title, grave=phase.id in must)
            if one is not None:
                yield one


def _item(item: ItemView, phase: Text, *, grave: bool) -> Finding | None:
    code = _ITEM_CODES.get(item.status)
    if code is None or (item.status is ItemStatus.LATE and not item.required):
        return None
    values: dict[str, Any] = {"title": placed(item.title, item.place), "phase": phase}
    if item.status is ItemStatus.DONE_LATE:
        values["length"] = timedelta(minutes=item.late_by)
    act, said = item.last, ""
    if act is not None and item.status in {ItemStatus.WAIVED, ItemStatus.FAILED, ItemStatus.MENDED}:
        said = act.note
    if grave and code == "item_missing":
        code = "item_not_closed"
    weight = Weight.GRAVE if grave and item.status in _NOT_RIGHT else _ITEM_WEIGHT.get(item.status, Weight.PLAIN)
    by = act.by if act is not None else None
    return Finding(code, ITEM_PREFIX + item.key, values, said, by, act.happened if act else item.due, weight)


_ITEM_CODES = {
    ItemStatus.FAILED: "item_failed",
    ItemStatus.DISPUTED: "item_disputed",
    ItemStatus.LATE: "item_missing",
    ItemStatus.MENDED: "item_mended",
    ItemStatus.DONE_LATE: "item_late",
    ItemStatus.WAIVED: "item_waived",
}
_NOT_RIGHT = {ItemStatus.FAILED, ItemStatus.DISPUTED, ItemStatus.LATE}
_ITEM_WEIGHT = dict.fromkeys((ItemStatus.DONE_LATE, ItemStatus.WAIVED, ItemStatus.MENDED), Weight.MILD)


def _rounds(found: DayReview) -> Iterator[Finding]:
    for one in found.rounds.rounds:
        code = _ROUND_CODES.get(one.was or one.status)
        if one.status is RoundStatus.LATE and not is_over(found.now):
            code = "round_waiting"  # it may still be walked
        values: dict[str, Any] = {"title": one.title, "time": one.begins}
        if code is not None:
            weight = Weight.MILD if code == "round_late" else Weight.PLAIN
            yield Finding(code, one.subject, values, one.reason, one.walker, one.begins, weight)
        yield from (
            Finding("round_found", one.subject, {**values, "found": what}, at=one.begins, by=one.walker)
            for what in one.found
        )


_ROUND_CODES = {
    RoundStatus.MISSED: "round_gone",
    RoundStatus.UNKNOWN: "round_not_known",
    RoundStatus.RUNNING: "round_not_ended",
    RoundStatus.LATE: "round_gone",
    RoundStatus.DONE_LATE: "round_late",
}


def _meals(found: DayReview) -> Iterator[Finding]:
    for meal in found.meals:
        subject = f"meal:{meal.meal}"
        for eater in (eater for batch in meal.batches for eater in batch.eaters):
            values: dict[str, Any] = {"title": meal.title, "person": eater.name}
            if eater.status is EaterStatus.BACK_LATE:
                length = timedelta(minutes=eater.late_by)
                yield Finding("meal_late", subject, {**values, "length": length}, eater.note, weight=Weight.MILD)
            elif eater.status is EaterStatus.LATE:
                yield Finding("meal_not_back", subject, values)
        for one, other in meal.clashes:
            values = {"title": meal.title, "person": one, "other": other}
            yield Finding("meal_clash", subject, values, weight=Weight.MILD)


def _handovers(found: DayReview) -> Iterator[Finding]:
    titles = {known.id: known.title for known in found.now.procedures.handover.articles}
    limit = found.now.procedures.handover.self_check
    for one in found.handovers:
        for said in one.refusals:
            yield Finding("handover_refused", one.subject, {}, said.reason, said.by, said.at)
        signed = one.received or one.given
        for row in signed.articles if signed else ():
            if row.counted != row.expected:
                values = {
                    "title": titles.get(row.article, row.article),
                    "expected": row.expected,
                    "counted": row.counted,
                }
                yield Finding("article_differs", one.subject, values, row.reason, one.giver, one.begun)
        for signature in (one.given, one.received):
            if signature is not None and hurried(signature.pace, limit):
                yield _quick(one, signature)


def _quick(one: HandoverView, signature: SignatureView) -> Finding:
    values = {"count": signature.pace.count, "seconds": signature.pace.seconds}
    return Finding("handover_quick", one.subject, values, by=signature.by, at=signature.at, weight=Weight.MILD)


def _entries(found: DayReview) -> Iterator[Finding]:
    """What was grave when it was written down, whatever became of it; customers told or served too late."""
    grave, now = found.now.procedures.handover.read_back, found.then.now
    top = max((one.rank for one in found.now.law.severities.values()), default=0)
    for entry in found.entries:
        if entry.withdrawn or entry.carried:
            continue
        values = {"number": entry.number, "kind": entry.kind, "text": entry.text}
        if entry.severity is not None and entry.severity.id in grave and entry.rank == top > 0:
            yield Finding("entry_grave", entry.subject, values, by=entry.by, at=entry.happened, weight=Weight.GRAVE)
        case = entry.case
        if case is None:
            continue
        if case.feedback_due is not None and case.feedback_due < (case.told or now):
            yield Finding("case_told_late", entry.subject, values, by=entry.by, at=entry.happened)
        if case.settle_by is not None and case.settle_by < now and entry.status is EntryStatus.OPEN:
            yield Finding("case_late", entry.subject, values, by=entry.owner, at=entry.happened)


def _closing(found: DayReview) -> Iterator[Finding]:
    for part in found.sweeps:
        subject = f"phase:{part.phase}"
        if not part.finished and not part.unsaid and is_over(found.now):
            yield Finding("sweep_open", subject, {"title": part.title}, weight=Weight.GRAVE)
        yield from _breaches(part)
    for stay in found.stays:
        if stay.over:
            values = {"person": stay.name, "place": stay.place, "until": stay.until}
            yield Finding("stay_over", stay.subject, values, stay.reason, stay.by, stay.registered)


def _breaches(part: SweepView) -> Iterator[Finding]:
    for one in part.order_broken:
        subject = ITEM_PREFIX + one.item.key
        yield Finding("sweep_broken", subject, {"breach": one}, by=one.by, weight=Weight.GRAVE)


def _pages(found: DayReview) -> Iterator[Finding]:
    for book in found.books if _is_over(found.now) else ():
        for page in book.pages:
            if page.required and page.state in {PageState.EMPTY, PageState.DISPUTED}:
                yield Finding("page_empty", page.on, {"book": book.title, "title": page.title}, weight=Weight.MILD)


_WRONG = (_end, _calls, _phases, _items, _rounds, _meals, _handovers, _entries, _closing, _pages)


# -- what is open, what must be watched ------------------------------------------------------------------------------


def _open(found: DayReview, known: set[str]) -> Iterator[Finding]:
    """Log entries and requests of the day, and what the areas still have; not once more what went wrong for good."""
    entries = [entry for entry in found.entries if entry.status is not EntryStatus.CLOSED]
    for entry in sorted(entries, key=lambda one: not one.overdue):
        yield _entry("entry_overdue" if entry.overdue else "entry_open", entry)
    known = known | {entry.subject for entry in entries}
    if phases := unsaid(found.now):
        yield Finding("night_unsaid", DAY_SUBJECT, {"phases": phases})
    for one in found.requests:
        if one.day == found.day and one.open and one.course.standing not in ENDED:
            values = {"number": one.number, "text": one.summary, "who": one.waits.named}
            yield Finding("request_open", one.request, values, by=one.submitter, at=one.since)
            known.add(one.request)
    for matter in unsettled(found.now):
        if matter.code == "obligation_open":
            yield Finding("obligation_open", matter.subject, matter.values)
        elif matter.subject not in known and not matter.subject.startswith(FOLLOW_UP_PREFIX):
            yield Finding(matter.code, matter.subject, at=matter.since, unsettled=matter)


def _entry(code: str, entry: EntryView, said: str = "") -> Finding:
    values: dict[str, Any] = {"number": entry.number, "kind": entry.kind, "text": entry.text}
    if entry.severity is not None:
        values["severity"] = entry.severity
    weight = Weight.GRAVE if entry.overdue else Weight.PLAIN
    return Finding(code, entry.subject, values, said, entry.owner or entry.by, entry.happened, weight)


def _watch(found: DayReview) -> Iterator[Finding]:
    """What the last signed handover of the day says is to be watched, and open entries as grave; with what was planned.

    What was closed since need not be watched any more.
    """
    watched = found.now.procedures.handover.read_back
    still = {entry.subject: entry for entry in found.entries if entry.status is not EntryStatus.CLOSED}
    told: set[str] = set()
    for matter in _last_signed(found.handovers):
        if matter.severity not in watched or (matter.matter.startswith(ENTRY_PREFIX) and matter.matter not in still):
            continue
        told.add(matter.matter)
        subject = matter.matter if matter.matter in still else matter.matter.rpartition(" ")[2]
        owner = still[subject].owner if subject in still else None
        values = {"severity": found.now.law.severity(matter.severity), "matter": matter}
        yield Finding("matter_watch", subject, values, matter.plan, owner, weight=_gravity(found, matter.severity))
    for entry in still.values():
        if entry.severity is not None and entry.severity.id in watched and entry.subject not in told:
            yield _entry("entry_watch", entry)


def _gravity(found: DayReview, severity: str) -> Weight:
    known = found.now.law.severities
    top = max((one.rank for one in known.values()), default=0)
    return Weight.GRAVE if severity in known and known[severity].rank == top else Weight.PLAIN


def _last_signed(handovers: Iterable[HandoverView]) -> tuple[SignedMatter, ...]:
    signed = [sheet for one in handovers if (sheet := one.received or one.given) is not None]
    return max(signed, key=lambda sheet: sheet.at).matters if signed else ()


def placed(title: Text, place: Named | None) -> Text:
    """A title with the place of this instance, in every language."""
    if place is None:
        return title
    return {language: f"{words} {place.name.get(language, place.id)}" for language, words in title.items()}
