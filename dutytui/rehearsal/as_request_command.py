"""What was recorded of requests and delegations, as the commands that it was recorded by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from dutytui.rules import events
from dutytui.rules.approvals import commands as request
from dutytui.rules.approvals.acts import changes, texts
from dutytui.rules.approvals.conditions import Given
from dutytui.rules.commands import Command
from dutytui.rules.entry_fold import words
from dutytui.rules.events import Event


def _submitted(event: Event) -> Command | None:
    flow, said = event.data.get("flow"), event.data.get("fields")
    if not isinstance(flow, Mapping):
        return None
    # The parent's day is the day that is played: a request of an earlier day is not on the stage.
    return request.SubmitRequest(
        event.day,
        words(flow, "id"),
        _values(said.items() if isinstance(said, Mapping) else ()),
        parent=words(event.data, "parent"),
        parent_day=event.day if words(event.data, "parent") else None,
        follow=words(event.data, "follow"),
        obligation=words(event.data, "obligation"),
    )


def _signed(event: Event) -> Command:
    fields = _new(event)
    return request.SignRequest(event.day, event.on, words(event.data, "opinion"), fields, words(event.data, "seat"))


def _sent_back(event: Event) -> Command:
    said, to = words(event.data, "opinion"), words(event.data, "to")
    return request.SendBack(event.day, event.on, said, to, texts(event.data, "ask"), words(event.data, "seat"))


def _handed(event: Event) -> Command:
    to, note, seat = (words(event.data, name) for name in ("to", "note", "seat"))
    return request.TransferSeat(event.day, event.on, to, note, seat)


def _added(event: Event) -> Command:
    to, note, seat = (words(event.data, name) for name in ("to", "note", "seat"))
    return request.AddSigner(event.day, event.on, to, words(event.data, "place") != "after", note, seat)


def _checked_in(event: Event) -> Command:
    place, line, note = (words(event.data, name) for name in ("place", "line", "note"))
    return request.CheckIn(event.day, event.on, place, line, note, event.at)


def _followed(event: Event) -> Command | None:
    if words(event.data, "started"):
        return None  # said by the submission of the request that it began
    follow, note, reason = (words(event.data, name) for name in ("follow", "note", "reason"))
    return request.FollowRequest(event.day, event.on, follow, note, reason)


def _delegated(event: Event) -> Command | None:
    to, until = words(event.data, "to"), words(event.data, "until")
    try:
        last = date.fromisoformat(until)
    except ValueError:
        return None
    return request.GiveDelegation(event.day, to, last, words(event.data, "reason"), words(event.data, "giver"))


def _new(event: Event) -> dict[str, Given]:
    return _values((name, new) for name, (_old, new) in changes(event).items())


def _values(named: Iterable[tuple[str, object]]) -> dict[str, Given]:
    return {name: value for name, value in named if isinstance(value, str | int | float | bool | None)}


REQUEST_COMMANDS: Mapping[str, Callable[[Event], Command | None]] = {
    events.REQUEST_SUBMITTED: _submitted,
    events.REQUEST_SIGNED: _signed,
    events.REQUEST_REJECTED: lambda e: request.RejectRequest(
        e.day, e.on, words(e.data, "opinion"), words(e.data, "seat")
    ),
    events.REQUEST_SENT_BACK: _sent_back,
    events.REQUEST_REVISED: lambda e: request.ReviseRequest(e.day, e.on, _new(e), words(e.data, "note")),
    events.REQUEST_WITHDRAWN: lambda e: request.WithdrawRequest(e.day, e.on, words(e.data, "reason")),
    events.REQUEST_UNSIGNED: lambda e: request.UnsignRequest(e.day, e.on, words(e.data, "signature")),
    events.REQUEST_TRANSFERRED: _handed,
    events.SIGNER_ADDED: _added,
    events.REQUEST_REMINDED: lambda e: request.RemindSigners(e.day, e.on),
    events.REQUEST_COPIED: lambda e: request.CopyRequest(e.day, e.on, texts(e.data, "to"), words(e.data, "note")),
    events.REQUEST_NOTED: lambda e: request.NoteRequest(e.day, e.on),
    events.REQUEST_CHECKED_IN: _checked_in,
    events.REQUEST_FOLLOWED: _followed,
    events.REQUEST_SETTLED: lambda e: request.SettleRequest(
        e.day, e.on, words(e.data, "keeps"), words(e.data, "opinion")
    ),
    events.DELEGATION_GIVEN: _delegated,
    events.DELEGATION_ENDED: lambda e: request.EndDelegation(e.day, e.on),
}
"""By kind. What speaks of something that is not on the stage is refused when it is played, and waits."""
