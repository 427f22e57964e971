"""Late stays: registering somebody who stays after closing, and saying that they have left."""

from __future__ import annotations

from dutytui.rules.closing.commands import EndStay, RegisterStay
from dutytui.rules.closing.stay_fold import STAY_PREFIX, StayFold
from dutytui.rules.context import Context, author, check_belongs, check_day
from dutytui.rules.entry_fold import words
from dutytui.rules.events import STAY_ENDED, STAY_REGISTERED, Fact
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State
from dutytui.rules.views import Named


def register(state: State, command: RegisterStay, context: Context) -> tuple[Fact, ...] | Refusal:  # noqa: ARG001 - one shape for all
    """By anybody at the desk: who, where, until when and why."""
    law = context.law
    refused = check_day(context, command.day, command.at) or (
        check_belongs(context, command.day, command.at) if command.at else None
    )
    if refused:
        return refused
    if not command.name.strip():
        return Refusal("name_missing")
    if command.place not in law.places:
        names = tuple(law.place(known) for known in law.places)
        return Refusal("place_unknown", {"given": command.place, "places": names})
    if command.until <= (command.at or context.now):
        return Refusal("stay_until_past", {"until": command.until})
    if not command.reason.strip():
        return Refusal("reason_missing")
    data = {
        "name": " ".join(command.name.split()),
        "place": command.place,
        "until": command.until.isoformat(),
        "reason": command.reason.strip(),
    }
    return (context.fact(STAY_REGISTERED, STAY_PREFIX + context.command, command.day, command.at, data=data),)


def end(state: State, command: EndStay, context: Context) -> tuple[Fact, ...] | Refusal:
    """By anybody who saw them leave."""
    subject = state.subject(command.day, command.stay)
    fold = subject.fold if subject is not None else None
    if not isinstance(fold, StayFold) or fold.registered is None:
        return Refusal("stay_unknown")
    refused = check_day(context, command.day, command.at)
    if refused:
        return refused
    who = Named("", context.law.same(words(fold.registered.data, "name")))
    if fold.ended is not None:
        values = {"person": who, "by": author(state, context, fold.ended), "at": fold.ended.at}
        return Refusal("stay_ended_already", values)
    if command.at is not None and command.at < fold.registered.at:
        return Refusal("stay_ends_before", {"person": who, "at": fold.registered.at})
    note = {"note": command.note.strip()}
    return (context.fact(STAY_ENDED, command.stay, command.day, command.at, data=note),)
