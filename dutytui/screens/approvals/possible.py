"""What can be done about a request now, each tried without recording anything; and if not, why not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dutytui.rules.approvals.commands import (
    AddSigner,
    CopyRequest,
    FollowRequest,
    NoteRequest,
    RejectRequest,
    RemindSigners,
    ReviseRequest,
    SendBack,
    SettleRequest,
    SignRequest,
    SubmitRequest,
    TransferSeat,
    UnsignRequest,
    WithdrawRequest,
)
from dutytui.rules.approvals.conditions import Given
from dutytui.rules.approvals.course import Course, Standing
from dutytui.rules.approvals.flow import Field, FieldKind, FollowUp, StepKind
from dutytui.rules.approvals.views import RequestRow, RequestView, Share
from dutytui.rules.commands import Command
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.screens.approvals.found import Place, course_of
from dutytui.screens.approvals.keys import VERB_KEYS
from dutytui.screens.keys import Key
from dutytui.session import Session
from dutytui.texts.catalogue import _
from dutytui.texts.refusals import refused

STILL_TO_TYPE = frozenset(
    {
        "opinion_missing",
        "settle_opinion_missing",
        "signer_unknown",
        "signer_is_submitter",
        "signer_is_oneself",
        "request_field_missing",
        "request_choice_unknown",
        "request_too_small",
        "request_too_large",
        "follow_is_a_flow",
        "copy_to_deciding",
    }
)
"""What a refused trial only says because nothing is typed yet."""

_TYPED = "-"
_WHOEVER = "?"


@dataclass(frozen=True, slots=True)
class Possible:
    """One verb as it stands: whether it may be done now, and if not why, in words."""

    key: Key
    word: str
    why_not: str = ""


def possible_verbs(session: Session, view: RequestView) -> list[Possible]:
    """In the order of their digits."""
    place = Place(view.row.day, view.row.request)
    course = course_of(session, place)
    found = []
    for key in VERB_KEYS:
        command = trial(key.id, view, owed_to(session, place, course), session.actor.person, session.day)
        no = session.refuses(command)
        no = None if no is not None and no.code in STILL_TO_TYPE else no
        found.append(Possible(key, word_of(key, view.row, course), refused(no) if no else ""))
    return found


def word_of(key: Key, row: RequestRow, course: Course | None) -> str:
    """Its first verb is what it waits for, so that goes by where it stands."""
    if key.id == "reject" and follows(row):
        return _("Won't be")
    return proceed_word(row, course) if key.id == "proceed" else _(key.word)


def proceed_word(row: RequestRow, course: Course | None) -> str:
    if row.standing is Standing.SENT_BACK:
        return _("Submit again")
    if row.standing is Standing.DISPUTED:
        return _("Settle")
    if follows(row):
        return _("Follow up")
    if row.standing is not Standing.WAITING or (Share.TOLD in row.shares and not signs(row)):
        return _("Noted")
    stage = course.stage if course else None
    return _("Done") if stage and stage.step.kind is StepKind.DO and not stage.added else _("Approve")


def follows(row: RequestRow) -> bool:
    return row.standing is Standing.APPROVED and bool(row.follows)


def signs(row: RequestRow) -> bool:
    return row.standing is Standing.WAITING and bool(row.shares & {Share.MINE, Share.POST})


def owed_to(session: Session, place: Place, course: Course | None) -> tuple[FollowUp, ...]:
    """The follow-ups still to come that whoever is signed in sees to; all of them where none is theirs."""
    owed = course.owed if course else ()
    refuses = session.refuses
    return (
        tuple(one for one in owed if not refuses(FollowRequest(place.day, place.request, one.id, reason="-"))) or owed
    )


def trial(verb: str, view: RequestView, owed: tuple[FollowUp, ...], person: str, today: date) -> Command:
    """The verb's command, with stand-ins for what is still to be typed. owed: as `owed_to` says."""
    row = view.row
    day, request = row.day, row.request
    if verb == "proceed":
        return _proceed(view, owed, today)
    if verb == "reject" and follows(row):
        return FollowRequest(day, request, owed[0].id if owed else "", reason=_TYPED)
    trials: Mapping[str, Command] = {
        "reject": RejectRequest(day, request, _TYPED),
        "verb('send_back')": SendBack(day, request, _TYPED),
        "verb('amend')": SendBack(day, request, _TYPED),
        "verb('transfer')": TransferSeat(day, request, _WHOEVER),
        "verb('add_signer')": AddSigner(day, request, _WHOEVER),
        "verb('copy')": CopyRequest(day, request, (person,)),
        "remind": RemindSigners(day, request),
        "verb('withdraw')": WithdrawRequest(day, request, _TYPED),
        "unsign": UnsignRequest(day, request),
    }
    return trials[verb]


def _proceed(view: RequestView, owed: tuple[FollowUp, ...], today: date) -> Command:
    row = view.row
    day, request = row.day, row.request
    if row.standing is Standing.SENT_BACK:
        return ReviseRequest(day, request)
    if row.standing is Standing.DISPUTED:
        keeps = view.contending[0].id if view.contending else ""
        return SettleRequest(day, request, keeps, _TYPED)
    if follows(row):
        first = owed[0] if owed else None
        if first is not None and first.flow:
            return SubmitRequest(today, first.flow, parent=request, parent_day=day, follow=first.id)
        return FollowRequest(day, request, first.id if first else "", note=_TYPED)
    if row.standing is not Standing.WAITING or (Share.TOLD in row.shares and not signs(row)):
        return NoteRequest(day, request)
    fields = {field.id: stand_in(field) for field in view.asks}
    return SignRequest(day, request, _TYPED, fields)


def stand_in(field: Field) -> Given:
    """A value that the field would take."""
    match field.kind:
        case FieldKind.YES_NO:
            return True
        case FieldKind.CHOICE:
            return field.choices[0].id if field.choices else None
        case FieldKind.DATE:
            return "2026-01-01"
        case FieldKind.NUMBER | FieldKind.MONEY:
            number = next((one for one in (field.minimum, field.maximum) if one is not None), 0)
            return int(number) if float(number).is_integer() else number
    return _TYPED
