"""A terminal's session: one place through which everything is asked and everything is recorded.

``submit(command)`` decides, appends (durable), folds and notifies; views are computed on demand. No Textual here: the
screens, the command line, the tests and the demo drive the same object. It is used from one thread.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from dutytui.clock import Clock
from dutytui.rules import board, events
from dutytui.rules.events import Event, Fact
from dutytui.rules.folds import PERSON_PREFIX
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.plan import DayPlan, business_day
from dutytui.rules.procedure import Person, Post, Procedures
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State
from dutytui.rules.views import BoardView, ChecklistView, EntryView, ItemView, LogbookView, PhaseView
from dutytui.session_parts import EverybodyCounts, Journal, ProceduresInForce, Records, WhoCounts, heed, standing
from dutytui.store.lines import Unrecordable
from dutytui.store.notices import Notice
from dutytui.store.proving import Proving

if TYPE_CHECKING:
    from dutytui.rules.capture import Vocabulary
    from dutytui.rules.commands import Command


@dataclass(frozen=True, slots=True)
class Saved:
    """The command is on disk: `events` were recorded and `fdatasync` has returned."""

    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class NotSaved:
    """The disk said no: nothing was recorded, nothing is shown as done, and the command may be submitted again."""

    reason: OSError


Outcome = Saved | Refusal | NotSaved


@dataclass(frozen=True, slots=True)
class Actor:
    """Who sits at this terminal, under which post."""

    person: str
    name: str
    post: str


NOBODY = Actor("", "", "")


class Session:
    """See the module. `day` is the business day now; it moves on by itself when `tick` sees the day start pass."""

    def __init__(
        self,
        *,
        clock: Clock,
        procedures: ProceduresInForce,
        journal: Journal,
        records: Records,
        who_counts: WhoCounts | None = None,
        noted: Iterable[Event] = (),
    ) -> None:
        """noted: events of earlier days that it must know from the beginning: who has a PIN."""
        self._clock = clock
        self._source = procedures
        self._journal = journal
        self._records = records
        self._who_counts = who_counts or EverybodyCounts()
        self._looked_back = False
        self._listeners: list[Callable[[], None]] = []
        self._plans: dict[date, DayPlan] = {}
        self._versions: dict[date, Procedures] = {}
        self._vocabulary: Vocabulary | None = None
        self._loaded: set[date] = set()
        self._spans: set[tuple[str, date, date]] = set()
        self._draw_again = now = clock.now()
        self.awake = False
        self.actor = NOBODY
        self.procedures, notices = procedures.current(now.date())
        self.day = business_day(now, self.procedures.mall.day_starts)
        if self.day != now.date():  # the night belongs to the day before, which another version may be in force on
            self.procedures, notices = procedures.current(self.day)
        self.notices: list[Notice] = list(notices)
        self.state = State(self.procedures, self._who_counts.noted)
        self.proving = Proving(self.state, lambda: self.procedures, procedures)
        self._take_in(noted)
        self._load(self.day)
        self._resume()

    # -- time -----------------------------------------------------------------------------------------------------

    def now(self) -> datetime:
        return self._clock.now()

    def tick(self) -> bool:
        """Once a second: notices a new business day, changed procedures, other writers. True when views may differ."""
        now = self.now()
        moved = self._take_in(self._records.news(self.day, self._journal.writer)) > 0
        moved = self.judge() or moved
        day = business_day(now, self.procedures.mall.day_starts)
        if day != self.day or self._source.changed():
            self._put_in_force(day)
            moved = True
        if day != self.day:
            self.day = day
            self._load(day)
            self.load_open(self.open_before())
            if self.awake:
                self.wake(None)
        if self.awake and now >= self._draw_again:
            self._draw_rounds(now)
        if moved:
            self._tell()
        return moved

    def wake(self, alive: datetime | None) -> Outcome:
        """This terminal stands open from now on, and says so (`dutytui.rules.presence`).

        alive: when it was last known to be, if the time before it ended without a word. A terminal that stands over the
        beginning of a new day says so again by itself.
        """
        from dutytui.rules.presence.commands import OpenDesk  # commands are loaded behind the first screen

        if alive is not None:
            self._load(business_day(alive.astimezone(self.now().tzinfo), self.procedures.mall.day_starts))
        outcome = self.submit(OpenDesk(self.day, self._journal.writer, alive))
        self.awake = self.awake or isinstance(outcome, Saved)
        return outcome

    def sleep(self) -> bool:
        """This terminal is closed in order. False when that could not be recorded, or it was not open."""
        from dutytui.rules.presence.commands import CloseDesk

        closed = self.awake and isinstance(self.submit(CloseDesk(self.day, self._journal.writer)), Saved)
        self.awake = False
        return closed

    # -- what is recorded -----------------------------------------------------------------------------------------

    def submit(self, command: Command) -> Outcome:
        """Carry out a command: `Saved` once it is on disk, `Refusal` or `NotSaved` if the rules or the disk say no."""
        now = self.now()
        decided = self._decide(command, now)
        if isinstance(decided, Refusal):
            return decided
        try:
            signed = [self.proving.signatory.signed(fact) for fact in decided]
            recorded = self._journal.append(signed, now=now, day=business_day(now, self.procedures.mall.day_starts))
        except OSError as reason:
            return NotSaved(reason)
        except Unrecordable as reason:
            return Refusal(f"unrecordable_{reason.code}")
        self.state.extend(recorded)
        self.judge()
        self._follow(recorded)
        self._tell()
        # A journal's first append also records that it was opened, which is nobody's command.
        return Saved(tuple(event for event in recorded if event.cause == decided[0].cause))

    def refuses(self, command: Command) -> Refusal | None:
        """Why `submit` would refuse the command now, None when it would not. Nothing is recorded.

        A screen asks this before it asks a person for what the command still lacks.
        """
        decided = self._decide(command, self.now())
        return decided if isinstance(decided, Refusal) else None

    def receive(self, recorded: Iterable[Event]) -> None:
        """Take in events that another journal recorded."""
        self._take_in(recorded)
        self._tell()

    def replace_notices(self, prefix: str, notices: Iterable[Notice]) -> None:
        """These are all there are whose code begins with `prefix`."""
        self.notices[:] = [known for known in self.notices if not known.code.startswith(prefix)] + list(notices)

    def listen(self, listener: Callable[[], None]) -> None:
        """Call `listener` after every change, in the caller's thread."""
        self._listeners.append(listener)

    def load_about(self, prefix: str, first: date, last: date) -> None:
        """Take in what was recorded, on whatever day, about subjects of days from first to last (inclusive).

        prefix: ``obligation:``, ``assessment:`` …; the same days are read once.
        """
        span = (prefix, first, last)
        if span not in self._spans:
            self._spans.add(span)
            self._take_in(self._records.about_subjects(prefix, first, last))

    def open_before(self) -> Sequence[Event]:
        """What earlier days left open, for `load_open`. Where there is much it takes a second: read it in a worker."""
        return self._records.open_before(self.day, self.state.trust.limit)

    def load_open(self, left_open: Iterable[Event]) -> None:
        """Take in what earlier days left open, who held the duty last, whether yesterday was closed, what fell due; it
        may run after the first paint."""
        from dutytui.rules.handover.duty import duty_at
        from dutytui.rules.obligations.views import span_of_today

        if self.procedures.handover.holders:
            # A mall that was closed for some days is looked at a week back, and no further.
            earlier = (self.day - timedelta(days=back) for back in range(1, 8))
            for day in earlier:
                if duty_at(self.state, self.day).claims:
                    break
                self._load(day)
        if self.procedures.closing.day is not None:
            self._load(self.day - timedelta(days=1))
        self.load_about("obligation:", *span_of_today(self.procedures, self.day))
        self.state.begins(self._records.first_day() or self.day)
        self._looked_back = True
        self.receive(left_open)

    def close(self) -> None:
        self._journal.close()

    # -- views ----------------------------------------------------------------------------------------------------

    def plan(self, day: date) -> DayPlan:
        """The day's plan under the procedures in force on that day (a past day keeps those it was worked under)."""
        if day not in self._plans:
            self._load(day)
            self._plans[day] = self._source.plan(self.procedures_of(day), day)
        return self._plans[day]

    def procedures_of(self, day: date) -> Procedures:
        if day >= self.day:
            return self.procedures
        if day not in self._versions:
            self._versions[day] = self._source.version(self._version_of(day)) or self.procedures
        return self._versions[day]

    def look(self, day: date | None = None) -> Looking:
        """What the views of the areas (``rules/<area>/views.py``) are made from; today's without a day."""
        day = day or self.day
        plan, procedures = self.plan(day), self.procedures_of(day)
        writer = self._journal.writer if self.awake else ""
        return Looking(self.state, plan, procedures, self.now(), self.actor.person, self.actor.post, writer)

    def board(self) -> BoardView:
        return board.board(
            self.state, self.plan(self.day), self.procedures, self.now(), self.actor.post, self.actor.person
        )

    def phases(self, day: date | None = None) -> tuple[PhaseView, ...]:
        day = day or self.day
        return board.phases(self.state, self.plan(day), self.procedures_of(day), self.now())

    def checklist(self, phase: str, day: date | None = None) -> ChecklistView:
        day = day or self.day
        plan, procedures = self.plan(day), self.procedures_of(day)
        return board.checklist(self.state, plan, procedures, phase, self.now(), self.actor.post, self.actor.person)

    def item(self, key: str, day: date | None = None) -> ItemView | None:
        day = day or self.day
        plan, procedures = self.plan(day), self.procedures_of(day)
        return board.item(self.state, plan, procedures, key, self.now(), self.actor.post, self.actor.person)

    def logbook(self, day: date | None = None) -> LogbookView:
        day = day or self.day
        self._load(day)
        from dutytui.rules import logbook  # as the other pages' views

        return logbook.logbook(self.state, self.procedures_of(day), day, self.now())

    def entry(self, day: date, subject: str) -> EntryView | None:
        self._load(day)
        from dutytui.rules import logbook

        return logbook.entry(self.state, self.procedures_of(day), day, subject, self.now())

    @property
    def vocabulary(self) -> Vocabulary:
        """The words the capture line knows, from the procedures in force."""
        if self._vocabulary is None:
            from dutytui.rules.capture import vocabulary  # late: nobody types before the first screen stands

            self._vocabulary = vocabulary(self.procedures)
        return self._vocabulary

    def people(self) -> tuple[Person, ...]:
        return self.procedures.people

    def posts(self) -> tuple[Post, ...]:
        return self.procedures.posts

    # -- inside ---------------------------------------------------------------------------------------------------

    def _take_in(self, recorded: Iterable[Event]) -> int:
        """Events of other journals, too: what is recorded here from now on sorts after all that was known here."""
        taken = standing(self._journal, recorded)
        heed(self._journal, taken, self.now())
        new = self.state.extend(taken)
        self.judge()
        return new

    def prove(self) -> None:
        """From now on people's signatures are verified; until then they are taken at their word (`Proving`)."""
        self.proving.verify()
        self.judge()

    def judge(self) -> bool:
        """Asks anew whose records count. Where that has changed, what earlier days left open is another, too.

        Terminals and people's keys rest on each other: see `Proving.learn`; then terminals as people signed for them.
        """
        self.proving.learn(lambda signed: self._who_counts.terminals(self.state, self.procedures, signed))
        changed = self._who_counts.learn(self.state, self.procedures, self.proving.trust)
        if changed:
            self.replace_notices("terminal_", self._who_counts.notices)
        if changed and self._looked_back:
            self._take_in(self.open_before())
        return changed

    def _version_of(self, day: date) -> str:
        """The version that the day's last event was recorded under, "" when it has none."""
        events = (event for subject in self.state.subjects(day) for event in subject.events if event.procedure)
        found = list(filter(self.state.trust.counts, events))
        return max(found, key=lambda event: event.order).procedure if found else ""

    def _load(self, day: date) -> None:
        if day in self._loaded:
            return
        self._loaded.add(day)
        recorded, notices = self._records.about(day)
        self._take_in(recorded)
        self.notices.extend(notices)

    def _resume(self) -> None:
        """Who was signed in at this terminal when it stopped is signed in again (the same business day only)."""
        people = [event for subject in self.state.subjects(self.day, PERSON_PREFIX) for event in subject.events]
        own = [event for event in people if event.writer == self._journal.writer]
        self._follow(sorted(own, key=lambda event: event.order))

    def _decide(self, command: Command, now: datetime) -> tuple[Fact, ...] | Refusal:
        from dutytui.rules.context import Context  # with the first command
        from dutytui.rules.decide import decide

        context = Context(
            now=now,
            person=self.actor.person,
            post=self.actor.post,
            plan=self.plan(getattr(command, "day", self.day)),
            procedures=self.procedures,
            command=f"{self._journal.writer}.{self._journal.next_seq}",
            credentials=self.proving.credentials,
            proven=self.proving.signatory.person,
            shut_out=self._who_counts.shut_out,
        )
        return decide(self.state, command, context)

    def _draw_rounds(self, now: datetime) -> None:
        """The day's random rounds, as soon as somebody is there who may walk them; from a seed nobody can foresee."""
        from dutytui.rules.patrols.commands import DrawRounds
        from dutytui.rules.patrols.draw import to_draw

        for route in to_draw(self.look()) if self.actor.post else ():
            if not isinstance(self.submit(DrawRounds(self.day, route, secrets.token_hex(8))), Saved):
                self._draw_again = now + timedelta(minutes=1)  # a full disk is not asked every second

    def _follow(self, recorded: Iterable[Event]) -> None:
        for event in recorded:
            if event.kind == events.SIGNED_IN:
                if event.by != self.proving.signatory.person:
                    self.proving.signatory.lock()
                self.actor = Actor(event.by, str(event.data.get("name", event.by)), event.post)
            elif event.kind == events.SIGNED_OUT and event.by == self.actor.person:
                self.actor = NOBODY
                self.proving.signatory.lock()

    def _put_in_force(self, day: date) -> None:
        """What is in force on that day, which may be another version than before."""
        before = self.procedures.version
        self.procedures, notices = self._source.current(day)
        self.replace_notices("procedures", notices)
        if self.procedures.version != before:
            self._plans.clear()
            self._vocabulary = None
            self._versions.clear()
            self.state.judge_by(self.procedures)
            self.judge()

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()
