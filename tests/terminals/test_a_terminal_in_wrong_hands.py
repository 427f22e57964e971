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
    CREDENTIAL_SET,
    DUTY_TAKEN,
    HEADS_WITNESSED,
    ROSTER_BEGUN,
    TERMINAL_ENROLLED,
    TERMINAL_REVOKED,
    Event,
    Fact,
)
from dutytui.rules.evidence.found import all_acknowledged
from dutytui.rules.evidence.heads import root_of
from dutytui.rules.handover.commands import TakeDuty
from dutytui.rules.roster.fingerprints import fingerprint
from dutytui.rules.roster.standing import Standing
from dutytui.store.journal import Journal
from dutytui.store.personal import Signatory
from dutytui.store.pins import new_key
from dutytui.verify.whole import verify
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


@pytest.mark.parametrize("procedure", [None, "", MADE_UP], ids=["this version", "none", "one that never was"])
def test_somebody_whom_no_version_lists_silences_no_alarm(
    stations: tuple[House, Station, Station, Station], procedure: str | None
) -> None:
    house, first, second, thief = stations
    data = {"code": "head_lost", "values": {"writer": "desk", "id": "0" * 64}, "words": "all is well"}
    forges(thief, ALARM_ACKNOWLEDGED, "evidence:abc", GHOST, data, procedure)
    house.meet(first, second, thief)
    assert all_acknowledged(second.desk.session.state) == {}


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


def stranger(station: Station, *facts: Fact, at: datetime) -> None:
    """A journal with a key that no terminal of the mall has, put among the logs."""
    journal = Journal.open(station.mall / "logs", station.folder / "stranger", name="stranger", program="0.5.0")
    journal.append(list(facts), now=at, day=station.desk.session.day)
    journal.close()


def found(station: Station, founding: str = "") -> set[tuple[str, str]]:
    return {(one.code, one.writer) for one in verify(station.mall / "logs", founding=founding).findings}


def witness_of_more(station: Station) -> Fact:
    """That the first terminal's journal went on for long: then it was cut."""
    heads = {"desk": (9999, "a" * 64)}
    data = {"heads": {"desk": [9999, "a" * 64]}, "root": root_of(heads)}
    return Fact(HEADS_WITNESSED, "witness:x", station.desk.session.day, station.desk.session.now(), data=data)


def test_whom_the_roster_does_not_know_witnesses_nothing(stations: tuple[House, Station, Station, Station]) -> None:
    _house, first, _second, _thief = stations
    stranger(first, witness_of_more(first), at=first.desk.session.now())
    assert {writer for _code, writer in found(first)} == {"stranger"}


def test_a_terminal_that_was_shut_out_neither_witnesses_nor_lets_itself_in_again(
    stations: tuple[House, Station, Station, Station],
) -> None:
    house, first, second, thief = stations
    first.does(SignIn(CHIEF[0], "", CHIEF[1]))
    first.does(first.revoking(thief))
    house.clock.later(minutes=1)
    session, lets_in = thief.desk.session, first.enrolling(thief)
    again = {"key": thief.key, "name": "x", "read": lets_in.read, "roster": first.desk.trust.held}
    on = f"terminal:{fingerprint(thief.key)}"
    fact = Fact(TERMINAL_ENROLLED, on, session.day, session.now(), *CHIEF, data=again)
    thief.desk.journal.append([fact, witness_of_more(thief)], now=session.now(), day=session.day)
    house.meet(first, second, thief)
    assert ("written_after_revocation", "office") in found(second)
    assert "cut_off" not in {code for code, _writer in found(second)}


def test_a_roster_that_a_stranger_dates_back_is_not_the_one_that_this_terminal_keeps_to(
    stations: tuple[House, Station, Station, Station],
) -> None:
    _house, first, _second, _thief = stations
    then = first.desk.session.now().replace(year=2001)
    begun = Fact(ROSTER_BEGUN, "roster:mall", then.date(), then, *CHIEF, data={"terminals": [{"key": "ab" * 32}]})
    stranger(first, begun, at=then)
    assert {writer for _code, writer in found(first, first.desk.trust.held)} == {"stranger"}


@pytest.mark.parametrize("hour", [7, 9], ids=["dated back", "as it is"])
def test_a_second_first_pin_of_somebody_is_told_whatever_time_it_claims(
    stations: tuple[House, Station, Station, Station], hour: int
) -> None:
    house, first, second, thief = stations
    then, day = first.desk.session.now().replace(hour=hour), first.desk.session.day
    idle = Journal.open(thief.mall / "logs", thief.desk.local.data, name="idle", program="0.5.0")
    false, signatory = new_key(), Signatory()
    signatory.unlock(ZHANG[0], false.public, false.private)
    data, cause = {"key": false.public, "sealed": {}}, f"{idle.writer}.{idle.next_seq}"
    version = first.desk.session.procedures.version
    fact = Fact(CREDENTIAL_SET, f"credential:{ZHANG[0]}", day, then, *ZHANG, data=data, procedure=version, cause=cause)
    idle.append([signatory.signed(fact)], now=then, day=day)
    idle.close()
    thief.desk.session.tick()
    house.meet(first, second, thief)
    for one in (first, second):
        (told,) = [notice for notice in one.desk.session.notices if notice.code == "credential_rival"]
        assert {told.values["writer"], told.values["other"]} == {"desk", "idle"}
        assert "zhang-san" in str(told.values["person"])
    assert first.types_pin(CHIEF[0], PIN)
    first.does(SignIn(CHIEF[0], "", CHIEF[1]))
    first.does(first.revoking(thief).__class__(day, first.key, thief.key, "stolen", {}))
    house.meet(first, second, thief)
    for one in (first, second):
        assert not [notice for notice in one.desk.session.notices if notice.code == "credential_rival"]
        assert one.desk.session.proving.credentials.of(ZHANG[0]).key not in ("", false.public)
