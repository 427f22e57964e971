"""What the parts of many terminals do together: the share, the roster, people's PINs, the guard."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dutytui.bootstrap import open_desk
from dutytui.guard.outside import PATIENCE
from dutytui.identity.pins import NotHereError
from dutytui.rules.commands import EntryFields, LogEntry, SignIn
from dutytui.rules.evidence.commands import AcknowledgeAlarm
from dutytui.rules.evidence.found import unacknowledged
from dutytui.rules.handover.commands import TakeDuty
from dutytui.rules.handover.duty import duty_at
from dutytui.rules.presence.fold import is_open
from dutytui.rules.roster.standing import Standing
from dutytui.rules.trust import NOT_ENROLLED, REVOKED
from dutytui.store.disk import Disk
from dutytui.store.journal import Journal
from dutytui.store.transport.share import about
from dutytui.verify.whole import verify
from tests.store.mall import fact
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
    at.desk.guard.keep_up(at.desk.trust.keys(at.desk.session.state))
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
    with pytest.raises(NotHereError) as outside:
        second.desk.pins.attempt(ZHANG[0])
    assert outside.value.refusal.code == "pin_elsewhere_outside"
    first.does(first.enrolling(second))
    house.meet(first, second)
    with pytest.raises(NotHereError) as not_yet:
        second.desk.pins.attempt(ZHANG[0])
    assert not_yet.value.refusal.code == "pin_elsewhere"
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


def test_that_a_lost_terminal_records_on_is_an_alarm_until_somebody_says_why_and_again_when_it_goes_on_after_that(
    house: House, first: Station, second: Station
) -> None:
    first.does(first.enrolling(second))
    house.meet(first, second)
    first.does(first.revoking(second))
    house.meet(first, second)
    assert alarms(first) == []
    for round_number in (1, 2):
        second.does(SignIn(ZHANG[0], "", ZHANG[1]))
        second.does(note(second, f"behind the cut {round_number}"))
        house.meet(first, second)
        alarms(first)
        house.clock.later(minutes=1)
        assert alarms(first) == ["shut_out_recorded"]
        assert alarms(second) == [], "it says so of each record"
        assert {one.code for one in verify(first.mall / "logs").findings} >= {"written_after_revocation"}
        (found,) = unacknowledged(first.desk.session.state)
        first.does(AcknowledgeAlarm(first.desk.session.day, found.id, "找回前还有人用过，已问清"))
        assert alarms(first) == []
        told = verify(first.mall / "logs")
        assert told.wrong == 0 and "void_and_known" in {one.code for one in told.findings}
    first.stop()
    first.start(*CHIEF)
    assert alarms(first) == []


def test_the_alarm_of_a_lost_terminal_ends_when_it_is_let_in_again(
    house: House, first: Station, second: Station
) -> None:
    first.does(first.enrolling(second))
    house.meet(first, second)
    first.does(first.revoking(second))
    second.does(SignIn(ZHANG[0], "", ZHANG[1]))
    house.meet(first, second)
    alarms(first)
    house.clock.later(minutes=1)
    assert alarms(first) == ["shut_out_recorded"]
    first.does(first.enrolling(second))
    assert alarms(first) == []
    assert verify(first.mall / "logs").wrong == 0


def planted(house: House, text: str) -> Path:
    """Somebody with a key of their own puts a journal on the share, which no program ever introduces."""
    ghost = house.share.parent / "ghost"
    journal = Journal.open(ghost / "logs", ghost / "local", name="ghost")
    now = house.clock.now()
    journal.append([fact(text, on="entry:ghost.2", day=now.date(), at=now)], now=now, day=now.date())
    journal.close()
    shutil.copytree(ghost / "logs", house.share / "logs", dirs_exist_ok=True)
    return ghost / "logs"


def test_a_journal_that_a_stranger_puts_on_the_share_is_an_alarm_and_never_witnessed(
    house: House, first: Station, second: Station
) -> None:
    first.does(first.enrolling(second))
    for round_number in (1, 2):
        planted(house, f"put there {round_number}")
        house.meet(first, second)
        for _ in range(PATIENCE):
            told = alarms(first)
            assert told == [] or round_number == 2, "a machine that is being set up introduces itself within this time"
            house.clock.later(minutes=1)
        assert alarms(first) == ["stranger_recorded"]
        assert entries(first) == set()
        assert "key_not_enrolled" in {one.code for one in verify(first.mall / "logs").findings}
        (found,) = unacknowledged(first.desk.session.state)
        first.does(AcknowledgeAlarm(first.desk.session.day, found.id, "有人往共享文件夹里塞了文件，已查"))
        assert alarms(first) == []
        told = verify(first.mall / "logs")
        assert told.wrong == 0 and "stranger_and_known" in {one.code for one in told.findings}
    without = house.share.parent / "without"
    shutil.copytree(first.mall / "logs", without)
    for path in without.rglob("ghost.*.json"):
        path.unlink()
    assert verify(without).wrong == 0, "what was witnessed would be missed"


def test_a_terminal_that_was_shut_out_says_nothing_by_itself_any_more(
    house: House, first: Station, second: Station
) -> None:
    second.does(SignIn(ZHANG[0], "", ZHANG[1]))
    first.does(first.enrolling(second))
    house.meet(first, second)
    first.does(first.revoking(second))
    house.meet(first, second)
    cut = second.desk.journal.head
    for _ in range(3):
        house.clock.later(days=1)
        second.desk.session.tick()
        second.desk.keep_alive()
    second.stop()
    second.start()
    assert second.desk.journal.head == cut
    second.desk.keep_alive()
    second.stop()
    assert second.desk.journal.head == cut
    house.meet(first)
    found = [one.code for one in verify(first.mall / "logs").findings]
    assert "written_after_revocation" not in found
    second.start()


def test_a_copied_machine_goes_on_under_another_name_with_all_that_it_had(house: House, first: Station) -> None:
    first.chooses_pin(CHIEF[0], PIN)
    house.meet(first)
    first.desk.drafts.save("capture", {"text": "half a sen"})
    copy = first.copy_to("two")
    copy.start()
    assert copy.types_pin(CHIEF[0], PIN)
    first.does(note(first, "recorded at the first"))
    copy.does(note(copy, "recorded at the copy"))
    house.meet(first)
    house.meet(copy, first)
    assert (first.desk.journal.writer, copy.desk.journal.writer) == ("desk", "desk-2")
    assert copy.desk.drafts.load("capture") == {"text": "half a sen"}
    assert is_open(copy.desk.session.state, copy.desk.session.day, "desk-2")
    assert alarms(copy) == ["sharing_forked"]
    assert "sharing_forked" not in [one.code for one in copy.desk.session.notices], "it is told once, as an alarm"
    copy.does(note(copy, "behind the fork"))
    house.meet(copy, first)
    assert {"recorded at the first", "behind the fork"} <= entries(first)
    copy.does(
        AcknowledgeAlarm(copy.desk.session.day, next(unacknowledged(copy.desk.session.state)).id, "我们复制了磁盘")
    )
    assert alarms(copy) == []
    copy.stop()
    copy.start()
    assert copy.desk.journal.writer == "desk-2"
    assert alarms(copy) == []
    copy.stop()


def test_a_copied_machine_that_finds_out_at_its_start_says_so_until_somebody_acknowledges_it(
    house: House, first: Station
) -> None:
    house.meet(first)
    copy = first.copy_to("two")
    copy.start()
    first.does(note(first, "recorded at the first"))
    house.meet(first)
    copy.does(note(copy, "recorded at the copy"))
    copy.desk.sleep()
    copy.desk.close()  # without another word to the share
    copy.monkeypatch.setenv("DUTYTUI_HOME", str(copy.folder / f"home-{copy.name}"))
    copy.desk = open_desk(copy.mall, clock=copy.clock, name=copy.name)
    assert copy.desk.journal.writer == "desk-2"
    away = house.share.rename(house.share.with_name("unplugged"))
    copy.beat()  # what the exchange says of itself is replaced with each of its words
    assert alarms(copy) == ["sharing_forked"]
    away.rename(house.share)
    copy.stop()


def test_a_line_edited_on_the_share_is_an_alarm_until_somebody_acknowledges_it(
    house: House, first: Station, second: Station
) -> None:
    first.does(first.enrolling(second))
    first.does(note(first, "watered"))
    house.meet(first, second)
    (path,) = (one for one in (house.share / "logs").glob("*/desk.*.json") if b"watered" in one.read_bytes())
    path.write_bytes(path.read_bytes().replace(b"watered", b"wasted!"))
    house.meet(second, first, times=3)
    assert alarms(first) == ["sharing_edited"]
    assert entries(second) == {"watered"}
    found = next(unacknowledged(first.desk.session.state))
    first.does(AcknowledgeAlarm(first.desk.session.day, found.id, "试过"))
    assert alarms(first) == []
    house.meet(second, first)
    assert b"watered" in path.read_bytes(), "its writer has put it right"
    assert alarms(first) == alarms(second) == []


def test_a_terminal_that_takes_years_over_and_one_put_back_from_a_backup_ring_nothing(
    house: House, first: Station, second: Station, tmp_path: Path
) -> None:
    first.does(first.enrolling(second))
    backup = tmp_path / "backup"
    shutil.copytree(first.mall / "logs", backup)
    for number in range(300):
        first.does(note(first, f"note {number}"))
    house.meet(first, second, times=8)
    third = house.station("office")
    third.start()
    house.meet(third, first, second, times=8)
    third.looks()
    house.meet(third, first)
    first.does(first.enrolling(third))
    house.meet(first, second, third)
    assert len(entries(third)) == 300
    assert [alarms(one) for one in (first, second, third)] == [[], [], []]
    third.stop()
    first.stop()
    shutil.rmtree(first.mall / "logs")
    shutil.copytree(backup, first.mall / "logs")
    first.start()
    house.meet(first, second)
    assert first.desk.journal.writer == "desk"
    assert len(entries(first)) == 300
    assert [alarms(one) for one in (first, second)] == [[], []]


def test_a_further_window_of_a_terminal_put_back_from_a_backup_asks_the_share_before_it_writes(
    house: House, first: Station, tmp_path: Path
) -> None:
    house.meet(first)
    logs, backup = first.mall / "logs", tmp_path / "backup"
    shutil.copytree(logs, backup)
    first.does(LogEntry(first.desk.session.day, EntryFields("general", "what the backup lacks")))
    house.meet(first)
    writer = first.desk.journal.writer
    first.stop()
    went_to = first.desk.journal.next_seq
    shutil.rmtree(logs)
    shutil.copytree(backup, logs)
    for note in (first.desk.local.data / "journals").glob("*.confirmed"):
        note.unlink()  # put back as well
    (first.share / "logs").rename(first.share / "not to be read")
    first.start()
    assert first.desk.journal.writer != writer, "the card says that there is more"
    first.beat()  # from now on it carries for all windows
    (first.share / "not to be read").rename(first.share / "logs")
    window = open_desk(first.mall, clock=first.clock, name=first.name)
    assert (window.journal.writer, window.journal.next_seq) == (writer, went_to)
    window.close()
