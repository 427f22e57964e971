"""One log entry: fields, the whole text, its history, and what can be done about it with a digit each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from dutytui.rules import commands, events
from dutytui.rules.commands import Command
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.refusal import Refusal
from dutytui.rules.service.commands import CallBackCase, DetailCase, FeedBackCase, KeepCase
from dutytui.rules.service.fold import SATISFIED
from dutytui.rules.views import EntryView
from dutytui.screens.dialog import DeskDialog
from dutytui.screens.entry_text import title_line, whole_entry
from dutytui.screens.keys import ACT_KEYS, CASE_KEYS, ENTRY_KEYS, Key, bindings
from dutytui.session import Saved
from dutytui.texts.catalogue import N_, _
from dutytui.texts.refusals import refused
from dutytui.widgets.cells import cut, width_of
from dutytui.widgets.spans import Spans
from dutytui.widgets.text_pane import TextPane

_RECHECK_WORDS = {"close_entry": N_("Recheck passed"), "reopen": N_("Recheck failed")}

_NOT_UNDOABLE = {events.UNDONE}
_STILL_TO_TYPE = frozenset({"case_nothing_new"})
"""What a refused trial only says because nothing is typed yet."""


@dataclass(frozen=True, slots=True)
class Possible:
    """One act as it stands: whether it may be done now, and if not why, in words."""

    key: Key
    word: str
    why_not: str = ""


def possible_acts(
    entry: EntryView, refusal: Callable[[Command], Refusal | None], worded: Callable[[Refusal], str]
) -> list[Possible]:
    """The acts of `entry`, each tried without recording anything.

    refusal: what `decide` would say to a command; worded: that in the person's language.
    """
    found = []
    for key in acts_of(entry):
        word = _(_RECHECK_WORDS[key.id]) if entry.recheck and key.id in _RECHECK_WORDS else _(key.word)
        command = case_trial(key.id, entry) if key in CASE_KEYS else trial(key.id, entry)
        if command is None:
            found.append(Possible(key, word, _("nothing left to take back")))
            continue
        no = refusal(command)
        no = None if no is not None and no.code in _STILL_TO_TYPE else no
        found.append(Possible(key, word, worded(no) if no else ""))
    return found


def acts_of(entry: EntryView) -> tuple[Key, ...]:
    """In the order of their digits; a case has some of its own before the last, taking back."""
    return (*ACT_KEYS[:-1], *CASE_KEYS, ACT_KEYS[-1]) if entry.case is not None else ACT_KEYS


def trial(act: str, entry: EntryView) -> Command | None:
    """The act's command with a stand-in for what the person will type; None when there is nothing to act on."""
    day, on, typed = entry.day, entry.subject, "-"
    match act:
        case "remark":
            return commands.RemarkEntry(day, on, typed)
        case "handle":
            return commands.HandleEntry(day, on, typed)
        case "close_entry":
            return commands.CloseEntry(day, on, typed)
        case "reopen":
            return commands.ReopenEntry(day, on, typed)
        case "correct":
            return commands.CorrectEntry(day, on, {"text": entry.text + typed}, typed)
        case _:
            return undo_of(entry)


def case_trial(act: str, entry: EntryView) -> Command:
    """As `trial`, for the acts that only a case has."""
    day, on = entry.day, entry.subject
    trials: dict[str, Command] = {
        "case('details')": DetailCase(day, on),
        "case('told')": FeedBackCase(day, on, "-"),
        "case('called')": CallBackCase(day, on, SATISFIED),
        "case('kept')": KeepCase(day, on, "-"),
    }
    return trials[act]


def undo_of(entry: EntryView) -> commands.Undo | None:
    """Takes back the last act that still counts; None when none does."""
    for act in reversed(entry.history):
        if act.known and not act.undone and not act.void and act.kind not in _NOT_UNDOABLE:
            return commands.Undo(entry.day, entry.subject, act.event)
    return None


