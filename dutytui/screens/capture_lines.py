"""Several pasted or typed lines: looked at before they are saved, as one entry or as one entry a line. None is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer
from textual.widgets import Static, TextArea

from dutytui.rules.capture import Capture, parse
from dutytui.rules.capture_entry import log_entry
from dutytui.screens.capture import LINES_DRAFT
from dutytui.screens.capture_words import problem_words, said
from dutytui.screens.dialog import DeskForm
from dutytui.screens.entry_text import cut_line
from dutytui.screens.keys import LINES_KEYS, bindings
from dutytui.screens.outcomes import numbered
from dutytui.session import Saved
from dutytui.texts.catalogue import _, n_
from dutytui.widgets.capture_line import PartsRows, Said
from dutytui.widgets.note_area import PasteArea
from dutytui.widgets.rows import Line
from dutytui.widgets.text_pane import TextPane

_PREVIEWED = 200
"""Lines that the preview reads while somebody types; saving reads all of them."""
_PREVIEW_AFTER = 0.3
"""Seconds without a key before the preview follows: reading 200 lines costs more than a key may."""


class CaptureLinesScreen(DeskForm):
    """The editor; its draft is the only copy until the lines are saved, so it is written before it is opened."""

    KEYS = LINES_KEYS
    BINDINGS: ClassVar[list[BindingType]] = bindings(*LINES_KEYS)
    CSS_PATH = "capture.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._each = False
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        self._draft = self.draft(LINES_DRAFT)
        kept = self._draft.load()
        self._each = bool(kept.get("each"))
        yield Static(_("Several lines"), id="lines-title", markup=False)
        yield PasteArea(str(kept.get("text", "")))
        yield PartsRows()
        yield TextPane()
        yield self.bottom_bar()

    def on_mount(self) -> None:
        area = self.query_one(PasteArea)
        area.move_cursor(area.document.end)
        area.focus()
        self._preview()

    # -- the lines ------------------------------------------------------------------------------------------------

    def lines(self) -> list[tuple[int, str]]:
        """(row in the editor, text) of every line that has any text."""
        rows = self.query_one(PasteArea).text.split("\n")
        return [(row, line.strip()) for row, line in enumerate(rows) if line.strip()]

    def _read(self, text: str) -> Capture:
        return parse(text, self.session.vocabulary, self.session.now())

    def captures(self, limit: int | None = None) -> list[tuple[int, Capture]]:
        """(row in the editor, what will be saved) of each entry, at most `limit` of them."""
        lines = self.lines()
        if self._each:
            return [(row, self._read(line)) for row, line in lines[:limit]]
        if not lines:
            return []
        row = lines[0][0]
        first = self._read(lines[0][1])
        # Only the first line is read for parts; the others are text as they are, blank lines between them too.
        rest = self.query_one(PasteArea).text.rstrip().split("\n")[row + 1 :]
        return [(row, replace(first, text="\n".join([*filter(None, [first.text]), *rest])))]

    # -- what is shown --------------------------------------------------------------------------------------------

    @on(TextArea.Changed)
    def typed(self) -> None:
        self._keep()
        self.tell("")
        if self._timer is None:
            self._timer = self.set_timer(_PREVIEW_AFTER, self._preview)

    def _keep(self) -> None:
        text = self.query_one(PasteArea).text
        self._draft.changed(text=text, each=self._each and bool(text.strip()))

    def _preview(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        captures = self.captures(_PREVIEWED)
        count = len(self.lines())
        wrong = sum(bool(capture.problems) for _row, capture in captures) if self._each else 0
        each = n_("one entry a line: {count}", "one entry a line: {count}", count)
        if wrong:
            each += " " + n_("({count} to look at)", "({count} to look at)", wrong)
        self.query_one(PartsRows).show(
            (
                Said("F3", _("one entry with all lines"), "" if self._each else "chosen", "switch"),
                Said("", each, "chosen" if self._each else "", "switch"),
            )
        )
        more = count - len(captures) if self._each else 0
        self.query_one(TextPane).show(lambda width: self._preview_lines(captures, more, width))

    def _preview_lines(self, captures: list[tuple[int, Capture]], more: int, width: int) -> list[Line]:
        procedures, now = self.session.procedures, self.session.now()
        lines: list[Line] = []
        for number, (_row, capture) in enumerate(captures, 1):
            parts: list[tuple[str, str]] = [(f"{number} ", "soft")]
            parts += [(problem_words(part, procedures, now) + "  ", "bad") for part in capture.problems]
            for word in said(replace(capture, parts=()), procedures, now):
                if word.tone != "off":
                    parts += [(f"{word.label} ", "soft"), (f"{word.value}  ", "")]
            lines.append(cut_line(parts, width))
        if more > 0:
            lines.append(((n_("and {count} more", "and {count} more", more), "soft"),))
        return lines

    # -- what the person does --------------------------------------------------------------------------------------

    def action_switch(self) -> None:
        self._each = not self._each
        self._keep()
        self._preview()

    def action_save(self) -> None:
        """All or, when one is not understood, none: the cursor goes to that one. What was saved leaves the editor."""
        captures = self.captures()
        if not captures:
            self.tell(_("Nothing to save yet"), "refused")
            return
        for row, capture in captures:
            if capture.problems:
                words = problem_words(capture.problems[0], self.session.procedures, self.session.now())
                self.tell(_("Line {line}: {problem}", line=row + 1, problem=words), "refused")
                self.query_one(PasteArea).move_cursor((row, 0))
                return
        self._save(captures)

    def _save(self, captures: list[tuple[int, Capture]]) -> None:
        last = ""
        for done, (row, capture) in enumerate(captures):
            outcome = self.submit(log_entry(capture, self.session.procedures, self.session.day))
            if not isinstance(outcome, Saved):
                self._leave_from(row if done else 0)
                return
            last = numbered(outcome, self.session)
        self._draft.drop()
        count = len(captures)
        words = last if count == 1 else n_("{count} entry saved", "{count} entries saved", count) + "  " + last
        self.leave(words, "saved")

    def _leave_from(self, row: int) -> None:
        """Those before `row` are saved: only the others stay to be saved."""
        if row:
            area = self.query_one(PasteArea)
            with area.prevent(TextArea.Changed):  # which would take back what was just told
                area.text = "\n".join(area.text.split("\n")[row:])
            self._preview()
        self._keep()
        self._draft.keep()

    def action_close(self) -> None:
        self._keep()
        kept = _("The lines are kept as a draft: F2 twice goes on with them")
        self.put_away(kept if self.lines() else "")
