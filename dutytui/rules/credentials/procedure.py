"""What people.yaml says of PINs."""

from __future__ import annotations

from enum import StrEnum

from dutytui.rules.lazy_dataclass import dataclass


class PinUse(StrEnum):
    """OFF: nobody sets a PIN, and whoever has one keeps it until it is reset. OPTIONAL: whoever wants to.
    REQUIRED: only listed people sign in, and only with a PIN."""

    OFF = "off"
    OPTIONAL = "optional"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class Pins:
    """digits: the shortest PIN; lock_after: minutes without a key until the desk of somebody with a PIN locks, 0 never;
    tries: wrong PINs in a row until the long wait, which is `wait` minutes."""

    use: PinUse = PinUse.OFF
    digits: int = 6
    lock_after: int = 0
    tries: int = 10
    wait: int = 30
