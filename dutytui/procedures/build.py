"""Checked models as the rules' dataclasses."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from dutytui.procedures import models, obligations
from dutytui.procedures.flows.built import flow_built
from dutytui.procedures.flows.models import FlowFile
from dutytui.procedures.model import Model
from dutytui.rules.credentials.procedure import Pins, PinUse
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.obligations.procedure import Reminding
from dutytui.rules.procedure import (
    Choice,
    EntryKind,
    Hours,
    HoursTable,
    Item,
    ItemKind,
    Logbook,
    Mall,
    Person,
    Phase,
    Place,
    Post,
    Procedures,
    Raises,
    Severity,
)
from dutytui.rules.words import Text


@dataclass(frozen=True, slots=True)
class Parts:
    """The models of all files of a folder."""

    mall: models.MallFile
    posts: models.PostsFile
    people: models.PeopleFile
    calendar: models.CalendarFile
    logbook: models.LogbookFile
    phases: tuple[models.PhaseFile, ...]
    flows: tuple[FlowFile, ...]
    areas: Mapping[str, Model]


def built(version: str, parts: Parts, holidays: Mapping[date, str], announced: tuple[int, ...]) -> Procedures:
    """Phases come in the order in which they begin on a day with the default hours."""
    return _Builder(parts).procedures(version, holidays, announced)


class _Builder:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def procedures(self, version: str, holidays: Mapping[date, str], announced: tuple[int, ...]) -> Procedures:
        parts, hours = self._parts, self._hours_table()
        anchors = {"midnight": 0, "opening": hours.default.opening, "closing": hours.default.closing}

        def order(phase: Phase) -> tuple[int, int, str]:
            starts, ends = (anchors[one.anchor.value] + one.minutes for one in (phase.starts, phase.ends))
            return starts, ends, phase.id

        return Procedures(
            version=version,
            mall=self._mall(),
            hours=hours,
            posts=tuple(
                Post(one.id, self._text(one.name), tuple(one.aliases), frozenset(one.may)) for one in parts.posts.posts
            ),
            people=tuple(Person(one.id, one.name, tuple(one.posts), tuple(one.floors)) for one in parts.people.people),
            phases=tuple(sorted((self._phase(one) for one in parts.phases), key=order)),
            logbook=self._logbook(),
            pins=self._pins(),
            holidays=holidays,
            announced=announced,
            **self._calendar(),
            **self._areas(),
        )

    def _calendar(self) -> dict[str, Any]:
        calendar = self._parts.calendar
        return {
            "rest_weekdays": tuple(obligations.WEEKDAYS.index(one) for one in calendar.rest_weekdays),
            "reminding": Reminding(calendar.soon, calendar.late_for),
            "obligations": tuple(obligations.built(one, self._text) for one in calendar.obligations),
        }

    def _areas(self) -> dict[str, Any]:
        """What each file that the mall has comes to, by the field of `Procedures`."""
        made = {
            name: importlib.import_module(f"dutytui.procedures.areas.{name}").built(file, self._text)
            for name, file in self._parts.areas.items()
        }
        if "approvals" in made:
            flows = tuple(flow_built(one, self._text) for one in self._parts.flows)
            made["approvals"] = replace(made["approvals"], flows=flows)
        return made

    def _text(self, words: Mapping[str, str]) -> Text:
        """In the order of the mall's languages, then whatever else was written."""
        languages = self._parts.mall.languages
        if "" in words:
            return dict.fromkeys(languages, words[""])
        ordered = [language for language in languages if language in words]
        return {language: words[language] for language in (*ordered, *(one for one in words if one not in ordered))}

    def _words(self, words: Mapping[str, str] | None) -> Text | None:
        return None if words is None else self._text(words)

    def _mall(self) -> Mall:
        mall = self._parts.mall
        return Mall(
            name=self._text(mall.name),
            time_zone=mall.time_zone,
            languages=tuple(mall.languages),
            floors=tuple(Place(one.id, self._text(one.name), tuple(one.aliases)) for one in mall.floors),
            departments=tuple(Place(one.id, self._text(one.name), tuple(one.aliases)) for one in mall.departments),
            day_starts=mall.day_starts,
            late_entry_after=mall.late_entry_after,
            witness_every=mall.witness_every,
        )

    def _pins(self) -> Pins:
        pins = self._parts.people.pins
        return Pins(PinUse(pins.use), pins.digits, pins.lock_after, pins.tries, pins.wait)

    def _hours_table(self) -> HoursTable:
        hours = self._parts.mall.hours
        weekdays = [getattr(hours.weekdays, name) for name in models.Weekdays.model_fields]
        kinds = {name: getattr(hours.kinds, name) for name in models.DayKinds.model_fields}
        return HoursTable(
            default=Hours(hours.default.opening, hours.default.closing),
            weekdays={day: self._hours(one) for day, one in enumerate(weekdays) if one is not None},
            kinds={kind: self._hours(one) for kind, one in kinds.items() if one is not None},
            dates={day: self._hours(one) for day, one in hours.dates.items()},
        )

    def _hours(self, other: models.OtherHours | str) -> Hours:
        usual = self._parts.mall.hours.default
        if isinstance(other, str):
            return Hours(usual.opening, usual.closing, closed=True)
        opening = usual.opening if other.opening is None else other.opening
        closing = usual.closing if other.closing is None else other.closing
        return Hours(opening, closing, name=self._words(other.name) if isinstance(other, models.DateHours) else None)

    def _logbook(self) -> Logbook:
        book = self._parts.logbook
        kinds = (
            EntryKind(one.id, self._text(one.name), tuple(one.aliases), one.owner or "", one.within, one.recheck)
            for one in book.kinds
        )
        severities = (
            Severity(one.id, self._text(one.name), rank, tuple(one.aliases)) for rank, one in enumerate(book.severities)
        )
        return Logbook(tuple(kinds), tuple(severities))

    def _phase(self, phase: models.PhaseFile) -> Phase:
        return Phase(
            id=phase.id,
            title=self._text(phase.title),
            starts=phase.starts,
            ends=phase.ends,
            posts=tuple(phase.posts),
            items=tuple(self._item(one) for one in phase.items),
            early=phase.early,
            grace=phase.grace,
            after=tuple(phase.after),
            after_calls=tuple(phase.after_calls),
            beside=phase.beside,
        )

    def _item(self, item: models.ItemModel) -> Item:
        raises = item.raises
        return Item(
            id=item.id,
            title=self._text(item.title),
            kind=ItemKind(item.kind),
            posts=tuple(item.posts),
            required=item.required,
            each=item.each or "",
            in_order=item.in_order,
            after=tuple(item.after),
            after_calls=tuple(item.after_calls),
            due=item.due,
            evidence=self._words(item.evidence),
            unit=self._words(item.unit),
            minimum=item.minimum,
            maximum=item.maximum,
            choices=tuple(Choice(one.id, self._text(one.title), one.fails) for one in item.choices or ()),
            raises=None if raises is None else Raises(raises.kind, raises.severity, raises.owner, raises.within),
            hint=self._words(item.hint),
            skippable=item.skippable,
            usual=item.usual,
        )
