"""How figures are taken and judged: interleaved rounds, medians, one row a figure against its goal."""

from __future__ import annotations

import gc
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

from benchmarks.goals import Goal

Measure = Callable[[], float]
"""Takes one sample, in seconds unless its row says otherwise."""


@dataclass(frozen=True, slots=True)
class Options:
    """quick: few rounds, small data, to see that it runs; full: sizes of the goals; peers: install and start some."""

    quick: bool = False
    full: bool = False
    peers: bool = False

    def rounds(self, ordinary: int) -> int:
        return max(3, ordinary // 5) if self.quick else ordinary

    def size(self, ordinary: int, full: int) -> int:
        """How many events: a tenth of the ordinary for a quick look."""
        return full if self.full else ordinary // 10 if self.quick else ordinary


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. ours and reference are in `unit`; reason: why it is skipped, "" if it was measured."""

    name: str
    goal: Goal
    ours: float = 0.0
    reference: float = 0.0
    unit: str = "ms"
    reason: str = ""

    @property
    def value(self) -> float:
        """What the goal is about: a ratio, a difference, or our own figure."""
        return self.goal.of(self.ours, self.reference)

    @property
    def verdict(self) -> str:
        if self.reason:
            return "skipped"
        return "ok" if self.goal.is_met_by(self.value) else "short"

    def as_data(self) -> dict[str, Any]:
        known = {"name": self.name, "goal": self.goal.words, "verdict": self.verdict}
        if self.reason:
            return known | {"reason": self.reason}
        return known | {"ours": self.ours, "reference": self.reference, "unit": self.unit, "value": self.value}


def interleave(rounds: int, *measures: Measure) -> list[list[float]]:
    """Samples of each measure, taken in turns, forwards and backwards. A round before them warms up and is dropped."""
    samples: list[list[float]] = [[] for _ in measures]
    for number in range(-1, rounds):
        order = list(enumerate(measures))
        for place, measure in reversed(order) if number % 2 else order:
            sample = measure()
            if number >= 0:
                samples[place].append(sample)
    return samples


def medians(rounds: int, *measures: Measure) -> list[float]:
    """See `interleave`."""
    return [median(one) for one in interleave(rounds, *measures)]


def timed(act: Callable[[], object]) -> Measure:
    """A measure: seconds that one call of `act` takes, with no garbage collection in the midst of it."""

    def sample() -> float:
        gc.disable()
        try:
            began = time.perf_counter()
            act()
            return time.perf_counter() - began
        finally:
            gc.enable()

    return sample


def ms(seconds: float) -> float:
    return seconds * 1000


def p95(samples: Sequence[float]) -> float:
    return quantiles(samples, n=20)[-1] if len(samples) > 1 else samples[0]


HEADINGS = ("figure", "ours", "reference", "value", "goal", "")


def cells(row: Row) -> tuple[str, ...]:
    if row.reason:
        return row.name, "", "", "", row.goal.words, f"skipped: {row.reason}"
    reference = _shown(row.reference, row.unit) if row.goal.compares else ""
    return row.name, _shown(row.ours, row.unit), reference, row.goal.shown(row.value), row.goal.words, row.verdict


def line(texts: Sequence[str], widths: Sequence[int] = (68, 15, 12, 14, 16)) -> str:
    """A line of the table. The widths are fixed, so that each row can be printed as soon as it is measured."""
    padded = [text + " " * max(width - _width(text), 0) for text, width in zip(texts, widths, strict=False)]
    return "  ".join([*padded, texts[-1]]).rstrip()


def summary(rows: Sequence[Row]) -> str:
    """The last line: how many are short."""
    counted = {verdict: sum(row.verdict == verdict for row in rows) for verdict in ("ok", "short", "skipped")}
    return f"{counted['short']} short, {counted['ok']} ok, {counted['skipped']} skipped, of {len(rows)}"


def _shown(value: float, unit: str) -> str:
    digits = 0 if abs(value) >= 1000 else 1 if abs(value) >= 100 else 2 if abs(value) >= 1 else 3
    return f"{value:,.{digits}f} {unit}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
