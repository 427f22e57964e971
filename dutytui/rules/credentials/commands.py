"""PINs and the keys behind them. The commands: whoever gives them has made or opened the keys already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from dutytui.rules.commands import Command
from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class SetCredential(Command):
    """A person's first PIN, or another one in the place of the old. Nobody but the person gives this.

    key: their public Ed25519 key (hex), which stays the same when only the PIN changes; sealed: by fingerprint of a
    terminal, what it alone can open (hex).
    """

    BY_NOBODY: ClassVar[bool] = True

    person: str
    key: str
    sealed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ShareCredential(Command):
    """By the program: the same for terminals that have come since. of: the id of the event that set it."""

    BY_ITSELF: ClassVar[bool] = True
    BY_NOBODY: ClassVar[bool] = True

    person: str
    key: str
    of: str
    sealed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EndCredential(Command):
    """A person's PIN and key end: they leave, or they have forgotten the PIN and choose another.

    since: what they signed from then on does not count, because somebody else may have; None distrusts nothing.
    """

    person: str
    reason: str
    leaves: bool = False
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class FailSignIn(Command):
    """By the program: a wrong PIN, the count-th in a row at this terminal."""

    BY_NOBODY: ClassVar[bool] = True

    person: str
    count: int


@dataclass(frozen=True, slots=True)
class UnlockSignIn(Command):
    """Somebody who tried too often need not wait any longer."""

    person: str
