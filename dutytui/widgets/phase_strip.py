"""The day's phases in one row: what is done, what runs, how late, what comes; as many as fit around the present."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from dutytui.rules.views import PhaseStatus, PhaseView
from dutytui.texts.catalogue import _, pick
from dutytui.texts.labels import clock_time, duration

_STYLE = {
    PhaseStatus.AHEAD: "ahead",
    PhaseStatus.RUNNING: "running",
    PhaseStatus.LATE: "late",
    PhaseStatus.BEFORE_USE: "ahead",
    PhaseStatus.DONE: "done",
    PhaseStatus.DONE_LATE: "done",
    PhaseStatus.EMPTY: "ahead",
}
_GAP = " > "

Cell = tuple[str, str, str]
"""(text, style, phase id or "")"""


def phase_cells(phases: Sequence[PhaseView], width: int) -> list[Cell]:
    """A row of at most `width` cells around the present. Late ones without room are counted at its left."""
    words = [(_word(phase), _STYLE[phase.status], phase.id) for phase in phases]
    start = end = _present(phases)
    room = width - 1 - cell_len(words[start][0]) - cell_len(_GAP)
    hidden = _hidden_late(phases, start)
    # First what comes next, then what has been, then all that still fits.
    for step in (1, -1, 1, 1, -1, *([1] * len(phases)), *([-1] * len(phases))):
        at = end + 1 if step > 0 else start - 1
        if not 0 <= at < len(words):
            continue
        left = _hidden_late(phases, min(at, start))
        cost = cell_len(words[at][0]) + cell_len(_GAP)
        if cost + cell_len(left) > room:
            continue
        start, end, room, hidden = min(at, start), max(at, end), room - cost, left
    row: list[Cell] = [(" ", "", "")]
    if hidden and cell_len(hidden) + cell_len(_GAP) <= room + cell_len(_GAP):
        row += [(hidden, "late", ""), (_GAP, "ahead", "")]
    for word in words[start : end + 1]:
        row += [word, (_GAP, "ahead", "")]
    return row[:-1]


def _present(phases: Sequence[PhaseView]) -> int:
    """The first phase that runs by the clock, else the first that is still to come, else the last."""
    running = next((i for i, phase in enumerate(phases) if phase.running), None)
    if running is not None:
        return running
    return next((i for i, phase in enumerate(phases) if phase.status is PhaseStatus.AHEAD), len(phases) - 1)


def _hidden_late(phases: Sequence[PhaseView], start: int) -> str:
    count = sum(phase.status is PhaseStatus.LATE for phase in phases[:start])
    return _("{count} late", count=count) if count else ""


def _word(phase: PhaseView) -> str:
    """``晨会 2/5``, ``进场 2/5 迟 12分``, ``开门 09:00``."""
    title = pick(phase.title)
    if phase.status is PhaseStatus.LATE:
        late = _("{time} late", time=duration(phase.late_by))
        return f"{title} {phase.done}/{phase.total} {late}"
    if phase.status is PhaseStatus.RUNNING:
        return f"{title} {phase.done}/{phase.total}" if phase.total else title
    if phase.status is PhaseStatus.AHEAD:
        return f"{title} {clock_time(phase.starts, seconds=False)}"
    if phase.status in {PhaseStatus.EMPTY, PhaseStatus.BEFORE_USE}:
        return title
    return _("{phase} done", phase=title)
