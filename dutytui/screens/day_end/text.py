"""The end of a day in words: its state, what it came to, and a group of open matters in full."""

from __future__ import annotations

from datetime import date

from dutytui.rules import events
from dutytui.rules.closing.day_views import Afterwards, DayEndView, DayStatus, Summary
from dutytui.rules.evidence.views import RootView
from dutytui.rules.views import Act
from dutytui.screens.day_end.rows import REOPEN_ROW, Row, reason_rows
from dutytui.screens.entry_text import cut_line, name
from dutytui.screens.item_text import phase_head
from dutytui.screens.root_text import root_lines, root_words
from dutytui.texts.acts import times, who
from dutytui.texts.areas import unsettled
from dutytui.texts.catalogue import N_, _, n_, pick
from dutytui.texts.labels import duration, short_time
from dutytui.texts.void import void_word
from dutytui.widgets.cells import pad, width_of, wrap
from dutytui.widgets.rows import Line

_ACT_WORDS = {
    events.DAY_CLOSED: N_("closed"),
    events.DAY_REOPENED: N_("opened again"),
    events.ITEM_DONE: N_("done"),
    events.ITEM_WAIVED: N_("skipped"),
    events.ITEM_FAILED: N_("failed"),
    events.SECTION_WRITTEN: N_("journal written"),
    events.SECTION_LEFT_EMPTY: N_("journal left empty"),
    events.UNDONE: N_("took back"),
}


STATE_TONE = {
    DayStatus.OPEN: "strong",
    DayStatus.CLOSED: "good",
    DayStatus.REOPENED: "due",
    DayStatus.UNDERMINED: "bad",
}


def state_words(view: DayEndView, day: date) -> str:
    """One sentence on how the day stands."""
    closing, reopening = view.closing, view.reopening
    match view.status:
        case DayStatus.CLOSED if closing is not None:
            return _("Closed at {time} by {name}", time=short_time(closing.happened, day), name=name(closing.by))
        case DayStatus.UNDERMINED if closing is not None:
            time = short_time(closing.happened, day)
            return _("Closed at {time}, but something was taken back elsewhere: settle it, close again", time=time)
        case DayStatus.REOPENED if reopening is not None:
            time = short_time(reopening.happened, day)
            return _(
                "Opened again at {time} by {name}: {reason}", time=time, name=name(reopening.by), reason=reopening.note
            )
        case _:
            return _("Not closed yet")


def closed_rows(view: DayEndView, day: date, root: RootView | None) -> list[Row]:
    """A closed day: what it came to, the reasons given, what came after, and the row that opens it again."""
    rows = summary_rows(view.summary, day) if view.summary else []
    if view.reasons:
        rows.append(Row("#reasons", _("Closed with these reasons"), heading=True))
        rows += reason_rows(view.left, dict(view.reasons))
    rows += after_rows(view.afterwards, day)
    rows += root_rows(root, day)
    return [*rows, Row("#end", "", heading=True), Row(REOPEN_ROW, _("Open the day again"), "waiting")]


def root_rows(root: RootView | None, day: date) -> list[Row]:
    """The day's root, once any terminal has witnessed how far the journals go."""
    return [] if root is None else [Row("#root", root_words(root, day), "soft", heading=True)]


