"""Wordings: see `dutytui.texts.areas`."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.texts.catalogue import N_

REFUSALS: Mapping[str, str] = {
    "obligation_unknown": N_("calendar.yaml has no obligation {given}. Choose one that is listed"),
    "obligation_not_due": N_("{title} does not fall due on {day}. The next date: {next}"),
    "obligation_too_early": N_("{title} of {day}: too early. It may be done from {opens}"),
    "obligation_not_yours": N_("{title}: for {posts}. Switch person: F8"),
    "obligation_waive_not_allowed": N_("{title}: may be skipped by: {posts}"),
    "obligation_already_done": N_("{title}: done by {by} on {day} at {at}. Undo it first: F6"),
    "obligation_already_waived": N_("{title}: skipped by {by} on {day} at {at}. Undo that first: F6"),
    "obligation_disputed": N_("{title}: done at one terminal, skipped at another. Undo the wrong one: F6"),
    "obligation_reason_missing": N_("{title}: a reason is needed, type why it won't be done"),
}
UNSETTLED: Mapping[str, str] = {
    "obligation_open": N_("Due today and not done: {title} ({posts})"),
    "obligation_disputed_still": N_("Done at one terminal, skipped at another: {title} ({posts})"),
}
ALARMS: Mapping[str, str] = {
    "obligation_due": N_("{title} is due at {by}"),
    "obligation_late": N_("{title} is late, it was due {day}"),
    "obligations_late": N_("{count} are late by the calendar, the last: {title}"),
}
