"""The terminal's alerts as the program drives them: asked every few seconds, sending in a thread, never in the way.

One window of a terminal tells (a lock in the local folder). Of several terminals those tell that are set up to; one may
stand in for another (`AlertSettings.after`): it tells only while the other has not been heard of for some minutes. A
terminal that is off can't say so, hence no agreement beforehand could be relied on: better a message twice than none.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from dutytui.rules.alarms import AREAS
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Alarm, Level
from dutytui.rules.sharing import Sharing
from dutytui.rules.telling import Heard, Key, Told, retry_after, silently, tell
from dutytui.store.alert_file import AlertFile
from dutytui.store.notices import ALERTS_FAILING, ALERTS_MISSING, Notice
from dutytui.telling.channels import AlertSettings, Channel, kept_of, settings_of
from dutytui.telling.sending import MISSING, SENT, Send, send
from dutytui.texts.catalogue import pick
from dutytui.texts.telling import message, trial

_SILENT_FOR = timedelta(minutes=5)
"""How long the terminal before this one is not heard of before this one tells."""
_KEPT_EVERY = timedelta(minutes=5)


@dataclass(slots=True)
class _Delivery:
    """A message on its way. due: when it is tried next, None while a thread is at it."""

    title: str
    body: str
    due: datetime | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Trouble:
    """Messages that a channel could not deliver: since when, and a code of `sending`."""

    channel: str
    since: datetime
    code: str


class Alerts:
    """send: replaced by tests. `troubles` by the name of the channel; what was delivered ends it."""

    def __init__(self, file: AlertFile, *, send: Send = send) -> None:
        self._file = file
        self._send = send
        self._settings = AlertSettings()
        self._seen_file: object = object()
        self._told: dict[str, Told] | None = None
        self._on_the_way: dict[str, _Delivery] = {}
        self._lock = threading.Lock()
        self._done: list[tuple[str, str]] = []
        self._kept: datetime | None = None
        self.troubles: dict[str, Trouble] = {}

    # -- what is set up -------------------------------------------------------------------------------------------

    @property
    def settings(self) -> AlertSettings:
        """As the file says now: another window or the command line may have changed it."""
        seen = self._file.changed(self._seen_file)
        if seen is not self._seen_file:
            self._seen_file = seen
            self._settings = settings_of(self._file.load())
            self.troubles = {name: one for name, one in self.troubles.items() if self._settings.channel(name)}
        return self._settings

    def choose(self, settings: AlertSettings) -> OSError | None:
        """From now on these. The error if they could not be kept."""
        error = self._file.save(kept_of(settings))
        if error is None:
            self._seen_file = object()
        return error

    def close(self) -> None:
        """What is on its way is not waited for."""
        if self._told is not None:
            self._keep()
        self._file.close()

    @property
    def notices(self) -> list[Notice]:
        """What whoever sits here should know: one a channel, however many messages did not go out."""
        codes = {MISSING: ALERTS_MISSING}
        return [
            Notice(codes.get(one.code, ALERTS_FAILING), {"channel": one.channel, "since": one.since})
            for one in self.troubles.values()
        ]

    # -- telling --------------------------------------------------------------------------------------------------

    def look(self, at: Looking, sharing: Sharing) -> bool:
        """Every few seconds: send what is to go out. True when `troubles` has changed."""
        settings = self.settings
        changed = self._take_done(at.now)
        if not settings.channels or not self._file.mine():
            return changed
        if self._told is None:
            self._told = told_of(self._file.load_told())
        heard: dict[str, Sequence[tuple[str, Alarm]]] = {}
        emitted = False
        for channel in settings.channels:
            if channel.post not in heard:
                heard[channel.post] = alarms_by_area(replace(at, person="", post=channel.post or at.post))
            emitted = self._tell(channel, heard[channel.post], at, sharing) or emitted
            self._go_on(channel, at.now)
        if emitted or self._kept is None or not timedelta(0) <= at.now - self._kept < _KEPT_EVERY:
            self._kept = at.now
            self._keep()
        return changed

    def trial(self, channel: Channel, mall: str, now: datetime) -> str:
        """Send a test and wait for it: for a thread, or the command line. A code of `sending`."""
        return self._send(channel.url, *trial(mall, now))

    def _tell(self, channel: Channel, heard: Sequence[tuple[str, Alarm]], at: Looking, sharing: Sharing) -> bool:
        assert self._told is not None
        told = self._told.get(channel.name, Told())
        found = [Heard((alarm.subject, alarm.level), area) for area, alarm in heard]
        if stands_by(self._settings.after, sharing, at.now):
            self._told[channel.name] = silently(told, found, channel.wants, at.now)
            return False
        free = channel.name not in self._on_the_way
        known, keys = tell(told, found, channel.wants, self._settings.pace, at.now, free=free)
        self._told[channel.name] = known
        if keys:
            chosen = {(alarm.subject, alarm.level): alarm for _area, alarm in heard}
            words = message([chosen[key] for key in keys], pick(at.procedures.mall.name), at.now)
            self._on_the_way[channel.name] = _Delivery(*words, due=at.now)
        return bool(keys)

    def _go_on(self, channel: Channel, now: datetime) -> None:
        delivery = self._on_the_way.get(channel.name)
        if delivery is not None and delivery.due is not None and delivery.due <= now:
            delivery.due = None
            delivery.tries += 1
            self._in_thread(channel, delivery.title, delivery.body)

    def _in_thread(self, channel: Channel, title: str, body: str) -> None:
        """A thread of its own and not one of the loop's pool: leaving must not wait for a network."""

        def work() -> None:
            code = self._send(channel.url, title, body)
            with self._lock:
                self._done.append((channel.name, code))

        threading.Thread(target=work, name="alerts", daemon=True).start()

    def _take_done(self, now: datetime) -> bool:
        """What threads have come back with: delivered, tried again later, or let go. One trouble for all of it."""
        with self._lock:
            done, self._done = self._done, []
        before = set(self.troubles)
        for name, code in done:
            delivery = self._on_the_way.get(name)
            if delivery is None:
                continue
            if code == SENT:
                del self._on_the_way[name]
                self.troubles.pop(name, None)
                continue
            self.troubles.setdefault(name, Trouble(name, now, code))
            wait = retry_after(delivery.tries)
            if wait is None:
                del self._on_the_way[name]
            else:
                delivery.due = now + wait
        return set(self.troubles) != before

    def _keep(self) -> None:
        assert self._told is not None
        self._file.save_told(kept_told(self._told))


