"""What the parts of many terminals do together: the share, the roster, people's PINs, the guard."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dutytui.identity.pins import NotHereError
from dutytui.rules.commands import EntryFields, LogEntry, SignIn, TickItem
from dutytui.rules.evidence.found import unacknowledged
from dutytui.rules.handover.commands import TakeDuty
from dutytui.rules.handover.duty import duty_at
from dutytui.rules.roster.standing import Standing
from dutytui.rules.trust import NOT_ENROLLED, REVOKED
from dutytui.store.transport.share import about
from dutytui.store.disk import Disk
from tests.terminals.on_a_share import CHIEF, House, Station

PIN = "135790"
ZHANG = ("zhang-san", "duty_manager")


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    return House(tmp_path, monkeypatch)


@pytest.fixture
def first(house: House) -> Iterator[Station]:
    """It has founded the roster."""
    one = house.station("desk")
    one.start(*CHIEF)
    one.founds()
    yield one
    one.stop()


@pytest.fixture
def second(house: House, first: Station) -> Iterator[Station]:
    """It has joined, and waits to be let in."""
    house.meet(first)
    one = house.station("till")
    one.start()
    house.meet(first, one)
    one.looks()
    house.meet(first, one)
    yield one
    one.stop()


def standing(at: Station, of: Station) -> Standing | None:
    roster = at.desk.session.state.roster
    found = roster.terminal(of.key) if roster else None
    return found.standing if found else None


def note(at: Station, text: str) -> LogEntry:
    return LogEntry(at.desk.session.day, EntryFields(kind="general", text=text))


def entries(at: Station) -> set[str]:
    return {entry.text for entry in at.desk.session.logbook().entries}


def alarms(at: Station) -> list[str]:
    at.desk.catch_up()
    at.desk.guard.keep_up()
    return [one.code for one in unacknowledged(at.desk.session.state)]


def test_the_share_names_the_roster_and_who_joins_keeps_to_it(house: House, first: Station, second: Station) -> None:
    begun = first.desk.trust.held
    assert about(Disk(), house.share).mall == begun != ""
    assert second.desk.trust.held == begun
    assert standing(first, second) is Standing.WAITING
    first.does(first.enrolling(second))
    house.meet(first, second)
    assert standing(second, second) is Standing.ENROLLED
    assert not second.desk.session.notices


def test_a_pin_that_was_set_at_one_terminal_works_at_another_once_it_is_let_in(
    house: House, first: Station, second: Station
) -> None:
    first.chooses_pin(ZHANG[0], PIN)
    house.meet(first, second)
    assert second.refused(SignIn(ZHANG[0], "", ZHANG[1])) == "pin_needed"
    with pytest.raises(NotHereError):
        second.desk.pins.attempt(ZHANG[0])
    first.does(first.enrolling(second))
    first.desk.keep_alive()
    house.meet(first, second)
    assert second.types_pin(ZHANG[0], "000000") is False
    assert second.types_pin(ZHANG[0], PIN) is True
    second.does(SignIn(ZHANG[0], "", ZHANG[1]))
    (taken,) = second.does(TakeDuty(second.desk.session.day))
    house.meet(first, second)
    assert "signed" in taken.data
    assert duty_at(first.desk.session.state, first.desk.session.day).holder == ZHANG[0]


def test_a_terminal_outside_sets_nobodys_key(house: House, first: Station, second: Station) -> None:
    second.does(SignIn(ZHANG[0], "", ZHANG[1]))
    second.chooses_pin(ZHANG[0], "246802")
    house.meet(first, second)
    assert not first.desk.session.proving.credentials.of(ZHANG[0]).key
    first.does(SignIn(ZHANG[0], "", ZHANG[1]))
    first.does(SignIn(CHIEF[0], "", CHIEF[1]))
    first.does(first.enrolling(second))
    house.meet(first, second)
    assert first.desk.session.proving.credentials.of(ZHANG[0]).key, "let in, all that it recorded counts"


def test_what_a_terminal_outside_records_is_void_elsewhere_until_it_is_let_in_and_again_when_it_is_lost(
    house: House, first: Station, second: Station
) -> None:
    second.does(SignIn(ZHANG[0], "", ZHANG[1]))
    (logged,) = second.does(note(second, "before"))
    house.meet(first, second)
    assert first.desk.session.state.trust.why(logged) == NOT_ENROLLED
    assert entries(first) == set() and entries(second) == {"before"}
    first.does(first.enrolling(second))
    house.meet(first, second)
    assert entries(first) == {"before"}
    first.does(first.revoking(second))
    (late,) = second.does(note(second, "behind the cut"))
    house.meet(first, second)
    assert first.desk.session.state.trust.why(late) == REVOKED
    assert entries(first) == entries(second) == {"before"}
    assert [one.code for one in second.desk.session.notices] == ["terminal_shut_out"]
