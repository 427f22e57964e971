"""Wordings: see `dutytui.texts.areas`."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.texts.catalogue import N_

REFUSALS: Mapping[str, str] = {
    "call_unknown": N_("There is no roll call {call} on this day"),
    "call_too_early": N_("{title}: too early. It begins at {starts}"),
    "call_post_unknown": N_("{title}: {given} is not called. Called are: {posts}"),
    "answer_not_allowed": N_("{post}: {posts} may answer for it. Switch person: F8"),
    "post_is_ready": N_("{post} has answered ready ({by}, {at}). Not ready after all: F5. Undo: F6"),
    "order_not_allowed": N_("{order}: for {posts}. Switch person: F8"),
    "order_needs_reason": N_("{order}: not ready yet: {missing}. To give it all the same, say why"),
    "order_already_given": N_("{order}: {by} gave it at {at}. To call it back, hold it: F5"),
    "order_is_held": N_("{order}: {by} has held it since {since}. Release it first"),
    "order_not_held": N_("{order}: nothing is held, so there is nothing to release"),
    "order_in_hold": N_("{order}: {at} is too early, it was held from {since} to {until}. Give {until} or later"),
    "hold_end_missing": N_("{order} was given at {at}: say until when it was held before that"),
    "hold_end_too_late": N_("{order} was given at {at}: the hold can't have lasted until {until}"),
    "release_before_hold": N_("{at} is before the hold began at {since}. Give a later time"),
    "guards_missing": N_("Say how many guards were sent; 0 if none"),
}
UNSETTLED: Mapping[str, str] = {
    "order_not_given": N_("{title}: the order was not given, due at {since}"),
    "order_held": N_("{order}: held since {since} and not released"),
    "order_disputed": N_("{order}: given at one terminal, held at another since {since}"),
}
ALARMS: Mapping[str, str] = {
    "order_soon": N_("{order}: due at {by}, posts not ready: {count}"),
    "order_late": N_("{order}: {late} late, posts not ready: {count}"),
    "order_held": N_("{order}: held since {since}, {lasts}"),
    "order_disputed": N_("{order}: given at one terminal, held at another since {since}"),
}
