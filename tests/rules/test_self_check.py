"""How quickly somebody went through a list (field.md, ours 4)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutytui.rules.self_check import Pace, SelfCheck, hurried, pace, pace_of
from tests.rules.a_mall import at

LIMIT = SelfCheck(items=5, seconds=20)


@pytest.mark.parametrize(
    ("seconds", "found", "asked"),
    [
        ((), Pace(0, 0), False),
        ((0,), Pace(1, 1), False),
        ((0, 0, 0, 0, 0), Pace(5, 1), True),
        ((0, 5, 10, 15, 20), Pace(5, 20), True),
        ((0, 5, 10, 15, 21), Pace(4, 15), False),
        ((0, 30, 60, 61, 62, 63, 64, 120), Pace(5, 4), True),  # waiting after the burst hides nothing
        ((64, 0, 62, 30, 63, 60, 61), Pace(5, 4), True),
    ],
)
def test_the_densest_stretch_is_what_counts(seconds: tuple[int, ...], found: Pace, asked: bool) -> None:
    moments = [at("14:00") + timedelta(seconds=one) for one in seconds]
    assert pace(moments, LIMIT) == found
    assert hurried(found, LIMIT) is asked
    assert not hurried(found, SelfCheck())


@pytest.mark.parametrize(
    "kept", [None, [], {}, {"count": 3}, {"count": "3", "seconds": 1}, {"count": True, "seconds": 1}]
)
def test_what_no_program_of_ours_kept_reads_as_nothing(kept: object) -> None:
    assert pace_of(kept) == Pace()
    assert pace_of(Pace(12, 20).data) == Pace(12, 20)
