"""The history of a request: every act, oldest first, with what it counts for; and disputed ones side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dutytui.rules.approvals.conditions import Given
from dutytui.rules.approvals.course import Weight
from dutytui.rules.approvals.views import ActView, FieldView, RequestView
from dutytui.rules.procedure import Procedures
from dutytui.rules.sharing import Arrivals
from dutytui.rules.views import Act
from dutytui.screens.approvals.words import WEIGHT, said
from dutytui.screens.entry_text import cut_line, name, received_lines
from dutytui.texts.acts import times
from dutytui.texts.catalogue import _, pick
from dutytui.texts.conditions import value_words
from dutytui.texts.labels import short_time
from dutytui.texts.records import REQUEST_ACTS
from dutytui.texts.void import void_word
from dutytui.widgets.cells import cut, pad, wrap
from dutytui.widgets.glyphs import glyphs
from dutytui.widgets.rows import Line

_GONE = frozenset({Weight.VOID, Weight.PAST, Weight.OVERRULED})
_SIDE = 26
"""Cells that one of two acts side by side needs."""


def act_word(act: ActView) -> str:
    return _(REQUEST_ACTS[act.kind]) if act.kind in REQUEST_ACTS else _("{kind} (of a newer version)", kind=act.kind)


def act_words(act: ActView, view: RequestView) -> str:
    """One act in one breath: who did what, and when."""
    when = short_time(act.at, act.at.date() if act.at.date() == view.row.day else view.row.day)
    return _("{person} {act} ({time})", person=author(act), act=act_word(act), time=when)


def author(act: ActView) -> str:
    """``李敏 财务经理``, with the one in whose place it was done."""
    words = " ".join(word for word in (name(act.by), name(act.post)) if word)
    if act.delegate_of is None:
        return words
    words = _("{person} in place of {giver}", person=words, giver=name(act.delegate_of))
    return words if act.delegation_seen else _("{person} (that delegation is not known here)", person=words)


def history_lines(
    acts: Sequence[ActView], day: date, width: int, procedures: Procedures, arrivals: Arrivals
) -> list[Line]:
    """day: the one that times without a date are of; arrivals: what came here late, by the measure of procedures."""
    lines: list[Line] = [((_("History"), "heading"),)]
    for act in acts:
        lines += _act_lines(act, day, width)
        lines += received_lines(act, arrivals, procedures, day, width)
    return lines


def void_lines(acts: Sequence[Act], day: date, width: int) -> list[Line]:
    """What terminals that don't count have recorded about the request."""
    lines: list[Line] = [((_("These do not count"), "heading"),)] if acts else []
    for act in acts:
        word = _(REQUEST_ACTS[act.kind]) if act.kind in REQUEST_ACTS else act.kind
        said = f"{short_time(act.happened, day)}  {void_word(act.void_why)}  {word}  {name(act.by)}"
        lines += [((line, "old"),) for line in wrap(said, width)]
    return lines


def _act_lines(act: ActView, day: date, width: int) -> list[Line]:
    gone = act.weight in _GONE
    head = [
        (times(act.at, act.recorded, day, act.late_entry) + "  ", "soft"),
        (act_word(act), "old" if gone else "strong"),
        (f"  {author(act)}", ""),
    ]
    if act.step is not None:
        head.append((f"  {pick(act.step)}", "soft"))
    if act.to:
        arrow = f"  {glyphs().arrow} "
        head.append((arrow + _(", ").join(_to(one) for one in act.to), ""))
    lines: list[Line] = [cut_line(head, width)]
    if WEIGHT[act.weight]:
        lines.append(((cut("  " + _(WEIGHT[act.weight]), width), "due"),))
    if act.words:
        lines += [((f"  {line}", "old" if gone else ""),) for line in wrap(act.words, width - 2)]
    for field, old, new in act.changed:
        lines += _change_lines(field, old, new, width)
    return lines


def _to(one: object) -> str:
    return said(one.name if hasattr(one, "name") else one)  # type: ignore[arg-type]


def _change_lines(field: FieldView, old: Given, new: Given, width: int) -> list[Line]:
    before = value_words(field.field, old) or _("(empty)")
    after = value_words(field.field, new) or _("(empty)")
    words = f"{pick(field.field.title)} {before} {glyphs().arrow} {after}"
    return [((f"  {line}", "strong"),) for line in wrap(words, width - 2)]


# -- a dispute ----------------------------------------------------------------------------------------------------


def dispute_lines(acts: Sequence[ActView], day: date, width: int) -> list[Line]:
    """The acts that contradict each other, side by side where there is room: who, where, when, what was said."""
    told = _("Disputed: these were done apart, and can't both stand. Until it is settled nothing moves on")
    lines: list[Line] = [((line, "bad"),) for line in wrap(told, width)]
    across = max(1, min(len(acts), width // _SIDE))
    column = (width - 3 * (across - 1)) // across
    for begin in range(0, len(acts), across):
        cells = [_cell(number, acts[number], day, column) for number in range(begin, min(begin + across, len(acts)))]
        for row in range(max(map(len, cells))):
            parts: list[tuple[str, str]] = []
            for cell in cells:
                text, tone = cell[row] if row < len(cell) else ("", "")
                parts += [(pad(text, column), tone), (" | ", "soft")]
            lines.append(tuple(parts[:-1]))
        lines.append(())
    return lines


def _cell(number: int, act: ActView, day: date, width: int) -> list[tuple[str, str]]:
    where = _("at {terminal}", terminal=act.writer) if act.writer else ""
    head = f"{number + 1}  {act_word(act)}"
    if act.to:
        head += f" {glyphs().arrow} " + _(", ").join(_to(one) for one in act.to)
    found = [(line, "strong") for line in wrap(head, width)]
    found += [(line, "") for line in wrap(author(act), width)]
    found += [(line, "soft") for line in wrap(" ".join((times(act.at, act.recorded, day, False), where)), width)]
    return found + [(line, "") for line in (wrap(act.words, width) if act.words else [])]
