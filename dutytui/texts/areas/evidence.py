"""Wordings: see `dutytui.texts.areas`. An alarm of this area is named by the code of what was found."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.texts.catalogue import N_

REFUSALS: Mapping[str, str] = {
    "nothing_to_witness": N_("No journal is here yet, so there is nothing to witness"),
    "finding_unknown": N_("This was found at another terminal. It is acknowledged there"),
    "acknowledge_not_allowed": N_("This may be acknowledged by: {posts}. Switch person: F8"),
    "already_acknowledged": N_("{by} acknowledged this at {at}. There is nothing to do"),
    "acknowledge_words_missing": N_("Say what you know of it: who, what, and what was done"),
}
FOUND: Mapping[str, str] = {
    "not_a_segment": N_("Records changed: {file}"),
    "line_invalid": N_("Records changed: {file}, line {line}"),
    "chain_broken": N_("Records missing before event {seq}: {writer}"),
    "journal_branched": N_("Two terminals write as {writer} (event {seq})"),
    "signature_wrong": N_("Records forged: {file}, event {seq}"),
    "head_lost": N_("Records lost: {writer} ends at {seq} instead of {known}"),
    "head_changed": N_("Records rewritten: {writer}, event {seq}"),
    "journal_gone": N_("Records lost: all of {writer} (up to {known})"),
    "sharing_edited": N_("Records changed on the share: {writer}, event {seq}"),
    "sharing_branched": N_("Two terminals write as {writer} (event {seq})"),
    "sharing_forked": N_("Two terminals write as {writer} (event {seq})"),
    "segment_gone": N_("Records lost: part {number} of {writer}"),
    "shut_out_recorded": N_("A terminal that was shut out records on: {writer}"),
    "stranger_recorded": N_("Records of an unknown machine: {writer}"),
}
UNSETTLED: Mapping[str, str] = {
    **FOUND,
    "evidence_acknowledged": N_("{what}. {by}, {at}: {words}"),
}
ALARMS: Mapping[str, str] = FOUND
