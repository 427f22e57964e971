"""Letting terminals in and shutting them out: whose records count, at every terminal the same."""

from __future__ import annotations

import pytest

from dutytui.rules import board
from dutytui.rules.commands import EntryFields, LogEntry, TickItem, Undo
from dutytui.rules.disputes import disputes
from dutytui.rules.events import Event
from dutytui.rules.looking import Looking
from dutytui.rules.presence.fold import last_heard
from dutytui.rules.refusal import Refusal
from dutytui.rules.roster.commands import BeginRoster, Enrolling, EnrolTerminal, PresentTerminal, RevokeTerminal
from dutytui.rules.roster.fingerprints import fingerprint
from dutytui.rules.roster.standing import Standing
from dutytui.rules.trust import NOT_ENROLLED, REVOKED, AllOf, Trusting
from dutytui.rules.views import ItemStatus
from tests.rules.a_mall import DAY, at, plan_under
from tests.rules.roster.a_roster import MALL, Terminals, box_of, judged, meet, terminals, with_data

KEY = "staff_entry/locks_checked"
ON = f"item:{KEY}"


def ticks(desk: Terminals, clock: str = "08:22") -> Event:
    (event,) = desk.does("qian", TickItem(DAY, KEY), at(clock))
    return event


def status(desk: Terminals) -> ItemStatus:
    found = board.item(desk.state, plan_under(MALL, DAY), MALL, KEY, at("12:00"), "", "")
    assert found is not None
    return found.status


# -- founding and letting in -------------------------------------------------------------------------------------


def test_without_a_roster_everybody_counts() -> None:
    one, two = terminals("one", "two")
    ticks(two)
    meet(one, two)
    assert status(one) is ItemStatus.DONE


def test_what_a_stranger_records_is_void_until_it_is_let_in_and_then_all_of_it_counts() -> None:
    one, two = terminals("one", "two")
    one.begins()
    ticked = ticks(two)
    two.presents()
    meet(one, two)
    assert status(one) is not ItemStatus.DONE
    assert one.state.trust.why(ticked) == NOT_ENROLLED
    assert one.stands(two) is Standing.WAITING
    one.enrols(two)
    meet(one, two)
    assert status(one) is status(two) is ItemStatus.DONE
    assert one.of(two).box == box_of("two")


def test_the_founder_names_the_terminals_that_are_there_and_they_count() -> None:
    one, two = terminals("one", "two")
    ticks(two)
    meet(one, two)
    one.begins(two)
    assert (one.stands(two), status(one)) == (Standing.ENROLLED, ItemStatus.DONE)
    two.hears(one)
    two.presents()
    one.hears(two)
    assert one.stands(two) is Standing.ENROLLED


def test_all_windows_of_a_terminal_are_one_terminal() -> None:
    one, window = terminals("one", "one-2")
    one.begins()
    ticks(window)
    one.hears(window)
    assert status(one) is ItemStatus.DONE


def test_a_terminal_that_was_let_in_lets_others_in() -> None:
    one, two, three = terminals("one", "two", "three")
    one.begins()
    two.presents()
    meet(one, two)
    one.enrols(two)
    three.presents()
    meet(one, two, three)
    two.enrols(three, who="vice")
    meet(one, two, three)
    assert one.stands(three) is Standing.ENROLLED


def test_comparing_is_more_than_a_key_press() -> None:
    one, two = terminals("one", "two")
    one.begins()
    two.presents()
    one.hears(two)
    shown = fingerprint(two.key)
    for read in ("", shown[:9], shown[-4:], fingerprint(one.key), fingerprint(one.key)[-9:]):
        assert one.cannot(EnrolTerminal(DAY, one.key, two.key, "", read)).code == "terminal_read_wrong", read
    full_width = shown[-9:].translate({ord(letter): ord(letter) + 0xFEE0 for letter in shown if letter.isalnum()})
    for read in (shown, shown[-9:], shown[-9:].upper(), shown[-9:].replace("-", " "), full_width):
        command = EnrolTerminal(DAY, one.key, two.key, "", read)
        assert not isinstance(one.tries("chief", command, at("12:00"), "general_manager"), Refusal), read


