"""The way of a request: the steps that its fields call for, with whoever was added, and the seats to sign at each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dutytui.rules.approvals.conditions import Given, holds
from dutytui.rules.approvals.flow import Flow, Sign, Step
from dutytui.rules.lookup import POST_PREFIX

ANY = "*"


@dataclass(frozen=True, slots=True)
class Seat:
    """A place for one signature.

    key: ``<stage>/<post>``, ``<stage>/*`` for any of several; posts: whose holders sign, any of them; person: the one
    who signs in their place, since it was handed to them or they were added, else "".
    """

    key: str
    stage: str
    posts: tuple[str, ...]
    person: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A step as one request comes by it. id: the step's, ``<step>+1`` … for signers that were added at it."""

    id: str
    step: Step
    seats: tuple[Seat, ...]
    added: bool = False

    def seat(self, key: str) -> Seat | None:
        return next((seat for seat in self.seats if seat.key == key), None)


@dataclass(frozen=True, slots=True)
class Added:
    """A signer whom somebody added at a step. to: a person's id or ``post:<id>``; number: 1, 2 … at that step."""

    step: str
    to: str
    before: bool
    number: int


def path(
    flow: Flow, fields: Mapping[str, Given], added: Sequence[Added] = (), handed: Mapping[str, str] | None = None
) -> tuple[Stage, ...]:
    """The stages that a request with these fields comes by, in order. handed: seat key → whom it was handed to."""
    return tuple(
        _with_hands(stage, handed or {})
        for step in flow.steps
        if holds(step.when, fields)
        for stage in _around(step, [one for one in added if one.step == step.id])
    )


def base_step(stage: str) -> str:
    """The id of the step that a stage belongs to."""
    return stage.partition("+")[0]


def stage_of(seat: str) -> str:
    """The id of the stage that a seat belongs to."""
    return seat.partition("/")[0]


def _around(step: Step, added: Iterable[Added]) -> Iterable[Stage]:
    every = list(added)
    # Whoever was asked last to sign before somebody signs first.
    yield from (_added(step, one) for one in reversed(every) if one.before)
    yield Stage(step.id, step, _seats(step))
    yield from (_added(step, one) for one in every if not one.before)


def _seats(step: Step) -> tuple[Seat, ...]:
    if step.sign is Sign.ALL:
        return tuple(Seat(f"{step.id}/{post}", step.id, (post,)) for post in step.posts)
    key = f"{step.id}/{step.posts[0] if len(step.posts) == 1 else ANY}"
    return (Seat(key, step.id, step.posts),)


def _added(step: Step, one: Added) -> Stage:
    stage = f"{step.id}+{one.number}"
    # An added signer fills in nothing: the step's own signers still do.
    return Stage(stage, replace(step, fields=(), check_ins=()), (_handed(Seat(f"{stage}/+", stage, ()), one.to),), True)


def _with_hands(stage: Stage, handed: Mapping[str, str]) -> Stage:
    if not any(seat.key in handed for seat in stage.seats):
        return stage
    seats = (_handed(seat, handed[seat.key]) if seat.key in handed else seat for seat in stage.seats)
    return replace(stage, seats=tuple(seats))


def _handed(seat: Seat, to: str) -> Seat:
    if to.startswith(POST_PREFIX):
        return replace(seat, posts=(to.removeprefix(POST_PREFIX),), person="")
    return replace(seat, posts=(), person=to)
