"""Commands in, facts or a refusal out. Pure: the same state, command and context always give the same answer."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache

from dutytui.rules import commands
from dutytui.rules.context import Context, Decision, check_person, check_proven
from dutytui.rules.events import Fact
from dutytui.rules.knowing import naming
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State

AREAS = (
    "presence",
    "roll_call",
    "patrols",
    "meals",
    "service",
    "sales",
    "handover",
    "journals",
    "closing",
    "approvals",
    "obligations",
    "review",
    "figures",
    "changes",
    "evidence",
    "roster",
    "credentials",
    "paper",
)
"""Packages of `dutytui.rules` with commands of their own: their ``decide`` has the table `DECISIONS`."""


def decide(state: State, command: commands.Command, context: Context) -> tuple[Fact, ...] | Refusal:
    """The facts to record, in order and all or none, or why not.

    Nobody who is not signed in may do anything but sign in, and a day that was closed takes little more. Raises
    ValueError when the context's plan is of another day than an item command is about.
    """
    from dutytui.rules.closing.day_decide import check_open  # with the first command, as all decisions

    if command.BY_ITSELF and context.shut_out:
        return Refusal("terminal_shut_out")
    refused = None if type(command) in _by_nobody() else check_person(context) or _check_lock(state, command, context)
    answer = refused or check_open(state, command, context) or _decisions()[type(command)](state, command, context)
    return answer if isinstance(answer, Refusal) else naming(state, answer)


def _check_lock(state: State, command: commands.Command, context: Context) -> Refusal | None:
    """Who has left acts no more, and at a locked desk nobody does. But the program draws rounds for whoever is there,
    and does so while they are away, too."""
    from dutytui.rules.credentials.sign_in import check_gone
    from dutytui.rules.patrols.commands import DrawRounds

    refused = check_gone(state, context, context.person, "")
    return refused or (None if type(command) is DrawRounds else check_proven(context))


@cache
def _by_nobody() -> frozenset[type[commands.Command]]:
    """What needs nobody signed in: signing in, and what the program says of itself."""
    from dutytui.rules.changes.commands import AdoptBaseline, AdoptVersion
    from dutytui.rules.credentials.commands import FailSignIn, SetCredential, ShareCredential
    from dutytui.rules.evidence.commands import WitnessHeads
    from dutytui.rules.presence.commands import CloseDesk, OpenDesk
    from dutytui.rules.roster.commands import PresentTerminal

    of_keys = {FailSignIn, SetCredential, ShareCredential}
    by_program = {OpenDesk, CloseDesk, AdoptBaseline, AdoptVersion, WitnessHeads, PresentTerminal}
    return frozenset({commands.SignIn, *by_program, *of_keys})


@cache
def _decisions() -> Mapping[type[commands.Command], Decision]:
    # Imported with the first command: the first screen draws without them.
    from dutytui.rules import entries, items, people
    from dutytui.rules.undo import undo

    found: dict[type[commands.Command], Decision] = {
        commands.SignIn: people.sign_in,
        commands.SignOut: people.sign_out,
        commands.TickItem: items.tick,
        commands.WaiveItem: items.waive,
        commands.FailItem: items.fail,
        commands.Undo: undo,
        commands.LogEntry: entries.log,
        commands.RemarkEntry: entries.remark,
        commands.CorrectEntry: entries.correct,
        commands.HandleEntry: entries.handle,
        commands.CloseEntry: entries.close,
        commands.ReopenEntry: entries.reopen,
    }
    for area in AREAS:
        found |= importlib.import_module(f"dutytui.rules.{area}.decide").DECISIONS
    return found
