"""Commands in, facts or a refusal out. Pure: the same state, command and context always give the same answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from dutytui.rules import commands
from dutytui.rules.context import Context, check_person
from dutytui.rules.events import Fact
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State

_Decision = Callable[[State, Any, Context], tuple[Fact, ...] | Refusal]


def decide(state: State, command: commands.Command, context: Context) -> tuple[Fact, ...] | Refusal:
    """The facts to record, in order and all or none, or why not.

    Nobody who is not signed in may do anything but sign in. Raises ValueError when the context's plan is of another day
    than an item command is about.
    """
    refused = None if isinstance(command, commands.SignIn) else check_person(context)
    return refused or _decisions()[type(command)](state, command, context)


@cache
def _decisions() -> Mapping[type[commands.Command], _Decision]:
    # Imported with the first command: the first screen draws without them.
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
