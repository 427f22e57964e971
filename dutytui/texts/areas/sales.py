"""Wordings: see `dutytui.texts.areas`."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.texts.catalogue import N_

REFUSALS: Mapping[str, str] = {
    "sales_not_in_use": N_("This mall reviews no sales yet. Add checklists/sales.yaml"),
    "sales_import_not_allowed": N_("Sales are brought in by: {posts}. Switch person: F8"),
    "sales_file_known": N_("{file} was brought in by {by} at {at}, with the same figures. Nothing is to be done"),
    "sales_no_rows": N_("{file} has no line that can be used. Choose other columns, or another file"),
    "sales_too_many_rows": N_("{file} has {count} rows, {most} are possible. Export one day only"),
    "sales_row_unreadable": N_("{counter}: too long a name or too large a number. Mend it and try again"),
    "sales_counter_missing": N_("Say which counter it is"),
    "sales_typed_already": N_("{counter}: {by} typed the same at {at}. Nothing is to be done"),
    "sales_not_there": N_("The sales of {sold} are not there yet. Bring them in first: Ctrl+O"),
    "sales_disputed": N_("Two terminals brought in different sales of {sold}. Undo one of them first: F6"),
    "sales_counter_unknown": N_("There is no counter {counter} in the sales of {sold}. Choose one of the list"),
    "sales_nothing_said": N_("{counter}: nothing is written yet"),
    "sales_nothing_new": N_("{counter}: this stands there already. Change it, or Esc"),
    "sales_cause_not_allowed": N_("The cause is written by: {posts}. Switch person: F8"),
    "sales_measure_not_allowed": N_("The measure is written by: {posts}. Switch person: F8"),
    "sales_proposal_not_allowed": N_("The proposal is written by: {posts}. Switch person: F8"),
}
UNSETTLED: Mapping[str, str] = {
    "sales_not_imported": N_("The sales of {sold} were not brought in"),
    "sales_in_dispute": N_("Two terminals brought in different sales of {sold}"),
    "sales_counter_in_dispute": N_("Sales of {counter}: two terminals differ"),
    "sales_unexplained": N_("Sales of {counter}: cause, measure or proposal is missing"),
}
ALARMS: Mapping[str, str] = {
    "sales_import_due": N_("The sales of {sold} are not there yet"),
    "sales_explaining_due": N_("Sales review: counters still to explain: {count}"),
}
