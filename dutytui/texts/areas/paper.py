"""Wordings: see `dutytui.texts.areas`."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.texts.catalogue import N_

REFUSALS: Mapping[str, str] = {
    "paper_row_unknown": N_("{given} is no number of a row. It is like 3-07"),
    "paper_time_missing": N_("Row {row}: the time on the paper is needed"),
}
UNSETTLED: Mapping[str, str] = {}
ALARMS: Mapping[str, str] = {}
