"""Who may do what: asked by `decide` before a fact is made, and by the fold of every event that arrives.

Rights are judged by the procedures an event was made under. An event that names another version than the
one at hand was judged by the desk that recorded it and stands: an edited posts.yaml must not void what was done
before the edit. Acts that give or take power over terminals and over people's keys don't (`is_rightful`): whoever has a
terminal of the mall could name a version that never was, in which they may do everything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from dutytui.rules.events import Event
from dutytui.rules.lookup import POST_PREFIX, Lookup, lookup
from dutytui.rules.procedure import (
    CLOSE_ENTRIES,
    CORRECT_ENTRIES,
    HANDLE_ENTRIES,
    TICK_FOR_OTHERS,
    UNDO_OTHERS,
    WAIVE,
    Item,
    ItemKind,
    Procedures,
)


def judged_here(law: Lookup, event: Event) -> bool:
    """Whether `law` is the version this event was made under ("" says nothing and is judged too)."""
    return event.procedure in {"", law.version}


Right = Callable[[Lookup, Event], bool]


class Versions(Protocol):
    """What is known of the versions beside the one at hand."""

    def version(self, version: str) -> Procedures | None:
        """One by its hash; None when it is not at hand."""
        ...

    @property
    def countersigned(self) -> frozenset[str] | None:
        """All that were ever put in force; None where files count as they are, so that nobody can know them all."""
        ...


def is_rightful(right: Right, law: Lookup, versions: Versions, event: Event, since: str = "") -> bool:
    """Whether the author of an act had a right to it by the version that it names.

    One that is not at hand says nothing, so the act stands; but where every version is countersigned, and it is none of
    them, it is judged by `law`, the one at hand. right: asked of the version that is judged by; since: the version
    under which that began which the act names, and so comes after ("" for nothing): one before all countersigned ones
    says that the mall did without then.
    """
    if judged_here(law, event):
        return right(law, event)
    named = versions.version(event.procedure)
    if named is not None:
        return right(lookup(named), event)
    known = versions.countersigned
    if known is None or event.procedure in known or (since and since not in known):
        return True
    return right(law, event._replace(procedure=""))


def may_do(law: Lookup, item: Item, post: str, behalf: str) -> bool:
    """A post's own item, or somebody else's on their behalf with `tick_for_others`."""
    if post in item.posts:
        return True
    return law.may(post, TICK_FOR_OTHERS) and behalf_fits(law, item, behalf)


def is_for_others(law: Lookup, item: Item, post: str) -> bool:
    """Whether a post may not do the item at all, whatever its state: neither as its own nor for whoever should."""
    if item.kind is ItemKind.SIGNATURE:
        return post not in item.posts
    return not may_do(law, item, post, POST_PREFIX + item.posts[0])


def behalf_fits(law: Lookup, item: Item, behalf: str) -> bool:
    """Whether the one it is done for could do it: a post of the item, or a person not known to hold none of them."""
    if behalf.startswith(POST_PREFIX):
        return behalf.removeprefix(POST_PREFIX) in item.posts
    listed = law.people.get(behalf)
    return bool(behalf) and (listed is None or not set(listed.posts).isdisjoint(item.posts))


def may_waive(law: Lookup, item: Item, post: str, behalf: str) -> bool:
    """A required item needs the right `waive`; an optional one may also be left out by those who would do it.

    What is not `skippable` nobody may leave out.
    """
    if not item.skippable:
        return False
    return law.may(post, WAIVE) or (not item.required and may_do(law, item, post, behalf))


def may_sign(law: Lookup, item: Item, person: str, post: str, behalf: str) -> bool:
    """Only a post that is asked to, never for somebody else, and only people of people.yaml: a name that anybody could
    type would let one person sign twice (domain §4)."""
    return post in item.posts and not behalf and person in law.people


def may_undo(law: Lookup, author: str, person: str, post: str) -> bool:
    """Its author, whatever post they act under now, or a post with `undo_others`."""
    return bool(person) and (person == author or law.may(post, UNDO_OTHERS))


def may_handle(law: Lookup, owners: frozenset[str] | set[str], person: str, post: str) -> bool:
    """The owner (person or post), anybody while there is none, or a post with `handle_entries`."""
    return not owners or person in owners or post in owners or law.may(post, HANDLE_ENTRIES)


def may_close(law: Lookup, author: str, person: str, post: str) -> bool:
    """Whoever logged it, or a post with `close_entries`; the same for reopening."""
    return person == author or law.may(post, CLOSE_ENTRIES)


def may_correct(law: Lookup, author: str, person: str, post: str) -> bool:
    """Whoever logged it, or a post with `correct_entries`."""
    return person == author or law.may(post, CORRECT_ENTRIES)
