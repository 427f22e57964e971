"""Whose word it is: a signature that is missing, copied, another's or too late makes an act void, in any order."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.rules.commands import TickItem
from dutytui.rules.credentials.commands import EndCredential, SetCredential, ShareCredential
from dutytui.rules.credentials.procedure import Pins, PinUse
from dutytui.rules.credentials.trust import Credentials
from dutytui.rules.events import CREDENTIAL_ENDED, CREDENTIAL_SET, DUTY_TAKEN, ITEM_DONE, Event, Fact
from dutytui.rules.lookup import lookup
from dutytui.rules.state import State
from tests.rules.a_mall import DAY, at
from tests.rules.credentials.keys import MANAGED, KeyDesk, known, later, signed, signer_of
from tests.thorough import examples

NOW = at("08:22")
MALL = replace(MANAGED, pins=Pins(PinUse.OPTIONAL))


def a_desk(writer: str = "desk") -> KeyDesk:
    return KeyDesk(writer, MALL, keys={"qian": "Q", "zhao": "Z"}, proven="qian")


def takes(desk: KeyDesk, who: str = "qian", key: str = "Q", now: datetime = NOW) -> Event:
    """Somebody takes the duty, signed with `key`, "" for not at all."""
    number = len(desk.journal) + 1
    fact = Fact(DUTY_TAKEN, "duty:mall", DAY, now, who, "security_chief", cause=f"{desk.writer}.{number}")
    return desk.records(signed(fact, key) if key else fact, now)


def sets(desk: KeyDesk, person: str = "qian", key: str = "Q", now: datetime = NOW) -> Event:
    desk.keys[person], desk.proven = key, person
    (event,) = desk.does("", SetCredential(person, key, {"aaaa": "00"}), now)
    return event


def test_before_the_first_pin_acts_count_without_a_signature_and_after_it_they_do_not() -> None:
    desk = a_desk()
    before = takes(desk, key="")
    sets(desk)
    after, right = takes(desk, key=""), takes(desk)
    whose = known(desk.journal)
    assert [whose.why(one) for one in (before, after, right)] == ["", "unsigned", ""]


def test_who_has_no_pin_goes_on_as_before_and_what_others_see_too_needs_no_signature() -> None:
    desk = a_desk()
    sets(desk)
    ticked = desk.does("qian", TickItem(DAY, "staff_entry/locks_checked"), NOW)
    whose = known(desk.journal)
    assert whose.counts(takes(desk, "sun", "")) and whose.counts(ticked[0])
    signature = ticked[0]._replace(data={"signer": "security_chief"}, id="signature")
    assert whose.why(signature) == "unsigned"


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "day_closed"},
        {"on": "duty:other"},
        {"day": at("08:00").date().replace(year=2027)},
        {"at": at("08:23")},
        {"by": "sun"},
        {"post": "duty_manager"},
        {"behalf": "zhao"},
        {"data": {"holder": "qian"}},
        {"procedure": "other"},
        {"cause": "desk.4"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_signature_fits_nothing_else(change: dict[str, object]) -> None:
    desk = a_desk()
    sets(desk)
    sets(desk, "sun", "S")
    act = takes(desk)
    data = {**dict(change.get("data", {})), "signed": act.data["signed"]}  # type: ignore[call-overload]
    whose = known(desk.journal)
    assert whose.why(act) == "" and whose.why(act._replace(**{**change, "data": data, "id": "forged"})) == "unsigned"


def test_a_signed_record_copied_into_another_journal_counts_for_nothing() -> None:
    desk = a_desk()
    sets(desk)
    act = takes(desk)
    whose = known(desk.journal)
    assert whose.why(act._replace(writer="desk-2", id="copy")) == "copied"
    assert whose.why(act._replace(seq=act.seq + 300, id="again")) == "copied"


def test_another_persons_key_signs_for_nobody_else() -> None:
    desk = a_desk()
    sets(desk)
    sets(desk, "zhao", "Z")
    assert known(desk.journal).why(takes(desk, "qian", "Z")) == "not_theirs"


def test_a_second_key_beside_one_that_counts_is_none() -> None:
    desk, other = a_desk(), a_desk("desk-2")
    sets(desk)
    forged = sets(other, key="X", now=later(NOW, 1))
    act = takes(other, key="X", now=later(NOW, 2))
    whose = known([*desk.journal, *other.journal])
    assert whose.of("qian").key == "Q"
    assert (whose.why(forged), whose.why(act)) == ("no_effect", "not_theirs")


def test_nobody_sets_a_pin_for_somebody_else() -> None:
    desk = a_desk()
    setting = sets(desk)
    data = {"key": "Q", "sealed": setting.data["sealed"]}
    forged = Fact(CREDENTIAL_SET, "credential:sun", DAY, NOW, "qian", "security_chief", "", data, "", "desk.2")
    desk.records(signed(forged, "Q"), NOW)
    assert known(desk.journal).of("sun").key == ""


def test_an_end_by_somebody_without_the_right_or_without_their_signature_ends_nothing() -> None:
    desk = a_desk()
    sets(desk)
    sets(desk, "zhao", "Z")
    fact = Fact(CREDENTIAL_ENDED, "credential:qian", DAY, NOW, "sun", "guard", "", {"reason": "x"}, "", "desk.3")
    by_guard = desk.records(fact, NOW)
    unsigned = desk.records(replace(fact, by="zhao", post="duty_manager", cause="desk.4"), NOW)
    whose = known(desk.journal)
    assert (whose.why(by_guard), whose.why(unsigned)) == ("no_effect", "no_effect")
    assert whose.of("qian").key == "Q"
    subject = desk.state.subject(DAY, "credential:qian")
    assert subject is not None and by_guard.id in subject.fold.void, "the fold judges the right, too"


def test_what_is_signed_after_the_end_is_void_and_before_it_only_if_it_is_not_trusted() -> None:
    desk = a_desk()
    sets(desk)
    early, late = takes(desk, now=later(NOW, 10)), takes(desk, now=later(NOW, 20))
    apart = a_desk("desk-2")
    apart.hears(desk)
    desk.does("zhao", EndCredential("qian", "phone lost", since=later(NOW, 15)), later(NOW, 30))
    after = takes(apart, now=later(NOW, 40))
    whose = known(desk.journal)
    assert [whose.why(one) for one in (early, late, after)] == ["", "ended", "ended"]


def test_between_a_reset_and_the_next_pin_nothing_of_theirs_counts() -> None:
    desk = a_desk()
    sets(desk)
    desk.does("zhao", EndCredential("qian", "forgotten"), later(NOW, 1))
    between = takes(desk, key="", now=later(NOW, 2))
    sets(desk, key="Q2", now=later(NOW, 3))
    old, new = takes(desk, key="Q", now=later(NOW, 4)), takes(desk, key="Q2", now=later(NOW, 4))
    whose = known(desk.journal)
    assert [whose.why(one) for one in (between, old, new)] == ["unsigned", "ended", ""]


def test_copies_never_push_aside_what_the_person_sealed_and_old_ones_are_dropped() -> None:
    desk = a_desk()
    setting = sets(desk)
    for number in range(5):
        share = {"key": "Q", "of": setting.id, "sealed": {"aaaa": f"x{number}", "bbbb": f"y{number}"}}
        desk.records(Fact("credential_shared", "credential:qian", DAY, NOW, data=share), NOW)
    assert known(desk.journal).of("qian").sealed == {"aaaa": ["00"], "bbbb": ["y0", "y1", "y2"]}
    changed = sets(desk)
    assert known(desk.journal).of("qian").sealed == {"aaaa": ["00"]}
    stale = desk.refuses("", ShareCredential("qian", "Q", setting.id, {"bbbb": "y9"}), NOW)
    assert stale.code == "credential_not_shared" and changed.id != setting.id


# -- any order ----------------------------------------------------------------------------------------------------

_MOVES = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(["set", "other", "act", "unsigned", "reset", "leaves", "distrust", "hear"]),
        st.sampled_from(["qian", "sun"]),
    ),
    max_size=14,
)


@settings(max_examples=examples(150), deadline=None)
@given(_MOVES, st.randoms(use_true_random=False))
def test_whatever_came_first_the_same_acts_count(moves: list[tuple[int, str, str]], order: object) -> None:
    """Two desks, apart but for when they hear of each other; then all of it in another order, and twice."""
    desks = (a_desk(), a_desk("desk-2"))
    for number, (place, move, who) in enumerate(moves):
        _plays(desks[place], desks[1 - place], move, who, later(NOW, number))
    events = [event for desk in desks for event in desk.journal]
    shuffled = [*events, *events[:5]]
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = known(events), known(shuffled)
    assert [first.why(event) for event in events] == [second.why(event) for event in events]
    assert {person: first.of(person) for person in first.people()} == {
        person: second.of(person) for person in second.people()
    }
    states = State(MALL, events), State(MALL)
    states[0].trust_by(first)
    states[1].trust_by(second)
    states[1].extend(shuffled)
    assert states[0] == states[1]


def _plays(desk: KeyDesk, other: KeyDesk, move: str, who: str, now: datetime) -> None:
    desk.proven = who
    if move in {"set", "other"}:
        desk.keys[who] = f"{who}-{desk.writer if move == 'other' else 'key'}"
        command: SetCredential | EndCredential = SetCredential(who, desk.keys[who], {"aaaa": "00"})
    else:
        since = later(now, -3) if move == "distrust" else None
        command = EndCredential(who, "a reason", leaves=move == "leaves", since=since)
    if move in {"act", "unsigned"}:
        takes(desk, who, desk.keys.get(who, "") if move == "act" else "", now)
    elif move == "hear":
        desk.hears(other)
    else:
        decided = desk.tries("" if move in {"set", "other"} else "zhao", command, now)
        for fact in decided if isinstance(decided, tuple) else ():
            desk.records(fact, now)


def test_what_the_state_counts_by_is_seen_in_its_folds_whenever_it_is_learned() -> None:
    desk = a_desk()
    sets(desk)
    on, data = "item:lock_up/locks", {"signer": "security_chief"}
    forged = desk.records(Fact(ITEM_DONE, on, DAY, NOW, "qian", "security_chief", data=data, cause="desk.2"), NOW)
    state = State(MALL, desk.journal)
    subject = state.subject(DAY, on)
    assert subject is not None and set(subject.fold.effective) == {forged.id}
    state.trust_by(known(desk.journal))
    subject = state.subject(DAY, on)
    assert subject is not None and subject.fold.void == {forged.id} and not subject.fold.effective


def test_a_mall_without_pins_counts_everything() -> None:
    nobody = Credentials()
    event = takes(a_desk(), key="")
    assert nobody.counts(event) and nobody.counts(event._replace(kind=ITEM_DONE, data={"signer": "x"}))
    assert lookup(MALL) is not None and signer_of(event) is None
