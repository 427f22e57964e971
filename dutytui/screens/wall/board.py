"""The wall board's one widget, drawn line by line: the mall, a large clock, and the sections page by page."""

from __future__ import annotations

from typing import ClassVar

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from dutytui.screens.wall.digits import height_of, large, width_of_large
from dutytui.screens.wall.layout import aired, pages
from dutytui.screens.wall.sections import Section, further_sections, sections
from dutytui.session import Session
from dutytui.texts.catalogue import _, pick
from dutytui.texts.labels import DAY_KIND, clock_time, day_name
from dutytui.widgets.brush import MARGIN, Brush
from dutytui.widgets.cells import cut, pad, width_of
from dutytui.widgets.glyphs import is_plain
from dutytui.widgets.rows import TONES, Line

_ALWAYS = 2
"""What runs and its timers: sections that are not turned over."""

_ROWS_A_SCALE = 18
"""Rows of a screen for each step of the clock's size."""


class WallBoard(Widget):
    """Shows a session. every: seconds that a page stands."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor", "rows--clock"} | {f"rows--{tone}" for tone in TONES}
    DEFAULT_CSS = """
    WallBoard { height: 1fr; width: 1fr; color: $foreground; background: $background; }
    WallBoard > .rows--clock { color: $text-accent; text-style: bold; }
    WallBoard > .rows--heading { color: $text-accent; text-style: bold; }
    WallBoard > .rows--late { color: $text-error; text-style: bold; }
    WallBoard > .rows--due { color: $text-warning; text-style: bold; }
    WallBoard > .rows--soft { color: $text-muted; }
    WallBoard > .rows--good { color: $text-success; }
    WallBoard > .rows--bad { color: $text-error; }
    WallBoard > .rows--strong { text-style: bold; }
    WallBoard > .rows--cursor { text-style: bold; }
    """

    def __init__(self, session: Session, every: int) -> None:
        super().__init__()
        self._session = session
        self._every = every
        self._brush = Brush(self)
        self._lines: list[Line] = []
        self._seconds = 0

    def second(self) -> None:
        """A second has passed: the clock, the timers and, in its turn, the next page."""
        self._seconds += 1
        self.redraw()

    def redraw(self) -> None:
        if not self.size.width:
            return
        before, self._lines = self._lines, self._laid_out(self.size.width - MARGIN, self.size.height)
        for number in range(self.size.height):
            if before[number : number + 1] != self._lines[number : number + 1]:
                self.refresh_line(number)

    def refresh_line(self, number: int) -> None:
        self.refresh(Region(0, number, self.size.width, 1))

    def on_resize(self) -> None:
        self._brush.forget()
        self._lines = []
        self.redraw()
        self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._brush.forget()

    def render_line(self, y: int) -> Strip:
        line = self._lines[y] if y < len(self._lines) else ()
        return self._brush.strip(line, False, False, self.size.width)

    # -- what is shown --------------------------------------------------------------------------------------------

    def _laid_out(self, width: int, height: int) -> list[Line]:
        clock = self._clock(width, height)
        # One row above the clock, one beneath it.
        room = height - len(clock) - 2
        board = self._session.board()
        told = sections(self._session, board)
        stays = self._always(told, width, room)
        told = told[_ALWAYS:] if stays else told
        found = pages(told, width, room - len(stays))
        for more in further_sections(self._session, board):
            # Only where it makes nobody wait for another page.
            wider = pages([*told, more], width, room - len(stays))
            if len(wider) == len(found):
                told, found = [*told, more], wider
        page = self._seconds // self._every % len(found)
        head = self._head(width, page, len(found))
        lines = [*stays, *found[page]]
        return [head, *clock, (), *(aired(lines, room) if len(found) == 1 else lines)]

    def _always(self, told: list[Section], width: int, room: int) -> list[Line]:
        """The first sections, which stand on every page where they leave half of it for the others."""
        found = pages(told[:_ALWAYS], width, room // 2)
        return [*found[0], ()] if len(found) == 1 else []

    def _head(self, width: int, page: int, count: int) -> Line:
        session = self._session
        kind = session.plan(session.day).kind
        words = f"{pick(session.procedures.mall.name)}  {day_name(session.day)}"
        if kind in DAY_KIND:
            words += f"  {_(DAY_KIND[kind])}"
        right = _("page {page} of {count}", page=page + 1, count=count) if count > 1 else ""
        if session.notices:
            right = f"{_('Notices')} {len(session.notices)}  {right}".rstrip()
        left = max(width - width_of(right) - 2, 0)
        return ((pad(words, left) + "  ", "strong"), (cut(right, width), "due" if count > 1 else "soft"))

    def _clock(self, width: int, height: int) -> list[Line]:
        words = clock_time(self._session.now())
        plain = is_plain()
        scale = max(1, height // _ROWS_A_SCALE)
        while scale > 1 and (width_of_large(words, scale) > width or height_of(scale, plain=plain) > height // 4):
            scale -= 1
        if width_of_large(words, 1) > width:
            return [((words, "clock"),)]
        return [((row, "clock"),) for row in large(words, scale, plain=plain)]
