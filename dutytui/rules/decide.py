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


def decide(state: State, command: commands.Command, context: Context) -> tuple[Fact, ...] | Refusal:
    """The facts to record, in order and all or none, or why not.

    Nobody who is not signed in may do anything but sign in, and a day that was closed takes little more. Raises
    ValueError when the context's plan is of another day than an item command is about.
    """
    from dutytui.rules.closing.day_decide import check_open  # with the first command, as all decisions

    if command.BY_ITSELF and context.shut_out:
        return Refusal("terminal_shut_out")
    refused = None if command.BY_NOBODY else check_person(context) or _check_lock(state, command, context)
    answer = refused or check_open(state, command, context) or decision(type(command))(state, command, context)
    return answer if isinstance(answer, Refusal) else naming(state, answer)


def _check_lock(state: State, command: commands.Command, context: Context) -> Refusal | None:
    """Who has left acts no more, and at a locked desk nobody does. But the program draws rounds for whoever is there,
    and does so while they are away, too."""
    from dutytui.rules.credentials.sign_in import check_gone
    from dutytui.rules.patrols.commands import DrawRounds

    refused = check_gone(state, context, context.person, "")
    return refused or (None if type(command) is DrawRounds else check_proven(context))


def decision(kind: type[commands.Command]) -> Decision:
    """What decides a kind of command: in the table `DECISIONS` of the ``decide`` beside it, in the package of its area,
    which is loaded with the first command of the area; those of `dutytui.rules.commands` in the table here."""
    area = kind.__module__.removeprefix("dutytui.rules.").rpartition(".")[0]
    if not area:
        return _of_every_mall()[kind]
    found: Decision = importlib.import_module(f"dutytui.rules.{area}.decide").DECISIONS[kind]
    return found


@cache
def _of_every_mall() -> Mapping[type[commands.Command], Decision]:
    from dutytui.rules import entries, items, people
    from dutytui.rules.undo import undo

    return {
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
