"""Who eats in which batch: the people of its posts, and whoever is entered by name."""

from __future__ import annotations

import re
import unicodedata

from dutytui.rules.meals.procedure import Meal
from dutytui.rules.procedure import Person, Procedures

_UNLISTED = "name/"
_PARTS = re.compile(r"[·・/,、;]")


def batch_of(meal: Meal, person: Person) -> int:
    """The batch a person is expected in: that of the first of their posts that any batch names; 0 for none."""
    for post in person.posts:
        for number, batch in enumerate(meal.batches, 1):
            if post in batch.posts:
                return number
    return 0


def expected(procedures: Procedures, meal: Meal, batch: int) -> tuple[Person, ...]:
    """The people expected in a batch (from 1), as listed."""
    return tuple(person for person in procedures.people if batch_of(meal, person) == batch)


def typed(words: str) -> tuple[str, str]:
    """(place, name) of what was typed as "counter · name"; without a sign between them it is all name."""
    parts = [part.strip() for part in _PARTS.split(unicodedata.normalize("NFKC", words), maxsplit=1)]
    return (parts[0], parts[1]) if len(parts) > 1 and all(parts) else ("", " ".join("".join(parts).split()))


def unlisted(place: str, name: str) -> str:
    """What stands for somebody who is not in people.yaml: the same at every terminal that types the same name."""
    folded = (" ".join(unicodedata.normalize("NFKC", part).casefold().split()) for part in (place, name))
    return _UNLISTED + "/".join(folded)
