"""The rows of a search: day and time, what it is about, what was typed, and whether it still counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dutytui.rules.procedure import Procedures
from dutytui.search import Found
from dutytui.texts.catalogue import _
from dutytui.texts.search import about, marks
from dutytui.widgets.cells import cut, pad, width_of
from dutytui.widgets.rows import Line, ListedRows

_ABOUT = (12, 20)
"""Cells of what a record is about, on a narrow and on a wide list."""
_WIDE = 76


class SearchRows(ListedRows):
    """today: days of the same year are shown without it."""

    def __init__(self, found: Sequence[Found], procedures: Procedures, today: date) -> None:
        super().__init__([one.hit.id for one in found])
        self._found = found
        self._procedures = procedures
        self._today = today

    def at(self, index: int) -> Found:
        return self._found[index]

    def line(self, index: int, width: int) -> Line:
        found = self._found[index]
        day = found.hit.day
        # A year that is not this one's takes the place of the time of day.
        when = f"{day:%Y-%m-%d} " if day.year != self._today.year else f"{day:%m-%d} "
        if found.event is None:
            return ((when, "soft"), (cut(_("can't be read in its journal just now"), width - len(when)), "bad"))
        if day.year == self._today.year:
            when += f"{found.event.at:%H:%M}"
        when = pad(when, 12)
        what = pad(about(found.event, self._procedures), _ABOUT[width >= _WIDE])
        said = [(f" {cut(word, width // 3)}", tone) for word, tone in marks(found)]
        room = width - width_of(when) - width_of(what) - 1 - sum(width_of(word) for word, _tone in said)
        return ((when, "soft"), (f"{what} ", "strong"), (pad(found.text, max(room, 0)), ""), *said)