@pytest.mark.parametrize("read", [None, "", 7, "first half", "another's"])
def test_a_record_that_lets_in_without_its_fingerprint_read_lets_nobody_in(read: object) -> None:
    """`decide` refuses it; a foreign program at a terminal of the roster may record it all the same."""
    one, two = terminals("one", "two")
    one.begins()
    two.presents()
    one.hears(two)
    enrolled = one.enrols(two)
    said = {"first half": fingerprint(two.key)[:9], "another's": fingerprint(one.key)}.get(str(read), read)
    forged = enrolled._replace(data={**enrolled.data, "read": said})
    state = judged([*(e for e in one.journal if e is not enrolled), *two.journal, forged])
    assert state.roster is not None
    assert state.roster.terminals[two.key].standing is Standing.WAITING


def test_a_revoked_terminal_counts_up_to_the_cut_and_no_further() -> None:
    one, two = terminals("one", "two")
    one.begins(two)
    two.hears(one)
    before = ticks(two)
    one.hears(two)
    one.revokes(two)
    after = two.does("qian", Undo(DAY, ON, before.id), at("08:30"))
    meet(one, two)
    for desk in (one, two):
        assert status(desk) is ItemStatus.DONE
        assert desk.state.trust.why(before) == ""
        assert desk.state.trust.why(after[0]) == REVOKED


def test_of_a_journal_that_the_cut_does_not_name_nothing_counts() -> None:
    one, two, window = terminals("one", "two", "two-9")
    one.begins(two)
    two.hears(one)
    two.presents()
    one.hears(two)
    one.revokes(two)
    ticks(window)
    one.hears(window)
    assert status(one) is not ItemStatus.DONE


def test_another_line_under_the_number_of_the_cut_does_not_count() -> None:
    one, two = terminals("one", "two")
    one.begins(two)
    two.hears(one)
    last = ticks(two)
    one.hears(two)
    one.revokes(two)
    other = last._replace(id="another branch", by="li")
    assert one.state.trust.counts(last)
    assert not one.state.trust.counts(other)


def test_a_terminal_that_was_found_again_is_let_in_and_all_of_it_counts() -> None:
    one, two = terminals("one", "two")
    one.begins(two)
    two.hears(one)
    one.revokes(two)
    ticks(two)
    meet(one, two)
    assert status(one) is not ItemStatus.DONE
    one.enrols(two)
    assert (one.stands(two), one.of(two).disputed, status(one)) == (Standing.ENROLLED, False, ItemStatus.DONE)


# -- who may --------------------------------------------------------------------------------------------------------


def test_only_listed_people_of_a_post_that_may_manage_terminals() -> None:
    one, two = terminals("one", "two")
    begin = BeginRoster(DAY, one.key, (Enrolling(one.key, "", "one"),))
    assert one.cannot(begin, "zhao", "duty_manager").code == "terminals_not_allowed"
    assert one.cannot(begin, "somebody-typed", "general_manager").code == "terminals_not_allowed"
    one.begins()
    two.presents()
    one.hears(two)
    enrol = EnrolTerminal(DAY, one.key, two.key, "", fingerprint(two.key))
    assert one.cannot(enrol, "zhao", "duty_manager").code == "terminals_not_allowed"
    assert (
        one.cannot(RevokeTerminal(DAY, one.key, two.key, "x"), "zhao", "duty_manager").code == "terminals_not_allowed"
    )


def test_what_cannot_be_is_refused() -> None:
    one, two, three = terminals("one", "two", "three")
    enrol = EnrolTerminal(DAY, one.key, two.key, "", fingerprint(two.key))
    assert one.cannot(enrol).code == "roster_not_begun"
    assert one.cannot(BeginRoster(DAY, one.key, ())).code == "roster_without_this_terminal"
    one.begins()
    assert one.cannot(BeginRoster(DAY, one.key, (Enrolling(one.key, "", "one"),))).code == "roster_begun_already"
    assert one.cannot(enrol).code == "terminal_unknown"
    assert one.cannot(RevokeTerminal(DAY, one.key, one.key, "x")).code == "terminal_is_the_last"
    two.presents()
    one.hears(two)
    assert one.cannot(RevokeTerminal(DAY, one.key, two.key, " ")).code == "reason_missing"
    two.hears(one)
    assert two.cannot(EnrolTerminal(DAY, two.key, two.key, "", fingerprint(two.key))).code == "terminal_itself_outside"
    one.enrols(two)
    assert one.cannot(enrol).code == "terminal_enrolled_already"
    one.revokes(two)
    assert one.cannot(RevokeTerminal(DAY, one.key, two.key, "x")).code == "terminal_revoked_already"
    present = PresentTerminal(DAY, Enrolling(three.key, box_of("three"), "three"))
    three.presents()
    assert three.cannot(present, "", "").code == "terminal_presented_already"