def summary_rows(summary: Summary, day: date) -> list[Row]:
    rows = [Row("#summary", _("What the day came to"), heading=True)]
    if summary.worked is not None:
        length = duration(int(summary.worked.total_seconds() // 60))
        rows.append(Row("worked", _("Worked: {length}", length=length)))
    rows.append(
        Row("items", _("Items: {done} of {total} done", done=summary.done, total=summary.total), go="checklists")
    )
    if summary.skipped:
        words = n_("Skipped with a reason: {count}", "Skipped with a reason: {count}", summary.skipped)
        rows.append(Row("skipped", words, go="checklists"))
    late = n_("Phases late: {count}", "Phases late: {count}", len(summary.late))
    rows.append(Row("late", late, "late" if summary.late else "good"))
    heads = _columns([phase_head(phase, day).split("  ") for phase in summary.late])
    rows += [
        Row(f"phase {phase.id}", f"  {pick(phase.title)}", "late", head, go=f"phase:{phase.id}")
        for phase, head in zip(summary.late, heads, strict=True)
    ]
    entries = _("Log entries: {count}, open: {open}", count=summary.entries, open=summary.entries_open)
    rows.append(Row("entries", entries, "due" if summary.entries_open else "good", go="logbook"))
    if summary.rounds:
        rows.append(_rounds(summary))
    if summary.meals_late:
        words = n_("Back late from a meal: {count}", "Back late from a meal: {count}", summary.meals_late)
        rows.append(Row("meals", words, "due", go="meals"))
    journals = _("Journals: every part is written or left empty with a reason")
    if not summary.journals:
        journals = _("Journals: not complete")
    rows.append(Row("journals", journals, "good" if summary.journals else "due", go="journals"))
    return rows


def _columns(rows: list[list[str]]) -> list[str]:
    """Each row as one text, its words under those of the other rows."""
    count = max(map(len, rows), default=0)
    filled = [[*row, *[""] * (count - len(row))] for row in rows]
    widths = [max(map(width_of, column)) for column in zip(*filled, strict=True)]
    return ["  ".join(map(pad, row, widths)) for row in filled]


def _rounds(summary: Summary) -> Row:
    """Missed and unknown are not the same: of the latter nobody can say whether they were walked."""
    values = {"count": summary.rounds, "missed": summary.missed, "unknown": summary.unknown}
    words = _("Patrol rounds: {count}, missed: {missed}", **values)
    if summary.unknown:
        words = _("Patrol rounds: {count}, missed: {missed}, unknown: {unknown}", **values)
    return Row("rounds", words, "due" if summary.missed or summary.unknown else "good", go="patrol")


def after_rows(afterwards: tuple[Afterwards, ...], day: date) -> list[Row]:
    """What was recorded after the closing, by terminals that had not heard of it or after a reopening."""
    if not afterwards:
        return []
    heading = n_("Recorded after the closing: {count}", "Recorded after the closing: {count}", len(afterwards))
    rows = [Row("#after", heading, "due", heading=True)]
    for one in afterwards:
        what = pick(one.title) if one.title else ""
        words = "  ".join(part for part in (_when(one.act, day), act_word(one.act), what) if part)
        rows.append(Row(f"after {one.act.event}", words, remark=who(one.act)))
    return rows


def act_word(act: Act) -> str:
    return _(_ACT_WORDS[act.kind]) if act.kind in _ACT_WORDS else _("recorded")


def row_lines(row: Row, width: int) -> list[Line]:
    """A row in full: every matter of its group."""
    lines: list[Line] = []
    for matter in row.matters:
        lines += [((line, ""),) for line in wrap(unsettled(matter.what), width)]
    if row.remark:
        lines += [(), *(((line, "good"),) for line in wrap(row.remark, width))]
    if not row.matters:
        lines += [((line, ""),) for line in wrap(row.words.strip(), width)]
    return lines


def history_lines(view: DayEndView, day: date, root: RootView | None, width: int) -> list[Line]:
    """Every closing and reopening of the day, oldest first; then its root as a whole."""
    lines: list[Line] = [((_("Closings of the day"), "heading"),)]
    if not view.history:
        lines.append(((_("Nothing yet."), "soft"),))
    for act in view.history:
        head = [(_when(act, day) + "  ", "soft"), (act_word(act), "strong"), (f"  {who(act)}", "")]
        head += [("  " + void_word(act.void_why), "due")] * act.void
        lines.append(cut_line(head, width))
        lines += [(("  " + line, ""),) for line in (wrap(act.note, width - 2) if act.note else ())]
    if root is not None:
        lines += [(), *root_lines(root, day, width)]
    return lines


def _when(act: Act, day: date) -> str:
    return times(act.happened, act.recorded, day, act.late_entry)
