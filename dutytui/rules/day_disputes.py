"""Items and log entries in dispute, and numbers that two desks gave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dutytui.rules.commands import CorrectEntry
from dutytui.rules.contradictions import Sides
from dutytui.rules.dispute import Dispute, Kind, Settlement, Side, Stands, of_subject, said, since
from dutytui.rules.entry_fold import EntryFold
from dutytui.rules.entry_views import number_shown
from dutytui.rules.folds import ENTRY_PREFIX, ITEM_PREFIX
from dutytui.rules.looking import Looking
from dutytui.rules.procedure import CORRECT_ENTRIES, HANDLE_ENTRIES
from dutytui.rules.service.commands import DetailCase
from dutytui.rules.state import Subject

_CASE = "case."


def disputes(at: Looking) -> Iterator[Dispute]:
    for subject in at.state.shared(ITEM_PREFIX):
        yield from of_subject(at, subject, lambda _about, on=subject.on: _item(at, on))  # type: ignore[misc]
    for subject in at.state.shared(ENTRY_PREFIX):
        if isinstance(subject.fold, EntryFold) and subject.fold.origin is not None:
            yield from of_subject(at, subject, lambda about, one=subject: _entry(at, one, about))  # type: ignore[misc]
    yield from _numbers(at)


def _item(at: Looking, on: str) -> Kind:
    key = on.removeprefix(ITEM_PREFIX)
    closing, phase = at.law.procedures.closing, key.partition("/")[0]
    ends = phase in {closing.sweep, closing.lock_up}
    return Kind("item", {"title": at.law.title(key)}, blocks=ends, go="closing" if ends else "checklists")


def _entry(at: Looking, subject: Subject, about: str) -> Kind:
    values: dict[str, object] = {"number": number_shown(at.state, subject.day, subject.on)}
    if about == "status":
        return Kind("entry_status", values, go="logbook")
    if about.startswith(_CASE):
        values["field"] = about.removeprefix(_CASE)
        return Kind(
            "case_detail", values, _detailed(subject, about), at.law.posts_that_may(HANDLE_ENTRIES), go="service"
        )
    values["field"] = about
    return Kind("entry_field", values, _corrected(subject, about), at.law.posts_that_may(CORRECT_ENTRIES), go="logbook")


def _corrected(subject: Subject, name: str) -> Stands:
    """The field is corrected once more, by somebody who knows both: to what one of them said."""

    def stands(sides: Sides, place: int) -> Settlement | None:
        return Settlement(
            (CorrectEntry(subject.day, subject.on, {name: _value(subject, name, sides[place][0].id)}, ""),)
        )

    return stands


def _detailed(subject: Subject, about: str) -> Stands:
    def stands(sides: Sides, place: int) -> Settlement | None:
        value = {about.removeprefix(_CASE): _value(subject, about, sides[place][0].id)}
        return Settlement((DetailCase(subject.day, subject.on, value),))

    return stands


def _value(subject: Subject, about: str, event: str) -> str:
    fold = subject.fold
    if not isinstance(fold, EntryFold):
        raise TypeError(subject.on)
    name = about.removeprefix(_CASE)
    given = fold.case.given[name] if about.startswith(_CASE) else fold.corrections[name]
    return next(one.new for one in given if one.event.id == event)


def _numbers(at: Looking) -> Iterator[Dispute]:
    """Given twice: harmless, since the later one is shown with its terminal; so that nobody looks for a mistake."""
    for day, number, entries in at.state.numbers_given_twice():
        subjects = [subject for on in entries if (subject := at.state.subject(day, on)) is not None]
        logged = [(one, one.fold.origin) for one in subjects if isinstance(one.fold, EntryFold)]
        sides = tuple(Side(said(at, one, (origin,))) for one, origin in logged if origin is not None)
        if len(sides) > 1:
            key, on = f"{day}/number/{number}", logged[0][0].on
            made = Dispute("number_twice", key, on, day, sides, since(sides), {"number": str(number)})
            yield replace(made, harmless=True, go="logbook")
