"""A small bar chart as SVG that stands inside a page: no script, no font, no address of its own."""

from __future__ import annotations

from html import escape

from dutytui.exports.document import Chart
from dutytui.exports.harmless import harmless

_WIDTH, _LABEL, _ROW, _END = 640, 190, 18, 90
_LABELS_LONG = 30
_ACROSS = 12
"""More bars than this stand upright, side by side: the days of a month."""
_HIGH = 90


def svg(chart: Chart) -> str:
    """Lying bars with their labels for a few, upright ones for many."""
    most = max((value for _label, value, _said in chart.bars if value is not None), default=0) or 1
    return _upright(chart, most) if len(chart.bars) > _ACROSS else _lying(chart, most)


def _lying(chart: Chart, most: float) -> str:
    rows = []
    for number, (label, value, said) in enumerate(chart.bars):
        top, length = number * _ROW, (value or 0) / most * (_WIDTH - _LABEL - _END)
        rows.append(
            f'<text x="{_LABEL - 8}" y="{top + 13}" text-anchor="end">{_text(_short(label))}</text>'
            f'<rect x="{_LABEL}" y="{top + 3}" width="{length:.1f}" height="{_ROW - 6}" fill="#4a6fa5"/>'
            f'<text x="{_LABEL + length + 6:.1f}" y="{top + 13}">{_text(said)}</text>'
        )
    return _frame(len(chart.bars) * _ROW + 2, "".join(rows))


def _upright(chart: Chart, most: float) -> str:
    step = _WIDTH / len(chart.bars)
    every = max(1, -(-len(chart.bars) // 16))
    bars = []
    for number, (label, value, said) in enumerate(chart.bars):
        left, high = number * step, (value or 0) / most * _HIGH
        if value is not None:
            bars.append(
                f'<rect x="{left + 1:.1f}" y="{_HIGH - high + 4:.1f}" width="{max(step - 2, 1):.1f}"'
                f' height="{high:.1f}" fill="#4a6fa5"><title>{_text(f"{label}: {said}")}</title></rect>'
            )
        if number % every == 0:
            bars.append(f'<text x="{left + 1:.1f}" y="{_HIGH + 18}" font-size="9">{_text(label)}</text>')
    line = f'<line x1="0" y1="{_HIGH + 4.5}" x2="{_WIDTH}" y2="{_HIGH + 4.5}" stroke="#999"/>'
    return _frame(_HIGH + 24, line + "".join(bars))


def _frame(height: int, inside: str) -> str:
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" font-size="11" fill="#1a1a1a"'
        f' font-family="inherit">{inside}</svg>'
    )


def _short(label: str) -> str:
    return label if len(label) <= _LABELS_LONG else f"{label[: _LABELS_LONG - 1]}…"


def _text(text: str) -> str:
    return escape(harmless(text), quote=True)
