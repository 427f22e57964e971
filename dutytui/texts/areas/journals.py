"""Wordings: see `dutytui.texts.areas`."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.rules.journals.suggestions import Suggestion
from dutytui.texts.catalogue import N_, _
from dutytui.texts.shown import shown

REFUSALS: Mapping[str, str] = {
    "page_unknown": N_("There is no page {given} in journals.yaml. Choose one of the list"),
    "page_not_yours": N_("{title} is written by: {posts}. F8 signs in under another post"),
    "paragraph_empty": N_("{title}: nothing is written yet. Type some words, or leave it empty with F4"),
    "page_written": N_("{title} was written on by {by} at {at}. Take that back (F6) before leaving it empty"),
    "page_left_empty": N_("{title} was left empty by {by} at {at} already. Enter writes on it all the same"),
    "page_reason_missing": N_("{title}: say why nothing is written today"),
}
UNSETTLED: Mapping[str, str] = {
    "page_empty": N_("{book}, {title}: nothing written yet"),
    "page_disputed": N_("{book}, {title}: written on, and left empty at another terminal"),
}
ALARMS: Mapping[str, str] = {}

_SUGGESTIONS: Mapping[str, str] = {
    "sales_total": N_("Sales of {sold}: {amount}"),
    "item_value": N_("{title}: {value}"),
    "item_value_remarked": N_("{title}: {value} ({note})"),
    "item_number": N_("{title}: {value} {unit}"),
    "item_number_remarked": N_("{title}: {value} {unit} ({note})"),
    "item_failed": N_("Not right: {title}. {reason}"),
    "entry_open": N_("No. {number} ({about}), open: {text}"),
    "entry_handled": N_("No. {number} ({about}), handled: {text}"),
    "entry_closed": N_("No. {number} ({about}), closed: {text}"),
}


def suggested(suggestion: Suggestion) -> str:
    """A line that its writer may take over."""
    values = {name: shown(value) for name, value in suggestion.values.items()}
    if "hundredths" in values:
        values["amount"] = f"{suggestion.values['hundredths'] / 100:,.2f}"
    return _(_SUGGESTIONS[suggestion.code], **values)
