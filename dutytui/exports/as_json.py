"""A report as JSON, for other programs. The shape is documented in docs/operations.md, and `FORMAT` counts it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from dutytui.exports.document import Cell, Chart, Coded, Document, Facts, Part, Section, Signatures, Table, Words
from dutytui.exports.harmless import harmless_json

FORMAT = 1
"""Goes up when something is named otherwise or gone; more may come without."""


def as_json(document: Document) -> Iterator[str]:
    """Piece by piece; the whole is one object, a line a section."""
    head = {
        "format": FORMAT,
        "kind": document.kind,
        "title": document.title,
        "mall": document.mall,
        "first": document.first.isoformat(),
        "last": document.last.isoformat(),
        "made": document.made.isoformat(),
        "language": document.language,
    }
    yield _dump(head)[:-1] + ', "sections": ['
    for number, section in enumerate(document.sections):
        yield (",\n" if number else "\n") + _dump(_section(section))
    yield "\n]}\n"


def _section(section: Section) -> Mapping[str, Any]:
    return {"id": section.id, "title": section.title, "parts": [_part(part) for part in section.parts]}


def _part(part: Part) -> Mapping[str, Any]:
    match part:
        case Table():
            ids = [column.id for column in part.columns]
            return {
                "type": "table",
                "id": part.id,
                "title": part.title,
                "columns": [{"id": column.id, "title": column.title} for column in part.columns],
                "rows": [dict(zip(ids, map(_value, row), strict=True)) for row in part.rows],
            }
        case Facts():
            facts = [{"id": one.id, "label": one.label, "value": _value(one.value)} for one in part.facts]
            return {"type": "facts", "id": part.id, "facts": facts}
        case Words():
            return {"type": "words", "text": part.text}
        case Chart():
            bars = [{"label": label, "value": value} for label, value, _said in part.bars]
            return {"type": "chart", "id": part.id, "title": part.title, "bars": bars}
        case Signatures():
            lines = [{"role": one.role, "by": one.by or None, "at": _value(one.at)} for one in part.lines]
            return {"type": "signatures", "id": part.id, "lines": lines}


def _value(cell: Cell) -> Any:
    match cell:
        case Coded():
            return {"code": cell.code, "words": cell.words}
        case datetime() | date():
            return cell.isoformat()
    return cell


def _dump(value: Any) -> str:
    return harmless_json(json.dumps(value, ensure_ascii=False))
