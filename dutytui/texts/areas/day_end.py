"""Wordings of the closing of the day: see `dutytui.texts.areas`."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.texts.catalogue import N_

REFUSALS: Mapping[str, str] = {
    "day_never_closes": N_("Days are not closed here. To close them, say in checklists/closing.yaml who may (day:)"),
    "close_day_not_allowed": N_("The day is closed by: {posts}. F8 signs in under another post"),
    "day_is_closed": N_("{day} was closed by {by} at {at}. To record in it: {posts} can reopen it (7, 7)"),
    "day_blocked": N_("Not yet: {count} must be done first, such as {first}"),
    "day_needs_reasons": N_("{count} still need a reason, such as {first}. F4 on its row gives it"),
    "day_in_a_hurry": N_("You recorded {count} items in {seconds} seconds. Say that they were really looked at"),
    "reopen_day_not_allowed": N_("A closed day is reopened by: {posts}. F8 signs in under another post"),
    "day_not_closed": N_("{day} is not closed, there is nothing to reopen"),
    "reopen_reason_missing": N_("Say why {day} is opened again"),
}
UNSETTLED: Mapping[str, str] = {
    "item_open": N_("{phase}: {title}, not done"),
    "item_unsaid": N_("{phase}: {title}, before use"),
    "item_not_right": N_("{phase}: {title}, not right and not mended"),
    "item_disputed": N_("{phase}: {title}, disputed"),
    "entry_stays_open": N_("Entry {number} ({kind}): {text}"),
}
ALARMS: Mapping[str, str] = {
    "day_not_closed": N_("The day is not closed yet"),
    "yesterday_not_closed": N_("{day} was never closed"),
    "night_unsaid": N_("{phases}: due before the first record. Make sure that it was done"),
}
