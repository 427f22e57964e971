"""One day's numbers of what is written down and passes from hand to hand: cases, entries, handovers, requests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from dutytui.rules.approvals.course import ENDED, Course, Standing
from dutytui.rules.approvals.deadlines import due_at
from dutytui.rules.approvals.fold import NO_PROOF, RequestFold
from dutytui.rules.approvals.play import course
from dutytui.rules.entry_fold import EntryFold
from dutytui.rules.events import ENTRY_CLOSED, ENTRY_HANDLED, ENTRY_REOPENED
from dutytui.rules.figures.counts import Cases, Handovers, Log, Requests
from dutytui.rules.folds import ENTRY_PREFIX
from dutytui.rules.handover.fold import HandoverFold, Status
from dutytui.rules.handover.matters import number_of
from dutytui.rules.handover.said import handovers as known_handovers
from dutytui.rules.looking import Looking
from dutytui.rules.plan import business_day
from dutytui.rules.service import cases as case_rules
from dutytui.rules.service.procedure import CaseKind
from dutytui.rules.views import EntryStatus

REQUEST_PREFIX = "request:"
_HOUR = timedelta(hours=1)


def cases(at: Looking) -> Cases:
    """Cases opened on the day; the real time of an act counts, whenever it was typed in."""
    total = Cases()
    for entry, case in _cases(at):
        told_by, handled_by = case_rules.feedback_due(case, entry), handled_until(case, entry)
        told, handled = entry.case.told_at, _handled_at(entry)
        tellable = told_by is not None and (told is not None or at.now > told_by)
        timed = handled_by is not None and (handled is not None or at.now > handled_by)
        total = total.plus(
            Cases(
                raised=1,
                tellable=int(tellable),
                told=int(tellable and told is not None and told_by is not None and told <= told_by),
                timed=int(timed),
                handled=int(timed and handled is not None and handled_by is not None and handled <= handled_by),
            )
        )
    return total


def changes_at(at: Looking) -> datetime | None:
    """The first moment at which a day's figures change although nothing is recorded; None when none is to come.

    A case whose time is still to come, a request that stands before a deadline: both may lie beyond the day's end.
    """
    moments: list[datetime | None] = []
    for entry, case in _cases(at):
        moments += [case_rules.feedback_due(case, entry)] if entry.case.told_at is None else []
        moments += [handled_until(case, entry)] if _handled_at(entry) is None else []
    moments += [_stage_due(at, played) for _fold, played in _requests(at)]
    return min((moment for moment in moments if moment is not None and moment >= at.now), default=None)


def handled_until(case: CaseKind, entry: EntryFold) -> datetime | None:
    """Until when, inclusive, a case is handled in time: at once where its topic says so, else when it is due."""
    return case_rules.settle_by(case, entry) or entry.due


def _cases(at: Looking) -> Iterator[tuple[EntryFold, CaseKind]]:
    for entry in _entries(at):
        case = case_rules.case_of(at.law, entry)
        if case is not None:
            yield entry, case


def _entries(at: Looking) -> Iterator[EntryFold]:
    """Those logged on the day and not taken back."""
    for subject in at.state.subjects(at.day, ENTRY_PREFIX):
        fold = subject.fold
        if isinstance(fold, EntryFold) and fold.origin is not None and not fold.withdrawn:
            yield fold


def _handled_at(entry: EntryFold) -> datetime | None:
    """When it was handled, by the handling that still stands."""
    if entry.status is EntryStatus.OPEN:
        return None
    return next((move.at for move in reversed(entry.moves) if move.kind == ENTRY_HANDLED), None)


def log(at: Looking) -> Log:
    """Entries written on the day, and what the night found open."""
    entries = list(_entries(at))
    over = _day_of(at, at.now) > at.day
    return Log(len(entries), sum(_open_at_night(at, entry) for entry in entries) if over else 0)


def _open_at_night(at: Looking, entry: EntryFold) -> bool:
    closed = False
    for move in entry.moves:
        if _day_of(at, move.at) <= at.day and move.kind in {ENTRY_CLOSED, ENTRY_REOPENED}:
            closed = move.kind == ENTRY_CLOSED
    return not closed


def _day_of(at: Looking, moment: datetime) -> date:
    return business_day(moment.astimezone(at.now.tzinfo), at.law.procedures.mall.day_starts)


def handovers(at: Looking) -> Handovers:
    """Of the handovers begun on the day."""
    total = Handovers()
    for subject in known_handovers(at.state, at.day):
        if isinstance(subject.fold, HandoverFold):
            total = total.plus(_handover(subject.fold))
    return total


def _handover(fold: HandoverFold) -> Handovers:
    status = fold.status
    if status is Status.WITHDRAWN:
        return Handovers(withdrawn=1, refused=len(fold.refusals))
    last = [counts[-1] for counts in fold.counts.values() if number_of(counts[-1]) is not None]
    return Handovers(
        passed=int(status is Status.PASSED),
        disputed=int(status is Status.DISPUTED),
        refused=len(fold.refusals),
        counted=len(last),
        differing=sum(number_of(count) != count.data.get("expected") for count in last),
    )


def requests(at: Looking) -> Requests:
    """Those submitted on the day, as they stand at the moment of looking."""
    total = Requests()
    for fold, played in _requests(at):
        ended = played.ended if played.standing in ENDED else None
        took = max(ended.at - played.origin.at, timedelta(0)) if ended is not None else timedelta(0)
        total = total.plus(
            Requests(
                submitted=1,
                ended=int(ended is not None),
                hours=-(-took // _HOUR),
                rejected=int(played.standing is Standing.REJECTED),
                late=_late(at, fold),
            )
        )
    return total


def _requests(at: Looking) -> Iterator[tuple[RequestFold, Course]]:
    for subject in at.state.subjects(at.day, REQUEST_PREFIX):
        fold = subject.fold
        played = fold.course(at.law) if isinstance(fold, RequestFold) else None
        if isinstance(fold, RequestFold) and played is not None:
            yield fold, played


def _stage_due(at: Looking, played: Course) -> datetime | None:
    if played.stage is None or played.standing is not Standing.WAITING:
        return None
    return due_at(at.procedures, played.stage.step.due, played.since)


def _late(at: Looking, fold: RequestFold) -> int:
    """Deadlines that passed while the request stood there: its acts are played one by one."""
    late, before = 0, None
    said = fold.acts[0].data.get("fields")
    fields = dict(said) if isinstance(said, dict) else {}
    assert fold.flow is not None, "only requests with a flow are asked for"
    for count, act in enumerate(fold.acts, 1):
        played = course(fold.flow, fields, fold.acts[:count], at.law, NO_PROOF)
        stands = (played.stage.id if played.stage else "", played.since)
        if before is not None and before[0] != stands:
            late += int(before[1] is not None and act.at > before[1])
        if before is None or before[0] != stands:
            before = (stands, _stage_due(at, played))
    return late + int(before is not None and before[1] is not None and at.now > before[1])
