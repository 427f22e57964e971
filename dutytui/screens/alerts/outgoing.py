"""Alarms that go out of the house while a desk is open: asked for every few seconds, never waited for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dutytui.rules.sharing import Sharing
    from dutytui.session import Session
    from dutytui.telling.alerts import Alerts

_EVERY = 5
"""Seconds between two looks; the first comes so many after the first paint, which needs none of this."""
_NOTICES = "alerts_"


class Outgoing:
    """make: makes the terminal's alerts when they are first asked for; are_set_up: whether anybody is told, or was.

    Where nobody is, most of what tells them is never loaded.
    """

    def __init__(self, make: Callable[[], Alerts], are_set_up: Callable[[], bool]) -> None:
        self._make = make
        self._are_set_up = are_set_up
        self._made = False
        self._ticks = 0

    @cached_property
    def alerts(self) -> Alerts:
        self._made = True
        return self._make()

    def look(self, session: Session, sharing: Sharing) -> None:
        """Once a second."""
        self._ticks += 1
        if self._ticks % _EVERY or not (self._made or self._are_set_up()):
            return
        if self.alerts.look(session.look(), sharing):
            session.replace_notices(_NOTICES, self.alerts.notices)

    def close(self) -> None:
        if self._made:
            self.alerts.close()
