"""A command that can't go on: why, and the exit code."""

from __future__ import annotations


class Stop(Exception):  # noqa: N818 - it is no error of the program
    """words: what the person reads on standard error, already in their language; code: one of `dutytui.cli.exits`."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code = code
        self.words = words
