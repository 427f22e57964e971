"""What was keyed in from paper is decided like anything else, and marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dutytui.rules.commands import Command
from dutytui.rules.context import Context, Decision
from dutytui.rules.events import Fact
from dutytui.rules.paper.commands import KeyIn
from dutytui.rules.paper.rows import is_number
from dutytui.rules.paper.said import PAPER
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State


def key_in(state: State, command: KeyIn, context: Context) -> tuple[Fact, ...] | Refusal:
    """The facts of the command, each with the number of the row it was read from. Only what has a time of its own can
    come from paper: without one it would have happened now."""
    from dutytui.rules.decide import decide  # it knows this module

    if not is_number(command.row):
        return Refusal("paper_row_unknown", {"given": command.row})
    if getattr(command.command, "at", None) is None:
        return Refusal("paper_time_missing", {"row": command.row})
    answer = decide(state, command.command, context)
    if isinstance(answer, Refusal):
        return answer
    return tuple(replace(fact, data={**fact.data, PAPER: command.row}) for fact in answer)


DECISIONS: Mapping[type[Command], Decision] = {KeyIn: key_in}
