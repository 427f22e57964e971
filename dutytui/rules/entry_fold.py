"""What the events about one log entry add up to: open → handled → closed, with what was said before still known.

Contradictions made apart leave an entry on the safe side, in either order: closed here and reopened there is open and
disputed until one of the two is taken back, or somebody who knows both goes on; taken back here and handled there
stays. A field corrected by two who did not know of each other is disputed until somebody who knows both corrects it
once more. Who knew of what, the acts say (`dutytui.rules.knowing`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field
from datetime import datetime
from typing import Any

from dutytui.rules.contradictions import Sides, sided
from dutytui.rules.events import (
    ENTRY_CLOSED,
    ENTRY_CORRECTED,
    ENTRY_HANDLED,
    ENTRY_LOGGED,
    ENTRY_REMARKED,
    ENTRY_REOPENED,
    Event,
)
from dutytui.rules.knowing import apart, knew, seen_by
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.rights import judged_here, may_close, may_correct, may_handle
from dutytui.rules.service.fold import CASE_ACTS, CaseFold, Given, by_value, contradicting
from dutytui.rules.views import EntryStatus

FIELDS = ("kind", "text", "place", "severity", "owner", "due")
STATUS_ACTS = frozenset({ENTRY_HANDLED, ENTRY_CLOSED, ENTRY_REOPENED})
ENTRY_ACTS = STATUS_ACTS | {ENTRY_LOGGED, ENTRY_REMARKED, ENTRY_CORRECTED}


@dataclass(slots=True)
class EntryFold:
    """What is known of an entry.

    fields: current values by name, "" for none; owners: every owner it ever had; handlers: who handled it since it
    was last open; moves: status acts that changed the status, in order; status_acts: all of them that count;
    corrections: by field; effective: acts in effect by id; withdrawn: the logging was taken back and nothing was done
    about it; case: what makes it a case of the service desk, empty for any other entry.
    """

    logged: Event | None = None
    taken_back: Event | None = None
    fields: dict[str, str] = field(default_factory=dict)
    item: str = ""
    status: EntryStatus = EntryStatus.OPEN
    owners: set[str] = field(default_factory=set)
    handlers: set[str] = field(default_factory=set)
    moves: list[Event] = field(default_factory=list)
    status_acts: list[Event] = field(default_factory=list)
    remarks: int = 0
    corrected: bool = False
    corrections: dict[str, list[Given]] = field(default_factory=dict)
    effective: dict[str, Event] = field(default_factory=dict)
    void: set[str] = field(default_factory=set)
    case: CaseFold = field(default_factory=CaseFold)

    @property
    def origin(self) -> Event | None:
        """The event that logged it, taken back or not."""
        return self.logged or self.taken_back

    @property
    def withdrawn(self) -> bool:
        return self.logged is None and self.taken_back is not None and self.status is EntryStatus.OPEN

    @property
    def needs_work(self) -> bool:
        """Neither closed nor taken back."""
        return self.status is not EntryStatus.CLOSED and not self.withdrawn

    @property
    def unfinished(self) -> bool:
        return self.origin is not None and self.needs_work

    @property
    def number(self) -> int:
        """The number it was given, 0 when its event says none."""
        return number_of(self.origin) if self.origin else 0

    @property
    def disputed(self) -> set[str]:
        """Fields that were corrected apart, to different values."""
        return {name for name in self.corrections if self.contradicted(name)}

    def contradicted(self, name: str) -> tuple[Given, ...]:
        """The corrections of a field that stand against each other, in order; () when all is well."""
        return contradicting(self.corrections.get(name, ()))

    @property
    def contended(self) -> tuple[tuple[Event, Event], ...]:
        """(closing, reopening) done apart, until somebody who knew of both has gone on with the entry."""
        closings = [act for act in self.status_acts if act.kind == ENTRY_CLOSED]
        reopenings = [act for act in self.status_acts if act.kind == ENTRY_REOPENED]
        pairs = ((one, other) for one in closings for other in reopenings if apart(one, other))
        return tuple(pair for pair in pairs if not seen_by(self.status_acts, *pair))

    def contradictions(self) -> tuple[tuple[str, Sides], ...]:
        """Of its status, and of each field that was corrected, or detail of a case that was given, apart."""
        status = sided(self.contended)
        fields = [(name, by_value(self.contradicted(name))) for name in sorted(self.disputed)]
        details = [(f"case.{name}", by_value(self.case.contradicted(name))) for name in sorted(self.case.disputed)]
        return (*((("status", status),) if status else ()), *fields, *details)

    @property
    def due(self) -> datetime | None:
        return moment(self.fields.get("due", ""))

    def step(self, event: Event, law: Lookup) -> None:
        if event.kind not in ENTRY_ACTS and event.kind not in CASE_ACTS:
            return
        if not self._allowed(event, law):
            self.void.add(event.id)
            return
        match event.kind:
            case "entry_logged":
                self._log(event)
            case "entry_corrected":
                self._correct(event)
            case "entry_remarked":
                self.remarks += 1
                self.effective[event.id] = event
            case kind if kind in CASE_ACTS:
                if self.case.step(event, self.status is EntryStatus.OPEN):
                    self.effective[event.id] = event
            case _:
                self._move(event)

    def take_back_logging(self, event: Event) -> None:
        """The logging was undone; what it said stays readable."""
        if self.origin is None:
            self._read(event)
            self.taken_back = event

    def _log(self, event: Event) -> None:
        if self.logged is not None:
            return
        self._read(event)
        self.logged = event
        self.effective[event.id] = event

    def _read(self, event: Event) -> None:
        said = {name: words(event.data, name) for name in FIELDS}
        self.fields = said | self.fields
        self.item = words(event.data, "item")
        self.owners |= {said["owner"]} - {""}

    def _correct(self, event: Event) -> None:
        self.corrected = True
        self.effective[event.id] = event
        for name, old, new in changes_of(event):
            fits = old == self.fields.get(name, "")
            self.corrections.setdefault(name, []).append(Given(event, new, fits))
            self.fields[name] = new
            if name == "owner" and new:
                self.owners.add(new)

    def _move(self, event: Event) -> None:
        if event.kind == ENTRY_HANDLED:
            self.handlers.add(event.by)
        # Whoever did not know that it was opened again has not handled or closed what it was opened for.
        reopenings = [act for act in self.status_acts if act.kind == ENTRY_REOPENED]
        blind = event.kind != ENTRY_REOPENED and not all(knew(event, one) for one in reopenings)
        self.status_acts.append(event)
        after = _MOVES.get((self.status, event.kind))
        if event.kind != ENTRY_HANDLED:
            self.effective[event.id] = event  # it may stand against another, and then is taken back
        if after is None or blind:
            return
        self.status = after
        self.moves.append(event)
        self.effective[event.id] = event
        if after is EntryStatus.OPEN:
            self.handlers = set()
            self.case.reopened()

    def _allowed(self, event: Event, law: Lookup) -> bool:
        if event.kind in {ENTRY_LOGGED, ENTRY_REMARKED} or not judged_here(law, event):
            return True
        if not law.holds(event.by, event.post):
            return False
        author = self.origin.by if self.origin else ""
        if event.kind == ENTRY_HANDLED or event.kind in CASE_ACTS:
            own = event.kind in CASE_ACTS and event.by == author  # the customer stands before whoever logged it
            return own or may_handle(law, self.owners, event.by, event.post)
        if event.kind == ENTRY_CORRECTED:
            return may_correct(law, author, event.by, event.post)
        if event.kind == ENTRY_CLOSED and self.recheck(law) and event.by in self.handlers:
            return False
        return may_close(law, author, event.by, event.post)

    def recheck(self, law: Lookup) -> bool:
        """Closing it needs somebody who checks again, other than those who handled it.

        So it is with the kinds that say so, and with every entry that the failure of an item has raised.
        """
        kind = law.kinds.get(self.fields.get("kind", ""))
        return bool(self.item) or (kind is not None and kind.recheck)


_MOVES = {
    (EntryStatus.OPEN, ENTRY_HANDLED): EntryStatus.HANDLED,
    (EntryStatus.HANDLED, ENTRY_CLOSED): EntryStatus.CLOSED,
    (EntryStatus.HANDLED, ENTRY_REOPENED): EntryStatus.OPEN,
    (EntryStatus.CLOSED, ENTRY_REOPENED): EntryStatus.OPEN,
}


def number_of(logged: Event) -> int:
    """The number of the day that an `entry_logged` event gave, 0 when it gives none."""
    number = logged.data.get("no")
    return number if isinstance(number, int) and not isinstance(number, bool) and number > 0 else 0


def words(data: Mapping[str, Any], name: str) -> str:
    """A text of an event's data; "" for one that is missing or, from a foreign program, no text."""
    value = data.get(name)
    return value if isinstance(value, str) else ""


def changes_of(event: Event, fields: Collection[str] = FIELDS) -> tuple[tuple[str, str, str], ...]:
    """(field, old, new) of a correction, by field name; what is no such change of one of `fields` is left out."""
    changes = event.data.get("changes")
    if not isinstance(changes, Mapping):
        return ()
    named = ((name, changes[name]) for name in sorted(fields) if isinstance(changes.get(name), Mapping))
    return tuple((name, words(change, "old"), words(change, "new")) for name, change in named)


def moment(text: str) -> datetime | None:
    """An ISO 8601 time with its offset, None for anything else."""
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        return None
    return parsed if parsed.utcoffset() is not None else None
