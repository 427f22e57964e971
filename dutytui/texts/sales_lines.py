"""Why a line of an exported table of sales is no row."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.imports.sales import BadLine
from dutytui.texts.catalogue import N_, _

_MESSAGES: Mapping[str, str] = {
    "counter_missing": N_("Line {line}: no counter"),
    "amount_missing": N_("Line {line}: no amount"),
    "not_a_number": N_("Line {line}: {cell} is no amount"),
    "formula": N_("Line {line}: a formula without a value. Open the file in a spreadsheet and save it"),
    "too_long": N_("Line {line}: too long: {cell}"),
    "not_a_quantity": N_("Line {line}: {cell} is no quantity"),
}


def bad_line(bad: BadLine) -> str:
    """One line, with the number that an editor or a spreadsheet shows."""
    return _(_MESSAGES[bad.code], line=bad.number, cell=bad.cell)
