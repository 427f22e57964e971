"""Who sets, resets and ends a PIN, who signs in with one, and what is refused at a locked desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dutytui.rules.commands import SignIn, TickItem
from dutytui.rules.credentials.commands import (
    EndCredential,
    FailSignIn,
    SetCredential,
    ShareCredential,
    UnlockSignIn,
)
from dutytui.rules.credentials.procedure import Pins, PinUse
from dutytui.rules.events import ITEM_DONE, Fact
from dutytui.rules.patrols.commands import DrawRounds
from dutytui.rules.procedure import Procedures
from tests.rules.a_mall import DAY, PEOPLE, at
from tests.rules.credentials.keys import MANAGED, KeyDesk, known

NOW = at("08:22")
TICK = TickItem(DAY, "staff_entry/locks_checked")
OPTIONAL = replace(MANAGED, pins=Pins(PinUse.OPTIONAL))
REQUIRED = replace(MANAGED, pins=Pins(PinUse.REQUIRED))


def a_desk(procedures: Procedures = OPTIONAL, *, proven: str = "") -> KeyDesk:
    return KeyDesk(procedures=procedures, keys={"qian": "Q", "zhao": "Z"}, proven=proven)


def with_pin(procedures: Procedures = OPTIONAL) -> KeyDesk:
    """Qian has set a PIN and has gone away."""
    desk = a_desk(procedures, proven="qian")
    desk.does("", SetCredential("qian", "Q", {"aaaa": "00"}), NOW)
    desk.proven = ""
    return desk


def test_whoever_has_a_pin_signs_in_with_it_and_nobody_else_is_asked() -> None:
    desk = with_pin()
    sit_down = SignIn("qian", "", "security_chief")
    assert desk.refuses("", sit_down, NOW).code == "pin_needed"
    desk.proven = "qian"
    (event,) = desk.does("", sit_down, NOW)
    assert event.by == "qian"
    desk.proven = ""
    desk.does("", SignIn("sun", "", "guard"), NOW)
    desk.does("", SignIn("temp-1", "Temp", "guard"), NOW)


def test_a_locked_desk_records_nothing_but_what_the_program_does_by_itself() -> None:
    desk = with_pin()
    assert desk.refuses("qian", TICK, NOW).code == "desk_locked"
    assert desk.refuses("qian", DrawRounds(DAY, "gone", "00" * 8), NOW).code != "desk_locked"
    desk.proven = "zhao"
    assert desk.refuses("qian", TICK, NOW).code == "desk_locked", "another's PIN is not theirs"
    desk.proven = "qian"
    desk.does("qian", TICK, NOW)


def test_where_pins_are_required_only_listed_people_with_one_sign_in() -> None:
    desk = with_pin(REQUIRED)
    assert desk.refuses("", SignIn("sun", "", "guard"), NOW).code == "pin_to_set"
    assert desk.refuses("", SignIn("temp-1", "Temp", "guard"), NOW).code == "pin_listed_only"
    assert desk.refuses("", SetCredential("temp-1", "T", {}), NOW).code == "person_not_listed"
    assert desk.refuses("", SignIn("qian", "", "security_chief"), NOW).code == "pin_needed"


@pytest.mark.parametrize(("use", "void"), [(PinUse.OFF, 0), (PinUse.OPTIONAL, 0), (PinUse.REQUIRED, 1)])
def test_where_pins_are_required_what_another_program_records_by_a_typed_name_is_void(use: PinUse, void: int) -> None:
    law = replace(MANAGED, pins=Pins(use))
    desk = KeyDesk(procedures=law)
    post = law.phases[0].items[0].posts[0]
    item = f"item:{law.phases[0].id}/{law.phases[0].items[0].id}"
    desk.records(Fact(ITEM_DONE, item, DAY, NOW, "temp-1", post, procedure=law.version, cause="x.1"), NOW)
    subject = desk.state.subject(DAY, item)
    assert subject is not None
    assert len(subject.fold.void) == void


def test_where_pins_are_off_nobody_sets_one_but_who_has_one_keeps_it() -> None:
    desk = with_pin()
    desk.procedures = MANAGED
    assert desk.refuses("", SetCredential("sun", "S", {}), NOW).code == "pins_off"
    assert desk.refuses("", SignIn("qian", "", "security_chief"), NOW).code == "pin_needed"
    desk.proven = "qian"
    desk.does("qian", SetCredential("qian", "Q", {"aaaa": "01"}), NOW)


def test_only_who_knows_the_pin_sets_another_and_the_key_stays() -> None:
    desk = with_pin()
    assert desk.refuses("", SetCredential("qian", "Q", {"aaaa": "01"}), NOW).code == "pin_needed"
    desk.proven = "qian"
    assert desk.refuses("", SetCredential("qian", "Q2", {"aaaa": "01"}), NOW).code == "credential_other_key"
    desk.does("", SetCredential("qian", "Q", {"aaaa": "01"}), NOW)
    assert known(desk.journal).of("qian").sealed == {"aaaa": ["01"]}


@pytest.mark.parametrize(
    ("who", "command", "code"),
    [
        ("sun", EndCredential("qian", "forgotten"), "people_not_allowed"),
        ("sun", UnlockSignIn("qian"), "people_not_allowed"),
        ("", EndCredential("qian", "forgotten"), "not_signed_in"),
        ("zhao", EndCredential("zhao", "forgotten"), "people_own"),
        ("zhao", UnlockSignIn("zhao"), "people_own"),
        ("zhao", EndCredential("sun", "forgotten"), "credential_none"),
        ("zhao", EndCredential("qian", "  "), "reason_missing"),
        ("zhao", EndCredential("nobody-knows", "gone", leaves=True), "person_not_listed"),
        ("zhao", EndCredential("qian", "lost", since=NOW + timedelta(days=1)), "since_in_future"),
    ],
)
def test_others_pins_are_for_whoever_manages_people(who: str, command: EndCredential, code: str) -> None:
    assert with_pin().refuses(who, command, NOW).code == code


def test_after_a_reset_another_pin_is_chosen_before_anything_else() -> None:
    desk = with_pin()
    desk.does("zhao", EndCredential("qian", "forgotten"), NOW)
    assert desk.refuses("", SignIn("qian", "", "security_chief"), NOW).code == "pin_to_set"
    assert desk.refuses("", SetCredential("qian", "Q", {}), NOW).code == "credential_other_key", "that key has ended"
    desk.keys["qian"] = "Q2"
    desk.does("", SetCredential("qian", "Q2", {"aaaa": "02"}), NOW)
    assert known(desk.journal).of("qian").key == "Q2"


def test_who_has_left_signs_in_neither_by_id_nor_by_name_until_let_in_again() -> None:
    desk = with_pin()
    desk.proven = "qian"
    desk.does("", SignIn("qian", "", "security_chief"), NOW)
    desk.proven = ""
    desk.does("zhao", EndCredential("qian", "left", leaves=True), NOW)
    refused = desk.refuses("", SignIn("qian", "", "security_chief"), NOW)
    assert refused.code == "person_left" and refused.values["by"].id == "zhao"
    name = next(person.name for person in PEOPLE if person.id == "qian")
    assert desk.refuses("", SignIn("someone", name, "guard"), NOW).code == "person_left"
    assert desk.refuses("", SetCredential("qian", "Q3", {}), NOW).code == "person_left"
    assert desk.refuses("qian", TICK, NOW).code == "person_left", "nor goes on where they are signed in"
    desk.does("zhao", EndCredential("qian", "came back"), NOW)
    assert desk.refuses("", SignIn("qian", "", "security_chief"), NOW).code == "pin_to_set"


def test_who_is_taken_off_the_list_is_told_so() -> None:
    desk = with_pin()
    desk.procedures = replace(OPTIONAL, people=tuple(one for one in PEOPLE if one.id != "qian"))
    assert desk.refuses("", SignIn("qian", "Qian", "security_chief"), NOW).code == "person_removed"


def test_a_key_is_shared_with_terminals_that_lack_it_and_by_the_program() -> None:
    desk = with_pin()
    setting = desk.journal[-1]
    (shared,) = desk.does("", ShareCredential("qian", "Q", setting.id, {"aaaa": "ff", "bbbb": "11"}), NOW)
    assert shared.by == "" and shared.data["sealed"] == {"bbbb": "11"}
    again = ShareCredential("qian", "Q", setting.id, {"bbbb": "22"})
    assert desk.refuses("", again, NOW).code == "credential_not_shared"
    assert desk.refuses("", ShareCredential("qian", "Q", "other", {"cc": "1"}), NOW).code == "credential_not_shared"


def test_wrong_pins_are_recorded_with_their_count_by_nobody() -> None:
    desk = with_pin()
    (failed,) = desk.does("", FailSignIn("qian", 10), NOW)
    assert (failed.on, failed.by, failed.data) == ("person:qian", "", {"count": 10})
    (let_in,) = desk.does("zhao", UnlockSignIn("qian"), NOW)
    subject = desk.state.subject(DAY, "person:qian")
    assert let_in.by == "zhao" and subject is not None and not subject.fold.void


def test_somebody_without_the_right_lets_nobody_in() -> None:
    desk = with_pin()
    (let_in,) = desk.does("zhao", UnlockSignIn("qian"), NOW)
    desk.state.add(let_in._replace(by="sun", post="guard", id="forged", seq=90))
    subject = desk.state.subject(DAY, "person:qian")
    assert subject is not None and subject.fold.void == {"forged"}
