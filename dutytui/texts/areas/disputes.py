"""Wordings of what is told of disputes beside their own page: see `dutytui.texts.areas`."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.texts.catalogue import N_

REFUSALS: Mapping[str, str] = {}
UNSETTLED: Mapping[str, str] = {"dispute": N_("Disputed: {dispute}")}
ALARMS: Mapping[str, str] = {"disputes_open": N_("Disputes to settle: {count}. F12")}
