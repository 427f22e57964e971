"""Two versions of the procedures that are to be in force from the same day on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dutytui.rules.approvals.seats import settlers
from dutytui.rules.changes.commands import SettleVersions
from dutytui.rules.changes.fold import MALL, VERSION_PREFIX, VersionsFold
from dutytui.rules.contradictions import Sides
from dutytui.rules.dispute import Dispute, Settlement, Side, said, since
from dutytui.rules.entry_fold import words
from dutytui.rules.looking import Looking
from dutytui.rules.state import State


def disputes(at: Looking) -> Iterator[Dispute]:
    """Both were countersigned, the one recorded later counts, and nobody has seen both: until a person lets one of them
    stand, or a version is adopted for a later day, which was drafted against what is in force then."""
    days = [one for one in at.state.days() if at.state.subject(one, MALL) is not None]
    for day in days[-1:]:
        subject, found = at.state.subject(day, MALL), contending(at.state, day)
        if subject is None or not found:
            continue
        sides = tuple(
            Side(said(at, subject, side), Settlement((SettleVersions(day, side[-1].id, ""),))) for side in found
        )
        yield Dispute(
            "versions",
            f"{day}/{MALL}",
            MALL,
            day,
            sides,
            since(sides),
            {"day": day},
            people=tuple(at.law.person(who) for who in sorted(settlers(at.law, ""))),
            go="changes",
            twice=isinstance(subject.fold, VersionsFold) and len(subject.fold.standing) > 1,
        )


def contending(state: State, day: date) -> Sides:
    """The adoptions for a day that nobody has settled, by version; () where there is nothing to be settled."""
    subject = state.subject(day, MALL)
    if subject is None or not isinstance(subject.fold, VersionsFold) or len(subject.writers) < 2:
        return ()
    sides = subject.fold.sides
    return () if _built_on(state, [words(side[0].data, "version") for side in sides]) else sides


def _built_on(state: State, versions: list[str]) -> bool:
    """Whether one of them was drafted against another, which its author so knew; or what was drafted isn't here."""
    bases = {version: _base(state, version) for version in versions}
    return None in bases.values() or any(base in versions for base in bases.values())


def _base(state: State, version: str) -> str | None:
    """The version that a draft was compared with, "" for none, None where no draft is at hand."""
    for day in state.days():
        subject = state.subject(day, VERSION_PREFIX + version)
        fold = subject.fold if subject is not None else None
        if isinstance(fold, VersionsFold) and fold.drafted:
            return next((base for event in fold.drafted if (base := words(event.data, "base"))), "")
    return None
