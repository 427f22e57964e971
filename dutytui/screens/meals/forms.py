"""The dialogs of a meal: somebody who is not listed, a meal entered later with its real times, and all about one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static

from dutytui.rules.commands import Command
from dutytui.rules.meals import views
from dutytui.rules.meals.commands import LeaveForMeal, ReturnFromMeal
from dutytui.rules.meals.people import typed, unlisted
from dutytui.rules.meals.views import EaterView
from dutytui.screens.dialog import DeskDialog, DeskForm
from dutytui.screens.item_fields import plain, read_time
from dutytui.screens.keys import CLOSE, NEXT_FIELD, SAVE
from dutytui.screens.meals.rows import Adding
from dutytui.screens.meals.words import eater_lines, full_name
from dutytui.session import Saved
from dutytui.texts.catalogue import _, pick
from dutytui.texts.labels import clock_time
from dutytui.widgets.brush import Parts
from dutytui.widgets.cells import visible
from dutytui.widgets.text_pane import TextPane

_FIELDS = ("name", "left", "back", "note")


class MealForm(DeskForm):
    """Asks for the name of who is not listed; in full for the times, too. Saved closes it, all else keeps it open."""

    KEYS = (SAVE, NEXT_FIELD, CLOSE)
    CSS_PATH = "meals.tcss"

    def __init__(
        self,
        day: date,
        place: Adding,
        eater: EaterView | None,
        *,
        in_full: bool,
        saved: Callable[[str, str], None],
    ) -> None:
        """place: the meal and the batch; eater: None to ask for a name; saved: told the row's key and what to say."""
        super().__init__()
        self._day, self._place, self._eater, self._in_full = day, place, eater, in_full
        self._tell_saved = saved

    @property
    def _is_out(self) -> bool:
        return self._eater is not None and self._eater.left_at is not None

    def compose(self) -> ComposeResult:
        who = self._eater.who if self._eater else "new"
        self._draft = self.draft(f"meal-{self._day}-{self._place.meal}-{self._place.batch}-{who}".replace("/", "-"))
        kept = self._draft.load()
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(visible(self._title()), classes="form--title", markup=False)
            for name, label, hint in self._asked():
                yield from self._field(name, label, hint, kept)
        yield self.bottom_bar()

    def _title(self) -> str:
        meals = self.session.procedures_of(self._day).meals.meals
        title = next((pick(meal.title) for meal in meals if meal.id == self._place.meal), self._place.meal)
        words = _("{meal}, batch {number}", meal=title, number=self._place.batch)
        return f"{words}  {full_name(self._eater)}" if self._eater else words

    def _asked(self) -> Iterator[tuple[str, str, str]]:
        if self._eater is None:
            yield "name", _("Who goes"), _("counter, name; or a name of the mall's list")
        if self._in_full and not self._is_out:
            yield "left", _("Left at"), _("now; or when they left, like 11:35")
            yield "back", _("Back at"), _("still out; or when they came back, like 11:58")
        if self._is_out:
            yield "back", _("Back at"), _("now; or when they came back, like 11:58")
            yield "note", _("Remark"), ""

    def _field(self, name: str, label: str, hint: str, kept: dict[str, Any]) -> Iterator[Widget]:
        with Horizontal(classes="form--row"):
            yield Static(label, classes="form--name", markup=False)
            with Vertical():
                yield Input(str(kept.get(name, "")), placeholder=hint, id=name)
                yield Static("", id=f"{name}-said", classes="form--said", markup=False)

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    # -- what is typed --------------------------------------------------------------------------------------------

    def _typed(self, name: str) -> str:
        return next((field.value.strip() for field in self.query(f"#{name}").results(Input)), "")

    @on(Input.Changed)
    def keep_draft(self, event: Input.Changed) -> None:
        self._say(event.control.id or "", "")
        self._draft.changed(**{name: self._typed(name) for name in _FIELDS})

    def _say(self, name: str, words: str) -> None:
        for line in self.query(f"#{name}-said").results(Static):
            line.update(words)
            line.display = bool(words)

    def _time(self, name: str) -> tuple[datetime | None, bool]:
        """(the time, or None for none typed; whether it can be read)."""
        session = self.session
        starts = session.procedures_of(self._day).mall.day_starts
        at, wrong = read_time(self._typed(name), self._day, session.now(), session.day, starts)
        if wrong:
            self._say(name, wrong)
            self.query_one(f"#{name}").focus()
        return at, not wrong

    # -- saving ---------------------------------------------------------------------------------------------------

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Record it, unless something typed is wrong: then say what would be right and go there."""
        left, fine = self._time("left")
        back, also_fine = self._time("back")
        if not (fine and also_fine):
            return
        command = self._command(left, back)
        outcome = self.submit(command)
        if isinstance(outcome, Saved):
            self._draft.drop()
            self.dismiss()
            self._tell_saved(f"{self._place.meal}/{self._place.batch}/{command.who}", self._said(command))

    def _command(self, left: datetime | None, back: datetime | None) -> LeaveForMeal | ReturnFromMeal:
        meal, batch, eater = self._place.meal, self._place.batch, self._eater
        if eater is not None and self._is_out:
            return ReturnFromMeal(self._day, meal, eater.who, self._typed("note"), back)
        if eater is not None:
            return LeaveForMeal(self._day, meal, eater.who, eater.name, batch, eater.place, left, back)
        who, name, place = self._who()
        return LeaveForMeal(self._day, meal, who, name, batch, place, left, back)

    def _who(self) -> tuple[str, str, str]:
        """(who, name, place): somebody listed when it is exactly their name, else whoever was typed."""
        words = self._typed("name")
        listed = next((one for one in self.session.people() if plain(words) in (one.name, one.id)), None)
        if listed is not None:
            return listed.id, listed.name, ""
        place, name = typed(words)
        return (unlisted(place, name) if name else ""), name, place

    def _said(self, command: Command) -> str:
        at = clock_time(self.session.now())
        if isinstance(command, LeaveForMeal) and command.back is None:
            return _("Saved {time}: {name} is out", time=at, name=command.name)
        name = command.name if isinstance(command, LeaveForMeal) else self._eater.name if self._eater else ""
        return _("Saved {time}: {name} is back", time=at, name=name)


class EaterDetails(DeskDialog):
    """Everything known of one person's meal."""

    KEYS = (CLOSE,)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f7,enter", "close", show=False)]
    CSS_PATH = "meals.tcss"

    def __init__(self, day: date, key: str) -> None:
        super().__init__()
        self._day, self._key = day, key

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield TextPane()
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.refresh_views()
        self.query_one(TextPane).focus()

    def refresh_views(self) -> None:
        self.query_one(TextPane).show(self._layout)

    def _layout(self, width: int) -> list[Parts]:
        look = self.session.look(self._day)
        eaters = (eater for meal in views.meals(look) for batch in meal.batches for eater in batch.eaters)
        eater = next((eater for eater in eaters if eater.key == self._key), None)
        if eater is None:
            return []
        history = views.history(look, eater.meal, eater.who)
        return [*eater_lines(eater, history, look.now, self._day, width)]
