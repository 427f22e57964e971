"""Items as they stand at a moment: decided by the fold, or else by the clock and by what comes first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from dutytui.rules.acts import acts, choice, value_words
from dutytui.rules.before_use import BeforeUse, limit
from dutytui.rules.entry_fold import words
from dutytui.rules.events import ITEM_DONE, ITEM_FAILED, Event
from dutytui.rules.folds import ITEM_PREFIX
from dutytui.rules.item_fold import ItemFold, Verdict
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.plan import DayPlan, PlannedItem
from dutytui.rules.procedure import Item, ItemKind
from dutytui.rules.roll_call.fold import CALL_PREFIX, call_of
from dutytui.rules.roll_call.gate import order_stands, planned_call
from dutytui.rules.state import State, Subject
from dutytui.rules.views import EntryStatus, ItemStatus, ItemView, Named
from dutytui.rules.words import Text

SATISFIED = frozenset({ItemStatus.DONE, ItemStatus.DONE_LATE, ItemStatus.WAIVED, ItemStatus.MENDED})
"""What lets the items after it begin, and counts as done in its phase."""

_MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class Viewer:
    """Who looks: the post decides what is theirs, the person's floors narrow it."""

    post: str
    person: str


class DayItems:
    """The items of one plan at one moment, computed as they are asked for; make one for each redraw.

    What needs no clock (history, value, names) is remembered in the subjects' memo from one redraw to the next.
    """

    def __init__(self, state: State, plan: DayPlan, law: Lookup, now: datetime, viewer: Viewer) -> None:
        self._state = state
        self._plan = plan
        self._law = law
        self._now = now
        self._viewer = viewer
        self._settled: dict[str, ItemStatus | None] = {}
        self._standings: dict[str, tuple[ItemStatus, tuple[str, ...], int]] = {}
        self._views: dict[str, ItemView] = {}
        self._strays: dict[str, PlannedItem] | None = None
        self._phase_open: dict[str, tuple[str, ...]] = {}
        self._orders: dict[str, bool] = {}
        listed = law.people.get(viewer.person)
        self._floors = frozenset(listed.floors) if listed else frozenset()
        self.before_use = BeforeUse(state, plan, law)

    def settled(self, key: str) -> ItemStatus | None:
        """What the events say of an item, None when nothing has decided it."""
        if key not in self._settled:
            self._settled[key] = self._decided(key)
        return self._settled[key]

    def waits_for(self, item: PlannedItem) -> tuple[str, ...]:
        """Keys of what must be done first: own items, the required ones of the phases before, ``call:…`` for orders."""
        own = [key for key in item.waits_on if key in self._plan.by_key and self.settled(key) not in SATISFIED]
        calls = (CALL_PREFIX + call for call in item.needs_calls if not self._ordered(call))
        waits = (*own, *(key for phase in item.needs_phases for key in self.open_in(phase)), *calls)
        if self.before_use.since is None:
            return waits
        return tuple(key for key in waits if not self._keeps_nobody(key, item))

    def _keeps_nobody(self, key: str, waiting: PlannedItem) -> bool:
        if key.startswith(CALL_PREFIX):
            call = planned_call(self._plan, key.removeprefix(CALL_PREFIX))
            return call is not None and self.before_use.over(call.by)
        return self.settled(key) is None and self.before_use.keeps_nobody(key, waiting)

    def _ordered(self, call: str) -> bool:
        if call not in self._orders:
            self._orders[call] = order_stands(self._state, self._plan, call)
        return self._orders[call]

    def open_in(self, phase: str) -> tuple[str, ...]:
        """Keys of the required items of a phase that are not satisfied."""
        if phase not in self._phase_open:
            planned = self._plan.by_phase.get(phase)
            keys = [item.key for item in planned.items] if planned else []
            self._phase_open[phase] = tuple(
                key for key in keys if self.required(key) and self.settled(key) not in SATISFIED
            )
        return self._phase_open[phase]

    def required(self, key: str) -> bool:
        item = self._law.item(key)
        return item is None or item.required

    def view(self, planned: PlannedItem) -> ItemView:
        """The item as it stands now; the same object as long as nothing of it has changed."""
        found = self._views.get(planned.key)
        if found is None:
            found = self._views[planned.key] = self._view(planned)
        return found

    def standing(self, planned: PlannedItem) -> tuple[ItemStatus, tuple[str, ...], int]:
        """Status, keys of what it waits for, minutes late: what a phase is judged by, the same for all who look."""
        found = self._standings.get(planned.key)
        if found is None:
            status = self.settled(planned.key)
            waits = () if status in SATISFIED else self.waits_for(planned)
            if status is None:
                status = self._by_clock(planned, bool(waits))
            found = self._standings[planned.key] = (status, waits, self._late_by(planned, status))
        return found

    def strays(self) -> Mapping[str, PlannedItem]:
        """Items that events speak of and the plan does not know (any more), as if planned for when they happened."""
        if self._strays is None:
            subjects = self._state.subjects(self._plan.day, ITEM_PREFIX)
            found = ((subject.on.removeprefix(ITEM_PREFIX), subject) for subject in subjects)
            self._strays = {key: _stray(key, subject) for key, subject in found if key not in self._plan.by_key}
        return self._strays

    def _view(self, planned: PlannedItem) -> ItemView:
        subject = self._state.subject(self._plan.day, ITEM_PREFIX + planned.key)
        status, waits, late_by = self.standing(planned)
        mine = self._mine(planned, subject)
        version = (subject.version, self._state.people_version) if subject is not None else None
        made_for = (self._law, planned, status, waits, late_by, mine, version)
        memo = subject.memo if subject is not None else self._state.memo.setdefault(self._plan.day, {})
        kept: tuple[object, ItemView] | None = memo.get(planned.key)
        if kept is None or kept[0] != made_for:
            view = self._make(planned, subject, status, waits, late_by, mine)
            kept = memo[planned.key] = (made_for, view)
        return kept[1]

    def _decided(self, key: str) -> ItemStatus | None:
        fold = self._state.item(self._plan.day, key)
        return None if fold is None else self._judged(key, fold)

    def _judged(self, key: str, fold: ItemFold) -> ItemStatus | None:
        item = self._law.item(key)
        if item is not None and item.kind is ItemKind.SIGNATURE and not mended(self._state, self._plan.day, fold):
            return ItemStatus.FAILED
        match fold.verdict(item):
            case Verdict.NONE:
                return None
            case Verdict.DONE:
                planned = self._plan.by_key.get(key)
                late = planned is not None and fold.decider().at > limit(self._law, planned)
                late = late and planned is not None and not self.before_use.was_due(planned)
                return ItemStatus.DONE_LATE if late else ItemStatus.DONE
            case Verdict.WAIVED:
                return ItemStatus.WAIVED
            case Verdict.FAILED:
                return ItemStatus.MENDED if mended(self._state, self._plan.day, fold) else ItemStatus.FAILED
            case _:
                return ItemStatus.DISPUTED

    def _by_clock(self, planned: PlannedItem, waiting: bool) -> ItemStatus:
        if self._now < planned.opens:
            return ItemStatus.NOT_OPEN
        if self._now > limit(self._law, planned):
            if not self.before_use.was_due(planned):
                return ItemStatus.LATE
            if not self.before_use.asked_anew(planned.phase):
                return ItemStatus.BEFORE_USE
        if waiting:
            return ItemStatus.WAITING
        phase = self._plan.by_phase.get(planned.phase)
        return ItemStatus.DUE if phase is None or self._now >= phase.starts else ItemStatus.PENDING

    def _late_by(self, planned: PlannedItem, status: ItemStatus) -> int:
        if status is ItemStatus.LATE:
            return whole_minutes(self._now - limit(self._law, planned))
        fold = self._state.item(self._plan.day, planned.key) if status is ItemStatus.DONE_LATE else None
        return whole_minutes(fold.decider().at - limit(self._law, planned)) if fold is not None else 0

    def _mine(self, planned: PlannedItem, subject: Subject | None) -> bool:
        item = self._law.item(planned.key)
        if item is None or self._viewer.post not in item.posts:
            return False
        if subject is not None and isinstance(subject.fold, ItemFold):
            signed = (post for post, _ in subject.fold.signers())
            if self._viewer.post in signed:
                return False
        elsewhere = planned.place is not None and planned.place.id in self._law.floors and bool(self._floors)
        return not elsewhere or (planned.place is not None and planned.place.id in self._floors)

    def _make(
        self,
        planned: PlannedItem,
        subject: Subject | None,
        status: ItemStatus,
        waits: tuple[str, ...],
        late_by: int,
        mine: bool,
    ) -> ItemView:
        law = self._law
        item = law.item(planned.key)
        fold = subject.fold if subject is not None and isinstance(subject.fold, ItemFold) else ItemFold(planned.key)
        lines = acts(self._state, law, subject) if subject is not None else ()
        decider = _decider(fold) if status not in _UNDECIDED else None
        last = next((line for line in lines if decider is not None and line.event == decider.id), None)
        return ItemView(
            key=planned.key,
            phase=planned.phase,
            title=item.title if item else law.same(planned.item),
            kind=item.kind if item else ItemKind.TICK,
            status=status,
            required=item.required if item else False,
            posts=law.post_names(item.posts if item else ()),
            due=planned.due,
            opens=planned.opens,
            mine=mine,
            place=Named(planned.place.id, planned.place.name) if planned.place else None,
            late_by=late_by,
            waits_for=tuple(title_of(law, self._plan, key) for key in waits),
            value=_value(law, item, decider) if decider is not None and last else None,
            last=last,
            history=lines,
            signed=law.post_names(dict.fromkeys(post for post, _ in fold.signers())),
            entry=next((words(event.data, "entry") for event in fold.failures), ""),
            evidence=item.evidence if item else None,
            unit=item.unit if item else None,
            choices=item.choices if item else (),
            hint=item.hint if item else None,
        )


