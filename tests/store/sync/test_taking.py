"""What continues a journal: the next number, behind the very line before it, later than that; signed by its writer.

All lines here bear the writer's good signature: whoever has a terminal's key writes no other history with it.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from dutytui.rules.events import Event
from dutytui.store import lines
from dutytui.store.keys import verifier
from dutytui.store.sync.taking import NOWHERE, Standing, Wrong, take
from tests.golden.make_journal import KEY
from tests.store.mall import fact

EIGHT, NINE, TEN = (f"2026-11-23T0{hour}:00:00.000Z-0000" for hour in (0, 1, 2))


class Written(NamedTuple):
    raw: bytes
    event: Event


def line(seq: int, prev: str, stamp: str, *, more: int = 0) -> Written:
    said = fact(f"{seq}")
    return Written(*lines.write(said, writer="desk", seq=seq, prev=prev, stamp=stamp, sign=KEY.signer(), more=more))


FIRST = line(1, "", EIGHT)
STANDS = Standing(1, FIRST.event.id, EIGHT)
VERIFY = verifier(KEY.public)


def test_the_next_line_goes_on() -> None:
    second = line(2, FIRST.event.id, NINE)
    third = line(3, second.event.id, TEN)
    taken = take([second.raw, third.raw], "desk", STANDS, VERIFY)
    assert ([one.seq for one in taken.lines], taken.standing.seq, taken.fault) == ([2, 3], 3, None)
    assert take([FIRST.raw], "desk", NOWHERE, VERIFY).standing == STANDS


@pytest.mark.parametrize(
    ("seq", "prev", "stamp", "wrong"),
    [
        (2, "ab" * 32, NINE, Wrong.BRANCH),
        (2, "", NINE, Wrong.BRANCH),
        (2, FIRST.event.id, EIGHT, Wrong.BRANCH),
        (2, FIRST.event.id, "2026-11-22T23:59:59.999Z-0000", Wrong.BRANCH),
        (1, "", NINE, Wrong.BRANCH),
        (3, FIRST.event.id, NINE, Wrong.GAP),
    ],
    ids=["behind another", "behind none", "at the same time", "back-dated", "a number that was given", "a gap"],
)
def test_what_does_not_go_on_from_what_is_here_is_not_taken_though_its_writer_signed_it(
    seq: int, prev: str, stamp: str, wrong: Wrong
) -> None:
    taken = take([line(seq, prev, stamp).raw], "desk", STANDS, VERIFY)
    assert (taken.lines, taken.standing) == ([], STANDS)
    assert taken.fault is not None and taken.fault.wrong is wrong


def test_what_stands_before_a_line_that_does_not_go_on_is_taken() -> None:
    second = line(2, FIRST.event.id, NINE)
    taken = take([second.raw, line(3, FIRST.event.id, TEN).raw], "desk", STANDS, VERIFY)
    assert ([one.seq for one in taken.lines], taken.fault and taken.fault.wrong) == ([2], Wrong.BRANCH)


def test_half_a_command_waits() -> None:
    half = line(2, FIRST.event.id, NINE, more=1)
    taken = take([half.raw], "desk", STANDS, VERIFY)
    assert (taken.lines, taken.standing, taken.fault) == ([], STANDS, None)
