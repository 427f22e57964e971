"""A report as Markdown with tables, for wikis and mail: what somebody typed is words, never markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from dutytui.exports.document import Cell, Chart, Coded, Document, Facts, Part, Signatures, Table, Words
from dutytui.exports.harmless import harmless

_MARKS = re.compile(r"([\\`*_{}\[\]()#|~!$])")
_BEGINS = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|www|mailto)([:.])")
"""What some readers make a link of by themselves."""


def markdown(document: Document) -> Iterator[str]:
    """Piece by piece, a section at a time."""
    made = f"{document.labels.made} {document.made:%Y-%m-%d %H:%M}"
    yield f"# {_inline(document.title)}\n\n{_inline(document.mall)} · {_text(made)}\n"
    for section in document.sections:
        yield f"\n## {_inline(section.title)}\n"
        for part in section.parts:
            yield "\n" + _part(part, document.labels.signed)


def _part(part: Part, signed: str) -> str:
    match part:
        case Table():
            return _table(part)
        case Facts():
            return "".join(f"- {_inline(fact.label)}: {_cell(fact.value)}\n" for fact in part.facts)
        case Words():
            return _text(part.text).replace("\n", "  \n") + "\n"
        case Chart():
            rows = "".join(f"| {_inline(label)} | {_inline(said)} |\n" for label, _value, said in part.bars)
            return f"| {_inline(part.title)} | |\n| --- | ---: |\n{rows}"
        case Signatures():
            return "".join(_signature(one.role, one.by, one.at, signed) for one in part.lines)


def _table(part: Table) -> str:
    title = f"### {_inline(part.title)}\n\n" if part.title else ""
    if not part.rows:
        return f"{title}{_text(part.empty)}\n"
    heads = " | ".join(_inline(column.title) for column in part.columns)
    rows = "".join(f"| {' | '.join(map(_cell, row))} |\n" for row in part.rows)
    return f"{title}| {heads} |\n|{' --- |' * len(part.columns)}\n{rows}"


def _signature(role: str, by: str, at: datetime | None, signed: str) -> str:
    when = f" {at:%Y-%m-%d %H:%M}" if at else ""
    return f"- {_inline(role)}: {_inline(f'{signed} {by}{when}') if by else '________________'}\n"


def _cell(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Coded():
            return _inline(cell.words)
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}"
        case float():
            return f"{cell:g}"
        case int():
            return str(cell)
    return _inline(str(cell))


def _inline(text: str) -> str:
    return _text(text).replace("\n", "<br>").replace("\t", " ")


def _text(text: str) -> str:
    plain = harmless(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = _MARKS.sub(r"\\\1", plain)
    escaped = _BEGINS.sub(lambda found: f"{found[1]}{_begin(found[2])}", escaped)
    return _ADDRESS.sub(lambda found: f"{found[1]}\\{found[2]}", escaped)


def _begin(mark: str) -> str:
    return f"\\{mark}" if len(mark) == 1 else f"{mark[:-1]}\\{mark[-1]}"
