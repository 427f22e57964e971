"""How records stand, in words: one table a kind, and the sentences that screens and reports have in common."""

from __future__ import annotations

from datetime import timedelta

from dutytui.rules import events
from dutytui.rules.approvals.course import Standing
from dutytui.rules.approvals.views import Progress
from dutytui.rules.closing.order import Why
from dutytui.rules.closing.sweep_view import BreachView, FloorStatus
from dutytui.rules.handover.fold import Status
from dutytui.rules.handover.sheet import SignedMatter
from dutytui.rules.journals.fold import PageState
from dutytui.rules.lookup import Lookup
from dutytui.rules.matters import Unsettled
from dutytui.rules.meals.views import EaterStatus
from dutytui.rules.patrols.fold import DESK, RADIO, READER
from dutytui.rules.patrols.standing import Finding, RoundStatus
from dutytui.rules.patrols.views import FoundView
from dutytui.rules.roll_call.views import CallStatus
from dutytui.rules.service.case_view import detail_title, detail_value
from dutytui.rules.service.fold import NOT_REACHED, NOT_SATISFIED, OUTCOME, SATISFIED
from dutytui.texts import areas
from dutytui.texts.catalogue import N_, _, pick
from dutytui.texts.shown import shown

ROUND_STATUS = {
    RoundStatus.AHEAD: N_("ahead"),
    RoundStatus.DUE: N_("due"),
    RoundStatus.LATE: N_("late"),
    RoundStatus.RUNNING: N_("walking"),
    RoundStatus.DONE: N_("done"),
    RoundStatus.DONE_LATE: N_("done late"),
    RoundStatus.MISSED: N_("missed"),
    RoundStatus.UNKNOWN: N_("unknown"),
    RoundStatus.BEFORE_USE: N_("before use"),
    RoundStatus.EXPLAINED: N_("explained"),
}

EVIDENCE = {DESK: N_("at the desk"), RADIO: N_("by radio"), READER: N_("reader")}

EATER_STATUS = {
    EaterStatus.EXPECTED: N_("to go"),
    EaterStatus.OUT: N_("out"),
    EaterStatus.LATE: N_("over time"),
    EaterStatus.BACK: N_("back"),
    EaterStatus.BACK_LATE: N_("back late"),
    EaterStatus.DISPUTED: N_("disputed"),
}

HANDOVER_STATUS = {
    Status.OPEN: N_("being prepared"),
    Status.GIVEN: N_("signed by the giver"),
    Status.REFUSED: N_("refused"),
    Status.PASSED: N_("handed over"),
    Status.WITHDRAWN: N_("withdrawn"),
    Status.DISPUTED: N_("disputed"),
}

FLOOR_STATUS = {
    FloorStatus.AHEAD: N_("ahead"),
    FloorStatus.CURRENT: N_("now"),
    FloorStatus.STOPPED: N_("stopped"),
    FloorStatus.CLEAR: N_("clear"),
    FloorStatus.DISPUTED: N_("disputed"),
}

STANDING = {
    Standing.WAITING: N_("waits"),
    Standing.SENT_BACK: N_("sent back"),
    Standing.DISPUTED: N_("disputed"),
    Standing.APPROVED: N_("approved"),
    Standing.REJECTED: N_("rejected"),
    Standing.WITHDRAWN: N_("called off"),
}

REQUEST_ACTS = {
    events.REQUEST_SUBMITTED: N_("submitted"),
    events.REQUEST_SIGNED: N_("agreed"),
    events.REQUEST_REJECTED: N_("rejected it"),
    events.REQUEST_SENT_BACK: N_("returned it"),
    events.REQUEST_REVISED: N_("revised"),
    events.REQUEST_WITHDRAWN: N_("withdrew it"),
    events.REQUEST_UNSIGNED: N_("took the signature back"),
    events.REQUEST_TRANSFERRED: N_("handed it on"),
    events.SIGNER_ADDED: N_("added a signer"),
    events.REQUEST_REMINDED: N_("reminded"),
    events.REQUEST_COPIED: N_("sent copies"),
    events.REQUEST_NOTED: N_("has read it"),
    events.REQUEST_CHECKED_IN: N_("called in"),
    events.REQUEST_FOLLOWED: N_("saw to what follows"),
    events.REQUEST_SETTLED: N_("settled the dispute"),
}

