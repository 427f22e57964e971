"""What the sweep and the lock-up ask for beyond the order of items: asked by `decide` of every act on their items."""

from __future__ import annotations

from dutytui.rules.closing.order import breaches, comes_first
from dutytui.rules.closing.team import member, of_team, team_of
from dutytui.rules.commands import Command, FailItem, TickItem
from dutytui.rules.context import Context
from dutytui.rules.entry_fold import words
from dutytui.rules.entry_views import number_shown
from dutytui.rules.item_views import SATISFIED, DayItems, Viewer, title_of
from dutytui.rules.plan import PlannedItem
from dutytui.rules.procedure import Item, ItemKind
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State
from dutytui.rules.views import ItemStatus
from dutytui.rules.words import Text


def check_closing(
    state: State, context: Context, command: Command, planned: PlannedItem, item: Item, title: Text
) -> Refusal | None:
    """Why this may not be done yet (DS §2 clearance_sweep, lock_up); None for items of other phases.

    What is found on a floor may always be said, once the team is whole.
    """
    closing = context.law.procedures.closing
    if planned.phase not in {closing.sweep, closing.lock_up} or planned.phase == "":
        return None
    gate = _Gate(state, context, planned, item, title)
    refused = gate.team() if planned.phase == closing.sweep else None
    if refused is None and not isinstance(command, FailItem):
        refused = gate.stopped() or gate.in_turn() or gate.unbroken()
    if refused is None and isinstance(command, TickItem) and item.kind is ItemKind.SIGNATURE:
        refused = gate.signer()
    return refused


class _Gate:
    def __init__(self, state: State, context: Context, planned: PlannedItem, item: Item, title: Text) -> None:
        self._state, self._context, self._planned, self._item, self._title = state, context, planned, item, title
        self._law, self._plan = context.law, context.plan
        self._items = DayItems(state, context.plan, context.law, context.now, Viewer(context.post, context.person))

    def team(self) -> Refusal | None:
        missing = team_of(self._state, self._plan.day).missing(self._law)
        posts = self._law.post_names(missing)
        return Refusal("team_incomplete", {"title": self._title, "posts": posts}) if missing else None

    def stopped(self) -> Refusal | None:
        """Anything found stops the sweep until it has a disposition; so does what two terminals say differently."""
        sweep = self._plan.by_phase.get(self._law.procedures.closing.sweep)
        for planned in sweep.items if sweep else ():
            settled = self._items.settled(planned.key)
            found = title_of(self._law, self._plan, planned.key)
            if settled is ItemStatus.DISPUTED:
                return Refusal("item_disputed", {"title": found})
            if settled is ItemStatus.FAILED:
                return Refusal(
                    "sweep_stopped", {"title": self._title, "found": found, "number": self._number(planned.key)}
                )
        return None

    def in_turn(self) -> Refusal | None:
        """All floors above, not only the next one, which every item waits for: a step up there may have been taken
        back."""
        if self._items.waits_for(self._planned):
            return None
        first = comes_first(self._plan, self._planned.key)
        waits = [key for key in self._plan.by_key if key in first and self._items.settled(key) not in SATISFIED]
        titles = tuple(title_of(self._law, self._plan, key) for key in waits)
        return Refusal("item_waits_for", {"title": self._title, "waits_for": titles}) if waits else None

    def unbroken(self) -> Refusal | None:
        """Nothing is signed or locked over a sweep that was not done floor by floor."""
        closing = self._law.procedures.closing
        asks = self._planned.phase == closing.lock_up or self._item.kind is ItemKind.SIGNATURE
        phases = dict.fromkeys((closing.sweep, self._planned.phase))
        if not asks or not any(breaches(self._state, self._plan, self._law, phase) for phase in phases):
            return None
        return Refusal("sweep_broken", {"title": self._title})

    def signer(self) -> Refusal | None:
        """Those who went the sweep sign it."""
        context = self._context
        went = member(self._state, self._plan.day, self._law, context.post)
        if of_team(self._law, self._item) and went is not None and went.id != context.person:
            values = {"post": self._law.post(context.post), "person": went}
            return Refusal("signature_of_team", {"title": self._title, **values})
        return None

    def _number(self, key: str) -> str:
        fold = self._state.item(self._plan.day, key)
        raised = [words(event.data, "entry") for event in fold.failures] if fold is not None else []
        return number_shown(self._state, self._plan.day, raised[-1]) if raised else ""
