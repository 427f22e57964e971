"""A person's own signature: what it is made over, who is able to make it here, and whether one is right.

Ed25519 over ``dutytui person 1``, a newline and the canonical bytes of what the person says: kind, on, day, at, by,
post, for, data (without the signature itself), procedure and cause. So it fits no other record: the cause names the
writer and the number of its command, and the domain word no other purpose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from dutytui.rules.credentials.trust import SIGNED, is_personal
from dutytui.rules.events import Event, Fact
from dutytui.store.lines import encode

_DOMAIN: Final = b"dutytui person 1\n"


def said(one: Event | Fact) -> bytes:
    """What a person signs. Raises what `encode` raises for values that JSON does not know."""
    data = {name: value for name, value in one.data.items() if name != SIGNED}
    body = {
        "kind": one.kind,
        "on": one.on,
        "day": one.day,
        "at": one.at,
        "by": one.by,
        "post": one.post,
        "for": one.behalf,
        "data": data,
        "procedure": one.procedure,
        "cause": one.cause,
    }
    return _DOMAIN + encode(body)


class Signatory:
    """Who has proved themselves at this terminal, "" for nobody, and their key (public): in memory only, while they are
    signed in and unlocked."""

    def __init__(self) -> None:
        self.person = self.key = self._private = ""

    def __repr__(self) -> str:
        return f"Signatory({self.person!r})"

    def unlock(self, person: str, key: str, private: str) -> None:
        """key, private: the halves of their Ed25519 key, 64 hex digits each."""
        self.person, self.key, self._private = person, key, private

    def lock(self) -> None:
        self.person = self.key = self._private = ""

    def held(self) -> tuple[str, str]:
        """(private, public) half of their key; both "" for nobody's."""
        return self._private, self.key

    def signed(self, fact: Fact) -> Fact:
        """The fact with its author's signature, where it is to have one and they are who has proved themselves."""
        if not self.person or fact.by != self.person or not is_personal(fact):
            return fact
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self._private))
        try:
            signature = private.sign(said(fact)).hex()
        except (TypeError, ValueError, UnicodeEncodeError, RecursionError):
            return fact  # a value that no journal takes: the journal says so
        return replace(fact, data={**fact.data, SIGNED: {"key": self.key, "sig": signature}})


class Signers:
    """Which key has signed an event as its person. What was verified once is not verified again."""

    def __init__(self) -> None:
        self._known: dict[str, str | None] = {}

    def __call__(self, event: Event) -> str | None:
        if event.id not in self._known:
            self._known[event.id] = self._verified(event)
        return self._known[event.id]

    def _verified(self, event: Event) -> str | None:
        key = claimed(event)
        if key is None:
            return None
        from dutytui.store.keys import verifier

        try:
            signature = bytes.fromhex(str(_signed(event).get("sig")))
            return key if verifier(key)(signature, said(event)) else None
        except (TypeError, ValueError, UnicodeEncodeError, RecursionError):
            return None


def claimed_by_nobody(event: Event) -> bool:
    """Whether it bears a person's signature that the key it names has not made for it."""
    return Signers()(event) is None


def claimed(event: Event) -> str | None:
    """The key that an event says it is signed by. Good enough to ask for a PIN by, before anything is verified."""
    key = _signed(event).get("key")
    return key if isinstance(key, str) and len(key) == 64 and key == key.lower() else None


def _signed(event: Event) -> Mapping[str, Any]:
    found = event.data.get(SIGNED)
    return found if isinstance(found, Mapping) else {}
