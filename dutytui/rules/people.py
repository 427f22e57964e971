"""Who is at the desk: signing in under a post, and out."""

from __future__ import annotations

from dutytui.rules.commands import SignIn, SignOut
from dutytui.rules.context import Context, check_post
from dutytui.rules.credentials.sign_in import check_sign_in
from dutytui.rules.events import SIGNED_IN, SIGNED_OUT, Fact
from dutytui.rules.folds import PERSON_PREFIX
from dutytui.rules.plan import business_day
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State


def sign_in(state: State, command: SignIn, context: Context) -> tuple[Fact, ...] | Refusal:
    """Listed people under one of their posts; anybody else by the name they type, where no PIN is required."""
    listed = context.law.people.get(command.person)
    name = listed.name if listed else command.name.strip()
    if not command.person or not name:
        return Refusal("name_missing")
    refused = check_sign_in(state, context, command.person, name) or check_post(
        context.law, command.person, name, command.post
    )
    if refused:
        return refused
    return (_fact(context, SIGNED_IN, command.person, command.person, command.post, {"name": name}),)


def sign_out(state: State, command: SignOut, context: Context) -> tuple[Fact, ...] | Refusal:  # noqa: ARG001 - one shape for all
    """Leaving the desk; by whoever is signed in."""
    return (_fact(context, SIGNED_OUT, command.person, context.person, context.post, {}),)


def _fact(context: Context, kind: str, person: str, by: str, post: str, data: dict[str, str]) -> Fact:
    return Fact(
        kind=kind,
        on=PERSON_PREFIX + person,
        day=business_day(context.now, context.procedures.mall.day_starts),
        at=context.now,
        by=by,
        post=post,
        data=data,
        procedure=context.procedures.version,
        cause=context.command,
    )
