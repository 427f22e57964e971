"""Every key of the program has a place where a finger finds it, and sends what a keyboard would."""

from __future__ import annotations

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key

from dutytui.browser.strip import strip
from dutytui.screens.keys import ALL
from dutytui.texts import catalogue


def test_every_key_of_the_program_is_on_the_strip() -> None:
    on_strip = {touch.key for touch in strip()}
    for key in ALL:
        first = key.keys[0]
        digits = first.split("-") if "-" in first else [first]
        assert on_strip >= set(digits), f"{key.id}: {first} can't be tapped"


@pytest.mark.parametrize("touch", strip(), ids=lambda touch: touch.key)
def test_a_tapped_key_arrives_as_itself(touch: object) -> None:
    parser = XTermParser()
    heard = [*parser.feed(touch.sent), *parser.feed("")]  # type: ignore[attr-defined]
    assert [event.key for event in heard if isinstance(event, Key)] == [touch.key]  # type: ignore[attr-defined]


def test_no_two_keys_have_the_same_word_in_any_language() -> None:
    for language in catalogue.LANGUAGES:
        catalogue.use(language)
        words = [touch.word for touch in strip()]
        assert len(words) == len(set(words))
