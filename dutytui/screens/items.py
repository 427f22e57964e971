"""The dialogs of a checklist item: do it, won't do it, it is not right; and everything that is known of it.

One form for all of them: what must be said comes first, then what may be said (a note, when it happened, for whom).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from dutytui.rules.commands import Command, FailItem, TickItem, Value, WaiveItem
from dutytui.rules.lookup import lookup
from dutytui.rules.procedure import ItemKind
from dutytui.rules.refusal import Refusal
from dutytui.rules.views import ItemView
from dutytui.screens.dialog import DeskDialog, DeskForm
from dutytui.screens.item_fields import found_who, read_number, read_time, who_options
from dutytui.screens.item_text import bounds, item_lines, names, number_words, title
from dutytui.screens.keys import CLOSE, NEXT_FIELD, SAVE
from dutytui.session import Saved, Session
from dutytui.texts.catalogue import _, pick
from dutytui.widgets.brush import Parts
from dutytui.widgets.note_area import NoteArea
from dutytui.widgets.picker import Option, Picker
from dutytui.widgets.text_pane import TextPane


class What(StrEnum):
    """What the form records."""

    DO = "do"
    WAIVE = "waive"
    FAIL = "fail"


def _heading(item: ItemView, what: What) -> str:
    match what:
        case What.DO:
            return title(item)
        case What.WAIVE:
            return _("Won't do: {item}", item=title(item))
        case What.FAIL:
            return _("Not right: {item}", item=title(item))


def _meaning(session: Session, item: ItemView, what: What) -> Iterator[Static]:
    """What the item is about; for a signature, what it says and who has yet to sign."""
    if item.hint:
        yield Static(pick(item.hint), classes="form--label", markup=False)
    if item.kind is not ItemKind.SIGNATURE or what is not What.DO:
        return
    actor = session.actor
    words = _(
        "You sign as {name}, {post}: you have seen it yourself and answer for it. "
        "The signature stands under your name alone.",
        name=actor.name,
        post=pick(lookup(session.procedures).post(actor.post).name),
    )
    yield Static(words, classes="form--meaning", markup=False)
    waiting = [post for post in item.posts if post not in item.signed and post.id != actor.post]
    if waiting:
        yield Static(_("Still to sign: {posts}", posts=names(waiting)), classes="form--label", markup=False)


class ItemForm(DeskForm):
    """Asks for what the item's kind needs. Saved closes it; anything else says why, beside the field where it can."""

    KEYS = (SAVE, NEXT_FIELD, CLOSE)
    CSS_PATH = "items.tcss"

    def __init__(self, day: date, item: ItemView, what: What, *, saved: Callable[[Saved], None]) -> None:
        """saved: called when it is on disk, to say so."""
        super().__init__()
        self._day, self._item, self._what = day, item, what
        self._tell_saved = saved
        self._choice: Option | None = None

    # -- what is asked --------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        procedures = self.session.procedures_of(self._day)
        self._definition = lookup(procedures).item(self._item.key)
        self._people = who_options(procedures, self._definition)
        name = f"item-{self._day}-{self._item.key}-{self._what}"
        self._draft = self.draft(name.replace("/", "-"))
        kept = self._draft.load()
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(_heading(self._item, self._what), classes="form--title", markup=False)
            yield from _meaning(self.session, self._item, self._what)
            yield from self._asked(kept)
            yield from self._optional(kept)
        yield self.bottom_bar()

    def _asked(self, kept: dict[str, Any]) -> Iterator[Widget]:
        """What the record can't be without."""
        kind = self._item.kind
        if self._what is not What.DO:
            label = _("What is wrong") if self._what is What.FAIL else _("Reason")
            yield from self._field("reason", label, NoteArea(str(kept.get("reason", "")), id="reason"))
            return
        if kind is ItemKind.NUMBER:
            unit = pick(self._item.unit)
            label = _("Number") + (f" ({unit})" if unit else "")
            yield from self._field(
                "value", label, Input(str(kept.get("value", "")), id="value"), bounds(self._definition)
            )
        elif kind is ItemKind.NOTE:
            yield from self._field("value", _("Note"), NoteArea(str(kept.get("value", "")), id="value"))
        elif kind is ItemKind.CHOICE:
            raises = _("not right")
            options = [Option(c.id, pick(c.title), (raises,) if c.fails else ()) for c in self._item.choices]
            yield from self._field("choice", _("Choice"), Picker(options, id="choice"), _("A digit chooses and saves"))
        if self._item.evidence:
            evidence = NoteArea(str(kept.get("evidence", "")), id="evidence")
            yield from self._field("evidence", _("Proof"), evidence, pick(self._item.evidence))

    def _optional(self, kept: dict[str, Any]) -> Iterator[Widget]:
        if self._what is What.DO and self._item.kind is not ItemKind.NOTE:
            yield from self._field("note", _("Remark"), NoteArea(str(kept.get("note", "")), id="note"))
        at = Input(str(kept.get("at", "")), id="at", placeholder=_("now; or when it happened, like 21:30"))
        yield from self._field("at", _("Time"), at)
        if self._what is What.DO and self._item.kind is ItemKind.SIGNATURE:
            return
        own = self.session.actor.post in {post.id for post in self._item.posts}
        hint = _("myself; or a post or name, pinyin initials will do")
        if not own and self._item.posts:
            hint = _("{post}; or another post or name, pinyin initials will do", post=names(self._item.posts[:1]))
        behalf = Input(str(kept.get("behalf", "")), id="behalf", placeholder=hint)
        yield from self._field("behalf", _("For"), behalf)

    def _field(self, name: str, label: str, widget: Widget, said: str = "") -> Iterator[Widget]:
        """A label, the field, and under it a line that says what is right and, later, what is wrong."""
        with Horizontal(classes="form--row"):
            yield Static(label, classes="form--name", markup=False)
            with Vertical():
                yield widget
                line = Static(said, id=f"{name}-said", classes="form--said", markup=False)
                line.display = bool(said)
                yield line

    def on_mount(self) -> None:
        for area in self.query(NoteArea):
            area.move_cursor(area.document.end)
        asked = ("choice", "value", "reason", "evidence", "note")
        first = next(field for name in asked for field in self.query(f"#{name}"))
        first.focus()

    # -- what is typed --------------------------------------------------------------------------------------------

    def _typed(self, name: str) -> str:
        for field in self.query(f"#{name}"):
            if isinstance(field, Input):
                return field.value
            if isinstance(field, NoteArea):
                return field.text.strip()
        return ""

    @on(Input.Changed)
    @on(TextArea.Changed)
    def keep_draft(self, event: Input.Changed | TextArea.Changed) -> None:
        changed = event.control.id or ""
        if self.query(f"#{changed}-said.-wrong"):
            # What is being mended is not called wrong any more.
            self._say(changed, bounds(self._definition) if changed == "value" else "")
        names = ("value", "reason", "evidence", "note", "at", "behalf")
        self._draft.changed(**{name: self._typed(name) for name in names})

    @on(Input.Changed, "#behalf")
    def show_candidates(self, event: Input.Changed) -> None:
        found = found_who(event.value, self._people)
        if event.value.strip() and not found:
            self._say("behalf", _("Nobody of that name; a post or a name of the mall's list"), wrong=True)
        elif found and found[0].name != event.value.strip():
            self._say("behalf", _("means {names}", names=" / ".join(option.name for option in found[:4])))
        else:
            self._say("behalf", "")

    def _say(self, name: str, words: str, *, wrong: bool = False) -> None:
        for line in self.query(f"#{name}-said").results(Static):
            line.update(words)
            line.display = bool(words)
            line.set_class(wrong, "-wrong")

    @on(Picker.Chosen, "#choice")
    def take_choice(self, event: Picker.Chosen) -> None:
        self._choice = event.option
        if self._choice_fails and not self._typed("note"):
            words = _('"{choice}" raises a log entry: say here what is wrong, then Enter', choice=event.option.name)
            self._say("note", words)
            self.query_one("#note").focus()
        else:
            self.action_save()

    @property
    def _choice_fails(self) -> bool:
        chosen = self._choice
        return chosen is not None and any(choice.fails and choice.id == chosen.value for choice in self._item.choices)

    # -- saving ---------------------------------------------------------------------------------------------------

    @on(Input.Submitted)
    @on(NoteArea.Submitted)
    def action_save(self) -> None:
        """Record it, unless something typed is wrong: then say what would be right and go there."""
        command = self._command()
        if command is None:
            return
        outcome = self.submit(command)
        if isinstance(outcome, Saved):
            self._draft.drop()
            self.dismiss()
            self._tell_saved(outcome)
        elif isinstance(outcome, Refusal) and outcome.code == "remark_missing":
            self._say(
                "note", _("Say here why it is not {usual}", usual=number_words(outcome.values["usual"])), wrong=True
            )
            self.query_one("#note").focus()

    def _command(self) -> Command | None:
        """The command of what was typed, None when something was wrong (and was told)."""
        now, session = self.session.now(), self.session
        value, wrong_value = self._value()
        at, wrong_at = read_time(self._typed("at"), self._day, now, session.day, session.procedures.mall.day_starts)
        behalf, wrong_behalf = self._who()
        wrong = {
            "value": wrong_value,
            "choice": wrong_value,
            "reason": self._missing("reason"),
            "evidence": self._missing("evidence"),
            "at": wrong_at,
            "behalf": wrong_behalf,
        }
        if self._any_wrong(wrong):
            return None
        key, note, reason = self._item.key, self._typed("note"), self._typed("reason")
        match self._what:
            case What.DO if self._choice_fails:
                return FailItem(self._day, key, note, value=value, at=at, behalf=behalf)
            case What.DO:
                evidence = self._typed("evidence")
                return TickItem(self._day, key, value, note=note, evidence=evidence, at=at, behalf=behalf)
            case What.WAIVE:
                return WaiveItem(self._day, key, reason, at=at, behalf=behalf)
            case What.FAIL:
                return FailItem(self._day, key, reason, at=at, behalf=behalf)

    def _any_wrong(self, wrong: dict[str, str]) -> bool:
        """Say what is wrong beside each field and go to the first; what is right again says its bounds."""
        first: Widget | None = None
        for name, words in wrong.items():
            fields = self.query(f"#{name}")
            if fields and words:
                self._say(name, words, wrong=True)
                first = first or fields.first()
            elif fields and name == "value":
                self._say(name, bounds(self._definition))
        if first is not None:
            first.focus()
        return first is not None

    def _value(self) -> tuple[Value, str]:
        if self._what is not What.DO:
            return None, ""
        match self._item.kind:
            case ItemKind.NUMBER:
                return read_number(self._typed("value"), self._definition)
            case ItemKind.NOTE:
                text = self._typed("value")
                return text, "" if text else _("Some words are needed here")
            case ItemKind.CHOICE:
                return (self._choice.value, "") if self._choice else (None, _("Choose one with its digit"))
            case _:
                return None, ""

    def _missing(self, name: str) -> str:
        return "" if not self.query(f"#{name}") or self._typed(name) else _("Some words are needed here")

    def _who(self) -> tuple[str, str]:
        typed = self._typed("behalf").strip()
        if not typed:
            return "", ""
        found = found_who(typed, self._people)
        if not found:
            return "", _("Nobody of that name; a post or a name of the mall's list")
        return found[0].value, ""


class ItemDetails(DeskDialog):
    """Everything known of an item: its text, its times, what it waits for, and every act on it."""

    KEYS = (CLOSE,)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f7,enter", "close", show=False)]
    CSS_PATH = "items.tcss"

    def __init__(self, day: date, item: ItemView) -> None:
        super().__init__()
        self._day, self._item = day, item

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog details"):
            yield TextPane()
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.query_one(TextPane).show(self._layout)
        self.query_one(TextPane).focus()

    def _layout(self, width: int) -> list[Parts]:
        procedures, exchange = self.session.procedures_of(self._day), self.desk.exchange
        return item_lines(self._item, procedures, self._day, width, exchange.sharing, exchange.arrivals)
