"""What a person wants of a request. request: its subject (``request:…``); day: the one it was submitted on.

Requests live on over many days, so all of them may be given after that day has been closed. seat: ``<step>/<post>``,
"" for the one that is the person's own to sign now. to: a person's id, or ``post:<id>``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from typing import ClassVar

from dutytui.rules.approvals.conditions import Given
from dutytui.rules.commands import Command
from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class SubmitRequest(Command):
    """Begin a request by a flow of the procedures in force. fields: values by field id; None leaves one empty.

    parent and follow: the request and the follow-up of it that this one is; parent_day: the parent's; obligation:
    ``<id>@<due date>`` that is done by it.
    """

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    flow: str
    fields: Mapping[str, Given] = field(default_factory=dict)
    parent: str = ""
    parent_day: date | None = None
    follow: str = ""
    obligation: str = ""


@dataclass(frozen=True, slots=True)
class RequestCommand(Command):
    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    request: str


@dataclass(frozen=True, slots=True)
class SignRequest(RequestCommand):
    """Approve it, or say that a step is done. fields: what the step asks its signer for."""

    opinion: str = ""
    fields: Mapping[str, Given] = field(default_factory=dict)
    seat: str = ""


@dataclass(frozen=True, slots=True)
class RejectRequest(RequestCommand):
    opinion: str
    seat: str = ""


@dataclass(frozen=True, slots=True)
class SendBack(RequestCommand):
    """Return it. to: an earlier step of its path, "" for the submitter; ask: the fields to amend, none for any."""

    opinion: str
    to: str = ""
    ask: tuple[str, ...] = ()
    seat: str = ""


@dataclass(frozen=True, slots=True)
class ReviseRequest(RequestCommand):
    """The submitter submits what was sent back once more; fields: what changed, which may be nothing."""

    fields: Mapping[str, Given] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawRequest(RequestCommand):
    reason: str = ""


@dataclass(frozen=True, slots=True)
class UnsignRequest(RequestCommand):
    """Take back one's own signature, the last one where signature is "", while its step is open."""

    signature: str = ""


@dataclass(frozen=True, slots=True)
class TransferSeat(RequestCommand):
    """Hand the deciding to somebody else."""

    to: str
    note: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class AddSigner(RequestCommand):
    """Somebody else signs, too. before: before oneself, else after."""

    to: str
    before: bool = True
    note: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class RemindSigners(RequestCommand):
    """Remind whoever it waits for."""


@dataclass(frozen=True, slots=True)
class CopyRequest(RequestCommand):
    to: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class NoteRequest(RequestCommand):
    """I have read what I was sent for information."""


@dataclass(frozen=True, slots=True)
class CheckIn(RequestCommand):
    """Whoever is out has called in. line: the fixed line that confirms the place."""

    place: str = ""
    line: str = ""
    note: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FollowRequest(RequestCommand):
    """A follow-up that is a task was done (note says how), or won't be (reason)."""

    follow: str
    note: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SettleRequest(RequestCommand):
    """Settle a dispute. keeps: id of the contending act that stands."""

    keeps: str
    opinion: str


@dataclass(frozen=True, slots=True)
class GiveDelegation(Command):
    """Somebody decides for somebody else. day and until: first and last day, inclusive; giver "" is oneself."""

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    to: str
    until: date
    reason: str = ""
    giver: str = ""


@dataclass(frozen=True, slots=True)
class EndDelegation(Command):
    """delegation: its subject; day: its first."""

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    delegation: str
