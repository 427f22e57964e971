"""Terminals that one let in and another shut out, and rosters founded apart. Settled on the page of terminals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dutytui.rules.acts import acts
from dutytui.rules.dispute import Dispute, Said, Side
from dutytui.rules.events import TERMINAL_REVOKED, Event
from dutytui.rules.looking import Looking
from dutytui.rules.procedure import MANAGE_TERMINALS
from dutytui.rules.roster.fold import roster_events
from dutytui.rules.roster.said import ROSTER, subject_of
from dutytui.rules.roster.standing import Terminal


def disputes(at: Looking) -> Iterator[Dispute]:
    known = at.state.roster
    if known is None or known.begun is None:
        return
    events = {event.id: event for event in roster_events(at.state)}
    for one in known.disputed:
        yield from _terminal(at, one, events)
    if known.others:
        sides = tuple(_side(at, (event,)) for event in (known.begun, *known.others))
        yield from _made(at, "rosters", ROSTER, sides, {})


def _terminal(at: Looking, one: Terminal, events: dict[str, Event]) -> Iterator[Dispute]:
    told = [events[said] for said in one.told if said in events]
    out = tuple(event for event in told if event.kind == TERMINAL_REVOKED)
    inside = tuple(event for event in told if event.kind != TERMINAL_REVOKED)
    # Where two shut each other out, the other side is what this one said of that one.
    back = inside or tuple(_answers(at, one, out, events))
    sides = tuple(_side(at, side) for side in (back, out))
    yield from _made(at, "terminal", subject_of(one.key), sides, {"name": one.name or one.fingerprint.upper()})


def _answers(at: Looking, one: Terminal, out: tuple[Event, ...], events: dict[str, Event]) -> Iterator[Event]:
    keys = at.state.openings
    authors = {str(keys[event.writer].data.get("key", "")) for event in out if event.writer in keys}
    for event in sorted(events.values(), key=lambda event: event.order):
        own = event.writer in keys and keys[event.writer].data.get("key") == one.key
        if own and event.kind == TERMINAL_REVOKED and event.data.get("key") in authors:
            yield event


def _side(at: Looking, events: Iterable[Event]) -> Side:
    found = []
    for event in events:
        subject = at.state.subject(event.day, event.on)
        lines = {act.event: act for act in acts(at.state, at.law, subject)} if subject is not None else {}
        if event.id in lines:
            found.append(Said(lines[event.id], event.writer, event.data))
    return Side(tuple(found))


def _made(at: Looking, code: str, on: str, sides: tuple[Side, ...], values: dict[str, object]) -> Iterator[Dispute]:
    """Nothing where nothing of it is at hand. Of two that shut each other out one side may be all that is."""
    whole = tuple(side for side in sides if side.acts)
    recorded = sorted(said.act.recorded for side in whole for said in side.acts)
    if whole:
        posts = at.law.posts_that_may(MANAGE_TERMINALS)
        yield Dispute(code, on, on, at.day, whole, recorded[-1], values, posts, go="terminals")
