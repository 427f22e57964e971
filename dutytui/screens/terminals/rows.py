"""The terminals as rows of a list: pure, by fingerprint."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dutytui.rules.sharing import TerminalRow
from dutytui.texts.catalogue import _
from dutytui.texts.labels import short_time
from dutytui.texts.sharing import skew_words
from dutytui.widgets.cells import cut, pad, width_of
from dutytui.widgets.rows import Line, ListedRows

FINGERPRINT = 19
_NAME = 24


class TerminalRows(ListedRows):
    """Its keys are the fingerprints."""

    def __init__(self, rows: Sequence[TerminalRow], now: datetime) -> None:
        super().__init__([row.fingerprint for row in rows], frozenset())
        self._rows = list(rows)
        self._now = now
        self._name = min(max((width_of(row.name) for row in rows), default=0), _NAME)

    def line(self, index: int, width: int) -> Line:
        row = self._rows[index]
        parts: list[tuple[str, str]] = [
            (pad(cut(row.name, self._name), self._name) + "  ", "strong"),
            (row.fingerprint + "  ", "soft"),
            (state(row, self._now), "due" if row.behind or row.clock_is_off else ""),
        ]
        room = width
        line: list[tuple[str, str]] = []
        for text, tone in parts:
            shown = cut(text, max(room, 0))
            line.append((shown, tone))
            room -= width_of(shown)
        return tuple(line)


def state(row: TerminalRow, now: datetime) -> str:
    """When it was last heard of, how far behind it is, and what its clock says."""
    if row.own:
        words = [_("this terminal")]
    elif row.last_heard is None:
        words = [_("never heard of")]
    else:
        heard = short_time(row.last_heard.astimezone(now.tzinfo), now.date())
        words = [_("heard {time}", time=heard)]
    if row.behind:
        words.append(_("{count} behind", count=f"{row.behind:,}"))
    if row.clock_is_off:
        words.append(_("clock {skew}", skew=skew_words(row.skew)))
    return "  ".join(words)
