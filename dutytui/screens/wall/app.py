"""The wall board as a program of its own, for the monitor in the security room."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

from dutytui.screens.safe_app import SafeApp
from dutytui.screens.themes import THEMES
from dutytui.screens.wall.screen import WallScreen
from dutytui.session import Session
from dutytui.widgets.glyphs import use_plain

if TYPE_CHECKING:
    from dutytui.exchange import Beat, Exchange
    from dutytui.screens.carrying import Carrying


class Looker(Protocol):
    """A mall looked at without a journal."""

    @property
    def session(self) -> Session: ...
    @property
    def exchange(self) -> Exchange: ...
    def take(self, beat: Beat) -> None: ...
    def catch_up(self) -> None: ...


class WallApp(SafeApp[None]):
    """every: seconds that a page stands; theme: of `THEMES`; plain: safe characters only."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "Screen { background: $background; }"

    def __init__(self, looker: Looker, *, every: int, theme: str, plain: bool) -> None:
        super().__init__()
        self._looker = looker
        self._every = every
        self._carrying: Carrying | None = None
        self._behind = False
        self.animation_level = "none"
        for known in THEMES:
            self.register_theme(known)
        self.theme = theme
        use_plain(plain)

    def on_mount(self) -> None:
        session = self._looker.session
        self.push_screen(WallScreen(session, every=self._every, leave=self.exit, beat=session.tick))
        self.call_after_refresh(session.prove)  # no cryptography is loaded before the board stands
        self.run_worker(self._catch_up(), name="open entries")
        from dutytui.screens.carrying import Carrying  # nobody waits for it before the first paint

        self._carrying = Carrying(self._looker.exchange, self._took)

    def _took(self, beat: Beat) -> None:
        """What came from other terminals: where no desk of this one carries, the board does."""
        if not self.is_running:
            return
        self._looker.take(beat)
        self._behind = self._behind or beat.older
        if self._behind and not beat.again:
            self._behind = False
            self.run_worker(self._catch_up(), name="open entries", exclusive=True)

    def on_unmount(self) -> None:
        if self._carrying is not None:
            self._carrying.end()

    async def _catch_up(self) -> None:
        # The index may have years to read on its first start; the board stands meanwhile.
        await asyncio.to_thread(self._looker.catch_up)
        session = self._looker.session
        session.load_open(await asyncio.to_thread(session.open_before))
