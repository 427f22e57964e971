"""Why not: codes with the names of their values, as `dutytui.rules.refusal.CODES`."""

from __future__ import annotations

from collections.abc import Mapping

# digits: the shortest PIN; posts: who would be allowed; founders: those who manage terminals; person, by: Named
CODES: Mapping[str, tuple[str, ...]] = {
    "desk_locked": ("person",),
    "pin_needed": ("person",),
    "pin_to_set": ("person",),
    "pin_listed_only": (),
    "pins_off": (),
    "person_not_listed": ("given",),
    "person_left": ("person", "by", "at", "posts"),
    "person_removed": ("person",),
    "people_not_allowed": ("posts",),
    "people_own": ("posts",),
    "credential_other_key": ("person",),
    "credential_none": ("person",),
    "credential_not_shared": (),
    "since_in_future": (),
    "pin_elsewhere_alone": ("founders", "posts"),
    "pin_elsewhere_outside": ("founders",),
    "pin_elsewhere": (),
    "pin_not_digits": (),
    "pin_too_short": ("digits",),
    "pin_too_simple": (),
}
