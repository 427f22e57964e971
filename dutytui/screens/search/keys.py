"""The keys of the search over all days."""

from __future__ import annotations

from dutytui.screens.key import Key
from dutytui.texts.catalogue import N_

IN_SEARCH = N_("In the search")

SEARCH_KEYS = (
    Key("go_there", ("enter",), N_("Go there"), N_("Go to the record, in its day"), IN_SEARCH, footer=True),
    Key("move", ("up", "down", "pageup", "pagedown"), N_("Move"), N_("Move in a list"), IN_SEARCH),
    Key("details", ("f7",), N_("More"), N_("The whole record"), IN_SEARCH, footer=True),
    Key("next_language", ("f9",), N_("Lang"), N_("Change the language at once"), IN_SEARCH, footer=True),
    Key("close", ("escape",), N_("Back"), N_("Back to where one came from"), IN_SEARCH, footer=True),
)
