"""Every finding of the morning digest has its words."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from dutytui.rules.review import digest
from dutytui.texts import areas
from dutytui.texts.review import FINDINGS, SEVERAL

CODE = re.compile(r'"([a-z]+(?:_[a-z]+)+)"')


def test_every_code_of_the_digest_is_worded_and_nothing_else_is() -> None:
    source = Path(digest.__file__).read_text("utf-8")
    assert set(CODE.findall(source)) == set(FINDINGS)
    assert set(SEVERAL) <= set(FINDINGS)


def test_many_of_a_kind_are_called_by_words_that_need_no_values() -> None:
    assert not [words for words in SEVERAL.values() if "{" in words]


def test_no_two_areas_word_the_same_code() -> None:
    """Else one would speak with the other's words, and lack their values."""
    for name in ("REFUSALS", "UNSETTLED", "ALARMS"):
        worded = [code for area in areas._areas() for code in getattr(area, name)]
        assert [code for code, count in Counter(worded).items() if count > 1] == []
