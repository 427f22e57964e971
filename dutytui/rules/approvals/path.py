"""The way of a request: the steps that its fields call for, with whoever was added, and the seats to sign at each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dutytui.rules.approvals.conditions import Given, holds
from dutytui.rules.approvals.flow import Flow, Sign, Step
from dutytui.rules.lazy_dataclass import dataclass
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
    """A step as one request comes by it. id: the step's; ``<step>+<act>`` for a signer whom that act has added."""

    id: str
    step: Step
    seats: tuple[Seat, ...]
    added: bool = False

    def seat(self, key: str) -> Seat | None:
        return next((seat for seat in self.seats if seat.key == key), None)


@dataclass(frozen=True, slots=True)
class Added:
    """A signer whom somebody added. act: the id of the act, which names the stage whatever comes to hand later;
    beside: the stage that they sign right before, or right after; to: a person's id or ``post:<id>``."""

    act: str
    beside: str
    to: str
    before: bool

    @property
    def step(self) -> str:
        return base_step(self.beside)


def path(
    flow: Flow, fields: Mapping[str, Given], added: Sequence[Added] = (), handed: Mapping[str, str] | None = None
) -> tuple[Stage, ...]:
    """The stages that a request with these fields comes by, in order. handed: seat key → whom it was handed to."""
    stages: Iterable[Stage] = (stage for stage in _stages(flow) if holds(stage.step.when, fields))
    if added:
        stages = (one for stage in stages for one in _around(stage, added))
    return tuple(_with_hands(stage, handed) for stage in stages) if handed else tuple(stages)


def base_step(stage: str) -> str:
    """The id of the step that a stage belongs to."""
    return stage.partition("+")[0]


def stage_of(seat: str) -> str:
    """The id of the stage that a seat belongs to."""
    return seat.partition("/")[0]


_KEPT = 256
_known: dict[int, tuple[Flow, tuple[Stage, ...]]] = {}


def _stages(flow: Flow) -> tuple[Stage, ...]:
    """A stage for each step. Kept by identity, since flows can't be hashed: thousands of requests run by a few."""
    kept = _known.get(id(flow))
    if kept is None or kept[0] is not flow:
        if len(_known) >= _KEPT:
            _known.clear()
        kept = _known[id(flow)] = (flow, tuple(Stage(step.id, step, _seats(step)) for step in flow.steps))
    return kept[1]


def _around(stage: Stage, added: Iterable[Added]) -> list[Stage]:
    found = [stage]
    for one in added:
        if one.step == stage.id:
            ids = [known.id for known in found]
            beside = ids.index(one.beside if one.beside in ids else stage.id)
            found.insert(beside + (not one.before), _added(stage.step, one))
    return found


def _seats(step: Step) -> tuple[Seat, ...]:
    if step.sign is Sign.ALL:
        return tuple(Seat(f"{step.id}/{post}", step.id, (post,)) for post in step.posts)
    key = f"{step.id}/{step.posts[0] if len(step.posts) == 1 else ANY}"
    return (Seat(key, step.id, step.posts),)


def _added(step: Step, one: Added) -> Stage:
    stage = f"{step.id}+{one.act.replace('/', '_')}"
    # An added signer fills in nothing: the step's own signers still do.
    own = replace(step, fields=(), check_ins=())
    return Stage(stage, own, (handed_to(Seat(f"{stage}/+", stage, ()), one.to),), True)


def _with_hands(stage: Stage, handed: Mapping[str, str]) -> Stage:
    if not any(seat.key in handed for seat in stage.seats):
        return stage
    seats = (handed_to(seat, handed[seat.key]) if seat.key in handed else seat for seat in stage.seats)
    return replace(stage, seats=tuple(seats))


def handed_to(seat: Seat, to: str) -> Seat:
    """The seat when somebody else (a person's id or ``post:<id>``) decides at it."""
    if to.startswith(POST_PREFIX):
        return replace(seat, posts=(to.removeprefix(POST_PREFIX),), person="")
    return replace(seat, posts=(), person=to)
