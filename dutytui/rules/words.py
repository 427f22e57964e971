"""What procedures are made of: texts in the mall's languages, and times of the business day."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from dutytui.rules.lazy_dataclass import dataclass

Text = Mapping[str, str]
"""The same words by language: ``{"zh-Hans": …, "zh-Hant": …, "en": …}``; always complete for the mall's languages."""


class Anchor(StrEnum):
    """What a time of the day is counted from."""

    MIDNIGHT = "midnight"
    OPENING = "opening"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of the business day: minutes after (or, negative, before) its anchor. 26:00 is 1560 after midnight."""

    anchor: Anchor
    minutes: int
