"""What was done here and waived there."""

from __future__ import annotations

from collections.abc import Iterator

from dutytui.rules.dispute import Dispute, Kind, of_subject
from dutytui.rules.looking import Looking
from dutytui.rules.obligations.fold import OBLIGATION_PREFIX
from dutytui.rules.obligations.rights import obligation_of


def disputes(at: Looking) -> Iterator[Dispute]:
    for subject in at.state.shared(OBLIGATION_PREFIX):
        name = subject.on.removeprefix(OBLIGATION_PREFIX)
        known = obligation_of(at.law, name)
        kind = Kind("obligation", {"title": known.title if known else at.law.same(name)}, go="calendar")
        yield from of_subject(at, subject, lambda _about, made=kind: made)  # type: ignore[misc]
