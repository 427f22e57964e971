"""The roll calls: post after post answers, then the order is given."""

from __future__ import annotations

from dutytui.rehearsal.troupe import Troupe
from dutytui.rules.roll_call.commands import AnswerCall, GiveOrder
from dutytui.rules.roll_call.fold import Answer
from dutytui.rules.roll_call.views import CallView, calls


def answer_calls(troupe: Troupe) -> None:
    for call in calls(troupe.session.look()):
        if call.starts <= troupe.now and call.given is None:
            _answer(troupe, call)


def _answer(troupe: Troupe, call: CallView) -> None:
    orders = [post.id for post in call.orders]
    silent = [one.post.id for one in call.posts if one.answer is Answer.SILENT]
    for post in silent:
        share = 0.2 + 0.6 * troupe.chance(call.call, post).random()
        if call.starts + (call.by - call.starts) * share <= troupe.now:
            # The posts call in by radio; whoever leads the call writes it down.
            troupe.one_does(orders, AnswerCall(troupe.day, call.call, post))
    if call.by <= troupe.now:
        troupe.one_does(orders, GiveOrder(troupe.day, call.call))
