"""What the last records were about, so that a view made before them is made anew only where it may be another."""

from __future__ import annotations

from collections import deque
from datetime import date

Place = tuple[date, str]
"""The business day and the subject (``item:…``) of a record."""

_KEPT = 64
"""Records. Who has not looked for longer makes everything anew."""


class Touched:
    """Notes by a state's version. What raises the version without a note (another law, other trust) touches all."""

    def __init__(self) -> None:
        self._notes: deque[tuple[int, Place]] = deque(maxlen=_KEPT)

    def note(self, version: int, day: date, on: str) -> None:
        """With this version of the state came a record about a subject of a day."""
        self._notes.append((version, (day, on)))

    def since(self, before: int, now: int) -> frozenset[Place] | None:
        """What the records between two versions of the state (excl., incl.) were about. None: it may be anything."""
        found: set[Place] = set()
        expected = now
        for version, place in reversed(self._notes):
            if version <= before:
                break
            if version != expected:
                return None
            found.add(place)
            expected -= 1
        return frozenset(found) if expected == before else None
