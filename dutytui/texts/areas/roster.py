"""Wordings: see `dutytui.texts.areas`."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.texts.catalogue import N_

REFUSALS: Mapping[str, str] = {
    "terminals_not_allowed": N_("Terminals are let in and shut out by {posts}, and by people of people.yaml only"),
    "terminals_nobody_may": N_(
        "No post may manage terminals. Give one the permission manage_terminals in posts.yaml first"
    ),
    "terminal_shut_out": N_("This terminal was shut out and says nothing by itself until it is let in again"),
    "roster_begun_already": N_("The roster was founded by {by}, {day} {at}. A new terminal is let in there"),
    "roster_not_begun": N_("There is no roster of terminals yet. Found it first"),
    "roster_without_this_terminal": N_("A roster begins with the terminal that founds it. Name this one, too"),
    "terminal_presented_already": N_("This terminal has presented itself already"),
    "terminal_itself_outside": N_(
        "This terminal is not in the roster itself: what it said would not count. Do it at one that is"
    ),
    "terminal_unknown": N_("No such terminal is known here yet. It comes with its journal"),
    "terminal_enrolled_already": N_("{name} was let in by {by}, {day} {at} already"),
    "terminal_revoked_already": N_("{name} was shut out by {by}, {day} {at} already"),
    "terminal_read_wrong": N_(
        "That is not how the fingerprint of {name} goes on. Read it at the other machine once more; if it differs "
        "there, it is another terminal: shut it out"
    ),
    "terminal_name_missing": N_("The terminal needs a name by which people know where it stands"),
    "terminal_is_the_last": N_("It is the only terminal of the roster. Let another one in first"),
}
UNSETTLED: Mapping[str, str] = {}
ALARMS: Mapping[str, str] = {
    "terminal_waiting": N_("A new terminal has presented itself: {name}. Compare its fingerprint and let it in"),
}
