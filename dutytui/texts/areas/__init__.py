"""Wordings of the areas: what each refuses, what it has unsettled, and what it must tell in time.

One module an area, with `REFUSALS`, `UNSETTLED` and `ALARMS`: a message by code, naming values in braces.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache
from typing import Protocol, cast

from dutytui.rules.matters import Alarm, Unsettled
from dutytui.texts.catalogue import _
from dutytui.texts.shown import shown


class _Area(Protocol):
    REFUSALS: Mapping[str, str]
    UNSETTLED: Mapping[str, str]
    ALARMS: Mapping[str, str]


_NAMES = (
    *("presence", "roll_call", "patrols", "meals", "service", "sales", "handover", "journals", "closing", "day_end"),
    *("approvals", "obligations", "review", "figures", "changes", "disputes", "evidence", "roster", "credentials"),
    "paper",
)


@cache
def _areas() -> tuple[_Area, ...]:
    return tuple(cast("_Area", importlib.import_module(f"{__name__}.{name}")) for name in _NAMES)


@cache
def refusals() -> Mapping[str, str]:
    return {code: words for area in _areas() for code, words in area.REFUSALS.items()}


@cache
def unsettled_messages() -> Mapping[str, str]:
    return {code: words for area in _areas() for code, words in area.UNSETTLED.items()}


@cache
def alarm_messages() -> Mapping[str, str]:
    return {code: words for area in _areas() for code, words in area.ALARMS.items()}


@cache
def alarm_areas() -> Mapping[str, str]:
    """By the code of an alarm, the area that it comes from."""
    return {code: name for name, area in zip(_NAMES, _areas(), strict=True) for code in area.ALARMS}


def unsettled(matter: Unsettled) -> str:
    """What is unsettled, in one line."""
    return _(unsettled_messages()[matter.code], **{name: shown(value) for name, value in matter.values.items()})


def alarm(told: Alarm) -> str:
    """What somebody must be told in time, in one line."""
    return _(alarm_messages()[told.code], **{name: shown(value) for name, value in told.values.items()})
