"""Procedures by id, and names for ids. An id that the procedures do not know is its own name, never dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dutytui.rules.approvals.flow import Flow
from dutytui.rules.credentials.procedure import PinUse
from dutytui.rules.procedure import EntryKind, Item, Person, Phase, Place, Post, Procedures, Severity
from dutytui.rules.service.procedure import CaseKind
from dutytui.rules.views import Named
from dutytui.rules.words import Text

POST_PREFIX = "post:"


class Lookup:
    """Dictionaries over one `Procedures`; get one from `lookup`, which keeps the latest."""

    def __init__(self, procedures: Procedures) -> None:
        self.procedures = procedures
        self.version = procedures.version
        self.languages = procedures.mall.languages
        self.phases: dict[str, Phase] = {phase.id: phase for phase in procedures.phases}
        self.items: dict[tuple[str, str], Item] = {(p.id, i.id): i for p in procedures.phases for i in p.items}
        self.posts: dict[str, Post] = {post.id: post for post in procedures.posts}
        self.people: dict[str, Person] = {person.id: person for person in procedures.people}
        self.kinds: dict[str, EntryKind] = {kind.id: kind for kind in procedures.logbook.kinds}
        self.severities: dict[str, Severity] = {s.id: s for s in procedures.logbook.severities}
        self.cases: dict[str, CaseKind] = {case.kind: case for case in procedures.service.cases}
        self.holders: dict[str, frozenset[str]] = {
            post.id: frozenset(person.id for person in procedures.people if post.id in person.posts)
            for post in procedures.posts
        }
        """The listed people who hold each post."""
        self.floors = frozenset(place.id for place in procedures.mall.floors)
        self._by_key: dict[str, Item | None] = {}
        self._names: dict[tuple[str, ...], Named] = {}
        places = (*procedures.mall.floors, *procedures.mall.departments)
        self.places: dict[str, Place] = {place.id: place for place in places}

    def item(self, key: str) -> Item | None:
        """The item of a key such as ``opening/main_door`` or ``lock_up/floor@6F``."""
        if key not in self._by_key:  # asked some thousand times a redraw
            phase, _, rest = key.partition("/")
            self._by_key[key] = self.items.get((phase, rest.partition("@")[0]))
        return self._by_key[key]

    def may(self, post: str, right: str) -> bool:
        known = self.posts.get(post)
        return known is not None and right in known.may

    def posts_that_may(self, right: str) -> tuple[Named, ...]:
        return tuple(Named(post.id, post.name) for post in self.procedures.posts if right in post.may)

    def holds(self, person: str, post: str) -> bool:
        """A listed person holds the posts of people.yaml; anybody else any post that exists, or none where nobody
        signs in without a PIN, which only those have who are listed."""
        listed = self.people.get(person)
        if listed is None and self.procedures.pins.use is PinUse.REQUIRED:
            return False
        return bool(person) and post in self.posts and (listed is None or post in listed.posts)

    def begins(self, person: str, flow: Flow) -> bool:
        """Whether somebody may submit requests by a flow: listed, and under any of their posts, whichever they act
        under."""
        listed = self.people.get(person)
        return listed is not None and not set(listed.posts).isdisjoint(flow.submitters)

    def same(self, words: str) -> Text:
        """The same words in every language of the mall."""
        return dict.fromkeys(self.languages or ("en",), words)

    def post(self, post: str) -> Named:
        return self._named("post", post, self.posts)

    def post_names(self, posts: Iterable[str]) -> tuple[Named, ...]:
        return tuple(self.post(post) for post in posts)

    def place(self, place: str) -> Named:
        return self._named("place", place, self.places)

    def kind(self, kind: str) -> Named:
        return self._named("kind", kind, self.kinds)

    def severity(self, severity: str) -> Named:
        return self._named("severity", severity, self.severities)

    def person(self, person: str, said: str = "") -> Named:
        """said: the name that somebody who is not listed signed in with."""
        found = self._names.get((said, person))
        if found is None:
            listed = self.people.get(person)
            found = Named(person, self.same(listed.name if listed else said or person))
            self._names[said, person] = found
        return found

    def _named(self, what: str, an_id: str, known: Mapping[str, Post | Place | EntryKind | Severity]) -> Named:
        found = self._names.get((what, an_id, ""))
        if found is None:
            owner = known.get(an_id)
            found = self._names[what, an_id, ""] = Named(an_id, owner.name if owner else self.same(an_id))
        return found

    def title(self, key: str) -> Text:
        """An item's title by its key."""
        item = self.item(key)
        return item.title if item else self.same(key)


_KEPT = 4
_latest: list[Lookup] = []


def lookup(procedures: Procedures) -> Lookup:
    """The dictionaries of `procedures`, the same object for the same object.

    A few are kept, found by identity since procedures can't be hashed: those in force, and those that the days being
    looked at were worked under.
    """
    for known in _latest:
        if known.procedures is procedures:
            return known
    made = Lookup(procedures)
    _latest.insert(0, made)
    del _latest[_KEPT:]
    return made