PROGRESS = {
    Progress.SIGNED: N_("signed"),
    Progress.HERE: N_("here"),
    Progress.AHEAD: N_("ahead"),
    Progress.PASSED_OVER: N_("not asked"),
    Progress.AGAIN: N_("once more"),
}

PAGE_STATE = {
    PageState.EMPTY: N_("empty"),
    PageState.WRITTEN: N_("written"),
    PageState.LEFT_EMPTY: N_("nothing"),
    PageState.DISPUTED: N_("disputed"),
}

CALL_STATUS = {
    CallStatus.AHEAD: N_("ahead"),
    CallStatus.CALLING: N_("calling"),
    CallStatus.LATE: N_("late"),
    CallStatus.BEFORE_USE: N_("before use"),
    CallStatus.HELD: N_("held"),
    CallStatus.GIVEN: N_("order given"),
    CallStatus.DISPUTED: N_("disputed"),
}

OUTCOME_WORDS = {
    SATISFIED: N_("reached, satisfied"),
    NOT_SATISFIED: N_("reached, not satisfied"),
    NOT_REACHED: N_("not reached"),
}

_FINDING = {
    Finding.TOO_FAST: N_("Too fast: {points} within {time}"),
    Finding.TOO_SLOW: N_("Too slow: {time} on the way"),
    Finding.WRONG_ORDER: N_("Out of order: {points}"),
    Finding.LEFT_OUT: N_("Left out: {points}"),
    Finding.AGAIN_TOO_SOON: N_("Reached again too soon: {points}"),
    Finding.STARTED_TWICE: N_("Begun at two terminals that did not know of each other: take one back with F6"),
}

_BREACHES = {
    Why.ORDER: N_("{item}: done at {desk} before {first}"),
    Why.STOPPED: N_("{item}: done at {desk} while this was not settled: {first}"),
    Why.TEAM: N_("{item}: done at {desk} before the team was whole"),
    Why.SKIPPED: N_("{item}: skipped at {desk}; no floor may be"),
    Why.SIGNER: N_("{item}: signed at {desk} by {person}, who did not go the sweep"),
}


def finding(found: FoundView) -> str:
    """One finding as a sentence."""
    took = clock_of(timedelta(seconds=found.seconds))
    if found.finding is Finding.TOO_FAST and not found.points:
        return _("Too fast: the whole round in {time}", time=took)
    return _(_FINDING[found.finding], points=shown(found.points), time=took)


def clock_of(span: timedelta) -> str:
    """``04:12``, ``1:04:12``; never negative."""
    seconds = max(0, int(span.total_seconds()))
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes:02d}:{rest:02d}"


def breach_words(breach: BreachView) -> str:
    place = f"{shown(breach.item.place)} " if breach.item.place else ""
    return _(
        _BREACHES[breach.why],
        item=place + pick(breach.item.title),
        desk=breach.writer,
        first=pick(breach.first),
        person=shown(breach.by),
    )


def signed_words(matter: SignedMatter) -> str:
    """A line of a signed sheet: what was true then."""
    if matter.code in areas.unsettled_messages():
        try:
            return areas.unsettled(Unsettled(matter.code, matter.matter, matter.values))
        except (KeyError, IndexError, ValueError):  # a message of a newer version names other values
            return matter.matter
    if matter.number:
        return f"{_('No. {number}', number=matter.number)} {matter.text}"
    return matter.text or matter.matter


def said(law: Lookup, kind: str, name: str, old: str, new: str) -> tuple[str, str, str]:
    """(label, before, after) of one detail that an act gave, or of how a call ended."""
    if name == OUTCOME:
        return _("Outcome"), "", _(OUTCOME_WORDS[new]) if new in OUTCOME_WORDS else new
    title = detail_title(law, kind, name)
    before, after = (pick(detail_value(law, kind, name, value)) if value else "" for value in (old, new))
    return pick(title) if title else _("Topic"), before, after or _("(empty)")
