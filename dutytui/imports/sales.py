"""A table of sales: which column is what, and its lines as rows, each bad one with its reason."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from dutytui.imports import tables
from dutytui.imports.tables import Line, Table, headed
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.procedure import Procedures
from dutytui.rules.sales.commands import ImportSales
from dutytui.rules.sales.figures import LONGEST, Departments, SoldRow, counter_id, is_hundredths
from dutytui.rules.sales.procedure import COLUMNS, REQUIRED, Sales

_CURRENCY = re.compile(r"^(?:[A-Z]{0,3}[$¥€£]|rmb|cny|hkd|twd|usd)|(?:[元圆圓]|rmb|cny)$", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_PLAIN = re.compile(r"\d+(?:\.\d*)?(?:e[+-]?\d{1,2})?|\.\d+", re.IGNORECASE)
_MINUS = "-−–"
_HUNDRED = Decimal(100)
_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no row. code: ``counter_missing``, ``amount_missing``, ``not_a_number``, ``formula``,
    ``too_long`` or ``not_a_quantity``; cell: what stands where it is wrong."""

    number: int
    code: str
    cell: str = ""


@dataclass(frozen=True, slots=True)
class SalesFile:
    """An export as it was found. hash: SHA-256 of its bytes, in hex."""

    name: str
    hash: str
    table: Table

    @property
    def signature(self) -> str:
        """The same for tables with the same header: under it the columns are remembered."""
        return hashlib.sha256("\n".join(self.table.header).encode()).hexdigest()[:16]

    def samples(self, column: int, count: int = 3) -> tuple[str, ...]:
        """The first different values of a column."""
        values = (line.cell(column) for line in self.table.lines[:200])
        return tuple(dict.fromkeys(filter(None, values)))[:count]


@dataclass(frozen=True, slots=True)
class SalesRead:
    """rows: as in the file, not summed up; sums: numbers of the lines left out as totals or repeated headers."""

    rows: tuple[SoldRow, ...]
    bad: tuple[BadLine, ...]
    sums: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(row.amount for row in self.rows)


def sales_file(name: str, data: bytes, rules: Sales) -> SalesFile:
    """Raises `tables.UnreadableTableError`."""
    named = {counter_id(word) for words in rules.columns.values() for word in words}
    return SalesFile(
        name, hashlib.sha256(data).hexdigest(), headed(tables.read(data), lambda cell: _bare(cell) in named)
    )


def guessed(header: tuple[str, ...], rules: Sales) -> dict[str, int]:
    """Which column is what by the mall's words for it: exactly, else as a part of the name; each column once."""
    found: dict[str, int] = {}
    bare = [_bare(name) for name in header]
    for fits in (str.__eq__, str.__contains__):
        for field in COLUMNS:
            words = [counter_id(word) for word in rules.columns.get(field, ())]
            for at, name in enumerate(bare):
                if field not in found and at not in found.values() and any(fits(name, word) for word in words):
                    found[field] = at
    return {field: found[field] for field in COLUMNS if field in found}


def fitting(columns: Mapping[str, object], header: tuple[str, ...]) -> dict[str, int]:
    """What was remembered, as far as it makes sense for this header."""
    kept = {name: columns.get(name) for name in COLUMNS}
    right = {name: at for name, at in kept.items() if isinstance(at, int) and at in range(len(header))}
    return right if set(REQUIRED) <= set(right) else {}


def first_columns(file: SalesFile, rules: Sales, recorded: Mapping[str, object], remembered: object) -> dict[str, int]:
    """What the columns are taken for before anybody has said so.

    As when such a table was last recorded, by any terminal; else as this terminal remembers it; else by their names.
    """
    header = file.table.header
    for columns in (recorded, remembered):
        found = fitting(columns, header) if isinstance(columns, Mapping) else {}
        if found:
            return found
    return guessed(header, rules)


REMEMBERED = "sales_columns"
"""The terminal's setting that keeps the columns of tables, by `SalesFile.signature`."""
_MOST_REMEMBERED = 20


def remembered_columns(setting: Callable[[str], object], file: SalesFile) -> object:
    """What this terminal remembers of a table with this header, None for nothing."""
    kept = setting(REMEMBERED)
    return kept.get(file.signature) if isinstance(kept, dict) else None