def test_a_mall_whose_posts_may_not_is_told_what_to_add() -> None:
    one = Terminals("one")
    assert one.cannot(BeginRoster(DAY, one.key, (Enrolling(one.key, "", "one"),)), "zhao", "duty_manager").code == (
        "terminals_nobody_may"
    )


# -- forged ---------------------------------------------------------------------------------------------------------


def test_a_stranger_lets_nobody_in_and_shuts_nobody_out() -> None:
    one, two, stranger = terminals("one", "two", "stranger")
    one.begins(two)
    meet(one, two)
    stranger.hears(one)
    stranger.presents()
    one.hears(stranger)
    let_in = one.enrols(stranger)
    strangers = {one.key, two.key, stranger.key}
    assert len(strangers) == 3
    # The same words, but before anybody let it in: a world in which the enrolment above never was.
    world = [event for event in one.journal if event is not let_in]
    stranger.forges(let_in)
    shut_out = with_data(let_in, key=two.key, reason="x", cut={})
    stranger.forges(shut_out, kind="terminal_revoked", on=f"terminal:{fingerprint(two.key)}")
    state = judged([*world, *two.journal, *stranger.journal])
    assert state.roster is not None
    stands = {key: one.standing for key, one in state.roster.terminals.items()}
    assert stands == {one.key: Standing.ENROLLED, two.key: Standing.ENROLLED, stranger.key: Standing.WAITING}


def test_two_strangers_that_let_each_other_in_stay_outside() -> None:
    one, two, left, right = terminals("one", "two", "left", "right")
    one.begins()
    two.presents()
    one.hears(two)
    words = one.enrols(two)
    for forger, target in ((left, right), (right, left)):
        forger.presents()
        forger.forges(
            with_data(words, key=target.key, read=fingerprint(target.key)), on=f"terminal:{fingerprint(target.key)}"
        )
        forger.forges(
            with_data(words, key=one.key, reason="x", cut={}),
            kind="terminal_revoked",
            on=f"terminal:{fingerprint(one.key)}",
        )
    one.hears(left, right)
    assert (one.stands(left), one.stands(right)) == (Standing.WAITING, Standing.WAITING)
    assert one.stands(one) is Standing.ENROLLED


def test_nobody_presents_a_key_that_is_not_theirs() -> None:
    one, two, stranger = terminals("one", "two", "stranger")
    one.begins()
    stranger.forges(two.presents(), data={"key": two.key, "box": box_of("stranger"), "name": "two"})
    one.hears(stranger)
    assert one.roster.terminal(two.key) is None


def test_a_founding_that_does_not_name_its_own_terminal_founds_nothing() -> None:
    one, stranger = terminals("one", "stranger")
    stranger.forges(one.begins())
    assert stranger.roster.begun is None


def test_somebody_without_the_right_at_an_enrolled_terminal_changes_nothing() -> None:
    one, two = terminals("one", "two")
    one.begins()
    two.presents()
    one.hears(two)
    enrolled = one.enrols(two)
    forged = enrolled._replace(by="zhao", post="duty_manager")
    typed = enrolled._replace(by="not-listed", post="general_manager")
    for event in (forged, typed):
        state = judged([*(e for e in one.journal if e is not enrolled), *two.journal, event])
        assert state.roster is not None
        assert state.roster.terminals[two.key].standing is Standing.WAITING
        subject = state.subject(DAY, event.on)
        assert subject is not None
        assert event.id in subject.fold.void


# -- apart ----------------------------------------------------------------------------------------------------------


def test_one_lets_in_and_one_shuts_out_apart_is_disputed_and_shut_out_until_somebody_settles_it() -> None:
    one, two, new = terminals("one", "two", "new")
    one.begins(two)
    two.hears(one)
    new.presents()
    ticks(new)
    meet(one, two, new)
    one.enrols(new)
    two.revokes(new, who="vice")
    meet(one, two, new)
    for desk in (one, two, new):
        assert (desk.stands(new), desk.of(new).disputed) == (Standing.REVOKED, True)
    one.enrols(new)
    meet(one, two, new)
    assert (two.stands(new), two.of(new).disputed, status(two)) == (Standing.ENROLLED, False, ItemStatus.DONE)


