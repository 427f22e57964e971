"""The wall board over the whole screen. It records nothing: no key of it submits a command."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from dutytui.screens.wall.board import WallBoard
from dutytui.session import Session

EVERY = 10
"""Seconds that a page stands when nothing else was asked for."""


class WallScreen(Screen[None]):
    """session: whose day it shows; leave: what Esc does, None to go back to where it was opened; beat: called every
    second before it is drawn, for whoever has to look for news (the program itself does so already)."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", show=False)]

    def __init__(
        self,
        session: Session,
        *,
        every: int = EVERY,
        leave: Callable[[], None] | None = None,
        beat: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._session, self._every, self._leave, self._beat = session, every, leave, beat

    def compose(self) -> ComposeResult:
        yield WallBoard(self._session, self._every)

    def on_mount(self) -> None:
        self.set_interval(1, self.second)

    def second(self) -> None:
        if self._beat is not None:
            self._beat()
        self.query_one(WallBoard).second()

    def action_leave(self) -> None:
        if self._leave is not None:
            self._leave()
        else:
            self.dismiss()
