"""The sheets that are being keyed in: of which day, and how far each row is. No Textual here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from dutytui.rules.looking import Looking
from dutytui.rules.paper.rows import SheetRow, fits_version, read_code, sheet_code
from dutytui.rules.paper.views import Entered, RowView, SheetView, Summary, paper, summary
from dutytui.screens.paper.reading import Reader
from dutytui.session import Session

_TO_DO = (Entered.OPEN, Entered.PART)


class DaySheets:
    """day: None while no sheet was chosen; found: its sheets, rows: the rows of all of them by number."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._digits = ""
        self.day: date | None = None
        self.found: tuple[SheetView, ...] = ()
        self.rows: dict[str, RowView] = {}

    def open(self, typed: str) -> bool:
        """Those of the day that a code names; False for what is none."""
        day, digits = read_code(typed, self._session.day)
        if day is not None:
            self.day, self._digits = day, digits
            self.look()
        return day is not None

    def close(self) -> None:
        self.day, self._digits = None, ""
        self.look()

    def look(self) -> None:
        """As they stand now."""
        self.found = paper(self.at) if self.day is not None else ()
        self.rows = {row.row.number: row for view in self.found for row in view.rows}

    @property
    def at(self) -> Looking:
        return self._session.look(self.day)

    @property
    def reader(self) -> Reader:
        return Reader(self.at, self._session.vocabulary, None)

    @property
    def typed(self) -> str:
        """The code as it was typed, for a draft; "" for none."""
        return f"{self.day:%m%d}{self._digits}" if self.day is not None else ""

    @property
    def today(self) -> str:
        """The code of today's sheets."""
        return sheet_code(self._session.day, self._session.procedures.version)

    @property
    def other_version(self) -> bool:
        """Whether the sheet was printed under other procedures than the day's own."""
        return self.day is not None and not fits_version(self._digits, self.at.procedures.version)

    @property
    def done(self) -> Summary:
        return summary(self.found)

    @property
    def first_open(self) -> str | None:
        return next(self._open(self.rows), None)

    def next_open(self, number: str) -> str | None:
        """The next row that lacks something, from the beginning again where there is none behind."""
        numbers = list(self.rows)
        begin = numbers.index(number) + 1 if number in self.rows else 0
        return next(self._open((*numbers[begin:], *numbers[:begin])), None)

    def after(self, row: SheetRow) -> str:
        """Where one goes on after a row: the next of its sheet that can be filled in, else any that lacks something."""
        numbers = list(self.rows)
        sheet = row.number.partition("-")[0]
        for number in numbers[numbers.index(row.number) + 1 :]:
            if number.partition("-")[0] == sheet and self.rows[number].entered in (*_TO_DO, Entered.EMPTY):
                return number
        return self.next_open(row.number) or row.number

    def _open(self, numbers: Iterable[str]) -> Iterator[str]:
        return (number for number in numbers if self.rows[number].entered in _TO_DO)
