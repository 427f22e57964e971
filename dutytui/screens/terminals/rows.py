"""The terminals as rows of a list: what the roster says of each, and what its card says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.roster.views import TerminalView
from dutytui.rules.sharing import TerminalRow
from dutytui.screens.terminals.roster_words import TONE, shown_fingerprint, standing
from dutytui.texts.catalogue import _
from dutytui.texts.labels import short_time
from dutytui.texts.sharing import skew_words
from dutytui.widgets.cells import cut, pad, visible, width_of
from dutytui.widgets.rows import Line, ListedRows

_FINGERPRINT = 19
"""Cells of a fingerprint, four groups of four with their dashes."""
_NAME, _SHORT_NAME = 20, 12
"""Cells of a name where there is room, and where what is wrong with a terminal needs it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One terminal. roster: None while there is none, or nothing of this one is in the journals here; card: None while
    it has put none on the share."""

    fingerprint: str
    roster: TerminalView | None
    card: TerminalRow | None

    @property
    def name(self) -> str:
        return visible(self.roster.name if self.roster and self.roster.name else self.card.name if self.card else "")


def together(roster: Sequence[TerminalView], cards: Sequence[TerminalRow]) -> tuple[Listed, ...]:
    """Those of the roster in its order, then those that only a card is known of."""
    left = {card.fingerprint: card for card in cards}
    known = [Listed(one.fingerprint, one, left.pop(one.fingerprint, None)) for one in roster]
    return (*known, *(Listed(card.fingerprint, None, card) for card in left.values()))


class TerminalRows(ListedRows):
    """Its keys are the fingerprints."""

    def __init__(self, rows: Sequence[Listed], now: datetime) -> None:
        super().__init__([row.fingerprint for row in rows])
        self._rows = rows
        self._now = now
        self._name = min(max((width_of(row.name) for row in rows), default=0), _NAME)
        self._standing = max((width_of(standing(row.roster)) + 2 for row in rows if row.roster), default=0)
        # Beside a name: the gap behind it, the fingerprint, and what its card says.
        self._beside = self._standing + max((2 + _FINGERPRINT + _card_width(row, now) for row in rows), default=0)

    def terminal(self, index: int) -> Listed:
        return self._rows[index]

    def line(self, index: int, width: int) -> Line:
        row = self._rows[index]
        one, card = row.roster, row.card
        name = min(self._name, max(_SHORT_NAME, width - self._beside))
        parts: list[tuple[str, str]] = [
            (pad(standing(one) if one else "", self._standing), _tone(one)),
            (pad(row.name, name) + "  ", "strong"),
            (shown_fingerprint(one) if one else row.fingerprint.upper(), ""),
        ]
        if card is not None:
            parts.append(("  " + state(card, self._now), "due" if card.behind or card.clock_is_off else "soft"))
        elif one is not None and one.own:
            parts.append(("  " + _("this terminal"), "mine"))
        room = width
        line: list[tuple[str, str]] = []
        for text, tone in parts:
            if room > 0 and text:
                shown = cut(text, room)
                line.append((shown, tone))
                room -= width_of(shown)
        return tuple(line)


def _card_width(row: Listed, now: datetime) -> int:
    return 2 + width_of(state(row.card, now)) if row.card else 0


def _tone(one: TerminalView | None) -> str:
    return "" if one is None else "bad" if one.disputed else TONE[one.standing]


def state(row: TerminalRow, now: datetime) -> str:
    """How far behind it is and what its clock says, where that is odd; when it was last heard of."""
    words = [_("{count} behind", count=f"{row.behind:,}")] if row.behind else []
    if row.clock_is_off:
        words.append(_("clock {skew}", skew=skew_words(row.skew)))
    if row.own:
        return "  ".join([_("this terminal"), *words])
    if row.last_heard is None:
        return "  ".join([_("never heard of"), *words])
    # Last: where there is too little room for all, what is wrong must not be what is cut.
    return "  ".join([*words, _("heard {time}", time=short_time(row.last_heard.astimezone(now.tzinfo), now.date()))])
