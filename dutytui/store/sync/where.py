"""Into which folders of the share is looked, so that years of them are not listed at each look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from dutytui.store.slots import is_writer_id
from dutytui.store.sync.cards import Claim
from dutytui.store.sync.held import Held
from dutytui.store.transport.verbs import There

_AGAIN = timedelta(seconds=30)
"""How often older folders are looked through for what others have and we lack."""
_THOROUGH = timedelta(minutes=10)
"""How often all folders are, for what nothing else tells of."""


class Where:
    """`now`: as `Sync.step` counts the time that passes."""

    def __init__(self, held: Held) -> None:
        self._held = held
        self._searched: dict[str, tuple[int, datetime, bool]] = {}
        self._thorough: datetime | None = None
        self._looked: date | None = None

    def is_thorough(self, now: datetime) -> bool:
        """Whether all is to be gone through once more; at the first look, too."""
        return self._thorough is None or abs(now - self._thorough) >= _THOROUGH

    def since(self, now: datetime, today: date, claimed: Mapping[str, Claim], there: Mapping[str, There]) -> date:
        """The day from which on the folders are to be listed."""
        if not self._held.writers() or (self._thorough is not None and self.is_thorough(now)):
            return date.min
        # Of a zone behind ours it may still be yesterday; and what came since the last look may be in any folder since.
        days = [min(today, self._looked or today) - timedelta(days=1)]
        for writer in sorted({*claimed, *there}):  # in the same order whenever a world is played again
            if is_writer_id(writer):
                days += self._of(writer, now, claimed.get(writer), there.get(writer))
        return min(days)

    def looked(self, since: date, now: datetime, today: date) -> None:
        self._looked = today
        if since == date.min or self._thorough is None:
            self._thorough = now

    def _of(self, writer: str, now: datetime, claim: Claim | None, there: There | None) -> Iterable[date]:
        """From where on a journal is looked for that there is more of than here.

        It is in a folder from the one on where we stand, or where the clock of the one who has it says. If it was not
        there, all are asked once: that clock may have been put right meanwhile. What is not there yet is not looked for
        all the time.
        """
        wanted = max(claim.seq if claim else 0, there.head.seq if there else 0)
        if wanted <= self._held.standing(writer).seq:
            return ()
        looked_for, when, everywhere = self._searched.get(writer, (0, now, False))
        if wanted > looked_for:
            self._searched[writer] = (wanted, now, False)
        elif abs(now - when) < _AGAIN:
            return ()
        else:
            self._searched[writer] = (wanted, now, True)
            if not everywhere:
                return (date.min,)
        stands = self._held.day(writer) or date.min
        return (min(stands, claim.day) if claim and claim.seq == wanted else stands,)


class Compared:
    """Which of one's own journals were compared with what is there, since somebody lacks something of them."""

    def __init__(self) -> None:
        self._asked: dict[str, tuple[int, datetime]] = {}

    def since(self, writer: str, least: int | None, there: int, now: datetime) -> int:
        """From where on to compare. It may have been put back to an older state while we were off, which nobody else
        can mend. Once for each number that is said; `there` if there is nothing to compare."""
        asked, when = self._asked.get(writer, (-1, now))
        if least is None or least >= there or least == asked or (asked >= 0 and abs(now - when) < _AGAIN):
            return there
        self._asked[writer] = (least, now)
        return least
