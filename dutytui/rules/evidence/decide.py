"""Commands in, facts or a refusal out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dutytui.rules.commands import Command
from dutytui.rules.context import Context, Decision, author
from dutytui.rules.events import ALARM_ACKNOWLEDGED, HEADS_WITNESSED, Fact
from dutytui.rules.evidence.commands import AcknowledgeAlarm, WitnessHeads
from dutytui.rules.evidence.fold import may_acknowledge
from dutytui.rules.evidence.found import EVIDENCE_PREFIX, WITNESS_PREFIX, acknowledgements
from dutytui.rules.evidence.heads import root_of
from dutytui.rules.procedure import MANAGE_TERMINALS
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State


def witness(state: State, command: WitnessHeads, context: Context) -> tuple[Fact, ...] | Refusal:  # noqa: ARG001
    """By nobody: the program itself says it."""
    if not command.heads:
        return Refusal("nothing_to_witness")
    heads = {writer: list(head) for writer, head in command.heads.items()}
    data = {"heads": heads, "root": root_of(command.heads)}
    fact = context.fact(HEADS_WITNESSED, WITNESS_PREFIX + command.writer, command.day, None, data=data)
    return (replace(fact, by="", post=""),)


def acknowledge(state: State, command: AcknowledgeAlarm, context: Context) -> tuple[Fact, ...] | Refusal:
    """With words, by those who may, and once: who comes later sees what was said."""
    found = state.found.get(command.evidence)
    if found is None:
        return Refusal("finding_unknown")
    if not may_acknowledge(context.law, context.person, context.post):
        return Refusal("acknowledge_not_allowed", {"posts": context.law.posts_that_may(MANAGE_TERMINALS)})
    said = acknowledgements(state, command.evidence)
    if said:
        return Refusal("already_acknowledged", {"by": author(state, context, said[0]), "at": said[0].at})
    if not command.words.strip():
        return Refusal("acknowledge_words_missing")
    data = {"code": found.code, "values": dict(found.values), "words": command.words.strip()}
    return (context.fact(ALARM_ACKNOWLEDGED, EVIDENCE_PREFIX + found.id, command.day, None, data=data),)


DECISIONS: Mapping[type[Command], Decision] = {WitnessHeads: witness, AcknowledgeAlarm: acknowledge}
