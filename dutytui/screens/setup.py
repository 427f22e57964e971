"""The first start without any mall: language, name, floors, hours. Keys only; a wrong answer stays as it was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.screens.safe_app import SafeApp
from dutytui.screens.setup_answers import Answers, floors, hours
from dutytui.screens.themes import THEMES
from dutytui.texts import catalogue
from dutytui.texts.catalogue import N_, _
from dutytui.widgets.cells import visible


@dataclass(frozen=True, slots=True)
class Question:
    """wrong: why an answer can't be taken, in words; "" when it can."""

    id: str
    words: str
    hint: str
    start: str
    wrong: Callable[[str], str]


def _wrong_name(typed: str) -> str:
    return "" if visible(typed).strip() else _("A name is needed, such as the one over the door")


def _wrong_floors(typed: str) -> str:
    read = floors(typed)
    if isinstance(read, tuple):
        return ""
    if read:
        return _('"{word}" is no floor; write 6F, 3, B1 or a range such as 6F-1F', word=read)
    return _("Write at least one floor, 60 at most")


def _wrong_hours(typed: str) -> str:
    return "" if hours(typed) else _("Write opening and closing like 9:00-21:30; the earliest opening is 05:00")


QUESTIONS = (
    Question("name", N_("What is the mall called?"), N_("It can be changed later in mall.yaml."), "", _wrong_name),
    Question("floors", N_("Which floors are there?"), N_("Such as 6F-1F, B1."), "6F-1F, B1", _wrong_floors),
    Question(
        "hours",
        N_("When does it open and close?"),
        N_("Weekends and holidays may differ: that is written in mall.yaml later."),
        "09:00-21:30",
        _wrong_hours,
    ),
)


class SetUp(SafeApp[Answers | None]):
    """Runs to its `Answers`, or None when it was left. where: the folder the mall will be made in, as shown."""

    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None  # the first question has no field
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "previous", show=False, priority=True),
        Binding("ctrl+q", "leave", show=False, priority=True),
        Binding("ctrl+c", "leave", show=False, priority=True),
    ]
    CSS = """
    Screen { align: center middle; background: $background; }
    #box { width: 72; max-width: 100%; height: auto; padding: 1 2; background: $surface; }
    #title { text-style: bold; color: $text-accent; }
    #question { margin: 1 0 0 0; text-style: bold; }
    Static { height: auto; }
    Input { border: none; height: 1; padding: 0; background: $panel; margin: 1 0; }
    #languages { margin: 1 0; }
    #wrong { color: $text-error; min-height: 1; }
    #keys { color: $text-muted; margin: 1 0 0 0; }
    """

    def __init__(self, where: str) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "night"
        self.animation_level = "none"
        self._where = where
        self._step = -1
        self._marked = max(0, catalogue.LANGUAGES.index(catalogue.language()))
        self._typed = {question.id: question.start for question in QUESTIONS}

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            for part in ("title", "question", "hint", "languages"):
                yield Static(id=part, markup=False)
            yield Input(max_length=200)
            yield Static(id="wrong", markup=False)
            yield Static(id="keys", markup=False)

    def on_mount(self) -> None:
        self._ask()

    def on_key(self, event: events.Key) -> None:
        """The first question is answered by a digit, or by the arrows and Enter."""
        if self._step >= 0:
            return
        count = len(catalogue.LANGUAGES)
        # A Chinese input method may send the full-width form of a digit.
        digit = ord(event.character) - ord("0") if event.character and event.character.isdecimal() else 0
        digit = digit if digit <= 9 else digit - (ord("０") - ord("0"))
        if 1 <= digit <= count:
            self._marked = digit - 1
            self._speak()
        elif event.key in ("up", "down"):
            self._marked = (self._marked + (1 if event.key == "down" else -1)) % count
            self._ask()
        elif event.key in ("enter", "space"):
            self._speak()

    def action_previous(self) -> None:
        if self._step < 0:
            self.exit(None)
            return
        self._typed[QUESTIONS[self._step].id] = self.query_one(Input).value
        self._step -= 1
        self._ask()

    def action_leave(self) -> None:
        self.exit(None)

    @on(Input.Submitted)
    def answered(self, event: Input.Submitted) -> None:
        question = QUESTIONS[self._step]
        wrong = question.wrong(event.value)
        self.query_one("#wrong", Static).update(wrong)
        if wrong:
            return
        self._typed[question.id] = event.value
        self._step += 1
        if self._step == len(QUESTIONS):
            self.exit(self._answers())
        else:
            self._ask()

    def _speak(self) -> None:
        catalogue.use(catalogue.LANGUAGES[self._marked])
        self._step = 0
        self._ask()

    def _answers(self) -> Answers:
        levels, times = floors(self._typed["floors"]), hours(self._typed["hours"])
        assert isinstance(levels, tuple) and times is not None  # each was asked before it was taken
        name = " ".join(visible(self._typed["name"]).split())
        return Answers(catalogue.language(), name, levels, *times)

    def _ask(self) -> None:
        choosing = self._step < 0
        question = None if choosing else QUESTIONS[self._step]
        shown = {
            "title": _("A new mall, in {folder}", folder=self._where),
            "question": "语言 / 語言 / Language" if question is None else _(question.words),
            "hint": "" if question is None else _(question.hint),
            "languages": self._languages() if choosing else "",
            "wrong": "",
            "keys": _("1-3 choose   Esc leave") if choosing else _("Enter next   Esc back   Ctrl+Q leave"),
        }
        for part, words in shown.items():
            self.query_one(f"#{part}", Static).update(words)
            self.query_one(f"#{part}", Static).display = bool(words) or part == "wrong"
        field = self.query_one(Input)
        field.display = not choosing
        if question is None:
            self.set_focus(None)
        else:
            field.value = self._typed[question.id]
            field.cursor_position = len(field.value)
            field.focus()

    def _languages(self) -> str:
        rows = enumerate(catalogue.LANGUAGE_NAMES.values())
        return "\n".join(f"{'>' if row == self._marked else ' '} {row + 1}  {name}" for row, name in rows)
