"""What a screen draws: the roll calls of a day, post by post, and where the order to go stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from dutytui.rules.acts import acts, person
from dutytui.rules.before_use import in_use_from
from dutytui.rules.entry_fold import words
from dutytui.rules.events import POST_ANSWERED, Event
from dutytui.rules.item_views import whole_minutes
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.roll_call.fold import CALL_PREFIX, Answer, CallFold, Gate, call_of, names
from dutytui.rules.roll_call.gate import fold_of
from dutytui.rules.roll_call.plan import PlannedCall
from dutytui.rules.roll_call.procedure import RollCall
from dutytui.rules.views import Act, Named
from dutytui.rules.words import Text


class CallStatus(StrEnum):
    AHEAD = "ahead"
    CALLING = "calling"
    LATE = "late"  # the order is overdue
    BEFORE_USE = "before_use"  # it was due before the mall's first record
    HELD = "held"
    GIVEN = "given"
    DISPUTED = "disputed"  # an order given here, a hold set there: held until one of them goes


@dataclass(frozen=True, slots=True)
class PostAnswer:
    """A called post. at, by, words and event are those of the latest answer that stands; None and "" while silent."""

    post: Named
    answer: Answer
    at: datetime | None = None
    by: Named | None = None
    words: str = ""
    event: str = ""


@dataclass(frozen=True, slots=True)
class HoldView:
    """A hold: from since to until (None while it lasts), minutes so far; guards: how many were sent, None if not
    said; note: what the release said; disputed: it stands against an order given elsewhere."""

    event: str
    since: datetime
    until: datetime | None
    minutes: int
    by: Named | None
    reason: str
    guards: int | None
    note: str
    release: str
    disputed: bool


@dataclass(frozen=True, slots=True)
class CallAct:
    """One act in the history of a roll call. post: the post an answer is of, None for other acts; ready: what it said;
    guards: sent with a hold, None for other acts; missing: posts that an order did without."""

    act: Act
    post: Named | None = None
    ready: bool = False
    guards: int | None = None
    missing: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class CallView:
    """One roll call.

    posts: in the order they are called; answered: how many are ready, of total; silent and unready: the others
    (an answer in dispute is unready); orders: posts that give the order; holds: by their beginning; held_since: the
    hold that lasts, None for none; minutes_held: of all holds together, overlaps counted once; given: when the order
    was given, None while it is not in effect; late_by: minutes that the order was, or is, late; late_held: how many of
    these it was held; missing: posts it was given without.
    """

    call: str
    title: Text
    order: Text
    status: CallStatus
    starts: datetime
    by: datetime
    posts: tuple[PostAnswer, ...]
    answered: int
    total: int
    silent: tuple[Named, ...]
    unready: tuple[Named, ...]
    orders: tuple[Named, ...]
    holds: tuple[HoldView, ...]
    held_since: datetime | None
    minutes_held: int
    given: datetime | None
    given_by: Named | None
    given_reason: str
    missing: tuple[Named, ...]
    late_by: int
    late_held: int

    @property
    def subject(self) -> str:
        return CALL_PREFIX + self.call


def calls(at: Looking) -> tuple[CallView, ...]:
    """The roll calls of the day by their start; () on a day without any."""
    found = ((planned, call_of(at.law, planned.call)) for planned in at.plan.roll_calls)
    return tuple(_view(at, planned, call) for planned, call in found if call is not None)


def history(at: Looking, call: str) -> tuple[CallAct, ...]:
    """Every act on a roll call, in the order all terminals agree on."""
    subject = at.state.subject(at.day, CALL_PREFIX + call)
    if subject is None:
        return ()
    lines = acts(at.state, at.law, subject)
    return tuple(_act(at, event, act) for event, act in zip(subject.events, lines, strict=True))


def _act(at: Looking, event: Event, act: Act) -> CallAct:
    if event.kind == POST_ANSWERED:
        return CallAct(act, at.law.post(words(event.data, "post")), event.data.get("ready") is True)
    return CallAct(act, guards=_guards(event), missing=at.law.post_names(names(event, "silent")))


def _view(at: Looking, planned: PlannedCall, call: RollCall) -> CallView:
    fold, law = fold_of(at.state, at.day, call.id), at.law
    posts = tuple(_post(at, fold, post) for post in call.posts)
    given = next(iter(fold.orders()), None) if fold.gate() is Gate.GIVEN else None
    until = given.at if given else at.now
    spans = [(since, end or at.now) for _hold, since, end in fold.spans()]
    standing = fold.open_holds()
    since = in_use_from(at.state, at.plan)
    before_use = since is not None and planned.by < since
    return CallView(
        call=call.id,
        title=call.title,
        order=call.order,
        status=_status(fold, planned, at.now, before_use=before_use),
        starts=planned.starts,
        by=planned.by,
        posts=posts,
        answered=sum(one.answer is Answer.READY for one in posts),
        total=len(posts),
        silent=tuple(one.post for one in posts if one.answer is Answer.SILENT),
        unready=tuple(one.post for one in posts if one.answer in {Answer.NOT_READY, Answer.DISPUTED}),
        orders=law.post_names(call.orders),
        holds=tuple(_hold(at, fold, *span) for span in fold.spans()),
        held_since=min((event.at for event in standing), default=None),
        minutes_held=whole_minutes(_together(spans)),
        given=given.at if given else None,
        given_by=person(at.state, law, given.by) if given else None,
        given_reason=words(given.data, "reason") if given else "",
        missing=law.post_names(names(given, "silent")) if given else (),
        late_by=0 if before_use else whole_minutes(until - planned.by),
        late_held=whole_minutes(_together((max(since, planned.by), min(end, until)) for since, end in spans)),
    )


def _post(at: Looking, fold: CallFold, post: str) -> PostAnswer:
    answer = fold.answer(post)
    if answer is Answer.SILENT:
        return PostAnswer(at.law.post(post), answer)
    last = fold.standing(post)[-1]
    by = person(at.state, at.law, last.by)
    return PostAnswer(at.law.post(post), answer, last.at, by, words(last.data, "words"), last.id)


def _status(fold: CallFold, planned: PlannedCall, now: datetime, *, before_use: bool) -> CallStatus:
    gate = fold.gate()
    if gate is not Gate.WAITING:
        return CallStatus(gate.value)
    if now > planned.by:
        return CallStatus.BEFORE_USE if before_use else CallStatus.LATE
    return CallStatus.AHEAD if now < planned.starts else CallStatus.CALLING


def _hold(at: Looking, fold: CallFold, hold: Event, since: datetime, until: datetime | None) -> HoldView:
    release = next((event for event in fold.released.values() if until is not None and _ends(event, hold)), None)
    return HoldView(
        event=hold.id,
        since=since,
        until=until,
        minutes=whole_minutes((until or at.now) - since),
        by=person(at.state, at.law, hold.by),
        reason=words(hold.data, "reason"),
        guards=_guards(hold),
        note=words(release.data, "note") if release else "",
        release=release.id if release else "",
        disputed=until is None and bool(fold.orders()),
    )


def _ends(release: Event, hold: Event) -> bool:
    return (hold.cause or hold.id) in names(release, "holds")


def _guards(event: Event) -> int | None:
    sent = event.data.get("guards")
    return sent if isinstance(sent, int) and not isinstance(sent, bool) else None


def _together(spans: Iterable[tuple[datetime, datetime]]) -> timedelta:
    """How long at least one of them lasted; one that ends before it begins is none."""
    total, reached = timedelta(0), None
    for since, until in sorted(spans):
        begins = since if reached is None else max(since, reached)
        if until > begins:
            total += until - begins
            reached = until
    return total
