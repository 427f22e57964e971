"""A report as a file: what it is called, in which format, and that it never takes the place of another unasked."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from dutytui.exports.as_html import html
from dutytui.exports.as_json import as_json
from dutytui.exports.as_markdown import markdown
from dutytui.exports.as_pdf import pdf
from dutytui.exports.as_tables import csv_text, workbook
from dutytui.exports.document import Document
from dutytui.exports.saved import save

Written = bytes | Iterable[str]

FORMATS: Mapping[str, Callable[[Document], Written]] = {
    "html": html,
    "pdf": pdf,
    "xlsx": workbook,
    "csv": csv_text,
    "md": markdown,
    "json": as_json,
}
"""By the ending of the name."""


class FileThereError(Exception):
    """A file of that name is there already."""


def format_of(path: Path) -> str:
    """ "" for an ending that says none."""
    ending = path.suffix.lower().removeprefix(".")
    return ending if ending in FORMATS else ""


def name_of(document: Document, form: str) -> str:
    """``day-2026-11-23.html``, ``summary-2026-11-01-2026-11-30.xlsx``: the same in every language."""
    span = document.first.isoformat()
    if document.last != document.first:
        span += f"-{document.last.isoformat()}"
    return f"{document.kind}-{span}.{form}"


def put(document: Document, form: str, path: Path, *, over: bool = False) -> None:
    """Writes it whole or not at all. over: a file that is there is replaced.

    Raises FileThereError, or OSError when the disk refuses.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.exists() and not over:
        raise FileThereError(path)
    save(path, FORMATS[form](document))
