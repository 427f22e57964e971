"""A report as a PDF of A4, by typst, which is an extra: ``pip install "dutytui[pdf]"``.

What is laid out and how stands in ``as_pdf.typ``. What it says reaches it as JSON, so nothing that somebody typed is
ever read as markup; the layout names no file and no package, and its root is a folder with nothing in it.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dutytui.exports.document import Cell, Chart, Document, Facts, Part, Section, Signature, Signatures, Table, Words
from dutytui.exports.harmless import harmless
from dutytui.exports.paper import kind_of, words_of

if TYPE_CHECKING:
    from typst import Fonts


class NoPdfError(ValueError):
    """No PDF can be made here. code: ``package`` (the extra is not installed) or ``font`` (none has Chinese)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


_SIMPLIFIED = (
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC"),
    *("Hiragino Sans GB", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "SimSun"),
)
_TRADITIONAL = (
    *("Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC", "Microsoft JhengHei", "PingFang TC"),
    *("Heiti TC", "MingLiU", "PMingLiU"),
)
_LATIN = ("Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans")
_FONTS: Mapping[str, tuple[str, ...]] = {
    "zh-Hans": (*_SIMPLIFIED, *_TRADITIONAL, "Droid Sans Fallback"),
    "zh-Hant": (*_TRADITIONAL, *_SIMPLIFIED, "Droid Sans Fallback"),
    "en": (*_LATIN, *_SIMPLIFIED, *_TRADITIONAL, "Droid Sans Fallback"),
}
"""Of Linux, Windows and macOS, the best first. A character looks otherwise in the one script than in the other."""
_REGIONS = {"zh-Hans": ("zh", "cn"), "zh-Hant": ("zh", "tw"), "en": ("en", "gb")}

_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile("[^\\s\u2e80-\uffef]{13,}")
"""A word longer than a narrow column: it may break anywhere, or it would run over its neighbour."""
_LONGEST_WORD = 12
_WIDTH, _EM, _INSET = 516, 7.5, 5.0
"""Points: of the text on a page, of a character of a table, of what stands left and right of it in a cell."""
_ACROSS = 12
"""More bars than this stand upright, side by side: the days of a month."""
_HEAD_AGAIN = 200
"""Characters: a heading that is longer does not come again on the next page, which it might fill."""


def pdf(document: Document) -> bytes:
    """The whole file; `NoPdfError` where none can be made. Its sections are all in memory at once."""
    try:
        import typst  # 80 MB on the disk: an extra
    except ImportError:
        raise NoPdfError("package") from None
    told = json.dumps(_told(document), ensure_ascii=False)
    fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)
    families = _fonts(fonts, document.language, needs_chinese=bool(_CHINESE.search(told)))
    layout = Path(__file__).with_name("as_pdf.typ").read_bytes()
    with tempfile.TemporaryDirectory(prefix="dutytui-pdf-") as nothing:
        made = typst.compile(
            layout,
            root=nothing,
            font_paths=fonts,
            package_path=nothing,
            package_cache_path=nothing,
            sys_inputs={"said": f'{told[:-1]}, "fonts": {json.dumps(families)}}}'},
            pdf_tags=False,  # eight times the size; who needs the structure has it in the HTML
            timestamp=int(document.made.timestamp()),
        )
    assert isinstance(made, bytes)
    return made


def _fonts(fonts: Fonts, language: str, *, needs_chinese: bool) -> list[str]:
    """Those of `_FONTS` that are installed here; a PDF of empty boxes would be no record."""
    here = set(fonts.families())
    found = [family for family in _FONTS[language] if family in here]
    if needs_chinese and not set(found) - set(_LATIN):
        raise NoPdfError("font")
    return found or ["Libertinus Serif"]


def _told(document: Document) -> dict[str, Any]:
    paper = _Paper(document)
    lang, region = _REGIONS[document.language]
    return {
        "title": _text(document.title),
        "mall": _text(document.mall),
        "running": _line(f"{document.mall} · {document.title}"),
        "made": f"{document.labels.made} {document.made:%Y-%m-%d %H:%M}",
        "page": document.labels.page,
        "lang": lang,
        "region": region,
        "sections": [paper.section(section) for section in document.sections],
    }


