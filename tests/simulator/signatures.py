"""A signature is right or wrong for good, and so are a hash and a stamp: no world asks about the same one twice.

A world of four terminals reads each of its hundred and fifty events some hundred times, in as many files on as many
disks, and half of what a world takes is asking the library whether each signature fits, again. What is made of a line
is made anew each time, so that no terminal has hold of what another one has.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import lru_cache
from unittest.mock import patch

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ed25519

from dutytui.rules import stamps
from dutytui.store import lines

_Real = ed25519.Ed25519PublicKey


class _Known:
    """A public key, as far as the program asks anything of one. Raises ValueError where the library does."""

    def __init__(self, public: bytes) -> None:
        _Real.from_public_bytes(public)
        self._public = public

    @classmethod
    def from_public_bytes(cls, public: bytes) -> _Known:
        return cls(public)

    def verify(self, signature: bytes, message: bytes) -> None:
        if not _fits(self._public, bytes(signature), bytes(message)):
            raise InvalidSignature


@lru_cache(maxsize=4096)
def _fits(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        _Real.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


@contextlib.contextmanager
def each_is_checked_once() -> Iterator[None]:
    """Each of all that the answer depends on: key, signature and message; writer and body; a stamp's letters."""
    with (
        patch.object(ed25519, "Ed25519PublicKey", _Known),
        patch.object(lines, "event_id", _event_id),
        patch.object(stamps, "parse", _parse),
    ):
        yield


_event_id = lru_cache(maxsize=4096)(lines.event_id)
_parse = lru_cache(maxsize=4096)(stamps.parse)
