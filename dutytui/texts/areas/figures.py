"""Wordings: see `dutytui.texts.areas`."""

from __future__ import annotations

from collections.abc import Mapping

REFUSALS: Mapping[str, str] = {}
UNSETTLED: Mapping[str, str] = {}
ALARMS: Mapping[str, str] = {}
