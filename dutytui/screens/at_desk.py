"""What the screens find at the desk that the program runs on. Parts of it are loaded when they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from dutytui.change_control.changes import Changes
    from dutytui.exchange import Beat, Exchange
    from dutytui.identity.pins import Pins
    from dutytui.rules.roster.commands import Enrolling
    from dutytui.screens.figures.source import PastFigures
    from dutytui.search import Search
    from dutytui.session import Session
    from dutytui.telling.alerts import Alerts
    from dutytui.trust_kept import KeptTrust


class Drafts(Protocol):
    """What is being typed, kept across a crash. `save` answers the reason when it could not."""

    def save(self, name: str, value: dict[str, Any]) -> OSError | None: ...
    def load(self, name: str) -> dict[str, Any] | None: ...
    def drop(self, name: str) -> None: ...


class Settings(Protocol):
    """This terminal's own choices: language, theme, safe width."""

    def get(self, name: str, default: Any = None) -> Any: ...
    def set(self, name: str, value: Any) -> OSError | None: ...


class Desk(Protocol):
    @property
    def session(self) -> Session: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def figures(self) -> PastFigures: ...
    @property
    def search(self) -> Search: ...
    @property
    def changes(self) -> Changes: ...
    @property
    def exchange(self) -> Exchange: ...
    def take(self, beat: Beat) -> None: ...
    @property
    def trust(self) -> KeptTrust: ...
    @property
    def own(self) -> Enrolling: ...
    @property
    def pins(self) -> Pins: ...
    @property
    def owes_a_look(self) -> bool: ...
    def catch_up(self) -> None: ...
    def make_alerts(self) -> Alerts: ...
    def has_alerts(self) -> bool: ...
    def wake(self) -> None: ...
    def keep_alive(self) -> None: ...
    def go_on(self) -> None: ...
    def sleep(self) -> None: ...


class AtDesk:
    """The desk's parts as those of the program."""

    _desk: Desk

    @property
    def figures(self) -> PastFigures:
        return self._desk.figures

    @property
    def search(self) -> Search:
        return self._desk.search

    @property
    def changes(self) -> Changes:
        return self._desk.changes

    @property
    def trust(self) -> KeptTrust:
        return self._desk.trust

    @property
    def own(self) -> Enrolling:
        return self._desk.own

    @property
    def pins(self) -> Pins:
        return self._desk.pins

    @property
    def shut_out(self) -> bool:
        """Whether what is recorded here now is void at all terminals."""
        roster = self._desk.session.state.roster
        if roster is None or roster.begun is None:
            return False
        from dutytui.rules.roster.standing import Standing  # only where a mall has one

        own = roster.terminal(self.own.key)
        return own is not None and own.standing is Standing.REVOKED
