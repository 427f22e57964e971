"""Terminals, people's keys, and terminals again: together they give one verdict about everything, whatever order the
records come in. Played at real desks, judged by sessions that hear of all of it in any order and in any parts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from dutytui.bootstrap import in_force
from dutytui.rules.commands import EntryFields, LogEntry, SignIn
from dutytui.rules.events import CREDENTIAL_SET, DUTY_TAKEN, TERMINAL_ENROLLED, TERMINAL_REVOKED, Event, Fact
from dutytui.rules.handover.commands import TakeDuty
from dutytui.rules.trust import REVOKED
from dutytui.session import Session
from dutytui.store.index import Index
from dutytui.store.local import Local
from dutytui.store.roster_note import RosterNote
from dutytui.store.watching import NoJournal
from dutytui.trust_kept import KeptTrust
from tests.desk import StandingClock
from tests.terminals.on_a_share import CHIEF, House, Station
from tests.thorough import examples

PIN = "135790"
ZHANG = ("zhang-san", "duty_manager")


class NoRecords:
    """Nothing but what a test hands over."""

    def about(self, day: date) -> tuple[list[Event], list[object]]:
        return [], []

    def news(self, day: date, besides: str) -> list[Event]:
        return []

    def open_before(self, day: date, limit: object) -> list[Event]:
        return []

    def about_subjects(self, prefix: str, first: date, last: date) -> list[Event]:
        return []

    def first_day(self) -> date | None:
        return None


@pytest.fixture
def listeners(tmp_path: Path) -> Iterator[object]:
    """Makes sessions that belong to no terminal and have heard of nothing."""
    from tests.desk import make_mall

    mall = make_mall(tmp_path / "listener")
    local = Local(mall)
    made: list[Index] = []

    def listener(held: str) -> Session:
        index = Index(local.cache / f"index-{len(made)}.sqlite")
        made.append(index)
        (local.data / "roster.json").unlink(missing_ok=True)
        procedures = in_force(mall, local)
        trust = KeptTrust(RosterNote(local), index, "", procedures)
        trust.hold(held)
        session = Session(
            clock=StandingClock(),
            procedures=procedures,
            journal=NoJournal(),
            records=NoRecords(),
            who_counts=trust,
        )
        session.prove()
        return session

    yield listener
    for index in made:
        index.close()


def all_events(*stations: Station) -> list[Event]:
    found = {}
    for one in stations:
        for day in one.desk.session.state.days():
            for subject in one.desk.session.state.subjects(day):
                found |= {event.id: event for event in subject.events}
        found |= {event.id: event for event in one.desk.session.state.openings.values()}
    return sorted(found.values(), key=lambda event: event.order)


def forges(at: Station, kind: str, on: str, by: tuple[str, str], data: dict[str, object]) -> Event:
    """Written straight into the journal by somebody who has the terminal but no PIN: no rule is asked."""
    session = at.desk.session
    now: datetime = session.now()
    cause = f"{at.desk.journal.writer}.{at.desk.journal.next_seq}"
    fact = Fact(kind, on, session.day, now, by[0], by[1], data=data, procedure=session.procedures.version, cause=cause)
    (event,) = at.desk.journal.append([fact], now=now, day=session.day)
    session.receive([event])
    return event


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Station, Station, dict[str, Event]]]:
    """PINs set, a roster begun, one enrolled, people's acts signed and forged, a stranger's key, a revocation."""
    house = House(tmp_path, monkeypatch)
    first, second = house.station("desk"), house.station("till")
    told: dict[str, Event] = {}
    first.start(*CHIEF)
    first.chooses_pin(CHIEF[0], PIN)
    first.chooses_pin(ZHANG[0], PIN)
    assert first.types_pin(CHIEF[0], PIN)
    first.founds()
    house.meet(first)
    second.start()
    house.meet(first, second)
    second.looks()
    told["strange key"] = forges(
        second, CREDENTIAL_SET, f"credential:{ZHANG[0]}", ZHANG, {"key": "ab" * 32, "sealed": {}}
    )
    house.meet(first, second)
    data = {**_enrolment(first, second), "roster": first.desk.trust.held}
    told["enrolled without a PIN"] = forges(first, TERMINAL_ENROLLED, f"terminal:{_print(second)}", CHIEF, data)
    house.clock.at("08:21")
    house.meet(first, second)
    (told["noted outside"],) = second.does(SignIn("zhou-ba", "", "security_chief"))[:1]
    (told["enrolled"],) = first.does(first.enrolling(second))
    first.desk.keep_alive()
    house.clock.at("08:22")
    house.meet(first, second)
    second.types_pin(ZHANG[0], PIN)
    second.does(SignIn(ZHANG[0], "", ZHANG[1]))
    (told["signed"],) = second.does(TakeDuty(second.desk.session.day))
    told["forged duty"] = forges(second, DUTY_TAKEN, "duty:mall", CHIEF, {"holder": CHIEF[0]})
    house.clock.at("08:23")
    house.meet(first, second)
    cut = {**_enrolment(second, first), "roster": first.desk.trust.held, "reason": "x", "cut": {}}
    told["revoked without a PIN"] = forges(second, TERMINAL_REVOKED, f"terminal:{_print(first)}", CHIEF, cut)
    house.meet(first, second)
    (told["revoked"],) = first.does(first.revoking(second))
    (told["behind the cut"],) = second.does(LogEntry(second.desk.session.day, EntryFields(kind="general", text="late")))
    house.meet(first, second)
    yield first, second, told
    first.stop()
    second.stop()


def _print(one: Station) -> str:
    from dutytui.rules.roster.fingerprints import fingerprint

    return fingerprint(one.key)


def _enrolment(at: Station, other: Station) -> dict[str, object]:
    command = at.enrolling(other)
    return {"key": command.key, "name": command.name, "read": command.read}


VERDICTS = {
    "strange key": "no_effect",
    "enrolled without a PIN": "unsigned",
    "noted outside": "",
    "enrolled": "",
    "signed": "",
    "forged duty": "unsigned",
    "revoked without a PIN": "unsigned",
    "revoked": "",
    "behind the cut": REVOKED,
}


def test_everybody_judges_alike_in_any_order_and_in_any_parts(
    story: tuple[Station, Station, dict[str, Event]], listeners
) -> None:  # type: ignore[no-untyped-def]
    first, second, told = story
    events = all_events(first, second)
    held = first.desk.trust.held
    wanted = {name: first.desk.session.state.trust.why(event) for name, event in told.items()}
    assert wanted == VERDICTS
    assert {name: second.desk.session.state.trust.why(event) for name, event in told.items()} == VERDICTS
    chance = random.Random(1126)
    state = None
    for _ in range(examples(12)):
        session = listeners(held)
        shuffled = [*events, *chance.sample(events, len(events) // 2)]
        chance.shuffle(shuffled)
        step = chance.randint(1, 9)
        for begin in range(0, len(shuffled), step):
            session.receive(shuffled[begin : begin + step])
        assert {name: session.state.trust.why(event) for name, event in told.items()} == VERDICTS
        assert session.state.roster == first.desk.session.state.roster
        assert state is None or session.state == state
        state = session.state


def test_judging_again_changes_nothing_and_folds_nothing_anew(
    story: tuple[Station, Station, dict[str, Event]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in story[:2]:
        session, before = one.desk.session, one.desk.session.state.version
        assert not session.judge()
        assert not session.judge()
        assert session.state.version == before


def test_one_arrival_folds_anew_no_more_than_it_has_news_for(
    story: tuple[Station, Station, dict[str, Event]], listeners, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    """All of it in one batch settles in a few rounds: terminals, people's keys, terminals as people signed for them."""
    first, second, _told = story
    session = listeners(first.desk.trust.held)
    folds = []
    trust_by = session.state.trust_by
    monkeypatch.setattr(session.state, "trust_by", lambda *by: (folds.append(by), trust_by(*by)))
    session.receive(all_events(first, second))
    assert 1 <= len(folds) <= 2
    session.judge()
    assert len(folds) <= 2
