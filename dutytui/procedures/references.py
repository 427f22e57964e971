"""What one value says of another: names of posts, floors, kinds …, languages of texts, ids that stand twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from dutytui.procedures.fields import Defines, IsText, Ref
from dutytui.procedures.files import is_flow, is_phase
from dutytui.procedures.problem import Code, Problem, nearest
from dutytui.procedures.shape import marked
from dutytui.procedures.syntax import full_width
from dutytui.procedures.tree import Node
from dutytui.rules.approvals.flow import SUBMITTER
from dutytui.texts.catalogue import LANGUAGES

_HOMES = {"post": "posts.yaml", "floor": "mall.yaml", "kind": "logbook.yaml", "severity": "logbook.yaml"}
_UNKNOWN = {
    "post": Code.UNKNOWN_POST,
    "floor": Code.UNKNOWN_FLOOR,
    "kind": Code.UNKNOWN_KIND,
    "severity": Code.UNKNOWN_SEVERITY,
    "phase": Code.UNKNOWN_PHASE,
    "call": Code.UNKNOWN_ROLL_CALL,
    "point": Code.UNKNOWN_POINT,
    "signer": Code.UNKNOWN_POST,
    "flow": Code.UNKNOWN_FLOW,
    "flow if there": Code.FLOW_NOT_THERE,
}
_DEVICE = re.compile(r"(?i)con|prn|aux|nul|(com|lpt)[0-9]")
"""What Windows keeps for itself as the name of a file."""
Known = Mapping[str, set[str] | None]


def reference_problems(trees: Mapping[str, Node], unread: set[str]) -> Iterator[Problem]:
    """Names that nothing has, texts that lack a language, ids and aliases that stand twice.

    unread: files that are missing or have no tree; whatever they would define may be named without an error.
    """
    known = _known(trees, unread)
    languages = _languages(trees.get("mall.yaml"))
    for name, root in trees.items():
        for mark, node in marked(name, root):
            if isinstance(mark, Ref):
                yield from unknown(name, node, _UNKNOWN[mark.kind], known[mark.kind])
            elif isinstance(mark, IsText):
                yield from _missing_languages(name, node, languages)
        yield from _repeated(name, root)
    yield from _named_after_ids(trees, is_phase, Code.FILE_NAME_NOT_ID)
    yield from _named_after_ids(trees, is_flow, Code.FLOW_NAME_NOT_ID)


def unknown(name: str, node: Node, code: Code, right: set[str] | None) -> Iterator[Problem]:
    """A problem when the node's text is not among `right`; none when that is not known."""
    text = node.text()
    if text is None or right is None or text in right:
        return
    slip = full_width(text)
    if slip:
        column = node.column + slip[0] + (1 if node.quoted else 0)
        yield Problem(name, node.line, column, Code.FULL_WIDTH, slip[1])
    else:
        values = {"value": text, "allowed": sorted(right) or ["–"], **nearest(text, right)}
        yield Problem(name, node.line, node.column, code, values)


def _known(trees: Mapping[str, Node], unread: set[str]) -> Known:
    known: dict[str, set[str] | None] = {kind: set() for kind in _UNKNOWN}
    for name, root in trees.items():
        for mark, node in marked(name, root):
            ids = known.get(mark.kind) if isinstance(mark, Defines) else None
            if ids is not None and node.text():
                ids.add(str(node.value))
    for kind, home in _HOMES.items():
        if home in unread or not known[kind]:
            known[kind] = None
    if "roll_calls.yaml" in unread:
        known["call"] = None
    for kind, belongs in (("phase", is_phase), ("flow", is_flow)):
        known[kind] = (known[kind] or set()) | {_stem(name) for name in unread if belongs(name)}
    known["flow if there"] = known["flow"]
    known["signer"] = None if known["post"] is None else known["post"] | {SUBMITTER}
    return known


def _stem(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".yaml")


