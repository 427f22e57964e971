"""A checklist item in words: its status, its times, who does it, what it waits for, and its whole history.

Used by the lists, the detail pane and the details dialog, so that all three say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from dutytui.rules import events
from dutytui.rules.lookup import lookup
from dutytui.rules.procedure import Item, Procedures
from dutytui.rules.sharing import ALL_AT_ONCE, NOT_SHARED, Arrivals, Sharing
from dutytui.rules.views import Act, EntryView, ItemStatus, ItemView, Named, PhaseStatus, PhaseView
from dutytui.screens.entry_text import cut_line, field_lines, name, received_lines, text_lines, title_line
from dutytui.texts.acts import from_paper, marks, times, who
from dutytui.texts.catalogue import N_, _, pick
from dutytui.texts.labels import ITEM_STATUS, PHASE_STATUS, clock_time, duration, short_time
from dutytui.texts.sharing import whole_where
from dutytui.widgets.cells import pad, width_of, wrap
from dutytui.widgets.glyphs import glyphs
from dutytui.widgets.rows import Line

OPEN = frozenset({ItemStatus.PENDING, ItemStatus.DUE, ItemStatus.LATE, ItemStatus.BEFORE_USE})
"""What can be done now."""

ITEM_TONE = {
    ItemStatus.NOT_OPEN: "soft",
    ItemStatus.WAITING: "waiting",
    ItemStatus.PENDING: "",
    ItemStatus.DUE: "due",
    ItemStatus.LATE: "late",
    ItemStatus.BEFORE_USE: "soft",
    ItemStatus.DONE: "good",
    ItemStatus.DONE_LATE: "good",
    ItemStatus.WAIVED: "soft",
    ItemStatus.FAILED: "bad",
    ItemStatus.MENDED: "good",
    ItemStatus.DISPUTED: "bad",
}

PHASE_TONE = {
    PhaseStatus.AHEAD: "soft",
    PhaseStatus.RUNNING: "due",
    PhaseStatus.LATE: "late",
    PhaseStatus.BEFORE_USE: "soft",
    PhaseStatus.DONE: "good",
    PhaseStatus.DONE_LATE: "good",
    PhaseStatus.EMPTY: "soft",
}

_ACT_WORDS = {
    events.ITEM_DONE: N_("done"),
    events.ITEM_WAIVED: N_("skipped"),
    events.ITEM_FAILED: N_("failed"),
    events.UNDONE: N_("took back"),
}

# What the list calls a tone, in the words of the pane that shows text.
_PANE_TONE = {"late": "bad", "waiting": "soft", "mine": "strong"}


def title(item: ItemView) -> str:
    """The item with the place of this instance: ``关灯 · 6F``."""
    words = pick(item.title)
    return f"{words} {glyphs().dot} {name(item.place)}" if item.place else words


def status_word(item: ItemView) -> str:
    return _(ITEM_STATUS[item.status])


def names(named: Iterable[Named]) -> str:
    return " / ".join(name(one) for one in named)


def when(item: ItemView, day: date) -> str:
    """What the clock says of it: how late, since when done, or until when it is due."""
    if item.status is ItemStatus.LATE:
        return duration(item.late_by)
    if item.last is not None:
        return short_time(item.last.happened, day)
    return short_time(item.opens if item.status is ItemStatus.NOT_OPEN else item.due, day)


def waits(item: ItemView) -> str:
    """What comes first: the nearest by name, the rest as a number."""
    if not item.waits_for:
        return ""
    first = pick(item.waits_for[0])
    more = len(item.waits_for) - 1
    if more:
        return _("after {item} and {count} more", item=first, count=more)
    return _("after {item}", item=first)


def value(item: ItemView) -> str:
    """What was recorded, with its unit: ``126 人``."""
    words = pick(item.value)
    return f"{words} {pick(item.unit)}" if words and item.unit else words


def outcome(item: ItemView) -> str:
    """Value, by whom and on whose behalf, of an item that something was said of."""
    if item.last is None:
        return _("signed: {posts}", posts=names(item.signed)) if item.signed else ""
    act = item.last
    words = [value(item), name(act.by)]
    if act.behalf:
        words.append(_("for {person}", person=name(act.behalf)))
    if item.status is ItemStatus.DONE_LATE:
        words.append(_("{length} late", length=duration(item.late_by)))
    if act.late_entry:
        words.append(_("late entry"))
    if item.status in {ItemStatus.WAIVED, ItemStatus.FAILED} and act.note:
        words.append(act.note)
    return " ".join(word for word in words if word)


def bounds(item: Item | None) -> str:
    """The numbers an item takes: ``0–500``, ``at least 0``; "" for any."""
    if item is None or (item.minimum is None and item.maximum is None):
        return ""
    if item.maximum is None:
        return _("at least {number}", number=number_words(item.minimum))
    if item.minimum is None:
        return _("at most {number}", number=number_words(item.maximum))
    return _("{least} to {most}", least=number_words(item.minimum), most=number_words(item.maximum))


def number_words(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def item_lines(
    item: ItemView,
    procedures: Procedures,
    day: date,
    width: int,
    sharing: Sharing = NOT_SHARED,
    arrivals: Arrivals = ALL_AT_ONCE,
) -> list[Line]:
    """Everything about an item, for a pane of `width` cells; sharing: to say where each record has come to; arrivals:
    and which came here late."""
    lines: list[Line] = [((line, "strong"),) for line in wrap(title(item), width)]
    tone = ITEM_TONE[item.status]
    state = f"{status_word(item)} {duration(item.late_by) if item.late_by else ''}".rstrip()
    lines.append(((state, _PANE_TONE.get(tone, tone)), *_optional(item)))
    lines += [((line, "soft"),) for line in (wrap(pick(item.hint), width) if item.hint else ())]
    lines.append(())
    facts = _facts(item, procedures, day) + [(_("After"), pick(waited)) for waited in item.waits_for]
    left = max(width_of(label) for label, _words in facts) + 2
    for label, words in facts:
        lines += labelled(label, words, left, width)
    if item.history:
        lines += [(), ((_("History"), "heading"),)]
        for act in item.history:
            lines += _act_lines(act, day, width)
            lines += received_lines(act, arrivals, procedures, day, width)
            if where := whole_where(sharing, act.writer, act.seq):
                lines.append(cut_line([(f"  {where}", "soft")], width))
    return lines


def _optional(item: ItemView) -> Line:
    return () if item.required else ((f"  {_('optional')}", "soft"),)


def _facts(item: ItemView, procedures: Procedures, day: date) -> list[tuple[str, str]]:
    phase = lookup(procedures).phases.get(item.phase)
    definition = lookup(procedures).item(item.key)
    number = " ".join(part for part in (bounds(definition), pick(item.unit)) if part)
    facts = [
        (_("Phase"), pick(phase.title) if phase else item.phase),
        (_("Post"), names(item.posts)),
        (_("Open from"), short_time(item.opens, day)),
        (_("Due"), short_time(item.due, day)),
        (_("Number"), number if item.kind == "number" else ""),
        (_("Choice"), " / ".join(pick(choice.title) for choice in item.choices)),
        (_("Proof"), pick(item.evidence)),
        (_("Signed"), names(item.signed)),
        (_("Result"), outcome(item) if item.last else ""),
    ]
    return [(label, words) for label, words in facts if words]


def labelled(label: str, words: str, left: int, width: int) -> list[Line]:
    """``label  words``, the words wrapped beside the label, which takes `left` cells."""
    first, *rest = wrap(words, max(width - left, 8))
    return [((pad(label, left), "soft"), (first, "")), *(((" " * left, ""), (line, "")) for line in rest)]


def _act_lines(act: Act, day: date, width: int) -> list[Line]:
    gone = act.undone or act.void or act.contested
    word = _(_ACT_WORDS[act.kind]) if act.kind in _ACT_WORDS else _("{kind} (of a newer version)", kind=act.kind)
    head = [
        (times(act.happened, act.recorded, day, act.late_entry) + "  ", "soft"),
        (word, "old" if gone else "strong"),
        (f"  {who(act)}", ""),
    ]
    head += [("  " + mark, "due") for mark in marks(act)]
    said = [words for words in (pick(act.choice), act.note, *from_paper(act)) if words]
    lines = [cut_line(head, width)]
    for words in said:
        lines += [(("  " + line, "old" if gone else ""),) for line in wrap(words, max(width - 2, 8))]
    return lines


def entry_lines(entry: EntryView, now: datetime, width: int) -> list[Line]:
    """An open entry beside the list: what one needs to decide whether to open it."""
    return [title_line(entry, width), *field_lines(entry, now, width), (), *text_lines(entry, width)]


def phase_lines(phases: Sequence[PhaseView], width: int, day: date) -> list[Line]:
    """The day's phases with their progress, one a line."""
    word_width = max((width_of(_(word)) for word in PHASE_STATUS.values()), default=0)
    lines: list[Line] = [((_("Phases"), "heading"),)]
    for phase in phases:
        tone = PHASE_TONE[phase.status]
        tone = _PANE_TONE.get(tone, tone)
        progress = f"{phase.done}/{phase.total}" if phase.total else ""
        room = width - word_width - 16
        lines.append(
            (
                (pad(_(PHASE_STATUS[phase.status]), word_width) + "  ", tone),
                (pad(short_time(phase.starts, day), 6), "soft"),
                (pad(pick(phase.title), max(room, 6)), "strong" if phase.running else ""),
                (progress.rjust(7), tone),
            )
        )
    return lines


def phase_head(phase: PhaseView, day: date) -> str:
    """``08:30–08:40  进行 2/5  迟到 3 分``."""
    until = clock_time(phase.ends, seconds=False)
    words = [f"{short_time(phase.starts, day)}-{until}", _(PHASE_STATUS[phase.status])]
    if phase.total:
        words.append(f"{phase.done}/{phase.total}")
    if phase.late_by:
        words.append(_("{length} late", length=duration(phase.late_by)))
    return "  ".join(words)