class ActList(Spans):
    """The acts: those that can be done side by side, below them each of the others with its reason."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"acts--key", "acts--off"}

    def __init__(self) -> None:
        super().__init__()
        self._acts: list[Possible] = []
        self._rows: list[list[Possible]] = []

    def show(self, acts: list[Possible]) -> None:
        if acts != self._acts:
            self._acts = acts
            self._arrange()
            self.refresh()

    def on_resize(self) -> None:
        self._arrange()
        self.refresh()

    def _arrange(self) -> None:
        """As many possible acts to a row as fit, then one row for each impossible one."""
        width = self.size.width
        if not width:
            return
        rows: list[list[Possible]] = []
        used = width
        for act in (act for act in self._acts if not act.why_not):
            size = width_of(act.key.shown) + width_of(act.word) + 4
            if used + size > width:
                rows.append([])
                used = 0
            rows[-1].append(act)
            used += size
        rows += [[act] for act in self._acts if act.why_not]
        self._rows = rows
        self.styles.height = max(1, len(rows))

    def row(self, y: int, width: int) -> list[tuple[str, str, str]]:
        if y >= len(self._rows):
            return []
        words: list[tuple[str, str, str]] = []
        for act in self._rows[y]:
            if act.why_not:
                why_not = _("{act}: {why_not}", act=act.word, why_not=act.why_not)
                text = cut(f" {act.key.shown} {why_not}", width)
                return [(text, "acts--off", act.key.id)]
            words += [(f" {act.key.shown}", "acts--key", act.key.id), (f" {act.word}  ", "", act.key.id)]
        return words


class EntryScreen(DeskDialog):
    """Covers the destination it was opened from; digits act on the entry while it is open."""

    KEYS = ENTRY_KEYS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*ENTRY_KEYS), Binding("f7,d", "close", show=False)]
    CSS_PATH = "entry.tcss"

    def __init__(self, day: date, subject: str) -> None:
        super().__init__()
        self._day = day
        self._subject = subject
        self._acts: list[Possible] = []

    def compose(self) -> ComposeResult:
        yield TextPane(id="entry-title")
        yield TextPane(id="entry-body")
        yield ActList()
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.query_one("#entry-title", TextPane).can_focus = False
        self.query_one("#entry-body").focus()
        self.refresh_views()

    def on_screen_resume(self) -> None:
        self.refresh_views()

    @property
    def entry(self) -> EntryView | None:
        return self.session.entry(self._day, self._subject)

    def refresh_views(self) -> None:
        """Show the entry as it is now; each pane repaints only when its words changed."""
        entry = self.entry
        if entry is None:
            self.tell(_("This entry is not known at this terminal (yet)"), "error")
            return
        now, procedures = self.session.now(), self.session.procedures_of(entry.day)
        where = self.desk.exchange.sharing, self.desk.exchange.arrivals
        self.query_one("#entry-title", TextPane).show(lambda width: [title_line(entry, width)])
        self.query_one("#entry-body", TextPane).show(lambda width: whole_entry(entry, procedures, now, width, *where))
        self._acts = possible_acts(entry, self.session.refuses, refused)
        self.query_one(ActList).show(self._acts)

    def action_next_language(self) -> None:
        super().action_next_language()
        self.query_one(ActList).refresh()

    # -- acts -----------------------------------------------------------------------------------------------------

    def action_remark(self) -> None:
        self._note("remark", _("Remark"), commands.RemarkEntry)

    def action_handle(self) -> None:
        self._note("handle", _("How was it handled?"), commands.HandleEntry)

    def action_close_entry(self) -> None:
        entry = self.entry
        prompt = _("What did the recheck show?") if entry and entry.recheck else _("Closing note (may stay empty)")
        self._note("close_entry", prompt, commands.CloseEntry)

    def action_reopen(self) -> None:
        entry = self.entry
        prompt = _("What is still not right?") if entry and entry.recheck else _("Why is it opened again?")
        self._note("reopen", prompt, commands.ReopenEntry)

    def action_correct(self) -> None:
        from dutytui.screens.entry_forms import CorrectForm  # the text area is loaded when somebody types

        entry = self.entry
        if entry is not None and self._may("correct"):
            self.app.push_screen(CorrectForm(entry))

    def action_case(self, act: str) -> None:
        """What only a case of the service desk has: details, told, called, kept."""
        entry = self.entry
        if entry is None or entry.case is None:
            self.tell(_("That is for cases of the service desk; service.yaml says which kinds are followed"), "refused")
        elif self._may(f"case('{act}')"):
            from dutytui.screens.service.case_acts import form_of

            self.app.push_screen(form_of(act, entry, self.session))

    def action_undo(self) -> None:
        entry = self.entry
        command = undo_of(entry) if entry else None
        if command is not None and self._may("undo"):
            outcome = self.submit(command)
            if isinstance(outcome, Saved):
                self.tell(self.saved(), "saved")
                self.refresh_views()

    def action_log_another(self) -> None:
        from dutytui.screens.capture import CaptureScreen

        self.app.push_screen(CaptureScreen())

    def _may(self, act: str) -> bool:
        """Says why not when it may not be done now."""
        possible = next((possible for possible in self._acts if possible.key.id == act), None)
        if possible is not None and possible.why_not:
            self.tell(possible.why_not, "refused")
            return False
        return True

    def _note(self, act: str, prompt: str, command: Callable[[date, str, str], Command]) -> None:
        from dutytui.screens.entry_forms import NoteForm  # the text area is loaded when somebody types

        entry = self.entry
        if entry is None or not self._may(act):
            return
        word = next((possible.word for possible in self._acts if possible.key.id == act), "")
        title = _("No. {number}", number=entry.number) + f"  {word}"
        day, subject = entry.day, entry.subject
        self.app.push_screen(NoteForm(title, prompt, f"{act}-{subject}", lambda text: command(day, subject, text)))
