"""What was true at a signature, as its event keeps it: later corrections of an entry do not change what was signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from dutytui.rules.entry_fold import words
from dutytui.rules.events import Event
from dutytui.rules.handover.matters import ArticleView, MatterView
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.views import Named

_TEXT = 120
"""Characters of an entry's text on a sheet: enough to know it again. A sheet must stay one line of a journal."""


@dataclass(frozen=True, slots=True)
class SignedMatter:
    """One line of what was signed. number and text: of a log entry; code and values: of what an area had unsettled."""

    matter: str
    severity: str
    plan: str
    read_back: str
    number: str
    text: str
    code: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SignedArticle:
    """An article as a signature states it. expected and counted: in the article's unit; reason: of a difference."""

    article: str
    expected: float
    counted: float
    reason: str


def sheet(matters: Iterable[MatterView], articles: Iterable[ArticleView]) -> dict[str, Any]:
    """The data of a signature: JSON values only."""
    return {"matters": [_matter(one) for one in matters], "articles": [_article(one) for one in articles]}


def signed_matters(signature: Event) -> tuple[SignedMatter, ...]:
    """What a signature was given for; rows that can't be read are left out."""
    texts = ("matter", "severity", "plan", "read_back", "number", "text", "code")
    return tuple(
        SignedMatter(values=_values_of(row), **{name: words(row, name) for name in texts})
        for row in _rows(signature, "matters")
    )


def signed_articles(signature: Event) -> tuple[SignedArticle, ...]:
    return tuple(
        SignedArticle(words(row, "article"), _number(row, "expected"), _number(row, "counted"), words(row, "reason"))
        for row in _rows(signature, "articles")
    )


def _matter(one: MatterView) -> dict[str, Any]:
    row: dict[str, Any] = {"matter": one.id, "severity": one.severity.id if one.severity else "", "plan": one.plan}
    if one.read_back:
        row["read_back"] = one.read_back
    if one.entry is not None:
        return row | {"number": one.entry.number, "text": one.entry.text[:_TEXT]}
    if one.unsettled is not None:
        row |= {"code": one.unsettled.code, "values": {n: _plain(v) for n, v in one.unsettled.values.items()}}
    return row


def _article(one: ArticleView) -> dict[str, Any]:
    row: dict[str, Any] = {"article": one.id, "expected": one.expected, "counted": one.counted}
    return row | ({"reason": one.reason} if one.reason else {})


def _plain(value: Any) -> Any:
    """A value of a message as JSON has it; it reads the same when it is worded again."""
    if isinstance(value, Named):
        return dict(value.name)
    if isinstance(value, datetime):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): str(said) for name, said in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _rows(signature: Event, name: str) -> list[Mapping[str, Any]]:
    rows = signature.data.get(name)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list | tuple) else []


def _number(row: Mapping[str, Any], name: str) -> float:
    value = row.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else 0


def _values_of(row: Mapping[str, Any]) -> Mapping[str, Any]:
    values = row.get("values")
    return values if isinstance(values, Mapping) else {}
