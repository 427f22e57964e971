"""What the events about one item add up to.

A deciding act says that the item is done, waived or failed. Acts in effect that say the same (two desks ticked it
while the network was cut) agree: the earliest counts, all are shown. Acts in effect that say different things, or
values, dispute the item: `decide` refuses a second act where it knows of the first, so both in one journal prove
that one was made without knowledge of the other. A dispute is settled by undoing acts until those left agree. The
order of stamps never decides between them.

What is signed is never decided by failing it: the failure holds it up until the entry it raised is closed, then it is
signed, by all, anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from enum import StrEnum

from dutytui.rules.contradictions import Sides, grouped
from dutytui.rules.events import ITEM_DONE, ITEM_FAILED, ITEM_WAIVED, Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.procedure import Item, ItemKind
from dutytui.rules.rights import judged_here, may_do, may_sign, may_waive

DECIDING = frozenset({ITEM_DONE, ITEM_WAIVED, ITEM_FAILED})


class Verdict(StrEnum):
    NONE = "none"
    DONE = "done"
    WAIVED = "waived"
    FAILED = "failed"
    DISPUTED = "disputed"


@dataclass(slots=True)
class ItemFold:
    """What is known of an item.

    said: the earliest act in effect for each different thing said; signed: signatures in effect by post and person;
    failures: every failure in effect (each raised its own entry); effective: ids of all acts in effect; void: ids of
    acts whose author had no right to them.
    """

    key: str
    said: dict[str, Event] = field(default_factory=dict)
    signed: dict[tuple[str, str], Event] = field(default_factory=dict)
    failures: list[Event] = field(default_factory=list)
    effective: dict[str, Event] = field(default_factory=dict)
    void: set[str] = field(default_factory=set)

    def step(self, event: Event, law: Lookup) -> None:
        if event.kind not in DECIDING:
            return
        item = law.item(self.key)
        if not _allowed(law, item, event):
            self.void.add(event.id)
            return
        self.effective[event.id] = event
        if event.kind == ITEM_FAILED:
            self.failures.append(event)
            if item is not None and item.kind is ItemKind.SIGNATURE:
                self._sign_again()
                return
        signer = signer_of(event, item)
        if signer:
            self.signed.setdefault((signer, event.by), event)
        else:
            self.said.setdefault(_what_it_says(event), event)

    def _sign_again(self) -> None:
        """What was not right is mended, then signed: nothing stands in for a signature, and none from before holds."""
        for signature in self.signed.values():
            del self.effective[signature.id]
        self.signed.clear()

    def verdict(self, item: Item | None) -> Verdict:
        """item: as the procedures have it, None when they no longer do."""
        if len(self.said) > 1 or (self.said and self.signed):
            return Verdict.DISPUTED
        if self.said:
            return _VERDICTS[self.decider().kind]
        posts = {post for post, _ in self.signed}
        if len(posts) < len(self.signed) or len({person for _, person in self.signed}) < len(self.signed):
            return Verdict.DISPUTED
        missing = set(item.posts) - posts if item else set()
        return Verdict.DONE if posts and not missing else Verdict.NONE

    def contradictions(self) -> tuple[tuple[str, Sides], ...]:
        """At most one: outcomes that differ, or signatures that can't both be."""
        signatures = set(self.signed)
        signed = tuple(self.signed.values())
        if self.said:
            acts = [act for act in self.effective.values() if act in signed or _what_it_says(act) in self.said]
            sides = grouped(acts, lambda act: "" if act in signed else _what_it_says(act))
        else:
            sides = tuple((act,) for (post, person), act in self.signed.items() if _shares(signatures, post, person))
        return (("outcome", sides),) if len(sides) > 1 else ()

    def decider(self) -> Event:
        """The act that decided it: the earliest that said so, the last signature, or the failure that holds signing up.

        KeyError when nothing did.
        """
        if self.said:
            return next(iter(self.said.values()))
        if self.signed:
            return next(reversed(self.signed.values()))
        if self.failures:
            return self.failures[-1]
        raise KeyError(self.key)

    def signers(self) -> Iterable[tuple[str, Event]]:
        """Posts that have signed with their signatures, earliest first."""
        return ((post, event) for (post, _), event in self.signed.items())


def _shares(signed: set[tuple[str, str]], post: str, person: str) -> bool:
    """Whether another signature is of the same post, or by the same person."""
    return any((other, who) != (post, person) and (other == post or who == person) for other, who in signed)


_VERDICTS = {ITEM_DONE: Verdict.DONE, ITEM_WAIVED: Verdict.WAIVED, ITEM_FAILED: Verdict.FAILED}


def signer_of(event: Event, item: Item | None) -> str:
    """The post a signature stands for, "" for an act that is none."""
    if event.kind != ITEM_DONE or (item is not None and item.kind is not ItemKind.SIGNATURE):
        return ""
    signer = event.data.get("signer")
    return signer if isinstance(signer, str) else ""


def _what_it_says(event: Event) -> str:
    """Equal for acts that agree: notes and reasons may differ, the outcome and a reading or choice may not."""
    if event.kind != ITEM_DONE:
        return event.kind
    value = event.data.get("value")
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = float(value) if abs(value) < 2**53 else value
    return f"{event.kind} {value!r}"


def _allowed(law: Lookup, item: Item | None, event: Event) -> bool:
    if item is None or not judged_here(law, event):
        return True
    if not law.holds(event.by, event.post):
        return False
    if event.kind == ITEM_WAIVED:
        return may_waive(law, item, event.post, event.behalf)
    if event.kind == ITEM_DONE and item.kind is ItemKind.SIGNATURE:
        return event.data.get("signer") == event.post and may_sign(law, item, event.by, event.post, event.behalf)
    return may_do(law, item, event.post, event.behalf)
