"""Two versions of a mall's files compared as things and keys, not as lines of text.

Entries of lists are told by their id, or else by what they say, then by their place. Every value that is different is
told once: at its own key where both sides have one, else with the entry that came or went as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dutytui.procedures.files import DAY, OPTIONAL, SUBJECTS
from dutytui.procedures.problem import BrokenFileError
from dutytui.procedures.tree import Node, parse
from dutytui.rules.changes.difference import Change, Difference, How, Part
from dutytui.rules.words import Text

_TITLES = ("title", "name")


def compare(old: Mapping[str, bytes], new: Mapping[str, bytes], versions: tuple[str, str] = ("", "")) -> Difference:
    """What is different between the files of two versions, by name; versions: their hashes, to be carried along."""
    changes: list[Change] = []
    titles: dict[str, Text] = {}
    for name in sorted({*old, *new}, key=_order):
        before, after = (_tree(name, files.get(name)) for files in (old, new))
        title = next((found for tree in (after, before) if tree and (found := _title(tree))), None)
        if title:
            titles[name] = title
        if old.get(name) != new.get(name):
            changes += _file(name, (old.get(name), before), (new.get(name), after))
    return Difference(*versions, tuple(changes), titles, {**_posts(old), **_posts(new)})


def changes_between(file: str, old: Node, new: Node) -> list[Change]:
    """What is different between two trees, in the order of the new one; nothing for trees that say the same."""
    return list(_values(file, (), old, new))


def _file(name: str, before: tuple[bytes | None, Node | None], after: tuple[bytes | None, Node | None]) -> list[Change]:
    (old, old_tree), (new, new_tree) = before, after
    if old is None or new is None:
        how = How.ADDED if old is None else How.REMOVED
        return [Change(name, 1, how, (), _plain(old_tree), _plain(new_tree))]
    if old_tree is None or new_tree is None:
        return [Change(name, 1, How.UNREADABLE)]
    return changes_between(name, old_tree, new_tree) or [Change(name, 1, How.LAYOUT)]


def _values(file: str, path: tuple[Part, ...], old: Node, new: Node) -> Iterator[Change]:
    if isinstance(old.value, dict) and isinstance(new.value, dict):
        yield from _mappings(file, path, old, new)
    elif isinstance(old.value, list) and isinstance(new.value, list):
        if _of_scalars(old) and _of_scalars(new):
            yield from _plain_lists(file, path, old, new)
        else:
            yield from _lists(file, path, old, new)
    elif not _same(old, new):
        yield Change(file, new.line, How.CHANGED, path, old.plain(), new.plain())


def _mappings(file: str, path: tuple[Part, ...], old: Node, new: Node) -> Iterator[Change]:
    """What the new one has in its order, then what is gone."""
    assert isinstance(old.value, dict) and isinstance(new.value, dict)
    for key, value in new.value.items():
        below = (*path, Part(key))
        before = old.value.get(key)
        if before is None:
            yield Change(file, new.keys.get(key, (value.line, 1))[0], How.ADDED, below, None, value.plain())
        else:
            yield from _values(file, below, before, value)
    for key, value in old.value.items():
        if key not in new.value:
            yield Change(file, new.line, How.REMOVED, (*path, Part(key)), value.plain())


def _plain_lists(file: str, path: tuple[Part, ...], old: Node, new: Node) -> Iterator[Change]:
    """Lists of texts and numbers: told as a whole, since they are short."""
    before, after = old.plain(), new.plain()
    if _typed(before) == _typed(after):
        return
    moved = Counter(map(_typed, before)) == Counter(map(_typed, after))
    yield Change(file, new.line, How.MOVED if moved else How.CHANGED, path, before, after)


def _lists(file: str, path: tuple[Part, ...], old: Node, new: Node) -> Iterator[Change]:
    pairs, gone = _paired(old.children(), new.children())
    for number, (before, after) in enumerate(pairs, 1):
        below = (*path, _entry(after, number))
        if before is None:
            yield Change(file, after.line, How.ADDED, below, None, after.plain())
        else:
            yield from _values(file, below, before, after)
    for number, before in gone:
        yield Change(file, new.line, How.REMOVED, (*path, _entry(before, number)), before.plain())
    stayed = [before for before, _after in pairs if before is not None]
    was = [one for one in old.children() if any(one is kept for kept in stayed)]
    if [id(one) for one in was] != [id(one) for one in stayed]:
        names = ([_entry(one, number).name for number, one in enumerate(order, 1)] for order in (was, stayed))
        yield Change(file, new.line, How.MOVED, path, *names)


def _paired(old: Sequence[Node], new: Sequence[Node]) -> tuple[list[tuple[Node | None, Node]], list[tuple[int, Node]]]:
    """Each new entry with the old one that it was, and the old ones that are gone with their numbers."""
    left = list(enumerate(old, 1))
    found: dict[int, Node] = {}

    def take(index: int, fits: Iterable[tuple[int, Node]]) -> None:
        hit = next(iter(fits), None)
        if hit is not None:
            found[index] = hit[1]
            left.remove(hit)

    for index, after in enumerate(new):
        name = _id(after)
        if name is not None:
            take(index, [one for one in left if _id(one[1]) == name])
    for index, after in enumerate(new):
        if index not in found and _id(after) is None:
            take(index, [one for one in left if _id(one[1]) is None and _same(one[1], after)])
    for index, after in enumerate(new):
        if index not in found and _id(after) is None:
            take(index, [one for one in left if _id(one[1]) is None and type(one[1].value) is type(after.value)])
    return [(found.get(index), after) for index, after in enumerate(new)], left


def _entry(node: Node, number: int) -> Part:
    return Part(_id(node) or str(number), _title(node), entry=True)


def _id(node: Node) -> str | None:
    found = node.get("id")
    return str(found.value) if found is not None and isinstance(found.value, str | int) else None


def _title(node: Node) -> Text | None:
    """What the mall calls it; a text that stands for all languages has none of its own name."""
    for key in _TITLES:
        found = node.get(key)
        plain = found.plain() if found is not None else None
        if isinstance(plain, str):
            return {"": plain}
        if isinstance(plain, dict) and plain and all(isinstance(one, str) for one in plain.values()):
            return plain
    return None


def _of_scalars(node: Node) -> bool:
    return not any(isinstance(one.value, dict | list) for one in node.children())


def _same(old: Node, new: Node) -> bool:
    return bool(_typed(old.plain()) == _typed(new.plain()))


def _typed(value: Any) -> Any:
    """So that true is not 1, and order of keys says nothing; what comes out can be hashed."""
    if isinstance(value, dict):
        return ("mapping", frozenset((key, _typed(one)) for key, one in value.items()))
    if isinstance(value, list):
        return ("list", tuple(map(_typed, value)))
    return (type(value).__name__, value)


def _plain(tree: Node | None) -> Any:
    return tree.plain() if tree is not None else None


def _tree(name: str, data: bytes | None) -> Node | None:
    if data is None:
        return None
    try:
        return parse(name, data)[0]
    except BrokenFileError:
        return None


def _posts(files: Mapping[str, bytes]) -> dict[str, Text]:
    tree = _tree("posts.yaml", files.get("posts.yaml"))
    posts = tree.get("posts") if tree is not None else None
    return {name: title for one in (posts.children() if posts else ()) if (name := _id(one)) and (title := _title(one))}


def _order(name: str) -> tuple[int, str]:
    """The mall and its people first, then the day, then what else there is."""
    stem = name.removesuffix(".yaml")
    if stem in SUBJECTS:
        return SUBJECTS.index(stem), name
    if name.startswith(f"{DAY}/"):
        return len(SUBJECTS), name
    rest = len(SUBJECTS) + 1
    return (rest + OPTIONAL.index(stem), name) if stem in OPTIONAL else (rest + len(OPTIONAL), name)
