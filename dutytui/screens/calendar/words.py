"""What falls due, in words: its status, who sees to it, and everything that is known of one due date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dutytui.rules import events
from dutytui.rules.obligations.views import OPEN, DueStatus, DueView, MonthView
from dutytui.rules.views import Act
from dutytui.screens.entry_text import cut_line, flow, name
from dutytui.screens.item_text import names
from dutytui.screens.page_head import LATE, TITLE, Words
from dutytui.texts.acts import times, who
from dutytui.texts.catalogue import N_, _, n_, pick
from dutytui.texts.labels import DAY_KIND, day_name, short_time
from dutytui.texts.void import void_word
from dutytui.widgets.cells import wrap
from dutytui.widgets.rows import Line

STATUS = {
    DueStatus.LATER: N_("not due"),
    DueStatus.AHEAD: N_("soon due"),
    DueStatus.DUE: N_("due today"),
    DueStatus.LATE: N_("late"),
    DueStatus.DONE: N_("done"),
    DueStatus.DONE_LATE: N_("done late"),
    DueStatus.WAIVED: N_("skipped"),
    DueStatus.DISPUTED: N_("disputed"),
    DueStatus.UNRECORDED: N_("no record"),
}

TONE = {
    DueStatus.LATER: "soft",
    DueStatus.AHEAD: "",
    DueStatus.DUE: "due",
    DueStatus.LATE: "late",
    DueStatus.DONE: "good",
    DueStatus.DONE_LATE: "good",
    DueStatus.WAIVED: "soft",
    DueStatus.DISPUTED: "bad",
    DueStatus.UNRECORDED: "soft",
}
_PANE_TONE = {"late": "bad"}

_ACTS = {
    events.OBLIGATION_DONE: N_("done"),
    events.OBLIGATION_WAIVED: N_("skipped"),
    events.UNDONE: N_("took back"),
}


def remark(due: DueView, day: date) -> str:
    """What stands at the end of its row: who did it, how late it is, or by when it is due, and which flow does it.

    day: today.
    """
    if due.last is not None:
        words = [name(due.last.by), short_time(due.last.happened, day)]
        if due.twice:
            words.append(_("(done twice)"))
        return " ".join(words)
    begins = due.flow.id if due.flow else ""
    if due.status is DueStatus.LATE:
        late = n_("{count} day late", "{count} days late", due.late_by) if due.late_by else _("late since today")
        return f"{begins} {late}".lstrip()
    time = _("by {time}", time=short_time(due.by, due.day)) if due.by else ""
    return " ".join(word for word in (begins, time, names(due.posts)) if word)


def head_words(view: MonthView, pressing: Sequence[DueView], now: date) -> Words:
    """``Calendar 2026-11  late 2  due today 1``. Of years long gone the holidays are not at hand."""
    words = [(f" {_('Calendar')} {view.year}-{view.month:02d}", TITLE, "")]
    if view.unannounced:
        said = _("holidays not announced") if view.year >= now.year else _("holidays not at hand")
        words.append((f"  {said}", "head--filter", ""))
    late = sum(due.status is DueStatus.LATE for due in pressing)
    today = sum(due.status is DueStatus.DUE for due in pressing)
    ahead = sum(due.status is DueStatus.AHEAD for due in pressing)
    if late:
        words.append((f"  {_('late {count}', count=late)}", LATE, ""))
    if today:
        words.append((f"  {_('due today {count}', count=today)}", "head--open", ""))
    if ahead:
        words.append((f"  {_('soon due {count}', count=ahead)}", "", ""))
    return words


def day_words(day: date, kind: str, working: bool) -> str:
    """``11-28 Sat, rest day``."""
    what = _(DAY_KIND[kind]) if kind in DAY_KIND else "" if working else _("rest day")
    return f"{day_name(day)} {what}".rstrip()


def due_lines(due: DueView, width: int) -> list[Line]:
    """Everything about one obligation on one due date, for a pane of `width` cells."""
    lines: list[Line] = [((line, "strong"),) for line in wrap(pick(due.title), width)]
    tone = TONE[due.status]
    state = _(STATUS[due.status])
    if due.late_by:
        state += f" {n_('{count} day late', '{count} days late', due.late_by)}"
    lines.append(((state, _PANE_TONE.get(tone, tone)),))
    lines += [((line, "soft"),) for line in (wrap(pick(due.hint), width) if due.hint else ())]
    lines.append(())
    lines += flow([(label, value, "") for label, value in _facts(due)], width)
    lines += [((line, "soft"),) for word in _what_helps(due) for line in wrap(word, width)]
    if due.history:
        lines += [(), ((_("History"), "heading"),)]
        lines += [line for act in due.history for line in _act_lines(act, due.day, width)]
    return lines


def _facts(due: DueView) -> list[tuple[str, str]]:
    when = day_name(due.day)
    if due.by is not None:
        when += f" {short_time(due.by, due.day)}"
    if due.rest_day:
        when += f" {_('(a rest day)')}"
    facts = [(_("Due"), when), (_("Shown from"), day_name(due.shown)), (_("Seen to by"), names(due.posts))]
    if due.to:
        facts.append((_("Goes to"), pick(due.to)))
    if due.flow is not None:
        facts.append((_("Flow"), f"{due.flow.id}  {pick(due.flow.title)}"))
    return facts


def _what_helps(due: DueView) -> list[str]:
    words = []
    if due.flow is not None and due.status in OPEN and due.status is not DueStatus.DISPUTED:
        words.append(_("Enter begins the request; submitting it does this. Done without it: Ctrl+T"))
    if due.status is DueStatus.DISPUTED:
        words.append(_("Done at one terminal, skipped at another. Take the wrong one back: F6"))
    if due.twice:
        words.append(_("Two terminals that did not know of each other did it: both stand"))
    if due.status is DueStatus.UNRECORDED:
        words.append(_("It fell due before the records begin, so nothing is said of it"))
    return words


def _act_lines(act: Act, day: date, width: int) -> list[Line]:
    gone = act.undone or act.void
    word = _(_ACTS[act.kind]) if act.kind in _ACTS else _("{kind} (of a newer version)", kind=act.kind)
    head = [
        (times(act.happened, act.recorded, day, act.late_entry) + "  ", "soft"),
        (word, "old" if gone else "strong"),
        (f"  {who(act)}", ""),
    ]
    head += [("  " + _("taken back"), "due")] * act.undone + [("  " + void_word(act.void_why), "due")] * act.void
    said = wrap(act.note, max(width - 2, 8)) if act.note else []
    return [cut_line(head, width), *((("  " + line, "old" if gone else ""),) for line in said)]
