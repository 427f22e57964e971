"""Who has been told of a request (抄送), and who of them has not read it since."""

from __future__ import annotations

from collections.abc import Iterable

from dutytui.rules.approvals.acts import texts
from dutytui.rules.approvals.conditions import holds
from dutytui.rules.approvals.course import Course, Standing
from dutytui.rules.approvals.flow import InformAt
from dutytui.rules.lookup import POST_PREFIX, Lookup


def people_of(law: Lookup, to: Iterable[str]) -> frozenset[str]:
    """The listed people behind ids of people and ``post:<id>``."""
    found: set[str] = set()
    for one in to:
        found |= law.holders.get(one.removeprefix(POST_PREFIX), frozenset()) if one.startswith(POST_PREFIX) else {one}
    return frozenset(found & law.people.keys())


def informed(it: Course, law: Lookup) -> frozenset[str]:
    """Those whom the flow has told of how the request stands now: of its end, once it has ended."""
    posts: list[str] = []
    for one in it.flow.informed:
        reached = it.ended is not None and (one.at is InformAt.ENDED or it.standing is Standing.APPROVED)
        if (one.at is InformAt.SUBMITTED or reached) and holds(one.when, it.fields):
            posts += one.posts
    return people_of(law, (POST_PREFIX + post for post in posts))


def untold(it: Course, law: Lookup) -> frozenset[str]:
    """Those who were told of it, or sent a copy, and have not said that they have read it since."""
    copied = (to for copy in it.copies for to in texts(copy.data, "to"))
    ended_by = {it.ended.by} if it.ended is not None else set()
    return (informed(it, law) | people_of(law, copied)) - it.told - ended_by - {""}
