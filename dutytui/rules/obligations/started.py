"""An obligation that a flow does: it is done by the submission of the request, in the same breath."""

from __future__ import annotations

from datetime import date

from dutytui.rules.context import Context
from dutytui.rules.events import OBLIGATION_DONE, Fact
from dutytui.rules.obligations.decide import check_due, check_open
from dutytui.rules.obligations.fold import OBLIGATION_PREFIX
from dutytui.rules.obligations.rights import may_do, obligation_of
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State


def done_by_request(state: State, key: str, flow: str, request: str, context: Context) -> tuple[Fact, ...] | Refusal:
    """The fact to record with the submission, or why the request may not stand for it.

    key: ``<id>@<due date>``, as `DueView.key`; flow: its id; request: its subject. Who may submit it is the flow's to
    say; one by another flow than the obligation's does it only for somebody who may do it by hand.
    """
    name, _at, due = key.partition("@")
    obligation = obligation_of(context.law, name)
    day = _date(due)
    if obligation is None or day is None:
        return Refusal("obligation_unknown", {"given": key})
    does_it = bool(flow) and flow == obligation.flow
    if not does_it and not may_do(context.law, obligation, context.post, ""):
        posts = context.law.post_names(obligation.posts)
        return Refusal("obligation_not_yours", {"title": obligation.title, "posts": posts})
    refused = check_due(obligation, day, None, context) or check_open(state, obligation, day, context)
    if refused:
        return refused
    return (context.fact(OBLIGATION_DONE, OBLIGATION_PREFIX + name, day, None, data={"started": request}),)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
