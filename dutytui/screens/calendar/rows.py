"""What falls due in a month as rows: what is late from before on top, then date by date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dutytui.rules.obligations.views import DueStatus, DueView
from dutytui.screens.calendar.words import STATUS, TONE, remark
from dutytui.texts.catalogue import _, pick
from dutytui.texts.labels import day_name
from dutytui.widgets.cells import cut, pad, width_of
from dutytui.widgets.rows import Line, ListedRows

_DATE = 11
"""Cells of a date with its weekday."""


class DueRows(ListedRows):
    """A row's key is that of its `DueView`. today: the business day now."""

    def __init__(self, late: Sequence[DueView], due: Sequence[DueView], words: str, today: date) -> None:
        """late: of other months; words: leaves only what they find."""
        earlier = [one for one in late if _found(words, one)]
        listed = [one for one in due if _found(words, one)]
        self._rows: list[DueView | str] = [*([_("Late from before"), *earlier] if earlier else ())]
        headings = {0} if earlier else set()
        if earlier and listed:
            headings.add(len(self._rows))
            self._rows.append(_("This month"))
        self._rows += listed
        keys = [row if isinstance(row, str) else row.key for row in self._rows]
        super().__init__(keys, frozenset(headings))
        self._today = today
        self._status = max(width_of(_(word)) for word in STATUS.values())

    def at(self, index: int | None) -> DueView | None:
        row = self._rows[index] if index is not None and index < len(self._rows) else None
        return None if isinstance(row, str) else row

    def first_of(self, day: date) -> str:
        """The key of the first that falls due on a day or after it, else of the last; "" when there is none."""
        listed = [row for row in self._rows if not isinstance(row, str)]
        on = next((row for row in listed if row.day == day), None)
        after = next((row for row in listed if row.day > day), None)
        found = on or after or (listed[-1] if listed else None)
        return found.key if found else ""

    def line(self, index: int, width: int) -> Line:
        row = self._rows[index]
        if isinstance(row, str):
            return ((cut(row, width), "heading"),)
        tone = TONE[row.status]
        date_words = pad(day_name(row.day), _DATE)
        words = remark(row, self._today)
        room = width - _DATE - self._status - 3
        beside = min(width_of(words), room // 2)
        title = cut(pick(row.title), max(room - beside - 1, 0))
        urgent = "soft" if row.last is not None or tone not in {"late", "due"} else tone
        return (
            (date_words, "mine" if row.mine else ""),
            (pad(_(STATUS[row.status]), self._status) + "  ", tone),
            (pad(title, max(room - beside - 1, 0)) + " ", ""),
            (pad(words, beside, "right"), urgent),
        )


def _found(words: str, due: DueView) -> bool:
    if not words:
        return True
    from dutytui.texts.pinyin import matches  # its table is read only when somebody looks for something

    said = " ".join([pick(due.title), remark(due, due.day), _(STATUS[due.status])])
    return matches(words, said) is not None


def late_before(pressing: Sequence[DueView], shown: Sequence[DueView]) -> list[DueView]:
    """What is late or disputed and falls due outside of what is listed."""
    listed = {due.key for due in shown}
    wanted = {DueStatus.LATE, DueStatus.DISPUTED}
    return [due for due in pressing if due.status in wanted and due.key not in listed]
