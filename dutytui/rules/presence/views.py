"""When any terminal is known to have stood open: what "missed" needs, and "unknown" lacks (field.md, ours 3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from dutytui.rules.looking import Looking
from dutytui.rules.presence.fold import DESK_PREFIX, DeskFold, last_heard


class Span(NamedTuple):
    """Both inclusive."""

    starts: datetime
    ends: datetime


def known_on(at: Looking, gap: timedelta) -> tuple[Span, ...]:
    """The stretches of the day in which some terminal stood open, in order; gaps no longer than `gap` are closed.

    A terminal that has not said that it closed is known to be on until now if it is the one that looks; any other
    until the last thing it recorded, since it may have lost its power a moment later.
    """
    merged: list[Span] = []
    for span in sorted(_spans(at)):
        if merged and span.starts - merged[-1].ends <= gap:
            merged[-1] = Span(merged[-1].starts, max(merged[-1].ends, span.ends))
        else:
            merged.append(span)
    return tuple(merged)


def covers(spans: tuple[Span, ...], starts: datetime, ends: datetime) -> bool:
    """Whether one of the stretches holds the whole window."""
    return any(span.starts <= starts and ends <= span.ends for span in spans)


def _spans(at: Looking) -> Iterator[Span]:
    for subject in at.state.subjects(at.day, DESK_PREFIX):
        fold = subject.fold
        for opened, closed in fold.spans if isinstance(fold, DeskFold) else ():
            ends = closed.at if closed is not None else _alive(at, subject.on.removeprefix(DESK_PREFIX))
            if ends is not None and ends >= opened.at:
                yield Span(opened.at, ends)
            else:
                yield Span(opened.at, opened.at)


def _alive(at: Looking, writer: str) -> datetime | None:
    heard = last_heard(at.state, writer)
    return at.now if writer == at.writer or (heard is not None and heard > at.now) else heard