def test_two_shut_the_same_one_out_apart_and_the_earlier_cut_holds() -> None:
    one, two, lost = terminals("one", "two", "lost")
    one.begins(two, lost)
    meet(one, two, lost)
    early = ticks(lost)
    one.hears(lost)
    one.revokes(lost)
    late = lost.does("qian", Undo(DAY, ON, early.id), at("08:30"))[0]
    two.hears(lost)
    two.revokes(lost, who="vice")
    meet(one, two)
    assert not one.of(lost).disputed
    assert [one.state.trust.counts(event) for event in (early, late)] == [True, False]
    assert two.roster == one.roster


def test_two_that_shut_each_other_out_are_both_out_and_a_third_settles_it() -> None:
    one, two, three = terminals("one", "two", "three")
    one.begins(two, three)
    meet(one, two, three)
    one.revokes(two)
    two.revokes(one, who="vice")
    meet(one, two, three)
    for desk in (one, two, three):
        assert [desk.stands(other) for other in (one, two, three)] == [
            Standing.REVOKED,
            Standing.REVOKED,
            Standing.ENROLLED,
        ]
        assert desk.of(one).disputed
        assert desk.of(two).disputed
    three.enrols(one)
    meet(one, two, three)
    assert [(one.stands(other), one.of(other).disputed) for other in (one, two, three)] == [
        (Standing.ENROLLED, False),
        (Standing.REVOKED, False),
        (Standing.ENROLLED, False),
    ]


def test_a_lost_terminal_takes_nobody_along_but_whoever_shut_it_out() -> None:
    """Whoever has it strikes back at all as if nothing had been heard, so nobody can tell it from a desk apart."""
    one, lost, three, four = terminals("one", "lost", "three", "four")
    one.begins(lost, three, four)
    meet(one, lost, three, four)
    words = one.revokes(lost)
    for target in (one, three, four):
        forged = with_data(words, key=target.key, cut={})
        lost.forges(forged, on=f"terminal:{fingerprint(target.key)}")
    meet(one, lost, three, four)
    assert [three.stands(other) for other in (one, lost, three, four)] == [
        Standing.REVOKED,
        Standing.REVOKED,
        Standing.ENROLLED,
        Standing.ENROLLED,
    ]
    three.enrols(one)
    lost.forges(with_data(words, key=three.key, cut={}, over=[]), on=f"terminal:{fingerprint(three.key)}")
    meet(one, lost, three, four)
    assert [four.stands(other) for other in (one, lost, three, four)] == [
        Standing.ENROLLED,
        Standing.REVOKED,
        Standing.ENROLLED,
        Standing.ENROLLED,
    ]


def test_two_rosters_begun_apart_are_both_shown_and_each_terminal_keeps_to_the_one_it_accepted() -> None:
    one, two = terminals("one", "two")
    one.held = one.begins().id
    two.held = two.begins(who="vice").id
    meet(one, two)
    assert (one.roster.begun, two.roster.begun) != (None, None)
    assert one.roster.begun is not two.roster.begun
    assert [event.id for event in one.roster.others] == [two.held]
    assert [event.id for event in two.roster.others] == [one.held]
    two.held = one.held
    two.learns()
    assert two.roster == one.roster


def test_no_other_founding_takes_the_place_of_one_that_is_not_at_hand() -> None:
    (two,) = terminals("two")
    begun = two.begins()
    state = judged([begun], held="another")
    assert state.roster is not None
    assert state.roster.begun is None
    assert [event.id for event in state.roster.others] == [begun.id]


# -- what a stranger must not move ---------------------------------------------------------------------------------


def test_a_stranger_moves_no_number_and_no_presence() -> None:
    one, stranger = terminals("one", "stranger")
    one.begins()
    entry = LogEntry(DAY, EntryFields(kind="note", text="x"))
    logged = stranger.does("sun", entry, at("08:00"))[0]
    stranger.forges(with_data(logged, no=900), on="entry:stranger.900")
    stranger.does("sun", TickItem(DAY, "staff_entry/staff_in", value=3), at("08:20"))
    one.hears(stranger)
    assert one.state.next_number(DAY) == 1
    assert one.state.number_owner(DAY, 1) == ""
    assert last_heard(one.state, "stranger") is None
    mine = one.does("sun", entry, at("09:00"))[0]
    assert mine.data["no"] == 1
    stranger.presents()
    one.hears(stranger)
    one.enrols(stranger)
    assert (one.state.next_number(DAY), one.state.number_owner(DAY, 1)) == (901, logged.on)


