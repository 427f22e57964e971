"""By which version of the procedures an act is judged that gives or takes power: over terminals and over people's keys.

Elsewhere an act under another version than the one at hand stands as its own desk judged it (`rights`). Here that would
be a door: whoever has a terminal of the mall could name a version that never was, in which they may do everything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from dutytui.rules.events import Event
from dutytui.rules.lookup import Lookup, lookup
from dutytui.rules.procedure import Procedures
from dutytui.rules.rights import judged_here

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
