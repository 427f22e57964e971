"""What travels with the handover: evidence that nobody has acknowledged, and what was said today to what has been."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dutytui.rules.acts import person
from dutytui.rules.entry_fold import words
from dutytui.rules.evidence.fold import EvidenceFold
from dutytui.rules.evidence.found import EVIDENCE_PREFIX, unacknowledged
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Unsettled


def unsettled(at: Looking) -> tuple[Unsettled, ...]:
    return (*_silent(at), *_acknowledged(at))


def _silent(at: Looking) -> Iterator[Unsettled]:
    for one in unacknowledged(at.state):
        yield Unsettled(one.code, one.subject, one.values, since=one.found, go="notices")


def _acknowledged(at: Looking) -> Iterator[Unsettled]:
    """Of the day looked at. It goes on by itself: the day's closing asks nothing more of anybody."""
    for subject in at.state.subjects(at.day, EVIDENCE_PREFIX):
        if not isinstance(subject.fold, EvidenceFold):
            continue
        for event in list(subject.fold.effective.values())[:1]:
            values = event.data.get("values")
            said = {
                "by": person(at.state, at.law, event.by),
                "at": event.at,
                "words": words(event.data, "words"),
                "what": Unsettled(words(event.data, "code"), subject.on, values if isinstance(values, Mapping) else {}),
            }
            yield Unsettled("evidence_acknowledged", subject.on, said, asks=False, since=event.at)
