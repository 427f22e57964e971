"""What a terminal shows after what it was sent, as far as Textual uses one: places, text, and nothing else."""

from __future__ import annotations

import re

from rich.cells import cell_len

_PART = re.compile(
    r"\x1b\[([?>=<]?)([0-9;:]*)([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[^\[\]]|([\r\n])|([^\x1b\r\n]+)"
)


class Screen:
    """rows[y][x] is the character of a cell, "" for the right half of a wide one."""

    def __init__(self, width: int, height: int) -> None:
        self.rows = [[" "] * width for _row in range(height)]
        self._x = self._y = 0

    def feed(self, text: str) -> None:
        for part in _PART.finditer(text):
            private, numbers, letter, line, plain = part.groups()
            if plain:
                self._put(plain)
            elif line:
                self._x, self._y = (0, self._y) if line == "\r" else (self._x, self._y + 1)
            elif letter == "H" and not private:
                row, _semicolon, column = numbers.partition(";")
                self._y, self._x = int(row or 1) - 1, int(column or 1) - 1

    def _put(self, text: str) -> None:
        for character in text:
            cells = cell_len(character)
            if 0 <= self._y < len(self.rows) and self._x + cells <= len(self.rows[0]) and cells:
                self.rows[self._y][self._x : self._x + cells] = [character] + [""] * (cells - 1)
            self._x += cells

    @property
    def lines(self) -> list[str]:
        return ["".join(row).rstrip() for row in self.rows]

    def place(self, text: str) -> tuple[int, int] | None:
        """Column and row of the first cell of `text`; None where it is not."""
        for y, row in enumerate(self.rows):
            at = "".join(row).find(text)
            if at >= 0:
                return cell_len("".join(row)[:at]), y
        return None
