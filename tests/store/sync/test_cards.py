"""A card is believed as far as its own terminal has signed it: nobody else says what a terminal has seen."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from dutytui.rules.roster.fingerprints import fingerprint
from dutytui.rules.sharing import reached
from dutytui.store.keys import Key
from dutytui.store.sync import cards
from dutytui.store.tail import Head
from dutytui.store.transport import folder
from tests.store.a_person import OTHER, TERMINAL
from tests.store.mall import NOW
from tests.store.sync.house import SHARE, House

HEADS = {"desk": Head(7, "ab" * 32)}
CARD = cards.write(TERMINAL, "till", HEADS, NOW)
ITS = fingerprint(TERMINAL.public)
STRANGER = Key(OTHER.private, OTHER.public)


def changed(was: bytes, now: bytes) -> bytes:
    assert was in CARD
    return CARD.replace(was, now)


def test_a_card_is_read_as_its_terminal_wrote_it() -> None:
    card = cards.read(CARD, ITS)
    assert card is not None and (card.name, card.key, card.heads) == ("till", TERMINAL.public, {"desk": (7, "ab" * 32)})


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (changed(b"[7,", b"[9,"), ITS),
        (changed(b"08:00:00", b"09:00:00"), ITS),
        (changed(TERMINAL.public.encode(), STRANGER.public.encode()), fingerprint(STRANGER.public)),
        (CARD, fingerprint(STRANGER.public)),
        (CARD[: len(CARD) // 2], ITS),
        (cards.write(TERMINAL, "till", {"../desk": Head(7, "ab" * 32)}, NOW), ITS),
    ],
    ids=["a number", "its time", "whose it is", "under another name", "half of it", "a hostile writer"],
)
def test_whatever_is_not_its_terminals_word_says_nothing(content: bytes, name: str) -> None:
    assert cards.read(content, name) is None


def test_nobody_says_for_another_terminal_what_it_has_seen() -> None:
    """The share is anybody's to write on: *seen by* must be true all the same."""
    house = House("desk", "till")
    house.seconds(5)
    (event,) = house["desk"].record("a")[-1:]
    card = _card_of(house, "till")
    body = msgspec.json.decode(cards.write(STRANGER, "till", {"desk": Head(event.seq, event.id)}, house.now))
    body["card"]["key"] = house["till"].own.key.public
    house.disk.files[card] = bytearray(msgspec.json.encode(body))
    house["desk"].sync.step(house.now + timedelta(seconds=2))
    assert reached(house["desk"].sync.sharing, "desk", event.seq).seen_by == 0
    house.seconds(6)
    assert reached(house["desk"].sync.sharing, "desk", event.seq).seen_by == 1, "once it is true"


def test_a_card_too_large_to_be_one_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    house = House("desk", "till")
    house.seconds(3)
    card = _card_of(house, "till")
    house.disk.files[card] = bytearray(b" " * (folder._CARD_LIMIT + 1))
    read: list[Path] = []
    found = house.disk.read
    monkeypatch.setattr(house.disk, "read", lambda path: (read.append(path), found(path))[1])
    assert house["desk"].carrier.cards().keys() == {fingerprint(house["desk"].own.key.public)}
    assert card not in read


def _card_of(house: House, name: str) -> Path:
    return SHARE / "terminals" / f"{fingerprint(house[name].own.key.public)}.json"
