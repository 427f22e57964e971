"""The closing board: the sweep from the top floor down, then the lock-up. Enter does what comes next, and only that."""

from __future__ import annotations

from textual import on

from dutytui.rules import events
from dutytui.rules.closing import hands, views
from dutytui.rules.closing.commands import EndStay
from dutytui.rules.closing.sweep_view import FloorStatus, FloorView, StayView, StopView
from dutytui.rules.commands import CloseEntry, HandleEntry, TickItem, Undo
from dutytui.rules.folds import ITEM_PREFIX
from dutytui.rules.procedure import ItemKind
from dutytui.rules.views import EntryStatus, EntryView, ItemView
from dutytui.screens.closing.board import ClosingBoard
from dutytui.screens.closing.found import ask_what_was_found
from dutytui.screens.closing.switch import go_along, hand_over_to
from dutytui.screens.closing.words import pace_words
from dutytui.screens.entry_text import name
from dutytui.screens.keys import CLOSING_KEYS, DAY_KEYS, bindings
from dutytui.session import Saved
from dutytui.texts.catalogue import _, pick
from dutytui.widgets.rows import RowList

_SOMEBODY_ELSE = frozenset({"post_not_allowed", "signature_of_team", "person_has_signed", "post_has_signed"})
_SOMEBODY_ELSE_DISPOSES = frozenset({"handle_not_allowed", "close_not_allowed", "recheck_by_handler"})


