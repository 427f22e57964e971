"""A YAML file as a tree of values that know their line and column.

Built from the parser's events, never from its constructors: no tag makes an object, no name is followed, and the limits
below hold before anything is built. A plain ``21:30`` or ``2026-12-31`` stays the text it is.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from dutytui.procedures import syntax
from dutytui.procedures.files import LARGEST
from dutytui.procedures.problem import BrokenFileError, Code, Problem
from dutytui.rules.lazy_dataclass import dataclass

DEEPEST = 16
MOST_VALUES = 20_000
"""Values a file may have after its aliases are written out. Ten nested aliases of ten would be 10,000,000,000."""

Scalar = str | int | float | bool | None
_INTEGER = re.compile(r"[-+]?[0-9]{1,15}")
_REAL = re.compile(r"[-+]?(?:[0-9]{1,15}\.[0-9]{0,15}|\.[0-9]{1,15})")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_PROBLEMS = (
    ("mapping values are not allowed", Code.SYNTAX_COLON),
    ("could not find expected ':'", Code.SYNTAX_NO_COLON),
    ("expected <block end>", Code.SYNTAX_INDENT),
    ("expected ',' or", Code.SYNTAX_BRACKET),
    ("unexpected end of stream", Code.SYNTAX_QUOTE),
    ("found unexpected document separator", Code.SYNTAX_QUOTE),
    ("cannot start any token", Code.SYNTAX_QUOTE_START),
)
_AT_THE_OPENING = (Code.SYNTAX_BRACKET, Code.SYNTAX_QUOTE, Code.SYNTAX_NO_COLON)
"""Noticed only further down: the place where the bracket, the quote or the key begins says more."""
_MAYBE_A_QUOTE = (Code.SYNTAX_COLON, Code.SYNTAX_NO_COLON, Code.SYNTAX_INDENT, Code.SYNTAX_BRACKET)
"""What a quote that was left open looks like, when the next one in the file has closed it."""


@dataclass(slots=True, eq=False)
class Node:
    """A value: a scalar, a list of nodes, or a mapping of nodes. line, column: from 1, in characters.

    keys: where each key of a mapping stands; quoted: written with quotes or as a block; size, height: of all below it.
    """

    value: Scalar | list[Node] | dict[str, Node]
    line: int
    column: int
    quoted: bool = False
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    size: int = 1
    height: int = 1

    def plain(self) -> Any:
        """The value without places, aliases written out."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.plain() for child in self.value]
        return self.value

    def get(self, key: str) -> Node | None:
        """The value of a key; None when there is none or this is no mapping."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def children(self) -> list[Node]:
        """The entries of a list; nothing when this is none."""
        return self.value if isinstance(self.value, list) else []

    def text(self) -> str | None:
        return self.value if isinstance(self.value, str) else None

    def texts(self, key: str) -> list[tuple[str, Node]]:
        """The texts of the list under `key`, each with its node; whatever else is in it is left out."""
        below = self.get(key)
        return [(one.value, one) for one in below.children() if isinstance(one.value, str)] if below else []

    def text_of(self, key: str) -> str | None:
        below = self.get(key)
        return below.text() if below else None

    def add(self, child: Node) -> None:
        self.size += child.size
        self.height = max(self.height, child.height + 1)


def parse(name: str, data: bytes) -> tuple[Node, list[Problem]]:
    """The tree of a file, and what is wrong with its YAML all the same. BrokenFileError: there is no tree."""
    if len(data) > LARGEST:
        raise BrokenFileError(Problem(name, 1, 1, Code.FILE_TOO_LARGE, {"most": LARGEST // 1024}))
    text = syntax.decode(name, data)
    builder = _Builder(name)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except BrokenFileError:
        raise
    except MarkedYAMLError as error:
        raise BrokenFileError(*_explained(name, text, error)) from None
    except Exception:  # a hostile file must not stop the desk, whatever it does to the parser
        raise BrokenFileError(Problem(name, builder.line, builder.column, Code.SYNTAX)) from None
    if builder.root is None or (builder.root.value is None and not builder.root.quoted):
        raise BrokenFileError(Problem(name, 1, 1, Code.EMPTY_FILE))
    return builder.root, builder.problems


def _explained(name: str, text: str, error: MarkedYAMLError) -> list[Problem]:
    message = str(error.problem or "")
    code = next((code for words, code in _PROBLEMS if words in message), Code.SYNTAX)
    marks = [mark for mark in (error.context_mark, error.problem_mark) if mark is not None]
    last = max((mark.line for mark in marks), default=0) + 1
    # A key without its colon is noticed on the line after it.
    first = min((mark.line for mark in marks), default=0) if error.context_mark else last - 1
    found = syntax.slips(name, text, first, last)
    if found:
        return found
    quote = syntax.open_quote(text, last) if code in _MAYBE_A_QUOTE else None
    if quote:
        return [Problem(name, *quote, Code.SYNTAX_QUOTE)]
    mark = marks[0] if code in _AT_THE_OPENING else marks[-1] if marks else None
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return [Problem(name, line, column, code)]


@dataclass(slots=True, eq=False)
class _Open:
    node: Node
    anchor: str | None
    key: str | None = None
    key_place: tuple[int, int] = (1, 1)
    wants_key: bool = True


class _Builder:
    """Takes events one by one; keeps no more than one open collection for each level."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.line, self.column = 1, 1
        self._open: list[_Open] = []
        self._anchors: dict[str, Node] = {}
        self._documents = 0

    def take(self, event: Event) -> None:
        mark = event.start_mark
        self.line, self.column = mark.line + 1, mark.column + 1
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise self._broken(Code.SEVERAL_DOCUMENTS)
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            self._tag(event)
            node = Node({} if isinstance(event, MappingStartEvent) else [], self.line, self.column)
            self._open.append(_Open(node, event.anchor))
            if len(self._open) > DEEPEST:
                raise self._broken(Code.TOO_DEEP, most=DEEPEST)
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            closed = self._open.pop()
            self._done(closed.node, closed.anchor)
        elif isinstance(event, ScalarEvent):
            self._tag(event)
            self._done(self._scalar(event), event.anchor)
        elif isinstance(event, AliasEvent):
            self._done(self._alias(event.anchor), None)

    def _done(self, node: Node, anchor: str | None) -> None:
        if anchor:
            self._anchors[anchor] = node
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent.node.value, list):
            parent.node.value.append(node)
        elif parent.wants_key:
            self._key(parent, node)
            return
        else:
            parent.wants_key = True
            if parent.key is None:
                return
            assert isinstance(parent.node.value, dict)
            parent.node.value[parent.key] = node
            parent.node.keys[parent.key] = parent.key_place
        parent.node.add(node)
        if sum(level.node.size for level in self._open) > MOST_VALUES:
            raise self._broken(Code.TOO_MANY_VALUES, most=MOST_VALUES)

    def _key(self, parent: _Open, node: Node) -> None:
        parent.wants_key = False
        parent.key, parent.key_place = None, (self.line, self.column)
        if not isinstance(node.value, str):
            self._tell(Code.KEY_NOT_TEXT, node.line, node.column)
        elif node.value in parent.node.keys:
            first = parent.node.keys[node.value][0]
            self._tell(Code.DUPLICATE_KEY, self.line, self.column, key=node.value, first=first)
        else:
            parent.key = node.value

    def _scalar(self, event: ScalarEvent) -> Node:
        source = str(event.value)
        quoted = event.style is not None
        if found := syntax.forbidden(source):
            raise self._broken(Code.BAD_CHARACTER, **syntax.character(found.group()))
        is_key = bool(self._open) and isinstance(self._open[-1].node.value, dict) and self._open[-1].wants_key
        value = source if quoted or (is_key and source) else _value(source)
        return Node(value, self.line, self.column, quoted)

    def _alias(self, anchor: str) -> Node:
        if any(level.anchor == anchor for level in self._open):
            raise self._broken(Code.ANCHOR_IN_ITSELF, name=anchor)
        node = self._anchors.get(anchor)
        if node is None:
            raise self._broken(Code.UNKNOWN_ANCHOR, name=anchor)
        if len(self._open) + node.height > DEEPEST:
            raise self._broken(Code.TOO_DEEP, most=DEEPEST)
        return node

    def _tag(self, event: Any) -> None:
        if event.ctag is not None:
            self._tell(Code.TAG_NOT_ALLOWED, self.line, self.column, tag=str(event.ctag))

    def _tell(self, code: Code, line: int, column: int, **values: object) -> None:
        self.problems.append(Problem(self.name, line, column, code, values))

    def _broken(self, code: Code, **values: object) -> BrokenFileError:
        return BrokenFileError(*self.problems, Problem(self.name, self.line, self.column, code, values))


def _value(source: str) -> Scalar:
    """What a plain word means in YAML 1.2, without octal, hexadecimal and exponents, which here are typing errors."""
    if source in _WORDS:
        return _WORDS[source]
    if _INTEGER.fullmatch(source):
        return int(source)
    return float(source) if _REAL.fullmatch(source) else source
