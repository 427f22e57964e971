"""Which version is in force: the latest adoption whose day has come; who may put one in force (nobody alone)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.rules import events
from dutytui.rules.changes.disputes import contending
from dutytui.rules.changes.draft import PART, drafted, drafts_of, known_drafts
from dutytui.rules.changes.in_force import (
    Adoption,
    adopted_here,
    adoptions,
    coming,
    in_force,
    judged,
    replaces,
)
from dutytui.rules.context import Context
from dutytui.rules.events import Event
from dutytui.rules.state import State
from tests.rules.a_mall import MALL, event_of, plan_of
from tests.rules.approvals.a_flow import OFFICE

DAY = date(2026, 11, 23)


def adopted(number: int, day: int, version: str, request: str = "request:desk.1") -> Adoption:
    """number: the place in the order in which they were recorded; day: after `DAY`."""
    order = (f"{number:04d}", "desk", number)
    return Adoption(DAY + timedelta(days=day), version, request, DAY if request else None, f"e{number}", order)


def event(data: object, *, day: date = DAY, seq: int = 1, on: str = "procedures:mall", kind: str = "") -> Event:
    return Event(
        kind=kind or events.PROCEDURES_ADOPTED,
        on=on,
        day=day,
        at=datetime(2026, 11, 23, 9, tzinfo=UTC),
        by="",
        post="",
        behalf="",
        data=data,  # type: ignore[arg-type]
        procedure="v1",
        cause="desk.1",
        writer="desk",
        seq=seq,
        stamp=f"{seq:04d}",
        id=f"e{seq}",
    )


@pytest.mark.parametrize(
    ("day", "version"), [(-1, None), (0, "a"), (1, "a"), (2, "c"), (3, "c"), (4, "b"), (5, "d"), (99, "d")]
)
def test_the_latest_day_wins_and_of_two_for_one_day_the_later_act(day: int, version: str | None) -> None:
    known = [adopted(4, 5, "d"), adopted(1, 0, "a"), adopted(3, 2, "c"), adopted(2, 4, "b")]
    known.append(adopted(0, 5, "older act for the same day"))
    found = in_force(known, DAY + timedelta(days=day))
    assert (found.version if found else None) == version


def test_what_comes_is_told_once_a_day_soonest_first() -> None:
    known = [adopted(1, 3, "b"), adopted(2, 1, "a"), adopted(3, 3, "c"), adopted(0, 0, "now")]
    assert [one.version for one in coming(known, DAY)] == ["a", "c"]
    assert replaces(known, DAY + timedelta(days=3), besides="e3") == "b"
    assert replaces(known, DAY - timedelta(days=1)) == ""


@pytest.mark.parametrize(
    ("known", "controlled", "proved", "counting", "void", "unproved"),
    [
        # The first of a mall is its baseline; a second one, of whatever terminal, is void.
        ([adopted(1, 0, "a", ""), adopted(2, 0, "b", "")], True, True, ["a"], ["b"], []),
        # Where the version in force asks for no countersign, the files may begin anew.
        ([adopted(1, 0, "a", ""), adopted(2, 0, "b", "")], False, True, ["a", "b"], [], []),
        # Before the day of the version without control has come, the one with it still holds.
        ([adopted(1, 2, "a", ""), adopted(2, 1, "b", "")], True, True, ["a", "b"], [], []),
        ([adopted(1, 0, "a", ""), adopted(2, 1, "b")], True, True, ["a", "b"], [], []),
        ([adopted(1, 0, "a", ""), adopted(2, 1, "b")], True, False, ["a"], ["b"], []),
        ([adopted(1, 0, "a", ""), adopted(2, 1, "b")], True, None, ["a"], [], ["b"]),
        # Nobody begins with a request out of nothing unless it proves itself.
        ([adopted(1, 0, "a")], True, False, [], ["a"], []),
    ],
)
def test_who_may_put_a_version_in_force(
    known: list[Adoption],
    controlled: bool,
    proved: bool | None,
    counting: list[str],
    void: list[str],
    unproved: list[str],
) -> None:
    found = judged(reversed(known), lambda _version: controlled, lambda _one, _before: proved)
    assert [[one.version for one in part] for part in (found.counting, found.void, found.unproved)] == [
        counting,
        void,
        unproved,
    ]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from("abc"), st.booleans()), max_size=8), st.randoms())
def test_no_order_of_arrival_and_no_repetition_shows(said: list[tuple[int, str, bool]], random: object) -> None:
    known = [
        adopted(number, day, version, "request:x" if asked else "") for number, (day, version, asked) in enumerate(said)
    ]

    def counts(_one: Adoption, before: tuple[Adoption, ...]) -> bool:
        return bool(before)

    shuffled = [*known]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first = judged(known, lambda version: version != "c", counts)
    assert judged(shuffled, lambda version: version != "c", counts) == first
    assert {*first.counting, *first.void, *first.unproved} == {*known}


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"version": 7},
        {"version": ""},
        {"version": "v", "request": "request:x"},
        {"version": "v", "request": "request:x", "submitted": "soon"},
        {"version": "v", "request": "request:x", "submitted": 3},
    ],
)
def test_an_adoption_that_makes_no_sense_is_none(data: object) -> None:
    assert adoptions([event(data)]) == ()


def test_a_first_version_is_not_back_dated() -> None:
    assert adoptions([event({"version": "v"})]) != ()
    assert adoptions([event({"version": "v"}, day=date(2026, 1, 1))]) == ()
    assert adoptions([event({"version": "v"}, day=date(2027, 1, 1))]) == ()


def a_draft(files: dict[str, str], removed: tuple[str, ...] = ()) -> list[Event]:
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    context = Context(now, "zhao", "duty_manager", plan_of(DAY), MALL, "desk.9")
    facts = drafted(context, DAY, "v2", files, base="v1", removed=removed, request="request:desk.9")
    return [event_of(fact, "desk", number, f"{number:04d}") for number, fact in enumerate(facts, 1)]


def test_a_draft_comes_back_from_its_parts_in_any_order_and_not_without_one() -> None:
    files = {f"day/{number}.yaml": "字" * (PART // 3) for number in range(8)} | {"long.yaml": "x" * (3 * PART)}
    recorded = a_draft(files, ("gone.yaml",))
    assert len(recorded) > 2
    assert all(sum(map(len, one.data["files"].values())) <= PART or len(one.data["files"]) == 1 for one in recorded)
    (draft,) = drafts_of(reversed(recorded))
    assert (draft.files, draft.removed, draft.base, draft.request) == (files, ("gone.yaml",), "v1", "request:desk.9")
    assert draft.over({"gone.yaml": b"", "kept.yaml": b"k"}).keys() == {*files, "kept.yaml"}
    for number in range(len(recorded)):
        assert drafts_of(recorded[:number] + recorded[number + 1 :]) == ()


# -- of several versions for one day, one is let stand ---------------------------------------------------------------


def apart(*versions: str) -> list[Event]:
    """Each adopted at a terminal of its own, e1, e2 …, and drafted against the version before all of them."""
    found = []
    for number, version in enumerate(versions, 1):
        said = {"version": version, "request": f"request:{version}", "submitted": DAY.isoformat()}
        found.append(event(said, seq=number)._replace(writer=f"w{number}"))
        files = {"parts": 1, "files": {"a.yaml": version}, "base": "before"}
        found.append(event(files, seq=50 + number, on=f"procedures:{version}", kind=events.PROCEDURES_DRAFTED))
    return found


def settled(seq: int, keeps: str, against: list[str], over: list[str] | None = None, by: str = "gil") -> Event:
    said = {"keeps": keeps, "against": against, "over": over or [], "reason": "so it was meant"}
    told = event(said, seq=seq, kind=events.PROCEDURES_SETTLED)
    return told._replace(by=by, post="gm", procedure="", writer=f"w{seq}")


def chosen(known: list[Event]) -> tuple[list[str], int]:
    """The versions that somebody let stand, and how many contend."""
    state = State(OFFICE, known)
    return [one.version for one in adopted_here(state) if one.chosen], len(contending(state, DAY))


@pytest.mark.parametrize(
    ("versions", "said", "stands", "contend"),
    [
        ("ab", [], [], 2),
        ("ab", [settled(7, "e1", ["e2"])], ["a"], 0),
        ("ab", [settled(7, "e1", ["e2"]), settled(8, "e2", ["e1"])], [], 2),
        ("ab", [settled(7, "e1", ["e2"]), settled(8, "e1", ["e2"])], ["a"], 0),
        ("ab", [settled(7, "e1", ["e2"]), settled(8, "e2", ["e1"], over=["e7"])], ["b"], 0),
        # A third one that nobody who settled it knew of: it holds, and is asked for once more.
        ("abc", [settled(7, "e1", ["e2"])], ["a"], 3),
        ("abc", [settled(7, "e1", ["e2"]), settled(8, "e3", ["e1", "e2"], over=["e7"])], ["c"], 0),
        # By somebody without the right, of what is not known here, and of what makes no sense.
        ("ab", [settled(7, "e1", ["e2"], by="bob")], [], 2),
        ("ab", [settled(7, "e9", ["e1", "e2"])], [], 2),
        ("ab", [settled(7, "e1", ["e2"])._replace(data={"keeps": 3, "against": "e2", "over": {}})], [], 2),
    ],
)
@settings(max_examples=20)
@given(order=st.randoms())
def test_which_version_stands_is_the_same_in_any_order(
    versions: str, said: list[Event], stands: list[str], contend: int, order: object
) -> None:
    known = [*apart(*versions), *said]
    order.shuffle(known)  # type: ignore[attr-defined]
    assert chosen([*known, *known]) == (stands, contend)


def test_what_a_person_let_stand_is_in_force_before_what_was_recorded_later() -> None:
    known = adopted_here(State(OFFICE, [*apart("a", "b"), settled(7, "e1", ["e2"])]))
    now, ahead = in_force(known, DAY), coming(known, DAY - timedelta(days=1))
    assert now is not None
    assert ([one.version for one in ahead], now.version) == (["a"], "a")
    assert replaces(known, DAY, besides="e1") == "b"


@pytest.mark.parametrize("data", [{}, {"parts": True}, {"parts": 1, "files": 3}, {"parts": 1, "files": {"a": 1}}])
def test_a_part_of_a_foreign_program_is_no_draft_and_stops_nothing(data: object) -> None:
    odd = event(data, on="procedures:v9", kind=events.PROCEDURES_DRAFTED)
    state = State(MALL, [odd, event({"version": ["x"]}, seq=2)])
    assert (known_drafts(state), adopted_here(state)) == ((), ())
