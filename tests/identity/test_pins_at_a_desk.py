"""PINs at a whole desk: over starts, in the journal, and for another terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from dutytui.__main__ import main
from dutytui.bootstrap import Desk, open_desk
from dutytui.identity.pins import Attempt, NotHereError, Pins
from dutytui.rules.closing.day_commands import ReopenDay
from dutytui.rules.commands import EntryFields, LogEntry, SignIn
from dutytui.rules.credentials.commands import EndCredential, SetCredential
from dutytui.rules.events import CREDENTIAL_SET, CREDENTIAL_SHARED, DUTY_TAKEN, SIGN_IN_FAILED, Fact
from dutytui.rules.handover.commands import TakeDuty
from dutytui.rules.handover.duty import duty_of
from dutytui.rules.plan import business_day
from dutytui.rules.refusal import Refusal
from dutytui.session import NOBODY, Saved
from dutytui.store.disk import Disk
from dutytui.store.journal import Journal
from dutytui.store.keys import fingerprint, own_key
from dutytui.store.noted import KeysNote
from tests.desk import StandingClock, make_mall

ZHANG = SignIn("zhang-san", "", "duty_manager")
PIN, WRONG = "135790", "246813"


@pytest.fixture
def mall(tmp_path: Path) -> Path:
    return make_mall(tmp_path / "mall")


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(mall: Path, clock: StandingClock) -> Iterator[Desk]:
    opened = open_desk(mall, clock=clock)
    yield opened
    opened.close()


def choose(desk: Desk, person: str = "zhang-san", pin: str = PIN) -> None:
    key, command = desk.pins.making(person, pin)()
    assert isinstance(desk.pins.set(key, command), Saved)


def types(desk: Desk, pin: str, person: str = "zhang-san") -> bool | datetime:
    """Whether the PIN was right, or when one may try."""
    attempt = desk.pins.attempt(person)
    if not isinstance(attempt, Attempt):
        return attempt
    key = attempt.opens(pin)
    if key is None:
        desk.pins.wrong(attempt)
        return False
    desk.pins.right(person, key)
    return True


def signs_in(desk: Desk) -> None:
    assert isinstance(desk.session.submit(ZHANG), Saved)


def code(outcome: object) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def test_a_desk_that_was_left_open_is_locked_after_the_next_start(mall: Path, clock: StandingClock, desk: Desk) -> None:
    choose(desk)
    signs_in(desk)
    assert isinstance(desk.session.submit(TakeDuty(desk.session.day)), Saved)
    desk.close()
    again = open_desk(mall, clock=clock)
    try:
        assert again.session.actor.person == "zhang-san"
        assert again.session.proving.locks("zhang-san"), "before any signature was verified"
        entry = LogEntry(again.session.day, EntryFields(kind="complaint", text="x"))
        assert code(again.session.submit(entry)) == "desk_locked"
        assert types(again, WRONG) is False
        assert types(again, PIN) is True
        assert isinstance(again.session.submit(entry), Saved)
    finally:
        again.close()


def test_who_has_a_pin_is_known_on_later_days_before_any_journal_was_read(
    mall: Path, clock: StandingClock, desk: Desk
) -> None:
    choose(desk)
    desk.close()
    later = open_desk(mall, clock=StandingClock("2026-12-24"))
    try:
        assert code(later.session.submit(ZHANG)) == "pin_needed"
    finally:
        later.close()
    (desk.local.data / "people.json").unlink()
    without = open_desk(mall, clock=StandingClock("2026-12-24"))
    try:
        without.catch_up()
        without.session.load_open(without.session.open_before())
        assert code(without.session.submit(ZHANG)) == "pin_needed", "and comes back from the journals"
    finally:
        without.close()


def test_ten_wrong_pins_over_crashes_wait_half_an_hour_and_are_recorded(
    mall: Path, clock: StandingClock, desk: Desk
) -> None:
    choose(desk)
    desk.session.proving.signatory.lock()
    for number in range(10):
        if number == 5:
            assert isinstance(desk.pins.attempt("zhang-san"), Attempt)  # killed before it was looked at
            desk.close()
            desk = open_desk(mall, clock=clock)
        else:
            assert types(desk, WRONG) is False
        clock.later(minutes=3)
    waits = types(desk, PIN)
    assert isinstance(waits, datetime), "the right one waits, too"
    counts = [
        event.data["count"]
        for subject in desk.session.state.subjects(desk.session.day, "person:")
        for event in subject.events
        if event.kind == SIGN_IN_FAILED
    ]
    assert counts == [1, 2, 3, 4, 5, 7, 8, 9, 10]
    clock.later(minutes=30)
    assert types(desk, PIN) is True
    desk.close()


def test_a_supervisor_lets_in_whoever_tried_too_often(clock: StandingClock, desk: Desk) -> None:
    choose(desk)
    for _ in range(10):
        types(desk, WRONG)
        clock.later(minutes=3)
    assert desk.pins.waits_until("zhang-san") is not None
    assert code(desk.pins.let_in("zhang-san")) == "not_signed_in"
    assert desk.pins.waits_until("zhang-san") is not None
    assert isinstance(desk.session.submit(SignIn("li-si", "", "ops_manager")), Saved)
    assert isinstance(desk.pins.let_in("zhang-san"), Saved)
    assert types(desk, PIN) is True


def test_another_pin_keeps_the_key_and_the_old_pin_is_of_no_use(desk: Desk) -> None:
    choose(desk)
    key = desk.session.proving.credentials.of("zhang-san").key
    choose(desk, pin="975312")
    assert desk.session.proving.credentials.of("zhang-san").key == key
    assert types(desk, PIN) is False
    assert types(desk, "975312") is True


def test_a_reset_needs_another_key_and_a_leaver_is_locked_out_at_once(desk: Desk) -> None:
    choose(desk)
    signs_in(desk)
    key = desk.session.proving.credentials.of("zhang-san").key
    desk.session.actor = NOBODY
    assert isinstance(desk.session.submit(SignIn("li-si", "", "ops_manager")), Saved)
    assert isinstance(desk.session.submit(EndCredential("zhang-san", "forgotten")), Saved)
    assert code(desk.session.submit(ZHANG)) == "pin_to_set"
    choose(desk)
    assert desk.session.proving.credentials.of("zhang-san").key not in {"", key}
    assert isinstance(desk.session.submit(EndCredential("zhang-san", "left", leaves=True)), Saved)
    assert desk.session.proving.signatory.person == ""
    assert code(desk.session.submit(ZHANG)) == "person_left"


def test_an_approval_forged_at_an_enrolled_terminal_is_void_and_the_true_one_counts(
    mall: Path, clock: StandingClock, desk: Desk, tmp_path: Path
) -> None:
    choose(desk)
    signs_in(desk)
    desk.session.prove()
    (true,) = _saved(desk, TakeDuty(desk.session.day)).events
    forger = Journal.open(mall / "logs", tmp_path / "elsewhere", name="forger")
    day = business_day(clock.now(), desk.session.procedures.mall.day_starts)
    clock.later(minutes=1)
    over = {"over": [true.id], "holder": "zhang-san"}
    forged = Fact(DUTY_TAKEN, "duty:mall", day, clock.now(), "zhang-san", "duty_manager", "", over, true.procedure)
    unsigned = forger.append([forged], now=clock.now(), day=day)[-1]
    copied = Fact(**{**{name: getattr(true, name) for name in Fact.__dataclass_fields__}})
    replayed = forger.append([copied], now=clock.now(), day=day)[-1]
    forger.close()
    desk.session.tick()
    trust = desk.session.state.trust
    assert [trust.why(event) for event in (true, unsigned, replayed)] == ["", "unsigned", "copied"]
    subject = desk.session.state.subject(day, "duty:mall")
    assert subject is not None and {unsigned.id, replayed.id} <= subject.fold.void
    assert [claim.event.id for claim in duty_of(desk.session.state, day).claims] == [true.id]


def test_every_personal_act_of_a_day_is_signed_and_verified_by_another_start(
    mall: Path, clock: StandingClock, desk: Desk
) -> None:
    choose(desk)
    signs_in(desk)
    _saved(desk, TakeDuty(desk.session.day))
    clock.at("23:30")
    assert code(desk.session.submit(ReopenDay(desk.session.day, "x"))) != "desk_locked"
    desk.close()
    again = open_desk(mall, clock=clock)
    try:
        again.session.prove()
        assert not [one for subject in again.session.state.subjects(again.session.day) for one in subject.fold.void]
    finally:
        again.close()


def test_a_disk_that_is_full_sets_no_pin_and_leaves_who_was_unlocked(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, command = desk.pins.making("zhang-san", PIN)()

    def full(*_arguments: object, **_options: object) -> list[object]:
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "append", full)
        assert not isinstance(desk.pins.set(key, command), Saved)
    assert desk.session.proving.signatory.person == ""
    assert isinstance(desk.session.submit(ZHANG), Saved), "nobody has a PIN yet"


def test_a_terminal_that_comes_later_gets_its_copy_from_one_that_has_it(
    mall: Path, clock: StandingClock, desk: Desk, tmp_path: Path
) -> None:
    choose(desk)
    local, logs = tmp_path / "second-local", tmp_path / "second"
    second = own_key(Disk(), local).key
    boxes = {fingerprint(one.public): one.box for one in (own_key(Disk(), desk.local.data).key, second)}
    desk.pins._boxes = lambda: boxes
    desk.pins.share()
    desk.pins.share()
    journal = next((mall / "logs").rglob("desk.0001.json")).read_text("utf-8")
    assert journal.count(CREDENTIAL_SHARED) == 1, "there is nothing to share any more"
    assert json.loads(journal)
    known = desk.session.proving.credentials.of("zhang-san")
    assert set(known.sealed) == set(boxes)
    there = Pins(desk.session, local, second, KeysNote(logs), lambda: boxes)
    attempt = there.attempt("zhang-san")
    assert isinstance(attempt, Attempt) and attempt.opens(PIN) is not None


def test_a_terminal_without_a_copy_says_so_and_counts_nothing(desk: Desk, tmp_path: Path) -> None:
    choose(desk)
    stranger = own_key(Disk(), tmp_path / "stranger").key
    there = Pins(desk.session, tmp_path / "stranger", stranger, KeysNote(tmp_path))
    with pytest.raises(NotHereError) as caught:
        there.attempt("zhang-san")
    assert caught.value.refusal.code == "pin_elsewhere_alone", "there is no roster that could let it in"
    assert there.waits_until("zhang-san") is None


def test_no_pin_and_no_private_key_reaches_journal_or_note(mall: Path, desk: Desk) -> None:
    key, command = desk.pins.making("zhang-san", PIN)()
    desk.pins.set(key, command)
    desk.close()
    for path in (*mall.rglob("*"), *desk.local.data.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            assert key.private.encode() not in content and f'"{PIN}"'.encode() not in content, path


def test_a_pin_set_apart_after_another_one_is_told_by_the_lock(desk: Desk) -> None:
    """Two desks that were apart: the PIN that was set first holds, and who typed the other one is locked."""
    key, command = desk.pins.making("zhang-san", PIN)()
    earlier, its = desk.pins.making("zhang-san", "975312")()
    assert isinstance(desk.pins.set(key, command), Saved)
    (setting,) = (
        event
        for subject in desk.session.state.subjects(desk.session.day, "credential:")
        for event in subject.events
        if event.kind == CREDENTIAL_SET
    )
    assert desk.session.proving.signatory.person == "zhang-san"
    signed = {"key": earlier.public, "sig": "00" * 64}
    data = {"key": its.key, "sealed": dict(its.sealed), "signed": signed}
    other = setting._replace(data=data, stamp="2026-11-23T00:00:00.000Z-0000", writer="apart", cause="apart.1", id="a")
    desk.session.receive([other])
    assert desk.session.proving.credentials.of("zhang-san").key == its.key, "as long as nothing is verified"
    assert desk.session.proving.signatory.person == ""
    desk.session.prove()
    assert desk.session.proving.credentials.of("zhang-san").key == key.public, "its signature was forged"


def _saved(desk: Desk, command: TakeDuty | SetCredential) -> Saved:
    outcome = desk.session.submit(command)
    assert isinstance(outcome, Saved), outcome
    return outcome


def test_a_script_records_nothing_for_somebody_with_a_pin(
    mall: Path, desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(desk)
    desk.close()
    typed = [WRONG, PIN]
    monkeypatch.setattr("getpass.getpass", lambda _prompt: typed.pop(0))
    logs = ["--mall", str(mall), "--lang", "en", "log", "--as", "zhang-san", "complaint 3F lift"]
    for at_a_terminal, code_wanted, told in ((False, 1, "has a PIN"), (True, 1, "Wrong PIN"), (True, 0, "")):
        monkeypatch.setattr("sys.stdin", _Input(at_a_terminal))
        assert main(logs) == code_wanted
        assert told in capsys.readouterr().err
    assert typed == []


@pytest.mark.parametrize("use", ["optional", "required"])
@pytest.mark.parametrize(
    ("who", "told"), [(("li-si",), "chooses a PIN first"), (("客串", "--post", "guard"), "Only people")]
)
def test_where_pins_are_required_a_script_records_for_nobody_without_one(
    mall: Path, capsys: pytest.CaptureFixture[str], who: tuple[str, ...], told: str, use: str
) -> None:
    people = mall / "checklists" / "people.yaml"
    logs = ["--mall", str(mall), "--lang", "en", "log", "--as", *who, "complaint 3F lift"]
    people.write_text(people.read_text("utf-8").replace("use: optional", f"use: {use}"), "utf-8")
    assert main(logs) == (1 if use == "required" else 0)
    assert (told in capsys.readouterr().err) == (use == "required")


class _Input:
    def __init__(self, at_a_terminal: bool) -> None:
        self._at_a_terminal = at_a_terminal

    def isatty(self) -> bool:
        return self._at_a_terminal
