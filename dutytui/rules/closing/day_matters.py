"""What is still open when a day is to be closed, and whether it is closed.

Three sorts (DS §2 to §4): what blocks (a floor of the sweep, a lock), what needs a reason, what goes on by itself
(log entries stay open over night and are carried into the next day).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from dutytui.rules.before_use import BeforeUse
from dutytui.rules.closing.day_fold import DAY_SUBJECT, DayFold
from dutytui.rules.closing.order import breaches
from dutytui.rules.closing.procedure import DayEnd
from dutytui.rules.events import Event
from dutytui.rules.folds import ENTRY_PREFIX, ITEM_PREFIX
from dutytui.rules.item_views import SATISFIED, DayItems, Viewer, title_of
from dutytui.rules.journals.pages import PAGE_PREFIX
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.logbook import logbook
from dutytui.rules.looking import Looking
from dutytui.rules.lookup import Lookup
from dutytui.rules.matters import Unsettled
from dutytui.rules.plan import DayPlan
from dutytui.rules.state import State
from dutytui.rules.unsettled import unsettled
from dutytui.rules.views import EntryStatus, ItemStatus, Named


class Need(StrEnum):
    BLOCKS = "blocks"
    REASON = "reason"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Matter:
    """group: what one reason may stand for all of (``phase:trading``, or the code)."""

    what: Unsettled
    need: Need
    group: str

    def reason(self, reasons: Mapping[str, str]) -> str:
        """The reason given for it, by its subject or its group; "" for none."""
        return (reasons.get(self.what.subject) or reasons.get(self.group) or "").strip()


def day_end(law: Lookup) -> DayEnd:
    """As closing.yaml has it; of a mall without one, nobody closes the day."""
    return law.procedures.closing.day or DayEnd()


def day_fold(state: State, day: date) -> DayFold:
    """What is known of a day's closing; an empty fold when nothing is."""
    subject = state.subject(day, DAY_SUBJECT)
    found = subject.fold if subject is not None else None
    return found if isinstance(found, DayFold) else DayFold("mall")


def closed(state: State, plan: DayPlan, law: Lookup) -> Event | None:
    """The closing of the plan's day that holds; None for a day that is open.

    A day is never closed while something that blocks is open: what another terminal took back before it heard of the
    closing, and what it did out of turn, opens the day again.
    """
    closing = day_fold(state, plan.day).closed
    if closing is None or any(skipped(state, plan, law)):
        return None
    return None if any(breaches(state, plan, law, phase) for phase in day_end(law).must) else closing


def skipped(state: State, plan: DayPlan, law: Lookup) -> Iterator[str]:
    """Keys of the required items of the phases that nothing stands in for, as long as they are not done.

    Of one that was over before the mall's first record a reason says what became of it.
    """
    # The clock makes no item done: any moment will do.
    now = next((phase.starts for phase in plan.phases), None)
    if now is None:
        return
    items = DayItems(state, plan, law, now, Viewer("", ""))
    for phase in day_end(law).must:
        if not items.before_use.unsaid(phase):
            yield from items.open_in(phase)


def unsaid(at: Looking) -> tuple[Named, ...]:
    """The phases of the night that were over before the mall's first record, as long as nothing is said of them: none
    of it recorded, and the day not closed with a reason. () on every other day."""
    before = BeforeUse(at.state, at.plan, at.law)
    if before.since is None or closed(at.state, at.plan, at.law) is not None:
        return ()
    over = (one for one in at.plan.phases if before.unsaid(one.phase) and at.now > one.ends)
    return tuple(Named(one.phase, at.law.phases[one.phase].title) for one in over if one.phase in at.law.phases)


def matters(at: Looking) -> tuple[Matter, ...]:
    """All that is open, what blocks first."""
    found = [*_items(at), *map(_of_area, unsettled(at))]
    told = {matter.what.subject for matter in found}
    found += [matter for matter in _entries(at) if matter.what.subject not in told]
    order = list(Need)
    return tuple(sorted(found, key=lambda matter: order.index(matter.need)))


def _of_area(what: Unsettled) -> Matter:
    # One reason may stand for all pages of a book, but not for two books.
    group = what.subject.partition("/")[0] if what.subject.startswith(PAGE_PREFIX) else what.code
    need = Need.REASON if what.asks else Need.FINE
    return Matter(what, Need.BLOCKS if what.blocks else need, group)


def _items(at: Looking) -> Iterator[Matter]:
    """Required items that are not done, of all phases but those beside the day's own.

    What may not even be begun yet blocks: nobody closes a day that still lies ahead. What nobody could record in its
    time wants no reason, but for the sweep and the locks.
    """
    items = DayItems(at.state, at.plan, at.law, at.now, Viewer("", ""))
    must = frozenset(day_end(at.law).must)
    closing = at.law.procedures.closing
    for phase in at.plan.phases:
        if phase.beside:
            continue
        name = at.law.phases[phase.phase].title if phase.phase in at.law.phases else at.law.same(phase.phase)
        for planned in phase.items:
            if not items.required(planned.key):
                continue
            status = items.standing(planned)[0]
            unsaid = status is ItemStatus.BEFORE_USE
            if status in SATISFIED or (unsaid and not items.before_use.unsaid(phase.phase)):
                continue
            blocks = (phase.phase in must and not unsaid) or status is ItemStatus.NOT_OPEN
            what = Unsettled(
                code=_ITEM_CODES.get(status, "item_open"),
                subject=ITEM_PREFIX + planned.key,
                values={"title": title_of(at.law, at.plan, planned.key), "phase": name},
                blocks=blocks,
                travels=False,
                since=planned.due,
                go="closing" if phase.phase in {closing.sweep, closing.lock_up} else "checklists",
            )
            yield Matter(what, Need.BLOCKS if blocks else Need.REASON, f"phase:{phase.phase}")


_ITEM_CODES = {
    ItemStatus.FAILED: "item_not_right",
    ItemStatus.DISPUTED: "item_disputed",
    ItemStatus.BEFORE_USE: "item_unsaid",
}


def _entries(at: Looking) -> Iterator[Matter]:
    """Open log entries: they go on into the next day by themselves."""
    for entry in logbook(at.state, at.procedures, at.day, at.now).entries:
        if entry.status is EntryStatus.CLOSED:
            continue
        values = {"number": entry.number, "kind": entry.kind, "text": entry.text}
        what = Unsettled("entry_stays_open", entry.subject, values, since=entry.happened, go="logbook")
        yield Matter(what, Need.FINE, ENTRY_PREFIX)