def mended(state: State, day: date, fold: ItemFold) -> bool:
    """Every entry that a failure raised is closed; a failure that raised none is mended only by undoing it."""
    raised = [words(event.data, "entry") for event in fold.failures]
    entries = [state.entry(day, on) for on in raised]
    return all(entry is not None and entry.status is EntryStatus.CLOSED for entry in entries)


_UNDECIDED = frozenset(
    {
        *(ItemStatus.NOT_OPEN, ItemStatus.WAITING, ItemStatus.PENDING, ItemStatus.DUE),
        *(ItemStatus.LATE, ItemStatus.BEFORE_USE),
    }
)


def _stray(key: str, subject: Subject) -> PlannedItem:
    phase, _, item = key.partition("/")
    times = [event.at for event in subject.events]
    return PlannedItem(key, phase, item, None, min(times), max(times))


def title_of(law: Lookup, plan: DayPlan, key: str) -> Text:
    """An item's title, with the place of its instance after it; for ``call:…`` what the order is called."""
    if key.startswith(CALL_PREFIX):
        call = call_of(law, key.removeprefix(CALL_PREFIX))
        return call.order if call else law.same(key)
    title = law.title(key)
    planned = plan.by_key.get(key)
    if planned is None or planned.place is None:
        return title
    place = planned.place.name
    return {language: f"{words_} · {place.get(language, planned.place.id)}" for language, words_ in title.items()}


def _decider(fold: ItemFold) -> Event:
    """The act that decided it; of a dispute the latest, which made it one."""
    return max(fold.said.values(), key=lambda event: event.order) if len(fold.said) > 1 else fold.decider()


def _value(law: Lookup, item: Item | None, event: Event) -> Text | None:
    if event.kind not in {ITEM_DONE, ITEM_FAILED}:
        return None
    typed = value_words(event)
    return choice(law, item, event) or (law.same(typed) if typed else None)


def whole_minutes(span: timedelta) -> int:
    """Begun minutes: a second late is one minute late."""
    return -(-span // _MINUTE) if span > timedelta(0) else 0
