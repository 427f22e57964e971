"""A roll call in words: the status of posts and of the order, how late and why, and its whole history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dutytui.rules import events
from dutytui.rules.roll_call.fold import Answer
from dutytui.rules.roll_call.views import CallAct, CallStatus, CallView, HoldView, PostAnswer
from dutytui.screens.entry_text import cut_line, name
from dutytui.screens.item_text import names
from dutytui.texts.acts import from_paper
from dutytui.texts.catalogue import N_, _, n_, pick
from dutytui.texts.labels import duration, short_time
from dutytui.texts.records import CALL_STATUS
from dutytui.texts.void import void_word
from dutytui.widgets.cells import wrap
from dutytui.widgets.rows import Line

ANSWER = {
    Answer.SILENT: N_("silent"),
    Answer.READY: N_("ready"),
    Answer.NOT_READY: N_("not ready"),
    Answer.DISPUTED: N_("disputed"),
}
ANSWER_TONE = {Answer.SILENT: "late", Answer.READY: "good", Answer.NOT_READY: "bad", Answer.DISPUTED: "bad"}

STATUS_TONE = {
    CallStatus.AHEAD: "soft",
    CallStatus.CALLING: "due",
    CallStatus.LATE: "late",
    CallStatus.BEFORE_USE: "soft",
    CallStatus.HELD: "late",
    CallStatus.GIVEN: "good",
    CallStatus.DISPUTED: "bad",
}


def head(call: CallView, number: int, count: int, day: date) -> str:
    """``< 1/2 >  Roll call before opening  ready 3/8  calling  08:30-09:00``."""
    words = [
        f"< {number}/{count} >",
        pick(call.title),
        _("ready {done}/{total}", done=call.answered, total=call.total),
        _(CALL_STATUS[call.status]),
        f"{short_time(call.starts, day)}-{short_time(call.by, day)}",
    ]
    return "  ".join(words)


def post_said(post: PostAnswer) -> str:
    """What a post said, and who recorded it."""
    return "  ".join(part for part in (post.words, name(post.by)) if part)


def order_said(call: CallView) -> str:
    """What became of the order, or what it still waits for."""
    if call.given is not None:
        words = [name(call.given_by), lateness(call)]
        if call.missing:
            words.append(_("without {posts}", posts=names(call.missing)))
        return "  ".join(word for word in words if word)
    if call.status is CallStatus.DISPUTED:
        return _("given at one terminal, held at another")
    if call.status is CallStatus.HELD:
        return _("held: release it first")
    missing = call.total - call.answered
    if missing:
        return n_("{count} post not ready", "{count} posts not ready", missing)
    return _("all posts are ready: Enter")


def lateness(call: CallView) -> str:
    """How late the order was or is, and how much of that it was held (DS: the record says why trading starts late)."""
    if not call.late_by:
        return ""
    late = duration(call.late_by)
    if not call.late_held:
        return _("{length} late", length=late)
    return _("{length} late (held {held} of it)", length=late, held=duration(call.late_held))


def hold_said(hold: HoldView) -> str:
    """Why it is held, how many guards were sent, and what was said when it was released."""
    words = [hold.reason]
    if hold.guards is not None:
        words.append(n_("{count} guard sent", "{count} guards sent", hold.guards))
    words += [hold.note, name(hold.by)]
    return "  ".join(word for word in words if word)


def hold_span(hold: HoldView, day: date) -> str:
    """``held 08:52-09:07, 15 min``, or since when it lasts."""
    if hold.until is None:
        return _("since {time}, {length}", time=short_time(hold.since, day), length=duration(hold.minutes))
    span = f"{short_time(hold.since, day)}-{short_time(hold.until, day)}"
    return _("{span}, {length}", span=span, length=duration(hold.minutes))


def call_lines(call: CallView, acts: Sequence[CallAct], day: date, width: int) -> list[Line]:
    """Everything known of a roll call: where it stands, its holds, every act."""
    lines: list[Line] = [((pick(call.title), "heading"),)]
    said = [_("The order is given by: {posts}", posts=names(call.orders))]
    if call.given is not None:
        said.append(_("{order} at {time}", order=pick(call.order), time=short_time(call.given, day)))
        said += [word for word in (lateness(call), call.given_reason) if word]
    if call.missing:
        said.append(_("without {posts}", posts=names(call.missing)))
    if call.holds:
        said.append(_("Held for {length} in all", length=duration(call.minutes_held)))
    lines += [((line, ""),) for words in said for line in wrap(words, width)]
    for hold in call.holds:
        words = f"{hold_span(hold, day)}  {hold_said(hold)}"
        lines += [((line, "due"),) for line in wrap(words, width)]
    lines.append(())
    for one in reversed(acts):
        lines += _act_lines(one, day, width)
    return lines


def _act_lines(one: CallAct, day: date, width: int) -> list[Line]:
    act = one.act
    gone = act.undone or act.void
    what = _act_words(one)
    head_words = f"{short_time(act.happened, day)}  {what}  {name(act.by)}"
    marks = [
        word
        for word, is_so in (
            (_("taken back"), act.undone),
            (void_word(act.void_why), act.void),
            (_("late entry"), act.late_entry),
        )
        if is_so
    ]
    if marks:
        head_words += "  " + " ".join(marks)
    said = [act.note, *from_paper(act)]
    if one.guards is not None:
        said.append(n_("{count} guard sent", "{count} guards sent", one.guards))
    if one.missing:
        said.append(_("without {posts}", posts=names(one.missing)))
    lines: list[Line] = [cut_line(((head_words, "old" if gone else "strong"),), width)]
    for words in said:
        lines += [(("  " + line, "old" if gone else ""),) for line in wrap(words, max(width - 2, 8)) if words]
    return lines


_ACTS = {
    events.ORDER_HELD: N_("held"),
    events.ORDER_RELEASED: N_("released"),
    events.ORDER_GIVEN: N_("order given"),
    events.UNDONE: N_("took back"),
}


def _act_words(one: CallAct) -> str:
    if one.post is not None:
        return f"{name(one.post)} {_(ANSWER[Answer.READY if one.ready else Answer.NOT_READY])}"
    return _(_ACTS.get(one.act.kind, "")) or one.act.kind
