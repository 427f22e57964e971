"""Meals: who goes with which batch, who is out and for how long, who is back, and who came back late."""

from __future__ import annotations

from textual import on

from dutytui.rules.commands import Undo
from dutytui.rules.meals import views
from dutytui.rules.meals.commands import LeaveForMeal, ReturnFromMeal
from dutytui.rules.meals.fold import MEAL_PREFIX
from dutytui.rules.meals.views import EaterView
from dutytui.rules.refusal import Refusal
from dutytui.screens.meals.board import MealsBoard
from dutytui.screens.meals.rows import Adding, next_to_do
from dutytui.screens.meals.words import full_name
from dutytui.session import Saved
from dutytui.texts.catalogue import _
from dutytui.texts.labels import clock_time
from dutytui.widgets.rows import RowList

_TYPING_MENDS = frozenset(
    {
        "time_not_of_day",
        "meal_name_missing",
        "meal_too_early",
        "meal_others_out",
        "meal_others_were_out",
        "meal_others_not_back",
        "meal_others_first",
    }
)
"""Refusals that another time or name may answer."""
_ANYBODY = "?"
"""Stands for the name while the rules are only asked; it is never recorded."""


class MealsScreen(MealsBoard):
    """Enter lets somebody go and takes them back: one key a person."""

    def __init__(self) -> None:
        super().__init__()
        self._offered = ""

    # -- what the keys do -----------------------------------------------------------------------------------------

    @on(RowList.Chosen)
    def act(self) -> None:
        row = self.row
        if isinstance(row, Adding):
            self._ask(row, None, in_full=False)
        elif row is not None:
            self._toggle(row)

    def _toggle(self, eater: EaterView) -> None:
        """Out with who is here, back with who is out."""
        if eater.left_at is None or eater.back_at is not None:
            saved = self.submit(LeaveForMeal(self.day, eater.meal, eater.who, eater.name, eater.batch, eater.place))
            words = _("Saved {time}: {name} is out", time=self._clock(), name=full_name(eater))
        else:
            saved = self.submit(ReturnFromMeal(self.day, eater.meal, eater.who))
            words = _("Saved {time}: {name} is back", time=self._clock(), name=full_name(eater))
        if isinstance(saved, Saved):
            self.tell(words, "saved")
            self._go_on(eater.key)

    def action_record(self) -> None:
        """With the real times: what is entered later."""
        row = self.row
        if isinstance(row, Adding):
            self._ask(row, None, in_full=True)
        elif row is None:
            self.tell(_("Nobody is selected"), "refused")
        elif row.back_at is not None:
            words = _("{name} is back already. If the times are wrong, undo them first: F6", name=full_name(row))
            self.tell(words, "refused")
        else:
            self._ask(Adding("", row.meal, row.batch), row, in_full=True)

    def _ask(self, place: Adding, eater: EaterView | None, *, in_full: bool) -> None:
        refused = self.session.refuses(self._meant(place, eater))
        if refused is not None and not (refused.code in _TYPING_MENDS and (in_full or refused.code[:4] != "meal")):
            self.tell_outcome(refused)
            return
        from dutytui.screens.meals.forms import MealForm  # only when it is opened

        self.app.push_screen(MealForm(self.day, place, eater, in_full=in_full, saved=self._form_saved))

    def _meant(self, place: Adding, eater: EaterView | None) -> LeaveForMeal | ReturnFromMeal:
        """What the form is about to record, with a stand-in for what is still to be typed."""
        if eater is None:
            return LeaveForMeal(self.day, place.meal, _ANYBODY, _ANYBODY, place.batch)
        if eater.left_at is None:
            return LeaveForMeal(self.day, place.meal, eater.who, eater.name, place.batch)
        return ReturnFromMeal(self.day, place.meal, eater.who)

    def _form_saved(self, key: str, words: str) -> None:
        self.tell(words, "saved")
        self.rows_shown.go_to(key)

    def _go_on(self, key: str) -> None:
        """Move on to whom the same key is for next."""
        look = self.session.look(self.day)
        self.rows_shown.go_to(next_to_do(views.meals(look), look.now, key))

    def action_undo(self) -> None:
        """The last act; and when that can't be taken back alone, the whole meal of that person with the same key."""
        row = self.row
        if not isinstance(row, EaterView) or not row.last:
            self.tell(_("Nothing to take back on this row"), "refused")
            return
        whole = self._offered == row.key
        self._offered = ""
        outcome = self.submit(Undo(self.day, MEAL_PREFIX + row.meal, row.left if whole else row.last))
        if isinstance(outcome, Saved):
            self.tell(_("Taken back and saved: {item}", item=full_name(row)), "saved")
        elif isinstance(outcome, Refusal) and outcome.code == "meal_undo_clashes":
            self._offered = row.key
            others = _(", ").join(outcome.values["others"])
            words = _("{others} left since. F6 again takes back {name}'s whole meal", others=others, name=row.name)
            self.tell(words, "refused")

    def action_waive(self) -> None:
        self.tell(_("Nobody has to eat: leave the row as it is"), "refused")

    def action_fail(self) -> None:
        self.tell(_("Something is wrong? F2 writes it into the logbook"), "refused")

    def action_details(self) -> None:
        row = self.row
        if isinstance(row, EaterView):
            from dutytui.screens.meals.forms import EaterDetails  # only when it is opened

            self.app.push_screen(EaterDetails(self.day, row.key))

    def _clock(self) -> str:
        return clock_time(self.session.now())
