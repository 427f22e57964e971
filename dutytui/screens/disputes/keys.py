"""The keys of the disputes: in the list, and in one of them."""

from __future__ import annotations

from dutytui.screens.key import Key
from dutytui.texts.catalogue import N_

IN_DISPUTES = N_("In the disputes")

_LANGUAGE = Key("next_language", ("f9",), N_("Lang"), N_("Change the language at once"), IN_DISPUTES, footer=True)
_CLOSE = Key("close", ("escape",), N_("Back"), N_("Back to where one came from"), IN_DISPUTES, footer=True)
_SWITCH = Key("switch_person", ("f8",), N_("Who"), N_("Sign in as somebody who may"), IN_DISPUTES, footer=True)

LIST_KEYS = (
    Key("open", ("enter",), N_("Both sides"), N_("Show both sides of a dispute"), IN_DISPUTES, footer=True),
    _SWITCH,
    _LANGUAGE,
    _CLOSE,
)
DISPUTE_KEYS = (
    Key("stands", ("1-9",), N_("This stands"), N_("Say which side stands, and why"), IN_DISPUTES, footer=True),
    Key("visit", ("enter",), N_("Go there"), N_("Go to the page that it belongs to"), IN_DISPUTES, footer=True),
    _SWITCH,
    _LANGUAGE,
    _CLOSE,
)
