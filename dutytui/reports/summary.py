"""A stretch of days from its figures: the whole, its quarters and months, and a row and a bar a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from dutytui.exports.document import Cell, Chart, Column, Document, Fact, Facts, Section, Table, Words
from dutytui.reports.seen import labels, table
from dutytui.rules.figures.counts import NOTHING, DayFigures
from dutytui.rules.figures.known import FIGURES, Figure, Kind
from dutytui.rules.figures.periods import Length, Period, period
from dutytui.texts.catalogue import _, language
from dutytui.texts.figures import GROUPS, cell, name, parts_of, period_name, shown
from dutytui.texts.labels import day_name

SUMMARY = "summary"

_COLUMNS = (
    *("items_done", "items_on_time", "rounds_on_time", "rounds_missed", "meals_in_time", "told_in_time"),
    *("entries", "entries_overnight"),
)
"""What the tables of months and days have room for on a paper; all figures stand in the table of the whole."""

_CHARTS = ("items_on_time", "rounds_on_time", "entries", "cases")

Days = Mapping[date, DayFigures]
EveryDay = Callable[[date], Iterable[Section]]
"""The sections of one day's own log."""


def summary(first: date, last: date, mall: str, made: datetime, days: Days, every: EveryDay | None = None) -> Document:
    """first, last: inclusive; days: figures of those that anything is known of, in order; every: puts each of these
    days' logs behind the summary, one at a time."""
    return Document(
        kind=SUMMARY,
        title=_("Summary {span}", span=_span(first, last)),
        mall=mall,
        first=first,
        last=last,
        made=made,
        language=language(),
        labels=labels(),
        sections=_sections(first, last, days, every),
    )


def _span(first: date, last: date) -> str:
    """As a month or quarter is called, where it is one."""
    for length in (Length.MONTH, Length.QUARTER, Length.YEAR):
        one = period(length, first)
        if (one.first, one.last) == (first, last):
            return period_name(one)
    return _("{first} to {last}", first=first.isoformat(), last=last.isoformat())


def _sections(first: date, last: date, days: Days, every: EveryDay | None) -> Iterator[Section]:
    whole = _sum(days.values())
    facts = (
        Fact("first", _("From"), first),
        Fact("last", _("Until"), last),
        Fact("recorded", _("Days recorded"), len(days)),
        Fact("traded", _("Days open for customers"), whole.days),
    )
    yield Section("head", _("The period"), (Facts("span", facts),))
    if not days:
        yield Section("figures", _("Figures"), (Words(_("Nothing is recorded of these days.")),))
        return
    yield Section("figures", _("Figures"), (_whole(whole),))
    for length, title in ((Length.QUARTER, _("Quarters")), (Length.MONTH, _("Months"))):
        parts = _by(length, days)
        if len(parts) > 1:
            yield Section(f"{length}s", title, (_rows(f"{length}s", parts),))
    yield Section("days", _("Days"), (*_charts(days), _rows("days", [(day_name(day), of) for day, of in days.items()])))
    for day in days if every is not None else ():
        yield from _own(day, every)


def _own(day: date, every: EveryDay | None) -> Iterator[Section]:
    for section in every(day) if every is not None else ():
        yield replace(section, id=f"{day}-{section.id}", title=f"{day_name(day)} - {section.title}")


def _sum(several: Iterable[DayFigures]) -> DayFigures:
    total = NOTHING
    for one in several:
        total = total.plus(one)
    return total


def _by(length: Length, days: Days) -> list[tuple[str, DayFigures]]:
    found: dict[Period, DayFigures] = {}
    for day, of in days.items():
        over = period(length, day)
        found[over] = found.get(over, NOTHING).plus(of)
    return [(period_name(over), of) for over, of in found.items()]


def _whole(whole: DayFigures) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for figure in FIGURES:
        value = figure.value(whole)
        if value is not None:
            rows.append((_(GROUPS[figure.group]), name(figure), shown(figure, value), parts_of(figure, whole)))
    return table("figures", "", "group:3 figure:5 value:2 parts:2", rows)


def _rows(key: str, parts: Iterable[tuple[str, DayFigures]]) -> Table:
    figures = [_KNOWN[one] for one in _COLUMNS]
    columns = (Column("day", _("Period") if key != "days" else _("Date"), 2), *map(_column, figures))
    return Table(key, "", columns, tuple((label, *(cell(one, of) for one in figures)) for label, of in parts))


def _column(figure: Figure) -> Column:
    return Column(figure.id, f"{name(figure)} (%)" if figure.kind is Kind.SHARE else name(figure))


def _charts(days: Days) -> Iterator[Chart]:
    if len(days) < 2:
        return
    for figure in (_KNOWN[one] for one in _CHARTS):
        known = {day: figure.value(of) for day, of in days.items()}
        bars = tuple(
            (f"{day:%m-%d}", None if value is None else float(value), shown(figure, value))
            for day, value in known.items()
        )
        if any(value for value in known.values()):
            yield Chart(figure.id, name(figure), bars)


_KNOWN = {figure.id: figure for figure in FIGURES}
