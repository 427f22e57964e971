"""Which rows of a list are in sight and which is selected: arithmetic only, nothing is drawn here.

It never walks the rows: a step looks at as many as there are headings side by side.
"""

from __future__ import annotations

from typing import Protocol


class Keyed(Protocol):
    """Rows as the cursor sees them."""

    def __len__(self) -> int: ...

    def selectable(self, index: int) -> bool:
        """False for headings, which the cursor steps over. The next selectable row must never be far away."""
        ...

    def key(self, index: int) -> str:
        """What the row is about; unique in the source, the same after a change. The cursor stays on it."""
        ...

    def find(self, key: str) -> int | None:
        """The row of that key, quickly (a dictionary, not a walk)."""
        ...


class Window:
    """top: index of the first row in sight; cursor: index of the selected row, None when none can be; key: its key,
    "" for none; height: rows of the screen."""

    def __init__(self, rows: Keyed) -> None:
        self.rows = rows
        self.top = 0
        self.height = 0
        self.cursor = self.nearest(0, 1)
        self.key = "" if self.cursor is None else rows.key(self.cursor)

    def nearest(self, index: int, step: int) -> int | None:
        """The selectable row at `index` or next to it in the direction of `step`, else in the other one."""
        for direction in (step, -step):
            at = index
            while 0 <= at < len(self.rows):
                if self.rows.selectable(at):
                    return at
                at += direction
        return None

    def replace(self, rows: Keyed, wanted: str) -> None:
        """Other rows. The cursor goes to the key `wanted`, else stays on its key, else on its line of the screen."""
        line = None if self.cursor is None else self.cursor - self.top
        self.rows = rows
        at = rows.find(wanted) if wanted else None
        if at is None and self.key:
            at = rows.find(self.key)
        if at is None or not rows.selectable(at):
            at = self.nearest(min(self.cursor or 0, len(rows) - 1), 1)
        self.cursor = at
        self.key = "" if at is None else rows.key(at)
        if line is not None:
            self.top = (at or 0) - line
        self.reveal()

    def go(self, index: int) -> None:
        """Select the row at `index`, which is selectable, and bring it into sight."""
        self.cursor, self.key = index, self.rows.key(index)
        self.reveal()

    def step(self, by: int) -> None:
        """Select the next row up (-1) or down (1); at the end, bring the headings there into sight."""
        if self.cursor is None:
            return
        at = self.cursor + by
        while 0 <= at < len(self.rows) and not self.rows.selectable(at):
            at += by
        if 0 <= at < len(self.rows):
            self.go(at)
        elif by < 0:
            self.scroll(-len(self.rows))

    def jump(self, index: int, step: int) -> None:
        """Select the row nearest to `index`, which may lie outside of the list."""
        index = max(0, min(index, len(self.rows) - 1))
        at = self.nearest(index, step)
        if at is not None:
            self.go(at)
            if index == 0:
                self.scroll(-len(self.rows))

    def reveal(self) -> None:
        """Scroll as little as needed for the selected row, with the heading above it, to be in sight."""
        if not self.height:
            return
        at = self.cursor or 0
        above = at - 1 if at and not self.rows.selectable(at - 1) else at
        self.top = max(min(self.top, above), at - self.height + 1)
        self.scroll(0)

    def thumb(self, y: int) -> bool:
        """Whether line `y` of the screen shows where in the whole list one is; nowhere when all rows are in sight."""
        count = len(self.rows)
        if count <= self.height:
            return False
        size = max(1, self.height * self.height // count)
        first = self.top * (self.height - size) // (count - self.height)
        return first <= y < first + size

    def scroll(self, count: int) -> None:
        """Scroll without moving the cursor."""
        self.top = max(0, min(self.top + count, len(self.rows) - self.height))
