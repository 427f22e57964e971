"""Why not: codes with the names of their values, as `dutytui.rules.refusal.CODES`."""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, tuple[str, ...]] = {
    "change_not_controlled": (),
    "change_flow_lacks": ("flow", "fields"),
    "change_of_another_base": (),
    "change_of_nothing": (),
    "change_too_early": ("earliest",),
    "change_already_adopted": (),
    "change_not_approved": (),
    "change_settle_nothing": (),
    "change_settle_not_yours": ("people",),
    "change_settle_why": (),
}
