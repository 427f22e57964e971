"""What is written into the logbook, and who attends to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from dutytui.rehearsal.invented.telling import Telling
from dutytui.rehearsal.troupe import Troupe
from dutytui.rules.commands import CloseEntry, HandleEntry, LogEntry
from dutytui.rules.views import EntryStatus, EntryView
from dutytui.texts.catalogue import _

_SOON = timedelta(minutes=20)
_UNATTENDED = 0.35
"""The part of the entries that waits for the duty manager."""


def tell(troupe: Troupe, story: Sequence[Telling], told: int) -> int:
    """Record what of the story has happened by now; `told` of it is recorded already. Returns how much is now."""
    midnight = datetime.combine(troupe.day, datetime.min.time(), troupe.now.tzinfo)
    while told < len(story) and midnight + timedelta(minutes=story[told].minute) <= troupe.now:
        telling = story[told]
        told += 1
        happened = midnight + timedelta(minutes=telling.minute)
        troupe.does(*telling.by, LogEntry(troupe.day, telling.fields(), at=happened))
    return told


def attend_to_entries(troupe: Troupe) -> None:
    """An entry is handled around its due time by whom it is for, and closed a while later by whom it is from."""
    for entry in troupe.session.logbook().entries:
        if entry.status is not EntryStatus.CLOSED:
            _attend_to(troupe, entry)


def _attend_to(troupe: Troupe, entry: EntryView) -> None:
    chance = troupe.chance(entry.day, entry.number)
    # What an item has raised holds up the work behind it: nobody waits with that.
    if chance.random() < _UNATTENDED and not entry.item:
        return
    handled_at = entry.happened + ((entry.due or entry.happened) - entry.happened) * (0.5 + 0.6 * chance.random())
    handled_at = min(max(handled_at, entry.happened + _SOON), entry.happened + 4 * _SOON)
    author = entry.by.id if entry.by else ""
    if entry.status is EntryStatus.OPEN and handled_at <= troupe.now:
        owner = entry.owner.id if entry.owner else author
        _somebody(troupe, owner, HandleEntry(entry.day, entry.subject, _("Dealt with on the spot")))
    elif entry.status is EntryStatus.HANDLED and handled_at + _SOON <= troupe.now:
        _somebody(troupe, author, CloseEntry(entry.day, entry.subject))


def _somebody(troupe: Troupe, who: str, command: HandleEntry | CloseEntry) -> None:
    """who: a person, or a post that anybody of it may do it under."""
    person = next((one for one in troupe.session.people() if one.id == who), None)
    if person is None:
        troupe.one_does([who], command)
    else:
        troupe.does(person.id, person.posts[0], command)
