"""What ``dutytui share`` and ``dutytui join`` do alike: the exchange without a desk, driven until all is carried."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dutytui.cli.progress import Bar
from dutytui.clock import SystemClock, rest
from dutytui.texts.catalogue import _

if TYPE_CHECKING:
    from dutytui.exchange import Exchange
    from dutytui.rules.sharing import Sharing
    from dutytui.store.local import Settings

AT_ONCE = 128
"""Segments at a time: nobody waits for a key here."""
_LOOKS = 40
"""Beats without news before it is taken as done, or as not to be reached: the share is looked at every two seconds."""
_PAUSE = 0.1


def exchange_of(mall: Path) -> tuple[Exchange, Settings]:
    """The exchange of a mall folder that no desk of this process has open. Raises OSError."""
    from dutytui.exchange import Exchange
    from dutytui.store.local import Local, Settings
    from dutytui.store.roster_note import RosterNote

    local = Local(mall)
    settings = Settings(local)
    now, note = SystemClock(ZoneInfo("UTC")).now, RosterNote(local)
    return Exchange(mall, local.data, settings, now, lambda: note.load().held), settings


def carry(exchange: Exchange, label: str, left: Callable[[Sharing], int]) -> int:
    """Beat until nothing is left, with a bar; how much is left then: it is not 0 when the share does not answer.

    left: how much is to be done, as the state of the sharing says.
    """
    from dutytui.rules.sharing import Reach

    bar, most, quiet, least = Bar(label), 0, 0, -1
    try:
        while quiet < _LOOKS:
            beat = exchange.beat(AT_ONCE)
            now = left(exchange.sharing)
            most = max(most, now)
            bar.show(most - now, most)
            if exchange.sharing.reach is Reach.HERE and not now and not beat.again:
                break
            quiet = 0 if now != least else quiet + 1
            least = now
            if not beat.again:
                rest(_PAUSE)
    finally:
        bar.end()
    return left(exchange.sharing)


def away_words(folder: Path) -> str:
    return _("The share {folder} does not answer. What is recorded is saved here and goes there later", folder=folder)
