"""Codes and cookies, as the door alone knows them."""

from __future__ import annotations

import pytest

from dutytui.browser.door import CODE_LIVES, DEVICE_STAYS, WRONG_AT_MOST, Answer, Door


class Passing:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def passing() -> Passing:
    return Passing()


@pytest.fixture
def door(passing: Passing) -> Door:
    return Door(passing)


@pytest.mark.parametrize("how", ["as it stands", "without spaces", "with hyphens", "in full width"])
def test_a_code_is_taken_however_it_is_typed(door: Door, how: str) -> None:
    code = door.new_code()
    wide = code.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    typed = {"as it stands": code, "without spaces": code.replace(" ", ""), "with hyphens": code.replace(" ", "-")}
    assert door.enter(typed.get(how, wide))[0] is Answer.IN


def test_a_code_lets_one_device_in_once(door: Door) -> None:
    code = door.new_code()
    _answer, cookie = door.enter(code)
    assert door.knows(cookie)
    assert door.enter(code) == (Answer.NO_CODE, "")


def test_a_new_code_takes_the_place_of_the_last(door: Door) -> None:
    old = door.new_code()
    new = door.new_code()
    assert old != new
    assert door.enter(old) == (Answer.WRONG, "")
    assert door.enter(new)[0] is Answer.IN


def test_a_code_runs_out(door: Door, passing: Passing) -> None:
    code = door.new_code()
    passing.seconds += CODE_LIVES
    assert not door.has_code
    assert door.enter(code) == (Answer.NO_CODE, "")


def test_nobody_comes_in_where_there_is_no_code(door: Door) -> None:
    assert door.enter("") == (Answer.NO_CODE, "")
    assert not door.knows("")


def test_whoever_guesses_too_often_voids_the_code(door: Door) -> None:
    code = door.new_code()
    wrong = "0" * 12 if not code.startswith("0000") else "1" * 12
    answers = [door.enter(wrong)[0] for _try in range(WRONG_AT_MOST)]
    assert set(answers[:-1]) == {Answer.WRONG}
    assert answers[-1] is Answer.GUESSED
    assert door.enter(code) == (Answer.NO_CODE, "")


def test_a_device_stays_in_as_long_as_it_comes_back(door: Door, passing: Passing) -> None:
    _answer, cookie = door.enter(door.new_code())
    passing.seconds += DEVICE_STAYS - 1
    assert door.knows(cookie)
    passing.seconds += DEVICE_STAYS - 1
    assert door.knows(cookie)
    passing.seconds += DEVICE_STAYS
    assert not door.knows(cookie)


def test_a_cookie_must_be_the_whole_one(door: Door) -> None:
    _answer, cookie = door.enter(door.new_code())
    assert not any(door.knows(wrong) for wrong in (cookie[:-1], cookie + "x", cookie.swapcase(), "é", ""))


def test_a_device_that_signs_out_is_not_known_any_more(door: Door) -> None:
    _answer, first = door.enter(door.new_code())
    _answer, second = door.enter(door.new_code())
    door.forget(first)
    assert not door.knows(first)
    assert door.knows(second)
