"""Every finding of the morning digest has its words."""

from __future__ import annotations

import re
from pathlib import Path

from dutytui.rules.review import digest
from dutytui.texts.review import FINDINGS, SEVERAL

CODE = re.compile(r'"([a-z]+(?:_[a-z]+)+)"')


def test_every_code_of_the_digest_is_worded_and_nothing_else_is() -> None:
    source = Path(digest.__file__).read_text("utf-8")
    assert set(CODE.findall(source)) == set(FINDINGS)
    assert set(SEVERAL) <= set(FINDINGS)


def test_many_of_a_kind_are_called_by_words_that_need_no_values() -> None:
    assert not [words for words in SEVERAL.values() if "{" in words]
