"""A person's own signature: made for one record, fits no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from dutytui.rules.events import DUTY_TAKEN, ITEM_DONE, Event, Fact
from dutytui.store import lines
from dutytui.store.personal import Signatory, Signers, claimed
from tests.golden.make_journal import KEY
from tests.store.a_person import OTHER, PERSON

NOW = datetime(2026, 11, 23, 8, 22, 0, 250_000, tzinfo=timezone(timedelta(hours=8)))
FACT = Fact(
    DUTY_TAKEN,
    "duty:mall",
    date(2026, 11, 23),
    NOW,
    "zhang-san",
    "duty_manager",
    "li-si",
    {"holder": "zhang-san", "over": ["ab"], "value": 21.5},
    "v1",
    "desk.7",
)


def signatory(person: str = "zhang-san") -> Signatory:
    made = Signatory()
    made.unlock(person, PERSON.public, PERSON.private)
    return made


def recorded(fact: Fact) -> Event:
    """The event as every other terminal reads it."""
    _raw, event = lines.write(
        fact, writer="desk", seq=7, prev="", stamp="2026-11-23T00:22:00.250Z-0000", sign=KEY.signer()
    )
    return event


def test_what_was_signed_is_read_back_as_signed_by_its_person() -> None:
    event = recorded(signatory().signed(FACT))
    assert Signers()(event) == claimed(event) == PERSON.public


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "day_closed"},
        {"on": "duty:other"},
        {"day": date(2026, 11, 24)},
        {"at": NOW + timedelta(microseconds=1)},
        {"at": NOW.astimezone(timezone(timedelta(hours=7)))},
        {"by": "li-si"},
        {"post": "ops_manager"},
        {"behalf": ""},
        {"procedure": "v2"},
        {"cause": "desk.8"},
        {"more": {"over": ["ac"]}},
        {"more": {"over": []}},
        {"more": {"value": 21}},
        {"more": {"note": ""}},
    ],
    ids=str,
)
def test_any_other_word_breaks_the_signature(change: dict[str, Any]) -> None:
    fact = signatory().signed(FACT)
    more = change.pop("more", {})
    forged = replace(fact, data={**fact.data, **more}, **change)
    assert Signers()(recorded(forged)) is None


@pytest.mark.parametrize(
    "signed",
    [
        None,
        "",
        [],
        {},
        {"key": PERSON.public},
        {"key": 5, "sig": 5},
        {"key": "zz" * 32, "sig": "00" * 64},
        {"key": "é"},
    ],
    ids=str,
)
def test_what_is_no_signature_is_none_and_breaks_nothing(signed: object) -> None:
    assert Signers()(recorded(replace(FACT, data={**FACT.data, "signed": signed}))) is None


def test_another_key_that_names_itself_is_told_apart() -> None:
    other = Signatory()
    other.unlock("zhang-san", OTHER.public, OTHER.private)
    fact = other.signed(FACT)
    assert Signers()(recorded(fact)) == OTHER.public
    stolen = {**fact.data, "signed": {**fact.data["signed"], "key": PERSON.public}}
    assert Signers()(recorded(replace(fact, data=stolen))) is None


def test_only_who_is_unlocked_signs_and_only_what_is_theirs_to_say() -> None:
    assert signatory("li-si").signed(FACT) == FACT, "somebody else's act"
    tick = replace(FACT, kind=ITEM_DONE, data={})
    assert signatory().signed(tick) == tick
    assert "signed" in signatory().signed(replace(tick, data={"signer": "duty_manager"})).data
    locked = signatory()
    locked.lock()
    assert locked.signed(FACT) == FACT


def test_a_private_key_is_shown_nowhere() -> None:
    unlocked = signatory()
    assert PERSON.private not in repr(unlocked) + repr(PERSON) + str(vars(unlocked).keys())
