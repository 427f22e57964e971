"""Whose records count: asked of every event before its subject is folded, whatever it says.

What does not count is kept, marked void and shown. Whether an event counts depends on the roster of terminals and of
people, which are events, too; so whoever learns more of it gives the state a new `Trust`, and it folds anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from dutytui.rules.events import Event
from dutytui.rules.lazy_dataclass import dataclass

if TYPE_CHECKING:
    from dutytui.rules.roster.standing import Roster  # where a mall has one

NOT_ENROLLED = "not_enrolled"  # its terminal is not (or not yet) in the roster
REVOKED = "revoked"  # recorded behind the cut of a terminal that was shut out


class Trust(Protocol):
    def counts(self, event: Event) -> bool:
        """Whether its terminal may write for this mall, and its author is proven where the mall wants proof."""
        ...

    def why(self, event: Event) -> str:
        """Why it does not count, as a code (`dutytui.texts.void` words them); "" when it does."""
        ...

    def limit(self, writer: str) -> int | None:
        """The number of the last event of a journal that may count, 0 for none; None where nothing is cut off."""
        ...


class Trusting:
    """Where a mall has no roster yet, everything counts."""

    def counts(self, event: Event) -> bool:  # noqa: ARG002 - as all trust
        return True

    def why(self, event: Event) -> str:  # noqa: ARG002 - as all trust
        return ""

    def limit(self, writer: str) -> None:  # noqa: ARG002 - as all trust
        return None


EVERYBODY = Trusting()


@dataclass(frozen=True, slots=True)
class RosterTrust:
    """Trust by the roster of terminals. keys: the public key that each writer's journal was opened with.

    own: the key of the terminal that asks, "" for a verdict that is every terminal's. While it waits to be let in it
    works on with its own records, as all others will once it is; nobody else takes them for anything yet. Equal ones
    give the same verdicts about everything.
    """

    roster: Roster
    keys: Mapping[str, str]
    own: str = ""

    def counts(self, event: Event) -> bool:
        if self.roster.begun is None:
            return True
        key = self.keys.get(event.writer, "")
        terminal = self.roster.terminal(key)
        if terminal is None or terminal.waits:
            return key == self.own != ""
        return terminal.counts(event) or event.id in self.roster.acts

    def limit(self, writer: str) -> int | None:
        if self.roster.begun is None:
            return None
        key = self.keys.get(writer, "")
        terminal = self.roster.terminal(key)
        if terminal is None or terminal.waits:
            return None if key == self.own != "" else 0
        return terminal.limit(writer)

    def why(self, event: Event) -> str:
        if self.counts(event):
            return ""
        terminal = self.roster.terminal(self.keys.get(event.writer, ""))
        return REVOKED if terminal is not None and terminal.revoked else NOT_ENROLLED


class AllOf:
    """What counts must count by each of these."""

    def __init__(self, *trusts: Trust) -> None:
        self._trusts = trusts

    def counts(self, event: Event) -> bool:
        return all(one.counts(event) for one in self._trusts)

    def why(self, event: Event) -> str:
        return next((why for one in self._trusts if (why := one.why(event))), "")

    def limit(self, writer: str) -> int | None:
        return min((last for one in self._trusts if (last := one.limit(writer)) is not None), default=None)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AllOf) and self._trusts == other._trusts

    __hash__ = None  # type: ignore[assignment]
