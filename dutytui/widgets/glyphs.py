"""The few glyphs of the interface that are not letters, in two sets.

Some terminals (and Windows code pages 936 and 950) draw "ambiguous width" characters two cells wide; a row that holds
one is then a cell too long. The plain set has none of them. Which set is in force is the terminal's property, so it is
module state, set once from the settings or the width probe and read by everything that draws.
"""

from __future__ import annotations

from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """ellipsis: what stands for cut text; bar: where one is in a long list; dot: between words of one line; arrow: from
    old to new; cursor: marks the row the keys act on; mine: marks what is for one's own post; levels: the bars of a
    small chart, the lowest first. Each is one cell wide in its own kind of terminal, the plain ellipsis two."""

    ellipsis: str
    bar: str
    dot: str
    arrow: str
    cursor: str
    mine: str
    levels: str


RICH = Glyphs("…", "│", "-", "→", ">", "*", "▁▂▃▄▅▆▇█")
PLAIN = Glyphs("..", "|", "-", ">", ">", "*", "_.-:=+*#")

_current = RICH


def use_plain(plain: bool) -> None:
    """Draw with the plain set from now on (or, with False, no longer)."""
    global _current  # noqa: PLW0603 - the one piece of module state, see above
    _current = PLAIN if plain else RICH


def glyphs() -> Glyphs:
    """The set in force."""
    return _current


def is_plain() -> bool:
    return _current is PLAIN
