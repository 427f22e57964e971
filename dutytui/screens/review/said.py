"""What is said of a day, as rows: remarks, follow-ups, and at the end the signature under it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dutytui.rules.events import Event
from dutytui.rules.lookup import Lookup
from dutytui.rules.review.day import DayReview
from dutytui.rules.review.own_clock import is_over
from dutytui.rules.review.views import FollowUpStatus, FollowUpView, RemarkView, ReviewView, SignatureView
from dutytui.screens.review.rows import Row
from dutytui.texts.acts import marks, times, who
from dutytui.texts.catalogue import _, n_
from dutytui.texts.disputes import ACTS
from dutytui.texts.labels import day_name, short_time
from dutytui.texts.review import FOLLOW_UP_STATUS, change_words
from dutytui.texts.search import about
from dutytui.texts.shown import shown

SIGN_ROW = "#sign_off"
REMARK, FOLLOW_UP, SIGNATURE = "remark:", "followup:", "signature:"
"""What the keys of these rows begin with."""

_TONE = {
    FollowUpStatus.AHEAD: "",
    FollowUpStatus.DUE: "due",
    FollowUpStatus.LATE: "late",
    FollowUpStatus.DONE: "good",
    FollowUpStatus.DISPUTED: "bad",
    FollowUpStatus.WITHDRAWN: "soft",
}


def said_rows(found: DayReview, said: ReviewView) -> list[Row]:
    """Remarks in their order, then follow-ups; a heading says so where there are none."""
    count = len(said.remarks) + len(said.follow_ups)
    title = _("Remarks and follow-ups")
    heading = Row("#said", f"{title} {count}" if count else title, "" if count else "soft", heading=True)
    remarks = [_remark(found, one) for one in said.remarks]
    return [heading, *remarks, *(_follow_up(found, one) for one in said.follow_ups)]


def _remark(found: DayReview, one: RemarkView) -> Row:
    act = one.act
    when = times(act.happened, act.recorded, found.day, late_entry=False)
    subject = one.about
    first, *more = act.note.split("\n")
    words = f"{first} …" if more else first
    whole = f"{act.note}\n{when}  {who(act)}"
    return Row(f"{REMARK}{act.event}", words, "strong", who(act), day=found.day, subject=subject, whole=whole)


def _follow_up(found: DayReview, one: FollowUpView) -> Row:
    until = day_name(one.due) if one.due else ""
    status = _(FOLLOW_UP_STATUS[one.status])
    if one.late_by:
        status = n_("{count} day late", "{count} days late", one.late_by)
    remark = "  ".join(filter(None, (shown(one.owner), until, status)))
    tone = _TONE[one.status]
    words = _("{part}: {text}", part=_("Follow-up"), text=one.text)
    if one.day != found.day:
        words = _("{part}: {text}", part=f"{_('Follow-up')} {day_name(one.day)}", text=one.text)
    return Row(
        one.subject,
        words,
        tone,
        remark,
        tone,
        day=one.day,
        subject=one.subject,
        whole=follow_up_words(found.now.law, one),
    )


def follow_up_words(law: Lookup, one: FollowUpView) -> str:
    """Everything about a follow-up: what, who, until when, and all that was done about it."""
    until = day_name(one.due) if one.due else ""
    lines = [one.text, "  ".join(filter(None, (shown(one.owner), until, _(FOLLOW_UP_STATUS[one.status]))))]
    for act in one.history:
        when = f"{act.happened:%m-%d %H:%M}"
        word = _(ACTS[act.kind]) if act.kind in ACTS else act.kind
        lines.append("  ".join(filter(None, (when, word, who(act), *marks(act)))))
        lines += [f"  {line}" for line in change_words(law, one.changes.get(act.event, ()))]
        if act.note and act.note != one.text:
            lines.append(f"  {act.note}")
    return "\n".join(lines)


# -- the signature ---------------------------------------------------------------------------------------------------


def sign_rows(found: DayReview, said: ReviewView) -> list[Row]:
    """Who signed, what came since, and the row that signs."""
    rows = [Row("#end", _("Sign-off"), heading=True)]
    rows += [_signature(found, one) for one in said.signatures]
    words, tone, why = _("Sign the day off"), "strong", ""
    if not is_over(found.now):
        tone, why = "waiting", _("once the day is over")
    elif not said.may:
        tone, why = "waiting", _("by whoever may review")
    elif said.signed:
        tone = "soft"
    return [*rows, Row(SIGN_ROW, words, tone, why)]


def _signature(found: DayReview, one: SignatureView) -> Row:
    act = one.act
    day = act.happened.astimezone(found.now.now.tzinfo).date()
    words = _("Signed off {time} by {name}", time=f"{day_name(day)} {short_time(act.happened, day)}", name=who(act))
    key = f"{SIGNATURE}{act.event}"
    if not one.changed:
        return Row(key, words, "good", _counts(one))
    changed = n_("{count} changed since", "{count} changed since", len(one.changed))
    return Row(key, words, "due", changed, "late", inside=lambda: _changes(found, one, day))


def _counts(one: SignatureView) -> str:
    if not one.told:
        return ""
    values = {part: one.told.get(part, 0) for part in ("wrong", "open", "watch")}
    return _("saw {wrong} wrong, {open} open, {watch} to watch", **values)


def _changes(found: DayReview, one: SignatureView, day: date) -> Iterator[Row]:
    for event in one.changed:
        yield _changed(found, event, day)


def _changed(found: DayReview, event: Event, day: date) -> Row:
    """What it is about, who recorded it; Enter goes there."""
    words = f"{short_time(event.at, day)}  {about(event, found.now.procedures)}"
    by = shown(found.now.law.person(event.by, found.now.state.name_said(event.by))) if event.by else ""
    return Row(f"since:{event.id}", words, "", by, day=event.day, subject=event.on)
