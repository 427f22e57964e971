"""Which of our languages somebody means: by the name of a locale, or by what a browser says it takes."""

from __future__ import annotations

import re

from dutytui.texts.catalogue import LANGUAGES

_TRADITIONAL = ("tw", "hk", "mo", "hant")
_WEIGHT = re.compile(r"q=([01](?:\.[0-9]{0,3})?)")
_LONGEST = 1000
"""Characters of a header that are looked at: browsers send some fifty."""


def of_locale(name: str) -> str:
    """``zh_TW.UTF-8`` → ``zh-Hant``; "" for one that says nothing (``C``, ``POSIX``) or a language not spoken."""
    parts = name.partition(".")[0].partition("@")[0].replace("-", "_").lower().split("_")
    if parts[0] == "zh":
        return "zh-Hant" if any(part in _TRADITIONAL for part in parts[1:]) else "zh-Hans"
    return "en" if parts[0] == "en" else ""


def of_browser(accepted: str) -> str:
    """The best of ours in a header ``Accept-Language`` (RFC 9110, 12.5.4); the first of `LANGUAGES` when none is."""
    best, weight = LANGUAGES[0], 0.0
    for part in accepted[:_LONGEST].split(","):
        name, _semicolon, quality = part.strip().partition(";")
        language, wish = of_locale(name.strip()), _quality(quality)
        if language and wish > weight:
            best, weight = language, wish
    return best


def _quality(words: str) -> float:
    if not words.strip():
        return 1.0
    weight = _WEIGHT.fullmatch(words.strip())
    return float(weight[1]) if weight else 0.0
