"""The service desk: what is learned of a case, the customer told within the hour, called back, kept overnight."""

from __future__ import annotations

from datetime import timedelta

from dutytui.rehearsal.troupe import Troupe
from dutytui.rules.lookup import lookup
from dutytui.rules.service.commands import CallBackCase, DetailCase, FeedBackCase, KeepCase
from dutytui.rules.service.fold import SATISFIED, TOPIC
from dutytui.rules.service.procedure import CaseField, CaseKind, Needed
from dutytui.rules.views import EntryStatus, EntryView
from dutytui.texts.catalogue import _

_TOLD_LATE = 0.1
_BEFORE_LOCKING = timedelta(minutes=30)


def follow_cases(troupe: Troupe) -> None:
    known = lookup(troupe.session.procedures).cases
    for entry in troupe.session.logbook().entries:
        kind = known.get(entry.kind.id)
        if kind is not None and entry.case is not None and entry.status is not EntryStatus.CLOSED:
            _follow(troupe, kind, entry)


def _follow(troupe: Troupe, kind: CaseKind, entry: EntryView) -> None:
    case, posts = entry.case, _posts(troupe, entry)
    chance = troupe.chance(entry.day, entry.number, "case")
    if case is None:
        return
    details = _details(kind, case.topic or (kind.topics[0].id if kind.topics else ""))
    known = {detail.id for detail in case.details if detail.given} | ({TOPIC} if case.topic else set())
    new = {name: value for name, value in details.items() if name not in known}
    if new and entry.happened + timedelta(minutes=5) <= troupe.now:
        troupe.one_does(posts, DetailCase(entry.day, entry.subject, new))
    if case.feedback_due is not None and case.told is None:
        share = 1.2 if chance.random() < _TOLD_LATE else 0.2 + 0.6 * chance.random()
        told = entry.happened + (case.feedback_due - entry.happened) * share
        if told <= troupe.now:
            words = _("Told what was found and what will be done")
            troupe.one_does(posts, FeedBackCase(entry.day, entry.subject, words, told))
    if entry.status is EntryStatus.HANDLED and case.call_wanted:
        troupe.one_does(posts, CallBackCase(entry.day, entry.subject, SATISFIED, _("Thanked us for calling")))
    closing = troupe.session.plan(troupe.day).closing
    late = closing is not None and closing + _BEFORE_LOCKING <= troupe.now
    if kind.overnight and late and troupe.day.isoformat() not in case.kept:
        words = _("The customer comes again tomorrow morning")
        troupe.one_does(posts, KeepCase(entry.day, entry.subject, words, troupe.day))


def _posts(troupe: Troupe, entry: EntryView) -> list[str]:
    """Whose it is, then everybody else: the rules know who may."""
    owner = entry.owner.id if entry.owner else ""
    posts = [post.id for post in troupe.session.posts()]
    return [post for post in posts if post == owner] + [post for post in posts if post != owner]


def _details(kind: CaseKind, topic: str) -> dict[str, str]:
    """What must be known sooner or later, in words that fit anything."""
    found = {TOPIC: topic} if kind.topics else {}
    for field in kind.asked(topic):
        if field.needed is not Needed.NEVER:
            found[field.id] = _answer(field)
    return found


def _answer(field: CaseField) -> str:
    return field.choices[0].id if field.choices else _("as seen on the spot")
