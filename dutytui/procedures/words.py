"""Texts of files as the rules have them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dutytui.rules.words import Text

Words = Callable[[Mapping[str, str]], Text]
"""From a text as written (by language, "" for the same in all) to a `Text` in the order of the mall's languages."""