class ClosingScreen(ClosingBoard):
    """Enter does what comes next, on the current floor only; F5 says what was found and stops the sweep."""

    BINDINGS = bindings(*DAY_KEYS, *CLOSING_KEYS)

    # -- Enter ----------------------------------------------------------------------------------------------------

    @on(RowList.Chosen)
    def act(self, event: RowList.Chosen) -> None:  # type: ignore[override]
        event.prevent_default()  # a list of items would do the item under the cursor
        row, board = self.row(), self.query_one(RowList)
        if isinstance(row, StayView):
            self._end_stay(row)
        elif self.current and board.cursor_key != self.current and self.part is not None:
            where = self.part.current.place if self.part.current else None
            board.go_to(self.current)
            if where is not None:
                self.tell(_("One floor after the other: {floor} comes first", floor=name(where)), "refused")
        else:
            self.go_on()

    def go_on(self) -> None:
        """Do what comes next: dispose of what was found, say who goes, do a step, or let somebody else do it."""
        part = self.part
        if part is None:
            self.tell(_("The mall has no sweep yet: closing.yaml names its phase and team"), "refused")
        elif part.order_broken:
            self.tell(_("Done out of turn at terminals that were apart: F6 takes it back"), "refused")
        elif part.stopped_by:
            self._dispose(part.stopped_by[0])
        elif part.missing:
            go_along(self, part.missing)
        elif part.step is not None:
            self._do_step(part.step)
        else:
            self.tell(_("Everything is swept and locked. 7 again closes the day"))

    def _do_step(self, step: ItemView) -> None:
        answer = next((choice.id for choice in step.choices if not choice.fails), None)
        note = self._self_check(step)
        command = TickItem(self.acts_on, step.key, answer, note=note)
        no = self.session.refuses(command)
        if no is not None and no.code in _SOMEBODY_ELSE:
            hand_over_to(self, hands.for_item(self.session.look(), step), no, self.go_on)
        elif no is None and step.kind is not ItemKind.SIGNATURE:
            saved = self.submit(command)
            if isinstance(saved, Saved):
                self._recorded(step, saved)
        else:
            self._ask(step, "do", no)

    def _self_check(self, step: ItemView) -> str:
        """Kept with the last step of a floor that was gone through quicker than it can be walked."""
        floor = next((one for one in self.part.floors if step in one.steps), None) if self.part else None
        found = views.pace_with(self.session.look(), floor) if floor is not None else None
        return "" if found is None else _("Self-check: {pace}", pace=pace_words(found))

    def _dispose(self, stop: StopView) -> None:
        entry = stop.entry
        if entry is None:
            self.tell(_("The mall raises no entry for it: F6 takes it back once it is settled"), "refused")
            return
        handled = entry.status is EntryStatus.HANDLED
        command = CloseEntry(entry.day, entry.subject, "-") if handled else HandleEntry(entry.day, entry.subject, "-")
        no = self.session.refuses(command)
        able = hands.for_entry(self.session.look(), entry)
        first = able[0].person.id if able else ""
        if no is not None and no.code not in _SOMEBODY_ELSE_DISPOSES:
            self.tell_outcome(no)
        elif no is not None or (first and first != self.session.actor.person):
            hand_over_to(self, able, no, lambda: self._dispose_form(entry, handled))
        else:
            self._dispose_form(entry, handled)

    def _dispose_form(self, entry: EntryView, handled: bool) -> None:
        from dutytui.screens.entry_forms import NoteForm  # the text area is loaded when somebody types

        day, subject = entry.day, entry.subject
        title = _("No. {number}", number=entry.number) + f"  {entry.text}"
        if handled:
            prompt = _("What did the recheck show?")
            self.app.push_screen(
                NoteForm(title, prompt, f"close_entry-{subject}", lambda text: CloseEntry(day, subject, text))
            )
        else:
            prompt = _("How was it handled?")
            self.app.push_screen(
                NoteForm(title, prompt, f"handle-{subject}", lambda text: HandleEntry(day, subject, text))
            )

    def _end_stay(self, stay: StayView) -> None:
        from dutytui.screens.entry_forms import NoteForm  # the text area is loaded when somebody types

        day, subject = self.acts_on, stay.subject
        no = self.session.refuses(EndStay(day, subject))
        if no is not None:
            self.tell_outcome(no)
            return
        title = _("{person} has left", person=stay.name)
        prompt = _("Remark (may stay empty)")
        self.app.push_screen(NoteForm(title, prompt, f"end-{subject}", lambda text: EndStay(day, subject, text)))

    # -- the other keys -------------------------------------------------------------------------------------------

    def action_find(self) -> None:
        self.tell(_("There is nothing to find here: the board shows everything"))

    def action_day(self, step: int) -> None:
        del step  # tonight is swept, and no other night
        self.tell(_("This board is today's. Earlier nights stand in the checklists: 2"))

    def action_fail(self) -> None:
        part, floor = self.part, self.floor()
        if part is None or part.missing:
            self.go_on()
        elif floor is not None and len(floor.steps) > 1:
            ask_what_was_found(self, part.current if floor.status is FloorStatus.AHEAD and part.current else floor)
        elif part.step is not None and part.step.kind is ItemKind.SIGNATURE and part.team:
            self.tell(_("Choose the floor with the arrows, then F5 says what was found there"))
        else:
            super().action_fail()

    def action_undo(self) -> None:
        part, row = self.part, self.row()
        if isinstance(row, StayView):
            self._undo_stay(row)
        elif part is not None and part.order_broken:
            breach = part.order_broken[0]
            self.submit(Undo(self.acts_on, ITEM_PREFIX + breach.item.key, breach.event))
        elif part is not None and part.stopped_by and self.query_one(RowList).cursor_key == self.current:
            self._undo_last((part.stopped_by[0].item,))
        elif isinstance(row, FloorView) and any(step.last is not None for step in row.steps):
            self._undo_last(row.steps)
        else:
            super().action_undo()

    def _undo_last(self, steps: tuple[ItemView, ...]) -> None:
        """The act on these steps that was recorded last."""
        found = [
            (act.recorded, step, act.event)
            for step in steps
            for act in step.history
            if act.kind in {events.ITEM_DONE, events.ITEM_WAIVED, events.ITEM_FAILED}
            and not act.undone
            and not act.void
        ]
        last = max(found, key=lambda one: one[0], default=None)
        if last is not None:
            outcome = self.submit(Undo(self.acts_on, ITEM_PREFIX + last[1].key, last[2]))
            if isinstance(outcome, Saved):
                self.tell(_("Taken back and saved: {item}", item=pick(last[1].title)), "saved")

    def _undo_stay(self, stay: StayView) -> None:
        last = views.last_of_stay(self.session.look(), stay.subject)
        if last is not None:
            self.submit(Undo(self.acts_on, stay.subject, last))

    def action_stay(self) -> None:
        from dutytui.screens.closing.forms import StayForm  # only when somebody stays

        floor = self.floor()
        self.app.push_screen(StayForm(self.acts_on, floor.place.id if floor else ""))

    def action_team(self) -> None:
        part = self.part
        if part is None or not part.team:
            self.tell(_("The team is said before the sweep is signed, and only then"), "refused")
        else:
            go_along(self, part.missing or tuple(member.post for member in part.team), replaces=not part.missing)
