"""A list of any number of rows that draws only what is on the screen and repaints only what changed.

`ListView` takes two seconds for 500 rows and `DataTable` 20 ms a key; this keeps a million rows as quick as ten,
because nothing in it ever walks the rows: it asks its source for the few lines that are visible.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Generic, Protocol, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from dutytui.platform.plain_rows import PlainRows
from dutytui.platform.row_compositor import paint_now
from dutytui.widgets.brush import MARGIN, Brush
from dutytui.widgets.window import Keyed, Window

Line = tuple[tuple[str, str], ...]
"""A row as (text, tone) parts, already laid out by cell width. Tones are `TONES`, or "" for the list's own colour."""

Shown = TypeVar("Shown")

TONES = ("heading", "late", "due", "soft", "good", "bad", "mine", "strong", "waiting", "empty")

_WHEEL_ROWS = 3

_Drawn = tuple[Line | None, bool, bool]
"""A line of the screen: its row (None: never asked for), whether the cursor and whether the thumb is on it."""


class Rows(Keyed, Protocol):
    """What a `RowList` shows. A source is never changed in place: hand the list a new one (`RowList.show`)."""

    def line(self, index: int, width: int) -> Line:
        """The row in at most `width` cells. Equal lines are drawn once, so make it of nothing but what is seen."""
        ...


class ListedRows:
    """Rows that are few enough for their keys to be listed beforehand; a subclass gives the lines."""

    def __init__(self, keys: Sequence[str], headings: frozenset[int] = frozenset()) -> None:
        self._keys = keys
        self._headings = headings
        self._places: Mapping[str, int] | None = None

    def __len__(self) -> int:
        return len(self._keys)

    def selectable(self, index: int) -> bool:
        return index not in self._headings

    def key(self, index: int) -> str:
        return self._keys[index]

    def find(self, key: str) -> int | None:
        if self._places is None:
            self._places = {known: index for index, known in enumerate(self._keys)}
        return self._places.get(key)

    def line(self, index: int, width: int) -> Line:
        raise NotImplementedError


class ShowingRows(ListedRows, Generic[Shown]):
    """Listed rows each of which shows a value."""

    def __init__(self, contents: Sequence[Shown], keys: Sequence[str], headings: frozenset[int] = frozenset()) -> None:
        super().__init__(keys, headings)
        self._contents = contents

    def at(self, key: str) -> Shown | None:
        """What the row of that key shows, None when there is none."""
        index = self.find(key) if key else None
        return None if index is None else self._contents[index]


class NoRows(ListedRows):
    def __init__(self) -> None:
        super().__init__(())


