"""I'm away: somebody else decides for me from one day to another; who does so now, and an end to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from dutytui.rules.approvals.commands import EndDelegation, GiveDelegation
from dutytui.rules.approvals.delegations import DelegationFold, delegations
from dutytui.rules.commands import Command
from dutytui.rules.entry_fold import words
from dutytui.rules.lookup import POST_PREFIX
from dutytui.screens.approvals.keys import AWAY_KEYS
from dutytui.screens.approvals.signing import whom_options
from dutytui.screens.dialog import DeskDialog
from dutytui.screens.item_fields import plain
from dutytui.screens.keys import bindings
from dutytui.screens.service.steps import Answers, Step, StepsForm
from dutytui.session import Saved, Session
from dutytui.texts.catalogue import _
from dutytui.texts.conditions import date_words
from dutytui.texts.labels import day_name
from dutytui.texts.typed import read_date
from dutytui.widgets.cells import cut
from dutytui.widgets.rows import Line, ListedRows, RowList

_TO, _FROM, _UNTIL, _REASON = "to", "from", "until", "reason"


def away_form(session: Session) -> StepsForm:
    today = session.now().date()
    people = tuple(option for option in whom_options(session) if not option.value.startswith(POST_PREFIX))

    def steps(_answers: Answers) -> Sequence[Step]:
        return (
            Step(_TO, _("Who decides for you"), people, _("needed"), must=True),
            _date_step(_FROM, _("From (first day)"), _("today"), today),
            _date_step(_UNTIL, _("Until (last day)"), _("needed"), today, must=True),
            Step(_REASON, _("Reason"), wanted=_("may stay empty")),
        )

    def command(answers: dict[str, str]) -> Command:
        first = _read(answers.get(_FROM, ""), today) or today
        until = _read(answers.get(_UNTIL, ""), today) or first
        return GiveDelegation(first, answers.get(_TO, ""), until, answers.get(_REASON, ""))

    def told(saved: Saved) -> str:
        data = saved.events[0].data
        person = next((one.name for one in session.people() if one.id == data.get("to")), "")
        return _("{person} decides for you until {day}", person=person, day=date_words(words(data, "until")))

    return StepsForm(_("I'm away"), "away", steps, command, told=told)


def _date_step(step: str, label: str, wanted: str, today: date, *, must: bool = False) -> Step:
    def wrong(typed: str) -> str:
        return "" if _read(typed, today) else _("A date is needed, like 11-28, +3 or today")

    def shown(typed: str) -> str:
        found = _read(typed, today)
        return date_words(found.isoformat()) if found else typed

    return Step(step, label, wanted=wanted, must=must, wrong=wrong, shown=shown)


def _read(typed: str, today: date) -> date | None:
    text = plain(typed)
    return read_date(text, today) if text else None


class _Running(ListedRows):
    def __init__(self, session: Session) -> None:
        law = session.look().law
        today = session.now().date()
        self.folds = {on: fold for on, fold in delegations(session.state) if fold.until >= today}
        self._lines = [
            _words(fold, law.person(fold.giver).name, law.person(fold.to).name) for fold in self.folds.values()
        ]
        super().__init__(list(self.folds))

    def line(self, index: int, width: int) -> Line:
        return ((cut(self._lines[index], width), ""),)


def _words(fold: DelegationFold, giver: object, to: object) -> str:
    from dutytui.texts.shown import shown

    days = _("{first} to {last}", first=day_name(fold.first), last=day_name(fold.until))
    told = _("{days}: {person} decides for {giver}", days=days, person=shown(to), giver=shown(giver))
    reason = words(fold.given.data, "reason") if fold.given else ""
    return f"{told}  {reason}" if reason else told


class AwayScreen(DeskDialog):
    """Who decides for whom, now and in days to come: Ctrl+N adds one, Enter on a row ends it."""

    KEYS = AWAY_KEYS
    BINDINGS: ClassVar[list[BindingType]] = bindings(AWAY_KEYS[0])
    DEFAULT_CSS = """
    AwayScreen .form--title { height: 1; color: $text-accent; text-style: bold; }
    AwayScreen RowList { height: 8; background: $surface; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._sure = ""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(_("Away: who decides for whom"), classes="form--title", markup=False)
            yield RowList(id="running")
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.query_one(RowList).focus()
        self.refresh_views()

    def on_screen_resume(self) -> None:
        self.refresh_views()

    def refresh_views(self) -> None:
        empty = _("Nobody decides for anybody else.\nCtrl+N: say who decides for you while you are away.")
        self.query_one(RowList).show(_Running(self.session), empty=empty)

    def action_give(self) -> None:
        if not self.session.actor.person:
            self.tell(_("Sign in first: F8"), "refused")
        else:
            self.app.push_screen(away_form(self.session))

    @on(RowList.Chosen)
    def action_end(self) -> None:
        """Enter ends it, and asks once more."""
        rows = self.query_one(RowList)
        key, listed = rows.cursor_key, rows.rows
        fold = listed.folds.get(key) if isinstance(listed, _Running) else None
        if fold is None:
            return
        command = EndDelegation(fold.first, key)
        if self._sure != key and self.session.refuses(command) is None:
            self._sure = key
            self.tell(_("Enter again ends it from now on"))
            return
        self._sure = ""
        outcome = self.submit(command)
        if isinstance(outcome, Saved):
            self.tell(self.saved(), "saved")
            self.refresh_views()
