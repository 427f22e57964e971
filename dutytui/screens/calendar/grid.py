"""A month as seven columns, one row a week: what falls due on each day, how it stands, and which days are not ordinary.

Every day says it in signs, too, not by colour alone: how many and the gravest status as a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from dutytui.rules.obligations.views import DayCell, DueStatus, DueView, MonthView
from dutytui.texts.catalogue import N_, _
from dutytui.widgets.cells import pad, width_of

_DAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_MARKS = {"holiday": N_("H"), "make_up_workday": N_("W")}
"""One letter in English, 休 and 班 in Chinese, as calendars there have them."""
_GRAVEST = (
    (DueStatus.LATE, N_("late"), "late"),
    (DueStatus.DISPUTED, N_("split"), "late"),
    (DueStatus.DUE, N_("due"), "due"),
    (DueStatus.AHEAD, N_("soon"), "soon"),
    (DueStatus.LATER, N_("ahead"), "ahead"),
)
"""Status, its word in a cell, its component; what is not among them is settled."""
_SETTLED = N_("done")


class MonthGrid(Widget, can_focus=True):
    """selected: the day under the cursor. Arrows move it, over the edge of the month as well."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("up", "step(-7)", show=False),
        Binding("down", "step(7)", show=False),
        Binding("enter,space,ideographic_space", "choose", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--head",
        "grid--today",
        "grid--rest",
        "grid--outside",
        "grid--late",
        "grid--due",
        "grid--soon",
        "grid--ahead",
        "grid--done",
        "grid--cursor",
    }
    DEFAULT_CSS = """
    MonthGrid { height: 7; background: $background; color: $foreground;
        & > .grid--head { color: $text-accent; text-style: bold; }
        & > .grid--today { color: $text-primary; text-style: bold; }
        & > .grid--rest { color: $text-muted; }
        & > .grid--outside { color: $text-disabled; }
        & > .grid--late { color: $text-error; text-style: bold; }
        & > .grid--due { color: $text-warning; text-style: bold; }
        & > .grid--soon { color: $foreground; text-style: bold; }
        & > .grid--ahead { color: $text-muted; }
        & > .grid--done { color: $text-success; }
        & > .grid--cursor { background: $block-cursor-blurred-background; text-style: bold; }
        &:focus > .grid--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
    }
    """

    class Moved(Message):
        """The cursor stands on another day."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    class Chosen(Message):
        """Enter, or a click on the day under the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self._weeks: Sequence[Sequence[DayCell]] = ()
        self.selected: date | None = None

    def show(self, view: MonthView, selected: date) -> None:
        """Draw a month; its height follows the number of its weeks."""
        if len(view.weeks) != len(self._weeks):
            self.styles.height = len(view.weeks) + 1
        self._weeks = view.weeks
        self.selected = selected
        self.refresh()

    def action_step(self, days: int) -> None:
        if self.selected is not None:
            self.post_message(self.Moved(self.selected + timedelta(days=days)))

    def action_choose(self) -> None:
        self.post_message(self.Chosen())

    def on_click(self, event: events.Click) -> None:
        week, column = event.y - 1, event.x // max(self._column, 1)
        if 0 <= week < len(self._weeks) and column < 7:
            day = self._weeks[week][column].day
            self.post_message(self.Chosen() if day == self.selected else self.Moved(day))

    @property
    def _column(self) -> int:
        return self.size.width // 7

    # -- drawing --------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        segments: list[Segment] = []
        if y == 0:
            head = "".join(pad(f"  {_(day)}", self._column) for day in _DAYS)
            segments = [Segment(head, self.get_component_rich_style("grid--head"))]
        elif y <= len(self._weeks):
            segments = [part for cell in self._weeks[y - 1] for part in self._cell(cell)]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _cell(self, cell: DayCell) -> list[Segment]:
        """``>25休 2late``: cursor, today, day, mark, and what falls due, in exactly one column."""
        here = cell.day == self.selected
        sign = ">" if here else "*" if cell.today else " "
        number = f"{sign}{cell.day.day:>2}"
        mark = _(_MARKS[cell.kind]) if cell.kind in _MARKS else ""
        count, word, tone = due_words(cell.due)
        room = self._column - width_of(number) - width_of(mark) - 1
        words = next((one for one in _in_words(count, word) if width_of(one) <= room), count)
        style = "outside" if not cell.inside else "today" if cell.today else "" if cell.working else "rest"
        return [
            Segment(number, self._style(style, here)),
            Segment(mark, self._style("late" if mark and not cell.working else style, here)),
            Segment(f" {pad(words, max(room, 0))}", self._style(tone, here)),
        ]

    def _style(self, component: str, here: bool) -> Style:
        own = self.get_component_rich_style(f"grid--{component}", partial=here) if component else Style()
        if not here:
            return own if component else self.rich_style
        # The cursor's colours are a contrast of their own; of the component only the weight stays on it. No underline:
        # in a browser's terminal, underlined figures stand lower than those beside them.
        kept = Style(bold=own.bold)
        return self.get_component_rich_style("grid--cursor") + kept


def _in_words(count: str, word: str) -> Sequence[str]:
    """How many fall due on a day and how they stand, the longest first; never a bare number beside that of the day."""
    if not count:
        return ("",)
    alone = _("({count})", count=count)
    return (
        (_("{count} {status}", count=count, status=word), _("{count}{status}", count=count, status=word), alone)
        if word
        else (alone,)
    )


def due_words(due: Sequence[DueView]) -> tuple[str, str, str]:
    """(``2``, ``late``, component): how many have the gravest status of the day; all "" where nothing falls due."""
    for status, word, component in _GRAVEST:
        count = sum(one.status is status for one in due)
        if count:
            return str(count), _(word), component
    settled = [one for one in due if one.status is not DueStatus.UNRECORDED]
    if settled:
        return str(len(settled)), _(_SETTLED), "done"
    return (str(len(due)), "", "ahead") if due else ("", "", "")
