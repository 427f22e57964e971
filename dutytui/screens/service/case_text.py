"""A case in words: until when what, what is known of it, what is still missing."""

from __future__ import annotations

from datetime import datetime

from dutytui.rules.service.case_view import CaseView
from dutytui.rules.service.fold import SATISFIED
from dutytui.rules.service.views import CaseRow, Wait
from dutytui.rules.views import EntryStatus, EntryView
from dutytui.screens.entry_text import flow
from dutytui.texts.catalogue import N_, _, pick
from dutytui.texts.labels import day_name, duration, short_time
from dutytui.texts.records import OUTCOME_WORDS
from dutytui.widgets.cells import wrap
from dutytui.widgets.rows import Line

_IN = {
    Wait.FEEDBACK: N_("tell in {length}"),
    Wait.SETTLING: N_("settle in {length}"),
    Wait.HANDLING: N_("handle in {length}"),
}
_LATE = {
    Wait.FEEDBACK: N_("tell, {length} late"),
    Wait.SETTLING: N_("settle, {length} late"),
    Wait.HANDLING: N_("handle, {length} late"),
}
_NEXT = {Wait.HANDLING: N_("to handle"), Wait.CALL: N_("call back"), Wait.CLOSING: N_("to close")}


def wait_words(row: CaseRow, now: datetime) -> tuple[str, str]:
    """What the case waits for, counted down in minutes, and its tone; for a closed one whether it was in time."""
    if row.waits is Wait.NOTHING:
        return _told_words(row.case)
    if row.by is None:
        return _(_NEXT[row.waits]), "strong"
    # Begun minutes on both sides: never "0 min late", and "1 min" as long as there is any time left.
    minutes = -int(-abs((row.by - now).total_seconds()) // 60)
    words = _((_LATE if row.late else _IN)[row.waits], length=duration(minutes))
    return words, "late" if row.late else "due"


def _told_words(case: CaseView) -> tuple[str, str]:
    if case.feedback_due is None or case.told is None:
        return "", ""
    return (_("told late"), "late") if case.told > case.feedback_due else (_("told in time"), "good")


def topic_words(row: CaseRow) -> str:
    """The topic; before it is known, the kind."""
    return pick(row.case.topic_title) or pick(row.entry.kind.name)


def time_lines(case: CaseView, entry: EntryView, now: datetime, width: int) -> list[Line]:
    """Topic, until when what, and what was done about the customer."""
    return flow([pair for pair in _pairs(case, entry, now) if pair[1]], width)


def detail_lines(case: CaseView, width: int) -> list[Line]:
    """Every detail that is known a row, and those that are missing now."""
    lines: list[Line] = []
    for detail in case.details:
        if not detail.given and not detail.wanted:
            continue
        value = pick(detail.value) if detail.given else _("still missing")
        tone = "due" if detail.wanted or detail.disputed else ""
        words = _("{value} (disputed)", value=value) if detail.disputed else value
        label = pick(detail.title) + " "
        first, *rest = wrap(label + words, width)
        lines.append(((label, "soft"), (first.removeprefix(label), tone)))
        lines += [((line, tone),) for line in rest]
    if case.unfinished:
        told = _("Closed, but not all that closing asks for is recorded. Reopen it, or leave it so")
        lines += [((line, "bad"),) for line in wrap(told, width)]
    return lines


def _pairs(case: CaseView, entry: EntryView, now: datetime) -> list[tuple[str, str, str]]:
    open_still = entry.status is EntryStatus.OPEN
    topic = pick(case.topic_title) or (_("still missing") if case.topics else "")
    if case.topic_disputed:
        topic = _("{value} (disputed)", value=topic)
    return [
        (_("Topic"), topic, "" if case.topic and not case.topic_disputed else "due"),
        (_("Settle by"), _time(case.settle_by, now) if open_still else "", _tone(case.settle_by, now)),
        (_("Tell the customer by"), "" if case.told else _time(case.feedback_due, now), _tone(case.feedback_due, now)),
        (_("Customer told"), *_told(case, now)),
        (_("Call-back"), *_called(case, now)),
        (_("Open overnight"), _(", ").join(day_name(datetime.fromisoformat(night).date()) for night in case.kept), ""),
    ]


def _time(at: datetime | None, now: datetime) -> str:
    return short_time(at, now.date()) if at else ""


def _tone(by: datetime | None, now: datetime) -> str:
    return "bad" if by is not None and by < now else "due"


def _told(case: CaseView, now: datetime) -> tuple[str, str]:
    if case.told is None:
        return "", ""
    if case.feedback_due is None or case.told <= case.feedback_due:
        return _time(case.told, now), "good"
    return _("{time} late", time=_time(case.told, now)), "bad"


def _called(case: CaseView, now: datetime) -> tuple[str, str]:
    if not case.outcome:
        return "", ""
    words = f"{_time(case.called, now)} {_(OUTCOME_WORDS[case.outcome])}"
    return words, "good" if case.outcome == SATISFIED else "due"
