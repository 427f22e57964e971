"""Files that differ, counters typed differently, and what is said of a counter."""

from __future__ import annotations

from collections.abc import Iterator

from dutytui.rules.dispute import Dispute, Kind, of_subject
from dutytui.rules.entry_fold import words
from dutytui.rules.looking import Looking
from dutytui.rules.sales.figures import counter_id
from dutytui.rules.sales.fold import SalesFold
from dutytui.rules.state import Subject


def disputes(at: Looking) -> Iterator[Dispute]:
    for subject in at.state.shared("sales:"):
        yield from of_subject(at, subject, lambda about, one=subject: _kind(one, about))  # type: ignore[misc]


def _kind(subject: Subject, about: str) -> Kind:
    what, _slash, counter = about.partition("/")
    if what == "files":
        return Kind("sales_files", {"sold": subject.on.partition(":")[2]}, go="sales")
    return Kind("sales_typed" if what == "typed" else "sales_said", {"counter": _name(subject, counter)}, go="sales")


def _name(subject: Subject, counter: str) -> str:
    """As it was written, where an act names it."""
    fold = subject.fold
    if not isinstance(fold, SalesFold):
        return counter
    rows = (row.counter for event in fold.imports.values() for row in fold.rows(event))
    said = (words(event.data, "counter") for event in fold.effective.values())
    return next((name for name in (*said, *rows) if name and counter_id(name) == counter), counter)
