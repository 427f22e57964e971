"""Wordings: see `dutytui.texts.areas`."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.texts.catalogue import N_

REFUSALS: Mapping[str, str] = {
    "desk_locked": N_("Locked. {person} types the PIN to go on, or somebody else signs in: F8"),
    "pin_needed": N_("{person} has a PIN and signs in with it at the desk: F8"),
    "pin_to_set": N_("{person} chooses a PIN first, at the desk: F8"),
    "pin_listed_only": N_("Here everybody signs in with a PIN. Only people of people.yaml have one: F8"),
    "pins_off": N_("This mall uses no PINs. people.yaml turns them on, under pins"),
    "person_not_listed": N_("{given} is not listed in people.yaml, and only people listed there have a PIN"),
    "person_left": N_("{person} has left ({by}, {at}). Let in again by: {posts}, F10, People and PINs"),
    "person_removed": N_("{person} is no longer in people.yaml, which would have to list them again"),
    "people_not_allowed": N_("Others' PINs are for: {posts}. F8 signs in under another post"),
    "people_own": N_("Not for oneself: another one of {posts} does this"),
    "credential_other_key": N_("{person} has another PIN by now. Sign in with that one: F8"),
    "credential_none": N_("{person} has no PIN. There is nothing to reset"),
    "credential_not_shared": N_("Other terminals have this key already"),
    "since_in_future": N_("That day has not come yet. Give one that has begun"),
    "pin_elsewhere_alone": N_(
        "This PIN was set at another terminal and works only there, as the mall has no roster of terminals. {founders} "
        "found one there (F10, Terminals), or {posts} reset the PIN (F10, People and PINs)"
    ),
    "pin_elsewhere_outside": N_(
        "This PIN was set at another terminal. It comes by the share once {founders} have let this one in, there: "
        "F10, Terminals"
    ),
    "pin_elsewhere": N_(
        "This PIN was set at another terminal and has not reached this one yet. It comes by the share some two minutes "
        "after a terminal that has it is on"
    ),
    "pin_not_digits": N_("A PIN has digits only, 32 at most"),
    "pin_too_short": N_("Too short: {digits} digits at least"),
    "pin_too_simple": N_("Too easy to guess: digits in a row, or all the same. Choose another one"),
}
UNSETTLED: Mapping[str, str] = {}
ALARMS: Mapping[str, str] = {}
