"""What a screen draws: the figures of the day before, the counters that stand out, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from dutytui.rules.acts import is_late_entry, person, recorded_at
from dutytui.rules.entry_fold import words
from dutytui.rules.events import COUNTER_EXPLAINED, SALES_IMPORTED, Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.sales.compare import Earlier, Fall, days_compared, earlier, falls
from dutytui.rules.sales.figures import Counter, SoldRow, counter_id, counters, sold_before, subject_of, texts_of
from dutytui.rules.sales.fold import SalesFold, is_typed
from dutytui.rules.sales.procedure import CAUSE, COLUMNS, MEASURE, PARTS, PROPOSAL, Sales
from dutytui.rules.state import Subject
from dutytui.rules.views import Named
from dutytui.rules.words import Text


@dataclass(frozen=True, slots=True)
class Said:
    """One part of what is said of a counter. disputed: two terminals said different things, neither knowing of it."""

    text: str
    by: Named | None
    at: datetime
    event: str
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class CounterView:
    """A counter. department: of mall.yaml, or as written; before: what it sold on the day compared with, None when that
    is not known (amounts in hundredths); rank: from the top, 1 is first, 0 for one that sold nothing; wants: parts that
    must be said; lacks: those that nobody has said; said: by part, more than one when in dispute."""

    id: str
    name: str
    department: Text
    brand: str
    amount: int
    quantity: int | None
    before: int | None
    rank: int
    wants: tuple[str, ...]
    lacks: tuple[str, ...]
    said: Mapping[str, tuple[Said, ...]]
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class GroupView:
    """A department, category or brand, and what it sold; name: {} for the rows that name none."""

    id: str
    name: Text
    amount: int


@dataclass(frozen=True, slots=True)
class ImportView:
    """One thing brought in. file: "" when typed by hand; counter: what was typed then; state: ``counts``, ``disputed``,
    ``replaced``, ``undone`` or ``void``; late_entry: typed in long after `at`."""

    event: str
    file: str
    counter: str
    at: datetime
    by: Named | None
    rows: int
    bad: int
    total: int
    state: str
    late_entry: bool


@dataclass(frozen=True, slots=True)
class Review:
    """Sales of `sold`, looked at on `day`. in_use: the mall has a sales.yaml; known: figures were brought in;
    disputed: two files differ, so that no figures count; compared: the day compared with, None when none is known;
    before: its total. falling holds all that have fallen, and those that `wants` nothing come last."""

    day: date
    sold: date
    in_use: bool
    known: bool = False
    disputed: bool = False
    total: int = 0
    compared: date | None = None
    before: int | None = None
    top: tuple[CounterView, ...] = ()
    bottom: tuple[CounterView, ...] = ()
    falling: tuple[CounterView, ...] = ()
    counters: tuple[CounterView, ...] = ()
    departments: tuple[GroupView, ...] = ()
    categories: tuple[GroupView, ...] = ()
    brands: tuple[GroupView, ...] = ()
    imports: tuple[ImportView, ...] = ()

    @property
    def lacking(self) -> tuple[CounterView, ...]:
        """Counters of which something must still be said, the best selling first."""
        return tuple(counter for counter in self.counters if counter.lacks)


def review(at: Looking) -> Review:
    """The review of the looked-at day."""
    rules, sold = at.procedures.sales, sold_before(at.day)
    subject = at.state.subject(at.day, subject_of(sold))
    if subject is None or not isinstance(subject.fold, SalesFold):
        return Review(at.day, sold, rules.in_use)
    before = earlier(at.state, rules, at.day)
    # `earlier` keeps the counters of a version, so the same object is the same figures.
    made_of = (at.law, subject.version, at.state.people_version, before and before.sold, id(before and before.counters))
    kept: tuple[Any, Review] | None = subject.memo.get("review")
    if kept is None or kept[0] != made_of:
        kept = subject.memo["review"] = (made_of, _Maker(at, subject, subject.fold, before).review(sold))
    return kept[1]


class _Maker:
    """Makes one `Review`."""

    def __init__(self, at: Looking, subject: Subject, fold: SalesFold, before: Earlier | None) -> None:
        self._at, self._subject, self._fold, self._before = at, subject, fold, before
        self._rules: Sales = at.procedures.sales
        self._rows = fold.figures()
        self._counters = counters(self._rows)
        self._disputed = fold.disputed_counters()
        self._falls: tuple[Fall, ...] = ()
        if before is not None and self._counters:
            self._falls = falls(self._rules, self._counters, before, whole=bool(fold.files()))

    def review(self, sold: date) -> Review:
        before, rules = self._before, self._rules
        ranked = sorted(self._counters.values(), key=lambda counter: (-counter.amount, counter.id))
        top = ranked[: rules.top]
        bottom = [counter for counter in reversed(ranked) if counter not in top][: rules.bottom]
        gone = [fall.counter for fall in self._falls if fall.counter.id not in self._counters]
        views = {
            counter.id: self._counter(counter, rank, counter in top or counter in bottom)
            for rank, counter in [*enumerate(ranked, 1), *((0, counter) for counter in gone)]
        }
        return Review(
            day=self._at.day,
            sold=sold,
            in_use=rules.in_use,
            known=bool(self._fold.imports),
            disputed=len(self._fold.files()) > 1,
            total=sum(row.amount for row in self._rows),
            compared=before.sold if before else None,
            before=sum(counter.amount for counter in before.counters.values()) if before else None,
            top=tuple(views[counter.id] for counter in top),
            bottom=tuple(views[counter.id] for counter in bottom),
            falling=tuple(views[fall.counter.id] for fall in self._falls),
            counters=tuple(views.values()),
            departments=self._groups(lambda row: row.department, self._department),
            categories=self._groups(lambda row: row.category, self._at.law.same),
            brands=self._groups(lambda row: row.brand, self._at.law.same),
            imports=tuple(self._imports()),
        )

    def _counter(self, counter: Counter, rank: int, stands_out: bool) -> CounterView:
        falling = [fall.counter.id for fall in self._falls[: self._rules.falling]]
        wants = {CAUSE, MEASURE} if stands_out else set()
        wants |= {CAUSE, PROPOSAL} if counter.id in falling else set()
        said = {part: self._said(counter.id, part) for part in PARTS}
        then = self._before.counters.get(counter.id) if self._before else None
        return CounterView(
            id=counter.id,
            name=counter.name,
            department=self._department(counter.department),
            brand=counter.brand,
            amount=counter.amount,
            quantity=counter.quantity,
            before=then.amount if then else None,
            rank=rank,
            wants=tuple(part for part in PARTS if part in wants),
            lacks=tuple(part for part in PARTS if part in wants and not said[part]),
            said={part: told for part, told in said.items() if told},
            disputed=any(len(told) > 1 for told in said.values()),
        )

    def _said(self, counter: str, part: str) -> tuple[Said, ...]:
        standing = self._fold.said(counter, part)
        return tuple(
            Said(words(event.data, part), self._person(event), event.at, event.id, len(standing) > 1)
            for event in standing
        )

    def _department(self, department: str) -> Text:
        return self._at.law.place(department).name

    def _groups(self, of: Callable[[SoldRow], str], name: Callable[[str], Text]) -> tuple[GroupView, ...]:
        """The largest first; nothing when no row says what it belongs to."""
        sums: dict[str, int] = {}
        written: dict[str, str] = {}
        for row in self._rows:
            key = counter_id(of(row))
            written.setdefault(key, of(row))
            sums[key] = sums.get(key, 0) + row.amount
        if not any(sums):
            return ()
        order = sorted(sums, key=lambda key: (-sums[key], key))
        return tuple(GroupView(key, name(written[key]) if key else {}, sums[key]) for key in order)

    def _imports(self) -> Iterable[ImportView]:
        """The latest first."""
        undone, void = self._subject.undone, self._fold.void
        standing = {event.id for event in self._fold.standing()}
        several = len(self._fold.files()) > 1
        for event in reversed(self._subject.events):
            if event.kind != SALES_IMPORTED:
                continue
            rows = self._fold.rows(event)
            typed = is_typed(event)
            clash = several if not typed else bool(rows) and counter_id(rows[0].counter) in self._disputed
            counts = "disputed" if clash else "counts"
            stands = counts if event.id in standing else "replaced"
            yield ImportView(
                event=event.id,
                file=words(event.data, "file"),
                counter=rows[0].counter if typed and rows else "",
                at=event.at,
                by=self._person(event),
                rows=len(rows),
                bad=_count(event, "bad"),
                total=sum(row.amount for row in rows),
                state="undone" if event.id in undone else "void" if event.id in void else stands,
                late_entry=is_late_entry(self._at.law, event.at, recorded_at(event)),
            )

    def _person(self, event: Event) -> Named | None:
        return person(self._at.state, self._at.law, event.by)


def explanations(at: Looking, counter: str) -> tuple[tuple[Event, bool], ...]:
    """Every explanation of a counter (by id) ever recorded that day, earliest first, and whether it has effect."""
    subject = at.state.subject(at.day, subject_of(sold_before(at.day)))
    events = subject.events if subject is not None else ()
    about = (one for one in events if one.kind == COUNTER_EXPLAINED)
    effective = subject.fold.effective if subject is not None else {}
    return tuple((one, one.id in effective) for one in about if counter_id(words(one.data, "counter")) == counter)


def columns_known(at: Looking, header: tuple[str, ...]) -> Mapping[str, int]:
    """Which columns were taken for what when a table with this header was last brought in, at any terminal, on the day
    looked at or those it is compared with; {} when it never was."""
    found: list[Event] = []
    for day in (at.day, *days_compared(at.procedures.sales, at.day)):
        subject = at.state.subject(day, subject_of(sold_before(day)))
        fold = subject.fold if subject is not None else None
        found += fold.imports.values() if isinstance(fold, SalesFold) else ()
    same = [event for event in found if texts_of(event.data, "header") == header]
    columns = max(same, key=lambda event: event.order).data.get("columns") if same else None
    known = columns.items() if isinstance(columns, Mapping) else ()
    return {name: column for name, column in known if name in COLUMNS and column in range(len(header))}


def _count(event: Event, name: str) -> int:
    said = event.data.get(name)
    return said if isinstance(said, int) and not isinstance(said, bool) and said > 0 else 0