class RowList(PlainRows, can_focus=True):
    """The list. `cursor` is the index of the selected row, None when no row can be selected.

    It scrolls itself (its size never depends on its rows, so a change costs no layout) and has no scroll bar to drag:
    a mark in the last cells shows where one is, and `position` says it. The first cell of each row is the cursor's
    mark, seen without colours too.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "edge(-1)", show=False),
        Binding("end", "edge(1)", show=False),
        # With a Chinese input method in full-width mode the space bar sends U+3000.
        Binding("enter,space,ideographic_space", "choose", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor"} | {f"rows--{tone}" for tone in TONES}
    DEFAULT_CSS = """
    RowList { height: 1fr; width: 1fr; color: $foreground; background: $background; }
    RowList > .rows--cursor { background: $block-cursor-blurred-background; text-style: bold; }
    RowList:focus > .rows--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
    RowList > .rows--empty { color: $text-muted; }
    RowList > .rows--heading { color: $text-accent; text-style: bold; }
    RowList > .rows--late { color: $text-error; text-style: bold; }
    RowList > .rows--due { color: $text-warning; text-style: bold; }
    RowList > .rows--soft { color: $text-muted; }
    RowList > .rows--good { color: $text-success; }
    RowList > .rows--bad { color: $text-error; }
    RowList > .rows--mine { color: $text-primary; text-style: bold; }
    RowList > .rows--strong { text-style: bold; }
    RowList > .rows--waiting { color: $text-muted; }
    """

    class Row(Message):
        """Something about one row: its index and its key."""

        def __init__(self, rows: RowList, index: int, key: str) -> None:
            super().__init__()
            self.rows = rows
            self.index = index
            self.key = key

        @property
        def control(self) -> RowList:
            return self.rows

    class Highlighted(Row):
        """The cursor stands on another row, or the row under it was replaced by another."""

    class Chosen(Row):
        """Enter, Space, or a click on the selected row."""

    def __init__(self, rows: Rows | None = None, *, empty: str = "", id: str | None = None) -> None:
        """empty: what is said when there are no rows (several lines allowed)."""
        super().__init__(id=id)
        self._rows: Rows = rows or NoRows()
        self._window = Window(self._rows)
        self._empty = empty
        self._lines: dict[int, Line] = {}
        self._brush = Brush(self)
        self._acted_on_click = False

    # -- what is shown --------------------------------------------------------------------------------------------

    @property
    def rows(self) -> Rows:
        return self._rows

    @property
    def cursor(self) -> int | None:
        return self._window.cursor

    @property
    def cursor_key(self) -> str:
        """The key under the cursor, "" when there is none."""
        return self._window.key

    @property
    def position(self) -> str:
        """Where the cursor is, like ``12/500``; "" for no rows."""
        return "" if self.cursor is None else f"{self.cursor + 1}/{len(self.rows)}"

    def show(self, rows: Rows, *, empty: str | None = None, cursor: str | None = None) -> None:
        """Show `rows` instead. The cursor goes to the key `cursor`, else stays on its key, else on its line.

        Only lines that differ from what is drawn are painted again.
        """
        before, key = self._drawn(), self._window.key
        if empty is not None:
            self._empty = empty
        self._lines.clear()
        self._rows = rows
        self._window.replace(rows, cursor or "")
        self._repaint_changes(before)
        if self._window.key != key:
            self._say_highlighted()

    def go_to(self, key: str) -> bool:
        """Put the cursor on that key; False when it isn't there."""
        index = self.rows.find(key)
        if index is None or not self.rows.selectable(index):
            return False
        self._move(lambda: self._window.go(index))
        return True

    # -- moving ---------------------------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """The list's own keys, at once. Textual would hand each to everything around the list before it looks here."""
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            if not binding.priority and await self.app.run_action(binding.action, self):
                paint_now(self.screen)
                event.stop()
                event.prevent_default()
                return

    def action_move(self, step: int) -> None:
        self._move(lambda: self._window.step(step))

    def action_page(self, direction: int) -> None:
        to = (self.cursor or 0) + direction * max(self.size.height - 1, 1)
        self._move(lambda: self._window.jump(to, -direction))

    def action_edge(self, direction: int) -> None:
        self._move(lambda: self._window.jump(0 if direction < 0 else len(self.rows) - 1, -direction))

    def action_choose(self) -> None:
        if self.cursor is not None:
            self.post_message(self.Chosen(self, self.cursor, self.cursor_key))

    def _move(self, how: Callable[[], None]) -> None:
        """Let the window change, repaint what that touches, say where the cursor is now."""
        top, cursor = self._window.top, self._window.cursor
        how()
        if self._window.top != top:
            self.refresh()
        elif self._window.cursor != cursor:
            self._refresh_rows(cursor, self._window.cursor)
        if self._window.cursor != cursor:
            self._say_highlighted()

    def _say_highlighted(self) -> None:
        if self.cursor is not None:
            self.post_message(self.Highlighted(self, self.cursor, self.cursor_key))

    def scroll_rows(self, count: int) -> None:
        """Scroll without moving the cursor (wheel, touch)."""
        self._move(lambda: self._window.scroll(count))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self.scroll_rows(_WHEEL_ROWS)
        event.stop()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self.scroll_rows(-_WHEEL_ROWS)
        event.stop()

    def on_resize(self) -> None:
        self._lines.clear()
        self._brush.forget()
        self._window.height = self.size.height
        self._window.reveal()
        self.refresh()  # it may have been drawn already, before the window knew its height

    def on_click(self, event: events.Click) -> None:
        """A click selects; a click on the selected row, or a second quick one, acts, once per burst of clicks."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        event.stop()
        index = self._window.top + offset.y
        if index >= len(self.rows) or not self.rows.selectable(index):
            return
        if event.chain == 1:
            self._acted_on_click = False
        if index != self.cursor:
            self._move(lambda: self._window.go(index))
        elif not self._acted_on_click:
            # The rows may move under the pointer when the first click acts; the second must not act on another row.
            self._acted_on_click = True
            self.action_choose()

    # -- drawing --------------------------------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._brush.forget()

    def watch_has_focus(self, _has_focus: bool) -> None:
        super().watch_has_focus(_has_focus)
        self._brush.forget()
        self._refresh_rows(self.cursor)

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        index = self._window.top + y
        if not len(self.rows):
            return self._brush.strip(_said(self._empty, y), False, False, width)
        if index >= len(self.rows):
            return self._brush.strip((), False, False, width)
        return self._brush.strip(self._line(index), index == self.cursor, self._window.thumb(y), width)

    def _line(self, index: int) -> Line:
        line = self._lines.get(index)
        if line is None:
            if len(self._lines) > 1000:
                self._lines.clear()
            line = self._lines[index] = self.rows.line(index, max(self.size.width - MARGIN, 1))
        return line

    def _drawn(self) -> dict[int, _Drawn]:
        """By line of the screen, what was last drawn there."""
        window = self._window
        count = min(self.size.height, max(len(self.rows) - window.top, 0))
        return {
            y: (self._lines.get(window.top + y), window.top + y == window.cursor, window.thumb(y)) for y in range(count)
        }

    def _repaint_changes(self, before: dict[int, _Drawn]) -> None:
        if not before or not len(self.rows):
            self.refresh()
            return
        window = self._window
        for y in range(self.size.height):
            index = window.top + y
            inside = index < len(self.rows)
            now = (self._line(index), index == window.cursor, window.thumb(y)) if inside else None
            if before.get(y) != now:
                self.refresh(Region(0, y, self.size.width, 1))

    def _refresh_rows(self, *indices: int | None) -> None:
        for index in indices:
            if index is not None and 0 <= index - self._window.top < self.size.height:
                self.refresh(Region(0, index - self._window.top, self.size.width, 1))


def _said(text: str, y: int) -> Line:
    """The line of the screen `y` of a text that stands in place of rows."""
    lines = text.split("\n")
    return ((lines[y], "empty"),) if y < len(lines) else ()
