"""What the events about one day's sales add up to: the figures that count, and what is said of the counters.

An import, and each part of an explanation, names those that it takes the place of: all that its terminal knew of. So
one that another did not know of stays beside it, and where the two differ they are in dispute until one of them is
undone, or a later one that knows both takes their place. The order of stamps decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import field

from dutytui.rules.contradictions import Sides, grouped
from dutytui.rules.entry_fold import words
from dutytui.rules.events import COUNTER_EXPLAINED, SALES_IMPORTED, SALES_ROWS, Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import POST_PREFIX, Lookup
from dutytui.rules.procedure import TICK_FOR_OTHERS
from dutytui.rules.rights import judged_here
from dutytui.rules.sales.figures import SoldRow, counter_id, row_of, texts_of
from dutytui.rules.sales.procedure import PARTS, Sales


@dataclass(slots=True)
class SalesFold:
    """name: the day of the sales, ISO 8601.

    imports: in effect, by id, in order; explained: in effect, by counter id and part; void and effective: as in `Fold`.
    """

    name: str
    imports: dict[str, Event] = field(default_factory=dict)
    explained: dict[tuple[str, str], list[Event]] = field(default_factory=dict)
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)
    _rows: dict[tuple[str, str], list[SoldRow]] = field(default_factory=dict)

    def step(self, event: Event, law: Lookup) -> None:
        if event.kind == SALES_ROWS:
            # Kept by writer too: nobody adds to an import of somebody else's.
            found = self._rows.setdefault((event.writer, words(event.data, "import")), [])
            found += rows_of(event)
        elif event.kind in {SALES_IMPORTED, COUNTER_EXPLAINED}:
            if not _allowed(law, event):
                self.void.add(event.id)
                return
            self.effective[event.id] = event
            if event.kind == SALES_IMPORTED:
                self.imports[event.id] = event
            else:
                self._explain(event)

    def rows(self, imported: Event) -> tuple[SoldRow, ...]:
        """What an import brought in."""
        return tuple(self._rows.get((imported.writer, imported.cause), ()))

    def standing(self) -> tuple[Event, ...]:
        """Imports that no other in effect takes the place of, in order; those of the same rows once."""
        return _standing(self.imports.values(), lambda event: (is_typed(event), self.rows(event)))

    def files(self) -> tuple[Event, ...]:
        """Of those, the ones that came from a file. More than one: they are in dispute."""
        return tuple(event for event in self.standing() if not is_typed(event))

    def figures(self) -> tuple[SoldRow, ...]:
        """The rows that count: of the file, with the counters typed by hand in place of theirs.

        () while files are in dispute, and without the counters that are.
        """
        files = self.files()
        if len(files) > 1:
            return ()
        disputed = self.disputed_counters()
        typed = [row for counter, ways in self._typed().items() if counter not in disputed for row in ways[0]]
        by_hand = self._typed().keys()
        from_file = (row for event in files for row in self.rows(event) if counter_id(row.counter) not in by_hand)
        return (*from_file, *typed)

    def disputed_counters(self) -> frozenset[str]:
        """Ids of counters that two terminals typed differently, neither knowing of the other."""
        return frozenset(counter for counter, ways in self._typed().items() if len(ways) > 1)

    def _typed(self) -> dict[str, list[tuple[SoldRow, ...]]]:
        """By counter id, what was typed of it and stands."""
        ways: dict[str, list[tuple[SoldRow, ...]]] = {}
        for event in self.standing():
            rows = self.rows(event)
            if is_typed(event) and rows:
                ways.setdefault(counter_id(rows[0].counter), []).append(rows)
        return ways

    def said(self, counter: str, part: str) -> tuple[Event, ...]:
        """What stands of one part, by counter id; more than one: they are in dispute."""
        return _standing(self.explained.get((counter, part), ()), lambda event: words(event.data, part))

    def contradictions(self) -> tuple[tuple[str, Sides], ...]:
        """Of files that differ, of counters typed differently, and of parts of explanations."""
        files = self.files()
        found: list[tuple[str, Sides]] = [("files", tuple((event,) for event in files) if len(files) > 1 else ())]
        by_hand: dict[str, list[Event]] = {}
        for event in self.standing():
            if is_typed(event) and self.rows(event):
                by_hand.setdefault(counter_id(self.rows(event)[0].counter), []).append(event)
        found += [(f"typed/{counter}", grouped(acts, self.rows)) for counter, acts in sorted(by_hand.items())]
        for counter, part in sorted(self.explained):
            said = self.said(counter, part)
            found.append((f"{part}/{counter}", tuple((event,) for event in said) if len(said) > 1 else ()))
        return tuple((about, sides) for about, sides in found if sides)

    def _explain(self, event: Event) -> None:
        counter = counter_id(words(event.data, "counter"))
        for part in PARTS:
            if words(event.data, part):
                self.explained.setdefault((counter, part), []).append(event)


def _standing(events: Iterable[Event], says: Callable[[Event], Hashable]) -> tuple[Event, ...]:
    known = list(events)
    replaced = {an_id for event in known for an_id in texts_of(event.data, "replaces")}
    distinct: dict[Hashable, Event] = {}
    for event in known:
        if event.id not in replaced:
            distinct.setdefault(says(event), event)
    return tuple(distinct.values())


def rows_of(event: Event) -> list[SoldRow]:
    """The rows of a `sales_rows` event that are rows."""
    said = event.data.get("rows")
    read = map(row_of, said) if isinstance(said, list | tuple) else ()
    return [row for row in read if row is not None]


def is_typed(imported: Event) -> bool:
    """Whether it was typed by hand: it has no file."""
    return not words(imported.data, "file")


def may_write(law: Lookup, rules: Sales, part: str, post: str, behalf: str) -> bool:
    """A post that writes this part, or one that may do so for it."""
    if post in rules.writers(part):
        return True
    fits = behalf.startswith(POST_PREFIX) and behalf.removeprefix(POST_PREFIX) in rules.writers(part)
    return fits and law.may(post, TICK_FOR_OTHERS)


def _allowed(law: Lookup, event: Event) -> bool:
    rules = law.procedures.sales
    if not rules.in_use or not judged_here(law, event):
        return True
    if not law.holds(event.by, event.post):
        return False
    if event.kind == SALES_IMPORTED:
        return event.post in rules.imports
    said = [part for part in PARTS if words(event.data, part)]
    return all(may_write(law, rules, part, event.post, event.behalf) for part in said)
