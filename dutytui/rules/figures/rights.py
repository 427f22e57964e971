"""Who may assess whom: asked by `decide`, and by the fold of every event that arrives.

Nobody gives a superior's or a customer's mark to a post that they hold, and only people of people.yaml assess: a name
that anybody could type would let one person give both (domain §4).
"""

from __future__ import annotations

from enum import StrEnum

from dutytui.rules.figures.procedure import Assessed, Assessor, Sheet
from dutytui.rules.lookup import Lookup


class Why(StrEnum):
    """Why somebody may not."""

    NOT_LISTED = "assess_not_listed"
    POST = "assess_not_allowed"
    OWN = "assess_own"


def may_not_assess(law: Lookup, sheet: Sheet, subject: Assessed, kind: Assessor, person: str, post: str) -> Why | None:
    """None for somebody who may."""
    if person not in law.people:
        return Why.NOT_LISTED
    if post not in sheet.posts_of(kind, subject):
        return Why.POST
    return Why.OWN if kind is not Assessor.SELF and is_assessed(law, subject, person) else None


def may_not_draw(law: Lookup, subject: Assessed, person: str, post: str) -> Why | None:
    """The same of drawing a consequence."""
    if person not in law.people:
        return Why.NOT_LISTED
    if post not in law.procedures.figures.drawn_by:
        return Why.POST
    return Why.OWN if is_assessed(law, subject, person) else None


def is_assessed(law: Lookup, subject: Assessed, person: str) -> bool:
    """Whether they hold a post that is assessed with the subject."""
    listed = law.people.get(person)
    return listed is not None and not set(listed.posts).isdisjoint(subject.posts)
