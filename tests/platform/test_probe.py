"""How wide a terminal draws ambiguous characters: terminals that answer, late, wrongly or never."""

from __future__ import annotations

import re
import unicodedata

import pytest

from dutytui.platform.probe import AMBIGUOUS, WIDE, Widths, measure


class Terminal:
    """Answers cursor questions; ambiguous characters take `ambiguous` cells, Chinese ones `wide`."""

    def __init__(self, ambiguous: int = 1, wide: int = 2, before: bytes = b"", pieces: bool = False) -> None:
        self.widths = dict.fromkeys(AMBIGUOUS, ambiguous) | {WIDE: wide}
        self.before = before
        self.pieces = pieces
        self.column = 1
        self.waiting: list[bytes] = []
        self.shown = ""

    def write(self, text: str) -> None:
        self.shown += text
        for part in re.findall(r"\x1b\[6n|\x1b\[K|\r|.", text):
            if part == "\r":
                self.column = 1
            elif part == "\x1b[6n":
                answer = self.before + f"\x1b[12;{self.column}R".encode()
                self.waiting += [bytes([byte]) for byte in answer] if self.pieces else [answer]
            elif part != "\x1b[K":
                self.column += self.widths[part]

    def read(self, _timeout: float) -> bytes:
        return self.waiting.pop(0) if self.waiting else b""


@pytest.mark.parametrize(
    ("terminal", "found", "safe"),
    [
        (Terminal(1), Widths(1, 2), False),
        (Terminal(2), Widths(2, 2), True),
        (Terminal(1, wide=1), Widths(1, 1), False),
        (Terminal(2, pieces=True), Widths(2, 2), True),
        (Terminal(2, before=b"1432\x1b[A"), Widths(2, 2), True),
    ],
    ids=["narrow", "wide", "no Chinese", "answers byte by byte", "keys are typed meanwhile"],
)
def test_the_width_is_what_the_terminal_answers(terminal: Terminal, found: Widths, safe: bool) -> None:
    widths = measure(terminal.write, terminal.read)
    assert widths == found
    assert widths.safe is safe


def test_a_terminal_that_does_not_answer_is_not_known_and_asked_once() -> None:
    asked: list[str] = []
    widths = measure(asked.append, lambda _timeout: b"")
    assert widths == Widths(None, None)
    assert widths.safe is None
    assert sum("\x1b[6n" in text for text in asked) == 1


def test_characters_drawn_differently_are_told_as_mixed_and_safe() -> None:
    terminal = Terminal(1)
    terminal.widths["①"] = 2
    widths = measure(terminal.write, terminal.read)
    assert widths.mixed
    assert widths.safe


def test_the_probe_leaves_an_empty_line_behind() -> None:
    terminal = Terminal(1)
    measure(terminal.write, terminal.read)
    assert terminal.shown.endswith("\r\x1b[K")


def test_the_probed_characters_are_ambiguous_indeed() -> None:
    assert {unicodedata.east_asian_width(character) for character in AMBIGUOUS} == {"A"}
    assert unicodedata.east_asian_width(WIDE) == "W"
