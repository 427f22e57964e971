"""Wordings: see `dutytui.texts.areas`."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.texts.catalogue import N_

REFUSALS: Mapping[str, str] = {
    "change_not_controlled": N_(
        "Changes need no countersign here: the files count as they are. approvals.yaml turns it on with change_control"
    ),
    "change_flow_lacks": N_(
        "The flow {flow} can't put a version in force, it lacks the fields {fields}. Add them to its file"
    ),
    "change_of_another_base": N_(
        "Another version has come into force meanwhile. Compare the files with it once more, then submit them"
    ),
    "change_of_nothing": N_("The files are as the version in force. Change them first, then submit them"),
    "change_too_early": N_("A change takes effect with the beginning of a day. The earliest is {earliest}"),
    "change_already_adopted": N_("This version has been put in force already"),
    "change_settle_nothing": N_("There is nothing to settle any more: look at the list once more"),
    "change_settle_not_yours": N_("Which version stands is for {people} to say"),
    "change_settle_why": N_("Say in a word why this version stands"),
    "change_not_approved": N_("The request is not approved. When all have signed, its version comes into force"),
}
UNSETTLED: Mapping[str, str] = {}
ALARMS: Mapping[str, str] = {}
