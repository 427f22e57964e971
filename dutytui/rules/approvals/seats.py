"""Who may sign at a seat: the holders of its posts, never the submitter where it is decided, and never nobody."""

from __future__ import annotations

from collections.abc import Iterable

from dutytui.rules.approvals.flow import SUBMITTER, FollowUp, StepKind
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
    """Who may settle a dispute about a request: never its submitter; without anybody else, those who stand in."""
    rightful = (post.id for post in law.procedures.posts if SETTLE_APPROVALS in post.may)
    return _holders(law, rightful) - {submitter} or _holders(law, law.procedures.approvals.stands_in) - {submitter}


def followers(law: Lookup, follow: FollowUp, submitter: str) -> frozenset[str]:
    """Who sees to what follows: its posts, or those who stand in where nobody holds them."""
    own = {submitter} & law.people.keys() if SUBMITTER in follow.posts else set()
    stands_in = law.procedures.approvals.stands_in
    return _holders(law, follow.posts) | own or _holders(law, stands_in) or settlers(law, submitter)


def revisers(law: Lookup, submitter: str, posts: tuple[str, ...]) -> frozenset[str]:
    """Who revises what was sent back: its submitter, or, when they are no longer listed, who could begin one."""
    if submitter in law.people:
        return frozenset({submitter})
    return _holders(law, posts) or settlers(law, submitter)


def _usual(law: Lookup, stage: Stage, seat: Seat, submitter: str) -> frozenset[str]:
    people = frozenset({seat.person} & law.people.keys())
    if SUBMITTER in seat.posts:
        people |= {submitter} & law.people.keys()
    return (people | _others(law, stage, "", seat.posts)) - _excluded(stage, submitter)


def _others(law: Lookup, stage: Stage, submitter: str, posts: tuple[str, ...]) -> frozenset[str]:
    return _holders(law, posts) - _excluded(stage, submitter)


def _holders(law: Lookup, posts: Iterable[str]) -> frozenset[str]:
    return frozenset(person for post in posts for person in law.holders.get(post, ()))


def _excluded(stage: Stage, submitter: str) -> set[str]:
    return {submitter} if decides(stage) else set()


def decides(stage: Stage) -> bool:
    """Whether signing there is a decision, and so never the submitter's. An added signer decides, too, even beside a
    step that is only done."""
    return stage.step.kind is StepKind.APPROVE or stage.added
