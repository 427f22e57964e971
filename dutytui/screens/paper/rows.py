"""The rows of all sheets of a day as a list: what is entered, what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dutytui.rules.looking import Looking
from dutytui.rules.paper.views import Entered, RowView, SheetView
from dutytui.texts.catalogue import N_, _
from dutytui.texts.labels import short_time
from dutytui.texts.paper import row_title, sheet_title
from dutytui.widgets.cells import cut, pad, width_of
from dutytui.widgets.rows import Line, ListedRows

WORDS: Mapping[Entered, str] = {
    Entered.KEYED: N_("keyed in"),
    Entered.PART: N_("in part"),
    Entered.DESK: N_("at a desk"),
    Entered.OPEN: N_("missing"),
    Entered.EMPTY: N_("blank"),
}
_TONES = {Entered.KEYED: "good", Entered.PART: "due", Entered.DESK: "soft", Entered.OPEN: "due", Entered.EMPTY: "soft"}


class PaperRows(ListedRows):
    def __init__(self, found: Sequence[SheetView], at: Looking) -> None:
        self._lines: list[SheetView | RowView] = []
        for view in found:
            self._lines += [view, *view.rows]
        self._at = at
        headings = frozenset(place for place, line in enumerate(self._lines) if isinstance(line, SheetView))
        super().__init__([_key(line) for line in self._lines], headings)
        self._words = max(width_of(_(word)) for word in WORDS.values())

    def line(self, index: int, width: int) -> Line:
        line = self._lines[index]
        if isinstance(line, SheetView):
            return self._heading(line, width)
        time = short_time(line.at.astimezone(self._at.now.tzinfo), self._at.day) if line.at is not None else ""
        title = row_title(self._at, line.row)
        room = max(width - 8 - self._words - 2 - 13, 8)
        return (
            (pad(line.row.number, 8), "strong"),
            (pad(_(WORDS[line.entered]), self._words) + "  ", _TONES[line.entered]),
            (pad(cut(title, room), room), ""),
            (f" {time}", "soft"),
        )

    def _heading(self, view: SheetView, width: int) -> Line:
        planned = [one for one in view.rows if one.entered is not Entered.EMPTY]
        done = sum(one.entered in (Entered.KEYED, Entered.DESK) for one in planned)
        title = _("Sheet {number}: {title}", number=view.sheet.number, title=sheet_title(self._at, view.sheet))
        return ((cut(f"{title}  {done}/{len(planned)}" if planned else title, width), "heading"),)


def _key(line: SheetView | RowView) -> str:
    return f"sheet {line.sheet.number}" if isinstance(line, SheetView) else line.row.number
