"""The duty: taken in the morning, handed over at the shift, with everything counted and gone through."""

from __future__ import annotations

from datetime import timedelta

from dutytui.rehearsal.troupe import Troupe
from dutytui.rules.commands import Command
from dutytui.rules.handover.commands import (
    AcknowledgeMatter,
    BeginHandover,
    CountArticle,
    Side,
    SignHandover,
    TakeDuty,
)
from dutytui.rules.handover.views import HandoverView, duty, running, shift
from dutytui.rules.procedure import Person
from dutytui.texts.catalogue import _

_BEFORE = timedelta(minutes=5)


def keep_duty(troupe: Troupe) -> None:
    """One takes it, and hands it to another at the shift. Both are played by others, or it is left to `me`."""
    look = troupe.session.look()
    held = duty(look)
    if not held.kept or held.disputed:
        return
    holders = [person for person, _post in troupe.holders(post.id for post in held.posts)]
    if (held.holder is None or held.yesterday) and holders and not troupe.me:
        _as(troupe, holders[0], TakeDuty(troupe.day))
        return
    going = running(look)
    if going:
        _hand_over(troupe, going[0])
        return
    planned = shift(look)
    if planned is not None and held.holder is not None and planned.at - _BEFORE <= troupe.now:
        giver = _person(troupe, held.holder.id)
        others = [person for person in holders if person.id != held.holder.id]
        if giver is not None and others:
            _as(troupe, giver, BeginHandover(troupe.day, others[-1].id))


def _hand_over(troupe: Troupe, going: HandoverView) -> None:
    giver = _person(troupe, going.giver.id if going.giver else "")
    receiver = _person(troupe, going.receiver.id if going.receiver else "")
    if giver is None or receiver is None or troupe.me in {giver.id, receiver.id}:
        return
    for article in going.articles:
        if not article.settled:
            _as(troupe, giver, CountArticle(troupe.day, going.subject, article.id, article.expected))
    _as(troupe, giver, SignHandover(troupe.day, going.subject, Side.GIVING, anyway=True))
    for matter in going.matters:
        if not matter.done:
            said = _("Understood, I see to it") if matter.reads_back else ""
            _as(troupe, receiver, AcknowledgeMatter(troupe.day, going.subject, matter.id, said))
    _as(troupe, receiver, SignHandover(troupe.day, going.subject, Side.RECEIVING, anyway=True))


def _as(troupe: Troupe, person: Person, command: Command) -> None:
    """Under the first of their posts that may hold the duty."""
    holders = troupe.session.procedures.handover.holders
    troupe.does(person.id, next((post for post in person.posts if post in holders), person.posts[0]), command)


def _person(troupe: Troupe, who: str) -> Person | None:
    return next((person for person in troupe.session.people() if person.id == who), None)
