"""Commands in, facts or a refusal out, for PINs and the keys behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dutytui.rules.commands import Command
from dutytui.rules.context import Context, Decision
from dutytui.rules.credentials.commands import (
    EndCredential,
    FailSignIn,
    SetCredential,
    ShareCredential,
    UnlockSignIn,
)
from dutytui.rules.credentials.procedure import PinUse
from dutytui.rules.credentials.rights import may_manage
from dutytui.rules.credentials.sign_in import check_gone
from dutytui.rules.credentials.trust import CREDENTIAL_PREFIX
from dutytui.rules.events import (
    CREDENTIAL_ENDED,
    CREDENTIAL_SET,
    CREDENTIAL_SHARED,
    SIGN_IN_FAILED,
    SIGN_IN_UNLOCKED,
    Fact,
)
from dutytui.rules.folds import PERSON_PREFIX
from dutytui.rules.plan import business_day
from dutytui.rules.procedure import MANAGE_PEOPLE
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State


def set_credential(state: State, command: SetCredential, context: Context) -> tuple[Fact, ...] | Refusal:
    """By the person, whoever is signed in: at a desk that asks for it they have not signed in yet."""
    law, known = context.law, context.credentials.of(command.person)
    listed = law.people.get(command.person)
    if listed is None:
        return Refusal("person_not_listed", {"given": command.person})
    refused = check_gone(state, context, command.person, listed.name)
    if refused:
        return refused
    if law.procedures.pins.use is PinUse.OFF and not known.keys:
        return Refusal("pins_off")
    if known.key and context.proven != command.person:
        return Refusal("pin_needed", {"person": law.person(command.person)})
    if known.key not in {"", command.key} or any(held.key == command.key for held in known.keys if not known.key):
        return Refusal("credential_other_key", {"person": law.person(command.person)})
    post = context.post if context.person == command.person else listed.posts[0]
    fact = _fact(context, CREDENTIAL_SET, command.person, {"key": command.key, "sealed": dict(command.sealed)})
    return (replace(fact, by=command.person, post=post),)


def share(state: State, command: ShareCredential, context: Context) -> tuple[Fact, ...] | Refusal:  # noqa: ARG001 - one shape for all
    """By the program: only of the PIN that holds now, and only what other terminals lack."""
    known = context.credentials.of(command.person)
    news = {name: one for name, one in command.sealed.items() if name not in known.sealed}
    if known.set is None or not known.key or (known.key, known.set.id) != (command.key, command.of) or not news:
        return Refusal("credential_not_shared")
    data = {"key": command.key, "of": command.of, "sealed": news}
    return (replace(_fact(context, CREDENTIAL_SHARED, command.person, data), by="", post=""),)


def end(state: State, command: EndCredential, context: Context) -> tuple[Fact, ...] | Refusal:
    """With a reason, by whoever manages people, of anybody but themselves."""
    law, known = context.law, context.credentials.of(command.person)
    refused = _check_manages(context, command.person)
    if refused:
        return refused
    if command.person not in law.people and not known.keys and not state.name_said(command.person):
        return Refusal("person_not_listed", {"given": command.person})
    if not command.leaves and not (known.key or known.left):
        return Refusal("credential_none", {"person": law.person(command.person)})
    reason = command.reason.strip()
    if not reason:
        return Refusal("reason_missing")
    if command.since is not None and command.since > context.now:
        return Refusal("since_in_future")
    data: dict[str, Any] = {"reason": reason}
    if command.leaves:
        data["leaves"] = True
    if command.since is not None:
        data["since"] = command.since.isoformat()
    return (_fact(context, CREDENTIAL_ENDED, command.person, data),)


def fail(state: State, command: FailSignIn, context: Context) -> tuple[Fact, ...] | Refusal:  # noqa: ARG001 - see above
    """By the program, as often as it happens."""
    fact = _fact(context, SIGN_IN_FAILED, command.person, {"count": command.count}, PERSON_PREFIX)
    return (replace(fact, by="", post=""),)


def unlock(state: State, command: UnlockSignIn, context: Context) -> tuple[Fact, ...] | Refusal:  # noqa: ARG001 - see above
    """By whoever manages people, of anybody but themselves."""
    refused = _check_manages(context, command.person)
    return refused or (_fact(context, SIGN_IN_UNLOCKED, command.person, {}, PERSON_PREFIX),)


def _check_manages(context: Context, person: str) -> Refusal | None:
    posts = context.law.posts_that_may(MANAGE_PEOPLE)
    if not may_manage(context.law, context.person, context.post):
        return Refusal("people_not_allowed", {"posts": posts})
    return Refusal("people_own", {"posts": posts}) if person == context.person else None


def _fact(context: Context, kind: str, person: str, data: Mapping[str, Any], prefix: str = CREDENTIAL_PREFIX) -> Fact:
    day = business_day(context.now, context.procedures.mall.day_starts)
    return context.fact(kind, prefix + person, day, None, data=data)


DECISIONS: Mapping[type[Command], Decision] = {
    SetCredential: set_credential,
    ShareCredential: share,
    EndCredential: end,
    FailSignIn: fail,
    UnlockSignIn: unlock,
}