class _Paper:
    """What the parts of a document have in common. day: times of it are shown without a date."""

    def __init__(self, document: Document) -> None:
        self._labels = document.labels
        self._day = document.first if document.first == document.last else None

    def section(self, section: Section) -> dict[str, Any]:
        return {"title": _text(section.title), "parts": [self._part(part) for part in section.parts]}

    def _part(self, part: Part) -> dict[str, Any]:
        match part:
            case Table():
                return self._table(part)
            case Facts():
                facts = [(_text(one.label), self._cell(one.value)) for one in part.facts]
                return {"type": "facts", "facts": facts}
            case Words():
                return {"type": "words", "text": _text(part.text), "tone": part.tone}
            case Chart():
                return _chart(part)
            case Signatures():
                return {"type": "signatures", "lines": [self._signature(one) for one in part.lines]}

    def _table(self, part: Table) -> dict[str, Any]:
        kept = part.columns[1:] if part.grouped else part.columns
        heads = [_text(column.title) for column in kept]
        rows = list(self._rows(part))
        plain = [row for row in rows if isinstance(row, list)]
        return {
            "type": "table",
            "title": _text(part.title),
            "heads": heads,
            "again": all(len(head) <= _HEAD_AGAIN for head in heads),
            "widths": widths([column.share for column in kept], heads, plain),
            "rows": rows,
            "empty": _text(part.empty),
        }

    def _rows(self, part: Table) -> Iterator[Any]:
        """A list of cells a row; before those that have the first column in common, its heading."""
        if not part.grouped:
            yield from ([self._cell(cell) for cell in row] for row in part.rows)
            return
        for first, rows in groupby(part.rows, lambda row: row[0]):
            head = _text(words_of(first, self._day))
            yield {"head": head, "again": len(head) <= _HEAD_AGAIN}
            yield from ([self._cell(cell) for cell in row[1:]] for row in rows)

    def _cell(self, cell: Cell) -> Any:
        """The words alone, or with their kind."""
        words, kind = _text(words_of(cell, self._day)), kind_of(cell)
        return (words, kind) if kind else words

    def _signature(self, one: Signature) -> tuple[str, str]:
        at = f" {one.at:%Y-%m-%d %H:%M}" if one.at else ""
        return _text(one.role), _text(f"{self._labels.signed} {one.by}{at}") if one.by else ""


def _chart(part: Chart) -> dict[str, Any]:
    most = max((value for _label, value, _said in part.bars if value is not None), default=0) or 1
    bars = [(_line(label), (value or 0) / most, _line(said)) for label, value, said in part.bars]
    return {"type": "chart", "title": _text(part.title), "bars": bars, "upright": len(bars) > _ACROSS}


def widths(shares: Sequence[int], heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[float]:
    """The width of each column beside the others: as its share says, but none less than its longest word takes, as
    long as there is room for that."""
    columns = zip(heads, *([cell if isinstance(cell, str) else cell[0] for cell in row] for row in rows), strict=True)
    least = [_INSET + max(map(_least, column)) for column in columns]
    whole = sum(shares)
    wanted = [_WIDTH * share / whole for share in shares]
    short = sum(max(need - has, 0) for need, has in zip(least, wanted, strict=True))
    spare = sum(max(has - need, 0) for need, has in zip(least, wanted, strict=True))
    if short == 0:
        return wanted
    if spare <= short:
        return least
    return [max(need, has - max(has - need, 0) * short / spare) for need, has in zip(least, wanted, strict=True)]


def _least(text: str) -> float:
    """Points that the longest word of a cell takes; Chinese breaks anywhere, but a short word of it should not."""
    longest = 0.0
    for word in re.split(r"[\s\u200b]+", text[:2000]):
        if _CHINESE.search(word):
            longest = max(longest, _EM * min(len(word), 3))
        else:
            longest = max(longest, _EM * 0.58 * min(len(word), _LONGEST_WORD))
    return longest


def _text(text: str) -> str:
    """Harmless, and a long word may break anywhere."""
    return _WORD.sub(lambda found: "\u200b".join(found[0]), harmless(text))


def _line(text: str) -> str:
    """What stands where there is room for one line: the rest is cut."""
    plain = " ".join(harmless(text[:200]).split())
    return plain if len(plain) <= 80 else f"{plain[:79]}…"
