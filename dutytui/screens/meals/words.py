"""A meal and a person's part in it, in words: for the list, the pane beside it and the details."""

from __future__ import annotations

from datetime import date, datetime

from dutytui.rules import events
from dutytui.rules.meals.views import BatchView, EaterStatus, EaterView, MealView
from dutytui.rules.views import Act
from dutytui.screens.entry_text import cut_line
from dutytui.screens.item_text import labelled, names
from dutytui.texts.acts import from_paper, times, who
from dutytui.texts.catalogue import N_, _, n_, pick
from dutytui.texts.labels import duration, short_time
from dutytui.texts.records import EATER_STATUS
from dutytui.texts.void import void_word
from dutytui.widgets.cells import width_of, wrap
from dutytui.widgets.glyphs import glyphs
from dutytui.widgets.rows import Line

TONE = {
    EaterStatus.EXPECTED: "",
    EaterStatus.OUT: "due",
    EaterStatus.LATE: "late",
    EaterStatus.BACK: "good",
    EaterStatus.BACK_LATE: "bad",
    EaterStatus.DISPUTED: "bad",
}
_ACT_WORDS = {
    events.MEAL_LEFT: N_("left"),
    events.MEAL_RETURNED: N_("came back"),
    events.UNDONE: N_("took back"),
}


def full_name(eater: EaterView) -> str:
    """``欧莱雅 - 李娜``: the counter in front, where there is one."""
    return f"{eater.place} {glyphs().dot} {eater.name}" if eater.place else eater.name


def batch_head(meal: MealView, batch: BatchView, day: date) -> str:
    """``Lunch, batch 1  11:30-12:00  out 2, back 1, to go 3``."""
    title = _("{meal}, batch {number}", meal=pick(meal.title), number=batch.number)
    until = short_time(batch.ends, batch.starts.date())
    counts = _("out {out}, back {back}, to go {missing}", out=batch.out, back=batch.back, missing=batch.missing)
    return f"{title}  {short_time(batch.starts, day)}-{until}  {counts}"


def countdown(eater: EaterView, now: datetime) -> str:
    """How long until somebody who is out is due, or since when they are over time; "" for who is not out."""
    if eater.left_at is None or eater.back_at is not None or eater.due is None:
        return ""
    seconds = int((eater.due - now).total_seconds())
    clock = f"{abs(seconds) // 60}:{abs(seconds) % 60:02d}"
    return _("{time} left", time=clock) if seconds >= 0 else _("{time} over", time=clock)


def remark(eater: EaterView, now: datetime, day: date) -> str:
    """What stands at the right of a row."""
    if eater.clashes:
        return _("at once with {names}", names=_(", ").join(eater.clashes))
    parts = [countdown(eater, now)]
    if eater.left_at and eater.back_at:
        parts.append(f"{short_time(eater.left_at, day)}-{short_time(eater.back_at, eater.left_at.date())}")
    if eater.late_by and eater.back_at:
        parts.append(_("{length} late", length=duration(eater.late_by)))
    if eater.other_batch:
        parts.append(_("of batch {number}", number=eater.other_batch))
    if not any(parts):
        parts.append(names(eater.posts))
    return " ".join(part for part in parts if part)


def clash_words(pair: tuple[str, str]) -> str:
    one, other = pair
    return _("Out at the same time, of different batches: {one} and {other}", one=one, other=other)


def eater_lines(eater: EaterView, history: tuple[Act, ...], now: datetime, day: date, width: int) -> list[Line]:
    """Everything about one person's meal, for a pane of `width` cells."""
    tone = {"late": "bad"}.get(TONE[eater.status], TONE[eater.status])
    lines: list[Line] = [((line, "strong"),) for line in wrap(full_name(eater), width)]
    lines += [((f"{_(EATER_STATUS[eater.status])}  {countdown(eater, now)}".rstrip(), tone),), ()]
    facts = [(label, words) for label, words in _facts(eater, day) if words]
    left = max((width_of(label) for label, _words in facts), default=0) + 2
    for label, words in facts:
        lines += labelled(label, words, left, width)
    if eater.status is EaterStatus.DISPUTED:
        told = _("Terminals that were apart said different things. Undo the wrong one: F6")
        lines += [(), *(((line, "due"),) for line in wrap(told, width))]
    for name in eater.clashes:
        lines += [(), *(((line, "bad"),) for line in wrap(clash_words((eater.name, name)), width))]
    if history:
        lines += [(), ((_("History"), "heading"),)]
        lines += [line for act in history for line in _act_lines(act, day, width)]
    return lines


def _facts(eater: EaterView, day: date) -> list[tuple[str, str]]:
    return [
        (_("Post"), names(eater.posts)),
        (_("Batch"), str(eater.batch)),
        (_("Left at"), short_time(eater.left_at, day) if eater.left_at else ""),
        (_("Due back"), short_time(eater.due, day) if eater.due else ""),
        (_("Back at"), short_time(eater.back_at, day) if eater.back_at else ""),
        (_("Late"), duration(eater.late_by) if eater.late_by else ""),
        (_("Remark"), eater.note),
    ]


def _act_lines(act: Act, day: date, width: int) -> list[Line]:
    gone = act.undone or act.void
    word = _(_ACT_WORDS[act.kind]) if act.kind in _ACT_WORDS else _("{kind} (of a newer version)", kind=act.kind)
    head = [
        (times(act.happened, act.recorded, day, act.late_entry) + "  ", "soft"),
        (word, "old" if gone else "strong"),
        (f"  {who(act)}", ""),
    ]
    head += [("  " + _("taken back"), "due")] * act.undone + [("  " + void_word(act.void_why), "due")] * act.void
    said = [line for words in (act.note, *from_paper(act)) if words for line in wrap(words, max(width - 2, 8))]
    return [cut_line(head, width), *((("  " + line, "old" if gone else ""),) for line in said)]


def out_words(count: int, late: int) -> str:
    """How many are out, and how many of them over time."""
    if not count:
        return _("nobody is out")
    words = n_("{count} is out", "{count} are out", count)
    return words + n_(", {count} over time", ", {count} over time", late) if late else words