def _languages(mall: Node | None) -> list[str]:
    return [text for text, _ in mall.texts("languages") if text in LANGUAGES] if mall else []


def _missing_languages(name: str, node: Node, languages: list[str]) -> Iterator[Problem]:
    # A misspelt language is one mistake, not two.
    if isinstance(node.value, dict) and node.value and not set(node.value) - set(LANGUAGES):
        missing = [language for language in languages if language not in node.value]
        if missing:
            yield Problem(name, node.line, node.column, Code.MISSING_LANGUAGE, {"missing": missing})


def _repeated(name: str, root: Node) -> Iterator[Problem]:
    """In every list of a file: two entries with one id, two entries with one alias, the same text twice."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        waiting += node.children() or (list(node.value.values()) if isinstance(node.value, dict) else [])
        ids: dict[str, Node] = {}
        texts: dict[str, Node] = {}
        for child in node.children():
            if isinstance(child.value, str):
                yield from _twice(name, child, child.value, texts, Code.DUPLICATE_VALUE)
            identity = child.get("id")
            if identity is not None and identity.text():
                yield from _twice(name, identity, str(identity.value), ids, Code.DUPLICATE_ID)
        yield from _aliases_taken(name, node.children())


def _aliases_taken(name: str, entries: list[Node]) -> Iterator[Problem]:
    """Aliases that another entry has too, or has as its id or name: whoever types the word would mean either."""
    called: dict[str, list[tuple[int, Node]]] = {}
    for number, entry in enumerate(entries):
        for node in _names(entry):
            called.setdefault(str(node.value).casefold(), []).append((number, node))
    seen: dict[str, Node] = {}
    for number, entry in enumerate(entries):
        # The same alias twice in one entry is told as any other value that stands twice.
        for word, place in {text.casefold(): place for text, place in reversed(entry.texts("aliases"))}.items():
            other = next((node for owner, node in called.get(word, ()) if owner != number), None)
            if other is not None:
                seen.setdefault(word, other)
            yield from _twice(name, place, word, seen, Code.DUPLICATE_ALIAS)


def _names(entry: Node) -> Iterator[Node]:
    """The id and the name, in every language, of an entry that has them as texts."""
    for node in (entry.get("id"), entry.get("name")):
        if node is not None:
            yield from (one for one in (node, *_by_language(node)) if isinstance(one.value, str))


def _by_language(node: Node) -> list[Node]:
    return list(node.value.values()) if isinstance(node.value, dict) else []


def _twice(name: str, node: Node, text: str, seen: dict[str, Node], code: Code) -> Iterator[Problem]:
    # Not by identity: a list may repeat one node by an alias.
    first = seen.get(text)
    seen.setdefault(text, node)
    if first is not None:
        yield Problem(name, node.line, node.column, code, {"value": str(node.value), "file": name, "first": first.line})


def _portable(identity: str) -> str:
    """The name of an id's file: Windows has no file CON.yaml, whatever its ending."""
    return f"{identity}_" if _DEVICE.fullmatch(identity) else identity


def _named_after_ids(trees: Mapping[str, Node], belongs: Callable[[str], bool], code: Code) -> Iterator[Problem]:
    """One file a phase or flow, named after it; so of two files with one id, one at least has the wrong name."""
    first: dict[str, tuple[str, int]] = {}
    for name in sorted(name for name in trees if belongs(name)):
        node = trees[name].get("id")
        if node is None or not node.text():
            continue
        identity = str(node.value)
        if identity in first:
            file, line = first[identity]
            values = {"value": identity, "file": file, "first": line}
            yield Problem(name, node.line, node.column, Code.DUPLICATE_ID, values)
        elif _stem(name) not in (identity, _portable(identity)):
            named = f"{name.partition('/')[0]}/{_portable(identity)}.yaml"
            values = {"value": identity, "name": named, "id": _stem(name)}
            yield Problem(name, node.line, node.column, code, values)
        first.setdefault(identity, (name, node.line))
