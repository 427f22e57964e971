"""Who may say that an obligation is done, or that it won't be."""

from __future__ import annotations

from dutytui.rules.lookup import POST_PREFIX, Lookup
from dutytui.rules.obligations.procedure import Obligation
from dutytui.rules.procedure import TICK_FOR_OTHERS, WAIVE


def obligation_of(law: Lookup, obligation: str) -> Obligation | None:
    return next((one for one in law.procedures.obligations if one.id == obligation), None)


def may_do(law: Lookup, obligation: Obligation, post: str, behalf: str) -> bool:
    """One of its posts, or a post with `tick_for_others` on behalf of one of them."""
    if post in obligation.posts:
        return True
    for_them = behalf.startswith(POST_PREFIX) and behalf.removeprefix(POST_PREFIX) in obligation.posts
    return for_them and law.may(post, TICK_FOR_OTHERS)


def may_begin(law: Lookup, obligation: Obligation, person: str) -> bool:
    """Whoever may submit a request by the flow that does it: the submission does it, whatever post they act under."""
    flow = law.procedures.approvals.flow(obligation.flow)
    return flow is not None and law.begins(person, flow)


def may_waive(law: Lookup, post: str) -> bool:
    """Only a post with `waive`, as for the required items of the checklists."""
    return law.may(post, WAIVE)
