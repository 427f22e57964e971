"""Somebody has a terminal of the mall and writes into its journals what they like, but knows nobody's PIN."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from dutytui.rules.commands import SignIn
from dutytui.rules.events import (
    ALARM_ACKNOWLEDGED,
    CREDENTIAL_ENDED,
    DUTY_TAKEN,
    TERMINAL_REVOKED,
    Event,
    Fact,
)
from dutytui.rules.handover.commands import TakeDuty
from dutytui.rules.roster.fingerprints import fingerprint
from dutytui.rules.roster.standing import Standing
from tests.terminals.on_a_share import CHIEF, House, Station

PIN = "135790"
ZHANG = ("zhang-san", "duty_manager")
GHOST = ("ghost", "general_manager")
MADE_UP = "f" * 64
"""A version of the procedures that never was: one in which the ghost may do everything."""


@pytest.fixture
def stations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[House, Station, Station, Station]]:
    """A mall with three terminals in its roster; whoever manages anything has a PIN. The last one is the thief's."""
    house = House(tmp_path, monkeypatch)
    first, second, thief = (house.station(name) for name in ("desk", "till", "office"))
    first.start(*CHIEF)
    house.meet(first)
    first.chooses_pin(CHIEF[0], PIN)
    first.chooses_pin(ZHANG[0], PIN)
    assert first.types_pin(CHIEF[0], PIN)
    first.founds()
    for other in (second, thief):
        other.start()
    house.meet(first, second, thief)
    for other in (second, thief):
        other.looks()
    house.meet(first, second, thief)
    for other in (second, thief):
        first.does(first.enrolling(other))
    house.clock.later(minutes=1)
    house.meet(first, second, thief)
    yield house, first, second, thief
    for one in (first, second, thief):
        one.stop()


def forges(
    at: Station, kind: str, on: str, by: tuple[str, str], data: Mapping[str, Any], procedure: str | None = None
) -> Event:
    """Written straight into the journal: no rule is asked."""
    session = at.desk.session
    now: datetime = session.now()
    version = session.procedures.version if procedure is None else procedure
    cause = f"{at.desk.journal.writer}.{at.desk.journal.next_seq}"
    fact = Fact(kind, on, session.day, now, by[0], by[1], data=data, procedure=version, cause=cause)
    (event,) = at.desk.journal.append([fact], now=now, day=session.day)
    session.receive([event])
    return event


def stands(at: Station, other: Station) -> Standing:
    roster = at.desk.session.state.roster
    terminal = roster.terminal(other.key) if roster else None
    assert terminal is not None
    return terminal.standing


@pytest.mark.parametrize("procedure", [None, "", MADE_UP], ids=["this version", "none", "one that never was"])
def test_somebody_whom_no_version_lists_shuts_no_terminal_out(
    stations: tuple[House, Station, Station, Station], procedure: str | None
) -> None:
    house, first, second, thief = stations
    held = first.desk.trust.held
    for victim in (first, second):
        data = {"key": victim.key, "reason": "x", "cut": {}, "roster": held}
        forges(thief, TERMINAL_REVOKED, f"terminal:{fingerprint(victim.key)}", GHOST, data, procedure)
    house.meet(first, second, thief)
    for one in (first, second):
        assert [stands(one, other) for other in (first, second, thief)] == [Standing.ENROLLED] * 3


@pytest.mark.parametrize("procedure", [None, "", MADE_UP], ids=["this version", "none", "one that never was"])
def test_somebody_whom_no_version_lists_ends_nobodys_pin(
    stations: tuple[House, Station, Station, Station], procedure: str | None
) -> None:
    house, first, second, thief = stations
    forges(thief, CREDENTIAL_ENDED, f"credential:{CHIEF[0]}", GHOST, {"reason": "x"}, procedure)
    house.meet(first, second, thief)
    for one in (first, second):
        assert one.desk.session.proving.credentials.of(CHIEF[0]).key


def test_what_only_a_person_may_say_of_an_alarm_nobody_says_without_their_pin(
    stations: tuple[House, Station, Station, Station],
) -> None:
    house, first, second, thief = stations
    data = {"code": "head_lost", "values": {"writer": "desk", "id": "0" * 64}, "words": "all is well"}
    said = forges(thief, ALARM_ACKNOWLEDGED, "evidence:abc", CHIEF, data)
    house.meet(first, second, thief)
    assert not second.desk.session.state.trust.counts(said)


def test_what_another_has_signed_is_not_signed_again_under_another_record(
    stations: tuple[House, Station, Station, Station],
) -> None:
    house, first, second, thief = stations
    assert first.types_pin(ZHANG[0], PIN)
    first.does(SignIn(ZHANG[0], "", ZHANG[1]))
    (signed,) = first.does(TakeDuty(first.desk.session.day))
    house.meet(first, second, thief)
    session = thief.desk.session
    (again,) = thief.desk.journal.append(
        [Fact(**{name: getattr(signed, name) for name in Event._fields[:10]})], now=session.now(), day=session.day
    )
    moved = forges(thief, DUTY_TAKEN, signed.on, ZHANG, signed.data)
    house.meet(first, second, thief)
    for event, why in ((again, "copied"), (moved, "unsigned"), (signed, "")):
        assert second.desk.session.state.trust.why(event) == why
