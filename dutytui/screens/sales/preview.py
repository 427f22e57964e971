"""What will be taken from a file: which column is what, the lines left out and why. Enter records it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from dutytui.imports.sales import (
    REMEMBERED,
    SalesFile,
    SalesRead,
    first_columns,
    import_command,
    remembered_columns,
    remembering,
    sales_read,
)
from dutytui.rules.sales.figures import sold_before
from dutytui.rules.sales.procedure import COLUMNS, REQUIRED
from dutytui.rules.sales.views import columns_known
from dutytui.screens.dialog import DeskDialog
from dutytui.screens.keys import CHOOSE_COLUMN, CLOSE, SAVE
from dutytui.screens.sales.words import COLUMN_WORDS, money
from dutytui.session import Saved
from dutytui.texts.catalogue import _, n_
from dutytui.texts.labels import clock_time, day_name
from dutytui.texts.sales_lines import bad_line
from dutytui.widgets.cells import cut, pad, visible, wrap
from dutytui.widgets.picker import Option
from dutytui.widgets.rows import Line
from dutytui.widgets.text_pane import TextPane

_MOST_BAD = 200
_NAME = 10


class PreviewForm(DeskDialog):
    """A digit chooses the column of a field, Enter saves."""

    KEYS = (SAVE, CHOOSE_COLUMN, CLOSE)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "save", show=False)]
    CSS_PATH = "forms.tcss"

    def __init__(self, day: date, file: SalesFile) -> None:
        super().__init__()
        self._day, self._file = day, file
        self._columns: dict[str, int] = {}
        self._read: SalesRead | None = None

    def compose(self) -> ComposeResult:
        title = _("{file}: sales of {day}", file=visible(self._file.name), day=day_name(sold_before(self._day)))
        with Vertical(classes="dialog"):
            yield Static(title, classes="sales--title", markup=False)
            yield TextPane()
        yield self.bottom_bar()

    def on_mount(self) -> None:
        at = self.session.look(self._day)
        kept = remembered_columns(self.desk.settings.get, self._file)
        self._columns = first_columns(self._file, at.procedures.sales, columns_known(at, self._file.table.header), kept)
        self._show()
        self.query_one(TextPane).focus()

    # -- what is shown --------------------------------------------------------------------------------------------

    def _show(self) -> None:
        ready = set(REQUIRED) <= set(self._columns)
        self._read = sales_read(self._file, self._columns, self.session.procedures) if ready else None
        self.query_one(TextPane).show(self._lines, top=True)

    def _lines(self, width: int) -> list[Line]:
        lines = [self._field(number, field, width) for number, field in enumerate(COLUMNS, 1)]
        return [*lines, (), *(line for text, tone in self._counts() for line in _wrapped(text, width, tone))]

    def _field(self, number: int, field: str, width: int) -> Line:
        name = (f"{number} {pad(_(COLUMN_WORDS[field]), _NAME)} ", "strong")
        column = self._columns.get(field)
        if column is None:
            missing = field in REQUIRED
            words = _("press {number} to choose its column", number=number) if missing else _("none")
            return (name, (cut(words, width - _NAME - 3), "bad" if missing else "soft"))
        title = pad(self._title(column), 18)
        samples = _(", ").join(map(visible, self._file.samples(column)))
        return (name, (title, ""), (cut(f"  {samples}", max(width - _NAME - 3 - 18, 1)), "soft"))

    def _title(self, column: int) -> str:
        return visible(self._file.table.header[column]) or _("column {number}", number=column + 1)

    def _counts(self) -> Iterator[tuple[str, str]]:
        read = self._read
        if read is None:
            return
        total = money(read.total)
        yield n_("{count} row, total {total}", "{count} rows, total {total}", len(read.rows), total=total), "good"
        if read.sums:
            numbers = _(", ").join(map(str, read.sums[:10]))
            yield (
                n_(
                    "{count} line with sums is left out: {lines}",
                    "{count} lines with sums are left out: {lines}",
                    len(read.sums),
                    lines=numbers,
                ),
                "soft",
            )
        if read.bad:
            words = n_(
                "{count} line can't be used and is left out:",
                "{count} lines can't be used and are left out:",
                len(read.bad),
            )
            yield words, "due"
            yield from ((bad_line(bad), "bad") for bad in read.bad[:_MOST_BAD])

    # -- choosing a column ----------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        digit = unicodedata.normalize("NFKC", event.character or "")
        if len(digit) == 1 and digit in "123456789"[: len(COLUMNS)]:
            event.stop()
            self._choose(COLUMNS[int(digit) - 1])

    def _choose(self, field: str) -> None:
        from dutytui.screens.sales.column_form import ColumnForm  # only when a column is to be chosen

        options = [
            Option(str(column), self._title(column), self._file.samples(column))
            for column in range(len(self._file.table.header))
        ]
        if field not in REQUIRED:
            options.append(Option("", _("none")))
        title = _("Which column is: {field}", field=_(COLUMN_WORDS[field]))
        current = str(self._columns.get(field, ""))
        self.app.push_screen(ColumnForm(title, options, current, lambda chosen: self._take(field, chosen)))

    def _take(self, field: str, chosen: str) -> None:
        """A column is one thing only: it is taken away from what it was before."""
        self._columns = {name: at for name, at in self._columns.items() if name != field and str(at) != chosen}
        if chosen:
            self._columns[field] = int(chosen)
        self.tell("")
        self._show()

    # -- saving ---------------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        read = self._read
        if read is None:
            missing = next(field for field in REQUIRED if field not in self._columns)
            self.tell(_("Choose the column first: {field}", field=_(COLUMN_WORDS[missing])), "refused")
            return
        outcome = self.submit(import_command(self._file, read, self._columns, self._day))
        if isinstance(outcome, Saved):
            self._remember()
            at = clock_time(self.session.now())
            rows = _("Saved {time}: {file}, {rows} rows", time=at, file=self._file.name, rows=len(read.rows))
            self.leave(rows, "saved")

    def _remember(self) -> None:
        settings = self.desk.settings
        settings.set(REMEMBERED, remembering(settings.get, self._file, self._columns))


def _wrapped(text: str, width: int, tone: str) -> list[Line]:
    return [((line, tone),) for line in wrap(text, width)]
