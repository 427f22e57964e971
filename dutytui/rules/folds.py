"""Which fold a subject has: one line for each prefix, and what all folds have in common.

A fold is what the events about one subject add up to. It takes them one by one, in the order all terminals agree on,
without those that were taken back.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import field
from functools import cache
from typing import Protocol, runtime_checkable

from dutytui.rules import events
from dutytui.rules.entry_fold import ENTRY_ACTS, EntryFold
from dutytui.rules.events import SIGN_IN_UNLOCKED, SIGNED_IN, SIGNED_OUT, Event
from dutytui.rules.item_fold import DECIDING, ItemFold
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.refusal import Refusal

ITEM_PREFIX = "item:"
ENTRY_PREFIX = "entry:"
PERSON_PREFIX = "person:"

UNDOABLE = (
    DECIDING
    | ENTRY_ACTS
    | {
        events.POST_ANSWERED,
        events.ORDER_HELD,
        events.ORDER_RELEASED,
        events.ORDER_GIVEN,
        events.ROUND_STARTED,
        events.POINT_REACHED,
        events.ROUND_ENDED,
        events.ROUND_EXPLAINED,
        events.MEAL_LEFT,
        events.MEAL_RETURNED,
        events.CASE_DETAILED,
        events.CASE_FED_BACK,
        events.CASE_CALLED_BACK,
        events.CASE_KEPT,
        events.SALES_IMPORTED,
        events.COUNTER_EXPLAINED,
        events.ARTICLE_COUNTED,
        events.MATTER_PLANNED,
        events.MATTER_ACKNOWLEDGED,
        events.SECTION_WRITTEN,
        events.SECTION_LEFT_EMPTY,
        events.STAY_REGISTERED,
        events.STAY_ENDED,
        events.OBLIGATION_DONE,
        events.OBLIGATION_WAIVED,
        events.REVIEW_REMARKED,
        events.REVIEW_SIGNED,
        events.FOLLOW_UP_SET,
        events.FOLLOW_UP_CHANGED,
        events.FOLLOW_UP_DONE,
        events.FOLLOW_UP_REOPENED,
    }
)
"""What may be taken back. The rest has consequences that another act undoes: a duty is handed back, a day reopened."""


FOLLOWED = frozenset({"entry", "request", "delegation", "followup", "roster", "terminal", "credential"})
"""Subjects that live on over days (what stands before the colon): their folds say so (`unfinished`), and what is
not over is at hand on every later day."""


class Fold(Protocol):
    """effective: acts in effect by id; void: ids of acts whose author had no right to them.

    Equal folds say the same. `step` must end for any event of any kind and data, and never raise.
    """

    void: set[str]
    effective: dict[str, Event]

    def step(self, event: Event, law: Lookup) -> None: ...


@runtime_checkable
class GuardedFold(Protocol):
    """A fold some of whose acts can't be taken back at every moment."""

    def undo_refused(self, event: Event, law: Lookup) -> Refusal | None:
        """Why `event`, which has effect, is not taken back now; None when it may be."""
        ...


@dataclass(slots=True)
class PersonFold:
    """A person's presence on one day: name as they signed in with it, post while signed in, "" otherwise."""

    name: str = ""
    post: str = ""
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    def step(self, event: Event, law: Lookup) -> None:
        if event.kind == SIGNED_IN:
            name = event.data.get("name")
            self.name = name if isinstance(name, str) else self.name
            self.post = event.post
        elif event.kind == SIGNED_OUT:
            self.post = ""
        elif event.kind == SIGN_IN_UNLOCKED and not _may_unlock(law, event):
            self.void.add(event.id)


def _may_unlock(law: Lookup, event: Event) -> bool:
    from dutytui.rules.credentials.rights import rightful  # with the first event of the kind, which is rare

    return rightful(law, event)


@dataclass(slots=True)
class OtherFold:
    """A subject of a kind this version does not know: kept and shown, without meaning."""

    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    def step(self, event: Event, law: Lookup) -> None:
        """Nothing follows from it."""


_AREAS: Mapping[str, tuple[str, str]] = {
    "call": ("roll_call.fold", "CallFold"),
    "patrol": ("patrols.fold", "DrawFold"),
    "round": ("patrols.fold", "RoundFold"),
    "meal": ("meals.fold", "MealFold"),
    "sales": ("sales.fold", "SalesFold"),
    "duty": ("handover.fold", "DutyFold"),
    "handover": ("handover.fold", "HandoverFold"),
    "page": ("journals.fold", "PageFold"),
    "stay": ("closing.stay_fold", "StayFold"),
    "sweep": ("closing.team_fold", "TeamFold"),
    "day": ("closing.day_fold", "DayFold"),
    "desk": ("presence.fold", "DeskFold"),
    "request": ("approvals.fold", "RequestFold"),
    "delegation": ("approvals.delegations", "DelegationFold"),
    "obligation": ("obligations.fold", "ObligationFold"),
    "review": ("review.fold", "ReviewFold"),
    "followup": ("review.fold", "FollowUpFold"),
    "assessment": ("figures.assessment_fold", "AssessmentFold"),
    "procedures": ("changes.fold", "VersionsFold"),
    "witness": ("evidence.fold", "WitnessFold"),
    "evidence": ("evidence.fold", "EvidenceFold"),
    "roster": ("roster.fold", "RosterFold"),
    "terminal": ("roster.fold", "RosterFold"),
    "credential": ("credentials.fold", "CredentialFold"),
}
"""Module and class of the areas' folds, by what stands before the colon; each is made with what stands behind it."""


@cache
def _of_area(prefix: str) -> Callable[[str], Fold]:
    """Imported with the first event that is about one."""
    module, name = _AREAS[prefix]
    made: Callable[[str], Fold] = getattr(importlib.import_module(f"dutytui.rules.{module}"), name)
    return made


def fresh(on: str) -> Fold:
    """The fold of a subject that nothing is known of yet."""
    prefix, colon, name = on.partition(":")
    if prefix in _AREAS and colon:
        return _of_area(prefix)(name)
    if on.startswith(ITEM_PREFIX):
        return ItemFold(name)
    if on.startswith(ENTRY_PREFIX):
        return EntryFold()
    return PersonFold() if on.startswith(PERSON_PREFIX) else OtherFold()
