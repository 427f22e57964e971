"""What the day has recorded already that belongs on a page: offered to its writer, who takes it over or doesn't."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dutytui.rules.folds import ITEM_PREFIX
from dutytui.rules.item_views import DayItems, Viewer, title_of
from dutytui.rules.journals.pages import Page, page
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.logbook import logbook
from dutytui.rules.looking import Looking
from dutytui.rules.sales.views import review
from dutytui.rules.views import EntryView, ItemStatus, ItemView

_NOT_RIGHT = frozenset({ItemStatus.FAILED, ItemStatus.MENDED})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """code and values: worded by `dutytui.texts.areas.journals`, as a `Refusal` is."""

    code: str
    values: Mapping[str, Any]


def suggestions(at: Looking, on: str) -> tuple[Suggestion, ...]:
    """For the page `on`, as its section says (`Gathers`); a floor's page gets only what is of that floor."""
    found = page(at.law, on)
    if found is None:
        return ()
    return (*_values(at, found), *_sales(at, found), *_failures(at, found), *_entries(at, found))


def _values(at: Looking, page: Page) -> Iterator[Suggestion]:
    """What was recorded for the items that the section names."""
    items = DayItems(at.state, at.plan, at.law, at.now, Viewer("", ""))
    for planned in at.plan.by_key.values():
        named = f"{planned.phase}/{planned.item}" in page.section.gathers.items
        if not named or (page.place is not None and planned.place not in (None, page.place)):
            continue
        view = items.view(planned)
        if view.value is None or view.last is None:
            continue
        code = "item_number" if view.unit else "item_value"
        values = {"title": title_of(at.law, at.plan, planned.key), "value": view.value, "unit": view.unit}
        note = _remark(view)
        yield Suggestion(f"{code}_remarked", values | {"note": note}) if note else Suggestion(code, values)


def _remark(view: ItemView) -> str:
    """The words beside the value: an act's note begins with the value, unless that was a choice."""
    note = view.last.note if view.last else ""
    typed = next(iter(view.value.values()), "") if view.value else ""
    return note.removeprefix(typed).removeprefix(" · ")


def _failures(at: Looking, page: Page) -> Iterator[Suggestion]:
    if not page.section.gathers.failed:
        return
    items = DayItems(at.state, at.plan, at.law, at.now, Viewer("", ""))
    for subject in at.state.subjects(at.day, ITEM_PREFIX):
        planned = at.plan.by_key.get(subject.on.removeprefix(ITEM_PREFIX))
        if planned is None or (page.place is not None and planned.place != page.place):
            continue
        if items.settled(planned.key) in _NOT_RIGHT:
            view = items.view(planned)
            title = title_of(at.law, at.plan, planned.key)
            yield Suggestion("item_failed", {"title": title, "reason": view.last.note if view.last else ""})


def _entries(at: Looking, page: Page) -> Iterator[Suggestion]:
    """Entries of the kinds and severities wanted; on a floor's page those of the floor."""
    wanted = page.section.gathers
    if not (wanted.kinds or wanted.severities):
        return
    for entry in logbook(at.state, at.procedures, at.day, at.now).entries:
        if entry.day != at.day or entry.withdrawn or not _fits(entry, page):
            continue
        about = (entry.kind, entry.place) if entry.place else (entry.kind,)
        values = {"number": entry.number, "about": about, "text": _first_line(entry.text)}
        yield Suggestion(f"entry_{entry.status}", values)


def _fits(entry: EntryView, page: Page) -> bool:
    wanted = page.section.gathers
    there = page.place is None or (entry.place is not None and entry.place.id == page.place.id)
    severity = entry.severity.id if entry.severity else ""
    return there and (entry.kind.id in wanted.kinds or severity in wanted.severities)


def _first_line(text: str) -> str:
    return next(iter(text.strip().splitlines()), "")


def _sales(at: Looking, page: Page) -> Iterator[Suggestion]:
    """The total of the day before, once it is known. The figures know of no floors: a floor's page gets it too."""
    if not page.section.gathers.sales:
        return
    found = review(at)
    if found.known and not found.disputed:
        yield Suggestion("sales_total", {"sold": found.sold, "hundredths": found.total})
