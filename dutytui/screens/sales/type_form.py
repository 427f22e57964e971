"""One counter's sales by hand, for a mall whose tills export nothing, or where the file is wrong about a counter."""

from __future__ import annotations

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from dutytui.imports.sales import hundredths
from dutytui.rules.sales.commands import TypeSales
from dutytui.rules.sales.figures import Departments, SoldRow, sold_before
from dutytui.rules.sales.procedure import COLUMNS
from dutytui.screens.dialog import DeskForm
from dutytui.screens.keys import CLOSE, NEXT_FIELD, SAVE
from dutytui.screens.sales.words import COLUMN_WORDS
from dutytui.session import Saved
from dutytui.texts.catalogue import _
from dutytui.texts.labels import clock_time, day_name


class TypeForm(DeskForm):
    """Enter goes on to the next field and, in the last one, saves."""

    KEYS = (SAVE, NEXT_FIELD, CLOSE)
    CSS_PATH = "forms.tcss"

    def __init__(self, day: date, counter: str) -> None:
        """counter: the name that is there already, "" for none."""
        super().__init__()
        self._day, self._counter = day, counter

    def compose(self) -> ComposeResult:
        self._draft = self.draft(f"sales-typed-{self._day}")
        kept = {} if self._counter else self._draft.load()
        kept |= {"counter": self._counter} if self._counter else {}
        with Vertical(classes="dialog"):
            title = _("A counter's sales of {day}", day=day_name(sold_before(self._day)))
            yield Static(title, classes="sales--title", markup=False)
            for field in COLUMNS:
                with Horizontal(classes="form--row"):
                    yield Static(_(COLUMN_WORDS[field]), markup=False)
                    yield Input(str(kept.get(field, "")), id=field)
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.query_one("#amount" if self._typed("counter") else "#counter").focus()

    @on(Input.Changed)
    def keep_draft(self) -> None:
        self._draft.changed(**{field: self._typed(field) for field in COLUMNS})

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        if event.input.id == COLUMNS[-1]:
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        amount, quantity = (hundredths(self._typed(field)) for field in ("amount", "quantity"))
        for field, number in (("amount", amount), ("quantity", quantity)):
            if number is None and (field == "amount" or self._typed(field)):
                self.tell(_("{field}: a number is needed, like 1234.50", field=_(COLUMN_WORDS[field])), "refused")
                self.query_one(f"#{field}").focus()
                return
        department = Departments(self.session.procedures.mall.departments).id_of(self._typed("department"))
        texts = (department, self._typed("category"), self._typed("brand"), self._typed("counter"))
        outcome = self.submit(TypeSales(self._day, SoldRow(*texts, amount or 0, quantity)))
        if isinstance(outcome, Saved):
            self._draft.drop()
            at = clock_time(self.session.now())
            self.leave(_("Saved {time}: {item}", time=at, item=texts[3]), "saved")

    def _typed(self, field: str) -> str:
        return self.query_one(f"#{field}", Input).value.strip()
