"""Small charts of one row: a bar for each number, a cell wide, out of the glyphs that this terminal draws rightly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dutytui.widgets.glyphs import glyphs


def spark(values: Sequence[Fraction | None], low: Fraction, high: Fraction) -> str:
    """One cell for each value: the lowest bar at `low`, the highest at `high`; a space where there is none."""
    return "".join(" " if value is None else _level(value, low, high) for value in values)


def _level(value: Fraction, low: Fraction, high: Fraction) -> str:
    levels = glyphs().levels
    if high <= low:
        return levels[-1] if value > 0 else levels[0]
    share = min(max((value - low) / (high - low), Fraction(0)), Fraction(1))
    return levels[round(share * (len(levels) - 1))]


def bar(share: Fraction, width: int) -> str:
    """A bar as long as `share` (0 to 1) of `width` cells; anything above nothing is a cell at least."""
    length = min(max(share, Fraction(0)), Fraction(1)) * width
    return glyphs().levels[-1] * max(round(length), int(length > 0))
