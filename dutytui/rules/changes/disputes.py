"""Two versions of the procedures that are to be in force from the same day on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from dutytui.rules.changes.fold import MALL, VERSION_PREFIX, VersionsFold
from dutytui.rules.dispute import Dispute, Side, said, since
from dutytui.rules.entry_fold import words
from dutytui.rules.looking import Looking


def disputes(at: Looking) -> Iterator[Dispute]:
    """Both were countersigned, the one recorded later counts, and nobody has seen both: until a version is adopted
    for a later day, which was drafted against what is in force then."""
    days = [one for one in at.state.days() if at.state.subject(one, MALL) is not None]
    for day in days[-1:]:
        subject = at.state.subject(day, MALL)
        if subject is None or not isinstance(subject.fold, VersionsFold) or len(subject.writers) < 2:
            continue
        adopted = sorted(subject.fold.adopted, key=lambda event: (words(event.data, "version"), event.order))
        versions = [tuple(found) for _version, found in groupby(adopted, lambda event: words(event.data, "version"))]
        if len(versions) > 1 and not _built_on(at, [words(side[0].data, "version") for side in versions]):
            sides = tuple(Side(said(at, subject, side)) for side in versions)
            yield Dispute("versions", f"{day}/{MALL}", MALL, day, sides, since(sides), {"day": day}, go="changes")


def _built_on(at: Looking, versions: list[str]) -> bool:
    """Whether one of them was drafted against another, which its author so knew; or what was drafted isn't here."""
    bases = {version: _base(at, version) for version in versions}
    return None in bases.values() or any(base in versions for base in bases.values())


def _base(at: Looking, version: str) -> str | None:
    """The version that a draft was compared with, "" for none, None where no draft is at hand."""
    for day in at.state.days():
        subject = at.state.subject(day, VERSION_PREFIX + version)
        fold = subject.fold if subject is not None else None
        if isinstance(fold, VersionsFold) and fold.drafted:
            return next((base for event in fold.drafted if (base := words(event.data, "base"))), "")
    return None
