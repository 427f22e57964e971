"""Days whose figures are still missing, worked out in a thread while the page stands."""

from __future__ import annotations

from datetime import date

from dutytui.screens.figures.source import PastFigures


class Working:
    """progress: (days done, days in all), None while nothing is under way. `stop` lets a thread end after its day."""

    def __init__(self) -> None:
        self.progress: tuple[int, int] | None = None
        self._token: object = None
        self._tried: frozenset[date] = frozenset()

    @property
    def under_way(self) -> bool:
        return self._token is not None

    def begin(self, lacking: tuple[date, ...]) -> bool:
        """Whether there is anything to work out: nothing is under way, and these were not tried in vain just now."""
        if self.under_way or self._tried.issuperset(lacking):
            return False
        self._token = object()
        self._tried |= frozenset(lacking)
        self.progress = (0, len(lacking))
        return True

    async def through(self, past: PastFigures, wanted: tuple[date, ...]) -> bool:
        """Work out what was begun. False when it was stopped meanwhile."""
        import asyncio

        token = self._token
        if token is None:
            return False  # stopped before it began

        def told(done: int, of: int) -> bool:
            if self._token is not token:
                return False
            self.progress = (done, of)
            return True

        await asyncio.to_thread(past.work, wanted, told)
        if self._token is not token:
            return False
        self._token = self.progress = None
        return True

    def stop(self) -> None:
        """Another period is looked at, or none."""
        self._token = self.progress = None
        self.try_again()

    def try_again(self) -> None:
        """What was in vain may not be now."""
        self._tried = frozenset()