def stands_by(after: str, sharing: Sharing, now: datetime) -> bool:
    """Whether the terminal that goes before this one was heard of lately."""
    for peer in sharing.peers:
        if after and peer.counts and not peer.own and after in (peer.name, *peer.writers):
            heard = peer.heard
            return heard is not None and now - heard < _SILENT_FOR
    return False


def alarms_by_area(at: Looking) -> list[tuple[str, Alarm]]:
    """(area, alarm), the gravest first."""
    from dutytui.rules.alarms import alarms
    from dutytui.texts.areas import alarm_areas

    areas = alarm_areas()
    return [(areas.get(one.code, ""), one) for one in alarms(at)]


AREA_NAMES: tuple[str, ...] = (*AREAS, "day_end", "disputes")
"""What a channel may be for."""


def kept_told(told: Mapping[str, Told]) -> dict[str, Any]:
    """JSON values: what was told, by channel; what waits is found again by itself."""
    return {
        name: {
            "seen": [[subject, level, last.isoformat()] for (subject, level), last in one.seen.items()],
            "sent": [at.isoformat() for at in one.sent],
        }
        for name, one in told.items()
    }


def told_of(kept: Mapping[str, Any]) -> dict[str, Told]:
    """The same back; what can't be understood is as if it had not been told."""
    found: dict[str, Told] = {}
    for name, one in kept.items():
        try:
            seen: dict[Key, datetime] = {
                (str(subject), Level(level)): datetime.fromisoformat(last) for subject, level, last in one["seen"]
            }
            found[name] = Told(seen, {}, tuple(datetime.fromisoformat(at) for at in one["sent"]))
        except (KeyError, TypeError, ValueError):
            continue
    return found
