"""Who may do what comes next, when whoever is at the desk may not: the board offers them to sign in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dutytui.rules.closing.team import of_team, team_of
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.procedure import CLOSE_ENTRIES, HANDLE_ENTRIES, ItemKind
from dutytui.rules.rights import may_close, may_handle
from dutytui.rules.views import EntryStatus, EntryView, ItemView, Named


@dataclass(frozen=True, slots=True)
class Hand:
    """A person under one of their posts."""

    person: Named
    post: Named


def for_post(at: Looking, post: str) -> tuple[Hand, ...]:
    """Who could go the sweep for a post: listed people who hold it and do not go for another."""
    team = team_of(at.state, at.day)
    taken = {team.person(other) for other in team.members if other != post}
    return tuple(hand for hand in _holders(at, [post]) if hand.person.id not in taken)


def for_item(at: Looking, item: ItemView) -> tuple[Hand, ...]:
    """Who may do an item; for a signature, those whose signature is missing. Those who go the sweep come first."""
    definition = at.law.item(item.key)
    if definition is None:
        return ()
    went = _team(at)
    if definition.kind is not ItemKind.SIGNATURE:
        return _first_of_all(
            [hand for hand in went if hand.post.id in definition.posts], _holders(at, definition.posts)
        )
    signed = {post.id for post in item.signed}
    missing = [post for post in definition.posts if post not in signed]
    by = {act.by.id for act in item.history if act.by is not None and not act.undone and not act.void}
    own = [hand for hand in went if hand.post.id in missing]
    hands = own if of_team(at.law, definition) else _first_of_all(own, _holders(at, missing))
    return tuple(hand for hand in hands if hand.person.id not in by)


def for_entry(at: Looking, entry: EntryView) -> tuple[Hand, ...]:
    """Who may handle what was found, its owner first; once it is handled, who else may recheck it.

    At midnight the others have gone home: those who go the sweep, and the owner's post; others only where none of
    these may.
    """
    law, fold = at.law, at.state.entry(entry.day, entry.subject)
    author = entry.by.id if entry.by else ""
    owner = entry.owner.id if entry.owner else ""
    handled = entry.status is EntryStatus.HANDLED
    handlers = fold.handlers if fold is not None and entry.recheck else set()

    def able(hand: Hand) -> bool:
        if handled:
            return hand.person.id not in handlers and may_close(law, author, hand.person.id, hand.post.id)
        return may_handle(law, {owner} - {""}, hand.person.id, hand.post.id)

    near = [hand for hand in _first_of_all(_team(at), _holders(at, [owner])) if able(hand)]
    right = CLOSE_ENTRIES if handled else HANDLE_ENTRIES
    far = _holders(at, [post.id for post in law.posts_that_may(right)])
    found = near or [hand for hand in _first_of_all(far) if able(hand)]
    # Whoever found it is kept for the recheck, which somebody else than the handler does.
    return tuple(found if handled else sorted(found, key=lambda one: (one.post.id != owner, one.person.id == author)))


def _team(at: Looking) -> list[Hand]:
    team = team_of(at.state, at.day)
    return [
        Hand(at.law.person(team.person(post)), at.law.post(post))
        for post in at.procedures.closing.team
        if team.person(post)
    ]


def _holders(at: Looking, posts: Iterable[str]) -> Iterator[Hand]:
    for post in dict.fromkeys(posts):
        for person in at.law.people.values():
            if post in person.posts:
                yield Hand(at.law.person(person.id), at.law.post(post))


def _first_of_all(*groups: Iterable[Hand]) -> tuple[Hand, ...]:
    """One after the other, everybody once."""
    found: dict[str, Hand] = {}
    for group in groups:
        for hand in group:
            found.setdefault(hand.person.id, hand)
    return tuple(found.values())
