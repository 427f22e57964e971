"""The journal of somebody who only looks on: it takes no writer slot, and refuses to record anything."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from datetime import date, datetime
from typing import NoReturn

from dutytui.rules.events import Fact


class NoJournal:
    """`dutytui.session.Journal` without a file. Nobody is its writer, so all writers are others, whose news count."""

    writer = ""
    next_seq = 1

    def append(self, facts: Sequence[Fact], *, now: datetime, day: date) -> NoReturn:  # noqa: ARG002 - as all journals
        """Raises OSError: nothing is recorded here."""
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    def observe(self, stamp: str, *, now: datetime) -> None:
        """Nothing is recorded here that could sort before it."""

    def close(self) -> None:
        """There is nothing to close."""
