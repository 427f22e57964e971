"""A terminal's Ed25519 key: made on first start, kept in the local folder for its owner only, never anywhere else.

`cryptography` is imported late: opening a journal needs the public half only, which the key file holds as text.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from dutytui.store.disk import Disk, make_folders, publish
from dutytui.store.notices import KEY_REPLACED, Notice
from dutytui.store.segments import set_aside

KEY_LENGTH = 64
_MAKING_TAKES = 10.0
"""Seconds to wait for another process of this terminal that is making the key just now."""


class Key(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Both halves in hex, 32 bytes each. The private one is never shown: not in a repr, not in an error."""

    private: str
    public: str

    def __repr__(self) -> str:
        return f"Key({fingerprint(self.public)})"

    def signer(self) -> Callable[[bytes], bytes]:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.private)).sign


@dataclass(frozen=True, slots=True)
class KeyFound:
    key: Key
    notices: tuple[Notice, ...] = ()


def own_key(disk: Disk, local: Path) -> KeyFound:
    """The terminal's key, made if there is none. Raises OSError.

    An unreadable key file is set aside and a new key made: the desk must go on recording. Its journals then go on
    under a new writer id, since nobody can sign for the old key any more.
    """
    path = local / "terminal.key"
    if disk.exists(path) and (key := _parse(disk.read(path))):
        return KeyFound(key)
    make_folders(disk, local)
    lock = disk.lock(local / "terminal.key.lock", wait=_MAKING_TAKES)
    if lock is None:
        raise BlockingIOError(f"another process keeps {path.name} locked")
    try:
        notices: tuple[Notice, ...] = ()
        if disk.exists(path):
            old = disk.read(path)
            if key := _parse(old):
                return KeyFound(key)
            notices = (Notice(KEY_REPLACED, {"aside": str(set_aside(disk, path, old, private=True))}),)
        key = _make()
        publish(disk, path, msgspec.json.encode(key), private=True)
        return KeyFound(key, notices)
    finally:
        lock.release()


def fingerprint(public: str) -> str:
    """Eighty bits of a public key's hash in four groups that can be read out: ``k3wd-7zqa-mm5t-c2xe``."""
    short = base64.b32encode(hashlib.sha256(bytes.fromhex(public)).digest()[:10]).decode().lower()
    return "-".join(short[start : start + 4] for start in range(0, 16, 4))


def verifier(public: str) -> Callable[[bytes, bytes], bool]:
    """A function (signature, message) → whether this key signed it. Raises ValueError if `public` is no key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    verify = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify

    def signed(signature: bytes, message: bytes) -> bool:
        try:
            verify(signature, message)
        except InvalidSignature:
            return False
        return True

    return signed


def _make() -> Key:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    return Key(private.private_bytes_raw().hex(), private.public_key().public_bytes_raw().hex())


def _parse(content: bytes) -> Key | None:
    try:
        key = msgspec.json.decode(content, type=Key)
        whole = all(len(half) == KEY_LENGTH and bytes.fromhex(half).hex() == half for half in (key.private, key.public))
    except (msgspec.MsgspecError, ValueError):
        return None
    return key if whole else None