def remembering(setting: Callable[[str], object], file: SalesFile, columns: Mapping[str, int]) -> dict[str, object]:
    """The setting's new value, with these columns in it; of the oldest headers, those beyond a few are forgotten."""
    kept = setting(REMEMBERED)
    known = {name: value for name, value in kept.items() if name != file.signature} if isinstance(kept, dict) else {}
    known[file.signature] = dict(columns)
    return dict(list(known.items())[-_MOST_REMEMBERED:])


def import_command(file: SalesFile, read: SalesRead, columns: Mapping[str, int], day: date) -> ImportSales:
    """day: the day of review."""
    return ImportSales(day, read.rows, file.name, file.hash, len(read.bad), dict(columns), file.table.header)


def sales_read(file: SalesFile, columns: Mapping[str, int], procedures: Procedures) -> SalesRead:
    """The table's lines as rows. columns must have those of `REQUIRED`."""
    totals = tuple(counter_id(word) for word in procedures.sales.totals)
    departments = Departments(procedures.mall.departments)
    rows: list[SoldRow] = []
    bad: list[BadLine] = []
    sums: list[int] = []
    for line in file.table.lines:
        if line.cells == file.table.header or _is_sum(line, columns, totals):
            sums.append(line.number)
            continue
        row = _row(line, columns, departments)
        if isinstance(row, BadLine):
            bad.append(row)
        else:
            rows.append(row)
    return SalesRead(tuple(rows), tuple(bad), tuple(sums))


def hundredths(written: str) -> int | None:
    """``1,234.50``, ``￥1234.5``, ``１２３``, ``(12.00)``, ``12-`` as whole hundredths, half up; None for no amount."""
    text = "".join(unicodedata.normalize("NFKC", written).split())
    negative = text.startswith("(") and text.endswith(")")
    text = text[1:-1] if negative else text
    for _either_side in range(2):
        if text[:1] and text[0] in _MINUS:
            negative, text = not negative, text[1:]
        elif text[-1:] and text[-1] in _MINUS:
            negative, text = not negative, text[:-1]
        text = _CURRENCY.sub("", text.removeprefix("+"))
    if not (_GROUPED.fullmatch(text) or _PLAIN.fullmatch(text)) or not text.isascii():
        return None
    number = Decimal(text.replace(",", ""))
    if number.adjusted() > _MOST_DIGITS:
        return None
    amount = int((number * _HUNDRED).quantize(Decimal(1), ROUND_HALF_UP))
    return -amount if negative else amount


def _row(line: Line, columns: Mapping[str, int], departments: Departments) -> SoldRow | BadLine:
    cells = {name: line.cell(at) for name, at in columns.items()}
    if not counter_id(cells["counter"]):
        return BadLine(line.number, "counter_missing")
    amount = _amount(line, cells["amount"])
    if isinstance(amount, BadLine):
        return amount
    quantity = hundredths(cells["quantity"]) if cells.get("quantity") else None
    if cells.get("quantity") and quantity is None:
        return BadLine(line.number, "not_a_quantity", cells["quantity"])
    texts = [cells.get(name, "") for name in ("department", "category", "brand", "counter")]
    too_long = next((text for text in texts if len(text) > LONGEST), None)
    if too_long is not None:
        return BadLine(line.number, "too_long", too_long)
    department, category, brand, counter = texts
    return SoldRow(departments.id_of(department), category, brand, counter, amount, quantity)


def _amount(line: Line, cell: str) -> int | BadLine:
    if not cell:
        return BadLine(line.number, "amount_missing")
    if cell.startswith("="):
        return BadLine(line.number, "formula", cell)
    amount = hundredths(cell)
    return amount if amount is not None and is_hundredths(amount) else BadLine(line.number, "not_a_number", cell)


def _is_sum(line: Line, columns: Mapping[str, int], totals: tuple[str, ...]) -> bool:
    """The counter is called a total; or there is none, and something else in the line is called one."""
    counter = _bare(line.cell(columns["counter"]))
    if counter:
        return _is_total(counter, totals)
    return any(_is_total(_bare(cell), totals) for cell in line.cells)


def _is_total(name: str, totals: tuple[str, ...]) -> bool:
    """It is one of the words, or ends with one of them behind a name (in letters: behind a blank)."""
    return any(name == word or name.endswith(f" {word}" if word.isascii() else word) for word in totals)


def _bare(name: str) -> str:
    """A name without what stands in brackets or behind a colon: ``Amount (yuan)`` is ``amount``."""
    return counter_id(re.sub(r"[(\[].*?[)\]]|[:*]", "", unicodedata.normalize("NFKC", name)))
