"""Why an exported file can't be read as a table, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.imports.tables import UnreadableTableError
from dutytui.texts.catalogue import N_, _

UNREADABLE: Mapping[str, str] = {
    "table_too_large": N_("The file is larger than {most} MiB. Export fewer days or columns"),
    "table_too_long": N_("The file has more than {most} lines. Export a single day"),
    "table_unpacks_too_large": N_("The workbook unpacks to more than {most} MiB. Save it as CSV and take that"),
    "table_part_too_large": N_("{part} in the workbook would take too much memory. Save it as CSV and take that"),
    "table_old_excel": N_("This is an old .xls file, or one with a password. Save it as .xlsx or CSV"),
    "table_is_web_page": N_("This is a web page with another name. Open it in a spreadsheet and save it as .xlsx"),
    "table_no_workbook": N_("The workbook is damaged. Export it again, or save it as CSV"),
    "table_no_text": N_("This is no table: neither CSV (UTF-8, UTF-16, GB18030 or Big5) nor .xlsx"),
    "table_mixed": N_("Line {line} is in {other}, the rest of the file in {encoding}. Save all of it as UTF-8"),
    "table_line_unread": N_("The rest of the file is in {encoding}, line {line} is not. Save all of it as UTF-8"),
    "table_unclear": N_("The file may be in {one} or in {other}, and reads differently. Save it as UTF-8"),
    "table_quote_open": N_("Line {line}: a quotation mark is not closed. Export the file again"),
    "table_empty": N_("There is nothing in the file"),
    "readings_without_columns": N_("No column is called point, or none is called time. Columns: {header}"),
    "table_without_columns": N_("No line of the file has two columns. Choose CSV or .xlsx when exporting"),
}


def unreadable(error: UnreadableTableError) -> str:
    """One sentence or two, in the current language."""
    return _(UNREADABLE[error.code], **error.values)
