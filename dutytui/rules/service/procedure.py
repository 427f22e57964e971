"""What the mall says of its cases, service.yaml (DS §3 service desk; SY006: the customer hears within one hour)."""

from __future__ import annotations

from enum import StrEnum

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.words import Text


class Needed(StrEnum):
    """From when on a detail must be known."""

    NEVER = ""
    AT_ONCE = "at_once"  # a case opened with the guided form has it from the first moment
    TO_HANDLE = "to_handle"
    TO_CLOSE = "to_close"


@dataclass(frozen=True, slots=True)
class CaseChoice:
    """One answer of a detail that is answered by choosing."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class CaseField:
    """A detail of a case; choices: () for free words."""

    id: str
    title: Text
    needed: Needed = Needed.NEVER
    choices: tuple[CaseChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """What a case is about, and what it asks for besides the fields of its kind.

    aliases: words that name it as the first word of a captured text; settle_within: minutes from happening to handled
    for what must be settled at once, None for what has the time of its kind.
    """

    id: str
    title: Text
    aliases: tuple[str, ...] = ()
    asks: tuple[CaseField, ...] = ()
    settle_within: int | None = None


@dataclass(frozen=True, slots=True)
class CaseKind:
    """How entries of one kind of logbook.yaml are followed.

    feedback_within: minutes from happening until the customer must have been told, None where nobody is told;
    call_back: it is closed only after the customer was called (or could not be reached, and why); overnight: left
    open at the day's end, it is recorded as kept, with a reason; topics: () where a case has none.
    """

    kind: str
    feedback_within: int | None = None
    call_back: bool = False
    overnight: bool = False
    fields: tuple[CaseField, ...] = ()
    topics: tuple[Topic, ...] = ()

    def topic(self, topic: str) -> Topic | None:
        return next((known for known in self.topics if known.id == topic), None)

    def asked(self, topic: str) -> tuple[CaseField, ...]:
        """What a case of that topic asks for: the topic's own details first."""
        known = self.topic(topic)
        return (known.asks if known else ()) + self.fields


@dataclass(frozen=True, slots=True)
class Service:
    """service.yaml: which kinds of entries are cases. remind_before: minutes before a time at which the bell rings."""

    cases: tuple[CaseKind, ...] = ()
    remind_before: int = 0
