"""A log entry in one line, over whatever is on the screen: read live, corrected part by part, saved with Enter."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from dutytui.rules.capture import Capture, Role, parse
from dutytui.rules.capture_entry import log_entry
from dutytui.screens.capture_choices import KEEP_AS_TEXT, chosen_line, options_for, problem_of
from dutytui.screens.capture_words import PICKED_ROLES, problem_words, said
from dutytui.screens.choices import fits
from dutytui.screens.dialog import DeskForm
from dutytui.screens.keys import CAPTURE_KEYS, bindings
from dutytui.screens.outcomes import numbered
from dutytui.session import Saved
from dutytui.texts.catalogue import _
from dutytui.texts.entries import FIELD_WORDS
from dutytui.widgets.capture_line import CaptureInput, PartsRows, Said
from dutytui.widgets.picker import Picker


class CaptureScreen(DeskForm):
    """A band above the key row; the destination stays in sight, and alive, behind it."""

    KEYS = CAPTURE_KEYS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "part(1)", show=False, priority=True),
        Binding("shift+tab", "part(-1)", show=False, priority=True),
        *bindings(*CAPTURE_KEYS[2:]),
    ]
    CSS_PATH = "capture.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._role: Role | None = None

    def compose(self) -> ComposeResult:
        self._draft = self.draft("capture")
        with Vertical(id="capture"):
            yield Picker(matches=fits)
            yield PartsRows()
            yield CaptureInput(self._read)
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.query_one(Picker).display = False
        line = self.query_one(CaptureInput)
        line.value = str(self._draft.load().get("text", ""))
        line.cursor_position = len(line.value)
        line.focus()
        self._say()
        lines = str(self.draft(LINES_DRAFT).load().get("text", ""))
        if lines:
            self.tell(_("An editor with several lines is kept as a draft: F2 opens it"))

    def on_screen_resume(self) -> None:
        self._say()

    def _read(self, text: str) -> Capture:
        return parse(text, self.session.vocabulary, self.session.now())

    @property
    def _line(self) -> CaptureInput:
        return self.query_one(CaptureInput)

    # -- what is said ---------------------------------------------------------------------------------------------

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        self._draft.changed(text=event.value)
        self._say()

    def _say(self) -> None:
        capture, procedures = self._line.capture, self.session.procedures
        parts = said(capture, procedures, self.session.now(), self._role)
        self.query_one(PartsRows).show(parts if self._line.value.strip() or self._role else example())

    # -- correcting a part ----------------------------------------------------------------------------------------

    def action_part(self, step: int) -> None:
        """Tab: the next part's choices; after the last one, back to the line."""
        stops: list[Role | None] = [None, *PICKED_ROLES]
        self._pick(stops[(stops.index(self._role) + step) % len(stops)])

    def action_pick(self, role: str) -> None:
        self._pick(Role(role))

    def _pick(self, role: Role | None) -> None:
        self._role = role
        picker = self.query_one(Picker)
        picker.display = role is not None
        if role is None:
            self._line.focus()
            self.tell("")
        else:
            picker.offer(options_for(role, self._line.capture, self.session), getattr(self._line.capture, role, ""))
            picker.focus()
            self.tell(_("Digit or Enter chooses, typing narrows, Tab goes on, Esc back to the line"))
        self._say()

    @on(Picker.Chosen)
    def picked(self, event: Picker.Chosen) -> None:
        role, value = self._role, event.option.value
        if role is None:
            return
        line = self._line
        problem = problem_of(line.capture, role)
        if value == KEEP_AS_TEXT and problem is not None:
            line.value = line.value[: problem.start] + KEEP_AS_TEXT + line.value[problem.start :]
        else:
            # The blank lets one go on typing: the text would else be taken for a part of the last word.
            line.value = chosen_line(line.reread(), role, value, self.session) + " "
        line.cursor_position = len(line.value)
        left = line.capture.problems
        self._pick(left[0].role if left and left[0].role in PICKED_ROLES else None)

    # -- saving and leaving ---------------------------------------------------------------------------------------

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Only a line in which everything was understood is saved; else the first part that was not is asked for."""
        line = self._line
        capture = line.reread()
        if not line.value.strip():
            self.tell(_("Nothing to save yet"), "refused")
            return
        if capture.problems:
            self._pick(capture.problems[0].role)
            self.tell(problem_words(capture.problems[0], self.session.procedures, self.session.now()), "refused")
            return
        outcome = self.submit(log_entry(capture, self.session.procedures, self.session.day))
        if isinstance(outcome, Saved):
            self._draft.drop()
            self.leave(numbered(outcome, self.session), "saved")
        else:
            self._draft.changed(text=line.value)
            self._draft.keep()

    @on(CaptureInput.Pasted)
    def pasted(self, event: CaptureInput.Pasted) -> None:
        self._open_lines(event.text)

    def action_lines(self) -> None:
        self._open_lines(self._line.value)

    def _open_lines(self, text: str) -> None:
        """Go on in the editor with `text`, behind what its draft still holds."""
        from dutytui.screens.capture_lines import CaptureLinesScreen  # the text area is loaded when it is needed

        lines = self.draft(LINES_DRAFT)
        kept = str(lines.load().get("text", ""))
        lines.changed(text="\n".join(part for part in (kept, text) if part.strip()))
        lines.keep()
        self._draft.drop()
        self.app.switch_screen(CaptureLinesScreen())

    def action_close(self) -> None:
        if self._role is not None:
            self._pick(None)
            return
        self.put_away(_("Kept as a draft: F2 goes on with it") if self._line.value.strip() else "")


LINES_DRAFT = "capture-lines"


def example() -> tuple[Said, ...]:
    """What an empty line shows: one that can be typed, and the marks."""
    return (
        Said(_("Example"), _("1432 complaint 3F bag caught in the lift door !urgent @electrician >18:00")),
        Said("!", _(FIELD_WORDS["severity"])),
        Said("@", _(FIELD_WORDS["owner"])),
        Said("#", _(FIELD_WORDS["kind"])),
        Said(">", _(FIELD_WORDS["due"])),
        Said("\\", _("as text")),
    )
