"""The keys of a row, the same in every list of items: do, won't do, not right, take back, details.

The rules are asked first: what they refuse for another reason than that something must still be typed is told at once,
and no form is opened for it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from textual import on

from dutytui.platform.row_compositor import paint_now
from dutytui.rules import events
from dutytui.rules.commands import FailItem, TickItem, Undo, WaiveItem
from dutytui.rules.folds import ITEM_PREFIX
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.procedure import ItemKind
from dutytui.rules.refusal import Refusal
from dutytui.rules.views import Act, EntryView, ItemView
from dutytui.screens.desk import DeskScreen
from dutytui.screens.item_rows import DutyRows
from dutytui.screens.item_text import OPEN, title
from dutytui.screens.keys import ITEM_KEYS, bindings
from dutytui.session import Saved
from dutytui.texts.catalogue import _
from dutytui.texts.labels import clock_time
from dutytui.widgets.rows import RowList

_STILL_TO_TYPE = frozenset({"number_missing", "note_missing", "choice_unknown", "evidence_missing", "remark_missing"})
_ANY_REASON = "?"
"""Stands for the reason while the rules are only asked; it is never recorded."""

_DECIDING = frozenset({events.ITEM_DONE, events.ITEM_WAIVED, events.ITEM_FAILED})


@dataclass(frozen=True, slots=True)
class _Done:
    """The last act recorded from this screen, which may be taken back although its row has gone from the list."""

    day: date
    item: str
    title: str
    event: str


class ItemScreen(DeskScreen):
    """A destination whose rows are items (and, it may be, entries). Subclasses say what is selected, of which day."""

    BINDINGS = bindings(*ITEM_KEYS)

    def __init__(self) -> None:
        super().__init__()
        self._last_done: _Done | None = None
        self._offered_back = ""

    @property
    def acts_on(self) -> date:
        """The business day of the rows."""
        return self.session.day

    def selected(self) -> ItemView | EntryView | None:
        raise NotImplementedError

    def after_act(self, key: str) -> None:
        """The item of that key was recorded; the list has been refreshed. Move on to what comes next."""

    def go_to_first_found(self, rows: RowList, words: str) -> None:
        """While somebody looks for `words`, Enter is for the first that was found."""
        if words and isinstance(rows.rows, DutyRows) and rows.rows.items:
            rows.go_to(rows.rows.items[0].key)

    # -- what the keys do -----------------------------------------------------------------------------------------

    @on(RowList.Chosen)
    def act(self) -> None:
        row = self.selected()
        if isinstance(row, EntryView):
            self.open_entry(row.day, row.subject)
        elif row is not None:
            self._do(row)

    def _do(self, item: ItemView) -> None:
        command = TickItem(self.acts_on, item.key)
        # A signature is never given by one key: its form says what it means.
        if item.kind is ItemKind.SIGNATURE:
            self._ask(item, "do", self.session.refuses(command))
            return
        outcome = self.session.submit(command)
        if isinstance(outcome, Saved):
            self._recorded(item, outcome)
            paint_now(self)
        elif isinstance(outcome, Refusal):
            self._ask(item, "do", outcome)
        else:
            self.tell_outcome(outcome)

    def action_record(self) -> None:
        self._with_item(lambda item: self._ask(item, "do", self.session.refuses(TickItem(self.acts_on, item.key))))

    def action_waive(self) -> None:
        self._with_item(
            lambda item: self._ask(item, "waive", self.session.refuses(WaiveItem(self.acts_on, item.key, _ANY_REASON)))
        )

    def action_fail(self) -> None:
        self._with_item(
            lambda item: self._ask(item, "fail", self.session.refuses(FailItem(self.acts_on, item.key, _ANY_REASON)))
        )

    def action_undo(self) -> None:
        row = self.selected()
        last = _last_act(row) if isinstance(row, ItemView) else None
        if isinstance(row, ItemView) and last is not None:
            self._take_back(_Done(self.acts_on, row.key, title(row), last.event))
        elif self._last_done is None:
            self.tell(_("Nothing to take back on this row"), "refused")
        elif self._offered_back != self._last_done.event:
            self._offered_back = self._last_done.event
            words = _("Nothing to take back on this row. F6 again takes back: {item}", item=self._last_done.title)
            self.tell(words, "refused")
        else:
            self._take_back(self._last_done)

    def action_details(self) -> None:
        from dutytui.screens.items import ItemDetails  # only when it is opened

        row = self.selected()
        if isinstance(row, EntryView):
            self.open_entry(row.day, row.subject)
        elif row is not None:
            self.app.push_screen(ItemDetails(self.acts_on, row))

    # -- inside ---------------------------------------------------------------------------------------------------

    def _with_item(self, act: Callable[[ItemView], None]) -> None:
        row = self.selected()
        if isinstance(row, ItemView):
            act(row)
        elif isinstance(row, EntryView):
            self.tell(_("This row is a log entry: Enter opens it"), "refused")
        else:
            self.tell(_("No item is selected"), "refused")

    def _ask(self, item: ItemView, what: str, refused: Refusal | None) -> None:
        """Open the form, unless the rules refuse for a reason that typing won't mend."""
        if refused is not None and refused.code not in _STILL_TO_TYPE:
            self.tell_outcome(refused)
            return
        from dutytui.screens.items import ItemForm, What  # text areas cost 11 ms; only when one is opened

        form = ItemForm(self.acts_on, item, What(what), saved=lambda saved: self._recorded(item, saved))
        self.app.push_screen(form)

    def _recorded(self, item: ItemView, saved: Saved) -> None:
        event = next(event for event in saved.events if event.on == ITEM_PREFIX + item.key)
        self._last_done = _Done(self.acts_on, item.key, title(item), event.id)
        at = clock_time(self.session.now())
        raised = next((event for event in saved.events if event.kind == events.ENTRY_LOGGED), None)
        entry = raised and self.session.entry(raised.day, raised.on)
        if entry:
            words = _("Saved {time}: {item}. Raised: no. {number}", time=at, item=title(item), number=entry.number)
        else:
            words = _("Saved {time}: {item}", time=at, item=title(item))
        self.tell(words, "saved")
        self.after_act(item.key)

    def _take_back(self, done: _Done) -> None:
        outcome = self.submit(Undo(done.day, ITEM_PREFIX + done.item, done.event))
        if isinstance(outcome, Saved):
            self._last_done = None
            self.tell(_("Taken back and saved: {item}", item=done.title), "saved")


def _last_act(item: ItemView) -> Act | None:
    """The latest act on the item that still has effect."""
    acts = [act for act in item.history if act.kind in _DECIDING and not act.undone and not act.void]
    return acts[-1] if acts else None


def next_to_do(items: list[ItemView], key: str) -> str:
    """The key of the first item after `key` that can be done now; else the first of all; else `key`.

    Own ones first, and those that need not be done last.
    """
    places = [item.key for item in items]
    start = places.index(key) + 1 if key in places else 0
    for group in (items[start:], items[:start]):
        ready = [item for item in group if item.status in OPEN and not item.waits_for]
        if ready:
            return min(ready, key=lambda item: (not item.required, not item.mine)).key
    return key
