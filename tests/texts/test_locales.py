"""Which language a browser asks for, of those that are spoken."""

from __future__ import annotations

import pytest

from dutytui.texts.locales import of_browser


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("zh-TW,zh;q=0.9", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("en;q=0.5,zh-HK;q=0.9", "zh-Hant"),
        ("de-DE,de;q=0.9,en;q=0.7", "en"),
        ("de", "zh-Hans"),
        ("", "zh-Hans"),
        ("en;q=nonsense,zh-TW;q=0.1", "zh-Hant"),
        ("en;q=0", "zh-Hans"),
        ("en;q=nan,zh-TW;q=0.2", "zh-Hant"),
        ("*" * 100_000, "zh-Hans"),
    ],
)
def test_the_best_that_is_spoken_is_taken(accepted: str, language: str) -> None:
    assert of_browser(accepted) == language
