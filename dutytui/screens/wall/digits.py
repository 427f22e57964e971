"""Large digits made of half blocks, or of ``#`` where a terminal draws blocks two cells wide."""

from __future__ import annotations

_FONT = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    ":": (" ", "#", " ", "#", " "),
}
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def large(text: str, scale: int, *, plain: bool) -> list[str]:
    """Rows of equal width that show `text` (digits and colons). scale: from 1; a dot is two cells by one half row.

    plain: whole rows of ``#``, which take twice the height.
    """
    dots = ["  ".join(_FONT[sign][row] for sign in text) for row in range(5)]
    wide = ["".join(dot * 2 * scale for dot in row) for row in dots for _times in range(scale)]
    if plain:
        return wide
    wide += [" " * len(wide[0])] * (len(wide) % 2)
    pairs = zip(wide[::2], wide[1::2], strict=True)
    return ["".join(_HALVES[a == "#", b == "#"] for a, b in zip(upper, lower, strict=True)) for upper, lower in pairs]


def height_of(scale: int, *, plain: bool) -> int:
    """Rows that `large` gives."""
    return 5 * scale if plain else (5 * scale + 1) // 2


def width_of_large(text: str, scale: int) -> int:
    """Cells that `large` gives a row."""
    return (sum(len(_FONT[sign][0]) for sign in text) + 2 * (len(text) - 1)) * 2 * scale
