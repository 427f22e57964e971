"""Who may come in by the browser: a code that lets one device in once, and the cookie it gets for it.

Twelve digits, so that they can be read out and typed under any input method: 40 bits, for ten minutes. All of it stands
in memory only, so what an ended server let in is out.
"""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from collections.abc import Callable
from enum import Enum

CODE_LIVES = 600.0
"""Seconds that a code can be used."""
DEVICE_STAYS = 16 * 3600.0
"""Seconds since a device last opened a page after which it needs a code again: a working day and its night."""
WRONG_AT_MOST = 100
"""Wrong codes after which the one in force is void: one in ten thousand million is guessed by then."""
_DIGITS, _GROUP = 12, 4
_DEVICES = 100
"""Most that are remembered; the one that was away longest goes first."""


class Answer(Enum):
    """What came of a code that was typed."""

    IN = "in"
    WRONG = "wrong"
    NO_CODE = "no code"
    """There is none to compare with: it was used, ran out, or was voided."""
    GUESSED = "guessed"
    """This wrong one was one too many: the code in force is void now."""


class Door:
    """now: seconds of a clock that never goes back."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._code = ""
        self._until = 0.0
        self._wrong = 0
        self._devices: dict[str, float] = {}

    def new_code(self) -> str:
        """A code in groups of four digits; the one before lets nobody in any more."""
        self._code = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"
        self._until = self._now() + CODE_LIVES
        self._wrong = 0
        return " ".join(self._code[at : at + _GROUP] for at in range(0, _DIGITS, _GROUP))

    @property
    def has_code(self) -> bool:
        return bool(self._code) and self._now() < self._until

    def enter(self, typed: str) -> tuple[Answer, str]:
        """Try a code, however it is spaced; the second is the device's cookie if it is the right one, else ""."""
        if not self.has_code:
            return Answer.NO_CODE, ""
        if not hmac.compare_digest(_digits(typed), self._code.encode("ascii")):
            self._wrong += 1
            if self._wrong < WRONG_AT_MOST:
                return Answer.WRONG, ""
            self._code = ""
            return Answer.GUESSED, ""
        self._code = ""
        return Answer.IN, self._let_in()

    def knows(self, cookie: str) -> bool:
        """Whether a device with this cookie was let in and not too long ago; being asked counts as being here."""
        found = ""
        for known in self._devices:  # all of them, so that the time it takes says nothing
            if hmac.compare_digest(known.encode("ascii"), cookie.encode("utf-8", "replace")):
                found = known
        if not found or self._now() >= self._devices[found] + DEVICE_STAYS:
            self._devices.pop(found, None)
            return False
        self._devices[found] = self._now()
        return True

    def forget(self, cookie: str) -> None:
        """The device is not known any more."""
        if self.knows(cookie):
            del self._devices[cookie]

    def _let_in(self) -> str:
        if len(self._devices) >= _DEVICES:
            del self._devices[min(self._devices, key=self._devices.__getitem__)]
        cookie = secrets.token_urlsafe(32)
        self._devices[cookie] = self._now()
        return cookie


def _digits(typed: str) -> bytes:
    """The digits of what was typed, full-width ones too; anything else but spaces and hyphens makes it wrong."""
    plain = unicodedata.normalize("NFKC", typed[:100])
    return "".join(one for one in plain if one not in " -\t\r\n").encode("utf-8", "replace")
