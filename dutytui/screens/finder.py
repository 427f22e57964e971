"""A list to search and choose from, over whatever is on the screen: the help, the palette, the notices."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.screens.key_row import BACK, CHOOSE, KeyRow
from dutytui.texts.catalogue import _
from dutytui.texts.pinyin import matches, rank
from dutytui.widgets.cells import cut, pad, wrap
from dutytui.widgets.rows import Line, ListedRows, RowList
from dutytui.widgets.text_pane import TextPane, nothing

_KEY_WIDTH = 18
"""Cells for the keys in front of a line; the few with more of them give way to the words."""


@dataclass(frozen=True, slots=True)
class Found:
    """One line of a finder. id: what is handed back, "" for a heading; key: shown in front."""

    id: str
    title: str
    detail: str = ""
    key: str = ""


class _FoundRows(ListedRows):
    def __init__(self, lines: Sequence[Found]) -> None:
        self._found = lines
        self._key_width = min(_KEY_WIDTH, max((cell_len(line.key) for line in lines), default=0))
        self._title_width = max((cell_len(line.title) for line in lines if line.id and line.detail), default=0)
        self._detail_width = max((cell_len(line.detail) for line in lines if line.id), default=0)
        keys = [line.id or f"heading:{index}" for index, line in enumerate(lines)]
        super().__init__(keys, frozenset(index for index, line in enumerate(lines) if not line.id))

    def line(self, index: int, width: int) -> Line:
        found = self._found[index]
        if not found.id:
            return ((cut(found.title, width), "heading"),)
        parts: list[tuple[str, str]] = []
        if self._key_width:
            parts.append((pad(cut(found.key, self._key_width), self._key_width) + "  ", "mine"))
            width -= self._key_width + 2
        if not found.detail:
            return (*parts, (cut(found.title, width), ""))
        # A short hint leaves the sentence before it the room.
        title = min(self._title_width, max(width // 2, width - 2 - self._detail_width))
        parts += [
            (pad(cut(found.title, title), title) + "  ", "strong"),
            (cut(found.detail, width - title - 2), "soft"),
        ]
        return tuple(parts)


def _whole(found: Found, width: int) -> list[Line]:
    said = ((found.title, ""), (found.detail, "soft"))
    return [((line, tone),) for words, tone in said if words for line in wrap(words, width)]


class Finder(ModalScreen[str | None]):
    """Typing narrows the list by text or pinyin initials; Enter hands back the id, Esc nothing.

    whole: the line under the cursor stands whole below the list, where lines are sentences that a row would cut.
    """

    BINDINGS = [
        Binding("escape", "close", show=False),
        Binding("up", "rows('move', -1)", show=False, priority=True),
        Binding("down", "rows('move', 1)", show=False, priority=True),
        Binding("pageup", "rows('page', -1)", show=False, priority=True),
        Binding("pagedown", "rows('page', 1)", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    Finder .finder--title { height: 1; text-style: bold; color: $text-accent; }
    Finder Input { margin: 0 0 1 0; }
    Finder RowList { background: $surface; }
    Finder TextPane { background: $surface; height: 5; margin: 1 0 0 0; }
    """

    def __init__(self, title: str, lines: Sequence[Found], *, whole: bool = False) -> None:
        super().__init__()
        self._title = title
        self._lines = lines
        self._whole = whole

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="finder--title", markup=False)
            yield Input(placeholder=_("Type to search: words or pinyin initials"), select_on_focus=False)
            yield RowList(_FoundRows(self._lines), empty=_("Nothing found. Backspace widens the search."))
            if self._whole:
                yield TextPane(id="whole")
        yield KeyRow(CHOOSE, BACK)

    def on_mount(self) -> None:
        self.query_one(RowList).can_focus = False
        for pane in self.query(TextPane):
            pane.can_focus = False
        self.show_whole()

    @on(RowList.Highlighted)
    def show_whole(self) -> None:
        chosen = self.query_one(RowList).cursor_key
        found = next((line for line in self._lines if line.id and line.id == chosen), None)
        for pane in self.query(TextPane):
            pane.show(nothing if found is None else lambda width: _whole(found, width), top=True)

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        wanted = event.value.strip()
        lines = self._narrowed(wanted) if wanted else self._lines
        best = next((line.id for line in lines if line.id), "")
        self.query_one(RowList).show(_FoundRows(lines), cursor=best)

    def _narrowed(self, wanted: str) -> list[Found]:
        """Best first, without headings: a search is about one line, not about groups."""
        texts = [(line, f"{line.key} {line.title} {line.detail}") for line in self._lines if line.id]
        hits = [(line, text) for line, text in texts if matches(wanted, text) is not None]
        # What is called so comes before what is only explained so.
        named = {line.id for line, _text in hits if matches(wanted, line.title) is not None}
        hits.sort(
            key=lambda hit: (hit[0].id not in named, rank(wanted, hit[0].title if hit[0].id in named else hit[1]))
        )
        return [line for line, _text in hits]

    @on(Input.Submitted)
    def choose(self) -> None:
        self.dismiss(self.query_one(RowList).cursor_key or None)

    @on(RowList.Chosen)
    def chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(event.key)

    def action_close(self) -> None:
        self.dismiss(None)

    def action_rows(self, how: str, step: int) -> None:
        rows = self.query_one(RowList)
        (rows.action_move if how == "move" else rows.action_page)(step)
