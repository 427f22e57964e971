"""What a screen draws: who holds the duty, the handover that goes on, and those that are over."""

from __future__ import annotations

from datetime import date, datetime

from dutytui.rules.acts import person
from dutytui.rules.entry_fold import words
from dutytui.rules.events import Event
from dutytui.rules.handover.duty import duty_at
from dutytui.rules.handover.fold import ENDED, HandoverFold, Status
from dutytui.rules.handover.matters import ArticleView, MatterView, articles, matters
from dutytui.rules.handover.plan import PlannedShift
from dutytui.rules.handover.said import handovers
from dutytui.rules.handover.sheet import SignedArticle, SignedMatter, signed_articles, signed_matters
from dutytui.rules.handover.shifts import next_shift
from dutytui.rules.handover.sign import signatures
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.self_check import Pace, pace_of
from dutytui.rules.state import Subject
from dutytui.rules.views import Named
from dutytui.rules.words import Text


@dataclass(frozen=True, slots=True)
class DutyView:
    """holder: None for nobody and while disputed; people: those who hold it by what is recorded, more than one when
    disputed; yesterday: nobody has taken it today; kept: whether this mall has a duty at all; mine: the looking person
    holds it; may: they act under a post that may hold it."""

    holder: Named | None
    since: datetime | None
    people: tuple[Named, ...]
    disputed: bool
    yesterday: bool
    kept: bool
    mine: bool
    may: bool
    posts: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class ShiftView:
    """The next handover that the plan has."""

    id: str
    title: Text
    at: datetime
    due: datetime


@dataclass(frozen=True, slots=True)
class SignatureView:
    """As it stands in the record, with what was true then."""

    by: Named | None
    post: Named | None
    at: datetime
    pace: Pace
    matters: tuple[SignedMatter, ...]
    articles: tuple[SignedArticle, ...]


@dataclass(frozen=True, slots=True)
class SaidView:
    """A refusal or withdrawal with its reason."""

    by: Named | None
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class HandoverView:
    """One handover. subject: ``handover:…``; receiver: who signed, else who is expected, None for not known; matters
    and articles as they are now, () once it is over (the signatures have what was true); acknowledging: whose
    acknowledgements the matters show, None for nobody's."""

    subject: str
    day: date
    status: Status
    begun: datetime
    giver: Named | None
    receiver: Named | None
    acknowledging: Named | None
    shift: Text | None
    given: SignatureView | None
    received: SignatureView | None
    refusals: tuple[SaidView, ...]
    withdrawn: SaidView | None
    articles: tuple[ArticleView, ...] = ()
    matters: tuple[MatterView, ...] = ()
    gives: bool = False

    @property
    def over(self) -> bool:
        return self.status in ENDED

    @property
    def counted(self) -> int:
        return sum(one.settled for one in self.articles)

    @property
    def acknowledged(self) -> int:
        return sum(one.done for one in self.matters)


def duty(at: Looking) -> DutyView:
    """Who holds the duty on the day looked at, as it stands now."""
    found = duty_at(at.state, at.day)
    holders = at.procedures.handover.holders
    return DutyView(
        holder=_person(at, found.holder),
        since=found.since,
        people=tuple(one for one in (_person(at, who) for who in found.people) if one is not None),
        disputed=found.disputed,
        yesterday=found.day is not None and found.day < at.day,
        kept=bool(holders),
        mine=bool(at.person) and found.holder == at.person,
        may=at.post in holders,
        posts=at.law.post_names(holders),
    )


def shift(at: Looking) -> ShiftView | None:
    """The next shift that the duty has not been handed over for, None when there is none left today."""
    planned = next_shift(at.state, at.plan)
    return None if planned is None else _shift(at, planned)


def running(at: Looking) -> tuple[HandoverView, ...]:
    """Those that go on, the first begun first: more than one only where two terminals were apart."""
    found = [_view(at, subject, subject.fold) for subject in _known(at) if isinstance(subject.fold, HandoverFold)]
    return tuple(sorted((one for one in found if not one.over), key=lambda one: (one.begun, one.subject)))


def over(at: Looking) -> tuple[HandoverView, ...]:
    """Those of the day that are over, by when they began."""
    found = [_view(at, subject, subject.fold) for subject in _known(at) if isinstance(subject.fold, HandoverFold)]
    return tuple(sorted((one for one in found if one.over), key=lambda one: (one.begun, one.subject)))


def _known(at: Looking) -> list[Subject]:
    return list(handovers(at.state, at.day))


def _view(at: Looking, subject: Subject, fold: HandoverFold) -> HandoverView:
    begun = fold.begun
    assert begun is not None, "only begun handovers are asked for"
    given, received = signatures(fold)
    ended = fold.status in ENDED
    receiving = _receiving(at, fold)
    expected = received.by if received else words(begun.data, "receiver")
    withdrawn = fold.withdrawals[0] if fold.withdrawals else None
    return HandoverView(
        subject=subject.on,
        day=subject.day,
        status=fold.status,
        begun=begun.at,
        giver=_person(at, fold.giver),
        receiver=_person(at, expected),
        acknowledging=_person(at, receiving),
        shift=_title(at, words(begun.data, "shift")),
        given=_signature(at, given) if given else None,
        received=_signature(at, received) if received else None,
        refusals=tuple(_said(at, event) for event in fold.refusals),
        withdrawn=_said(at, withdrawn) if withdrawn else None,
        articles=() if ended else articles(at, fold),
        matters=() if ended else matters(at, fold, receiving),
        gives=bool(at.person) and at.person == fold.giver,
    )


def _receiving(at: Looking, fold: HandoverFold) -> str:
    """The one who looks, when they may receive it; else who acknowledged last; else who is expected."""
    if at.person and at.person != fold.giver and at.post in at.procedures.handover.holders:
        return at.person
    last = max(fold.acknowledged.values(), key=lambda event: event.order, default=None)
    if last is not None:
        return last.by
    return words(fold.begun.data, "receiver") if fold.begun else ""


def _signature(at: Looking, event: Event) -> SignatureView:
    return SignatureView(
        by=_person(at, event.by),
        post=at.law.post(event.post) if event.post else None,
        at=event.at,
        pace=pace_of(event.data.get("check")),
        matters=signed_matters(event),
        articles=signed_articles(event),
    )


def _said(at: Looking, event: Event) -> SaidView:
    return SaidView(_person(at, event.by), event.at, words(event.data, "reason"))


def _shift(at: Looking, planned: PlannedShift) -> ShiftView:
    return ShiftView(planned.shift, _title(at, planned.shift) or {}, planned.at, planned.due)


def _title(at: Looking, wanted: str) -> Text | None:
    """A shift's title; one that the procedures no longer know is its id."""
    if not wanted:
        return None
    known = (one.title for one in at.procedures.handover.shifts if one.id == wanted)
    return next(known, at.law.same(wanted))


def _person(at: Looking, who: str) -> Named | None:
    return person(at.state, at.law, who)
