"""What stands around a session and is loaded when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from dutytui.rules.roster.fingerprints import fingerprint

if TYPE_CHECKING:
    from dutytui.change_control.changes import Changes
    from dutytui.change_control.in_force import InForce
    from dutytui.guard.guard import Guard
    from dutytui.identity.pins import Pins
    from dutytui.past_figures import PastFigures
    from dutytui.rules.roster.commands import Enrolling
    from dutytui.search import Search
    from dutytui.session import Session
    from dutytui.store.index import Index
    from dutytui.store.journal import Journal
    from dutytui.store.local import Local
    from dutytui.store.noted import KeysNote


class Parts:
    """The first screen stands without any of it. `bootstrap` makes one for each desk.

    Whatever hears of changes is asked for with the first of them, since it hears of that one, too.
    """

    def __init__(
        self,
        mall: Path,
        local: Local,
        index: Index,
        procedures: InForce,
        session: Session,
        journal: Journal,
        own: Enrolling,
        note: KeysNote,
    ) -> None:
        self._logs = mall / "logs"
        self._local = local
        self._index = index
        self._procedures = procedures
        self._session = session
        self._journal = journal
        self._own = own
        self._note = note
        session.listen(self.listen)

    def listen(self) -> None:
        """From now on they hear of changes. What a worker needs is made here as well, in the session's thread."""
        for part in ("guard", "changes", "pins", "search"):
            getattr(self, part)

    @cached_property
    def guard(self) -> Guard:
        from dutytui.guard.guard import Guard

        return Guard(self._session, self._logs, self._local.data, self._journal.writer, self._journal.key.public)

    @cached_property
    def changes(self) -> Changes:
        from dutytui.change_control.changes import Changes

        return Changes(self._procedures, self._session)

    @cached_property
    def pins(self) -> Pins:
        from dutytui.identity.pins import Pins

        boxes = partial(_boxes, self._session, self._own)
        return Pins(self._session, self._local.data, self._journal.key, self._note, boxes=boxes)

    @cached_property
    def figures(self) -> PastFigures:
        from dutytui.past_figures import PastFigures

        return PastFigures(self._logs, self._local.cache, self._index, self._procedures, self._session)

    @cached_property
    def search(self) -> Search:
        from dutytui.search import Search

        return Search(self._logs, self._index, self._session)


def _boxes(session: Session, own: Enrolling) -> Mapping[str, str]:
    """For whom people's keys are sealed: the terminals of the roster, this one alone while there is none."""
    roster = session.state.roster
    if roster is not None and roster.begun is not None:
        return roster.boxes
    return {fingerprint(own.key): own.box} if own.box else {}
