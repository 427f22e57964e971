"""Dated things as iCalendar (RFC 5545), for phones and calendar programs.

Every date is an event of its own, without a recurrence rule: dates follow working days, holidays and make-up days,
which no RRULE can say. The UID of an event stays the same, so that bringing the file in again changes what is there
instead of doubling it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vText

from dutytui.rules.lazy_dataclass import dataclass

_RINGS = timedelta(hours=9)
"""When the reminder of a whole day rings: in the morning, not at midnight."""


@dataclass(frozen=True, slots=True)
class Dated:
    """uid: the same in every export; time: minutes after midnight, which may pass 24:00, None for the whole day; shown:
    the day on which it is reminded of, `day` or earlier."""

    uid: str
    title: str
    words: str
    day: date
    time: int | None
    shown: date


def ical(entries: Sequence[Dated], name: str, zone: str, made: datetime) -> bytes:
    """The file. name: what calendar programs call it; zone: IANA name; made: when (aware)."""
    calendar = Calendar()
    calendar.add("prodid", "-//dutytui//dutytui//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(name))  # a name of ours is not escaped by itself
    for one in entries:
        calendar.add_component(_event(one, ZoneInfo(zone), made))
    if any(one.time is not None for one in entries):
        calendar.add_missing_timezones()
    data: bytes = calendar.to_ical()
    return data


def _event(one: Dated, zone: ZoneInfo, made: datetime) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", made.astimezone(ZoneInfo("UTC")))
    event.add("summary", one.title)
    if one.words:
        event.add("description", one.words)
    if one.time is None:
        event.add("dtstart", one.day)
        event.add("dtend", one.day + timedelta(days=1))
    else:
        midnight = datetime(one.day.year, one.day.month, one.day.day, tzinfo=zone)
        event.add("dtstart", midnight + timedelta(minutes=one.time))
    event.add("transp", "TRANSPARENT")  # it takes nobody's time
    event.add_component(_alarm(one))
    return event


def _alarm(one: Dated) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one.title)
    ahead = timedelta(days=(one.day - one.shown).days)
    alarm.add("trigger", _RINGS - ahead if one.time is None else -max(ahead, timedelta(hours=1)))
    return alarm
