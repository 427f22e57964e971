"""Who may say something of a past day, and who may say that a follow-up is done."""

from __future__ import annotations

from collections.abc import Collection

from dutytui.rules.events import FOLLOW_UP_DONE, Event
from dutytui.rules.lookup import Lookup
from dutytui.rules.procedure import REVIEW


def may_review(law: Lookup, post: str) -> bool:
    """A post with `review`: it remarks, sets follow-ups and signs days off."""
    return law.may(post, REVIEW)


def may_finish(law: Lookup, owners: Collection[str], person: str, post: str) -> bool:
    """Whoever it was given to, a person or a post, or whoever may review."""
    return person in owners or post in owners or may_review(law, post)


def rightful(law: Lookup, event: Event, owners: Collection[str] = ()) -> bool:
    """owners: of the follow-up that it is about, all it ever had."""
    if not law.holds(event.by, event.post):
        return False
    if event.kind == FOLLOW_UP_DONE:
        return may_finish(law, owners, event.by, event.post)
    return may_review(law, event.post)
