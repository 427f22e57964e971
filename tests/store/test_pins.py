"""A person's key under their PIN: opens with the PIN, at the terminal that it was sealed for, and nowhere else."""

from __future__ import annotations

import msgspec
import pytest

from dutytui.store import pins
from dutytui.store.keys import Key
from tests.store.a_person import OTHER, PERSON, PIN, TERMINAL


@pytest.fixture(scope="module")
def locked() -> bytes:
    return pins.lock("zhang-san", PERSON, PIN)


def test_the_pin_opens_the_key_at_the_terminal_that_it_was_sealed_for(locked: bytes) -> None:
    sealed = pins.seal_for(locked, {"here": TERMINAL.box, "broken": "00"})
    assert set(sealed) == {"here"}
    assert pins.unlock(pins.opened(TERMINAL, sealed.values()), "zhang-san", PERSON.public, PIN) == PERSON
    stranger = Key(OTHER.private, OTHER.public, OTHER.private, OTHER.public)
    assert pins.opened(stranger, sealed.values()) == ()


@pytest.mark.parametrize(
    ("person", "public", "pin"),
    [("zhang-san", PERSON.public, "135791"), ("li-si", PERSON.public, PIN), ("zhang-san", OTHER.public, PIN)],
    ids=["wrong PIN", "another person's", "another key's"],
)
def test_nothing_else_opens_it(locked: bytes, person: str, public: str, pin: str) -> None:
    assert pins.unlock([locked], person, public, pin) is None


def test_what_lies_on_the_share_holds_neither_key_nor_pin_nor_anything_to_try_pins_on(locked: bytes) -> None:
    (sealed,) = pins.seal_for(locked, {"here": TERMINAL.box}).values()
    assert PERSON.private not in sealed and PIN.encode().hex() not in sealed
    found = msgspec.json.decode(locked)
    assert found["salt"] not in sealed and found["box"] not in sealed
    assert PERSON.private not in locked.decode() and PIN not in locked.decode()


def test_the_cost_of_a_guess_is_what_the_documents_say(locked: bytes) -> None:
    found = msgspec.json.decode(locked, type=pins.Locked)
    assert (found.memory, found.passes) == (19 * 1024, 2)
    assert pins.lock("zhang-san", PERSON, PIN) != locked, "another salt each time"


@pytest.mark.parametrize(
    "change",
    [
        {"memory": 1 << 40},
        {"memory": 0},
        {"memory": 1},
        {"passes": 1 << 20},
        {"salt": ""},
        {"salt": "zz"},
        {"box": "00"},
        {"box": ""},
        {"key": 5},
    ],
    ids=str,
)
def test_a_crafted_copy_stops_nobody(locked: bytes, change: dict[str, object]) -> None:
    crafted = msgspec.json.encode({**msgspec.json.decode(locked), **change})
    assert pins.unlock([crafted], "zhang-san", PERSON.public, PIN) is None
    assert pins.unlock([crafted, b"", b"{", locked], "zhang-san", PERSON.public, PIN) == PERSON
