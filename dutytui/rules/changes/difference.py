"""What is different between two versions of the procedures, by thing and key. Made by `dutytui.procedures.compare`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.words import Text


class How(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"  # the same entries in another order
    LAYOUT = "layout"  # comments and blanks only: nothing of what the file says
    UNREADABLE = "unreadable"  # one of the two is no YAML


@dataclass(frozen=True, slots=True)
class Part:
    """One step on the way to what is different: a key, or an entry of a list.

    name: the key, or the entry's id, or its number from 1 where it has none; title: what the mall calls it, None for a
    key; entry: whether it is an entry of a list.
    """

    name: str
    title: Text | None = None
    entry: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different.

    file: relative to ``checklists/``; line: in the new file, for what is gone where it stood in; path: from the file
    down; old and new: plain values (texts, numbers, lists, mappings), None where there is none. MOVED: the names of the
    entries in both orders.
    """

    file: str
    line: int
    how: How
    path: tuple[Part, ...] = ()
    old: Any = None
    new: Any = None


@dataclass(frozen=True, slots=True)
class Difference:
    """changes: by file, the mall and its people first, then as they stand in the new file; titles: what each file is
    about, where it says so itself; names: what the ids of posts mean, in either version."""

    old: str
    new: str
    changes: tuple[Change, ...] = ()
    titles: Mapping[str, Text] = field(default_factory=dict)
    names: Mapping[str, Text] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.changes)
