"""A log entry in words: its fields, its text in full, and its history with both versions of every correction.

Used by the logbook's detail pane and by the screen of one entry, so that both say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from dutytui.rules import events
from dutytui.rules.procedure import Procedures
from dutytui.rules.sharing import ALL_AT_ONCE, NOT_SHARED, Arrivals, Recorded, Sharing, came_late
from dutytui.rules.views import Act, EntryStatus, EntryView, Named
from dutytui.texts.acts import from_paper, marks, times, who
from dutytui.texts.catalogue import _, pick
from dutytui.texts.entries import FIELD_WORDS, act_word, changes
from dutytui.texts.labels import ENTRY_STATUS, duration, short_time
from dutytui.texts.sharing import received_words, whole_where
from dutytui.widgets.cells import cut, width_of, wrap
from dutytui.widgets.glyphs import glyphs
from dutytui.widgets.rows import Line
from dutytui.widgets.text_pane import Layout, nothing

if TYPE_CHECKING:
    from dutytui.session import Session

STATUS_TONE = {EntryStatus.OPEN: "due", EntryStatus.HANDLED: "strong", EntryStatus.CLOSED: "good"}


def status_word(entry: EntryView) -> str:
    return _("withdrawn") if entry.withdrawn else _(ENTRY_STATUS[entry.status])


def name(named: Named | None) -> str:
    return pick(named.name) if named else ""


def due_words(entry: EntryView, now: datetime) -> str:
    """``17:00``, and how long ago that was when it is overdue."""
    if entry.due is None:
        return ""
    due = short_time(entry.due, now.date())
    if not entry.overdue:
        return due
    return _("{time}, overdue {length}", time=due, length=duration(_minutes_since(entry.due, now)))


def due_briefly(entry: EntryView, now: datetime) -> str:
    """When it is due, or only how long it has been overdue: for a narrow column."""
    if entry.due is None or not entry.overdue:
        return due_words(entry, now)
    return _("overdue {length}", length=duration(_minutes_since(entry.due, now)))


def _minutes_since(due: datetime, now: datetime) -> int:
    """Begun minutes, so that it is never overdue by nothing."""
    return int(-((due - now).total_seconds() // 60))


def field_lines(entry: EntryView, now: datetime, width: int) -> list[Line]:
    """The fields as ``label value`` pairs, as many to a row as fit; the text is not among them."""
    pairs = [
        (_("Time"), times(entry.happened, entry.recorded, now.date(), entry.late_entry), ""),
        (_("By"), who(entry), ""),
        (_("Place"), name(entry.place), ""),
        (_("Severity"), name(entry.severity), "due" if entry.rank else ""),
        (_("Owner"), name(entry.owner), ""),
        (_("Due"), due_words(entry, now), "bad" if entry.overdue else ""),
        (_("Item"), pick(entry.item_title), ""),
    ]
    lines = flow([(label, value, tone) for label, value, tone in pairs if value], width)
    if entry.disputed:
        fields = _(", ").join(_(FIELD_WORDS.get(field, field)) for field in entry.disputed)
        told = _(
            "Two terminals corrected this without knowing of each other: {fields}. Correct it again", fields=fields
        )
        lines += [((line, "due"),) for line in wrap(told, width)]
    return lines


def flow(pairs: Sequence[tuple[str, str, str]], width: int) -> list[Line]:
    """(label, value, tone) one after the other, a new row where the next doesn't fit."""
    rows: list[list[tuple[str, str]]] = [[]]
    used = 0
    for label, value, tone in pairs:
        size = width_of(label) + 1 + width_of(value)
        if used and used + 3 + size > width:
            rows.append([])
            used = 0
        if used:
            rows[-1].append(("   ", ""))
            used += 3
        rows[-1] += [(label + " ", "soft"), (cut(value, width - width_of(label) - 1), tone)]
        used += size
    return [tuple(row) for row in rows if row]


def whole_entry(
    entry: EntryView,
    procedures: Procedures,
    now: datetime,
    width: int,
    sharing: Sharing = NOT_SHARED,
    arrivals: Arrivals = ALL_AT_ONCE,
) -> list[Line]:
    """Fields, the whole text and the history; procedures: those of the entry's day; sharing: where each act is;
    arrivals: what came here late."""
    blank: Line = ()
    fields, history = field_lines(entry, now, width), history_lines(entry, procedures, width, sharing, arrivals)
    text = text_lines(entry, width)
    if entry.case is not None:
        from dutytui.screens.service.case_text import detail_lines, time_lines  # only where there is a case

        fields += time_lines(entry.case, entry, now, width)
        details = detail_lines(entry.case, width)
        text += [blank, *details] if details else []
    return [*fields, blank, *text, blank, *history]


