"""How a cell reads on a paper or a page, the same in each format that lays one out."""

from __future__ import annotations

from datetime import date, datetime

from dutytui.exports.document import Cell, Coded


def words_of(cell: Cell, day: date | None) -> str:
    """As typed, not escaped. day: times of it are shown without a date; None where several days stand together."""
    match cell:
        case None:
            return ""
        case Coded():
            return cell.words
        case datetime():
            return f"{cell:%H:%M}" if cell.date() == day else f"{cell:%m-%d %H:%M}"
        case float():
            return f"{cell:g}"
    return str(cell)


def kind_of(cell: Cell) -> str:
    """A tone, ``n`` for a number, ``t`` for a time, or ""."""
    match cell:
        case Coded():
            return cell.tone
        case int() | float():
            return "n"
        case date():
            return "t"
    return ""
