"""What a screen draws of a review: its remarks, its signatures, and the follow-ups of all days up to that one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from dutytui.rules.acts import acts, named
from dutytui.rules.entry_fold import changes_of, words
from dutytui.rules.events import Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.plan import business_day
from dutytui.rules.review.decide import review_fold
from dutytui.rules.review.fold import FIELDS, FOLLOW_UP_PREFIX, REVIEW_SUBJECT, FollowUpFold
from dutytui.rules.review.rights import may_review
from dutytui.rules.review.since import changed_since
from dutytui.rules.state import State, Subject
from dutytui.rules.views import Act, Named


class FollowUpStatus(StrEnum):
    """Exactly one holds at each moment."""

    AHEAD = "ahead"
    DUE = "due"  # today
    LATE = "late"
    DONE = "done"
    DISPUTED = "disputed"  # done at one terminal and opened again at another, or changed to two different things
    WITHDRAWN = "withdrawn"


OPEN = frozenset({FollowUpStatus.AHEAD, FollowUpStatus.DUE, FollowUpStatus.LATE, FollowUpStatus.DISPUTED})


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """One follow-up. subject: ``followup:…``; day: the one that was reviewed; late_by: days since it was due; about:
    the record that it is about, "" for none; mine: whoever looks is to do it; done: the act by which it is done; last:
    id of the last act that can be taken back; changes: (field, old, new) by the act's id."""

    subject: str
    day: date
    text: str
    owner: Named | None
    due: date | None
    status: FollowUpStatus
    late_by: int
    about: str
    mine: bool
    done: Act | None
    history: tuple[Act, ...]
    last: str = ""
    changes: Mapping[str, tuple[tuple[str, str, str], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RemarkView:
    """act: `Act.note` is its text; about: the record that it is about, "" for the day."""

    act: Act
    about: str


@dataclass(frozen=True, slots=True)
class SignatureView:
    """told: how many findings of each part were shown; changed: what was recorded about the day since and that it did
    not see, in order."""

    act: Act
    told: dict[str, int]
    changed: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class ReviewView:
    """remarks and signatures: those that count, in order; may: whoever looks may say something; signed: the last
    signature saw all that is known of the day."""

    remarks: tuple[RemarkView, ...]
    signatures: tuple[SignatureView, ...]
    follow_ups: tuple[FollowUpView, ...]
    history: tuple[Act, ...]
    may: bool

    @property
    def signed(self) -> bool:
        return bool(self.signatures) and not self.signatures[-1].changed


def review(at: Looking) -> ReviewView:
    """Of the day that is looked at."""
    fold, subject = review_fold(at.state, at.day), at.state.subject(at.day, REVIEW_SUBJECT)
    history = acts(at.state, at.law, subject) if subject is not None else ()
    lines = {act.event: act for act in history}
    remarks = tuple(RemarkView(lines[event.id], words(event.data, "about")) for event in fold.remarks)
    signatures = tuple(_signature(at.state, at.day, event, lines[event.id]) for event in fold.signatures)
    return ReviewView(remarks, signatures, follow_ups(at), history, may_review(at.law, at.post))


def _signature(state: State, day: date, event: Event, act: Act) -> SignatureView:
    told = event.data.get("told")
    counts = told.items() if isinstance(told, dict) else ()
    known = {part: count for part, count in counts if isinstance(count, int) and not isinstance(count, bool)}
    return SignatureView(act, known, changed_since(state, day, event))


def follow_ups(at: Looking) -> tuple[FollowUpView, ...]:
    """Those set on the day or earlier that are open, or were done on that day or later; open ones first, the sooner due
    first. One that was taken back stands on its own day alone."""
    found = [view for subject in _known(at) if (view := _view(at, subject)) is not None and _of_day(at, view)]
    return tuple(sorted(found, key=lambda one: (one.status not in OPEN, one.due or date.max, one.day, one.subject)))


def follow_up(at: Looking, day: date, on: str) -> FollowUpView | None:
    """One by its subject; None for one that nothing is known of."""
    subject = at.state.subject(day, on)
    return _view(at, subject) if subject is not None else None


def open_now(at: Looking) -> Iterator[FollowUpView]:
    """Everybody's that are not done, of all days, the soonest due first."""
    found = (_view(at, subject) for subject in at.state.unfinished(FOLLOW_UP_PREFIX.removesuffix(":")))
    yield from sorted(filter(None, found), key=lambda one: (one.due or date.max, one.day, one.subject))


def _known(at: Looking) -> Iterator[Subject]:
    for day in at.state.days():
        if day > at.day:
            return
        yield from at.state.subjects(day, FOLLOW_UP_PREFIX)


def _of_day(at: Looking, view: FollowUpView) -> bool:
    if view.day == at.day or view.status in OPEN:
        return True
    if view.done is None:
        return False
    return _business_day(at, view.done) >= at.day


def _business_day(at: Looking, act: Act) -> date:
    return business_day(act.happened.astimezone(at.now.tzinfo), at.procedures.mall.day_starts)


def _view(at: Looking, subject: Subject) -> FollowUpView | None:
    fold = subject.fold
    if not isinstance(fold, FollowUpFold):
        return None
    history = acts(at.state, at.law, subject)
    fields = fold.fields or _withdrawn_fields(subject)
    if not fields.get("text"):
        return None  # its setting is not known here
    owner = fields.get("owner", "")
    lines = {act.event: act for act in history}
    done = lines.get(fold.done.id) if fold.done is not None else None
    due = fold.due
    status = _status(at, fold, due)
    return FollowUpView(
        subject=subject.on,
        day=subject.day,
        text=fields.get("text", ""),
        owner=_owner(at, owner),
        due=due,
        status=status,
        late_by=(_today(at) - due).days if status is FollowUpStatus.LATE and due is not None else 0,
        about=fields.get("about", ""),
        mine=bool(owner) and owner in {at.person, at.post},
        done=done,
        history=history,
        last=next(reversed(fold.effective), ""),
        changes={event.id: said for event in subject.events if (said := changes_of(event, FIELDS))},
    )


def _withdrawn_fields(subject: Subject) -> dict[str, str]:
    """What it said before it was taken back."""
    first = subject.events[0]
    said = {name: words(first.data, name) for name in ("text", "owner", "due", "about")}
    return said if said["text"] else {}


def _status(at: Looking, fold: FollowUpFold, due: date | None) -> FollowUpStatus:
    if fold.origin is None:
        return FollowUpStatus.WITHDRAWN
    if fold.disputed:
        return FollowUpStatus.DISPUTED
    if fold.done is not None:
        return FollowUpStatus.DONE
    today = _today(at)
    if due is None or due > today:
        return FollowUpStatus.AHEAD
    return FollowUpStatus.DUE if due == today else FollowUpStatus.LATE


def _today(at: Looking) -> date:
    return business_day(at.now, at.procedures.mall.day_starts)


def _owner(at: Looking, owner: str) -> Named | None:
    if owner in at.law.posts:
        return at.law.post(owner)
    return named(at.state, at.law, owner) if owner else None
