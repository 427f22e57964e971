"""Whose turn it is: the requests that somebody is to see to, soonest due first (domain §6).

A request stands once in a queue, in the first part that it belongs to (`PARTS`). Only time moves a queue without an
event, so one is kept until the next moment at which something becomes due soon, late, or old.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from dutytui.rules.approvals.course import ENDED, Standing
from dutytui.rules.approvals.delegations import in_place_of
from dutytui.rules.approvals.fold import RequestFold
from dutytui.rules.approvals.numbers import PREFIX
from dutytui.rules.approvals.outline import NEVER, Outline, Whom, outline, outlines, someone
from dutytui.rules.approvals.views import PARTS, QueueView, RequestRow, Share
from dutytui.rules.looking import Looking
from dutytui.rules.views import Named


class Viewer(NamedTuple):
    """posts: all that somebody listed holds, the one they are signed in under for anybody else; givers: those in whose
    place they sign today."""

    person: str
    posts: frozenset[str]
    givers: tuple[str, ...]


class _Kept(NamedTuple):
    """A queue as it is from one moment (inclusive) to another (exclusive)."""

    made_of: tuple[Outline, ...]
    who: Viewer
    begins: float
    ends: float
    view: QueueView


_Order = tuple[int, float, float, str]
"""Part, due, since, name."""


class Look(NamedTuple):
    """What a row depends on besides the request itself. old: of each telling, whether nobody finds it any more."""

    late: bool
    soon: bool
    old: tuple[bool, ...]
    who: Viewer


def queue(at: Looking, *, everything: bool = False) -> QueueView:
    """Of whoever is signed in. everything: all open requests of the mall are in it, those of others last."""
    found = outlines(at)
    who, now = viewer(at), at.now.timestamp()
    name = ("approvals queue", everything)
    kept: _Kept | None = at.state.memo.get(name)
    if kept is None or kept.made_of is not found or kept.who != who or not kept.begins <= now < kept.ends:
        ends = _next_change(found, now, 60 * at.procedures.approvals.soon)
        kept = at.state.memo[name] = _Kept(found, who, now, ends, _made(at, found, who, everything))
    return kept.view


def finished(at: Looking, day: date) -> tuple[RequestRow, ...]:
    """The requests submitted on a day that have ended, the last to end first."""
    found = (outline(at, subject) for subject in at.state.subjects(day, PREFIX))
    ended = [one for one in found if one is not None and one.standing in ENDED]
    who, now = viewer(at), at.now.timestamp()
    ordered = sorted(ended, key=lambda one: (one.course.ended or one.course.origin).order, reverse=True)
    return tuple(_row(at, one, _look(at, one, who, now)) for one in ordered)


def void_requests(at: Looking) -> int:
    """How many were submitted on the day that is looked at only by those whose records don't count."""
    folds = ((subject, subject.fold) for subject in at.state.subjects(at.day, PREFIX))
    nobodys = (subject for subject, fold in folds if isinstance(fold, RequestFold) and fold.flow is None)
    return sum(any(not at.state.trust.counts(event) for event in subject.events) for subject in nobodys)


def row_of(at: Looking, one: Outline) -> RequestRow:
    """One request as whoever is signed in sees it."""
    return _row(at, one, _look(at, one, viewer(at), at.now.timestamp()))


def viewer(at: Looking) -> Viewer:
    if not at.person:
        return Viewer("", frozenset(), ())
    listed = at.law.people.get(at.person)
    posts = frozenset(listed.posts) if listed else frozenset({at.post} - {""})
    givers = in_place_of(at.state, at.person, at.now) if listed else ()
    return Viewer(at.person, posts, tuple(one.giver for one in givers))


def _made(at: Looking, found: tuple[Outline, ...], who: Viewer, everything: bool) -> QueueView:
    now = at.now.timestamp()
    rows: list[tuple[_Order, RequestRow]] = []
    counts: dict[Share, int] = {}
    late = 0
    for one in found:
        look = _look(at, one, who, now)
        late += look.late
        row, order, theirs = _kept_row(at, one, look)
        part = theirs if who.person else _stands_for(one)
        if part is not None:
            counts[part] = counts.get(part, 0) + 1
        if (part is not None and who.person) or (everything and one.open):
            rows.append((order, row))
    rows.sort(key=lambda each: each[0])
    still = sum(one.open for one in found)
    return QueueView(tuple(row for _order, row in rows), counts, still, late)


