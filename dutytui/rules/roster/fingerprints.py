"""A terminal's public key as people compare it: read out at one machine, checked at the other."""

from __future__ import annotations

import base64
import hashlib
from unicodedata import normalize

KEY_DIGITS = 64
"""Hex digits of a public key, Ed25519 and X25519 alike."""

_CHARACTERS = 16
_GROUP = 4
_ALIKE = str.maketrans({"0": "o", "1": "l", "8": "b"})
"""Digits that a fingerprint never has, as the letters that are misread for them."""


def fingerprint(public: str) -> str:
    """Eighty bits of a public key's hash in four groups that can be read out: ``k3wd-7zqa-mm5t-c2xe``."""
    short = base64.b32encode(hashlib.sha256(bytes.fromhex(public)).digest()[:10]).decode().lower()
    return "-".join(short[start : start + _GROUP] for start in range(0, _CHARACTERS, _GROUP))


def is_key(public: object) -> bool:
    """Whether it is a public key in the one form that journals write: 64 lower-case hex digits."""
    return isinstance(public, str) and len(public) == KEY_DIGITS and set(public) <= set("0123456789abcdef")


def as_typed(text: str) -> str:
    """A fingerprint, or groups of one, as somebody typed it: full-width letters too, without what stands between."""
    kept = "".join(letter for letter in normalize("NFKC", text).lower().translate(_ALIKE) if letter.isalnum())
    return "-".join(kept[start : start + _GROUP] for start in range(0, len(kept), _GROUP))


def halves(shown: str) -> tuple[str, str]:
    """A fingerprint as it is compared: what is shown, and what the person types as they read it at the other machine.

    One group would not do: a key whose last group fits is found in a second.
    """
    middle = len(shown) // 2
    return shown[:middle], shown[middle + 1 :]
