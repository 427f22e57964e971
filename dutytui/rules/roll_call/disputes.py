"""Answers that differ, and an order that stands against a hold."""

from __future__ import annotations

from collections.abc import Iterator

from dutytui.rules.dispute import Dispute, Kind, of_subject
from dutytui.rules.looking import Looking
from dutytui.rules.roll_call.fold import CALL_PREFIX, call_of


def disputes(at: Looking) -> Iterator[Dispute]:
    for subject in at.state.shared(CALL_PREFIX):
        name = subject.on.removeprefix(CALL_PREFIX)
        yield from of_subject(at, subject, lambda about, call=name: _kind(at, call, about))  # type: ignore[misc]


def _kind(at: Looking, name: str, about: str) -> Kind:
    call = call_of(at.law, name)
    title, order = (call.title, call.order) if call else (at.law.same(name), at.law.same(name))
    if about == "order":
        return Kind("order", {"title": title, "order": order}, blocks=True, go="roll_call")
    return Kind("answer", {"title": title, "post": at.law.post(about.partition("/")[2])}, go="roll_call")
