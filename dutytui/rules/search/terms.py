"""The words of a mall that a search may filter by: kinds, places, severities, posts and people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dutytui.rules.capture_words import Words, key, lookup, ways_to_say
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.procedure import Procedures
from dutytui.rules.search.plain import plain
from dutytui.rules.words import Text

OPEN_WORDS = frozenset({"未结", "未闭", "未关", "open"})
CLOSED_WORDS = frozenset({"已结", "已闭", "已关", "closed"})
"""Simplified, as `plain` gives them. The only words of a search, besides those for days, that no mall's YAML names."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Plain key of each word (`spelt`) → the ids it may mean.

    kinds: of log entries, of requests (flows), and of what is recorded (`types`); people: posts and persons.
    """

    kinds: Words
    places: Words
    severities: Words
    people: Words


def spelt(word: str) -> str:
    """What makes two spellings the same word: `key`, and simplified."""
    return plain(key(word))


def terms(procedures: Procedures, types: Mapping[str, Text]) -> Terms:
    """types: names of what is recorded, by what stands before the colon of its subjects (``entry``, ``item`` …)."""
    book, mall = procedures.logbook, procedures.mall
    places = _plain((place.id, place.name, place.aliases) for place in (*mall.floors, *mall.departments))
    for place in mall.floors:
        for said in ways_to_say(place.id):
            places.setdefault(spelt(said), (place.id,))
    posts = ((post.id, post.name, post.aliases) for post in procedures.posts)
    people = ((person.id, {"": person.name}, ()) for person in procedures.people)
    of_types = _plain((one, name, ()) for one, name in types.items())
    of_flows = _plain((flow.id, flow.title, ()) for flow in procedures.approvals.flows)
    of_log = _plain((kind.id, kind.name, kind.aliases) for kind in book.kinds)
    return Terms(
        kinds=of_types | of_flows | of_log,
        places=places,
        severities=_plain((level.id, level.name, level.aliases) for level in book.severities),
        people=_plain((*posts, *people)),
    )


def _plain(named: Iterable[tuple[str, Text, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {}
    for word, ids in lookup(named).items():
        known = words.get(plain(word), ())
        words[plain(word)] = (*known, *(one for one in ids if one not in known))
    return words
