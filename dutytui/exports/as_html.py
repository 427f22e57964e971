"""A report as one HTML file that asks nothing of any other: for a screen, and for paper of A4.

No script and no address stands in it, and it forbids both to itself: what somebody typed can load nothing even where an
escape was forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from dutytui.exports.charts import svg
from dutytui.exports.document import (
    Cell,
    Chart,
    Document,
    Facts,
    Part,
    Section,
    Signature,
    Signatures,
    Table,
    Words,
)
from dutytui.exports.harmless import harmless
from dutytui.exports.paper import kind_of, words_of

_STYLE = """
@page { size: A4; margin: 16mm 14mm 18mm;
  @bottom-right { content: %PAGE%; font-size: 8pt; color: #555 }
  @bottom-left { content: var(--foot); font-size: 8pt; color: #555 } }
* { box-sizing: border-box }
html { background: #fff; color: #1a1a1a; -webkit-print-color-adjust: exact; print-color-adjust: exact }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; line-height: 1.45; font-size: 15px;
  font-family: system-ui, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif }
html[lang="zh-Hant"] body { font-family: system-ui, "PingFang TC", "Microsoft JhengHei", "Noto Sans CJK TC",
  sans-serif }
header { border-bottom: 2px solid #1a1a1a; margin-bottom: 1.2rem; padding-bottom: .5rem }
h1 { font-size: 1.5em; margin: 0 0 .2em } header p { margin: 0; color: #555 }
h2 { font-size: 1.15em; margin: 1.6em 0 .5em; border-bottom: 1px solid #bbb; padding-bottom: .15em; break-after: avoid }
h3 { font-size: 1em; margin: 1.1em 0 .4em; break-after: avoid }
p { margin: .4em 0; overflow-wrap: anywhere; white-space: pre-line }
table { border-collapse: collapse; width: 100%; font-size: .87em; margin: .3em 0 .8em }
thead { display: table-header-group } tr { break-inside: avoid }
th { text-align: start; background: #eee; font-weight: 600; word-break: keep-all }
th, td { border: 1px solid #ccc; padding: .2em .4em; vertical-align: top; unicode-bidi: isolate; white-space: pre-line }
td, tbody th { overflow-wrap: anywhere; min-width: 4em } tbody th { background: #f7f7f7; break-after: avoid }
td.n { text-align: end; font-variant-numeric: tabular-nums }
td.t { white-space: nowrap; font-variant-numeric: tabular-nums }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15em 1em; margin: .4em 0 1em }
dl.many { grid-template-columns: max-content 1fr max-content 1fr }
dt { color: #555 } dd { margin: 0; overflow-wrap: anywhere; unicode-bidi: isolate; white-space: pre-line }
.bad { color: #a40000; font-weight: 600 } .due { color: #8a5a00; font-weight: 600 } .good { color: #1c6b2a }
.none { color: #555 }
figure { margin: .6em 0; break-inside: avoid } figcaption { font-weight: 600; font-size: .9em; margin-bottom: .2em }
svg { width: 100%; height: auto; display: block }
.sign { display: grid; grid-template-columns: 1fr 1fr; gap: 2.4em 2em; margin: 1.4em 0; break-inside: avoid }
.sign div { padding-top: 2.2em } .sign div > span { display: block; border-top: 1px solid #1a1a1a; padding-top: .2em }
.sign small { color: #555 }
section[id^="sheet_"] { break-before: page }
section[id^="sheet_"] td { height: 2.9em; line-height: 1.6; border-color: #888; word-break: keep-all }
section[id^="sheet_"] dl { grid-template-columns: max-content 1fr max-content 1fr; margin-bottom: .4em }
#rounds td:nth-child(4) { line-height: 2.4 }
@media print { body { max-width: none; margin: 0; padding: 0; font-size: 9.5pt } a { color: inherit } }
"""
_MANY = 8
"""More facts than this stand in two columns."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html(document: Document) -> Iterator[str]:
    """Piece by piece, a section at a time."""
    yield _head(document)
    page = _Page(document)
    for section in document.sections:
        yield page.section(section)
    yield "</main>\n</body>\n</html>\n"


def _head(document: Document) -> str:
    title, mall = _text(document.title), _text(document.mall)
    made = _text(f"{document.labels.made} {document.made:%Y-%m-%d %H:%M}")
    return (
        f'<!DOCTYPE html>\n<html lang="{_text(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_text(_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title} {_dot()} {mall}</title>\n<style>{_style(document)}</style>\n"
        f"</head>\n<body>\n<header>\n<h1>{title}</h1>\n<p><bdi>{mall}</bdi> {_dot()} {made}</p>\n</header>\n<main>\n"
    )


def _dot() -> str:
    return "&#183;"


def _style(document: Document) -> str:
    counted = {"page": "counter(page)", "pages": "counter(pages)"}
    pieces = re.split(r"\{(pages?)\}", document.labels.page)
    page = " ".join(counted[piece] if place % 2 else _css(piece) for place, piece in enumerate(pieces))
    foot = _css(f"{document.mall} · {document.title}")
    return f"{_STYLE.replace('%PAGE%', page)}:root {{ --foot: {foot} }}\n"


def _css(text: str) -> str:
    """A string of CSS; everything that is no letter or digit as its number."""
    return '"' + "".join(one if one.isalnum() else f"\\{ord(one):06x}" for one in harmless(text)) + '"'


class _Page:
    """What the parts of a document have in common. day: times of it are shown without a date."""

    def __init__(self, document: Document) -> None:
        self._labels = document.labels
        self._day = document.first if document.first == document.last else None

    def section(self, section: Section) -> str:
        parts = "".join(map(self._part, section.parts))
        return f'<section id="{_text(section.id)}">\n<h2>{_text(section.title)}</h2>\n{parts}</section>\n'

    def _part(self, part: Part) -> str:
        match part:
            case Table():
                return self._table(part)
            case Facts():
                many = ' class="many"' if len(part.facts) > _MANY else ""
                facts = "".join(f"<dt>{_text(one.label)}</dt>{self._boxed('dd', one.value)}\n" for one in part.facts)
                return f"<dl{many}>{facts}</dl>\n"
            case Words():
                return f'<p class="{part.tone}">{_text(part.text)}</p>\n'
            case Chart():
                return f"<figure><figcaption>{_text(part.title)}</figcaption>{svg(part)}</figure>\n"
            case Signatures():
                return f'<div class="sign">{"".join(map(self._line, part.lines))}</div>\n'

    def _table(self, part: Table) -> str:
        title = f"<h3>{_text(part.title)}</h3>\n" if part.title else ""
        if not part.rows:
            return f'{title}<p class="none">{_text(part.empty)}</p>\n'
        kept = part.columns[1:] if part.grouped else part.columns
        whole = sum(column.share for column in kept)
        columns = "".join(f'<col style="width:{100 * column.share / whole:.2f}%">' for column in kept)
        heads = "".join(f'<th scope="col">{_text(column.title)}</th>' for column in kept)
        return (
            f'{title}<table id="{_text(part.id)}"><colgroup>{columns}</colgroup>\n'
            f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{''.join(self._rows(part))}</tbody></table>\n"
        )

    def _rows(self, part: Table) -> Iterator[str]:
        above: Cell = None
        for row in part.rows:
            cells: Sequence[Cell] = row
            if part.grouped:
                first, *cells = row
                if first != above:
                    above = first
                    span = len(part.columns) - 1
                    yield f'<tr><th colspan="{span}" scope="rowgroup">{self._words(first)}</th></tr>\n'
            yield f"<tr>{''.join(self._boxed('td', cell) for cell in cells)}</tr>\n"

    def _boxed(self, tag: str, cell: Cell) -> str:
        kind = kind_of(cell)
        shape = f' class="{kind}"' if kind else ""
        return f"<{tag}{shape}>{self._words(cell)}</{tag}>"

    def _words(self, cell: Cell) -> str:
        return _text(words_of(cell, self._day))

    def _line(self, one: Signature) -> str:
        signed = ""
        if one.by:
            at = f" {one.at:%Y-%m-%d %H:%M}" if one.at else ""
            signed = f"<br><small>{_text(f'{self._labels.signed} {one.by}{at}')}</small>"
        return f"<div><span>{_text(one.role)}{signed}</span></div>"


def _text(text: str) -> str:
    return escape(harmless(text), quote=True)
