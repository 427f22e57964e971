"""What a PIN must be like, and how long one waits after wrong ones."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutytui.rules.credentials.pins import check_pin, digits_of, wait_after
from dutytui.rules.credentials.procedure import Pins


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("135790", ""),
        ("１３５７９０", ""),
        (" 135790 ", ""),
        ("112233", ""),
        ("13579", "pin_too_short"),
        ("", "pin_not_digits"),
        ("13579a", "pin_not_digits"),
        ("一二三四五六", "pin_not_digits"),
        ("١٢٣٤٥٧", "pin_not_digits"),
        ("1" * 33, "pin_not_digits"),
        ("000000", "pin_too_simple"),
        ("123456", "pin_too_simple"),
        ("987654", "pin_too_simple"),
    ],
)
def test_only_digits_that_are_not_tried_first_make_a_pin(typed: str, code: str) -> None:
    refused = check_pin(digits_of(typed), Pins())
    assert (refused.code if refused else "") == code


def test_a_mall_may_ask_for_longer_ones() -> None:
    refused = check_pin("135790", Pins(digits=8))
    assert refused is not None and refused.values == {"digits": 8}


def test_the_wait_grows_with_each_wrong_pin_to_half_an_hour() -> None:
    waits = [wait_after(count, Pins()).total_seconds() for count in range(13)]
    assert waits == [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 1800, 1800, 1800]
    assert wait_after(3, Pins(tries=3, wait=5)) == timedelta(minutes=5)
    assert wait_after(9, Pins(wait=1)) == timedelta(minutes=1), "never longer than the long wait"
