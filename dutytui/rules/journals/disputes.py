"""Pages that were written here and left empty there."""

from __future__ import annotations

from collections.abc import Iterator

from dutytui.rules.dispute import Dispute, Kind, of_subject
from dutytui.rules.journals.pages import PAGE_PREFIX, page
from dutytui.rules.looking import Looking


def disputes(at: Looking) -> Iterator[Dispute]:
    for subject in at.state.shared(PAGE_PREFIX):
        found = page(at.law, subject.on)
        title = found.title if found else at.law.same(subject.on.removeprefix(PAGE_PREFIX))
        kind = Kind("page", {"title": title}, go="journals")
        yield from of_subject(at, subject, lambda _about, known=kind: known)  # type: ignore[misc]
