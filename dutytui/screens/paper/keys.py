"""The keys of paper: printing sheets, and keying them in afterwards."""

from __future__ import annotations

from dutytui.screens.key import Key
from dutytui.texts.catalogue import N_

IN_PAPER = N_("Keying in paper")

SHEET_KEYS = (
    Key(
        "app.show('blank_paper')",
        ("ctrl+o", "o"),
        N_("Paper"),
        N_("Write blank sheets for an outage to a file"),
        IN_PAPER,
    ),
    Key("app.show('paper')", ("ctrl+k", "k"), N_("Key in"), N_("Key in what was written on paper"), IN_PAPER),
)
"""On the checklists."""

PAPER_KEYS = (
    Key(
        "take",
        ("enter",),
        N_("Go on"),
        N_("Take what was typed and go on; the row is saved at its end"),
        IN_PAPER,
        True,
    ),
    Key("next_open", ("f3",), N_("Missing"), N_("Go to the next row of which nothing is recorded"), IN_PAPER, True),
    Key("turn('waived')", ("f4",), N_("Skip"), N_("Won't do: the paper says so, with a reason"), IN_PAPER, True),
    Key("turn('failed')", ("f5",), N_("Fail"), N_("Not right, not ready: the paper says so"), IN_PAPER, True),
    Key("behalf", ("f6",), N_("For"), N_("For whom the rows are from now on"), IN_PAPER, True),
    Key("other_day", ("f7",), N_("Other day"), N_("Sheets of another day"), IN_PAPER, True),
    Key("next_language", ("f9",), N_("Lang"), N_("Change the language at once"), IN_PAPER, True),
    Key(
        "back",
        ("escape",),
        N_("Back"),
        N_("A step back; from a number: close, and what was typed is kept"),
        IN_PAPER,
        True,
    ),
)
