"""A short list to choose one thing from: a digit, the arrows, or typing a part of its name or pinyin initials."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.texts.catalogue import _
from dutytui.widgets.cells import visible
from dutytui.widgets.glyphs import glyphs

_WORDS_SHOWN = 4
ROWS = 9
"""As many as there are digits to choose with."""


@dataclass(frozen=True, slots=True)
class Option:
    """value: what is handed back; name: what is shown; words: what also finds it (aliases).

    digit: the key that chooses it, where its row's would mislead (floor 3F is on ``3``, wherever it stands).
    """

    value: str
    name: str
    words: tuple[str, ...] = ()
    digit: str = ""


Matcher = Callable[[str, Option], bool]


def contains(typed: str, option: Option) -> bool:
    """`typed` stands in the option's value, name or one of its words; case and full width make no difference."""
    wanted = unicodedata.normalize("NFKC", typed).casefold()
    return any(
        wanted in unicodedata.normalize("NFKC", word).casefold() for word in (option.value, option.name, *option.words)
    )


def _digits(rows: Sequence[Option]) -> list[str]:
    """The digit of each row, "" for a row without one: their own where any has one, else 1 to 9 downwards."""
    if any(option.digit for option in rows):
        return [option.digit for option in rows]
    return [str(number) for number in range(1, len(rows) + 1)]


class Picker(Widget, can_focus=True):
    """Shows up to `ROWS` options at a time. Digits choose among the rows in sight, other characters narrow the list; so
    does a digit that goes on with what was typed (the ``1`` of ``SY001``).

    Committed Chinese text arrives as characters like any other, so it narrows the list too.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move(-9)", show=False),
        Binding("pagedown", "move(9)", show=False),
        Binding("home", "move(-1000000)", show=False),
        Binding("end", "move(1000000)", show=False),
        Binding("enter", "choose", show=False),
        Binding("backspace", "widen", show=False),
    ]
    DEFAULT_CSS = """
    Picker { height: auto; max-height: 10;
        & > .picker--key { color: $text-accent; text-style: bold; }
        & > .picker--cursor { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
        & > .picker--hint { color: $text-muted; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"picker--key", "picker--cursor", "picker--hint"}

    typed: reactive[str] = reactive("", layout=True)
    cursor: reactive[int] = reactive(0)

    class Chosen(Message):
        """An option was chosen."""

        def __init__(self, picker: Picker, option: Option) -> None:
            super().__init__()
            self.picker = picker
            self.option = option

        @property
        def control(self) -> Picker:
            return self.picker

    def __init__(self, options: Sequence[Option] = (), *, matches: Matcher = contains, id: str | None = None) -> None:
        super().__init__(id=id)
        self._options = tuple(options)
        self._matches = matches
        self._chose = False

    def offer(self, options: Sequence[Option], current: str = "") -> None:
        """Offer other options, with the cursor on the one whose value is `current`."""
        self._options = tuple(options)
        self._chose = False
        self.typed = ""
        values = [option.value for option in self._options]
        # Nothing chosen yet is no reason to open on "none", which stands last.
        self.cursor = values.index(current) if current and current in values else 0
        self.refresh(layout=True)

    @property
    def found(self) -> list[Option]:
        """The options that fit what was typed, in their order; first those that begin with it as it stands (``EXP``
        before an EXecution Plan)."""
        if not self.typed:
            return list(self._options)
        fitting = (option for option in self._options if self._matches(self.typed, option))
        typed = self.typed.casefold()
        return sorted(fitting, key=lambda option: not option.name.casefold().startswith(typed))

    def _first(self, count: int) -> int:
        """Index of the first row in sight: the page of nine the cursor stands in, so that digits stay put on a page."""
        return min(self.cursor, max(0, count - 1)) // ROWS * ROWS

    def render(self) -> Text:
        found = self.found
        key, cursor, hint = (self.get_component_rich_style(f"picker--{part}") for part in ("key", "cursor", "hint"))
        width = max(1, self.content_size.width)
        lines: list[Text] = []
        first = self._first(len(found))
        rows = found[first : first + ROWS]
        for row, (option, digit) in enumerate(zip(rows, _digits(rows), strict=True)):
            here = first + row == self.cursor and (self.has_focus or self._chose)
            # The mark is for eyes and terminals without colours; it stays on what was chosen.
            line = Text(f"{glyphs().cursor if here else ' '}{digit:1} ", style=key, no_wrap=True, end="")
            line.append(visible(option.name), style=cursor if here else Style.null())
            if option.words:
                line.append("  " + " ".join(option.words[:_WORDS_SHOWN]), style=hint)
            line.truncate(width, overflow="ellipsis")
            lines.append(line)
        lines.append(self._last_line(len(found), first, hint, width))
        return Text("\n").join(line for line in lines if line.plain)

    def _last_line(self, count: int, first: int, style: Style, width: int) -> Text:
        words = []
        if self.typed:
            words.append(_("Typed: {typed}", typed=self.typed))
        if not count:
            words.append(_("nothing fits, Backspace widens"))
        elif count > ROWS:
            words.append(_("{first}-{last} of {count}", first=first + 1, last=min(first + ROWS, count), count=count))
        line = Text("  ".join(words), style=style, no_wrap=True, end="")
        line.truncate(width, overflow="ellipsis")
        return line

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        count = len(self.found)
        return min(count, ROWS) + (1 if self.typed or count > ROWS or not count else 0)

    def watch_has_focus(self, _has_focus: bool) -> None:
        self.refresh()

    def action_move(self, by: int) -> None:
        count = len(self.found)
        self.cursor = max(0, min(count - 1, self.cursor + by)) if count else 0

    def action_widen(self) -> None:
        self.typed = self.typed[:-1]
        self.cursor = 0

    def action_choose(self) -> None:
        found = self.found
        if self.cursor < len(found):
            self._chose = True
            self.post_message(self.Chosen(self, found[self.cursor]))

    def on_key(self, event: events.Key) -> None:
        character = unicodedata.normalize("NFKC", event.character) if event.character and event.is_printable else ""
        if not character or character == " ":
            return
        event.stop()
        event.prevent_default()
        if character in "123456789" and not self._goes_on(character):
            found = self.found
            first = self._first(len(found))
            digits = _digits(found[first : first + ROWS])
            if character in digits:
                self.cursor = first + digits.index(character)
                self.action_choose()
            return
        self.typed += character
        self.cursor = 0

    def _goes_on(self, digit: str) -> bool:
        """Whether a digit goes on with what is being typed: ``SY003`` is a name, whatever stands on the third row.

        Only where it stands so in the name; a place in the list is what a digit is for elsewhere.
        """
        return bool(self.typed) and any(contains(self.typed + digit, option) for option in self.found)

    def on_click(self, event: events.Click) -> None:
        found = self.found
        row = self._first(len(found)) + event.y
        if row >= len(found):
            return
        acts = self.cursor == row or event.chain > 1
        self.cursor = row
        if acts:
            self.action_choose()
