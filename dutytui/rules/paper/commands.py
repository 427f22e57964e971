"""Sheets for an outage, keyed in afterwards. The command.

Any command may come from a row of paper: it is wrapped, decided as if it had been given here, and its facts say which
row they come from. So paper needs no event kinds of its own and no rights of its own.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from dutytui.rules.commands import Command
from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class KeyIn(Command):
    """What a row of a paper sheet says. command: what it comes to, with `at`, the time on the paper; row: the number
    of the row, ``3-07``; day: the one that the command is about."""

    AFTER_CLOSING: ClassVar[bool] = True  # whether the day still takes it is asked of the command itself

    day: date
    command: Command
    row: str
