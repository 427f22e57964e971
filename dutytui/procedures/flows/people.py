"""Flows, approvals.yaml, posts and people together: nothing that is submitted may ever wait for nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from dutytui.procedures.fields import Ref
from dutytui.procedures.files import is_flow
from dutytui.procedures.flows.sense import Sheet, at, entries, flow_problems, sheet
from dutytui.procedures.problem import Code, Problem
from dutytui.procedures.sense import loops
from dutytui.procedures.shape import marked
from dutytui.procedures.tree import Node
from dutytui.rules.approvals.flow import SUBMITTER, Sign, StepKind
from dutytui.rules.procedure import SETTLE_APPROVALS

APPROVALS = "approvals.yaml"
Holders = Mapping[str, Set[str]]
"""People of people.yaml by the post of posts.yaml that they hold; a post without any has an empty set."""


def approvals_problems(trees: Mapping[str, Node], unread: Set[str], wrong: Set[str]) -> Iterator[Problem]:
    """unread: files that are missing or have no tree, what of them is named may be there; wrong: files with mistakes of
    their own, from which none of another file is to follow."""
    flows = [sheet(name, root) for name, root in sorted(trees.items()) if is_flow(name)]
    by_id = {one.root.text_of("id") or "": one for one in flows}
    for one in flows:
        yield from flow_problems(one, by_id)
    yield from _following(flows)
    if flows and APPROVALS not in trees and APPROVALS not in unread:
        yield Problem(APPROVALS, 1, 1, Code.APPROVALS_MISSING)
    yield from _change_control(trees.get(APPROVALS), by_id)
    posts, people = trees.get("posts.yaml"), trees.get("people.yaml")
    if posts is None or people is None or {"posts.yaml", "people.yaml"} & wrong:
        return
    holders = _holders(posts, people)
    for name in (*(flow.name for flow in flows), APPROVALS):
        yield from _without_people(name, trees, holders)
    for one in flows:
        yield from _only_the_submitter(one, holders)
    if flows:
        yield from _reserved_post(posts)
    if flows and APPROVALS in trees:
        yield from _standing_in(trees[APPROVALS], holders)
        yield from _settling(trees[APPROVALS], posts, holders, flows)


def _holders(posts: Node, people: Node) -> Holders:
    holders: dict[str, set[str]] = {text: set() for post in entries(posts, "posts") if (text := post.text_of("id"))}
    for person in entries(people, "people"):
        for post, _ in person.texts("posts"):
            if post in holders:
                holders[post].add(person.text_of("id") or "")
    return holders


def _without_people(name: str, trees: Mapping[str, Node], holders: Holders) -> Iterator[Problem]:
    for mark, node in marked(name, trees[name]) if name in trees else ():
        if isinstance(mark, Ref) and mark.kind in ("post", "signer"):
            post = node.text() or ""
            if post in holders and not holders[post]:
                yield at(name, node, Code.POST_WITHOUT_PEOPLE, value=post)


def _only_the_submitter(flow: Sheet, holders: Holders) -> Iterator[Problem]:
    submitters = _people([post for post, _ in flow.root.texts("submitters")], holders)
    if len(submitters) != 1:
        return
    for step in entries(flow.root, "steps"):
        posts = step.texts("posts")
        kind = step.text_of("kind") or StepKind.APPROVE.value
        if kind != StepKind.APPROVE or not posts:
            continue
        seats = [[post] for post, _ in posts] if step.text_of("sign") == Sign.ALL else [[post for post, _ in posts]]
        if any(_people(seat, holders) == submitters for seat in seats):
            yield at(flow.name, step.get("posts"), Code.ONLY_SUBMITTER_SIGNS, person=next(iter(submitters)))


def _people(posts: list[str], holders: Holders) -> Set[str]:
    return {person for post in posts for person in holders.get(post, ())}


def _reserved_post(posts: Node) -> Iterator[Problem]:
    for post in entries(posts, "posts"):
        if post.text_of("id") == SUBMITTER:
            yield at("posts.yaml", post.get("id"), Code.RESERVED_WORD, value=SUBMITTER)


def _standing_in(approvals: Node, holders: Holders) -> Iterator[Problem]:
    posts = [post for post, _ in approvals.texts("stands_in")]
    if posts and all(post in holders for post in posts) and len(_people(posts, holders)) < 2:
        yield at(APPROVALS, approvals.get("stands_in"), Code.STANDS_IN_TOO_FEW)


def _settling(approvals: Node, posts: Node, holders: Holders, flows: list[Sheet]) -> Iterator[Problem]:
    """A dispute is settled by somebody else than the submitter: one person who submits nothing is enough for that."""
    rightful = [
        identity
        for post in entries(posts, "posts")
        if (identity := post.text_of("id")) and SETTLE_APPROVALS in [word for word, _ in post.texts("may")]
    ]
    settlers = _people(rightful, holders)
    submitters = _people([post for flow in flows for post, _ in flow.root.texts("submitters")], holders)
    if not settlers or (len(settlers) == 1 and settlers <= submitters):
        yield at(APPROVALS, approvals, Code.NOBODY_SETTLES)


def _change_control(approvals: Node | None, flows: Mapping[str, Sheet]) -> Iterator[Problem]:
    node = approvals.get("change_control") if approvals else None
    flow = flows.get(node.text() or "") if node else None
    adopts = flow.root.get("adopts") if flow else None
    if node is not None and flow is not None and not (adopts is not None and adopts.value is True):
        yield at(APPROVALS, node, Code.FLOW_DOES_NOT_ADOPT, value=str(node.value))


def _following(flows: list[Sheet]) -> Iterator[Problem]:
    """Flows of which each approval brings the next one, round and round."""
    next_ones: dict[str, list[tuple[str, str, Node]]] = {}
    for flow in flows:
        for follow in entries(flow.root, "follows"):
            target = follow.get("flow")
            if target is not None and target.text() and follow.get("when") is None:
                edge = str(target.value), flow.name, target
                next_ones.setdefault(flow.root.text_of("id") or "", []).append(edge)
    yield from loops(next_ones, Code.FLOWS_FOLLOW_EACH_OTHER)
