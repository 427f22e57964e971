"""The patrols: rounds begun, points ticked or called in by radio, missed ones explained, a reader's file brought in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from textual import on

from dutytui.rules import events
from dutytui.rules.commands import Undo
from dutytui.rules.patrols.commands import EndRound, ExplainRounds, ReachPoint, StartRound
from dutytui.rules.patrols.fold import RADIO
from dutytui.rules.patrols.radio import Call, read_call
from dutytui.rules.patrols.standing import RoundStatus
from dutytui.rules.patrols.views import RoundView
from dutytui.screens.keys import ITEM_KEYS, PATROL_KEYS, bindings
from dutytui.screens.patrol.list import RoundList
from dutytui.screens.patrol.radio_line import RadioLine
from dutytui.screens.patrol.words import name, titled, whole_round
from dutytui.session import Saved, Session
from dutytui.texts.catalogue import _, pick
from dutytui.texts.labels import clock_time, short_time
from dutytui.widgets.rows import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult

_ANY_REASON = "?"
"""Stands for the reason while the rules are only asked; it is never recorded."""

_UNDOABLE = frozenset({events.ROUND_STARTED, events.POINT_REACHED, events.ROUND_ENDED, events.ROUND_EXPLAINED})
_AFTERWARDS = frozenset({RoundStatus.MISSED, RoundStatus.UNKNOWN, RoundStatus.BEFORE_USE, RoundStatus.EXPLAINED})


class PatrolScreen(RoundList):
    """Enter begins the round under the cursor, and then ticks its points one after the other."""

    BINDINGS = bindings(*ITEM_KEYS, *PATROL_KEYS)

    def compose_body(self) -> ComposeResult:
        yield from super().compose_body()
        yield RadioLine(self._heard, self._understood)

    # -- walking --------------------------------------------------------------------------------------------------

    @on(RowList.Chosen)
    def act(self) -> None:
        chosen = self.selected()
        if chosen is None:
            return
        if chosen.status is RoundStatus.RUNNING:
            self._next(chosen)
        elif chosen.status in _AFTERWARDS:
            self._begin_in_full(chosen)
        else:
            outcome = self.submit(StartRound(self.day, chosen.route, chosen.key if chosen.planned else ""))
            if isinstance(outcome, Saved):
                self._say_saved(_("{round} has begun", round=pick(chosen.title)))
                self.rows.go_to(chosen.subject)

    def _next(self, chosen: RoundView) -> None:
        """The next point, or the end when there is none."""
        if not chosen.next:
            self.action_end_round()
            return
        outcome = self.submit(ReachPoint(self.day, chosen.key, chosen.next))
        if isinstance(outcome, Saved):
            self._say_reached(chosen, chosen.next, outcome)

    def _say_reached(self, chosen: RoundView, point: str, outcome: Saved) -> None:
        words = next((name(one.point) for one in chosen.points if one.point.id == point), point)
        if any(event.kind == events.ROUND_ENDED for event in outcome.events):
            words = _("{point}, and with it the whole round", point=words)
        self._say_saved(words)
        self.rows.go_to(chosen.subject)

    def action_end_round(self) -> None:
        chosen = self.selected()
        if chosen is None:
            self.tell(_("No round is selected"), "refused")
            return
        command = EndRound(self.day, chosen.key)
        refused = self.session.refuses(command)
        if refused is None:
            if isinstance(self.submit(command), Saved):
                self._say_saved(_("{round} is over", round=pick(chosen.title)))
        elif refused.code == "points_left_out":
            from dutytui.screens.entry_forms import NoteForm  # text areas are loaded when one is opened

            left = _(", ").join(name(point) for point in refused.values["points"])
            title = _("End the round: {round}", round=titled(chosen, self.day))
            prompt = _("Not reached: {points}. Why?", points=left)
            draft = f"end-{self.day}-{chosen.key}"
            day, key = self.day, chosen.key
            self.app.push_screen(NoteForm(title, prompt, draft, lambda note: EndRound(day, key, note)))
        else:
            self.tell_outcome(refused)

    def action_free_round(self) -> None:
        from dutytui.screens.patrol.forms import FreeForm

        free = self.view().free
        if not free:
            self.tell(_("No route may be walked freely: patrols.yaml says which, with free: true"), "refused")
            return

        def begun(saved: Saved) -> None:
            self._say_saved(_("A free round has begun"))
            self.rows.go_to(saved.events[0].on)

        self.app.push_screen(FreeForm(self.day, free, begun))

    def action_record(self) -> None:
        """In full: begin it with its real time and for whoever walks it; once begun, points with their times."""
        chosen = self.selected()
        if chosen is None:
            self.tell(_("No round is selected"), "refused")
        elif chosen.began is not None:
            self.action_radio()
        else:
            self._begin_in_full(chosen)

    def _begin_in_full(self, chosen: RoundView) -> None:
        from dutytui.screens.patrol.begin import begin_form

        def begun(_saved: Saved) -> None:
            self._say_saved(_("{round} has begun", round=pick(chosen.title)))
            self.rows.go_to(chosen.subject)

        self.app.push_screen(begin_form(self.session, self.day, chosen, begun))

    # -- the radio ------------------------------------------------------------------------------------------------

    def action_radio(self) -> None:
        if self._on_air() is None:
            self.tell(_("Begin a round first, or choose one of those that run: calls belong to a round"), "refused")
        else:
            self.query_one(RadioLine).open()

    def _on_air(self) -> RoundView | None:
        """The round that calls are for: the selected one if it was begun, else the only one that runs."""
        chosen = self.selected()
        if chosen is not None and chosen.began is not None:
            return chosen
        running = [one for one in self.view().rounds if one.status is RoundStatus.RUNNING]
        return running[0] if len(running) == 1 else None

    def _heard(self, line: str) -> Call:
        from dutytui.texts.pinyin import matches  # its table is read when the first call is typed

        round_ = self._on_air()
        procedures = self.session.procedures_of(self.day)
        patrols = procedures.patrols
        own = [point.point.id for point in round_.points] if round_ is not None else []
        points = [point for point in patrols.points if point.id in own]
        now = _moment(self.session, self.day)
        return read_call(line, points, patrols, procedures.mall, now, lambda typed, word: bool(matches(typed, word)))

    def _understood(self, call: Call) -> tuple[str, bool]:
        round_ = self._on_air()
        patrols = self.session.procedures_of(self.day).patrols
        names = {point.id: pick(point.name) for point in patrols.points}
        match call.problem:
            case "empty":
                return (titled(round_, self.day) if round_ is not None else ""), True
            case "unknown":
                return _("{word}: no point of this round is called so", word=call.word), False
            case "ambiguous":
                several = _(", ").join(names.get(point, point) for point in call.candidates)
                return _("Which one: {points}?", points=several), False
            case "time_in_future":
                return _("{word} has not come yet", word=call.word), False
        at = short_time(call.at, self.day) if call.at is not None else _("now")
        words = _("{point} reached, {time}", point=names.get(call.point, call.point), time=at)
        return (f"{words}  {call.note}".rstrip(), True)

    @on(RadioLine.Said)
    def record_call(self, event: RadioLine.Said) -> None:
        round_, call = self._on_air(), event.call
        if round_ is None:
            return
        command = ReachPoint(self.day, round_.key, call.point, RADIO, call.at, call.note)
        outcome = self.submit(command)
        if isinstance(outcome, Saved):
            self._say_reached(round_, call.point, outcome)
            self.query_one(RadioLine).clear()

    @on(RadioLine.Closed)
    def to_the_list(self) -> None:
        self.rows.focus()

    # -- what is not as it should be ------------------------------------------------------------------------------

    def action_waive(self) -> None:
        """Why rounds were not walked: one word for all with the same cause."""
        from dutytui.screens.patrol.forms import ExplainForm

        chosen = self.selected()
        waiting = [one for one in self.view().rounds if one.needs_word]
        if chosen is None or not chosen.needs_word:
            late = chosen if chosen is not None and chosen.status is not RoundStatus.AHEAD else None
            refused = late and self.session.refuses(ExplainRounds(self.day, (late.key,), _ANY_REASON))
            if late is not None and refused is None:
                waiting, chosen = [late], late
            elif not waiting:
                self.tell(_("Nothing to explain: no round was missed"), "refused")
                return
            else:
                chosen = waiting[0]
        refused = self.session.refuses(ExplainRounds(self.day, (chosen.key,), _ANY_REASON))
        if refused is not None:
            self.tell_outcome(refused)
            return
        self.app.push_screen(ExplainForm(self.day, waiting, chosen))

    def action_fail(self) -> None:
        """Something is wrong at the point one has come to: into the logbook, with the place there already."""
        chosen = self.selected()
        places = {point.point.id: point for point in chosen.points} if chosen is not None else {}
        reached = [point for point in places.values() if point.reached is not None]
        here = max(reached, key=lambda point: point.reached or datetime.min, default=None)
        if chosen is None or chosen.status is not RoundStatus.RUNNING or here is None:
            self.desk.action_capture()
            return
        draft = self.desk.drafts.load("capture") or {}
        if not draft.get("text"):
            words = name(here.point)
            if here.place not in words:
                words = f"{here.place} {words}"
            self.desk.drafts.save("capture", {"text": f"{words} "})
        self.desk.action_capture()

    def action_undo(self) -> None:
        chosen = self.selected()
        acts = [
            act for act in (chosen.history if chosen else ()) if act.kind in _UNDOABLE and not act.undone | act.void
        ]
        if chosen is None or not acts:
            self.tell(_("Nothing to take back on this row"), "refused")
        elif isinstance(self.submit(Undo(self.day, chosen.subject, acts[-1].event)), Saved):
            self.tell(_("Taken back and saved {time}", time=clock_time(self.session.now())), "saved")

    def action_details(self) -> None:
        from dutytui.screens.details import Details

        chosen, day, now = self.selected(), self.day, self.session.now()
        if chosen is not None:
            self.app.push_screen(Details(lambda width: whole_round(chosen, day, now, width)))

    def action_read_file(self) -> None:
        from dutytui.screens.files import none_here
        from dutytui.screens.patrol.forms import ReaderForm

        away = none_here(self.desk)
        if away:
            self.tell(away, "refused")
            return
        self.app.push_screen(ReaderForm(self.day))

    def _say_saved(self, words: str) -> None:
        at = clock_time(self.session.now())
        self.tell(_("Saved {time}: {what}", time=at, what=words), "saved")


def _moment(session: Session, day: date) -> datetime:
    """Now; on a day that is over its last second, so that a time typed is one of that day."""
    now = session.now()
    if day == session.day:
        return now
    starts = session.procedures.mall.day_starts
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=now.tzinfo) + timedelta(minutes=starts)
