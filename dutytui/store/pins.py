"""A person's private key under their PIN: what is sealed for each terminal, and how it is opened.

argon2id (19 MiB, two passes) of the PIN closes the key (ChaCha20-Poly1305); that it opens is the verifier. The whole is
then sealed for the terminals of the mall one by one, so what lies on a share helps nobody guess: six digits are a
million tries. Everything here takes some 40 ms and belongs into a worker; nothing is imported before it is needed.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from dutytui.store.keys import Key
from dutytui.store.sealing import seal, unseal

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

_MEMORY = 19 * 1024
_PASSES = 2
_MOST_MEMORY, _MOST_PASSES = 256 * 1024, 10
"""What is taken from a record that asks for more: one that was crafted must not stop the desk."""
_SALT = 16
_NONCE = bytes(12)
"""Always the same, since each salt gives a key of its own, which closes one text."""
_DOMAIN = b"dutytui key under a pin 1\n"


class PersonKey(NamedTuple):
    """Both halves of a person's Ed25519 key, hex."""

    private: str
    public: str

    def __repr__(self) -> str:
        return f"PersonKey({self.public})"


class Locked(msgspec.Struct, frozen=True):
    """What is sealed for a terminal. memory in KiB; salt and box in hex: the private key under argon2id of the PIN."""

    person: str
    key: str
    memory: int
    passes: int
    salt: str
    box: str


def new_key() -> PersonKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    return PersonKey(private.private_bytes_raw().hex(), private.public_key().public_bytes_raw().hex())


def lock(person: str, key: PersonKey, pin: str) -> bytes:
    """The key under the PIN, to be sealed."""
    salt = secrets.token_bytes(_SALT)
    bound = _bound(person, key.public)
    box = _cipher(pin, salt, _MEMORY, _PASSES).encrypt(_NONCE, bytes.fromhex(key.private), bound)
    return msgspec.json.encode(Locked(person, key.public, _MEMORY, _PASSES, salt.hex(), box.hex()))


def seal_for(locked: bytes, boxes: dict[str, str]) -> dict[str, str]:
    """boxes: the X25519 half of each terminal by its fingerprint. One whose half is none gets nothing."""
    sealed = {}
    for fingerprint, box in boxes.items():
        try:
            sealed[fingerprint] = seal(box, locked)
        except ValueError:
            continue
    return sealed


def opened(terminal: Key, sealed: Iterable[str]) -> tuple[bytes, ...]:
    """What of it this terminal can open: its own copies, still under the PIN."""
    found = (unseal(terminal, one) for one in sealed)
    return tuple(one for one in found if one is not None)


def unlock(locked: Iterable[bytes], person: str, public: str, pin: str) -> PersonKey | None:
    """The key, by the first copy that the PIN opens; None for a wrong PIN."""
    for content in locked:
        key = _unlock(content, person, public, pin)
        if key is not None:
            return key
    return None


def _unlock(content: bytes, person: str, public: str, pin: str) -> PersonKey | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        found = msgspec.json.decode(content, type=Locked)
        if not (0 < found.memory <= _MOST_MEMORY and 0 < found.passes <= _MOST_PASSES):
            return None
        cipher = _cipher(pin, bytes.fromhex(found.salt), found.memory, found.passes)
        private = cipher.decrypt(_NONCE, bytes.fromhex(found.box), _bound(person, public))
        half = Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw().hex()
    except (msgspec.MsgspecError, ValueError, InvalidTag):
        return None
    return PersonKey(private.hex(), public) if half == public else None


def _bound(person: str, public: str) -> bytes:
    """A copy that is passed off as another person's, or another key's, does not open."""
    return _DOMAIN + f"{person}\n{public}".encode()


def _cipher(pin: str, salt: bytes, memory: int, passes: int) -> ChaCha20Poly1305:
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        derived = hash_secret_raw(pin.encode(), salt, passes, memory, 1, 32, Type.ID)
    except HashingError as error:  # a salt or a cost that argon2 does not take
        raise ValueError(str(error)) from error
    return ChaCha20Poly1305(derived)
