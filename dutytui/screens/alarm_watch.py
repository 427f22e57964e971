"""Listens for alarms: what is new rings once and is told once; what is over is forgotten, and would ring again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dutytui.rules.matters import Alarm, Level
from dutytui.texts import areas
from dutytui.texts.catalogue import _

if TYPE_CHECKING:
    from dutytui.screens.app import DutyApp

_BELL = "bell"
"""The setting of this terminal: whether the bell rings."""

_READ_IN = 8
"""Seconds that a message which answers a person stands before an alarm may take its place."""

_Heard = tuple[str, Level]


class AlarmWatch:
    """alarms: those of the last look, the gravest first."""

    def __init__(self) -> None:
        self.alarms: tuple[Alarm, ...] = ()
        self._heard: set[_Heard] = set()
        self._untold: set[_Heard] = set()
        self._message = ("", "")
        self._stood = 0

    def look(self, found: Sequence[Alarm]) -> bool:
        """Take in what there is now; True when something of it is new, so that the bell rings."""
        self.alarms = tuple(found)
        now = {(alarm.subject, alarm.level) for alarm in found}
        new = now - self._heard
        self._heard = now
        self._untold = (self._untold | new) & now
        return bool(new)

    def to_tell(self, message: str, kind: str) -> Alarm | None:
        """The gravest alarm not yet told, once nothing more important stands on the message row. Asked every second.

        message and kind: what stands there. An answer to what a person did is left for as long as it takes to read.
        """
        if (message, kind) != self._message:
            self._message, self._stood = (message, kind), 0
        self._stood += 1
        if not self._untold or (message and kind != "alarm" and self._stood <= _READ_IN):
            return None
        first = next(alarm for alarm in self.alarms if (alarm.subject, alarm.level) in self._untold)
        self._untold.clear()
        return first


def hear(app: DutyApp) -> None:
    """Once a second: ring for what is new, and tell it when nothing more important stands on the message row."""
    from dutytui.rules.alarms import alarms  # a second after the first paint

    if app.alarm_watch.look(alarms(app.session.look())) and rings(app):
        app.bell()
    for screen in app.desk_screens():
        alarm = app.alarm_watch.to_tell(*screen.told)
        if alarm is not None:
            screen.tell(areas.alarm(alarm), "alarm")
    app.outgoing.look(app.session, app.exchange.sharing)


def rings(app: DutyApp) -> bool:
    """Whether this terminal's bell rings for alarms; they are shown in any case."""
    return bool(app.settings.get(_BELL, True))


def choose_bell(app: DutyApp, on: bool) -> None:
    """Let the bell ring or be silent, and remember it for this terminal."""
    app.remember(_BELL, on)
    app.tell(_("The bell rings for alarms") if on else _("The bell is silent; alarms are still shown"))