def text_lines(entry: EntryView, width: int) -> list[Line]:
    """The whole text, wrapped; its own line breaks kept."""
    return [((line, ""),) for line in wrap(entry.text, width)]


def history_lines(
    entry: EntryView,
    procedures: Procedures,
    width: int,
    sharing: Sharing = NOT_SHARED,
    arrivals: Arrivals = ALL_AT_ONCE,
) -> list[Line]:
    """Every act, oldest first, none left out: taken back and void ones are marked, not hidden."""
    lines: list[Line] = [((_("History"), "heading"),)]
    for act in entry.history:
        lines += _act_lines(act, entry, procedures, width)
        lines += received_lines(act, arrivals, procedures, entry.day, width)
        if where := whole_where(sharing, act.writer, act.seq):
            lines.append(cut_line([(f"  {where}", "soft")], width))
    return lines


def received_lines(act: Recorded, arrivals: Arrivals, procedures: Procedures, day: date, width: int) -> Iterator[Line]:
    """When it came here, where that was late."""
    at = came_late(arrivals, act, procedures)
    if at is not None:
        yield from (((f"  {line}", "due"),) for line in wrap(received_words(at, act.recorded, day), width - 2))


def _act_lines(act: Act, entry: EntryView, procedures: Procedures, width: int) -> list[Line]:
    gone = act.undone or act.void or act.contested
    when = times(act.happened, act.recorded, entry.day, act.late_entry)
    word = act_word(act, entry.recheck)
    back = next((other for other in entry.history if act.undoes and other.event == act.undoes), None)
    if back is not None:
        word += f" ({act_word(back, entry.recheck)})"
    head = [(f"{when}  ", "soft"), (word, "old" if gone else "strong"), (f"  {who(act)}", "")]
    if marks(act):
        head.append(("  " + " ".join(marks(act)), "due"))
    lines: list[Line] = [cut_line(head, width)]
    lines += [((f"  {mark}", "due"),) for mark in from_paper(act)]
    for label, before, after in changes(act, entry, procedures):
        lines += _change_lines(label, before, after, width)
    if act.note and act.kind != events.ENTRY_LOGGED:
        label = _("Reason") + " " if act.kind == events.ENTRY_CORRECTED else ""
        lines += [(("  " + line, "old" if gone else ""),) for line in wrap(label + act.note, width - 2)]
    return lines


def _change_lines(label: str, before: str, after: str, width: int) -> list[Line]:
    """Old and new, both in full: on one row when they fit, else one under the other."""
    if not before:
        return [((f"  {line}", ""),) for line in wrap(f"{label} {after}", width - 2)]
    arrow = f" {glyphs().arrow} "
    if "\n" not in before + after and 3 + width_of(label + before + after) + width_of(arrow) <= width:
        return [((f"  {label} ", "soft"), (before, "old"), (arrow, "soft"), (after, "strong"))]
    lines: list[Line] = []
    for heading, value, tone in ((_("before"), before, "old"), (_("after"), after, "strong")):
        lines.append(((f"  {label} {heading}", "soft"),))
        lines += [(("    ", ""), (line, tone)) for line in wrap(value, width - 4)]
    return lines


def cut_line(parts: Sequence[tuple[str, str]], width: int) -> Line:
    """`parts` in at most `width` cells, the last that fits cut."""
    line: list[tuple[str, str]] = []
    for text, tone in parts:
        room = width - sum(width_of(shown) for shown, _tone in line)
        if room <= 0:
            break
        line.append((cut(text, room), tone))
    return tuple(line)


def title_line(entry: EntryView, width: int) -> Line:
    """Number, kind, status and the marks that matter, in one row."""
    marks = [_("carried over")] * entry.carried + [_("corrected")] * entry.corrected
    marks += [_("disputed")] * bool(entry.disputed)
    parts = [
        (_("No. {number}", number=entry.number), "heading"),
        (f"  {name(entry.kind)}  ", "strong"),
        (status_word(entry), STATUS_TONE[entry.status]),
        *((f"  {mark}", "due") for mark in marks),
    ]
    return cut_line(parts, width)


def entry_detail(session: Session, entry: EntryView | None, arrivals: Arrivals) -> Layout:
    """For the pane beside a list."""
    if entry is None:
        return nothing
    procedures, now = session.procedures_of(entry.day), session.now()
    return lambda width: [title_line(entry, width), *whole_entry(entry, procedures, now, width, arrivals=arrivals)]
