"""Who may sign at a seat: the holders of its posts, never the submitter where it is decided, and never nobody."""

from __future__ import annotations

from dutytui.rules.approvals.flow import SUBMITTER, StepKind
from dutytui.rules.approvals.path import Seat, Stage
from dutytui.rules.lookup import Lookup
from dutytui.rules.procedure import SETTLE_APPROVALS


def signers(law: Lookup, stage: Stage, seat: Seat, submitter: str) -> frozenset[str]:
    """People of people.yaml who may sign there, without those who sign for somebody else for a time.

    Where the posts are empty, or only the submitter holds them, the posts that stand in for everybody do; where even
    they have nobody else, whoever may settle disputes.
    """
    usual = _usual(law, stage, seat, submitter)
    return usual or _others(law, stage, submitter, law.procedures.approvals.stands_in) or settlers(law, submitter)


def stands_in(law: Lookup, stage: Stage, seat: Seat, submitter: str) -> bool:
    """Whether those who sign there stand in, because nobody whom the flow names could."""
    return not _usual(law, stage, seat, submitter)


def settlers(law: Lookup, submitter: str) -> frozenset[str]:
    """Who may settle a dispute about a request: never its submitter."""
    rightful = (post.id for post in law.procedures.posts if SETTLE_APPROVALS in post.may)
    return frozenset(person for post in rightful for person in law.holders.get(post, ())) - {submitter}


def revisers(law: Lookup, submitter: str, posts: tuple[str, ...]) -> frozenset[str]:
    """Who revises what was sent back: its submitter, or, when they are no longer listed, who could begin one."""
    if submitter in law.people:
        return frozenset({submitter})
    return frozenset(person for post in posts for person in law.holders.get(post, ())) or settlers(law, submitter)


def _usual(law: Lookup, stage: Stage, seat: Seat, submitter: str) -> frozenset[str]:
    people = frozenset({seat.person} & law.people.keys())
    if SUBMITTER in seat.posts:
        people |= {submitter} & law.people.keys()
    return (people | _others(law, stage, "", seat.posts)) - _excluded(stage, submitter)


def _others(law: Lookup, stage: Stage, submitter: str, posts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(person for post in posts for person in law.holders.get(post, ())) - _excluded(stage, submitter)


def _excluded(stage: Stage, submitter: str) -> set[str]:
    # An added signer decides, too, even beside a step that is only done.
    return {submitter} if stage.step.kind is StepKind.APPROVE or stage.added else set()
