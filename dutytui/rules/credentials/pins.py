"""What a PIN must be like, and how long one waits after wrong ones."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from itertools import pairwise

from dutytui.rules.credentials.procedure import Pins
from dutytui.rules.refusal import Refusal

LONGEST = 32
_FREE = 2
"""Wrong PINs in a row that nobody waits for: fingers slip."""


def digits_of(typed: str) -> str:
    """What was typed, full-width digits as plain ones, without blanks around it."""
    return unicodedata.normalize("NFKC", typed).strip()


def check_pin(pin: str, pins: Pins) -> Refusal | None:
    """Why `pin` (as `digits_of` gives it) can't be one; None when it can."""
    if not (pin.isascii() and pin.isdigit() and len(pin) <= LONGEST):
        return Refusal("pin_not_digits")
    if len(pin) < pins.digits:
        return Refusal("pin_too_short", {"digits": pins.digits})
    # What is tried first by whoever has ten tries: 000000, 123456, 654321.
    if {int(after) - int(before) for before, after in pairwise(pin)} in ({0}, {1}, {-1}):
        return Refusal("pin_too_simple")
    return None


def wait_after(count: int, pins: Pins) -> timedelta:
    """How long the next try waits after so many wrong ones in a row: not at all, then 2 s, 4 s … and at last `wait`."""
    if count >= pins.tries:
        return timedelta(minutes=pins.wait)
    if count <= _FREE:
        return timedelta(0)
    return min(timedelta(seconds=2 ** (count - _FREE)), timedelta(minutes=pins.wait))
