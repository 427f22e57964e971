"""The one-line capture: an input whose understood parts are coloured, and the rows that say what they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.cells import cell_len
from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

from dutytui.rules.capture import Capture, Role
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.widgets.cells import cut, width_of
from dutytui.widgets.glyphs import glyphs
from dutytui.widgets.spans import Spans

LONGEST = 2000
"""Characters that one line holds with ease; more, and any line break, goes to the editor."""


class _Colours(Highlighter):
    """Colours the parts; cheap, because it uses the parse that was made for the line anyway."""

    def __init__(self, field: CaptureInput) -> None:
        self._field = field

    def highlight(self, text: Text) -> None:
        for part in self._field.capture.parts:
            if part.role is not Role.TEXT or not part.ok:
                component = f"capture--{part.role}" if part.ok else "capture--problem"
                text.stylize(self._field.get_component_rich_style(component, partial=True), part.start, part.end)


class CaptureInput(Input):
    """`capture` is always that of the present value."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"capture--{role}" for role in Role} | {"capture--problem"}
    DEFAULT_CSS = """
    CaptureInput { border: none; height: 1; padding: 0; background: $surface;
        &:focus { border: none; background: $surface; }
        & .capture--time { color: $text-accent; }
        & .capture--kind { color: $text-success; }
        & .capture--place { color: $text-primary; }
        & .capture--severity { color: $text-warning; text-style: bold; }
        & .capture--owner { color: $text-secondary; text-style: bold; }
        & .capture--due { color: $text-accent; text-style: bold; }
        & .capture--problem { color: $text-error; text-style: underline; }
    }
    """

    virtual_size = Reactive(Size(0, 0))
    """Textual's own lays the whole screen out anew for each character. This one row is as it was, however long its text
    has become: it scrolls within its width."""

    class Pasted(Message):
        """More was pasted than one line holds; text: the whole line with the paste in its place."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, read: Callable[[str], Capture], *, id: str | None = None) -> None:
        """read: parses a line. The value is set once mounted: before, there are no styles to colour it with."""
        self._read = read
        self._parsed_text = ""
        self._parsed = Capture()
        super().__init__(id=id, select_on_focus=False, highlighter=_Colours(self))

    @property
    def content_width(self) -> int:
        """Measured without colours, which are no wider; asked for with every character."""
        return cell_len(self.value or self.placeholder) + 1

    @property
    def capture(self) -> Capture:
        if self.value != self._parsed_text:
            self._parsed_text, self._parsed = self.value, self._read(self.value)
        return self._parsed

    def reread(self) -> Capture:
        """Parse again: the clock or the mall's words have changed."""
        self._parsed_text = ""
        return self.capture

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        start, end = sorted(self.selection)
        pasted = event.text.replace("\r\n", "\n").replace("\r", "\n")
        whole = self.value[:start] + pasted + self.value[end:]
        if "\n" in pasted.strip("\n") or len(whole) > LONGEST:
            self.post_message(self.Pasted(whole))
        else:
            self.replace(pasted.strip("\n"), start, end)


@dataclass(frozen=True, slots=True)
class Said:
    """One part in words. tone: "", ``off`` (a default), ``problem`` or ``chosen``; action: what a click runs."""

    label: str
    value: str
    tone: str = ""
    action: str = ""


class PartsRows(Spans):
    """``Kind Complaint · Place 3F · …``, over as many rows as there are; what doesn't fit is cut with an ellipsis."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"said--label", "said--off", "said--problem", "said--chosen"}
    DEFAULT_CSS = """
    PartsRows { height: 2; background: $panel; color: $foreground;
        & .said--label { background: $panel; color: $text-muted; }
        & .said--off { background: $panel; color: $text-muted; }
        & .said--problem { background: $panel; color: $text-error; text-style: bold; }
        & .said--chosen { background: $primary; color: $button-color-foreground; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._said: tuple[Said, ...] = ()
        self._rows: list[list[Said]] = []

    def show(self, said: tuple[Said, ...]) -> None:
        if said != self._said:
            self._said = said
            self._arrange()
            self.refresh()

    @property
    def shown(self) -> str:
        """All parts as plain text."""
        return "  ".join(f"{part.label} {part.value}".strip() for part in self._said)

    def on_resize(self) -> None:
        self._arrange()
        self.refresh()

    def _arrange(self) -> None:
        rows: list[list[Said]] = [[]]
        used = 1
        for part in self._said:
            size = width_of(part.label) + 1 + width_of(part.value) + 2 + (part.tone == "chosen")
            if used + size > self.size.width and rows[-1] and len(rows) < self.size.height:
                rows.append([])
                used = 1
            rows[-1].append(part)
            used += size
        self._rows = rows

    def row(self, y: int, width: int) -> list[tuple[str, str, str]]:
        words: list[tuple[str, str, str]] = [(" ", "", "")]
        room = width - 1
        for part in self._rows[y] if y < len(self._rows) else ():
            if room <= width_of(part.label) + 2:
                break
            component = f"said--{part.tone}" if part.tone else ""
            # The mark is for eyes and terminals without colours.
            label = (glyphs().cursor if part.tone == "chosen" else "") + (f"{part.label} " if part.label else "")
            value = cut(part.value, room - width_of(label))
            words += [
                (label, "said--chosen" if part.tone == "chosen" else "said--label", part.action),
                (value, component, part.action),
                ("  ", "", ""),
            ]
            room -= width_of(label) + width_of(value) + 2
        return words
