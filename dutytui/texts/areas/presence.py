"""Wordings: see `dutytui.texts.areas`."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.texts.catalogue import N_

REFUSALS: Mapping[str, str] = {
    "desk_not_open": N_("This terminal has not been recorded as open today. Start dutytui to open it"),
}
UNSETTLED: Mapping[str, str] = {}
ALARMS: Mapping[str, str] = {}
