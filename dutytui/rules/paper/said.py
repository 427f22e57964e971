"""What the records say of paper: which row an event was keyed in from."""

from __future__ import annotations

from dutytui.rules.entry_fold import words
from dutytui.rules.events import Event

PAPER = "paper"
"""In the data of any event: the number of the row on the sheet that it was keyed in from."""


def row_of(event: Event) -> str:
    """The number of the row it comes from, "" for what was recorded at a desk."""
    return words(event.data, PAPER)
