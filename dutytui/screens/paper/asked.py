"""What stands above the line: the row that is being keyed in, with what was typed for it, and what is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dutytui.rules.looking import Looking
from dutytui.rules.paper.keying import Asks, Keying, Mode, Step
from dutytui.rules.paper.rows import RowKind, SheetRow, sheet_code
from dutytui.rules.paper.views import Summary
from dutytui.screens.entry_text import cut_line
from dutytui.screens.item_fields import who_options
from dutytui.screens.item_text import bounds
from dutytui.screens.paper.reading import choice_words
from dutytui.screens.paper.typist import Typist
from dutytui.texts.catalogue import N_, _, pick
from dutytui.texts.labels import day_name, short_time
from dutytui.texts.paper import row_title, step_name
from dutytui.texts.shown import shown
from dutytui.widgets.rows import Line

_MODES = {Mode.DONE: "", Mode.WAIVED: N_("won't do"), Mode.FAILED: N_("not right")}


def title_line(day: date | None, at: Looking, done: Summary, other_version: bool) -> Line:
    """The day and its code, how many rows are in the program; and whether the sheet is of another version."""
    head = (f"{_('Key in paper')}  ", "heading")
    if day is None:
        return (head,)
    counted = _("{keyed} keyed in, {open} missing", keyed=done.keyed, open=len(done.open))
    parts = [head, (f"{day_name(day)}  {sheet_code(day, at.procedures.version)}  ", ""), (counted, "soft")]
    if other_version:
        parts.append((f"  {_('Other procedures than on the sheet: compare the words of each row')}", "due"))
    return tuple(parts)


def ending(done: Summary) -> str:
    """What is still missing, when the screen is left."""
    words = _("Paper: {keyed} keyed in, {open} missing", keyed=done.keyed, open=len(done.open))
    return f"{words}: {shown(done.open[:6])}" if done.open else words


def label(at: Looking, day: date | None, row: SheetRow | None, step: Step | None) -> str:
    """What is asked for."""
    if day is None:
        return _("Sheet code")
    if row is None or step is None:
        return _("Row number")
    return step_name(at, step, row)


def asked_lines(at: Looking, row: SheetRow | None, typist: Typist, step: Step | None) -> list[Callable[[int], Line]]:
    """Three rows: the words of the paper, what was typed so far, and what may be typed."""
    if row is None:
        return []
    head = [(f"{row.number}  ", "strong"), (row_title(at, row), "strong")]
    mode = _MODES[typist.mode] if typist.row is not None else ""
    head += [(f"  {_(mode)}", "bad")] if mode else []
    behalf = next((one.name for one in who_options(at.procedures, None) if one.value == typist.behalf), typist.behalf)
    head += [(f"  {_('for {person}', person=behalf)}", "due")] if behalf else []
    typed = [(f"{typed_name(at, name, row)} {words}  ", "soft") for name, words in typist.typed.items() if words]
    lines = [head, typed if typist.row is not None else [], [(hint(at, row, step), "soft")]]
    return [lambda width, line=line: cut_line(line, width) for line in lines]  # type: ignore[misc]


def typed_name(at: Looking, name: str, row: SheetRow) -> str:
    return step_name(at, Step(name, Asks.TEXT), row)


def hint(at: Looking, row: SheetRow, step: Step | None) -> str:
    """When it was due and whose it is; for a step, what may be typed."""
    if step is None:
        return _planned(at, row)
    if step.asks is Asks.CHOICE:
        return choice_words(at, Keying(row))
    if step.asks is Asks.TIME:
        words = _("2130 or 21:30; two digits are minutes after the time before")
        return words + (" " + _("(Enter: not on the paper)") if step.may_lack else "")
    if step.asks is Asks.ENTRY:
        return _("As in the log line: kind, place, text, !severity @owner; without the time")
    item = at.law.item(row.key) if row.kind is RowKind.ITEM else None
    if step.asks is Asks.NUMBER and item is not None:
        return " ".join(filter(None, (bounds(item), pick(item.unit))))
    return _("Enter: nothing") if step.may_lack else ""


def _planned(at: Looking, row: SheetRow) -> str:
    planned = at.plan.by_key.get(row.key) if row.kind is RowKind.ITEM else None
    item = at.law.item(row.key) if planned is not None else None
    if planned is None or item is None:
        return ""
    due = short_time(planned.due, at.day)
    return _("due {time}  {posts}", time=due, posts=shown(at.law.post_names(item.posts)))
