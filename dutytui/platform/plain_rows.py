"""Rows that are drawn by the widget alone go to the screen as they are, each kept with what was made of it.

Textual makes every row anew, with borders, padding and tints that our lists have none of; so what its strips keep for
themselves (filtered, cut, as bytes) is made anew with it, for each row of a list that moves by one.
"""

from __future__ import annotations

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class PlainRows(Widget):
    """Subclasses give `render_line`, and the same strip as long as nothing of a row has changed."""

    _plain: bool | None = None
    """Whether style adds nothing to the rows; None until it is asked for."""

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._plain = None

    def render_lines(self, crop: Region) -> list[Strip]:
        if self._plain is None:
            self._plain = _is_plain(self)
        if not self._plain:
            return super().render_lines(crop)
        _beneath, background = self.background_colors
        strips = [self.render_line(y) for y in crop.line_range]
        for one in self.get_line_filters():
            strips = [strip.apply_filter(one, background) for strip in strips]
        if crop.column_span != (0, self.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips


def _is_plain(widget: Widget) -> bool:
    """Whether Textual would draw nothing around or over what `render_line` gives."""
    styles = widget.styles
    return (
        not any(styles.gutter)
        and not any(edge for edge, _color in styles.outline)
        and not styles.tint.a
        and styles.text_opacity == 1
        and widget.opacity == 1
        and not (styles.has_rule("hatch") and styles.hatch != "none")
    )
