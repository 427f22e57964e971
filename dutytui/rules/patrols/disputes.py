"""Rounds that were begun twice; random rounds that were drawn twice, which harms nothing."""

from __future__ import annotations

from collections.abc import Iterator

from dutytui.rules.dispute import Dispute, Kind, Side, of_subject, said, since
from dutytui.rules.looking import Looking
from dutytui.rules.patrols.draw import DRAW_PREFIX
from dutytui.rules.patrols.fold import DrawFold, RoundFold
from dutytui.rules.patrols.rounds import ROUND_PREFIX
from dutytui.rules.state import Subject
from dutytui.rules.words import Text


def disputes(at: Looking) -> Iterator[Dispute]:
    for subject in at.state.shared(ROUND_PREFIX):
        yield from of_subject(at, subject, lambda _about, one=subject: _kind(at, one))  # type: ignore[misc]
    for subject in at.state.shared(DRAW_PREFIX):
        if isinstance(subject.fold, DrawFold) and len(subject.fold.drawn) > 1:
            sides = tuple(Side(said(at, subject, (event,))) for event in subject.fold.drawn)
            key, title = f"{subject.day}/{subject.on}", {"title": _title(at, subject.fold.name)}
            yield Dispute(
                "drawn_twice", key, subject.on, subject.day, sides, since(sides), title, harmless=True, go="patrol"
            )


def _kind(at: Looking, subject: Subject) -> Kind:
    route = subject.fold.route if isinstance(subject.fold, RoundFold) else ""
    return Kind("round_begun", {"title": _title(at, route)}, go="patrol")


def _title(at: Looking, route: str) -> Text:
    known = at.law.procedures.patrols.route(route)
    return known.title if known is not None else at.law.same(route)