def _stands_for(one: Outline) -> Share | None:
    """What an open request waits for, where nobody looks."""
    if not one.open:
        return None
    if one.standing is Standing.DISPUTED:
        return Share.DISPUTE
    return Share.FOLLOW if one.standing in ENDED else Share.POST


def _look(at: Looking, one: Outline, who: Viewer, now: float) -> Look:
    late = one.due_at < now
    soon = not late and one.due_at - 60 * at.procedures.approvals.soon <= now
    return Look(late, soon, tuple([each.until <= now for each in one.tellings]), who)


def _next_change(found: Iterable[Outline], now: float, lead: float) -> float:
    """The moment from which one of them may look different."""
    first = NEVER
    for one in found:
        due = one.due_at
        if due >= now:
            first = min(first, due - lead if due - lead > now else due + _TICK)
        for each in one.tellings:
            if now < each.until < first:
                first = each.until
    return first


_TICK = 0.001
"""Seconds. What is due at a moment is still in time at that moment."""


def _kept_row(at: Looking, one: Outline, look: Look) -> tuple[RequestRow, _Order, Share | None]:
    """The row, its place in the order and its part; the same objects as long as nothing of it has changed."""
    kept: tuple[RequestRow, _Order, Share | None] | None = one.rows.get(look)
    if kept is None:
        if len(one.rows) >= _KEPT:
            one.rows.clear()
        row = _row(at, one, look)
        part = row.part
        place = PARTS.index(part) if part is not None else len(PARTS)
        kept = one.rows[look] = (row, (place, one.due_at, row.since.timestamp(), row.request), part)
    return kept


_KEPT = 8
"""Rows of one request: a few people at one terminal, in time, soon and late."""


def _row(at: Looking, one: Outline, look: Look) -> RequestRow:
    shares = frozenset(_shares(one, look))
    signs = one.standing is Standing.WAITING and bool(shares & {Share.MINE, Share.POST})
    waits = one.follows if one.follows.named else one.waits
    return RequestRow(
        request=one.request,
        day=one.day,
        number=one.number,
        flow=one.flow,
        summary=one.summary,
        submitter=one.submitter,
        standing=one.standing,
        step=one.step,
        waits_for=waits.named,
        since=one.since,
        due=one.due,
        late=look.late,
        soon=look.soon,
        shares=shares,
        batch=one.batch and signs,
        follows=tuple(each.title for each in one.course.owed),
        in_place_of=_giver(at, one, look.who) if signs and not _own(one.waits, look.who) else None,
        reminded=one.reminded.at if one.reminded else None,
        reminded_by=someone(at.state, at.law, one.reminded.by) if one.reminded else None,
        again=one.again,
    )


def _shares(one: Outline, look: Look) -> Iterable[Share]:
    who = look.who
    if not who.person:
        return
    barred = one.barred == who.person
    if one.standing is Standing.DISPUTED:
        if not barred and _by_post(one.waits, who):
            yield Share.DISPUTE
    elif not barred:
        if who.person in one.waits.people or (one.standing is Standing.WAITING and _gives(one, who)):
            yield Share.MINE
        if _by_post(one.waits, who):
            yield Share.POST
    if _by_post(one.follows, who):
        yield Share.FOLLOW
    if look.late and not one.escalates.isdisjoint(who.posts):
        yield Share.ESCALATED
    if one.submitter.id == who.person and one.standing not in ENDED:
        yield Share.AWAITED
    for telling, old in zip(one.tellings, look.old, strict=True):
        mine = who.person in telling.people or not telling.posts.isdisjoint(who.posts)
        if mine and not old and who.person not in telling.read:
            yield Share.TOLD


def _by_post(waits: Whom, who: Viewer) -> bool:
    return not waits.posts.isdisjoint(who.posts)


def _own(waits: Whom, who: Viewer) -> bool:
    return who.person in waits.people or _by_post(waits, who)


def _gives(one: Outline, who: Viewer) -> bool:
    """Somebody in whose place they sign could."""
    return any(giver in one.waits.holders for giver in who.givers)


def _giver(at: Looking, one: Outline, who: Viewer) -> Named | None:
    found = next((giver for giver in who.givers if giver in one.waits.holders), "")
    return someone(at.state, at.law, found) if found else None