class _NotBy(Trusting):
    """Everybody counts but one person."""

    def __init__(self, person: str) -> None:
        self._person = person

    def counts(self, event: Event) -> bool:
        return event.by != self._person

    def why(self, event: Event) -> str:
        return "" if self.counts(event) else "unsigned"


def test_what_people_must_sign_counts_only_where_both_say_so() -> None:
    one, two = terminals("one", "two")
    one.begins()
    ticked, unsigned = ticks(one), one.does("li", TickItem(DAY, "staff_entry/lights@6F"), at("08:25"))[0]
    stranger = ticks(two)
    one.hears(two)
    both = AllOf(one.state.trust, _NotBy("li"))
    assert [both.why(event) for event in (ticked, unsigned, stranger)] == ["", "unsigned", NOT_ENROLLED]
    assert [both.counts(event) for event in (ticked, unsigned, stranger)] == [True, False, False]


@pytest.mark.parametrize(
    "data",
    [
        {"key": 7},
        {"key": "zz" * 32},
        {"cut": [1, 2]},
        {"cut": {"two": "x"}},
        {"cut": {"two": [True, "x"]}},
        {"over": "x"},
        {"over": [[]]},
        {"roster": ["x"]},
        {"read": 3},
        {"terminals": "x"},
        {"terminals": [3, {"key": None}, {"key": "ab", "box": 3}]},
    ],
)
def test_nonsense_from_an_enrolled_terminal_stops_nothing(data: dict[str, object]) -> None:
    one, two = terminals("one", "two")
    one.begins(two)
    meet(one, two)
    words = one.revokes(two)
    for kind in ("terminal_revoked", "terminal_enrolled", "terminal_presented", "roster_begun"):
        one.forges(with_data(words, **data), kind=kind)
        one.forges(with_data(words, **data), kind=kind, on="roster:mall")
    assert one.stands(one) is Standing.ENROLLED


# -- among the disputes -----------------------------------------------------------------------------------------------


def listed(desk: Terminals) -> list[tuple[str, int, str]]:
    found = disputes(Looking(desk.state, plan_under(MALL, DAY), MALL, at("13:00")))
    return [(one.code, len(one.sides), one.go) for one in found]


def test_let_in_and_shut_out_apart_stands_among_the_disputes_until_it_is_settled() -> None:
    one, two, new = terminals("one", "two", "new")
    one.begins(two)
    two.hears(one)
    new.presents()
    meet(one, two, new)
    assert listed(one) == []
    one.enrols(new)
    two.revokes(new, who="vice")
    meet(one, two, new)
    assert listed(one) == listed(two) == [("terminal", 2, "terminals")]
    one.enrols(new)
    meet(one, two, new)
    assert listed(one) == listed(two) == []


def test_two_rosters_founded_apart_stand_among_the_disputes() -> None:
    one, two = terminals("one", "two")
    one.begins()
    two.begins()
    meet(one, two)
    assert listed(one) == listed(two) == [("rosters", 2, "terminals")]


def test_those_whom_a_thief_has_shut_out_begin_anew_without_the_thiefs_terminal() -> None:
    one, two, thief = terminals("one", "two", "thief")
    one.begins(two, thief)
    meet(one, two, thief)
    for victim in (one, two):
        thief.revokes(victim)
    meet(one, two, thief)
    assert one.stands(one) is Standing.REVOKED
    assert two.cannot(EnrolTerminal(DAY, two.key, one.key, "", fingerprint(one.key))).code == "terminal_itself_outside"
    anew = one.begins(two)
    meet(one, two, thief)
    for honest in (one, two):
        honest.held = anew.id
        honest.learns()
        assert [honest.stands(each) for each in (one, two)] == [Standing.ENROLLED] * 2
        assert honest.roster.terminal(thief.key) is None
    assert thief.stands(thief) is Standing.ENROLLED, "it keeps to its own"
