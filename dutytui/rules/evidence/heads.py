"""The root of a set of heads: one hash that stands for every journal up to its last event.

The heads are written one a line, ``<writer> <seq> <id>`` and a newline, ASCII, sorted by writer as bytes; the root is
the SHA-256 of those lines, in lower-case hex. Anybody can work it out again::

    printf 'desk 128 6f01…\\ndesk-2 17 9ac4…\\n' | LC_ALL=C sort | sha256sum

Since each id covers everything before it in its journal, the root changes with any byte of any event of any of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

Heads = Mapping[str, tuple[int, str]]
"""Writer → (number, id) of its last event; writers without any are left out."""

_WRITER = re.compile(r"[a-z0-9-]{2,24}")
_ID = re.compile(r"[0-9a-f]{64}")
_SHORT = 16


def lines_of(heads: Heads) -> str:
    """What is hashed."""
    return "".join(f"{writer} {seq} {identity}\n" for writer, (seq, identity) in sorted(heads.items()))


def root_of(heads: Heads) -> str:
    """64 hex digits; of no heads at all it is the hash of nothing."""
    return hashlib.sha256(lines_of(heads).encode("ascii")).hexdigest()


def short(root: str) -> str:
    """The first 64 bits of a root in four groups that can be read out: ``6f01 9ac4 03be 77d2``."""
    return " ".join(root[start : start + 4] for start in range(0, min(len(root), _SHORT), 4))


def heads_in(data: Mapping[str, Any]) -> dict[str, tuple[int, str]] | None:
    """The heads that a record says; None if they are not of the right shape, since it may hold anything."""
    said = data.get("heads")
    if not isinstance(said, Mapping):
        return None
    found: dict[str, tuple[int, str]] = {}
    for writer, head in said.items():
        if not isinstance(head, list | tuple) or len(head) != 2:
            return None
        seq, identity = head
        whole = isinstance(seq, int) and not isinstance(seq, bool) and seq > 0
        if not whole or not isinstance(identity, str) or not _ID.fullmatch(identity) or not _WRITER.fullmatch(writer):
            return None
        found[writer] = (seq, identity)
    return found
