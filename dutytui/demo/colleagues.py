"""The other people of the invented day: they do their items in their time, leave some to be late, and write entries.

They work through a session and a journal of their own, by the same rules as everybody. What they do depends on the day
and the item alone, so two demonstrations of one day are alike.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from dutytui.demo.story import STORY
from dutytui.rules.commands import CloseEntry, HandleEntry, LogEntry, TickItem, Value
from dutytui.rules.events import Event
from dutytui.rules.procedure import Item, ItemKind, Person
from dutytui.rules.views import EntryStatus, EntryView, ItemStatus, ItemView
from dutytui.session import Actor, Saved, Session
from dutytui.texts.catalogue import _

_CAN_BE_DONE = (ItemStatus.PENDING, ItemStatus.DUE, ItemStatus.LATE)
_SOON = timedelta(minutes=20)
_UNATTENDED = 0.35
"""The part of the entries that waits for the duty manager."""
_LEFT = 0.12
"""The part of their items that they forget until somebody asks."""


class Colleagues:
    """Everybody but `me`, the person id of who watches.

    session: over a journal of its own, on the same clock; told: how much of the story is recorded already.
    """

    def __init__(self, session: Session, me: str, told: int = 0) -> None:
        self._session = session
        self._me = me
        self.told = told
        self._items = {f"{phase.id}/{item.id}": item for phase in session.procedures.phases for item in phase.items}

    def catch_up(self) -> list[Event]:
        """Do all whose time has come by now; the events are recorded when this returns."""
        now = self._session.now()
        self._session.tick()
        recorded = self._tell(now)
        for phase in self._session.phases():
            if phase.starts - timedelta(minutes=30) <= now:
                for item in self._session.checklist(phase.id).items:
                    recorded += self._work_on(item, now)
        for entry in self._session.logbook().entries:
            recorded += self._attend_to(entry, now)
        return recorded

    def _tell(self, now: datetime) -> list[Event]:
        recorded: list[Event] = []
        midnight = datetime.combine(self._session.day, datetime.min.time(), now.tzinfo)
        while self.told < len(STORY) and midnight + timedelta(minutes=STORY[self.told].minute) <= now:
            telling = STORY[self.told]
            self.told += 1
            self._become(*telling.by)
            happened = midnight + timedelta(minutes=telling.minute)
            outcome = self._session.submit(LogEntry(self._session.day, telling.fields(), at=happened))
            recorded += outcome.events if isinstance(outcome, Saved) else ()
        return recorded

    def _attend_to(self, entry: EntryView, now: datetime) -> list[Event]:
        """An entry is handled around its due time by whom it is for, and closed a while later by whom it is from."""
        chance = Random(f"{entry.day} {entry.number}")
        if chance.random() < _UNATTENDED:
            return []
        handled_at = entry.happened + ((entry.due or entry.happened) - entry.happened) * (0.5 + 0.6 * chance.random())
        handled_at = min(max(handled_at, entry.happened + _SOON), entry.happened + 4 * _SOON)
        author = entry.by.id if entry.by else ""
        command: HandleEntry | CloseEntry
        if entry.status is EntryStatus.OPEN and handled_at <= now:
            who = entry.owner.id if entry.owner else author
            command = HandleEntry(entry.day, entry.subject, _("Dealt with on the spot"))
        elif entry.status is EntryStatus.HANDLED and handled_at + _SOON <= now:
            who, command = author, CloseEntry(entry.day, entry.subject)
        else:
            return []
        people = [person for person in self._session.people() if person.id != self._me]
        for person in (one for one in people if who in (one.id, *one.posts)):
            self._become(person.id, who if who in person.posts else person.posts[0])
            outcome = self._session.submit(command)
            if isinstance(outcome, Saved):
                return list(outcome.events)
        return []

    def _work_on(self, item: ItemView, now: datetime) -> list[Event]:
        if item.status not in _CAN_BE_DONE or self._moment(item) > now:
            return []
        done: list[Event] = []
        signed = {post.id for post in item.signed}
        for person, post in self._who(item, signed):
            self._become(person.id, post)
            outcome = self._session.submit(self._command(item))
            done += outcome.events if isinstance(outcome, Saved) else ()
            if done and item.kind is not ItemKind.SIGNATURE:
                break
        return done

    def _who(self, item: ItemView, signed: set[str]) -> list[tuple[Person, str]]:
        """Those who may do it, whose floor it is first."""
        place = item.place.id if item.place else ""
        people = sorted(self._session.people(), key=lambda person: place not in person.floors)
        wanted = [post.id for post in item.posts if post.id not in signed]
        return [
            (person, post) for post in wanted for person in people if post in person.posts and person.id != self._me
        ]

    def _become(self, person: str, post: str) -> None:
        name = next((one.name for one in self._session.people() if one.id == person), person)
        self._session.actor = Actor(person, name, post)

    def _moment(self, item: ItemView) -> datetime:
        """When it is done: some time between its opening and its due time; the few that are left, well after it."""
        chance = Random(f"{item.due.date()} {item.key}")
        share = 0.3 + 0.6 * chance.random()
        if chance.random() < _LEFT:
            return item.due + timedelta(minutes=25)
        return item.opens + (item.due - item.opens) * share

    def _command(self, item: ItemView) -> TickItem:
        described = self._items[item.key.partition("@")[0]]
        evidence = _("seen") if described.evidence else ""
        return TickItem(self._session.day, item.key, value=_value(described, item.key), evidence=evidence)


def _value(item: Item, key: str) -> Value:
    match item.kind:
        case ItemKind.NUMBER:
            low = item.minimum or 0
            high = min(item.maximum if item.maximum is not None else low + 200, low + 200)
            return round(low + (high - low) * Random(key).random())
        case ItemKind.NOTE:
            return _("Nothing out of the ordinary")
        case ItemKind.CHOICE:
            return next((choice.id for choice in item.choices if not choice.fails), None)
        case _:
            return None
