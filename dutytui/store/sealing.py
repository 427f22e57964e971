"""Sealing something for one terminal alone: whoever has its public half can close it, only its key file opens it.

X25519 with a key of one use, HKDF-SHA-256, ChaCha20-Poly1305. What is derived is bound to this purpose and to both
public halves, so a sealed text fits no other terminal and no other use of the same keys. Sealing proves nothing about
who sealed: what carries it (a journal's line) is signed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    from dutytui.store.keys import Key

PURPOSE = b"dutytui sealed for a terminal 1\n"
"""Of this use, and of nothing else that keys may be derived for; a changed form has another number."""

_HALF = 32
_TAG = 16


def seal(box_public_hex: str, content: bytes) -> str:
    """`content` sealed for the terminal whose X25519 half this is (64 hex digits); hex, 96 digits longer than it.

    Twice the same gives two different texts. Raises ValueError if `box_public_hex` is no such half.
    """
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    public = bytes.fromhex(box_public_hex)
    once = X25519PrivateKey.generate()
    sender = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    return (sender + _cipher(shared, sender, public).encrypt(_NONCE, content, PURPOSE)).hex()


def unseal(key: Key, sealed_hex: str) -> bytes | None:
    """What was sealed for this terminal; None for what was sealed for another, was changed, or is no sealed text."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    try:
        sealed = bytes.fromhex(sealed_hex)
        if len(sealed) < _HALF + _TAG:
            return None
        sender = sealed[:_HALF]
        private = X25519PrivateKey.from_private_bytes(bytes.fromhex(key.box_private))
        shared = private.exchange(X25519PublicKey.from_public_bytes(sender))
        return _cipher(shared, sender, bytes.fromhex(key.box)).decrypt(_NONCE, sealed[_HALF:], PURPOSE)
    except (ValueError, InvalidTag):
        return None


_NONCE = bytes(12)
"""Always the same, since each key closes one text."""


def _cipher(shared: bytes, sender: bytes, receiver: bytes) -> ChaCha20Poly1305:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return ChaCha20Poly1305(HKDF(SHA256(), 32, salt=None, info=PURPOSE + sender + receiver).derive(shared))
