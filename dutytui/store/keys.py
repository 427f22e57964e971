"""A terminal's keys: made on first start, kept in the local folder for their owner only, never anywhere else.

Ed25519 signs what the terminal records; X25519 opens what is sealed for it (`dutytui.store.sealing`).

`cryptography` is imported late: opening a journal needs the public half only, which the key file holds as text.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.roster.fingerprints import fingerprint, is_key
from dutytui.store.disk import Disk, make_folders, publish
from dutytui.store.notices import KEY_REPLACED, Notice
from dutytui.store.segments import set_aside

_MAKING_TAKES = 10.0
"""Seconds to wait for another process of this terminal that is making the key just now."""


class Key(msgspec.Struct, frozen=True):
    """Halves in hex, 32 bytes each. The private ones are never shown: not in a repr, not in an error.

    private, public: the Ed25519 key, which the terminal is known by. box_private, box: the X25519 key beside it; both
    "" in what a version before 0.4 has left, until `own_key` adds them.
    """

    private: str
    public: str
    box_private: str = ""
    box: str = ""

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
    under a new writer id, since nobody can sign for the old key any more. One without an X25519 half gets one; the
    Ed25519 key stays as it is, whatever happens meanwhile.
    """
    path = local / "terminal.key"
    known = _parse(disk.read(path)) if disk.exists(path) else None
    if known and known.box:
        return KeyFound(known)
    try:
        return _make_whole(disk, path)
    except OSError:
        if known is None:
            raise
        return KeyFound(known)  # a full disk keeps nobody from opening the desk: it is tried again at the next start


def _make_whole(disk: Disk, path: Path) -> KeyFound:
    make_folders(disk, path.parent)
    lock = disk.lock(path.with_name(path.name + ".lock"), wait=_MAKING_TAKES)
    if lock is None:
        raise BlockingIOError(f"another process keeps {path.name} locked")
    try:
        notices: tuple[Notice, ...] = ()
        key: Key | None = None
        if disk.exists(path):
            old = disk.read(path)
            key = _parse(old)
            if key and key.box:
                return KeyFound(key)
            if key is None:
                notices = (Notice(KEY_REPLACED, {"aside": str(set_aside(disk, path, old, private=True))}),)
        key = _with_box(key or _make())
        publish(disk, path, msgspec.json.encode(key), private=True)
        return KeyFound(key, notices)
    finally:
        lock.release()


def public_key(local: Path) -> str:
    """The terminal's public key, "" where none was made yet or it can't be read. Nothing is made."""
    try:
        key = _parse((local / "terminal.key").read_bytes())
    except OSError:
        return ""
    return key.public if key else ""


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


def _with_box(key: Key) -> Key:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    private = X25519PrivateKey.generate()
    halves = private.private_bytes_raw().hex(), private.public_key().public_bytes_raw().hex()
    return msgspec.structs.replace(key, box_private=halves[0], box=halves[1])


def _parse(content: bytes) -> Key | None:
    try:
        key = msgspec.json.decode(content, type=Key)
        whole = all(is_key(half) for half in (key.private, key.public))
    except (msgspec.MsgspecError, ValueError):
        return None
    if not whole:
        return None
    # A damaged X25519 half is no reason to lose the key that the journals are signed with: it is made anew.
    boxed = is_key(key.box_private) and is_key(key.box)
    return key if boxed else Key(key.private, key.public)
