"""Whether somebody may sit down at the desk, as far as PINs and leaving go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dutytui.rules.credentials.procedure import PinUse
from dutytui.rules.lookup import Lookup
from dutytui.rules.procedure import MANAGE_PEOPLE, MANAGE_TERMINALS
from dutytui.rules.refusal import Refusal

if TYPE_CHECKING:
    from dutytui.rules.context import Context
    from dutytui.rules.state import State


def check_sign_in(state: State, context: Context, person: str, name: str) -> Refusal | None:
    """name: as it is listed or typed; who has left does not come back under the name that they were listed with."""
    law = context.law
    refused = check_gone(state, context, person, name)
    if refused:
        return refused
    known = context.credentials.of(person)
    if known.key:
        return None if context.proven == person else Refusal("pin_needed", {"person": law.person(person, name)})
    required = law.procedures.pins.use is PinUse.REQUIRED
    if required and person not in law.people:
        return Refusal("pin_listed_only")
    return Refusal("pin_to_set", {"person": law.person(person, name)}) if known.to_set or required else None


def check_gone(state: State, context: Context, person: str, name: str) -> Refusal | None:
    """Who has left, or had a PIN and was taken off people.yaml, signs in no more: neither by id nor by name."""
    law, credentials = context.law, context.credentials
    for gone in credentials.people():
        if gone != person and (person in law.people or not name or state.name_said(gone) != name):
            continue
        known, named = credentials.of(gone), law.person(gone, name)
        if known.left and known.ended is not None:
            posts = law.posts_that_may(MANAGE_PEOPLE)
            by = law.person(known.ended.by)
            return Refusal("person_left", {"person": named, "by": by, "at": known.ended.at, "posts": posts})
        if known.keys and gone not in law.people:
            return Refusal("person_removed", {"person": named})
    return None


def elsewhere(state: State, law: Lookup, boxes: Iterable[str], own: str) -> Refusal:
    """Why a PIN that was set at another terminal opens nothing here, and what would change that.

    boxes: fingerprints of the terminals that keys are sealed for; own: this terminal's.
    """
    founders = law.posts_that_may(MANAGE_TERMINALS)
    if state.roster is None or state.roster.begun is None:
        return Refusal("pin_elsewhere_alone", {"founders": founders, "posts": law.posts_that_may(MANAGE_PEOPLE)})
    return Refusal("pin_elsewhere") if own in boxes else Refusal("pin_elsewhere_outside", {"founders": founders})
