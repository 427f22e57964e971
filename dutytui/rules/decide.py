"""Commands in, facts or a refusal out. Pure: the same state, command and context always give the same answer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dutytui.rules import commands
from dutytui.rules.context import Context, Decision, check_person
from dutytui.rules.events import Fact
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State


def decide(state: State, command: commands.Command, context: Context) -> tuple[Fact, ...] | Refusal:
    """The facts to record, in order and all or none, or why not.

    Nobody who is not signed in may do anything but sign in, and a day that was closed takes little more. Raises
    ValueError when the context's plan is of another day than an item command is about.
    """
    from dutytui.rules.closing.day_decide import check_open  # with the first command, as all decisions

    refused = None if type(command) in _by_nobody() else check_person(context)
    return refused or check_open(state, command, context) or _decisions()[type(command)](state, command, context)


@cache
def _by_nobody() -> frozenset[type[commands.Command]]:
    """What needs nobody signed in: signing in, and what the program says of itself."""
    from dutytui.rules.presence.commands import CloseDesk, OpenDesk

    return frozenset({commands.SignIn, OpenDesk, CloseDesk})


@cache
def _decisions() -> Mapping[type[commands.Command], Decision]:
    # Imported with the first command: the first screen draws without them.
    from dutytui.rules import entries, items, people
    from dutytui.rules.approvals import decide as approvals
    from dutytui.rules.changes import decide as changes
    from dutytui.rules.closing import decide as closing
    from dutytui.rules.figures import decide as figures
    from dutytui.rules.handover import decide as handover
    from dutytui.rules.journals import decide as journals
    from dutytui.rules.meals import decide as meals
    from dutytui.rules.obligations import decide as obligations
    from dutytui.rules.patrols import decide as patrols
    from dutytui.rules.presence import decide as presence
    from dutytui.rules.roll_call import decide as roll_call
    from dutytui.rules.sales import decide as sales
    from dutytui.rules.service import decide as service
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
        **presence.DECISIONS,
        **roll_call.DECISIONS,
        **patrols.DECISIONS,
        **meals.DECISIONS,
        **service.DECISIONS,
        **sales.DECISIONS,
        **handover.DECISIONS,
        **journals.DECISIONS,
        **closing.DECISIONS,
        **approvals.DECISIONS,
        **obligations.DECISIONS,
        **figures.DECISIONS,
        **changes.DECISIONS,
    }
