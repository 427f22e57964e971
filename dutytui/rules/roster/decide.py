"""What may be recorded about terminals, by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dutytui.rules.commands import Command
from dutytui.rules.context import Context, Decision, author
from dutytui.rules.events import ROSTER_BEGUN, TERMINAL_ENROLLED, TERMINAL_PRESENTED, TERMINAL_REVOKED, Event, Fact
from dutytui.rules.procedure import MANAGE_TERMINALS
from dutytui.rules.refusal import Refusal
from dutytui.rules.roster.commands import BeginRoster, Enrolling, EnrolTerminal, PresentTerminal, RevokeTerminal
from dutytui.rules.roster.fingerprints import as_typed
from dutytui.rules.roster.said import ROSTER, is_read, may_manage, subject_of
from dutytui.rules.roster.standing import Roster, Standing, Terminal
from dutytui.rules.state import State


def begin(state: State, command: BeginRoster, context: Context) -> tuple[Fact, ...] | Refusal:
    """Once for a mall; once more only where nobody is left who could let anybody in, or at a terminal that was shut
    out: whoever has stolen one may have shut out all others."""
    refused = _check_right(context)
    if refused:
        return refused
    known = _roster(state)
    own = known.terminal(command.own)
    left = any(one.standing is Standing.ENROLLED for one in known.terminals.values())
    if known.begun is not None and left and not (own is not None and own.revoked):
        return Refusal("roster_begun_already", _when(state, context, known.begun))
    terminals = [_said(one) for one in command.terminals if one.key]
    if command.own not in {one["key"] for one in terminals}:
        return Refusal("roster_without_this_terminal")
    return (context.fact(ROSTER_BEGUN, ROSTER, command.day, None, data={"terminals": terminals}),)


def present(state: State, command: PresentTerminal, context: Context) -> tuple[Fact, ...] | Refusal:
    """By the program; once, and again when what it says of itself has changed."""
    own = command.terminal
    known = _roster(state).terminal(own.key)
    if known is not None and known.introduced == own:
        return Refusal("terminal_presented_already")
    fact = context.fact(TERMINAL_PRESENTED, subject_of(own.key), command.day, None, data=_said(own))
    return (replace(fact, by="", post=""),)


def enrol(state: State, command: EnrolTerminal, context: Context) -> tuple[Fact, ...] | Refusal:
    """Whoever may, at an enrolled terminal, having read the fingerprint at the other machine."""
    found = _at_hand(state, command.key, command.own, context)
    if isinstance(found, Refusal):
        return found
    known, terminal = found
    if terminal.standing is Standing.ENROLLED and not terminal.disputed and terminal.act is not None:
        return Refusal("terminal_enrolled_already", {"name": terminal.name, **_when(state, context, terminal.act)})
    if not is_read(command.read, command.key):
        return Refusal("terminal_read_wrong", {"name": terminal.name})
    name = command.name.strip() or terminal.name
    if not name:
        return Refusal("terminal_name_missing")
    data = {**_said(Enrolling(terminal.key, terminal.box, name)), "read": as_typed(command.read)}
    return (_fact(context, TERMINAL_ENROLLED, command, terminal, known, data),)


def revoke(state: State, command: RevokeTerminal, context: Context) -> tuple[Fact, ...] | Refusal:
    """Whoever may, with a reason; one's own terminal too, but not the only one."""
    found = _at_hand(state, command.key, command.own, context)
    if isinstance(found, Refusal):
        return found
    known, terminal = found
    if terminal.standing is Standing.REVOKED and not terminal.disputed and terminal.act is not None:
        return Refusal("terminal_revoked_already", {"name": terminal.name, **_when(state, context, terminal.act)})
    reason = command.reason.strip()
    if not reason:
        return Refusal("reason_missing")
    enrolled = [one.key for one in known.terminals.values() if one.standing is Standing.ENROLLED]
    if enrolled == [command.key]:
        return Refusal("terminal_is_the_last")
    cut = {writer: list(place) for writer, place in command.cut.items()}
    data = {"key": terminal.key, "reason": reason, "cut": cut}
    return (_fact(context, TERMINAL_REVOKED, command, terminal, known, data),)


def _at_hand(state: State, key: str, own: str, context: Context) -> tuple[Roster, Terminal] | Refusal:
    refused = _check_right(context)
    if refused:
        return refused
    known = _roster(state)
    if known.begun is None:
        return Refusal("roster_not_begun")
    here = known.terminal(own)
    if here is None or here.standing is not Standing.ENROLLED:
        return Refusal("terminal_itself_outside")
    terminal = known.terminal(key)
    return Refusal("terminal_unknown") if terminal is None else (known, terminal)


def _check_right(context: Context) -> Refusal | None:
    if may_manage(context.law, context.person, context.post):
        return None
    posts = context.law.posts_that_may(MANAGE_TERMINALS)
    return Refusal("terminals_not_allowed", {"posts": posts}) if posts else Refusal("terminals_nobody_may")


def _fact(
    context: Context,
    kind: str,
    command: EnrolTerminal | RevokeTerminal,
    terminal: Terminal,
    known: Roster,
    data: Mapping[str, Any],
) -> Fact:
    assert known.begun is not None
    said = {**data, "roster": known.begun.id}
    if terminal.told:
        said["over"] = list(terminal.told)
    return context.fact(kind, subject_of(command.key), command.day, None, data=said)


def _when(state: State, context: Context, act: Event) -> dict[str, Any]:
    return {"by": author(state, context, act), "day": act.at.date(), "at": act.at}


def _said(one: Enrolling) -> dict[str, str]:
    return {name: value for name, value in (("key", one.key), ("box", one.box), ("name", one.name)) if value}


def _roster(state: State) -> Roster:
    return state.roster or Roster()


DECISIONS: Mapping[type[Command], Decision] = {
    BeginRoster: begin,
    PresentTerminal: present,
    EnrolTerminal: enrol,
    RevokeTerminal: revoke,
}
