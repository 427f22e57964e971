"""Commands in, facts or a refusal out. The program gives these by itself, so nobody is their author."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from dutytui.rules.commands import Command
from dutytui.rules.context import Context, Decision
from dutytui.rules.events import DESK_CLOSED, DESK_OPENED, Event, Fact
from dutytui.rules.plan import business_day
from dutytui.rules.presence.commands import CloseDesk, OpenDesk
from dutytui.rules.presence.fold import DESK_PREFIX, last_heard, opened_by
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State


def open_desk(state: State, command: OpenDesk, context: Context) -> tuple[Fact, ...] | Refusal:
    """Open from now on. What was left open before is closed at the last moment it was known to be alive, as crashed."""
    facts: list[Fact] = []
    days = dict.fromkeys((_day_of(context, command.alive) or command.day, command.day))
    for day in days:
        opened = opened_by(state, day, command.writer)
        if opened is not None:
            at = _last_alive(state, command, context, opened, day)
            facts.append(_fact(context, DESK_CLOSED, day, command.writer, at, crashed=True))
    return (*facts, _fact(context, DESK_OPENED, command.day, command.writer, context.now))


def close_desk(state: State, command: CloseDesk, context: Context) -> tuple[Fact, ...] | Refusal:
    """Closed in order."""
    if opened_by(state, command.day, command.writer) is None:
        return Refusal("desk_not_open")
    return (_fact(context, DESK_CLOSED, command.day, command.writer, context.now),)


def _last_alive(state: State, command: OpenDesk, context: Context, opened: Event, day: date) -> datetime:
    """What the note says that it kept; without one, its last record. Not before its opening, never in the future."""
    proof = command.alive or last_heard(state, command.writer)
    if proof is None or _day_of(context, proof) != day:
        proof = opened.at
    return min(max(proof, opened.at), context.now).astimezone(context.now.tzinfo)


def _day_of(context: Context, moment: datetime | None) -> date | None:
    if moment is None:
        return None
    return business_day(moment.astimezone(context.now.tzinfo), context.procedures.mall.day_starts)


def _fact(context: Context, kind: str, day: date, writer: str, at: datetime, *, crashed: bool = False) -> Fact:
    data = {"crashed": True} if crashed else {}
    return replace(context.fact(kind, DESK_PREFIX + writer, day, at, data=data), by="", post="")


DECISIONS: Mapping[type[Command], Decision] = {OpenDesk: open_desk, CloseDesk: close_desk}
