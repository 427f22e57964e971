"""A form that asks one thing after the other: a digit where there is a choice, words elsewhere, Enter goes on.

What is asked next may depend on what was answered (a topic brings its own details). F2 saves at any step; the answers
stay as a draft until they are saved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.types import CSSPathType
from textual.widgets import Static, TextArea

from dutytui.rules.commands import Command
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.screens.choices import fits
from dutytui.screens.dialog import DeskForm
from dutytui.screens.keys import STEP_KEYS, Key, bindings
from dutytui.session import Saved
from dutytui.texts.catalogue import _
from dutytui.widgets.bars import BottomBar
from dutytui.widgets.cells import cut, pad, visible, width_of
from dutytui.widgets.glyphs import glyphs
from dutytui.widgets.note_area import NoteArea
from dutytui.widgets.picker import Option, Picker
from dutytui.widgets.rows import Line
from dutytui.widgets.text_pane import TextPane

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """One question. options: () for words; wanted: what stands where there is no answer, "" when it may stay empty.

    must: the form does not save without it; wrong: what would be right, "" for an answer that can be read; shown: the
    answer as the list of steps says it.
    """

    id: str
    label: str
    options: tuple[Option, ...] = ()
    wanted: str = ""
    must: bool = False
    wrong: Callable[[str], str] = lambda _typed: ""
    shown: Callable[[str], str] = lambda typed: typed


class StepsForm(DeskForm):
    """steps: what is asked, given the answers so far; command: what saves them; told: the words for *saved*."""

    KEYS = STEP_KEYS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "step(1)", show=False, priority=True),
        Binding("shift+tab", "step(-1)", show=False, priority=True),
        *bindings(STEP_KEYS[1]),
    ]
    CSS_PATH: ClassVar[CSSPathType] = "service.tcss"
    ROWS_TAKEN: ClassVar[int] = 17
    """Rows of the screen that the list of steps can't have: key rows, frame, title, label and a whole picker."""

    def __init__(
        self,
        title: str,
        draft: str,
        steps: Callable[[Answers], Sequence[Step]],
        command: Callable[[dict[str, str]], Command],
        given: Answers | None = None,
        told: Callable[[Saved], str] | None = None,
        verb: str = "",
    ) -> None:
        """verb: what saving does, in a word, where it is more than to save: *Submit*, *Approve*."""
        super().__init__()
        self._title = title
        self._draft_name = draft
        self._steps_of = steps
        self._command = command
        self._given = dict(given or {})
        self._told = told
        self._verb = verb or _("Save")
        self._answers = dict(self._given)
        self._step = ""

    def compose(self) -> ComposeResult:
        self._draft = self.draft(self._draft_name)
        kept = dict(self._draft.load().get("answers", {}))
        self._answers |= {str(name): str(value) for name, value in kept.items()}
        with Vertical(classes="dialog"):
            yield Static(visible(self._title), classes="form--title", markup=False)
            yield from self.compose_above()
            yield TextPane(id="steps")
            yield Static("", classes="form--label", markup=False)
            yield Picker(matches=fits)
            yield NoteArea()
        yield self.bottom_bar()

    def compose_above(self) -> ComposeResult:
        """What stands between the title and the steps."""
        yield from ()

    def on_mount(self) -> None:
        self.query_one("#steps").can_focus = False
        open_still = (step for step in self._steps if step.wanted and not self._answers.get(step.id))
        self._ask(next(open_still, self._steps[0]).id)

    @property
    def _steps(self) -> Sequence[Step]:
        return self._steps_of(self._answers)

    @property
    def _now(self) -> int:
        """Where the present step stands; the first, should an answer have made it go."""
        return next((index for index, step in enumerate(self._steps) if step.id == self._step), 0)

    @property
    def _last(self) -> bool:
        return self._now == len(self._steps) - 1

    # -- asking ---------------------------------------------------------------------------------------------------

    def _ask(self, step_id: str) -> None:
        self._step = step_id
        step = self._steps[self._now]
        picker, area = self.query_one(Picker), self.query_one(NoteArea)
        picker.display, area.display = bool(step.options), not step.options
        self.query_one(".form--label", Static).update(visible(f"{step.label}  ({_hint(step, self._verb, self._last)})"))
        self.query_one(BottomBar).offer(_keys(self.KEYS, self._verb, self._last, len(self._steps)))
        answer = self._answers.get(step.id, "")
        if step.options:
            picker.offer(step.options, answer)
            picker.focus()
        else:
            area.text = answer
            area.move_cursor(area.document.end)
            area.focus()
        self._show_steps()

    def _show_steps(self) -> None:
        pane = self.query_one("#steps", TextPane)
        steps = self._steps
        height = min(len(steps), max(3, self.app.size.height - self.ROWS_TAKEN))
        pane.styles.height = height
        pane.show(lambda width: [self._line(step, width) for step in steps])
        pane.scroll_to(y=max(0, self._now - height // 2), animate=False)

    def _line(self, step: Step, width: int) -> Line:
        column = min(max(width_of(one.label) for one in self._steps), width // 2)
        answer = self._answers.get(step.id, "")
        words = next((option.name for option in step.options if option.value == answer), "") or step.shown(answer)
        here = glyphs().cursor if step.id == self._step else " "
        room = width - column - 4
        label = (f"{here} {pad(step.label, column)}  ", "heading" if step.id == self._step else "soft")
        if answer:
            return (label, (cut(words.replace("\n", " "), room), "strong"))
        return (label, (cut(step.wanted, room), "due" if step.must else "soft"))

    # -- answering ------------------------------------------------------------------------------------------------

    @on(Picker.Chosen)
    def picked(self, event: Picker.Chosen) -> None:
        self._answer(event.option.value)
        self._go_on()

    @on(NoteArea.Submitted)
    def typed(self) -> None:
        self.action_next()

    @on(TextArea.Changed)
    def keep_typing(self) -> None:
        """What is being typed is an answer already, so that neither a crash nor another step loses it."""
        step = self._steps[self._now]
        if not step.options and self.query_one(NoteArea).display:
            self._answer(self.query_one(NoteArea).text, quietly=True)

    def _take_typed(self) -> bool:
        step = self._steps[self._now]
        if step.options:
            return True
        typed = self.query_one(NoteArea).text.strip()
        wrong = step.wrong(typed) if typed else ""
        if wrong:
            self.tell(wrong, "refused")
            return False
        self._answer(typed)
        return True

    def _answer(self, value: str, *, quietly: bool = False) -> None:
        self._answers[self._step] = value
        self._draft.changed(answers={k: v for k, v in self._answers.items() if v != self._given.get(k, "")})
        if not quietly:
            self.tell("")

    def action_next(self) -> None:
        """The key as clicked; the fields take Enter themselves."""
        if self._take_typed():
            self._go_on()

    def _go_on(self) -> None:
        """To the next step; behind the last one, save."""
        steps = self._steps
        if self._now + 1 < len(steps):
            self._ask(steps[self._now + 1].id)
        else:
            self.action_save()

    def action_step(self, by: int) -> None:
        if self._take_typed():
            steps = self._steps
            self._ask(steps[(self._now + by) % len(steps)].id)

    def action_save(self) -> None:
        """Saved closes the form; else the first thing that is missing or can't be read is asked for."""
        if not self._take_typed():
            return
        for step in self._steps:
            answer = self._answers.get(step.id, "").strip()
            wrong = step.wrong(answer) if answer else ""
            if wrong or (step.must and not answer):
                self._ask(step.id)
                self.tell(wrong or _("Still missing: {what}", what=step.label), "refused")
                return
        asked = {step.id for step in self._steps}
        outcome = self.submit(self._command({k: v for k, v in self._answers.items() if k in asked}))
        if isinstance(outcome, Saved):
            self._draft.drop()
            self.leave(self._told(outcome) if self._told else self.saved(), "saved")


def _hint(step: Step, verb: str, last: bool) -> str:
    """Enter on the last step is no step further: what it does is said beforehand."""
    if step.options:
        return _("digit or Enter chooses")
    return _("Enter: {verb}", verb=verb) if last else _("Enter goes on, F2: {verb}", verb=verb)


def _keys(keys: Sequence[Key], verb: str, last: bool, count: int) -> list[tuple[str, str, str]]:
    """Of the key row: saving has the form's own word, on the last step at Enter; a single step leads nowhere else."""
    shown = [key for key in keys if key.id != "save"] if last else keys
    if count == 1:
        shown = [key for key in shown if key.id in ("next", "close")]
    saves = "next" if last else "save"
    return [(key.shown, verb if key.id == saves else key.word, key.id) for key in shown]
