"""Short names in block letters, five rows high, for whoever reads them from across a room."""

from __future__ import annotations

from dutytui.widgets.glyphs import is_plain

ROWS = 5
_COLUMNS = 3

# Five rows of three bits each, the top row first.
_SHAPES: dict[str, tuple[int, int, int, int, int]] = {
    "0": (7, 5, 5, 5, 7),
    "1": (2, 6, 2, 2, 7),
    "2": (7, 1, 7, 4, 7),
    "3": (7, 1, 7, 1, 7),
    "4": (5, 5, 7, 1, 1),
    "5": (7, 4, 7, 1, 7),
    "6": (7, 4, 7, 5, 7),
    "7": (7, 1, 1, 2, 2),
    "8": (7, 5, 7, 5, 7),
    "9": (7, 5, 7, 1, 7),
    "-": (0, 0, 7, 0, 0),
    "A": (2, 5, 7, 5, 5),
    "B": (6, 5, 6, 5, 6),
    "C": (7, 4, 4, 4, 7),
    "D": (6, 5, 5, 5, 6),
    "E": (7, 4, 6, 4, 7),
    "F": (7, 4, 6, 4, 4),
    "G": (7, 4, 5, 5, 7),
    "H": (5, 5, 7, 5, 5),
    "L": (4, 4, 4, 4, 7),
    "M": (5, 7, 7, 5, 5),
    "P": (7, 5, 7, 4, 4),
    "R": (6, 5, 6, 5, 5),
    "S": (7, 4, 7, 1, 7),
    "T": (7, 2, 2, 2, 2),
    "U": (5, 5, 5, 5, 7),
}


def big(text: str, width: int) -> list[str]:
    """`text` in `ROWS` lines of at most `width` cells; [] when it has no such letters or does not fit.

    Letters are drawn two cells a dot where there is room, else one.
    """
    if not text or any(character not in _SHAPES for character in text):
        return []
    dots = len(text) * (_COLUMNS + 1) - 1
    if dots > width:
        return []
    scale = 2 if 2 * dots <= width else 1
    ink = ("#" if is_plain() else "█") * scale
    lines = []
    for row in range(ROWS):
        letters = []
        for character in text:
            bits = _SHAPES[character][row]
            letters.append("".join(ink if bits >> (_COLUMNS - 1 - x) & 1 else " " * scale for x in range(_COLUMNS)))
        lines.append((" " * scale).join(letters))
    return lines
