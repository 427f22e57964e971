"""Whose records count: asked of every event before its subject is folded, whatever it says.

What does not count is kept, marked void and shown. Whether an event counts depends on the roster of terminals and of
people, which are events, too; so whoever learns more of it gives the state a new `Trust`, and it folds anew.
"""

from __future__ import annotations

from typing import Protocol

from dutytui.rules.events import Event


class Trust(Protocol):
    def counts(self, event: Event) -> bool:
        """Whether its terminal may write for this mall, and its author is proven where the mall wants proof."""
        ...

    def why(self, event: Event) -> str:
        """Why it does not count, as a code; "" when it does."""
        ...


class Trusting:
    """Where a mall has no roster yet, everything counts."""

    def counts(self, event: Event) -> bool:  # noqa: ARG002 - as all trust
        return True

    def why(self, event: Event) -> str:  # noqa: ARG002 - as all trust
        return ""


EVERYBODY = Trusting()
