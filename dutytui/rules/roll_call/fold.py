"""What the events about one roll call add up to.

An answer names the answers it takes the place of, a release the holds that it ends, a hold the orders that it calls
back. What is not named was not known: so two answers of one post that stand side by side, or a hold beside an order
that it does not call back, were made at terminals apart, and are shown as a dispute. The gate stays shut meanwhile.
"""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from dutytui.rules.contradictions import Sides, grouped
from dutytui.rules.entry_fold import words
from dutytui.rules.events import ORDER_GIVEN, ORDER_HELD, ORDER_RELEASED, POST_ANSWERED, Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.procedure import TICK_FOR_OTHERS
from dutytui.rules.refusal import Refusal
from dutytui.rules.rights import judged_here
from dutytui.rules.roll_call.procedure import RollCall

CALL_PREFIX = "call:"


class Answer(StrEnum):
    SILENT = "silent"
    READY = "ready"
    NOT_READY = "not_ready"
    DISPUTED = "disputed"


class Gate(StrEnum):
    """Where the order stands."""

    WAITING = "waiting"
    HELD = "held"
    GIVEN = "given"
    DISPUTED = "disputed"  # given here and held there: held until somebody settles it


@dataclass(slots=True)
class CallFold:
    """name: the roll call's id.

    answers: the answers that stand, by post and then by id; replaced: ids of those that do not any more; holds and
    given: by the command that made them; released: the release of each hold, the first that names it; recalled: orders
    that a hold has called back.
    """

    name: str
    answers: dict[str, dict[str, Event]] = field(default_factory=dict)
    replaced: set[str] = field(default_factory=set)
    holds: dict[str, Event] = field(default_factory=dict)
    released: dict[str, Event] = field(default_factory=dict)
    given: dict[str, Event] = field(default_factory=dict)
    recalled: set[str] = field(default_factory=set)
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    def step(self, event: Event, law: Lookup) -> None:
        if event.kind not in _ACTS:
            return
        if not _allowed(law, self.name, event):
            self.void.add(event.id)
        elif event.kind == POST_ANSWERED:
            self._answer(event)
        else:
            self.effective[event.id] = event
            self._order(event)

    def _answer(self, event: Event) -> None:
        for old in names(event, "replaces"):
            self.replaced.add(old)
            self.effective.pop(old, None)
            for standing in self.answers.values():
                standing.pop(old, None)
        if event.id not in self.replaced:
            self.effective[event.id] = event
            self.answers.setdefault(words(event.data, "post"), {})[event.id] = event

    def _order(self, event: Event) -> None:
        if event.kind == ORDER_HELD:
            self.holds.setdefault(act_name(event), event)
            self.recalled.update(names(event, "recalls"))
        elif event.kind == ORDER_RELEASED:
            for hold in names(event, "holds"):
                self.released.setdefault(hold, event)
        else:
            self.given.setdefault(act_name(event), event)

    # -- what it comes to -----------------------------------------------------------------------------------------

    def standing(self, post: str) -> tuple[Event, ...]:
        """The answers of a post that no other has taken the place of, earliest first; more than one came apart."""
        return tuple(self.answers.get(post, {}).values())

    def answer(self, post: str) -> Answer:
        said = {event.data.get("ready") is True for event in self.standing(post)}
        if not said:
            return Answer.SILENT
        if len(said) > 1:
            return Answer.DISPUTED
        return Answer.READY if True in said else Answer.NOT_READY

    def orders(self) -> tuple[Event, ...]:
        """Orders given that no hold has called back, earliest first."""
        return tuple(event for name, event in self.given.items() if name not in self.recalled)

    def open_holds(self) -> tuple[Event, ...]:
        return tuple(event for name, event in self.holds.items() if name not in self.released)

    def gate(self) -> Gate:
        if self.open_holds():
            return Gate.DISPUTED if self.orders() else Gate.HELD
        return Gate.GIVEN if self.orders() else Gate.WAITING

    def contradictions(self) -> tuple[tuple[str, Sides], ...]:
        """Of each post whose answers differ, and of an order that stands against a hold."""
        found = [
            (f"answer/{post}", grouped(answers.values(), lambda event: event.data.get("ready") is True))
            for post, answers in sorted(self.answers.items())
        ]
        if self.gate() is Gate.DISPUTED:
            found.append(("order", (self.orders(), self.open_holds())))
        return tuple((about, sides) for about, sides in found if sides)

    def undo_refused(self, event: Event, law: Lookup) -> Refusal | None:  # noqa: ARG002 - one signature for all
        """An order is called back by a hold; it is taken back only where it stands against one."""
        stands = event.kind != ORDER_GIVEN or self.gate() is Gate.DISPUTED
        return None if stands else Refusal("undo_not_possible")

    def spans(self) -> tuple[tuple[Event, datetime, datetime | None], ...]:
        """Each hold with its beginning and its end, None while it lasts; by their beginning."""
        ends = {name: event.at for name, event in self.released.items()}
        found = ((hold, hold.at, ends.get(name)) for name, hold in self.holds.items())
        return tuple(sorted(found, key=lambda span: (span[1], span[0].order)))


_ACTS = frozenset({POST_ANSWERED, ORDER_HELD, ORDER_RELEASED, ORDER_GIVEN})


def act_name(event: Event) -> str:
    """How later acts name this one: by its command, which is known before the event is."""
    return event.cause or event.id


def names(event: Event, name: str) -> tuple[str, ...]:
    """A list of texts in the data of an event; what else stands there is not there."""
    listed = event.data.get(name)
    return tuple(one for one in listed if isinstance(one, str)) if isinstance(listed, list | tuple) else ()


def call_of(law: Lookup, call: str) -> RollCall | None:
    return next((known for known in law.procedures.roll_calls if known.id == call), None)


def may_answer(law: Lookup, call: RollCall, post: str, called: str) -> bool:
    """A post for itself; those that give the order, and those that may do others' items, for every post."""
    return post == called or post in call.orders or law.may(post, TICK_FOR_OTHERS)


def _allowed(law: Lookup, name: str, event: Event) -> bool:
    call = call_of(law, name)
    if call is None or not judged_here(law, event):
        return True
    if not law.holds(event.by, event.post):
        return False
    if event.kind == POST_ANSWERED:
        return may_answer(law, call, event.post, words(event.data, "post"))
    return event.post in call.orders
