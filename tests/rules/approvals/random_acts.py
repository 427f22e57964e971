"""What people, and other people's programs, try with a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from dutytui.rules import events as kinds
from dutytui.rules.approvals.commands import (
    AddSigner,
    CopyRequest,
    FollowRequest,
    GiveDelegation,
    NoteRequest,
    RejectRequest,
    RemindSigners,
    ReviseRequest,
    SendBack,
    SettleRequest,
    SignRequest,
    TransferSeat,
    UnsignRequest,
    WithdrawRequest,
)
from dutytui.rules.approvals.conditions import Given
from dutytui.rules.approvals.delegations import in_place_of
from dutytui.rules.commands import Command
from dutytui.rules.events import Fact
from dutytui.rules.lookup import lookup
from tests.rules.a_mall import DAY
from tests.rules.approvals.a_flow import PEOPLE, POST_OF, Paper, now

FORGING = 18
"""From this verb on, `Try` means an event that no terminal of ours has decided."""
_OWNERS_DO = 12
_KINDS = (
    kinds.REQUEST_SIGNED,
    kinds.REQUEST_REJECTED,
    kinds.REQUEST_SENT_BACK,
    kinds.REQUEST_REVISED,
    kinds.REQUEST_UNSIGNED,
    kinds.REQUEST_TRANSFERRED,
    kinds.SIGNER_ADDED,
    kinds.REQUEST_SETTLED,
    kinds.REQUEST_SUBMITTED,
    kinds.REQUEST_FOLLOWED,
    kinds.REQUEST_CHECKED_IN,
    "request_shone",
)


@dataclass(frozen=True)
class Try:
    """hears: the desk that is heard of before; person: who, where it is nobody's to do; pick: which variant."""

    desk: int
    hears: int | None
    person: int
    verb: int
    pick: int


def tries(paper: Paper, one: Try) -> tuple[str, Command | None]:
    """Who tries what; None for something forged."""
    if one.verb >= FORGING:
        return "", None
    it = paper.course
    owners = sorted(it.owners(lookup(paper.desk.procedures)))
    who = PEOPLE[one.person].id
    if one.verb < _OWNERS_DO and owners and one.pick % 4:  # else nothing would ever come far
        owner = owners[one.pick % len(owners)]
        moment, state = now(paper.desk), paper.desk.state
        instead = [p.id for p in PEOPLE if owner in {b.giver for b in in_place_of(state, p.id, moment)}]
        who = instead[0] if instead and one.pick % 3 == 0 else owner
    if one.verb in (9, 10) and one.pick % 3:
        who = it.submitter
    return who, _command(paper, one)


def _command(paper: Paper, one: Try) -> Command:
    it, on, pick = paper.course, paper.on, one.pick
    who = PEOPLE[pick % len(PEOPLE)].id
    step = it.flow.steps[pick % len(it.flow.steps)].id
    contending = [event.id for event in it.contending] or [""]
    budget: dict[str, Given] = {"budget": pick % 3} if it.stage and "budget" in it.stage.step.fields else {}
    made: tuple[Command, ...] = (
        SignRequest(DAY, on, fields=budget),
        SignRequest(DAY, on, fields=budget),
        SignRequest(DAY, on, "well", budget),
        SignRequest(DAY, on, fields=budget),
        RejectRequest(DAY, on, "no"),
        SendBack(DAY, on, "why"),
        SendBack(DAY, on, "why", step),
        SettleRequest(DAY, on, contending[pick % len(contending)], "so"),
        UnsignRequest(DAY, on),
        ReviseRequest(DAY, on, _amended(paper, pick)),
        WithdrawRequest(DAY, on) if pick % 4 == 0 else ReviseRequest(DAY, on, _amended(paper, pick)),
        TransferSeat(DAY, on, who if pick % 3 else f"post:{POST_OF[who]}"),
        AddSigner(DAY, on, who, pick % 2 == 0),
        UnsignRequest(DAY, on),
        GiveDelegation(DAY, who, DAY + timedelta(days=pick % 3)),
        CopyRequest(DAY, on, (who,)),
        NoteRequest(DAY, on) if pick % 2 else RemindSigners(DAY, on),
        FollowRequest(DAY, on, "after", "done"),
    )
    return made[one.verb]


def _amended(paper: Paper, pick: int) -> dict[str, Given]:
    asked = {one.id for one in paper.course.flow.asked_at_start()}
    amount = (20_000_00, 5, 500)[pick % 3]
    amended: tuple[dict[str, Given], ...] = (
        {},
        {"topic": f"t{pick % 2}"},
        {"amount": amount},
        {"planned": pick % 2 == 0},
    )
    given = amended[pick % 4]
    return given if set(given) <= asked else {}


def forged(paper: Paper, one: Try) -> Fact:
    """By anybody, at any seat, knowing of anything or of nothing."""
    it, pick = paper.course, one.pick
    seats = [seat.key for stage in it.stages for seat in stage.seats] or ["x/y"]
    acts = [event.id for event in it.acts.events]
    data: dict[str, object] = {
        "seat": (seats[pick % len(seats)], "x/y", 7)[pick % 5 % 3],
        "seats": seats[pick % 3 :],
        "to": ("", "s0", it.submitter, f"post:{POST_OF[it.submitter]}", ["?"])[pick % 5],
        "fields": ({"budget": {"old": None, "new": pick}}, {"amount": {"new": [1]}}, {"planned": 1}, "x")[pick % 4],
        "signature": acts[pick % len(acts)],
        "keeps": acts[pick % len(acts)],
        "follow": "after",
        "step": "s0",
        "after": (list(it.acts.tips), acts[: pick % 3], [], ["unknown", 5], "x")[pick // 3 % 5],
    }
    if pick % 7 == 0:
        data["delegation"] = ({"id": "delegation:x", "giver": PEOPLE[pick % 8].id}, "x", {"giver": 3})[pick % 3]
    if pick % 11 == 0:
        data = {}
    who = (PEOPLE[one.person].id, it.submitter)[pick % 2]
    kind = _KINDS[(one.person + pick) % len(_KINDS)]
    at_ = now(paper.desk)
    return Fact(kind, paper.on, DAY, at_, who, POST_OF[who], "", data, paper.desk.procedures.version, "")
