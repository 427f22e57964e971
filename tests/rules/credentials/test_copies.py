"""A signed record that is put once more into the very journal that it stands in: it counts for nothing, and shows."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from dutytui.rules.acts import acts
from dutytui.rules.credentials.trust import copies
from dutytui.rules.handover.commands import RefuseHandover, Side, SignHandover
from dutytui.rules.handover.fold import HandoverFold, Status
from dutytui.rules.lookup import lookup
from dutytui.rules.state import State
from tests.rules.a_mall import DAY, Desk, at
from tests.rules.credentials.keys import signed
from tests.rules.handover.a_duty import DUTY_MALL, MANAGER, begun, counted, duty_desk, taken


def signs(desk: Desk) -> None:
    """The giver, with their own key."""
    (on,) = [one.on for one in desk.state.subjects(DAY, "handover:")]
    (fact,) = desk.tries("zhao", SignHandover(DAY, on, Side.GIVING, anyway=True), at("14:40"))  # type: ignore[misc]
    desk.records(signed(fact, "Z"), at("14:40"))


def handover(state: State) -> HandoverFold:
    (found,) = state.subjects(DAY, "handover:")
    assert isinstance(found.fold, HandoverFold)
    return found.fold


@pytest.fixture
def desk() -> Desk:
    """A handover that was signed by its giver and refused."""
    found = taken(duty_desk())
    counted(found, begun(found))
    signs(found)
    (on,) = [one.on for one in found.state.subjects(DAY, "handover:")]
    found.does("wei", RefuseHandover(DAY, on, "the keys are not counted"), at("14:45"), post=MANAGER)
    return found


def test_a_signature_that_was_refused_is_not_given_again_by_whoever_has_the_terminal(desk: Desk) -> None:
    first = next(event for event in desk.journal if "signed" in event.data)
    copy = first._replace(seq=len(desk.journal) + 1, stamp=desk.last + "0", id="copy")
    desk.journal.append(copy)
    desk.state.add(copy)
    assert handover(desk.state).status is Status.REFUSED and "copy" in handover(desk.state).void
    (subject,) = desk.state.subjects(DAY, "handover:")
    told = {act.event: act for act in acts(desk.state, lookup(DUTY_MALL), subject)}
    assert (told["copy"].void, told["copy"].void_why) == (True, "copied")
    assert not told[first.id].void, "the one that they gave stands"
    for seed in range(5):
        shuffled = random.Random(seed).sample(desk.journal, len(desk.journal))
        assert handover(State(DUTY_MALL, shuffled)).void == {"copy"}


def test_what_they_sign_anew_is_a_signature_of_its_own(desk: Desk) -> None:
    signs(desk)
    assert handover(desk.state).status is Status.GIVEN and not handover(desk.state).void


def test_a_copy_elsewhere_takes_nothing_from_the_one_that_was_copied(desk: Desk) -> None:
    """However early it claims to be: that it is in a wrong journal, its own words say (`Credentials`)."""
    first = next(event for event in desk.journal if "signed" in event.data)
    early = first._replace(writer="desk-2", seq=1, stamp="2026-11-22T00:00:00.000Z-0000", id="early")
    assert copies([early, first]) == frozenset()
    unsigned = replace(DUTY_MALL)  # nothing is said of records that bear no signature
    assert copies(Desk("desk", unsigned).journal) == copies([early._replace(data={"signed": 7})] * 2) == frozenset()
