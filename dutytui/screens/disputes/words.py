"""Disputes in words: a row of the list, and both sides of one, next to each other where there is room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dutytui.rules.dispute import Dispute, Said, Side
from dutytui.rules.views import Act
from dutytui.screens.entry_text import name
from dutytui.texts.acts import marks, times, who
from dutytui.texts.catalogue import _, pick
from dutytui.texts.disputes import ACTS, detail, title
from dutytui.texts.labels import day_name, short_time
from dutytui.widgets.cells import cut, pad, width_of, wrap
from dutytui.widgets.rows import Line, ListedRows

_BESIDE = 90
"""From this width on both sides stand next to each other, else below each other."""
_NARROWEST = 28

_Cell = list[tuple[str, str]]
"""(text, tone), one a line."""


def act_word(act: Act) -> str:
    return _(ACTS[act.kind]) if act.kind in ACTS else act.kind


def value_of(act: Act) -> str:
    """What it said beside its kind: the choice, new values, the words."""
    changed = [new for _field, _old, new in act.changes]
    return " · ".join(word for word in (pick(act.choice), *changed, act.note) if word)


def said_words(said: Said) -> str:
    """The same of one side, and what tells it apart from the other."""
    return " · ".join(words for words in (detail(said.act.kind, said.data), value_of(said.act)) if words)


def side_brief(side: Side) -> str:
    """Who said what, in a few words."""
    act = side.acts[0].act
    said = cut(said_words(side.acts[0]), _NARROWEST)
    return f"{name(act.by)} {act_word(act)} {said}".strip()


class DisputeRows(ListedRows):
    """disputes, then evidence (subject, words) of journals with two branches, which is acknowledged."""

    def __init__(self, disputes: Sequence[Dispute], notices: Sequence[tuple[str, str]], today: date) -> None:
        super().__init__([*(one.key for one in disputes), *(key for key, _words in notices)])
        self._disputes, self._notices, self._today = disputes, notices, today

    def dispute(self, index: int) -> Dispute | None:
        return self._disputes[index] if index < len(self._disputes) else None

    def notice(self, index: int) -> str:
        return self._notices[index - len(self._disputes)][1]

    def line(self, index: int, width: int) -> Line:
        one = self.dispute(index)
        if one is None:
            return ((cut(f"{_('Journals')}  {self.notice(index)}", width), "late"),)
        when = short_time(one.since, self._today)
        head = f"{when}  {title(one)}"
        tone = "soft" if one.harmless else "late" if one.blocks else "due"
        mark = _("settled twice") if one.twice else _("both stand") if one.harmless else ""
        room = width - width_of(head) - 2
        sides = " | ".join(map(side_brief, one.sides))
        rest = f"{mark}  {sides}" if mark else sides
        return ((cut(head, width), tone), *((("  " + cut(rest, room), ""),) if room > 0 else ()))


def dispute_lines(
    one: Dispute, history: Sequence[Act], today: date, width: int, *, settled: bool = False
) -> list[Line]:
    """Everything about it: what it is, both sides, who may settle it and how, and what is recorded of it so far.

    settled: it has been since it was opened; then the history, where both sides and the settlement stay, says it all.
    """
    lines: list[Line] = [((line, "heading"),) for line in wrap(title(one), width)]
    if settled:
        lines.append(((cut(_("Settled. Both sides and the settlement stay in the history"), width), "good"),))
        history = _with_sides(history, one)
    else:
        lines += [((line, tone),) for words, tone in _about(one, today) for line in wrap(words, width)]
        lines += [(), *_sides(one, width)]
        lines += [((line, "due"),) for words in how(one) for line in wrap(words, width)]
    if history:
        lines += [(), ((_("History"), "heading"),)]
        lines += [line for act in history for line in _history(act, one.day, width)]
    return lines


def _with_sides(history: Sequence[Act], one: Dispute) -> list[Act]:
    """Of the duty the sides may stand elsewhere: in the handovers that were signed."""
    found = {act.event: act for act in (*history, *(said.act for side in one.sides for said in side.acts))}
    return sorted(found.values(), key=lambda act: act.recorded)


def _about(one: Dispute, today: date) -> Iterator[tuple[str, str]]:
    when = short_time(one.since, today)
    if one.harmless:
        yield _("Done apart; both stand, and nothing needs to be done. Known since {time}", time=when), "soft"
    else:
        day = "" if one.day == today else day_name(one.day)
        yield _("{day} Done apart, and both can't stand. Known since {time}", day=day, time=when).strip(), "bad"
    if one.blocks:
        yield _("What comes after it waits until this is settled"), "bad"
    if one.twice:
        yield _("It was settled at two terminals that were apart, differently: neither counts"), "bad"


def how(one: Dispute) -> list[str]:
    """Who may settle it, and with what."""
    if one.harmless:
        return []
    allowed = _(", ").join(pick(named.name) for named in (*one.people, *one.posts))
    settled = any(side.stands for side in one.sides)
    words = [_("A digit says which side stands, with a word of why"), _("Who may: {who}", who=allowed)]
    if not settled:
        words[0] = _("It is settled on its own page: Enter goes there")
    return words if allowed else words[:1]


def _sides(one: Dispute, width: int) -> Iterator[Line]:
    across = max(1, min(len(one.sides), width // _NARROWEST)) if width >= _BESIDE else 1
    column = (width - 3 * (across - 1)) // across
    for begin in range(0, len(one.sides), across):
        cells = [_cell(n + 1, one.sides[n], one.day, column) for n in range(begin, min(begin + across, len(one.sides)))]
        for row in range(max(map(len, cells))):
            parts: list[tuple[str, str]] = []
            for cell in cells:
                text, tone = cell[row] if row < len(cell) else ("", "")
                parts += [(pad(text, column), tone), (" | ", "soft")]
            yield tuple(parts[:-1])
        yield ()


def _cell(number: int, side: Side, day: date, width: int) -> _Cell:
    cell: _Cell = []
    for place, said in enumerate(side.acts):
        cell += _said(f"{number}  " if place == 0 else "   ", said, day, width)
    return cell


def _said(mark: str, said: Said, day: date, width: int) -> _Cell:
    act = said.act
    found = [(line, "strong") for line in wrap(mark + act_word(act), width)]
    value = said_words(said)
    found += [("   " + line, "strong") for line in (wrap(value, max(width - 3, 8)) if value else [])]
    where = _("at {terminal}", terminal=said.writer)
    found += [("   " + line, "") for line in wrap(f"{who(act)}  {where}", max(width - 3, 8))]
    when = times(act.happened, act.recorded, day, act.late_entry)
    return found + [("   " + line, "soft") for line in wrap(when, max(width - 3, 8))]


def _history(act: Act, day: date, width: int) -> list[Line]:
    gone = act.undone or act.void or act.contested
    head = f"{times(act.happened, act.recorded, day, act.late_entry)}  {act_word(act)}  {who(act)}"
    lines: list[Line] = [((cut("  ".join((head, *marks(act))), width), "old" if gone else ""),)]
    value = value_of(act)
    return lines + [(("  " + line, "soft"),) for line in (wrap(value, max(width - 2, 8)) if value else [])]
